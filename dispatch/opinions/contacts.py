"""A department reads a resident's contact only with that person's consent, on a click, on record."""

from django.core.exceptions import ValidationError

from dispatch import rules
from members.models import OpinionContact
from members.opinions import steps as opinion_steps
from weijianyi.workflow import Forbidden, Step, door

SHOWN = Step(
    name="pass_contact",
    label="查看群众联系方式",
    done="部门查看联系方式（群众同意）",
    who=rules.unit_of,
    internal=True,
)


def contact_behind(desk):
    """The contact a department may ask to see, or None: nothing was asked, nothing is kept, nothing was agreed to."""
    return (
        OpinionContact.objects.filter(
            opinion__made__item=desk.item_id,
            opinion__made__ended_at=None,
            opinion__erased_at=None,
            pass_on=True,
        )
        .select_related("opinion")
        .first()
    )


def show(desk, *, actor, reason):
    """The facts, after the event is written. Raises Forbidden (no unit of this desk, no consent)."""
    contact = contact_behind(desk)
    if contact is None or not rules.unit_of(actor, desk):
        raise Forbidden("群众没有同意转交联系方式，请通过政协联系。")
    if not reason:
        raise ValidationError({"reason": "请填写为什么要看。"})
    opinion = door.lock(contact.opinion)
    door.record(opinion, SHOWN, actor, opinion.state, opinion_steps.timezone.now(), {"reason": reason})
    return contact.facts()
