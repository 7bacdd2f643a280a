"""成果转化: proposing a bundle of adopted reports, changing it while it is proposed; its history."""

from django.db import transaction
from django.utils import timezone

from suggestions.models import Report, Uptake, UptakeEntry
from suggestions.states import State
from suggestions.upward import instructing
from suggestions.upward import rules as upward_rules
from suggestions.upward.states import UptakeState
from weijianyi.workflow import Forbidden, NotNow, Step, door

PROPOSE = Step(
    name="propose_uptake", label="提出转化", done="提出成果转化", who=upward_rules.records, internal=True
)
TABS = {
    UptakeState.PROPOSED: "拟转化", UptakeState.APPROVED: "已列入", UptakeState.HELD: "已开展",
    UptakeState.DONE: "已有结果", UptakeState.DROPPED: "不转化",
}  # fmt: skip
EDITABLE = (UptakeState.PROPOSED, UptakeState.APPROVED)
history = instructing.history


def candidates(actor, uptake=None):
    """Adopted reports, and what the bundle already holds."""
    found = Report.objects.visible_to(actor).filter(voided_at=None)
    held = found.filter(uptake_entries__uptake=uptake) if uptake is not None else found.none()
    return (
        (found.filter(state=State.ADOPTED) | held).distinct().select_related("report_facts").order_by("-pk")
    )


@transaction.atomic
def propose(*, actor, reports, at=None, **facts):
    uptake = Uptake(organisation=actor.post.organisation, proposed_by=actor.post, **facts)
    uptake.proposed_at = at or timezone.now()
    uptake.save()
    take_in(uptake, reports)
    door.announce(uptake, door.record(uptake, PROPOSE, actor, uptake.state, uptake.proposed_at, {}))
    return uptake


@transaction.atomic
def change(uptake, *, actor, reports, **facts):
    """NotNow once it has been held or dropped."""
    uptake = door.lock(uptake)
    check_edits(uptake, actor)
    for name, value in facts.items():
        setattr(uptake, name, value)
    uptake.version += 1
    uptake.save()
    take_in(uptake, reports)
    return uptake


def check_edits(uptake, actor):
    if not upward_rules.records(actor, uptake):
        raise Forbidden("成果转化由信息编辑登记。")
    if uptake.state not in EDITABLE:
        raise NotNow(
            f"这一项现在是“{uptake.get_state_display()}”，不能修改。", uptake, door.last_event(uptake)
        )


def take_in(uptake, reports):
    uptake.entries.exclude(report__in=reports).delete()
    held = set(uptake.entries.values_list("report_id", flat=True))
    UptakeEntry.objects.bulk_create(
        UptakeEntry(uptake=uptake, report=report) for report in reports if report.pk not in held
    )
