"""Random walks of random people through the machines: whatever they try, the house stays in order.

The model is the list of invariants below, written from the rulings, not from the code.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from dispatch.models import Assignment, Rating, Reply
from dispatch.progress import holder_of_item, state_from
from suggestions.models import Item
from suggestions.states import State
from tests import world as w
from weijianyi import rulebook
from weijianyi.audit.models import Event, PendingStep
from weijianyi.clock.models import Deadline
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

PEOPLE = (
    "member",
    "member2",
    "staff",
    "staff2",
    "head",
    "supervisor",
    "handler",
    "unitlead",
    "handler2",
    "relay",
)
NEAR = {
    "": ["head", "system"],
    "author": ["member", "member", "system", "staff"],
    "office": ["staff", "staff2", "head", "supervisor"],
    "unit": ["handler", "unitlead", "handler2", "relay", "staff", "system"],
}
SYSTEM_STEPS = {"lapse", "close", "receive", "refuse", "bring_result", "conversion_lapsed"}
LEFT_OUT = {"move", "cancel", "merge", "unmerge", "offer"}  # by other steps, or tested elsewhere
WITH_OPINION = {
    "consult", "conclude", "send_back", "refuse_withdrawal", "refuse_return", "refuse_extension", "give_back_draft",
    "fail_check", "refuse_redo", "excuse", "recall",
}  # fmt: skip
REFUSALS = (NotVisible, Forbidden, NotNow, BadFacts)


class Walk(RuleBasedStateMachine):
    """One item's journey; every rule tries one step with plausible facts as anybody."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        rulebook.cache.clear()

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.city = w.build()
        self.city.actors["system"] = SYSTEM_ACTOR
        self.item_pk = self.city.submitted().pk
        self.taken = 0

    def item(self):
        return Item.objects.get(pk=self.item_pk)

    def attempt(self, subject, step, who, **facts):
        before = Event.objects.count()
        try:
            with transaction.atomic():
                perform(subject, step, actor=self.city[who], **facts)
        except REFUSALS:
            assert Event.objects.count() == before
        else:
            assert Event.objects.count() > before
            self.taken += 1

    @rule(data=st.data(), first=st.randoms(use_true_random=False))
    def follow(self, data, first):
        """Somebody who has the item takes a step that is open to them now."""
        who = first.choice(NEAR[self.item().holder_kind])
        open_now = [(s, name) for s in self.subjects() for name in self.open_to(s, who)]
        if open_now:
            subject, name = first.choice(open_now)
            self.attempt(subject, name, who, **self.facts(data, name))

    @rule(data=st.data(), who=st.sampled_from(PEOPLE))
    def stray(self, data, who):
        """Anybody tries anything."""
        subject = data.draw(st.sampled_from(self.subjects()))
        name = data.draw(st.sampled_from(sorted(type(subject).steps())))
        if name not in SYSTEM_STEPS:
            self.attempt(subject, name, who, **self.facts(data, name))

    @rule(who=st.sampled_from(PEOPLE), agree=st.booleans())
    def decide(self, who, agree):
        pending = PendingStep.objects.filter(decided_at=None).first()
        if pending:
            try:
                with transaction.atomic():
                    seconding.decide(pending, actor=self.city[who], agree=agree)
            except REFUSALS:
                return
            assert pending.proposed_by.user_id != self.city[who].user.pk

    def subjects(self):
        return [self.item(), *Assignment.objects.filter(item_id=self.item_pk).order_by("pk")]

    def open_to(self, subject, who):
        if who == "system":
            steps = type(subject).steps()
            return [
                n for n in SYSTEM_STEPS & set(steps) if steps[n]._django_fsm.has_transition(subject.state)
            ]
        found = offers(subject, self.city[who], buttons_only=False)
        return [offered.name for offered, why in found if not why and offered.name not in LEFT_OUT]

    def facts(self, data, name):
        """Plausible facts of a step, drawn only for that step."""
        if name in ("withdraw", "ask_withdrawal", "void", "reopen", "refuse"):
            return {"reason": "理由"}
        if name in WITH_OPINION:
            return {"opinion": "意见"}
        return getattr(self, f"facts_of_{name}", lambda pick: {})(
            lambda *values: data.draw(st.sampled_from(values))
        )

    def word(self, dictionary, code):
        return rulebook.entry(self.city.city, dictionary, code)

    def facts_of_submit(self, pick):
        return {"declared": True}

    def facts_of_accept(self, pick):
        return {"complexity": pick("urgent", "normal", "complex")}

    def facts_of_decline(self, pick):
        return {"reason": self.word("decline_reason", "too_large"), "opinion": "题目过大"}

    def facts_of_convert(self, pick):
        return {"kind": pick("proposal", "report")}

    def facts_of_merge(self, pick):
        return {"main": self.item(), "opinion": "重复"}

    def facts_of_dispatch(self, pick):
        units = self.city.departments
        assists = [units["住建局"]] if pick(True, False) else []
        relay = units["电政办"] if pick(True, False) else None
        return {"lead": units[pick("城管局", "交通局")], "assists": assists, "relay": relay}

    def facts_of_pass_on(self, pick):
        return {"organisation": self.city.county}

    def facts_of_move(self, pick):
        return {"to": "closed"}

    def facts_of_ask_return(self, pick):
        return {"reason": self.word("handback_reason", "not_ours"), "note": "依据", "proposed_text": "省里"}

    def facts_of_grant_return(self, pick):
        name = pick(None, "住建局", "交通局")
        return {"opinion": "同意", "successor": self.city.departments[name] if name else None}

    def facts_of_record_contact(self, pick):
        form = self.word("contact_form", "phone")
        return {"stage": "before", "form": form, "held_on": timezone.localdate(), "summary": "沟通"}

    def facts_of_waive(self, pick):
        return {"reason": self.word("assist_exception", "overdue")}

    def facts_of_ask_extension(self, pick):
        return {"reason": "招标", "until": timezone.localdate() + timedelta(days=pick(1, 12, 60))}

    def facts_of_send_for_signature(self, pick):
        return self.city.reply()

    def facts_of_give_opinion(self, pick):
        return {"facts": "同意"}

    facts_of_bring_result = facts_of_give_opinion

    def facts_of_rate(self, pick):
        grade = pick("satisfied", "dissatisfied")
        return {"work": "satisfied", "result": grade, "comment": "只剪了一半，阳台仍被遮挡。"}

    def facts_of_pass_inside(self, pick):
        return {"officer": self.city["handler"].post.officer}

    # -- what must hold after every step --------------------------------------------------------------
    @invariant()
    def the_history_explains_the_state(self):
        if hasattr(self, "city"):
            last = Event.objects.filter(object_id=self.item_pk, content_type__model="item").last()
            assert self.item().state == (last.to_state if last else State.DRAFT)

    @invariant()
    def the_item_is_what_its_desks_say(self):
        item = self.item() if hasattr(self, "city") else None
        if (
            item
            and item.desks.exists()
            and not item.voided_at
            and item.state in ("handling", "answered", "closed")
        ):
            assert item.state == state_from(list(item.desks.values_list("role", "state")))

    @invariant()
    def one_open_desk_per_department_and_one_lead(self):
        if hasattr(self, "city"):
            open_desks = list(
                Assignment.objects.open().exclude(role="relay").values_list("department", flat=True)
            )
            assert len(open_desks) == len(set(open_desks))

    @invariant()
    def a_rating_stands_only_on_a_signed_released_reply(self):
        if hasattr(self, "city"):
            assert not Rating.objects.filter(reply__released_at=None).exists()
            assert not Reply.objects.exclude(released_at=None).filter(signed_at=None).exists()

    @invariant()
    def stored_holder_and_due_equal_a_fresh_count(self):
        if hasattr(self, "city") and (item := self.item()).dispatched_at:
            desks = list(item.desks.select_related("department", "holder_officer__post__user"))
            assert (item.holder_kind, item.holder) == holder_of_item(item, desks)
            due = (
                Deadline.objects.running()
                .filter(thread=item.thread, paused_since=None)
                .order_by("due_on")
                .first()
            )
            assert item.next_due == (due.due_on if due else None)

    @invariant()
    def nothing_runs_for_what_has_ended(self):
        if hasattr(self, "city") and (item := self.item()).state in ("withdrawn", "declined", "closed"):
            assert not Deadline.objects.running().filter(thread=item.thread).exists()


def walk(examples, steps):
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_random_walks_keep_the_house_in_order():
    walk(15, 30)


@pytest.mark.drill
@pytest.mark.django_db
def test_many_long_walks():
    walk(400, 50)
