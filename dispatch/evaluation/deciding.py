"""Scores of an award, its quotas with numerator and denominator, and the decision within or beyond them."""

from decimal import Decimal
from math import ceil

from django.core.exceptions import ValidationError
from django.db.models import Avg, Count, Q

from dispatch.evaluation import grounds, rules
from dispatch.evaluation.states import AwardDecision, AwardState
from weijianyi import rulebook
from weijianyi.workflow import Step, door

MOST = 100


def share(base, percent):
    """So many of `base`, rounded down, at least one where there is anything to choose from."""
    return max(1, base * percent // 100) if base and percent else 0


def quotas(award):
    """Bases and quotas as they are now."""
    items, units = grounds.filed(award).count(), grounds.handling_units(award).count()
    return {
        "item_base": items, "item_quota": share(items, percent(award, "award_share_proposals")),
        "unit_base": units, "unit_quota": share(units, percent(award, "award_share_units")),
    }  # fmt: skip


def percent(award, key):
    return rulebook.value(award.organisation_id, key)


def collective_least(award, chosen):
    """How many of so many chosen proposals are to be collective ones."""
    return ceil(Decimal(chosen * percent(award, "award_collective_share")) / MOST)


def beyond(award, chosen):
    """Sentences on what of the choice goes beyond quota or share; empty when all is within."""
    items = [n for n in chosen if n.item_id]
    units = len(chosen) - len(items)
    found = []
    if len(items) > award.item_quota:
        found.append(f"优秀提案选了 {len(items)} 件，名额 {award.item_quota} 件。")
    if units > award.unit_quota:
        found.append(f"先进单位选了 {units} 个，名额 {award.unit_quota} 个。")
    least, collective = collective_least(award, len(items)), sum(n.collective for n in items)
    if collective < least:
        found.append(f"集体提案选了 {collective} 件，按比例应不少于 {least} 件。")
    return found


def check(award, chosen):
    """Beyond quota or share only with a reason; only what stands nominated here can be chosen."""
    standing = set(award.standing().values_list("pk", flat=True))
    if {n.pk for n in chosen} - standing:
        raise ValidationError("选中的推荐已经撤销，请刷新后再决定。")
    if not chosen:
        raise ValidationError("还没有选择。")
    if not award.reason and (over := beyond(award, chosen)):
        raise ValidationError({"reason": "".join([*over, "请写明理由，或调整选择。"])})


def ranked(award):
    """Standing nominations with the mean and number of their scores, best first."""
    valid = Q(scores__voided_at=None)
    found = award.standing().for_lists().annotate(
        mean=Avg("scores__points", filter=valid), number=Count("scores", filter=valid)
    )  # fmt: skip
    return sorted(found, key=lambda n: (-(n.mean or 0), -(n.rule_points or 0), n.pk))


def score(award, event, *, actor, scores, **facts):
    """{nomination: (points, comment)} of one judge; entered again, the earlier ones are void."""
    standing = {n.pk: n for n in award.standing().for_lists()}
    if not scores:
        raise ValidationError("请至少给一项打分。")
    for pk, (points, comment) in scores.items():
        nomination = standing.get(pk)
        if nomination is None:
            raise ValidationError("有推荐已经撤销，请刷新后再评。")
        if rules.is_concerned(actor, nomination):
            raise ValidationError({f"p_{pk}": "与您本人或您的单位有关，请回避。"})
        if not 0 <= points <= MOST:
            raise ValidationError({f"p_{pk}": "得分在 0 到 100 之间。"})
        nomination.scores.filter(by=actor.post, voided_at=None).update(voided_at=event.occurred_at)
        nomination.scores.create(by=actor.post, points=points, comment=comment.strip(), at=event.occurred_at)


def decide(award, event, *, actor, chosen, reason="", **facts):
    """Every standing nomination gets its decision; ranks are counted within proposals and within units."""
    wanted, places = {n.pk for n in chosen}, {True: 0, False: 0}
    for nomination in ranked(award):
        nomination.rank = None
        nomination.decision = AwardDecision.NOT_CHOSEN
        if nomination.pk in wanted:
            kind = nomination.item_id is not None
            places[kind] += 1
            nomination.decision, nomination.rank = AwardDecision.CHOSEN, places[kind]
        nomination.save(update_fields=["decision", "rank"])


# -- what is noted on the chosen proposals ----------------------------------------------------------
AWARD = Step(name="award", label="评优", done="评为优秀提案", who=rules.decides_awards)
AWARD_VOID = Step(name="award_void", label="评优作废", done="评优作废", who=rules.heads)


def tell_items(award, event, *, actor, **facts):
    """One event on each chosen proposal: its timeline shows it, and its authors' points follow it."""
    note_on_items(award, AWARD, actor, event.occurred_at)


def untell_items(award, event, *, actor, **facts):
    if event.from_state == AwardState.PUBLISHED:
        note_on_items(award, AWARD_VOID, actor, event.occurred_at)


def note_on_items(award, step, actor, at):
    chosen = award.standing().filter(decision=AwardDecision.CHOSEN, item__isnull=False)
    for nomination in chosen.for_lists():
        item = nomination.item
        door.announce(item, door.record(item, step, actor, item.state, at, {"note": award.title}))
