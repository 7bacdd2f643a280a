"""The forms that stand open on the page of a desk, filled with what is known already."""

from dispatch.desks.replying import TEXT_FIELDS
from dispatch.forms.handling import AssistOpinionForm, ContactForm
from dispatch.forms.proposal import SendOpinionForm, SignForm
from dispatch.forms.reply import PARTS, ReplyForm
from dispatch.states import DeskState, Stage
from suggestions.forms.steps import OpinionForm

BY_MODE = {"write": "send_for_signature", "sign": "give_back_draft"}
FORMS = {
    "send_for_signature": ReplyForm, "give_opinion": AssistOpinionForm, "send_opinion": SendOpinionForm,
    "give_back_draft": OpinionForm,
}  # fmt: skip


def page_forms(request, desk, mode, bound):
    """{step: form} for this reader; forms that came back with errors stay as they were sent."""
    found = dict(bound)
    known = {"subject": desk, "actor": request.actor}
    name = opinion_step(desk) if mode == "opinion" else BY_MODE.get(mode)
    if mode == "sign" and (signing := sign_step(desk)) not in found:
        found[signing] = SignForm(**known)
    if name and name not in found:
        found[name] = FORMS[name](initial=initial(request.actor, desk, name), **known)
    if mode in ("offered", "write") and desk.owes_answer and "record_contact" not in found:
        stage = request.GET.get("stage") or next_stage(desk)
        found["record_contact"] = ContactForm(initial={"stage": stage}, **known)
    return found


def opinion_step(desk):
    """How an assisting unit sends its opinion: a proposal's goes to its leader first."""
    return "send_opinion" if desk.is_proposal else "give_opinion"


def sign_step(desk):
    return "sign_reply" if desk.owes_answer else "sign_opinion"


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
            "leader_name": former.leader_name if former else desk.plan.leader_name if desk.plan else "",
        }
    plain = {n: getattr(draft, "result_class_id" if n == "result_class" else n) for n in TEXT_FIELDS}
    return plain | {
        f"{part}{pk}": getattr(answer, name)
        for pk, answer in desk.drafted_answers().items()
        for part, name in PARTS.items()
    }


def next_stage(desk):
    """The first stage without a contact in this round."""
    made = {c.stage for c in desk.contacts.all() if c.round == desk.round}
    if desk.state == DeskState.OFFERED:
        return Stage.BEFORE
    return next((s for s in Stage if s not in made), Stage.AFTER)
