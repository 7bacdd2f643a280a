"""A seeded random year of 微建议, each led some way through the machine by its own verbs."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from suggestions.review.reviewing import accept_and_dispatch
from weijianyi import rulebook
from weijianyi.audit.models import PendingStep
from weijianyi.workflow import SYSTEM_ACTOR, perform, seconding

GRADES = ("satisfied", "satisfied", "mostly", "dissatisfied")
RESULTS = ("solved", "solved", "in_progress", "planned")
ENDS = (
    "waits", "declined", "converted", "merged", "void", "withdrawn", "offered", "split", "working",
    "released", "rated", "closed", "lapsed", "redone", "unjudged", "late", "returned",
)  # fmt: skip


class Wanderer:
    """Leads one item; `later` moves its own clock on, never past the present."""

    def __init__(self, world, rng, now, longest=420):
        self.world, self.rng, self.now = world, rng, now
        self.at = now - timedelta(days=rng.randint(1, longest), hours=rng.randint(0, 9))

    def later(self, most=8):
        self.at = min(self.at + timedelta(days=self.rng.randint(0, most), minutes=7), self.now)

    def lead(self, end):
        categories = rulebook.entries(self.world.city, "category")[:4]
        with time_machine.travel(self.at, tick=True):
            item = self.world.submitted(
                self.rng.choice(("member", "member2")), category=self.rng.choice(categories)
            )
        before = {"declined", "converted", "merged", "void", "withdrawn", "waits"}
        if end in before:
            self.turn_away(item, end)
        else:
            self.hand_out(item, end)

    def turn_away(self, item, end):
        self.later(3)
        w = self.world
        with time_machine.travel(self.at, tick=True):
            if end == "declined":
                reason = rulebook.entry(w.city, "decline_reason", "too_large")
                perform(item, "decline", actor=w["staff"], reason=reason, opinion="建议改写为提案。")
                seconding.decide(PendingStep.objects.latest("pk"), actor=w["head"], agree=True)
            elif end == "converted":
                perform(item, "convert", actor=w["staff"], kind="proposal", opinion="改写")
            elif end == "merged":
                perform(item, "merge", actor=w["staff"], main=w.submitted(), opinion="同一件事")
            elif end == "void":
                perform(item, "void", actor=w["head"], reason="录错")
            elif end == "withdrawn":
                author = w["member"] if item.first_author.name == "member" else w["member2"]
                perform(item, "withdraw", actor=author, reason="已经解决")

    def hand_out(self, item, end):
        self.later(3)
        w, both = self.world, [self.world.departments["城管局"], self.world.departments["交通局"]]
        if end == "late":
            with time_machine.travel(self.at, tick=True):
                item = perform(item, "accept", actor=w["staff"], complexity="normal")
            self.at = min(self.at + timedelta(days=1), self.now)
        with time_machine.travel(self.at, tick=True):
            lead = {"lead": None, "splits": both} if end == "split" else {"lead": both[0]}
            facts = {"complexity": self.rng.choice(("urgent", "normal", "complex")), **lead}
            if end == "late":
                del facts["complexity"]  # said when it was accepted
                item = perform(item, "dispatch", actor=w["staff"], **facts)
            else:
                item = accept_and_dispatch(item, actor=w["staff"], version=item.version, key=None, **facts)
        desk = item.desks.get(department=both[0])
        if end in ("offered", "late"):
            return
        if end == "returned":
            self.give_back(desk)
            return
        self.later()
        with time_machine.travel(self.at, tick=True):
            desk = w.working(desk)
        if end == "working":
            return
        self.answer(desk, end)

    def answer(self, desk, end):
        w = self.world
        self.later(12)
        with time_machine.travel(self.at, tick=True):
            desk = w.released(desk, result=self.rng.choice(RESULTS))
        if end in ("released", "split"):
            return
        self.later(4)
        grade = "dissatisfied" if end in ("redone", "unjudged") else self.rng.choice(GRADES)
        with time_machine.travel(self.at, tick=True):
            if end == "lapsed":
                perform(desk, "lapse", actor=SYSTEM_ACTOR)
                return
            desk = self.rate(desk, grade)
            if grade != "dissatisfied" and end == "closed":
                perform(desk, "close", actor=SYSTEM_ACTOR)
        if end in ("redone", "unjudged"):
            self.again(desk, judged=end == "redone")

    def rate(self, desk, grade):
        author = "member" if desk.item.first_author.name == "member" else "member2"
        facts = {"work": "satisfied", "result": grade, "comment": "枝条还在打窗户，请再来看看。"}
        return perform(desk, "rate", actor=self.world[author], **facts)

    def give_back(self, desk):
        reason = rulebook.entry(self.world.city, "handback_reason", "not_ours")
        with time_machine.travel(self.at, tick=True):
            desk = perform(
                desk, "ask_return", actor=self.world["handler"], reason=reason, note="属交通局职责。",
                proposed=self.world.departments["交通局"],
            )  # fmt: skip
            perform(desk, "grant_return", actor=self.world["staff"], opinion="同意。")

    def again(self, desk, judged=True):
        with time_machine.travel(self.at, tick=True):
            desk = perform(desk, "grant_redo", actor=self.world["staff"], opinion="请重办。")
        self.later(5)
        with time_machine.travel(self.at, tick=True):
            desk = self.world.released(desk)
            if judged:
                self.rate(desk, "satisfied")


def wander(world, rng, number, now=None):
    now = now or timezone.now()
    for n in range(number):
        Wanderer(world, rng, now).lead(ENDS[n % len(ENDS)])
