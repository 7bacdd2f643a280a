"""The rows of nominations: by rule with their numbers, by hand, and taken back."""

from django.core.exceptions import ValidationError

from dispatch.evaluation import deciding, grounds
from weijianyi import rulebook


def by_rule(award, event, *, actor, **facts):
    """The best by rule, a multiple of the quota; what is nominated already, or was taken back, is left alone."""
    factor = rulebook.value(award.organisation_id, "award_nominate_factor")
    quotas = deciding.quotas(award)
    had_items = set(award.nominations.exclude(item=None).values_list("item", flat=True))
    had_units = set(award.nominations.exclude(department=None).values_list("department", flat=True))
    items = grounds.of_proposals(award)[: quotas["item_quota"] * factor]
    units = grounds.of_units(award)[: quotas["unit_quota"] * factor]
    rows = [("item", g) for g in items if g.subject.pk not in had_items]
    rows += [("department", g) for g in units if g.subject.pk not in had_units]
    if not rows:
        raise ValidationError("没有新的可以推荐的提案或单位。")
    for name, ground in rows:
        award.nominations.create(
            **{name: ground.subject}, collective=name == "item" and grounds.collective(ground.subject),
            ground=ground.text, by_rule=True, rule_points=ground.points, nominated_by=actor.post,
            at=event.occurred_at,
        )  # fmt: skip


def by_hand(award, event, *, actor, ground, item=None, department=None, **facts):
    """One proposal filed in these years, or one department, with the words of whoever puts it forward."""
    if bool(item) == bool(department):
        raise ValidationError("请填写一件提案，或选择一个单位，只推荐其中一个。")
    if item and not grounds.filed(award).filter(pk=item.pk).exists():
        raise ValidationError({"item": f"这件提案不是{award.first_year}至{award.last_year}年立案的。"})
    if award.standing().filter(item=item, department=department).exists():
        raise ValidationError("已经推荐过。")
    award.nominations.create(
        item=item, department=department, collective=bool(item) and grounds.collective(item), ground=ground.strip(),
        nominated_by=actor.post, at=event.occurred_at,
    )  # fmt: skip


def drop(award, event, *, actor, nomination, reason, **facts):
    if nomination.round_id != award.pk or nomination.voided_at:
        raise ValidationError({"nomination": "这项推荐已经撤销。"})
    nomination.voided_at, nomination.void_reason = event.occurred_at, reason.strip()
    nomination.save(update_fields=["voided_at", "void_reason"])
