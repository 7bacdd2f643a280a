"""The review page of one proposal: the text beside the corrected one, the readings, what may be done now."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Exists, FilteredRelation, OuterRef, Prefetch, Q
from django.http import Http404
from django.urls import reverse

from members.models import Session
from suggestions import rules
from suggestions.forms import FileForm, ReadForm
from suggestions.forms.proposal import ADVICE
from suggestions.models import Authorship, ItemLink, Review
from suggestions.models.proposal import READ_IN
from suggestions.proposals import listing as proposal_list
from suggestions.proposals import readings
from suggestions.proposals.differences import differences
from suggestions.states import Outcome, state_word
from weijianyi.workflow import offers, seconding

# In the order of the page; assigning and taking back lead back to the same proposal.
DECISIONS = ("hold", "decline", "merge", "convert", "to_letter", "send_back")
HERE = ("unhold", "assign_reader")


RELATED = (
    "category", "session", "proposal_facts__reader__user", "proposal_facts__topic_group", "held__decided_by__user",
)  # fmt: skip


def find(actor, slug, rows):
    """The proposal with what its page shows and its neighbours in the list `rows`, or 404."""
    held = FilteredRelation(
        "held_decisions", condition=Q(held_decisions__announced_at=None, held_decisions__dropped_at=None)
    )
    session = Session.objects.filter(organisation_id=OuterRef("organisation_id"))
    passed = ItemLink.objects.passed().filter(to_item=OuterRef("pk"))
    found = proposal_list.beside(proposal_list.proposals(actor).filter(slug=slug), rows)
    found = found.annotate(held=held, has_session=Exists(session), from_elsewhere=Exists(passed))
    item = (
        found.select_related(*RELATED)
        .prefetch_related(
            Prefetch("authorships", Authorship.objects.select_related("member")),
            Prefetch(
                "reviews", Review.objects.filter(voided_at=None).select_related("reader__user", "reason")
            ),
        )
        .first()
    )
    if item is None:
        raise Http404
    item.open_held = getattr(item, "held", None)  # an empty relation sets nothing
    return item


@dataclass(frozen=True)
class Passage:
    """One section of the proposal: the author's words, and what the readings have made of them."""

    name: str
    label: str
    before: str
    parts: list

    @property
    def changed(self):
        return any(op != "same" for op, _ in self.parts)


def passages(item):
    before = {name: getattr(item, name) for name in readings.FIELDS} | item.proposal_facts.original
    after = {name: getattr(item, name) for name in readings.FIELDS}
    if not item.proposal_facts.original:  # corrections lie beside the text until it is filed
        after = readings.text_now(item)
    return [
        Passage(name, label, before[name], differences(before[name], after[name]))
        for name, label in readings.FIELDS.items()
        if (before[name] or after[name]) and (name != "title" or before[name] != after[name])
    ]


def readings_so_far(item):
    """Every reading with its corrections made visible; those before the last return are marked as earlier."""
    done = [review for review in item.reviews.all() if review.outcome == Outcome.READ]
    counted = done[len(done) - item.proposal_facts.level :]
    advice = dict(ADVICE)
    return [
        {
            "review": review, "level": readings.level_word(review.level), "earlier": review not in counted,
            "advises": advice.get(review.advises, ""),
            "corrections": [
                (readings.FIELDS.get(name, name), differences(*pair)) for name, pair in review.corrections.items()
            ],
        }
        for review in done
    ]  # fmt: skip


def other_reviews(item):
    """Sent back, declined and the like: what the office has said before."""
    return [r for r in item.reviews.all() if r.outcome != Outcome.READ and r.opinion]


@dataclass
class Panel:
    """What this reader may do now; `closed` says why nothing, `wait` why not the next reading."""

    level: str = ""
    read: ReadForm | None = None
    file: FileForm | None = None
    wait: str = ""
    closed: str = ""
    held: object = None
    steps: list = field(default_factory=list)


def panel(item, actor, *, onward, here, form=None):
    """`onward`: where a decision leads to; `here`: this page, for what leaves the proposal where it is."""
    if why := closed_because(item, actor):
        return Panel(closed=why)
    offered = {o.name: why for o, why in offers(item, actor, buttons_only=False)}
    held = item.open_held
    found = Panel(held=held, steps=links(item, offered, onward, here))
    if not readings.all_read(item):
        found.level = readings.level_word(item.proposal_facts.level + 1)
        found.wait = "" if form else readings.why_not(item, actor)
        found.read = None if found.wait else form or ReadForm(subject=item, actor=actor)
    elif held:
        found.wait = "结论已定，待宣布。"
    elif "accept" in offered:
        found.file = FileForm(subject=item, actor=actor)
    else:
        found.wait = "审读已经完成，由负责人提出结论。"
    return found


def closed_because(item, actor):
    if item.voided_at:
        return "这件提案已经作废。"
    if item.state not in READ_IN:
        return f"这件提案现在是“{state_word(item.kind, item.state)}”，不用再审。"
    if rules.is_party(actor, item):
        return "您是这件提案的提案者之一，请由其他同志审查。"
    if item.is_pending:
        pending = seconding.open_for(item)
        return f"已有同事提出“{pending.label}”，正等待第二人决定。" if pending else ""
    return ""


def links(item, offered, onward, here):
    """Steps with pages of their own; what stands open on this page, or is not possible now, is left out."""
    steps = type(item).steps()
    found = []
    for name in (*DECISIONS, *HERE):
        if name not in offered or offered[name]:
            continue
        step = steps[name].step
        back = urlencode({"next": here if name in HERE else onward})
        url = f"{reverse('step', args=['item', item.slug, name])}?{back}"
        label = "转社情民意" if name == "convert" else step.label
        found.append({"label": label, "url": url, "tone": "", "icon": step.icon})
    return found
