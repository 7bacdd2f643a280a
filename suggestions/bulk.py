"""Steps on many proposals at once: which are ready, why the others are not, the numbers they will get."""

from dataclasses import dataclass

from members.sessions import session_at
from suggestions import announcing, filing, proposal_list, rules
from suggestions.forms import AssignReaderForm
from suggestions.forms.proposal_list import FileManyForm, HoldManyForm
from suggestions.models import Proposal
from weijianyi import bulk
from weijianyi.bulk import Act, Batch
from weijianyi.workflow import perform_many


def is_head(actor):
    return actor.post.role == "head"


ACTS = {
    "assign": Act("assign_reader", "分配审读", AssignReaderForm, icon="users"),
    "accept": Act("accept", "立案", FileManyForm, is_head),
    "hold": Act("hold", "先定立案，集中宣布", HoldManyForm, is_head, "clock"),
    "announce": Act("accept", "宣布", who=is_head, icon="speakerphone"),
}
BY_TAB = {"new": ["assign"], "decide": ["accept", "hold"], "held": ["announce"]}


def offered(tab, actor):
    """The acts of a tab, as this actor has them."""
    names = BY_TAB.get(tab, ["assign"] if tab.startswith("read") else [])
    return [(name, ACTS[name]) for name in names if ACTS[name].who(actor)]


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
    if rules.is_party(actor, item):
        return "您是提案者之一，请由其他同志办理。"
    return bulk.refusal(item, step, actor)


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
