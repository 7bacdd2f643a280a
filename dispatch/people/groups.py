"""小组 and 包联: the groups of 双组制 with their convenors, the leaders who look after them, visits paid."""

from django.db import transaction
from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone

from members import memberships
from members.models import Collective, Member, Membership, Patronage, PatronVisit, Post, Studio
from members.models.patronage import READERS
from members.rules import has_role, is_office
from members.states import GROUPS, Role
from weijianyi.audit.noting import note
from weijianyi.workflow import Forbidden, NotNow


def check_reads(actor):
    if not has_role(actor, *READERS):
        raise Forbidden("小组名单由本级政协的人查看。")


def check_edits(actor):
    if not is_office(actor):
        raise Forbidden("小组由提案委维护。")


def of(actor):
    if not has_role(actor, *READERS):
        return Collective.objects.none()
    return Collective.objects.filter(organisation_id=actor.organisation_id, kind__in=GROUPS)


def listed(actor, on):
    """[(kind, [groups])], each group with its people counted, its convenors and its leader: four statements."""
    now = Q(memberships__valid_to=None) | Q(memberships__valid_to__gte=on)
    rows = of(actor).filter(active=True).annotate(people=Count("memberships", filter=now, distinct=True))
    convenors = Membership.objects.current(on).filter(convenor=True).select_related("member")
    leaders = Patronage.objects.current(on).select_related("leader__user")
    rows = rows.prefetch_related(
        Prefetch("memberships", convenors, to_attr="convenors"), Prefetch("patronages", leaders, to_attr="leaders")
    ).order_by("name", "pk")  # fmt: skip
    by_kind = {kind: [] for kind in GROUPS}
    for row in rows:
        by_kind[row.kind].append(row)
    return [(kind.label, found) for kind, found in by_kind.items() if found]


def outside(actor):
    """How many members of today stand in no group of each kind of 双组制."""
    today = timezone.localdate()
    seats = Member.objects.filter(organisation_id=actor.organisation_id).exclude(valid_to__lt=today)
    found = []
    for kind in memberships.DOUBLE:
        held = Membership.objects.filter(valid_to=None, collective__kind=kind).values("member")
        found.append((kind.label, seats.exclude(pk__in=held).count()))
    return [(label, number) for label, number in found if number]


def people(group, on):
    return group.memberships.current(on).select_related("member__sector")


def patronages(actor):
    """Who looks after what, each with `paid`, its visits, void ones last; for the page of a group and of 包联."""
    visits = PatronVisit.objects.select_related("voided_by__user").order_by(
        F("voided_at").asc(nulls_first=True), "-held_on", "-pk"
    )
    rows = Patronage.objects.visible_to(actor).select_related("leader__user", "collective", "studio")
    return rows.prefetch_related(Prefetch("visits", visits, to_attr="paid")).order_by("-valid_from", "-pk")


def leaders(actor):
    today = timezone.localdate()
    return Post.objects.current(today).filter(
        organisation_id=actor.organisation_id, role=Role.LEADER
    ).select_related("user")  # fmt: skip


def candidates(actor, group):
    """Members of today who are not in the group."""
    today = timezone.localdate()
    rows = Member.objects.filter(organisation_id=actor.organisation_id).exclude(valid_to__lt=today)
    return rows.exclude(pk__in=group.memberships.filter(valid_to=None).values("member")).order_by(
        "name", "pk"
    )


def studios(actor):
    return Studio.objects.visible_to(actor).open_on(timezone.localdate())


@transaction.atomic
def add(actor, group, found, on, convenor):
    check_edits(actor)
    for member in found:
        memberships.join(member, group, on, convenor=convenor)
        note(member, "join", "加入小组", actor=actor, group=group.pk)


@transaction.atomic
def end(actor, row, on):
    check_edits(actor)
    memberships.leave(row, on)
    note(row.member, "leave_group", "退出小组", actor=actor, group=row.collective_id)


def keeps(actor, patronage):
    """The leader himself, or the office for him."""
    own = (
        actor.user is not None and patronage.leader.user_id == actor.user.pk and has_role(actor, Role.LEADER)
    )
    return own or (is_office(actor) and patronage.leader.organisation_id == actor.organisation_id)


def check_keeps(actor, patronage):
    if not keeps(actor, patronage):
        raise Forbidden("走访由包联领导本人或提案委登记。")


def is_over(patronage):
    return patronage.valid_to is not None and patronage.valid_to < timezone.localdate()


def for_page(actor, rows):
    """The rows of a page, each with what the reader may do and how many visits stand."""
    found = list(rows)
    for row in found:
        row.keeps = keeps(actor, row)
        row.may_visit = row.keeps and not is_over(row)
        row.counted = sum(visit.voided_at is None for visit in row.paid)
    return found


@transaction.atomic
def visit(actor, patronage, held_on, what):
    check_keeps(actor, patronage)
    row = PatronVisit.objects.create(patronage=patronage, held_on=held_on, what=what, entered_by=actor.post)
    note(patronage, "visit", "登记走访", actor=actor, visit=row.pk)
    return row


@transaction.atomic
def void_visit(actor, row, reason):
    """Entered wrongly: it stays in the record, with who said so and why, and counts no more."""
    check_keeps(actor, row.patronage)
    row = PatronVisit.objects.select_for_update().get(pk=row.pk)
    if row.voided_at:
        raise NotNow("这次走访已经作废。")
    row.voided_at, row.voided_by, row.void_reason = timezone.now(), actor.post, reason
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    note(row.patronage, "void_visit", "走访作废", actor=actor, visit=row.pk)


@transaction.atomic
def end_patronage(actor, patronage):
    """Today is its last day; the visits stay."""
    check_edits(actor)
    if patronage.valid_to is not None:
        raise NotNow(f"这项包联到{patronage.valid_to:%Y年%-m月%-d日}为止。")
    patronage.valid_to = max(timezone.localdate(), patronage.valid_from)
    patronage.save(update_fields=["valid_to"])
    note(patronage, "end_patronage", "包联结束", actor=actor)
