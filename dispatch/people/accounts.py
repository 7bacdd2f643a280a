"""Accounts of an organisation for its administrator: who has which post, how the account stands, what may be done."""

from datetime import timedelta

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from dispatch.models import Officer
from dispatch.people import units
from members.accounts import devices, opening, passwords, second_factor
from members.models import Post, User
from members.rules import has_role
from members.states import Role
from weijianyi.audit.noting import note
from weijianyi.workflow import Forbidden, NotNow

NEVER_GIVEN = frozenset({Role.SYS_ADMIN, Role.CLIENT})
ORDER = ("name", "pk")
STATES = (
    ("first", "一次性密码未换"), ("never", "从未登录"), ("locked", "已锁定"), ("open", "没有第二重验证"),
    ("closed", "已停用"), ("jobless", "没有岗位"),
)  # fmt: skip


def check_admin(actor):
    if not has_role(actor, Role.ORG_ADMIN):
        raise Forbidden("账号和岗位由单位管理员维护。")


def locked_names(now=None):
    """User names that may not try again yet."""
    since = (now or timezone.now()) - timedelta(hours=settings.AXES_COOLOFF_TIME)
    tried = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since
    )
    return set(tried.values_list("username", flat=True))


def of(actor):
    """Everybody who has or had a post in the actor's organisation, with the posts of today."""
    if not has_role(actor, Role.ORG_ADMIN):
        return User.objects.none()
    own = Post.objects.filter(organisation_id=actor.organisation_id)
    today = timezone.localdate()
    return User.objects.filter(Exists(own.filter(user=OuterRef("pk")))).prefetch_related(
        Prefetch(
            "posts", own.current(today).select_related("officer__department", "collective", "organisation"),
            to_attr="held",
        )
    )  # fmt: skip


def narrowed(rows, actor, *, q="", role="", state=""):
    current = Post.objects.filter(organisation_id=actor.organisation_id, user=OuterRef("pk")).current(
        timezone.localdate()
    )
    if q:
        rows = rows.filter(Q(name__contains=q) | Q(phone__contains=q) | Q(username__contains=q))
    if role:
        rows = rows.filter(Exists(current.filter(role=role)))
    tests = {
        "first": Q(must_change_password=True), "never": Q(last_login=None), "closed": Q(is_active=False),
        "open": Q(second_factor=False), "jobless": ~Exists(current),
    }  # fmt: skip
    if state == "locked":
        rows = rows.filter(username__in=locked_names())
    elif state in tests:
        rows = rows.filter(tests[state])
    return rows


def tags(user, locked):
    """[(word, tone)]: how the account stands."""
    found = [] if user.is_active else [("已停用", "bad")]
    if user.username in locked:
        found.append(("已锁定", "bad"))
    if not user.has_usable_password():
        found.append(("未发密码", "wait"))
    elif user.must_change_password:
        found.append(("一次性密码未换", "wait"))
    if user.second_factor:
        found.append(("第二重验证", "ok"))
    return found or [("正常", "")]


def home_of(user):
    """The organisation that opened the account: its administrator looks after password and devices."""
    return Post.objects.filter(user=user).order_by("pk").values_list("organisation_id", flat=True).first()


def check_changes(actor, user):
    """Of the own organisation, and never oneself."""
    check_admin(actor)
    if user.pk == actor.user.pk:
        raise Forbidden("自己的账号和岗位不能自己改，请另一位管理员办理。")
    if home_of(user) != actor.organisation_id:
        raise Forbidden("这个账号由另一个政协组织开设，密码和登录由那里的管理员办理。")


# -- opening and posts -----------------------------------------------------------------------------
@transaction.atomic
def open_new(actor, *, username, name, phone, role, department=None, section="", seat=None, **post):
    """(post, one-time password) of a new account."""
    check_admin(actor)
    check_role(role)
    fields = {key: value for key, value in post.items() if value}
    made, password = opening.open_account(
        username, name, actor.post.organisation, role, phone=phone, seat=seat, **fields
    )
    seated(made, department, section)
    note(made.user, "open_account", "开账号", actor=actor, role=role)
    return made, password


@transaction.atomic
def add_post(actor, user, *, role, department=None, section="", seat=None, **post):
    check_admin(actor)
    if user.pk == actor.user.pk:
        raise Forbidden("不能给自己加岗位，请另一位管理员办理。")
    check_role(role)
    made = Post(
        user=user, organisation=actor.post.organisation, role=role, member=seat,
        **{"valid_from": timezone.localdate()} | {key: value for key, value in post.items() if value},
    )  # fmt: skip
    made.full_clean()
    made.save()
    if seat is not None and seat.user_id is None:
        seat.user = user
        seat.save(update_fields=["user"])
    seated(made, department, section)
    note(user, "add_post", "加岗位", actor=actor, role=role)
    return made


def check_role(role):
    if role in NEVER_GIVEN:
        raise Forbidden("这个岗位不由单位管理员设立。")


def seated(post, department, section):
    if department is not None:
        Officer.objects.create(post=post, department=department, section=section)


def posts_of(actor):
    """Posts of the organisation, for its administrator."""
    if not has_role(actor, Role.ORG_ADMIN):
        return Post.objects.none()
    return Post.objects.filter(organisation_id=actor.organisation_id).with_hat()


@transaction.atomic
def end_post(actor, post, on):
    """The post counts up to and including `on`; the last handler of a unit and the last administrator stay."""
    check_admin(actor)
    if post.user_id == actor.user.pk:
        raise Forbidden("自己的岗位不能自己结束，请另一位管理员办理。")
    check_not_last(post)
    post.valid_to = on
    post.save(update_fields=["valid_to"])
    note(post.user, "end_post", "结束岗位", actor=actor, role=post.role)


def check_not_last(post):
    today = timezone.localdate()
    if post.role == Role.ORG_ADMIN:
        others = Post.objects.current(today).filter(organisation_id=post.organisation_id, role=Role.ORG_ADMIN)
        if not others.filter(user__is_active=True).exclude(user_id=post.user_id).exists():
            raise NotNow("这是最后一位单位管理员，请先设立另一位。")
    if units.is_last_handler(post, today):
        unit = post.officer.department
        raise NotNow(
            f"{post.user.name}是{unit.short_name}最后一位经办人，请先加一位经办人，或先合并、停用这个单位。"
        )


# -- one account -----------------------------------------------------------------------------------
@transaction.atomic
def first_password(actor, user):
    """A new one-time password, shown once; every device is signed out. Nobody chooses it."""
    check_changes(actor, user)
    password = passwords.give_first(user)
    devices.end_all(user)
    unlock_name(user)
    note(user, "first_password", "发一次性密码", actor=actor)
    return password


@transaction.atomic
def reset_factor(actor, user):
    check_changes(actor, user)
    second_factor.remove(user)
    devices.end_all(user)
    note(user, "reset_factor", "重置第二重验证", actor=actor)


@transaction.atomic
def unlock(actor, user):
    check_changes(actor, user)
    unlock_name(user)
    note(user, "unlock", "解除锁定", actor=actor)


def unlock_name(user):
    reset(username=user.username)


@transaction.atomic
def disable(actor, user):
    """Closed at once: every device is signed out, the posts stay as they are for the record."""
    check_changes(actor, user)
    for post in Post.objects.current(timezone.localdate()).with_hat().filter(user=user):
        check_not_last(post)
    user.is_active = False
    user.save(update_fields=["is_active"])
    devices.end_all(user)
    note(user, "disable", "停用账号", actor=actor)


@transaction.atomic
def enable(actor, user):
    check_changes(actor, user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    note(user, "enable", "恢复账号", actor=actor)
