"""计分异议: raised by the member, once per entry while open; what upholding it writes; the office's own adjustments."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.models import ScoreEntry, ScoreObjection, ScoreScheme
from members.scores import rules, scoring
from members.scores.states import EntryKind
from members.scores.years import year_named
from weijianyi.workflow import Forbidden, NotNow, Step, door

RAISE = Step(name="raise", label="提出异议", done="提出计分异议", who=rules.has_ledger)


@transaction.atomic
def raise_objection(*, actor, year, text, entry=None, at=None):
    """A member doubts an entry of the own ledger, or misses one (`entry` empty). Raises Forbidden, BadFacts."""
    if not rules.has_ledger(actor) or (entry is not None and entry.member_id != actor.post.member_id):
        raise Forbidden("异议由委员本人提出。")
    if not text.strip():
        raise ValidationError({"text": "请写明哪里不对。"})
    at = at or timezone.now()
    row = ScoreObjection(
        organisation_id=actor.post.organisation_id, member=actor.post.member, entry=entry, year=year,
        text=text.strip(), raised_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return ScoreObjection.objects.open().get(entry=entry)  # sent twice
    door.announce(row, door.record(row, RAISE, actor, row.state, at, {}))
    return row


def correct(objection, event, *, actor, opinion, points=None, takes_back=False, **facts):
    """The plan of `uphold`: the entry is taken back, points are given or taken, or both."""
    if takes_back and objection.entry_id is None:
        raise ValidationError({"takes_back": "这条异议没有对着一条明细，请填写要补的分。"})
    if not takes_back and not points:
        raise ValidationError({"points": "请填写要补或要减的分，或者冲销原明细。"})
    if takes_back:
        scoring.reverse(objection.entry, opinion, actor=actor, objection=objection)
    if points:
        entry = objection.entry
        adjusted(
            objection.member, objection.year, points, opinion, actor, objection=objection,
            group=entry.group if entry else None, title=str(objection),
        )  # fmt: skip


@transaction.atomic
def adjust(*, actor, member, year, points, reason, group=None):
    """The office gives or takes points by hand. Raises Forbidden, BadFacts."""
    if not rules.keeps_scores(actor) or member.organisation_id != actor.post.organisation_id:
        raise Forbidden("计分由提案委调整。")
    if member.user_id == actor.user.pk:
        raise Forbidden("不能调整本人的分，请同事办理。")
    return adjusted(member, year, points, reason, actor, group=group, title="人工调整")


@transaction.atomic
def take_back(*, actor, entry, reason):
    """The office takes one entry out of the count. Raises Forbidden, NotNow."""
    if not rules.keeps_scores(actor):
        raise Forbidden("计分由提案委调整。")
    if entry.member.user_id == actor.user.pk:
        raise Forbidden("不能冲销本人的分，请同事办理。")
    if entry.kind == EntryKind.REVERSAL or ScoreEntry.objects.filter(reverses=entry).exists():
        raise NotNow("这一条已经冲销。")
    return scoring.reverse(entry, reason, actor=actor)


def adjusted(member, year, points, reason, actor, **facts):
    scheme = scheme_of_year(member.organisation_id, year)
    if scheme is None:
        raise ValidationError({"year": "这个年度没有计分办法。"})
    if group := facts.get("group"):
        facts["group"] = scheme.groups.filter(code=group.code).first()
    span = year_named(scheme, year)
    return ScoreEntry.objects.create(
        organisation_id=member.organisation_id, member=member, scheme=scheme, kind=EntryKind.ADJUSTMENT,
        points=points, year=year, occurred_on=min(timezone.localdate(), span.ends), reason=reason.strip()[:300],
        made_by=actor.post, **facts,
    )  # fmt: skip


def scheme_of_year(organisation_id, year):
    """The version by which that year is counted, or None."""
    schemes = ScoreScheme.objects.filter(organisation_id=organisation_id, valid_from__isnull=False)
    found = (s for s in schemes.with_rules().order_by("-valid_from") if year_named(s, year))
    return next(found, None)
