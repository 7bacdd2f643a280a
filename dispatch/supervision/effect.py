"""哪种方式管用: acts of pressing by form: how many, how soon the unit moved after them, how many were closed."""

from dataclasses import dataclass
from statistics import median

from dispatch.models import SupervisionAction
from dispatch.states import SupervisionState
from dispatch.supervision.page import workdays
from weijianyi import rulebook

DEFINITION = (
    "件次：期间内记录的督办，一次一件。有动作：记录之后，承办单位在这件交办上签收、沟通、送签、签发、申请延期或退办，"
    "或报告承诺；回应督办本身不算。中位数只算有动作的，按工作日。销号率：所属督办已经销号的件次占全部件次。"
)


@dataclass(frozen=True)
class Line:
    """One form; None where there is nothing to count."""

    label: str
    number: int
    moved: int
    days: float | None
    closed: int

    @property
    def closed_share(self):
        return self.closed / self.number if self.number else None


def table(actor, first, last):
    """[Line] for every form in use or used, and the total; `first`, `last`: days on which the acts were recorded."""
    found = SupervisionAction.objects.visible_to(actor).filter(held_on__gte=first, held_on__lte=last)
    acts = list(found.values_list("form__label", "at", "moved_at", "supervision__state"))
    labels = [word.label for word in rulebook.entries(actor.organisation_id, "supervision_form")]
    labels = list(dict.fromkeys([*labels, *(label for label, *_ in acts)]))
    lines = [line(label, [a for a in acts if a[0] == label], actor.organisation_id) for label in labels]
    return [*lines, line("合计", acts, actor.organisation_id)]


def line(label, acts, organisation_id):
    days = [workdays(organisation_id, at, moved) for _, at, moved, _ in acts if moved is not None]
    return Line(
        label=label, number=len(acts), moved=len(days), days=median(days) if days else None,
        closed=sum(state == SupervisionState.CLOSED for *_, state in acts),
    )  # fmt: skip
