"""Worlds of many rows for the figures, laid in bulk: the rows' facts only, no journey; fast, and of any shape."""

from datetime import timedelta
from itertools import count

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from dispatch.models import Assignment, Rating, Reply
from suggestions.models import Authorship, Case, Item, ItemLink, ProposalFacts
from suggestions.models.claim import Claim
from weijianyi import rulebook
from weijianyi.clock.models import Deadline

NUMBERS = count(1)
DAY = timedelta(days=1)


def at(year, month, day, hour=10):
    return timezone.make_aware(timezone.datetime(year, month, day, hour))


class Rows:
    """Lays rows of one world; every method makes `number` of one sort and returns them."""

    def __init__(self, world):
        self.world = world
        self.member = world["member"].post.member
        self.signer = world["unitlead"].post
        self.session = world.city.sessions.first()
        self.unit = world.departments["城管局"]
        self.words = {w.code: w for w in rulebook.entries(world.city, "result_class")}
        self.letters = {w.data["letter"]: w for w in reversed(self.words.values())}

    def items(
        self,
        number,
        *,
        kind="suggestion",
        organisation=None,
        cases=None,
        proposer="individual",
        filed=False,
        **facts,
    ):
        """Submitted items; `cases`: those of other items, for hand-overs; `filed`: with a 提案号 each."""
        organisation = organisation or self.world.city
        cases = cases or Case.objects.bulk_create([Case(code=f"c{next(NUMBERS)}") for _ in range(number)])
        rows = []
        for case in cases:
            n = next(NUMBERS)
            row = Item(
                case=case, organisation=organisation, kind=kind, title=f"第{n}件", slug=f"s{n}", **facts
            )
            if filed:
                row.number, row.session = n, self.session
            rows.append(row)
        rows = Item.objects.bulk_create(rows)
        remote = organisation != self.world.city
        Authorship.objects.bulk_create(
            [
                Authorship(item=row, member=None if remote else self.member, outside=remote, name="作者")
                for row in rows
            ]
        )
        if kind == "proposal":
            ProposalFacts.objects.bulk_create(
                [ProposalFacts(item=row, proposer_type=proposer) for row in rows]
            )
        return rows

    def desks(self, items, *, state="offered", role="sole", unit=None, **facts):
        return Assignment.objects.bulk_create(
            Assignment(
                item=item, organisation=item.organisation, department=unit or self.unit, role=role, state=state,
                slug=f"d{next(NUMBERS)}", **facts,
            )
            for item in items
        )  # fmt: skip

    def replies(self, desks, when, letter="A", round=1):
        Assignment.objects.filter(pk__in=[desk.pk for desk in desks]).update(round=round)
        return Reply.objects.bulk_create(
            Reply(desk=desk, round=round, facts="已办。", result_class=self.letters[letter], signed_at=when,
                  signed_by=self.signer, released_at=when)
            for desk in desks
        )  # fmt: skip

    def rate(self, replies, when, grade="satisfied", dimensions=("work", "result")):
        authors = {
            a.item_id: a
            for a in Authorship.objects.filter(item__in=[r.desk.item_id for r in replies], order=0)
        }
        return Rating.objects.bulk_create(
            Rating(reply=reply, authorship=authors[reply.desk.item_id], dimension=dimension, grade=grade,
                   comment="没有解决。", entered_by=self.world["member"].post, occurred_at=when)
            for reply in replies for dimension in dimensions
        )  # fmt: skip

    def clocks(self, desks, due, stopped=None):
        """The first clock of each desk; kept if it stopped by then."""
        kind = ContentType.objects.get_for_model(Assignment)
        outcome = "" if stopped is None else "kept" if stopped <= due else "late"
        return Deadline.objects.bulk_create(
            Deadline(
                content_type=kind, object_id=desk.pk, thread=f"item-{desk.item_id}", organisation=self.world.city,
                code="handle", label="办理", started_at=desk.offered_at, unit="workday", due_on=due.date(),
                due_at=due, stopped_at=stopped, outcome=outcome, slug=f"k{next(NUMBERS)}", calendar_stamp="x",
            )
            for desk in desks
        )  # fmt: skip

    def answered(self, number, submitted, *, kind="suggestion", letter="A", grade="satisfied", closed=True, work=None,
                 organisation=None, **facts):  # fmt: skip
        """Items all the way: accepted and handed out at once, answered after three days, judged after five."""
        answered, ended = submitted + 3 * DAY, submitted + 5 * DAY
        items = self.items(
            number, kind=kind, organisation=organisation, state="closed" if closed else "answered",
            submitted_at=submitted, accepted_at=submitted, dispatched_at=submitted, answered_at=answered,
            closed_at=ended if closed else None, filed=kind == "proposal", **facts,
        )  # fmt: skip
        desks = self.desks(
            items, state="done" if closed else "released", offered_at=submitted, answered_at=answered,
            released_at=answered, done_at=ended if closed else None,
        )  # fmt: skip
        replies = self.replies(desks, answered, letter)
        if grade:
            self.rate(replies, ended, grade, ["result"])
        if work or grade:
            self.rate(replies, ended, work or grade, ["work"])
        return items, desks, replies

    def pending(self, number, submitted, *, handed=True, **facts):
        """Handed out and not answered, or only submitted."""
        if not handed:
            return self.items(number, state="submitted", submitted_at=submitted, **facts)
        items = self.items(
            number, state="handling", submitted_at=submitted, accepted_at=submitted, dispatched_at=submitted,
            holder_kind="unit", **facts,
        )  # fmt: skip
        self.desks(items, offered_at=submitted, due_on=(submitted + 10 * DAY).date())
        return items

    def pass_on(self, items, to, way, when, far=None):
        """Hand-overs; `far`: the items they became there."""
        return ItemLink.objects.bulk_create(
            ItemLink(from_item=item, to_item=far[n] if far else None, kind=way, organisation=to,
                     source_state="accepted", offered_at=when, received_at=when if far else None)
            for n, item in enumerate(items)
        )  # fmt: skip

    def merge(self, items, main, when):
        """并案: the originals stay, carry the number of the main one."""
        ItemLink.objects.bulk_create(
            ItemLink(from_item=item, to_item=main, kind="merged", organisation=item.organisation,
                     source_state="in_review", offered_at=when)
            for item in items
        )  # fmt: skip
        keys = [item.pk for item in items]
        Item.objects.filter(pk__in=keys).update(state="passed_on", passed_on_at=when, filed_under=main.number)

    def claim(self, items, when):
        return Claim.objects.bulk_create(
            Claim(item=item, member=self.member, name="委员", slug=f"l{next(NUMBERS)}", state="active", asked_at=when,
                  asked_by=self.world["member"].post, decided_at=when, plan="走访")
            for item in items
        )  # fmt: skip
