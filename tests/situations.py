"""The situations named in policy.csv: each returns the subject whose step is asked for."""

from dispatch.models import Assignment, Supervision
from suggestions.models import Inquiry, Proposal, Report
from tests import evaluated, forwarded, keyed, linked, pressed, proposals, reported, scored, upward
from tests.world import desk_of
from weijianyi import rulebook
from weijianyi.rulebook.models import Setting
from weijianyi.workflow import SYSTEM_ACTOR, perform

OPINION = "请补充具体位置。"
DISSATISFIED = {"work": "satisfied", "result": "dissatisfied"}


def draft(w):
    return w.draft()


def submitted(w):
    return w.submitted()


def consulting(w):
    return perform(w.submitted(), "consult", actor=w["staff"], opinion=OPINION)


def returned(w):
    return perform(w.submitted(), "send_back", actor=w["staff"], opinion=OPINION)


def accepted(w):
    return perform(w.submitted(), "accept", actor=w["staff"], complexity="normal")


def passed_on(w):
    return perform(w.submitted(), "convert", actor=w["staff"], kind="proposal")


def handling(w):
    return w.dispatched().item


def closed(w):
    return w.closed().item


def offered(w):
    return w.dispatched()


def relay(w):
    item = w.dispatched(relay=w.departments["电政办"]).item
    return desk_of(item, w.departments["电政办"])


def planned(w):
    w.dispatched(relay=w.departments["电政办"])
    return Assignment.objects.get(department=w.departments["城管局"])


def assist(w):
    item = w.dispatched(assists=[w.departments["交通局"]]).item
    return perform(desk_of(item, w.departments["交通局"]), "sign", actor=w["handler2"])


def working(w):
    return w.working()


def ask_return(w, desk, actor):
    reason = rulebook.entry(w.city, "handback_reason", "not_ours")
    return perform(
        desk, "ask_return", actor=w[actor], reason=reason, note="职责在别处", proposed=w.departments["住建局"]
    )


def return_asked(w):
    return ask_return(w, w.dispatched(), "handler")


def return_asked_again(w):
    """The second hand-back of the item: now 交通局 has it."""
    first = return_asked(w)
    perform(first, "grant_return", actor=w["staff"], opinion="同意", successor=w.departments["交通局"])
    return ask_return(w, desk_of(first.item, w.departments["交通局"]), "handler2")


def extension_asked(w):
    desk = w.working()
    until = desk.due_on.__class__.fromordinal(desk.due_on.toordinal() + 3)
    return perform(desk, "ask_extension", actor=w["handler"], reason="需要招标", until=until)


def signing(w):
    return w.signing()


def checking(w):
    Setting.objects.create(
        organisation=w.city,
        key="reply_check_kinds",
        value=["suggestion"],
        valid_from="2020-01-01",
        basis="试",
    )
    return w.released()


def released(w):
    return w.released()


def redo_asked(w):
    return w.rated(rating=DISSATISFIED, comment="枝条只剪了一半，阳台仍被遮挡。")


def closed_desk(w):
    return w.closed()


def supervised(w):
    desk = w.working()
    return Supervision.objects.create(desk=desk, reason="late", opened_at=desk.offered_at)


def proposal(w):
    return w.draft(kind=Proposal)


def cosigning(w):
    """member2 is asked to sign and has not answered."""
    return perform(w.draft(kind=Proposal), "invite", actor=w["member"], members=[w["member2"].post.member])


def proposal_submitted(w):
    return perform(w.draft(kind=Proposal), "submit", actor=w["member"], declared=True)


def proposal_working(w):
    return proposals.working(w)


def proposal_assist(w):
    return proposals.working(w, proposals.filed(w, lead="交通局", assists=["城管局"]))


def opinion_signing(w):
    return proposals.opinion_signing(w)


def report_submitted(w):
    return perform(w.draft(kind=Report), "submit", actor=w["member"], declared=True)


def report_editing(w):
    return reported.editing(w)


def report_adopted(w):
    return Report.objects.get(pk=reported.issued(w).entries.get().report_id)


def brief_draft(w):
    return reported.drafted(w)


def brief_checking(w):
    return reported.checking(w)


def brief_signing(w):
    return reported.signing(w)


def brief_issued(w):
    return reported.issued(w)


def instruction_noted(w):
    return upward.instructed(w)


def instruction_followed(w):
    """The supervisor has the task, the head's role is named."""
    return upward.followed(w, upward.instructed(w, roles=["head"]))


def instruction_done(w):
    return upward.finished(w)


def uptake_proposed(w):
    return upward.proposed(w)


def uptake_dropped(w):
    return perform(upward.proposed(w), "drop", actor=w["leader"], reason="已有同题协商")


def uptake_approved(w):
    return upward.approved(w)


def dissatisfied_twice(w):
    """Two rounds, both dissatisfied: no third one; it goes under supervision when the window closes."""
    desk = perform(redo_asked(w), "grant_redo", actor=w["staff"])
    desk = w.released(desk)
    return w.rated(desk, rating=DISSATISFIED, comment="第二次仍然没有解决，请督办。")


def closed_by_lapse(w):
    return perform(w.released(), "lapse", actor=SYSTEM_ACTOR)


def collective_proposal(w):
    return w.collective_draft()


def topic_offered(w):
    return w.topic()


def topic_adopted(w):
    return perform(w.topic(), "adopt", actor=w["staff"])


def topic_dropped(w):
    return perform(w.topic(), "drop", actor=w["staff"], reason="与去年重复")


def evaluation_planned(w):
    evaluated.answered(w)
    return evaluated.planned(w)


def evaluation_open(w):
    evaluated.answered(w)
    return evaluated.opened(w)


def pairing(w):
    return evaluation_open(w).chosen().get().pairings.get()


def award_nominating(w):
    evaluated.closed(w)
    return evaluated.nominated(w)


def award_scoring(w):
    return perform(award_nominating(w), "start_scoring", actor=w["staff"])


def award_decided(w):
    found = award_scoring(w)
    return perform(found, "decide", actor=w["leader"], chosen=list(found.standing()), reason="名额少")


def key_candidate(w):
    return keyed.nominated(w)


def key_decided(w):
    return keyed.decided(w)


def promised(w):
    return keyed.promised(w)


def promise_kept(w):
    return keyed.kept(w)


def proposal_in_review(w):
    return w.read(readers=("staff",))


def proposal_read(w):
    return w.read()


def proposal_held(w):
    return perform(w.read(), "hold", actor=w["head"], conclusion="accept")


def proposal_filed(w):
    return w.filed()


def asked_before(w):
    item = perform(w.filed(), "preassign", actor=w["staff"], lead=w.departments["城管局"])
    return item.desks.get()


def inquiry_answered(w):
    return Inquiry.objects.get(pk=forwarded.answered(w).item_id)


def inquiry_accepted(w):
    return forwarded.asked(w)


def inquiry_released(w):
    return forwarded.answered(w)


def report_topic(w):
    return forwarded.topic(w)


def informants_report(w):
    return forwarded.by_informant(w)


def supervision_answered(w):
    return pressed.answered(w)


def supervision_proposed(w):
    return pressed.proposed(w)


def inspected(w):
    return pressed.found(w)


def claim_applied(w):
    return pressed.applied(w)


def claim_invited(w):
    return pressed.invited(w)


def claim_active(w):
    return pressed.planned(w)


def claim_done(w):
    return pressed.concluded(w)


def claim_declined(w):
    return perform(pressed.applied(w), "refuse", actor=w["staff"], opinion="承办单位已在推进。")


def coming(w):
    """The county has passed a matter up and the office has not received it."""
    return linked.from_county(w)


def received(w):
    return linked.received(w, linked.from_county(w))


def received_released(w):
    return w.released(w.working(w.dispatched(received(w))))


def objection(w):
    return scored.objection(w)
