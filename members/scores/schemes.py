"""Versions of the rules: begun from a preset or an older one, edited as drafts, put in force, then never changed."""

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from members.models import Organisation, ScoreGroup, ScoreRule, ScoreScheme
from members.scores import rules
from members.scores.presets import PRESETS
from members.scores.years import year_of
from weijianyi.work import outbox
from weijianyi.workflow import Forbidden, NotNow

DAY = timedelta(days=1)
OF_SCHEME = ("title", "basis", "base", "bonus_cap", "starts_month", "starts_day", "bands")
OF_GROUP = ("code", "label", "cap", "least", "order")
OF_RULE = (
    "code", "label", "events", "cancelled_by", "sharing", "points", "joint_points", "co_points", "writer_points",
    "drafter_points", "writers_most", "only_standing", "further", "cap", "co_cap", "best_of", "order",
)  # fmt: skip


def check_editor(actor):
    if not rules.edits_schemes(actor):
        raise Forbidden("计分办法由提案委和本机构管理员维护。")


@transaction.atomic
def begin(*, actor, preset):
    """A draft from a rule set that ships with the product. Raises Forbidden."""
    check_editor(actor)
    return create(actor.post.organisation, PRESETS[preset], post=actor.post)


def create(organisation, preset, *, post=None, **fields):
    scheme = ScoreScheme.objects.create(
        organisation=organisation, version=next_version(organisation), title=preset.title, basis=preset.basis,
        base=preset.base, bonus_cap=preset.bonus_cap, bands=[list(band) for band in preset.bands], created_by=post,
        **fields,
    )  # fmt: skip
    groups = {
        code: ScoreGroup.objects.create(
            scheme=scheme, code=code, label=label, cap=cap, least=least, order=order
        )
        for order, (code, label, cap, least) in enumerate(preset.groups)
    }
    ScoreRule.objects.bulk_create(
        ScoreRule(
            scheme=scheme, group=groups[rule.group], code=rule.code, label=rule.label, events=rule.events.split(),
            cancelled_by=rule.cancelled_by.split(), points=rule.points, order=order, **rule.more,
        )
        for order, rule in enumerate(preset.rules)
    )  # fmt: skip
    return ScoreScheme.objects.with_rules().get(pk=scheme.pk)


def next_version(organisation):
    Organisation.objects.select_for_update().filter(pk=organisation.pk).first()  # one number, one version
    held = ScoreScheme.objects.filter(organisation=organisation).aggregate(last=Max("version"))["last"]
    return (held or 0) + 1


@transaction.atomic
def copy(scheme, *, actor):
    """A draft with the same groups and rules. Raises Forbidden."""
    check_editor(actor)
    made = ScoreScheme.objects.create(
        organisation=scheme.organisation, version=next_version(scheme.organisation), copied_from=scheme,
        created_by=actor.post, **{name: getattr(scheme, name) for name in OF_SCHEME},
    )  # fmt: skip
    groups = {}
    for group in scheme.groups.all():
        groups[group.pk] = ScoreGroup.objects.create(
            scheme=made, **{name: getattr(group, name) for name in OF_GROUP}
        )
    ScoreRule.objects.bulk_create(
        ScoreRule(scheme=made, group=groups[rule.group_id], **{name: getattr(rule, name) for name in OF_RULE})
        for rule in scheme.rules.all()
    )
    return made


def check_draft(scheme, actor):
    """Before an edit: Forbidden, or NotNow once the version is in force."""
    check_editor(actor)
    if not scheme.is_draft:
        raise NotNow("已经生效的办法不能再改，请复制一版再改。", scheme)


@transaction.atomic
def discard(scheme, *, actor):
    check_draft(scheme, actor)
    if ScoreScheme.objects.filter(copied_from=scheme).exists():
        raise NotNow("已有别的版本由它复制而来，不能删除。", scheme)
    scheme.delete()


def in_force(organisation_id):
    """The version without an end, or None."""
    return ScoreScheme.objects.filter(
        organisation_id=organisation_id, valid_from__isnull=False, valid_to=None
    ).first()


def starts_possible(scheme):
    """The days from which it may count: the first one any, later ones the first days of coming years."""
    current = in_force(scheme.organisation_id)
    today = timezone.localdate()
    if current is None:
        return [year_of(scheme, today).starts, today]
    year = year_of(current, max(today, current.valid_from))
    following = year_of(current, year.ends + DAY)
    days = [year.ends + DAY, following.ends + DAY]
    counted = current.entries.filter(occurred_on__gte=year.starts).exists()
    return days if counted or current.valid_from >= year.starts else [year.starts, *days]


@transaction.atomic
def enact(scheme, *, actor, valid_from):
    """Put a draft in force from a day on. Raises Forbidden, NotNow, BadFacts.

    A year is counted by one version only, so a later version begins with a year that nobody has counted yet.
    """
    scheme = ScoreScheme.objects.select_for_update().get(pk=scheme.pk)
    check_draft(scheme, actor)
    if not scheme.rules.exists():
        raise NotNow("还没有计分规则，不能生效。", scheme)
    if valid_from not in starts_possible(scheme):
        days = "、".join(f"{d:%Y-%m-%d}" for d in starts_possible(scheme))
        raise ValidationError({"valid_from": f"一个年度只用一版办法，可以选：{days}。"})
    current = in_force(scheme.organisation_id)
    if current is not None:
        current.valid_to = valid_from - DAY
        current.save(update_fields=["valid_to"])
    scheme.valid_from, scheme.enacted_by, scheme.enacted_at = valid_from, actor.post, timezone.now()
    scheme.save(update_fields=["valid_from", "enacted_by", "enacted_at"])
    if valid_from <= timezone.localdate():
        facts = {"organisation": scheme.organisation_id, "day": timezone.localdate().isoformat()}
        outbox.put("scores", f"scores:{scheme.pk}", facts)
        outbox.wake()
    return scheme


# -- edits of a draft ------------------------------------------------------------------------------
@transaction.atomic
def save(scheme, form, *, actor):
    """What a form holds, while nobody has put the version in force meanwhile. Raises Forbidden, NotNow."""
    check_draft(ScoreScheme.objects.select_for_update().get(pk=scheme.pk), actor)
    row = form.save(commit=False)
    if hasattr(row, "code") and not row.code:
        row.code = f"{row._meta.model_name[5:]}_{secrets.token_hex(3)}"
    row.save()
    return row


@transaction.atomic
def remove(scheme, what, key, *, actor):
    check_draft(ScoreScheme.objects.select_for_update().get(pk=scheme.pk), actor)
    rows = scheme.groups if what == "groups" else scheme.rules
    rows.filter(pk=key).delete()
