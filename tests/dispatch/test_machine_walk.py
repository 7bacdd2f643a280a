"""Random walks of random people through the machines: whatever they try, the house stays in order.

A walk is a plain seeded one; when a rule of house_order.py breaks, it says its seed and its path.
"""

import random
from collections import Counter
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from dispatch.desks import jobs as desk_jobs
from dispatch.models import Assignment, Supervision
from members.states import Role
from suggestions import jobs as item_jobs
from suggestions.models import Authorship, Item
from tests import situations
from tests import world as w
from tests.all_situations import SITUATIONS
from tests.dispatch.house_order import RULES, House
from tests.dispatch.plausible import FACTS
from weijianyi import rulebook
from weijianyi.audit.models import Event, PendingStep
from weijianyi.workflow import (
    SYSTEM_ACTOR,
    BadFacts,
    Forbidden,
    NotNow,
    NotVisible,
    offers,
    perform,
    seconding,
)
from weijianyi.workflow.undoing import undo

MORNING = datetime.fromisoformat("2026-03-11T09:30+08:00")  # a Wednesday
REFUSALS = (NotVisible, Forbidden, NotNow, BadFacts)
BYSTANDERS = ("leader", "auditor", "admin", "county", "operator")
NEAR = {
    "": ("head", "member"),
    "author": ("member", "member", "member2"),
    "office": ("staff", "staff2", "head", "supervisor", "editor"),
    "unit": ("handler", "unitlead", "handler2", "unitlead2", "relay"),
}
PEOPLE = sorted({name for names in NEAR.values() for name in names})
STARTS = (
    "submitted", "consulting", "returned", "accepted", "passed_on", "offered", "relay", "planned", "assist", "working",
    "return_asked", "return_asked_again", "extension_asked", "signing", "checking", "released", "redo_asked",
    "dissatisfied_twice", "closed", "closed_by_lapse", "supervised", "proposal_submitted", "report_submitted",
    "linked", "split", "proposal_assist",
)  # fmt: skip
SELDOM = ("void", "withdraw", "ask_withdrawal", "grant_withdrawal", "urge")  # or no walk gets far
OVER = ("withdrawn", "declined")
# What a run has to take at least once, or it shows nothing.
MUST_TAKE = {
    "item.submit", "item.consult", "item.conclude", "item.send_back", "item.decline", "item.accept", "item.convert",
    "item.merge", "item.dispatch", "item.pass_on", "item.void", "item.reopen", "item.move",
    "assignment.offer", "assignment.sign", "assignment.forward", "assignment.pass_inside", "assignment.ask_return",
    "assignment.grant_return", "assignment.refuse_return", "assignment.record_contact", "assignment.ask_extension",
    "assignment.grant_extension", "assignment.send_for_signature", "assignment.sign_reply",
    "assignment.urge", "assignment.recall", "assignment.reopen", "supervision.respond", "supervision.close",
}  # fmt: skip


# -- where walks begin that tests/situations.py does not know -----------------------------------------
def linked(city):
    item = perform(city.submitted(), "pass_on", actor=city["staff"], organisation=city.county)
    return item.desks.get()


def split(city):
    units = [city.departments[name] for name in ("城管局", "交通局")]
    return perform(situations.accepted(city), "dispatch", actor=city["staff"], splits=units)


def noun(subject):
    return subject._meta.concrete_model._meta.model_name


# -- the walk --------------------------------------------------------------------------------------------
class Walk:
    """One item's journey among people who mostly do what is theirs, and sometimes anything at all."""

    def __init__(self, city, rng, taken, time):
        self.city, self.random, self.taken, self.time = city, rng, taken, time
        self.path, self.trying = [], ""

    def begin(self, start):
        """At that stage; sometimes a second item and a second author are about."""
        if self.random.random() < 0.4:
            self.city.submitted("member2")
        (globals().get(start) or SITUATIONS[start])(self.city)
        if self.random.random() < 0.3:
            second = self.city["member2"].post.member
            for item in Item.objects.exclude(authorships__member=second):
                Authorship.objects.create(
                    item=item, member=second, name=second.name, order=2, signed_at=timezone.now()
                )
        self.path.append(start)
        self.seen = Event.objects.latest("pk").pk

    def go(self, steps):
        ways = [self.follow, self.stray, self.take_back, self.the_other_office, self.days_pass]
        for way in self.random.choices(ways, (66, 12, 10, 6, 6), k=steps):
            self.time.shift(timedelta(seconds=self.pick(2, 2, 40, 600)))
            pending = PendingStep.objects.filter(decided_at=None).exists()
            self.second_person() if pending and self.random.random() < 0.5 else way()
            if all(item.voided_at or item.state in OVER for item in Item.objects.all()):
                break

    def pick(self, *values):
        return self.random.choice(values)

    def attempt(self, what, act, *args, offered=False, **facts):
        """A refusal leaves no trace, a success leaves a house in order."""
        before = Event.objects.count()
        self.trying = what
        try:
            act(*args, **facts)
        except REFUSALS as error:
            refusal = error
        else:
            return self.succeeded(what)
        assert Event.objects.count() == before, f"{what} was refused and left a trace"
        # What was offered can be refused for its facts only.
        assert not offered or isinstance(refusal, BadFacts), f"{what} was offered and refused: {refusal!r}"

    def succeeded(self, what):
        self.path.append(what)
        for event in Event.objects.filter(pk__gt=self.seen).select_related("content_type", "user"):
            self.taken[f"{event.content_type.model}.{event.step}"] += 1
            assert event.user is None or event.user.username not in BYSTANDERS
            self.seen = event.pk
        house = House()
        for rule in RULES:
            rule(house)

    def step(self, subject, name, who, *, offered=False):
        of_noun = FACTS.get(f"{noun(subject)}.{name}") or FACTS.get(name, lambda city, pick: {})
        facts = of_noun(self.city, self.pick)
        actor = self.city.actors.get(who, SYSTEM_ACTOR)
        what = f"{who} {name} {noun(subject)}-{subject.pk}"
        self.attempt(what, perform, subject, name, actor=actor, offered=offered, **facts)

    def subjects(self):
        found = [*Item.objects.all(), *Assignment.objects.all(), *Supervision.objects.all()]
        return self.random.sample(found, len(found))

    def follow(self):
        """Somebody who has an item takes a step that is open, rather one that was seldom taken."""
        pending = PendingStep.objects.filter(decided_at=None).exists()
        subjects = self.subjects()
        near = [name for item in subjects if isinstance(item, Item) for name in NEAR[item.holder_kind]]
        people = near if self.random.random() < 0.75 else PEOPLE
        for who in self.random.sample(people, min(4, len(people))):
            found = [(name, subject) for subject in subjects for name in self.open_to(who, subject)]
            self.random.shuffle(found)
            if found:
                name, subject = min(found, key=lambda way: self.taken[f"{noun(way[1])}.{way[0]}"])
                return self.step(subject, name, who, offered=not pending)
        return None

    def open_to(self, who, subject):
        if not type(subject).objects.visible_to(self.city[who]).filter(pk=subject.pk).exists():
            return []
        found = [step.name for step, why in offers(subject, self.city[who], buttons_only=False) if not why]
        return [name for name in found if name not in SELDOM or self.random.random() < 0.15]

    def stray(self):
        """Anybody tries anything."""
        subject = self.subjects()[0]
        self.step(subject, self.pick(*type(subject).steps()), self.pick(*PEOPLE, *BYSTANDERS))

    def second_person(self):
        for pending in PendingStep.objects.filter(decided_at=None):
            who, agree = self.pick("staff", "staff2", "head", "member"), self.pick(True, False)
            self.attempt(
                f"{who} decides {agree}", seconding.decide, pending, actor=self.city[who], agree=agree
            )

    def take_back(self):
        """The last click is undone, if it was just now."""
        last = Event.objects.exclude(user=None).latest("pk")
        who = last.user.username if self.random.random() < 0.8 else self.pick(*PEOPLE)
        if last.step == "rate":
            self.step(last.subject, "take_back_rating", who)
        else:
            self.attempt(f"{who} undoes {last.step}", undo, last.act, actor=self.city[who])

    def the_other_office(self):
        for desk in Assignment.objects.filter(role="link"):
            self.step(desk, self.pick("receive", "refuse", "bring_result"), "system")

    def days_pass(self):
        """The night's jobs do what nobody did in time."""
        self.time.shift(timedelta(days=self.pick(1, 3, 12, 40)))
        now, today = timezone.now(), timezone.localdate()
        for job in (desk_jobs.close_ratings, item_jobs.lapse_returned, item_jobs.lapse_conversions):
            self.attempt(f"{job.__name__} {today}", job, today, now=now)


def walks(seeds, steps):
    """Each from its own stage in the same city; what they did is taken back. Returns {step: times}."""
    taken = Counter()
    with time_machine.travel(MORNING, tick=False) as time:
        city = w.build()
        city.officer("unitlead2", Role.UNIT_HEAD, "交通局")
        for seed in seeds:
            time.move_to(MORNING)
            walk = Walk(city, random.Random(seed), taken, time)
            try:
                with transaction.atomic():
                    rulebook.cache.clear()
                    walk.begin(STARTS[seed % len(STARTS)])
                    walk.go(steps)
                    transaction.set_rollback(True)
            except Exception as error:
                error.add_note(f"seed {seed}: " + " → ".join([*walk.path, f"({walk.trying})"]))
                raise
    rulebook.cache.clear()
    return taken


@pytest.mark.long
@pytest.mark.django_db
def test_random_walks_keep_the_house_in_order():
    taken = walks(range(len(STARTS)), 15)
    assert set(taken) >= MUST_TAKE, sorted(MUST_TAKE - set(taken))


@pytest.mark.drill
@pytest.mark.django_db
def test_many_long_walks():
    first = random.randrange(10**6)
    walks(range(first, first + 200), 50)
