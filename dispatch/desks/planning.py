"""The unit's plan before it answers, and the contacts with the member that the rules ask for."""

from dispatch import inquiries
from dispatch.models.plan import HandlingPlan
from dispatch.states import Stage
from suggestions.states import Kind
from weijianyi import rulebook


def wanted(desk):
    """Whether units write a plan for this kind: a setting."""
    return desk.kind in rulebook.value(desk.organisation_id, "plan_required_kinds")


def write(desk, event, *, actor, text, leader_name, planned_on, **facts):
    HandlingPlan.objects.update_or_create(
        desk=desk,
        defaults={
            "text": text, "leader_name": leader_name, "planned_on": planned_on,
            "updated_by": actor.post, "updated_at": event.occurred_at,
        },
    )  # fmt: skip


def missing_plan(desk):
    """The sentence that blocks the reply, or nothing."""
    return "还没有办理方案，请先填写。" if wanted(desk) and desk.plan is None else ""


def lacking(desk):
    """What a proposal's desk has to do before its reply can be sent, said while it is written."""
    if desk.kind != Kind.PROPOSAL:
        return []
    return [sentence for sentence in (missing_plan(desk), missing_contacts(desk)) if sentence]


def missing_contacts(desk):
    """Which contacts of this round are missing: proposals by stage, other kinds any one."""
    made = {c.stage for c in desk.contacts.all() if c.round == desk.round and c.voided_at is None}
    if desk.kind == Kind.INQUIRY and not inquiries.asked_of_members(desk):
        return ""
    if desk.kind != Kind.PROPOSAL:
        return "" if made else "还没有与委员沟通的记录，请先记一次。"
    asked = rulebook.value(desk.organisation_id, "contact_stages_proposal")
    left = "、".join(stage.label for stage in Stage if stage.value in asked and stage.value not in made)
    return f"还缺{left}沟通的记录，请先补记。" if left else ""
