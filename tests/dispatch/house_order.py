"""What must hold after every step of a walk, written from the rulings and not from the code."""

from collections import Counter, defaultdict
from itertools import pairwise

from django.contrib.contenttypes.models import ContentType

from dispatch.desks.progress import holder_of_desk, holder_of_item
from dispatch.models import Assignment, Rating, Reply
from suggestions import holding
from suggestions.models import Inquiry, Item
from weijianyi.audit.models import Event, PendingStep
from weijianyi.clock.models import Deadline


class House:
    """All that a walk has written, read once after each step."""

    def __init__(self):
        self.items = {item.pk: item for item in Item.objects.all()}
        desks = Assignment.objects.select_related(
            "department", "holder_officer__post__user", "link__organisation"
        )
        self.desks = list(desks.prefetch_related("redos", "replies", "handbacks"))
        self.pending = list(PendingStep.objects.filter(decided_at=None))
        self.events, self.clocks = defaultdict(list), defaultdict(dict)
        for event in Event.objects.order_by("pk"):
            self.events[event.content_type_id, event.object_id].append(event)
        for clock in Deadline.objects.running():
            self.clocks[clock.content_type_id, clock.object_id][clock.code] = clock

    def desks_of(self, item):
        return [desk for desk in self.desks if desk.item_id == item.pk]

    def clocks_of(self, subject):
        return self.clocks.get(key(subject), {})

    def waiting(self, subject):
        return [p for p in self.pending if (p.content_type_id, p.object_id) == key(subject)]


def key(subject):
    return ContentType.objects.get_for_model(subject, for_concrete_model=True).pk, subject.pk


def events_of_one_subject_join_without_a_gap(house):
    for events in house.events.values():
        for earlier, later in pairwise(events):
            assert later.from_state == earlier.to_state, f"{earlier.step} then {later.step}"
    for subject in [*house.items.values(), *house.desks]:
        events = house.events.get(key(subject))
        taken_back = getattr(subject, "end_reason", "") == "撤销"  # told by the event of the item
        letter = isinstance(subject, Inquiry)  # opened by the office, ready to be handed out
        begun = "accepted" if letter else type(subject)._meta.get_field("state").default
        assert taken_back or subject.state == (events[-1].to_state if events else begun)


def the_item_is_what_its_desks_say(house):
    for item in house.items.values():
        resting = any(link.kind in ("converted", "merged") for link in item.links_out.filter(voided_at=None))
        ended = item.voided_at or item.state in ("withdrawn", "declined")
        if item.dispatched_at and not ended and not resting:
            assert item.state == told_by(house.desks_of(item))


def told_by(desks):
    required = [d for d in desks if d.role in ("lead", "sole", "split", "link")]
    required = [d for d in required if d.state not in ("returned", "cancelled")]
    relayed = any(d.role == "relay" and d.state not in ("done", "returned", "cancelled") for d in desks)
    busy = [d.role for d in required if d.state not in ("released", "done")]
    if relayed or busy:
        return "passed_on" if not relayed and set(busy) == {"link"} else "handling"
    if required:
        return "answered" if any(d.state == "released" for d in required) else "closed"
    granted = [h for d in desks for h in d.handbacks.all() if h.decision == "granted"]
    last = max(granted, key=lambda h: (h.decided_at, h.pk), default=None)
    return "closed" if last and last.no_further else "accepted"


def one_open_desk_per_department_and_one_lead(house):
    standing = [d for d in house.desks if d.state not in ("returned", "cancelled") and d.role != "relay"]
    units = Counter((d.item_id, d.department_id) for d in standing if d.department_id)
    leads = Counter(d.item_id for d in standing if d.role in ("lead", "sole"))
    assert all(n == 1 for n in [*units.values(), *leads.values()])


def replies_are_signed_before_they_are_released_and_rated_after(house):
    assert not Rating.objects.filter(reply__released_at=None).exists()
    assert not Reply.objects.exclude(released_at=None).filter(signed_at=None).exists()
    for desk in house.desks:
        if desk.state == "released" and desk.role != "link":
            assert desk.current_reply.released_at
        if desk.state in ("signing", "checking", "released"):
            helpers = [other.state for other in house.desks if other.serves_id == desk.pk]
            assert not {"planned", "offered", "working"} & set(helpers)


def clocks_of_desks_run_while_somebody_owes_something(house):
    for desk in house.desks:
        clocks = house.clocks_of(desk)
        due = clocks.get("link_receipt" if desk.role == "link" else "handle")
        assert desk.due_on == (due.due_on if due else None)
        if desk.state in ("planned", "done", "returned", "cancelled"):
            assert not clocks
        elif desk.role == "link":
            running = {"offered": {"link_receipt"}, "released": {"rate"}}.get(desk.state, set())
            assert set(clocks) - {"redo_decision"} == running
        elif desk.state == "released":
            assert set(clocks) == {"rate"} | ({"redo_decision"} if desk.open_redo else set())
            assert clocks["rate"].paused == bool(desk.open_redo)
        else:
            assert "rate" not in clocks
            assert clocks["handle"].paused == ("check" in clocks) == (desk.state == "checking")
            assert ("sign_receipt" in clocks) == (desk.state == "offered")
            assert ("handback_decision" in clocks) == (desk.state == "return_asked")


def clocks_of_items_run_while_they_wait_for_review(house):
    of_state = {"submitted": "review", "consulting": "consult", "returned": "member_fix"}
    for item in house.items.values():
        expected = "second_person" if house.waiting(item) else of_state.get(item.state)
        if item.submitted_at and not item.voided_at:
            assert set(house.clocks_of(item)) == ({expected} if expected else set())


def nothing_runs_or_moves_when_an_item_has_ended(house):
    for item in house.items.values():
        if item.voided_at:
            assert house.events[key(item)][-1].step == "void"
        if item.voided_at or item.state in ("withdrawn", "declined", "closed"):
            assert item.next_due is None
            assert not item.holder
            assert not any(house.clocks_of(subject) for subject in [item, *house.desks_of(item)])


def holder_and_due_day_equal_a_fresh_count(house):
    for item in house.items.values():
        desks = house.desks_of(item)
        fresh = holder_of_item(item, desks) if item.dispatched_at else holding.holder_of(item)
        assert (item.holder_kind, item.holder) == fresh
        assert all(desk.holder == holder_of_desk(desk) for desk in desks)
        running = [c for subject in [item, *desks] for c in house.clocks_of(subject).values()]
        due = [c.due_on for c in running if not c.paused and c.code != "handback"]
        assert item.next_due == min(due, default=None)


def the_office_has_what_it_decides(house):
    for desk in house.desks:
        if desk.state in ("return_asked", "checking") or (desk.state == "released" and desk.open_redo):
            assert desk.holder.startswith("提案委")
            item = house.items[desk.item_id]
            assert len(house.desks_of(item)) > 1 or item.holder_kind == "office"


def a_proposal_stops_its_subject_until_a_second_person_decides(house):
    assert len({(p.content_type_id, p.object_id) for p in house.pending}) == len(house.pending)
    for pending in house.pending:
        last = house.events[pending.content_type_id, pending.object_id][-1]
        assert (last.step, last.from_state) == (pending.step, last.to_state)
    for decided in PendingStep.objects.exclude(decided_at=None).select_related("proposed_by", "decided_by"):
        assert decided.proposed_by.user_id != decided.decided_by.user_id


RULES = (
    events_of_one_subject_join_without_a_gap, the_item_is_what_its_desks_say, one_open_desk_per_department_and_one_lead,
    replies_are_signed_before_they_are_released_and_rated_after, clocks_of_desks_run_while_somebody_owes_something,
    clocks_of_items_run_while_they_wait_for_review, nothing_runs_or_moves_when_an_item_has_ended,
    holder_and_due_day_equal_a_fresh_count, the_office_has_what_it_decides,
    a_proposal_stops_its_subject_until_a_second_person_decides,
)  # fmt: skip
