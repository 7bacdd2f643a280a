"""What speaks for a proposal or a department over the years of an award: numbers, points and the sentence."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Avg, Count, Q
from django.utils import timezone

from dispatch.evaluation.opening import answered_desks, model
from dispatch.evaluation.scoring import tenth
from dispatch.evaluation.states import ScoreSide
from dispatch.key_proposals.states import KEY_KNOWN
from dispatch.states import ANSWERING, Dimension, Grade
from suggestions.models import Item
from suggestions.states import Kind, State
from weijianyi import rulebook

ALL = Decimal(100)


@dataclass
class Ground:
    """A candidate with its known parts [(weight, share 0–1, words)]."""

    subject: object
    answered: int = 0
    parts: list = field(default_factory=list)

    @property
    def points(self):
        """The weighted share of what is known, 0–100: who was not evaluated is neither helped nor harmed."""
        weights = sum(weight for weight, _, _ in self.parts)
        got = sum(Decimal(weight) * share for weight, share, _ in self.parts)
        return tenth(got / weights * ALL) if weights else Decimal(0)

    @property
    def text(self):
        words = "；".join(f"{words}（权重 {weight}）" for weight, _, words in self.parts)
        words = f"答复提案 {self.answered} 件；{words}" if self.answered else words
        return f"{words}。按规则得分 {self.points}。"


def weights(organisation_id, dictionary):
    return {e.code: e.data.get("weight", 0) for e in rulebook.entries(organisation_id, dictionary)}


def filed(award):
    """Proposals filed (立案) in these years, not those passed on unfiled: the basis of the quota."""
    return Item.objects.valid().filter(
        organisation_id=award.organisation_id, kind=Kind.PROPOSAL, number__isnull=False,
        accepted_at__year__gte=award.first_year, accepted_at__year__lte=award.last_year,
    ).exclude(state=State.WITHDRAWN)  # fmt: skip


def handling_units(award):
    """Departments that answered proposals in these years: the basis of the units' quota."""
    desks = answered_desks(award.organisation_id, award.first_year, award.last_year)
    return model("Department").objects.filter(pk__in=desks.values("department"))


# -- proposals ---------------------------------------------------------------------------------------
def of_proposals(award):
    """Closed proposals nobody was dissatisfied with, best first."""
    items = filed(award).filter(state=State.CLOSED).prefetch_related("authorships__member").order_by("pk")
    verdicts, totals = verdicts_of(items), totals_of(items)
    solved, key = solved_of(items), key_items(items)
    weight = weights(award.organisation_id, "award_proposal_ground")
    found = []
    for item in items:
        verdict = verdicts[item.pk]
        if verdict[Grade.DISSATISFIED]:
            continue
        ground = Ground(item)
        add_evaluation(ground, weight, totals.get(item.pk))
        is_solved = item.pk in solved
        add(
            ground, weight, "solved", is_solved, "办理结果 A 类，已解决" if is_solved else "办理结果不是 A 类"
        )
        if rated := sum(verdict.values()):
            add(ground, weight, "satisfied", True, f"评价 {rated} 份，没有不满意")
        is_key, is_collective = item.pk in key, collective(item)
        add(ground, weight, "key", is_key, "重点提案" if is_key else "不是重点提案")
        add(ground, weight, "collective", is_collective, "集体提案" if is_collective else "不是集体提案")
        found.append(ground)
    return sorted(found, key=lambda g: (-g.points, g.subject.pk))


def add(ground, weight, code, share, words):
    if weight.get(code):
        ground.parts.append((weight[code], Decimal(share), words))


def add_evaluation(ground, weight, total):
    if total is not None:
        add(ground, weight, "evaluation", total / ALL, f"双向评议 {tenth(total)} 分")


def collective(item):
    first = item.first_author
    return first is not None and first.collective_id is not None


def verdicts_of(items):
    """{item: {grade: how many}} of the verdicts on the result of the last round."""
    from dispatch.figures.bases import superseded  # noqa: PLC0415 -- figures import the models

    rows = model("Rating").objects.filter(
        ~superseded(), dimension=Dimension.RESULT, voided_at=None, reply__desk__item__in=items.values("pk")
    )
    found = defaultdict(lambda: defaultdict(int))
    for item, grade, number in rows.values_list("reply__desk__item", "grade").annotate(n=Count("pk")):
        found[item][grade] = number
    return found


def totals_of(items):
    """{item: mean of what its units gave it} over all revealed sheets."""
    sheets = model("ScoreSheet").objects.revealed().filter(side=ScoreSide.UNIT)
    sheets = sheets.filter(pairing__desk__item__in=items.values("pk"))
    return exact(sheets.values_list("pairing__desk__item").annotate(mean=Avg("total")))


def exact(rows):
    """SQLite averages decimals as floats."""
    return {key: Decimal(str(mean)) for key, mean in rows}


def solved_of(items):
    """Items whose answering desks all closed with class A."""
    from dispatch.figures.bases import NO_DESK, with_clock  # noqa: PLC0415 -- figures import the models

    desks = model("Assignment").objects.filter(item__in=items.values("pk"), role__in=ANSWERING)
    rows = with_clock(desks.exclude(state__in=NO_DESK)).values_list("item", "organisation", "last_result")
    found = defaultdict(set)
    for item, organisation, code in rows:
        letter = rulebook.entry(organisation, "result_class", code).data.get("letter") if code else ""
        found[item].add(letter)
    return {item for item, letters in found.items() if letters == {"A"}}


def key_items(items):
    """Items that were decided to be 重点提案."""
    keys = model("KeyProposal").objects.filter(item__in=items.values("pk"), state__in=KEY_KNOWN)
    return set(keys.values_list("item", flat=True))


# -- departments -------------------------------------------------------------------------------------
def of_units(award):
    """Departments that answered proposals in these years, best first; of equals who answered more."""
    desks = answered_desks(award.organisation_id, award.first_year, award.last_year)
    answered = dict(desks.values_list("department").annotate(n=Count("pk")).order_by())
    departments = list(handling_units(award).order_by("pk"))
    timely, pleased, totals = on_time(award), satisfaction(award), unit_totals(award)
    weight = weights(award.organisation_id, "award_unit_ground")
    found = []
    for department in departments:
        ground = Ground(department, answered[department.pk])
        kept, due = timely.get(department.pk, (0, 0))
        if due:
            add(ground, weight, "on_time", Decimal(kept) / due, f"按时答复 {kept} 件，应答复 {due} 件")
        content, rated = pleased.get(department.pk, (0, 0))
        if rated:
            add(ground, weight, "satisfied", Decimal(content) / rated, f"满意 {content} 份，评价 {rated} 份")
        add_evaluation(ground, weight, totals.get(department.pk))
        if ground.parts:
            found.append(ground)
    return sorted(found, key=lambda g: (-g.points, -g.answered, g.subject.pk))


def period_of(award):
    from dispatch.figures.period import Period  # noqa: PLC0415 -- figures import the models

    return Period(date(award.first_year, 1, 1), date(award.last_year, 12, 31), timezone.now())


def on_time(award):
    """{department: (kept, due)} by the definition of the figures."""
    from dispatch.figures import bases, conditions  # noqa: PLC0415 -- figures import the models

    desks = model("Assignment").objects.filter(
        organisation_id=award.organisation_id,
        role__in=ANSWERING,
        item__kind=Kind.PROPOSAL,
        item__voided_at=None,
    )
    period, desks = period_of(award), bases.with_clock(desks.exclude(state__in=bases.NO_DESK))
    rows = desks.values_list("department").annotate(
        kept=Count("pk", filter=conditions.desk_on_time(period)),
        due=Count("pk", filter=conditions.desk_due(period)),
    )
    return {department: (kept, due) for department, kept, due in rows.order_by()}


def satisfaction(award):
    """{department: (satisfied, rated)} by the definition of the figures."""
    from dispatch.figures import conditions  # noqa: PLC0415 -- figures import the models

    ratings = model("Rating").objects.filter(
        conditions.rated(period_of(award)), dimension=Dimension.RESULT, voided_at=None,
        reply__desk__organisation_id=award.organisation_id, reply__desk__item__kind=Kind.PROPOSAL,
        reply__desk__item__voided_at=None,
    )  # fmt: skip
    content = Count("pk", filter=conditions.counts_as_satisfied(award.organisation_id))
    rows = ratings.values_list("reply__desk__department").annotate(content=content, rated=Count("pk"))
    return {department: (some, whole) for department, some, whole in rows.order_by()}


def unit_totals(award):
    """{department: mean of what proposers gave it} in the rounds of these years."""
    sheets = model("ScoreSheet").objects.revealed().filter(
        Q(pairing__unit__round__year__gte=award.first_year, pairing__unit__round__year__lte=award.last_year),
        side=ScoreSide.PROPOSER, pairing__unit__round__organisation_id=award.organisation_id,
    )  # fmt: skip
    return exact(sheets.values_list("pairing__unit__department").annotate(mean=Avg("total")))
