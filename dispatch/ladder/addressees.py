"""Who hears of a step, as the organisation chose: asked at the sending, and never more than each may read then."""

from dataclasses import replace

from django.utils import timezone

from dispatch import notices
from dispatch.ladder import rungs
from dispatch.ladder.people import People
from dispatch.ladder.states import STANDING, To, Watch
from dispatch.ladder.verdicts import hears_at_the_end, knows_verdict
from dispatch.models import Assignment
from dispatch.states import DeskState, Grade
from members.states import Role
from suggestions import notices as of_item
from suggestions.states import State
from weijianyi.notices.audience import Audience
from weijianyi.workflow import Actor

OFFICE = (To.REVIEWERS, To.HEAD)
UNIT = (To.HANDLER, To.UNIT_HEAD)
# rung: who may be added to those the step itself tells.
EXTRA = {
    "assigned": (To.UNIT_HEAD, To.SUPERVISOR, *OFFICE),
    "replied": (*UNIT, To.SUPERVISOR, *OFFICE),
    "dissatisfied": (To.HEAD, *UNIT, To.SUPERVISOR, To.LEADER),
    "redone": (To.SUPERVISOR, *OFFICE),
    "urged": (To.UNIT_HEAD, To.SUPERVISOR, *OFFICE),
    "promise_due": (To.HEAD,),
    "promise_late": (To.HEAD,),
    "evaluation_ends": OFFICE,
}
# rung: who has to act next, and what on; they stay on the row. The other default readers may be taken off.
MUST = {
    "assigned": {To.HANDLER: "接着要签收"},
    "replied": {To.AUTHORS: "接着要评价"},
    "dissatisfied": {To.REVIEWERS: "接着要决定是否重办"},
    "redone": {To.HANDLER: "接着要重新办理"},
    "urged": {To.HANDLER: "被催的就是经办人"},
    "promise_due": {To.HANDLER: "接着要报告承诺是否兑现"},
    "promise_late": {To.HANDLER: "接着要报告承诺是否兑现"},
    "evaluation_ends": {To.HANDLER: "还没有评分", To.AUTHORS: "还没有评分"},
}
POSTS = {
    To.UNIT_HEAD: {Role.UNIT_HEAD},
    To.DECIDER: {Role.REVIEWER, Role.HEAD, Role.EDITOR, Role.SUPERVISOR},
}
ALSO, ENDED, SUBMITTED = "_also", "dispatch_ended_dissatisfied", "suggestions_submitted"
ENDINGS = ("assignment.close", "assignment.lapse", "assignment.refuse_redo")
OF_CLOCK = (*UNIT, To.SUPERVISOR, *OFFICE, To.LEADER, To.AUTHORS, To.DECIDER)
OF_CLOCKS = {
    "claim": (To.CLAIMANT, *OFFICE), "claim_decision": (To.DECIDER, *OFFICE), "link_receipt": OFFICE,
    "supervision": (*UNIT, To.SUPERVISOR, *OFFICE), "supervision_promise": (*UNIT, To.SUPERVISOR, *OFFICE),
    "second_person": (*OFFICE, To.DECIDER), "handback_decision": (*UNIT, To.SUPERVISOR, *OFFICE, To.DECIDER),
    "extension_decision": (*UNIT, To.SUPERVISOR, *OFFICE, To.DECIDER),
    "redo_decision": (*OFFICE, To.DECIDER), "rate": (To.AUTHORS, *OFFICE),
}  # fmt: skip
OF_DAYS = {  # each leads to a page that not everybody opens
    Watch.BACKLOG: OFFICE, Watch.UNDISPATCHED: OFFICE, Watch.QUARTER: (To.COMMITTEES, *OFFICE),
    Watch.CLOSING: (*OFFICE, To.SUPERVISOR),
}  # fmt: skip


def choices(rung):
    """Whom the organisation may name on this rung; who has to act next on a step is no choice."""
    if rung.watch == Watch.COUNT:
        return list(OFFICE)
    if rung.watch == Watch.STEP:
        return [*removable(rung), *(t for t in EXTRA.get(rung.code, ()) if t not in shipped(rung))]
    if rung.proposes:  # what is only proposed is no news for the unit
        return [To.SUPERVISOR, *OFFICE]
    named = OF_DAYS[rung.watch] if rung.watch in STANDING else OF_CLOCKS.get(rung.clock, OF_CLOCK)
    return [*named, *(To(t) for t in rung.to if t not in named)]


def shipped(rung):
    """Whom the step itself tells."""
    return rungs.shipped(rung.code)


def fixed(rung):
    """Those of them who have to act next: {whom: on what}."""
    return MUST.get(rung.code, {})


def removable(rung):
    return [t for t in shipped(rung) if t not in fixed(rung)]


def added(rung):
    """Whom the organisation added, as far as the rung knows them."""
    return [t for t in EXTRA.get(rung.code, ()) if t in rung.to and t not in shipped(rung)]


def kept(to, code):
    """The step's own readers without those whom the organisation took off; a unit without handlers keeps its leader."""

    def left(subject, event):
        posts, rung = to(subject, event), rungs.find(subject.organisation_id, code, timezone.localdate())
        gone = {r for t in removable(rung) if t not in rung.to for r in POSTS.get(t, ())} if rung else ()
        if not gone:
            return posts
        act = any(p.role in (Role.HANDLER, Role.RELAY) for p in posts)
        return [p for p in posts if p.role not in gone or (p.role == Role.UNIT_HEAD and not act)]

    return left


def chosen(code):
    """The audience of those added; a verdict reaches nobody who may not read it yet (rulings §6)."""

    def to(subject, event):
        today = timezone.localdate()
        rung = rungs.find(subject.organisation_id, code, today)
        extra = added(rung) if rung and rung.active else []
        if not extra:
            return []
        people, found = People(subject.organisation_id, today), {}
        for role in extra:
            for post in named(people, role, subject):
                found.setdefault(post.user_id, post)
        posts = list(found.values())
        return [p for p in posts if knows(p, subject)] if code == "dissatisfied" else posts

    return to


def named(people, to, subject):
    desk = subject if isinstance(subject, Assignment) else getattr(subject, "desk", None)
    return people.in_office(to) if desk is None else people.named(to, "", desk.item, desk)


def knows(post, desk):
    return knows_verdict(Actor(user=post.user, post=post), desk)


def ended_dissatisfied(desk, event):
    """The window is over, and the verdict of the last round stands."""
    reply = desk.last_released if desk.state == DeskState.DONE else None
    return reply is not None and reply.ratings.filter(voided_at=None, grade=Grade.DISSATISFIED).exists()


def at_the_end(to):
    """The office has heard when the form came; unit and supervisor hear when they may read it."""
    return lambda desk, event: [
        p for p in to(desk, event) if hears_at_the_end(Actor(user=p.user, post=p), desk)
    ]


def of_submission(item, event):
    """Counted in the queue; told only where the organisation chose a channel."""
    today = timezone.localdate()
    rung = rungs.find(item.organisation_id, "submitted", today)
    if not (rung and rung.active and rung.channels):
        return []
    people = People(item.organisation_id, today)
    return [post for to in rung.to for post in people.named(to, "", item, None)]


def also(audience, code):
    """The row of those added, beside that of the step."""
    return replace(audience, to=chosen(code), text=audience.text + ALSO)


def register(ruled):
    """What unit and supervisor added to 不满意 hear once the window is over; what the office hears of a submission."""
    row = Audience(at_the_end(chosen("dissatisfied")), ENDED, ended_dissatisfied)
    row = ruled(row, "dissatisfied", None)
    for step in ENDINGS:
        notices.TOLD[step] = (*notices.TOLD.get(step, ()), row)
    came = Audience(of_submission, SUBMITTED, lambda item, event: item.state == State.SUBMITTED)
    of_item.TOLD["item.submit"] = (ruled(came, "submitted", None),)
