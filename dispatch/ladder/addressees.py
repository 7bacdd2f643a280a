"""Who else hears of a step, as the organisation chose: asked at the sending, and never more than each may read then."""

from dataclasses import replace

from django.utils import timezone

from dispatch import notices, rules
from dispatch.ladder import rungs
from dispatch.ladder.people import People
from dispatch.ladder.states import STANDING, To, Watch
from dispatch.ladder.verdicts import knows_verdict
from dispatch.models import Assignment
from dispatch.states import DeskState, Grade
from weijianyi.notices.audience import Audience
from weijianyi.workflow import Actor

OFFICE = (To.REVIEWERS, To.HEAD)
UNIT = (To.HANDLER, To.UNIT_HEAD)
# rung: who may be added to those the step itself tells.
EXTRA = {
    "assigned": (To.UNIT_HEAD, To.SUPERVISOR, *OFFICE),
    "replied": (*UNIT, To.SUPERVISOR, *OFFICE),
    "dissatisfied": (To.HEAD, *UNIT),
    "redone": (To.SUPERVISOR, *OFFICE),
    "urged": (To.UNIT_HEAD, To.SUPERVISOR, *OFFICE),
    "promise_due": (To.HEAD,),
    "promise_late": (To.HEAD,),
    "evaluation_ends": OFFICE,
}
ALSO, ENDED = "_also", "dispatch_ended_dissatisfied"
ENDINGS = ("assignment.close", "assignment.lapse", "assignment.refuse_redo")
OF_CLOCK = (*UNIT, To.SUPERVISOR, *OFFICE, To.AUTHORS, To.DECIDER)
OF_CLOCKS = {
    "claim": (To.CLAIMANT, *OFFICE), "link_receipt": OFFICE,
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
    """Whom the organisation may name on this rung; what a step tells anyway is no choice."""
    if rung.watch == Watch.STEP:
        return [t for t in EXTRA.get(rung.code, ()) if t not in fixed(rung)]
    if rung.proposes:  # what is only proposed is no news for the unit
        return [To.SUPERVISOR, *OFFICE]
    named = OF_DAYS[rung.watch] if rung.watch in STANDING else OF_CLOCKS.get(rung.clock, OF_CLOCK)
    return [*named, *(To(t) for t in rung.to if t not in named)]


def fixed(rung):
    """Whom the step itself tells: the ladder takes nobody away."""
    return rungs.shipped(rung.code)


def added(rung):
    """Whom the organisation added, as far as the rung knows them."""
    return [t for t in choices(rung) if t in rung.to]


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


def only_unit(to):
    """The office has heard when the form came; the unit hears when it may read it."""
    return lambda desk, event: [p for p in to(desk, event) if rules.unit_of(Actor(user=p.user, post=p), desk)]


def also(audience, code):
    """The row of those added, beside that of the step."""
    return replace(audience, to=chosen(code), text=audience.text + ALSO)


def register(ruled):
    """What the unit's people added to 不满意 hear once the window is over."""
    row = Audience(only_unit(chosen("dissatisfied")), ENDED, ended_dissatisfied)
    row = ruled(row, "dissatisfied", None)
    for step in ENDINGS:
        notices.TOLD[step] = (*notices.TOLD.get(step, ()), row)
