"""The forms that stand open on the page of a desk, filled with what is known already."""

from dispatch.forms.handling import AssistOpinionForm, ContactForm
from dispatch.forms.reply import ReplyForm
from dispatch.replying import TEXT_FIELDS
from dispatch.states import DeskState, Stage
from suggestions.forms.steps import OpinionForm

BY_MODE = {"write": "send_for_signature", "opinion": "give_opinion", "sign": "give_back_draft"}
FORMS = {"send_for_signature": ReplyForm, "give_opinion": AssistOpinionForm, "give_back_draft": OpinionForm}


def page_forms(request, desk, mode, bound):
    """{step: form} for this reader; forms that came back with errors stay as they were sent."""
    found = dict(bound)
    known = {"subject": desk, "actor": request.actor}
    name = BY_MODE.get(mode)
    if name and name not in found:
        found[name] = FORMS[name](initial=initial(request.actor, desk, name), **known)
    if mode in ("offered", "write") and desk.owes_answer and "record_contact" not in found:
        stage = request.GET.get("stage") or next_stage(desk)
        found["record_contact"] = ContactForm(initial={"stage": stage}, **known)
    return found


def initial(actor, desk, name):
    """The draft; a first draft starts with who is to be called."""
    if name == "give_back_draft":
        return {}
    draft = desk.current_reply
    if draft is None:
        former = next((r for r in reversed(list(desk.replies.all())) if r.released_at), None)
        return {
            "contact_name": "" if desk.department.paper else actor.user.name,
            "contact_phone": desk.department.phone,
            "leader_name": former.leader_name if former else "",
        }
    return {n: getattr(draft, "result_class_id" if n == "result_class" else n) for n in TEXT_FIELDS}


def next_stage(desk):
    """The first stage without a contact in this round."""
    made = {c.stage for c in desk.contacts.all() if c.round == desk.round}
    if desk.state == DeskState.OFFERED:
        return Stage.BEFORE
    return next((s for s in Stage if s not in made), Stage.AFTER)
