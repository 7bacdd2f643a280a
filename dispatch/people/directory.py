"""The directory of members for office, leaders and administrator: list, one member, what the office may change."""

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from members import memberships
from members.models import Member, Post
from members.rules import has_role, is_office
from members.states import CollectiveKind, Role
from suggestions.models import Authorship, Item
from suggestions.states import ENDED, UNSENT, SignerState
from weijianyi import rulebook
from weijianyi.audit.noting import note
from weijianyi.workflow import Forbidden, NotNow

READERS = (Role.REVIEWER, Role.HEAD, Role.LEADER, Role.ORG_ADMIN)
ORDER = ("name", "pk")
LATEST = 10
PLAIN = ("name", "phone", "employer", "valid_from", "standing_from", "standing_to")
KINDS = {
    "sector": CollectiveKind.SECTOR, "committee": CollectiveKind.COMMITTEE, "party": CollectiveKind.PARTY,
    "sector_group": CollectiveKind.SECTOR_GROUP, "township": CollectiveKind.TOWNSHIP,
}  # fmt: skip


def check_reads(actor):
    if not has_role(actor, *READERS):
        raise Forbidden("委员名册由提案委、领导和单位管理员查看。")


def check_edits(actor):
    if not is_office(actor):
        raise Forbidden("委员的资料由提案委维护。")


def of(actor):
    """Members of the organisation, past ones too."""
    if not has_role(actor, *READERS):
        return Member.objects.none()
    rows = Member.objects.filter(organisation_id=actor.organisation_id)
    return rows.select_related("sector", "committee", "county", "user")


def narrowed(rows, *, q="", sector=None, committee=None, county=None, group=None, state=""):
    today = timezone.localdate()
    if q:
        rows = rows.filter(Q(name__contains=q) | Q(phone__contains=q) | Q(employer__contains=q))
    for name, value in (("sector", sector), ("committee", committee), ("county", county)):
        rows = rows.filter(**{name: value}) if value else rows
    if group:
        inside = group.memberships.current(today).values("member")
        rows = rows.filter(pk__in=inside)
    gone = Q(valid_to__lt=today)
    return rows if state == "all" else rows.filter(gone) if state == "left" else rows.exclude(gone)


def groups_of(member):
    """Its rows in collectives and counties, those of today first."""
    rows = member.memberships.with_names()
    return sorted(rows, key=lambda r: (r.valid_to is not None, -(r.valid_to or r.valid_from).toordinal()))


def missing_groups(rows):
    """Which of the two groups of 双组制 the member does not stand in."""
    held = {row.collective.kind for row in rows if row.collective_id and row.valid_to is None}
    return [str(CollectiveKind(kind).label) for kind in memberships.DOUBLE if kind not in held]


def written(member, actor):
    """Items of the member that the actor may see, newest first."""
    signed = Authorship.objects.filter(member=member, state=SignerState.SIGNED).values("item")
    return Item.objects.visible_to(actor).filter(pk__in=signed).exclude(state__in=UNSENT)


def figures(member):
    """How many the member has handed in and how many are still under way."""
    rows = Authorship.objects.filter(member=member, state=SignerState.SIGNED, item__voided_at=None)
    rows = rows.exclude(item__state__in=UNSENT)
    return rows.aggregate(
        first=Count("pk", filter=Q(order=0)), co=Count("pk", filter=Q(order__gt=0)),
        open=Count("pk", filter=~Q(item__state__in=ENDED)),
    )  # fmt: skip


@transaction.atomic
def save(actor, member, facts, on):
    """A new or changed seat with its groups from `on`."""
    check_edits(actor)
    fresh = member.pk is None
    for name in PLAIN:
        setattr(member, name, facts.get(name))
    member.save()
    memberships.begin(member, on)
    for name, kind in KINDS.items():
        held = member.memberships.filter(valid_to=None, collective__kind=kind).values_list(
            "collective", flat=True
        )
        wanted = facts.get(name)
        if list(held) != ([wanted.pk] if wanted else []):
            memberships.put_in(member, kind, wanted, on)
    memberships.settle_in(member, facts.get("county"), on)
    note(
        member, "add_member" if fresh else "edit_member", "登记委员" if fresh else "修改委员资料", actor=actor
    )
    return member


# -- leaving ---------------------------------------------------------------------------------------
def what_leaving_does(member, on):
    """Sentences for the preview: what ends, what stays, what the office should look at."""
    open_items = Item.objects.filter(
        authorships__member=member, authorships__state=SignerState.SIGNED, voided_at=None
    ).exclude(state__in=[*UNSENT, *ENDED])
    drafts = Item.objects.filter(authorships__member=member, authorships__order=0, state__in=UNSENT)
    posts = posts_to_end(member)
    other = Post.objects.current(on).filter(user=member.user_id).exclude(pk__in=posts.values("pk"))
    found = [f"{on:%Y年%-m月%-d日}是任期的最后一天，第二天起不能再用委员岗位提交、联名、评价。"]
    if number := member.memberships.filter(valid_to=None).count():
        found.append(f"同一天退出 {number} 个界别、专委会和小组。")
    if number := member.studio_seats.filter(valid_to=None).count():
        found.append(f"退出 {number} 个委员工作室的驻室名单，请另排值班。")
    days = rulebook.value(member.organisation_id, "fixed_contacts_keep_days")
    found.append(f"本人登记的固定联系别人看不到，离任 {days} 天后自动删除。")
    if number := open_items.distinct().count():
        found.append(f"还有 {number} 件没有办结：署名不变，照常办理；到期没有评价的算未表态。")
    if number := drafts.distinct().count():
        found.append(f"有 {number} 份没有提交的草稿，任期结束后不能再提交，请先联系本人。")
    if member.user_id and not other.exists():
        found.append("本人没有别的岗位，以后登录只能查看自己提交过的事项和履职档案，不能再办理。")
    return [*found, "提交过的事项、当时的界别和各种统计都不变。"]


def posts_to_end(member):
    return Post.objects.filter(member=member, valid_to=None)


@transaction.atomic
def leave(actor, member, on, reason=""):
    """The seat, its groups, studios and post end on `on`; nothing that was handed in is touched."""
    check_edits(actor)
    if member.valid_to and member.valid_to <= on:
        raise NotNow(f"{member}已经在{member.valid_to:%Y年%-m月%-d日}离任。")
    member.valid_to = on
    member.save(update_fields=["valid_to"])
    for row in member.memberships.filter(valid_to=None):
        memberships.end(row, on)
    for seat in member.studio_seats.filter(valid_to=None):
        seat.valid_to = max(on, seat.valid_from)
        seat.save(update_fields=["valid_to"])
    for post in posts_to_end(member):
        post.valid_to = max(on, post.valid_from)
        post.save(update_fields=["valid_to"])
    note(member, "leave", "委员离任", actor=actor, on=on.isoformat())
