"""Steps on many proposals at once: which are ready, why the others are not, the numbers they will get."""

from dataclasses import dataclass

from django.db.models import OuterRef

from members.models import Member, Post
from members.sessions import session_at
from suggestions import rules
from suggestions.forms import AssignReaderForm
from suggestions.forms.proposal_list import FileManyForm, HoldManyForm, ReadManyForm
from suggestions.models import Authorship, HeldDecision, Proposal, Review
from suggestions.proposals import announcing, filing, readings
from suggestions.proposals import listing as proposal_list
from weijianyi import bulk
from weijianyi.bulk import Act, Batch
from weijianyi.bundling import Children, unpack, with_children
from weijianyi.workflow import perform_many


def is_head(actor):
    return actor.post.role == "head"


def not_last_reading(item, actor):
    """The last reading may be done by the committee in one sitting; those before it look at the text one by one."""
    if item.proposal_facts.level + 1 != readings.levels(item):
        return f"只有{readings.level_word(readings.levels(item))}可以成批进行，这一件请打开审读。"
    return readings.why_not(item, actor)


ACTS = {
    "assign": Act("assign_reader", "分配审读", AssignReaderForm, icon="users"),
    "read": Act("read", "集中审读", ReadManyForm, icon="search", also=not_last_reading),
    "accept": Act("accept", "立案", FileManyForm, is_head),
    "hold": Act("hold", "先定立案，集中宣布", HoldManyForm, is_head, "clock"),
    "announce": Act("accept", "宣布", who=is_head, icon="speakerphone"),
}
BY_TAB = {"new": ["assign"], "decide": ["accept", "hold"], "held": ["announce"]}


def offered(tab, actor):
    """The acts of a tab, as this actor has them."""
    names = BY_TAB.get(tab, ["assign"] if tab.startswith("read") else [])
    if tab == f"read{readings.levels_of(actor.organisation_id)}":
        names = [*names, "read"]
    return [(name, ACTS[name]) for name in names if ACTS[name].who(actor)]


def batch(found, name, actor):
    """Look at the chosen proposals before anything is done; in a constant number of statements."""
    if name == "announce":
        return batch_to_announce(found, actor)
    made = Batch()
    for item in looked_at(found):
        if why := refusal(item, ACTS[name], actor):
            made.refused.append((item, why))
        else:
            made.ready.append(item)
    return made


def looked_at(found):
    """The chosen proposals with all that `refusal` asks of each, in one statement."""
    rows = {
        "authorships": Children(
            Authorship.objects.filter(item=OuterRef("pk")), ("member__user_id",), ("order", "pk")
        ),
        "held_decisions": Children(HeldDecision.objects.filter(item=OuterRef("pk"))),
        "reviews": Children(Review.objects.filter(item=OuterRef("pk")), ("reader__user_id",)),
    }
    items = found.select_related("session", "proposal_facts__reader__user").order_by(*proposal_list.ORDER)
    for item in with_children(items, rows):
        unpack(item, rows)
        for a in item.authorships.all():
            if a.member_id:  # as much of the people as the rules ask for
                a.member = Member(pk=a.member_id, user_id=a.member__user_id)
        for review in item.reviews.all():
            if review.reader_id:
                review.reader = Post(pk=review.reader_id, user_id=review.reader__user_id)
        yield item


def batch_to_announce(found, actor):
    made = Batch()
    for row in announcing.waiting(actor).filter(item__in=found.values("pk")):
        if announcing.needs_another(row, actor):
            made.refused.append((row.item, "结论由您自己提出，要由另一位同志宣布。"))
        else:
            made.rows.append(row)
            made.ready.append(row.item)
    return made


def refusal(item, act, actor):
    """Why this step is not possible now, or "". Asks nothing of the database."""
    if rules.is_party(actor, item):
        return "您是提案者之一，请由其他同志办理。"
    return bulk.refusal(item, act.step, actor, act.also)


def take(found, name, *, actor, key, facts):
    """The step on all that were named; who is not ready is refused one by one. Returns Many."""
    if name == "announce":
        return announcing.announce(announcing.waiting(actor).filter(item__in=found.values("pk")), actor=actor)
    act, refused = ACTS[name], []
    subjects = list(found.order_by(*proposal_list.ORDER))
    if act.also is not None:
        subjects = list(Proposal.for_many(found.order_by(*proposal_list.ORDER)))
        refused = [(item, why) for item in subjects if (why := act.also(item, actor))]
        left_out = {item.pk for item, _ in refused}
        subjects = [item for item in subjects if item.pk not in left_out]
    made = perform_many(subjects, act.step, actor=actor, key=key, **facts)
    made.refused += refused
    return made


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
