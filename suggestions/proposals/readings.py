"""三审三校: who reads next, what a reading writes, how its corrections lie over the author's text."""

from django.core.exceptions import ValidationError

from suggestions.models.held_decision import HeldDecision
from suggestions.models.review import Review
from suggestions.proposals.differences import differences
from suggestions.states import Outcome
from weijianyi import rulebook
from weijianyi.clock import deadlines
from weijianyi.clock.many import stop_many
from weijianyi.workflow.seconding import pack
from weijianyi.workflow.storing import store_many

FIELDS = {"title": "案由", "situation": "情况", "analysis": "分析", "advice": "建议"}
LEVELS = {1: "初审", 2: "复审", 3: "审定"}


def levels(item):
    """How many readings a proposal needs before it is decided on."""
    return levels_of(item.organisation_id)


def levels_of(organisation_id):
    return rulebook.value(organisation_id, "proposal_readings")


def level_word(level):
    return LEVELS.get(level, f"第 {level} 审")


def all_read(item):
    return item.proposal_facts.level >= levels(item)


def text_now(item):
    """{field: text} as the readings so far have it."""
    return {name: getattr(item, name) for name in FIELDS} | item.proposal_facts.edited


def rewritten(item, before):
    """[(label, pieces)] of the parts the readings changed; `before`: the author's words, empty until filing."""
    return [
        (label, differences(before[name], getattr(item, name)))
        for name, label in FIELDS.items()
        if before and before[name] != getattr(item, name)
    ]


def check_reader(item, actor):
    if why := why_not(item, actor):
        raise ValidationError(why)


def why_not(item, actor):
    """Why this colleague cannot do the next reading, or ""; another pair of eyes each time, where so wished."""
    facts = item.proposal_facts
    if facts.reader_id and facts.reader_id != actor.post.pk:
        return f"这一审已分给{facts.reader.user}，请由本人审读，或先改派。"
    if not rulebook.value(item.organisation_id, "readings_by_different_people"):
        return ""
    if actor.post.user_id in {review.reader.user_id for review in this_time(item) if review.reader}:
        return "三审由不同的人审读，您已经审读过这一件。"
    return ""


def this_time(item):
    """The readings that count now: those since the proposal was handed in the last time."""
    level = item.proposal_facts.level
    done = [r for r in item.reviews.all() if r.outcome == Outcome.READ and not r.voided_at]
    return done[-level:] if level else []


def corrections(item, texts):
    """{field: [before, after]} where the reader changed the text."""
    now = text_now(item)
    return {
        name: [now[name], texts[name].strip()]
        for name in FIELDS
        if texts.get(name) and texts[name].strip() != now[name].strip()
    }


def write(item, event, *, actor, opinion="", advises="", texts=None, **facts):
    """The `rows` of a reading: the Review with its corrections; the next level has no reader yet."""
    changed = corrections(item, texts or {})
    row = item.proposal_facts
    row.level += 1
    row.reader = None
    row.edited = row.edited | {name: after for name, (_, after) in changed.items()}
    row.save()
    Review.objects.create(
        item=item, level=row.level, reader=actor.post, outcome=Outcome.READ, opinion=opinion, corrections=changed,
        advises=advises, occurred_at=event.occurred_at, event=event,
    )  # fmt: skip
    deadlines.stop(item, "review", at=event.occurred_at)


def write_many(pairs, *, actor, facts_of):
    """Readings without corrections, many at once; one with corrections goes the single way."""
    rows, reviews = [], []
    for item, event in pairs:
        facts, row = facts_of[item.pk], item.proposal_facts
        if corrections(item, facts.get("texts") or {}):
            write(item, event, actor=actor, **facts)
            continue
        row.level, row.reader = row.level + 1, None
        rows.append(row)
        reviews.append(
            Review(
                item=item, level=row.level, reader=actor.post, outcome=Outcome.READ, event=event,
                opinion=facts.get("opinion", ""), advises=facts.get("advises", ""), occurred_at=event.occurred_at,
            )
        )  # fmt: skip
    store_many(rows, ["level", "reader"])
    Review.objects.bulk_create(reviews, batch_size=200)
    stop_many([item for item, _ in pairs], ("review",), at=pairs[0][1].occurred_at)


def assign(item, event, *, actor, reader=None, topic_group=None, **facts):
    row = item.proposal_facts
    row.reader = reader or row.reader
    row.topic_group = topic_group or row.topic_group
    row.save(update_fields=["reader", "topic_group"])


def assign_many(pairs, *, actor, facts_of):
    rows = []
    for item, _ in pairs:
        facts, row = facts_of[item.pk], item.proposal_facts
        row.reader, row.topic_group = (
            facts.get("reader") or row.reader,
            facts.get("topic_group") or row.topic_group,
        )
        rows.append(row)
    store_many(rows, ["reader", "topic_group"])


def begin_again(item, at):
    """A proposal sent back and handed in anew is read from the start; earlier readings stay as rows."""
    held_of(item).update(dropped_at=at)
    row = item.proposal_facts
    row.level, row.reader, row.edited = 0, None, {}
    row.save(update_fields=["level", "reader", "edited"])


def hold(item, event, *, actor, conclusion, facts=None, **rest):
    HeldDecision.objects.create(
        item=item,
        step=conclusion,
        facts=pack(facts or {}),
        decided_by=actor.post,
        decided_at=event.occurred_at,
    )


def hold_many(pairs, *, actor, facts_of):
    HeldDecision.objects.bulk_create(
        HeldDecision(
            item=item, step=facts_of[item.pk]["conclusion"], facts=pack(facts_of[item.pk].get("facts") or {}),
            decided_by=actor.post, decided_at=event.occurred_at,
        )
        for item, event in pairs
    )  # fmt: skip


def unhold(item, event, *, actor, **facts):
    held_of(item).update(dropped_at=event.occurred_at)


def held_of(item):
    return HeldDecision.objects.filter(item=item, announced_at=None, dropped_at=None)


def is_held(item):
    """Whether a conclusion waits to be announced; the page of one proposal brings it along."""
    if "open_held" in item.__dict__:
        return item.open_held is not None
    return any(row.announced_at is None and row.dropped_at is None for row in item.held_decisions.all())
