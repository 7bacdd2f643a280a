"""Candidates for 重点提案 by rule: filed proposals of a session, scored, each with its grounds; and nominating one."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from dispatch.key_proposals import rules as key_rules
from dispatch.models.key_proposal import KeyProposal
from members.models import Session
from suggestions.models import Authorship, Item
from suggestions.states import Kind, SignerState, State
from weijianyi import rulebook
from weijianyi.workflow import Forbidden, NotNow, Step, door

STANDING = (State.ACCEPTED, State.HANDLING, State.ANSWERED)
MOST = 100
NOMINATE = Step(name="nominate", label="提名", done="提名为重点提案", who=key_rules.nominates, internal=True)


@dataclass(frozen=True)
class Ground:
    """One reason why the rule puts a proposal forward."""

    key: str
    label: str
    points: int

    def as_data(self):
        return {"key": self.key, "label": self.label, "points": self.points}


@dataclass(frozen=True)
class Candidate:
    item: Item
    grounds: list

    @property
    def score(self):
        return sum(ground.points for ground in self.grounds)


def may_be_key(item):
    return item.kind == Kind.PROPOSAL and item.state in STANDING and item.voided_at is None


def session_of(organisation_id, today):
    """The session whose proposals are looked at: the last one that has opened."""
    held = Session.objects.filter(organisation_id=organisation_id)
    return held.filter(opens_on__lte=today).first() or held.first()


def candidates(actor, session, words=""):
    """Scored, best first; with `words` every filed proposal they name, without them those that have a ground."""
    items = Item.objects.visible_to(actor).valid().filter(kind=Kind.PROPOSAL, state__in=STANDING)
    items = items.filter(session=session).exclude(Exists(KeyProposal.objects.filter(item=OuterRef("pk"))))
    if words:
        items = items.filter(title__contains=words)
    signed = Authorship.objects.filter(state=SignerState.SIGNED).select_related("collective")
    items = items.select_related("category", *with_facts()).prefetch_related(
        Prefetch("authorships", signed, to_attr="signers")
    )
    rules = weights(actor.organisation_id)
    found = [Candidate(item, grounds(item, rules)) for item in items]
    found = [c for c in found if words or c.score >= rules["key_score_min"]]
    return sorted(found, key=lambda c: (-c.score, c.item.number or 0, c.item.pk))[:MOST]


def with_facts():
    """The facts of a proposal and its topic, where items have them."""
    names = {relation.get_accessor_name() for relation in Item._meta.related_objects}
    return ("proposal_facts", "proposal_facts__topic") if "proposal_facts" in names else ()


def weights(organisation_id):
    names = (
        "key_weight_collective", "key_weight_cosigners", "key_cosigners_min", "key_weight_mark",
        "key_weight_topic", "key_weight_focus", "key_focus_categories", "key_score_min",
    )  # fmt: skip
    return {name: rulebook.value(organisation_id, name) for name in names}


def grounds_of(item):
    """The grounds of one item, as data."""
    item.signers = list(item.authorships.filter(state=SignerState.SIGNED).select_related("collective"))
    return [ground.as_data() for ground in grounds(item, weights(item.organisation_id))]


def grounds(item, rules):
    """What the rule finds in one item; `signers` hangs on it."""
    found = []
    collectives = [a.collective.name for a in item.signers if a.collective_id]
    if collectives:
        found.append(Ground("collective", f"集体提案：{collectives[0]}", rules["key_weight_collective"]))
    people = sum(1 for a in item.signers if a.member_id)
    if people >= rules["key_cosigners_min"]:
        found.append(Ground("cosigners", f"{people} 名委员联名", rules["key_weight_cosigners"]))
    facts = getattr(item, "proposal_facts", None)
    if facts is not None and facts.key_candidate:
        found.append(Ground("mark", "审查时建议列为重点", rules["key_weight_mark"]))
    if facts is not None and facts.topic_id:
        found.append(Ground("topic", f"按选题撰写：{facts.topic}", rules["key_weight_topic"]))
    if item.category and item.category.code in rules["key_focus_categories"]:
        found.append(Ground("focus", f"重点领域：{item.category.label}", rules["key_weight_focus"]))
    return [ground for ground in found if ground.points]


def nominate(item, *, actor, reason, at=None):
    """A candidate for the leaders to decide on, with its event; nominated already, the open one is returned."""
    with transaction.atomic():
        item = door.lock(item)
        door.check_visible(item, actor)
        if not key_rules.nominates(actor, item):
            raise Forbidden("重点提案由提案委提名；提案人不能提名自己的提案。")
        if not may_be_key(item):
            raise NotNow("已立案、还没有办结的提案，才能提名为重点提案。", item)
        if (known := KeyProposal.objects.open().filter(item=item).first()) is not None:
            return known
        at = at or timezone.now()
        key = KeyProposal.objects.create(
            item=item, reason=reason, grounds=grounds_of(item), nominated_by=actor.post, nominated_at=at
        )
        door.announce(key, door.record(key, NOMINATE, actor, "", at, {"reason": reason}))
    return key
