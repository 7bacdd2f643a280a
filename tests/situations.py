"""The situations named in policy.csv: each returns the subject whose step is asked for."""

from dispatch.models import Assignment, Supervision
from suggestions.models import Proposal
from tests import evaluated, keyed, proposals
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
