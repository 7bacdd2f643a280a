"""Steps on many proposals at once: which are ready, why the others are not, the numbers they will get."""

from dataclasses import dataclass, field

from members.sessions import session_at
from suggestions import announcing, filing, proposal_list, rules
from suggestions.forms import AssignReaderForm
from suggestions.forms.proposal_list import FileManyForm, HoldManyForm
from suggestions.models import Proposal
from weijianyi.stepforms import StepForm
from weijianyi.workflow import perform_many


@dataclass(frozen=True)
class Act:
    """One bulk act of the list: the step it takes and the form it asks for once."""

    step: str
    label: str
    form: type = StepForm
    head_only: bool = True
    icon: str = "check"


ACTS = {
    "assign": Act("assign_reader", "分配审读", AssignReaderForm, head_only=False, icon="users"),
    "accept": Act("accept", "立案", FileManyForm),
    "hold": Act("hold", "先定立案，集中宣布", HoldManyForm, icon="clock"),
    "announce": Act("accept", "宣布", icon="speakerphone"),
}
BY_TAB = {"new": ["assign"], "decide": ["accept", "hold"], "held": ["announce"]}


def offered(tab, actor):
    """The acts of a tab, as this actor has them."""
    names = BY_TAB.get(tab, ["assign"] if tab.startswith("read") else [])
    if not any(ACTS[name].head_only for name in names) or is_head(actor):
        return [(name, ACTS[name]) for name in names]
    return []


def is_head(actor):
    return actor.post.role == "head"


@dataclass
class Batch:
    """What was chosen: the ready ones in the order of their 流水号, and (proposal, sentence) of the others."""

    ready: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    rows: list = field(default_factory=list)  # held conclusions, to be announced

    @property
    def count(self):
        return len(self.ready) + len(self.refused)

    @property
    def slugs(self):
        return ",".join(item.slug for item in self.ready)


def batch(found, name, actor):
    """Look at the chosen proposals before anything is done; in a constant number of statements."""
    if name == "announce":
        return batch_to_announce(found, actor)
    made = Batch()
    for item in Proposal.for_many(found.select_related("session").order_by(*proposal_list.ORDER)):
        if why := refusal(item, ACTS[name].step, actor):
            made.refused.append((item, why))
        else:
            made.ready.append(item)
    return made


def batch_to_announce(found, actor):
    made = Batch()
    for row in announcing.waiting(actor).filter(item__in=found.values("pk")):
        if announcing.needs_another(row, actor):
            made.refused.append((row.item, "结论由您自己提出，要由另一位同志宣布。"))
        else:
            made.rows.append(row)
            made.ready.append(row.item)
    return made


def refusal(item, step, actor):
    """Why this step is not possible now, or "". Asks nothing of the database."""
    method = type(item).steps()[step]
    meta, taken = method._django_fsm, method.step
    if rules.is_party(actor, item):
        return "您是提案者之一，请由其他同志办理。"
    if not taken.who(actor, item):
        return f"您现在的岗位不能“{taken.label}”。"
    if item.is_pending:
        return "已有同事提出结论，正等待第二人决定。"
    if not meta.has_transition(item.state):
        return f"现在是“{item.get_state_display()}”，不能“{taken.label}”。"
    failed = [g for g in meta.get_transition(item.state).conditions if not g(item)]
    return failed[0].why(item) if failed else ""


def take(found, name, *, actor, key, facts):
    """The step on all that were named; who is not ready is refused one by one. Returns Many."""
    if name == "announce":
        return announcing.announce(announcing.waiting(actor).filter(item__in=found.values("pk")), actor=actor)
    subjects = list(found.order_by(*proposal_list.ORDER))
    return perform_many(subjects, ACTS[name].step, actor=actor, key=key, **facts)


@dataclass(frozen=True)
class Numbers:
    """The 提案号 a batch will get in one session, if nobody files before."""

    session: object
    count: int
    first: int
    last: int


def numbers(made, name):
    """[Numbers] of what this act files; session None where none has been entered."""
    if name not in ("accept", "announce"):
        return []
    filed = [row.item for row in made.rows if row.step == "accept"] if name == "announce" else made.ready
    by_session = {}
    for item in filed:
        if item.number is None:
            session = item.session or session_at(item.organisation_id, item.submitted_at)
            by_session.setdefault(session, []).append(item)
    found = []
    for session, items in by_session.items():
        before = filing.last_number(items[0].organisation_id, session.pk) if session else 0
        found.append(Numbers(session, len(items), before + 1, before + len(items)))
    return found
