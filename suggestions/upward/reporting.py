"""报送: sending a report or an issue upwards; the copy in the upper organisation, and what it comes to there."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from suggestions.briefs import issuing
from suggestions.models import Authorship, Case, Destination, Item, ItemLink, Report
from suggestions.states import BriefState, Kind, LinkKind, SignerState, State
from suggestions.upward import revoking
from suggestions.upward import rules as upward_rules
from suggestions.upward.states import OWN, RANKS, UpOutcome
from weijianyi.workflow import SYSTEM_ACTOR, Forbidden, NotNow, Step, door, perform

TITLE_MAX = 60  # of an item; an issue's title may be longer
REPORT_UP = Step(name="report_up", label="报送", done="向上报送", who=upward_rules.records)
ADOPTED_ABOVE = Step(name="adopted_above", label="报送被采用", done="报送被采用", who=upward_rules.records)
CORRECT_UP = Step(
    name="correct_up", label="更正报送", done="更正报送记录", who=upward_rules.records, internal=True
)
ABOVE = Step(name="instructed_above", label="上级批示", done="上级领导批示", who=upward_rules.records)
SENDABLE = (State.EDITING, State.ADOPTED)


def above(organisation, level):
    """The organisation of that level above this one in this deployment, or None."""
    upper = organisation.parent
    while upper is not None and RANKS.get(upper.level) != level:
        upper = upper.parent
    return upper


def levels_of(organisation):
    """Where an organisation can report to: its own party and government, and what stands above it."""
    own = RANKS.get(organisation.level, OWN)
    return [level for level in (1, 2, 3, 4) if level == OWN or level > own]


def is_sendable(subject):
    if isinstance(subject, Report):
        return subject.state in SENDABLE and subject.voided_at is None
    return subject.state == BriefState.ISSUED


def check(subject, actor):
    """Forbidden or NotNow: may this actor record a sending of this subject now?"""
    if not upward_rules.records(actor, subject):
        raise Forbidden("报送由信息编辑登记。")
    if not is_sendable(subject):
        raise NotNow("编辑中或已采用的信息、已编发的期次才能报送。", subject, door.last_event(subject))


@transaction.atomic
def send(subject, *, actor, to, at=None, **facts):
    """One Destination; where that committee works in this deployment, its own report as well."""
    subject = door.lock(subject)
    check(subject, actor)
    at = at or timezone.now()
    row = Destination(
        organisation_id=subject.organisation_id, to=to, level=to.data.get("level", OWN), recorded_by=actor.post,
        recorded_at=at, **about(subject), **facts,
    )  # fmt: skip
    save(row)
    upper = above(subject.organisation, row.level) if row.level != OWN else None
    if upper is not None:
        row.link = arrive(row, upper, at)
        row.save(update_fields=["link"])
    note(row, REPORT_UP, actor, at)
    if row.outcome == UpOutcome.ADOPTED:
        note(row, ADOPTED_ABOVE, actor, at)
    return row


def about(subject):
    return {"report": subject} if isinstance(subject, Report) else {"brief": subject}


def save(row):
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ValidationError({"to": "当天已经登记过报给这个单位，不用再登记。"}) from error


@transaction.atomic
def correct(row, *, actor, void=False, at=None, **facts):
    """What came of it, or a mistake put right; nothing is deleted."""
    if not upward_rules.records(actor, row):
        raise Forbidden("报送由信息编辑登记。")
    row = Destination.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.voided_at is not None:
        raise NotNow("这条报送记录已经作废。", row.subject)
    at, before = at or timezone.now(), row.outcome
    for name, value in facts.items():
        setattr(row, name, value)
    if void:
        row.voided_at = at
        recall(row, at)
    save(row)
    came = not void and row.outcome == UpOutcome.ADOPTED and before != UpOutcome.ADOPTED
    if before == UpOutcome.ADOPTED and (void or row.outcome != UpOutcome.ADOPTED):
        revoking.adoption_gone(row, actor=actor, at=at)
    note(row, ADOPTED_ABOVE if came else CORRECT_UP, actor, at)
    return row


def note(row, step, actor, at):
    """An event on the subject, and one on each report of an issue: their authors and scores follow events."""
    words = {"note": f"{row.to}，{row.get_form_display()}", "level": row.level}
    for subject in dict.fromkeys([row.subject, *row.reports]):
        door.announce(subject, door.record(subject, step, actor, subject.state, at, words))


# -- in the upper organisation ---------------------------------------------------------------------
def arrive(row, upper, at):
    """The upper committee's own report, waiting for its editor; each source is linked and stays as it is."""
    sources = row.reports
    case = sources[0].case if row.report_id else Case.objects.create()
    item = Report.objects.create(case=case, organisation=upper, **texts(row))
    strict = row.report.report_facts if row.report_id else row.brief
    facts = item.report_facts
    facts.secrecy, facts.urgent = strict.secrecy, getattr(strict, "urgent", False)
    facts.source_note = f"{row.organisation.short_name}报送"
    facts.save()
    sign(item, sources, row.organisation)
    item = perform(item, "arrive", actor=SYSTEM_ACTOR, at=at)
    links = [
        ItemLink.objects.create(
            from_item=source, to_item=item, kind=LinkKind.REPORTED_UP, organisation=upper,
            source_state=source.state, offered_at=at, received_at=at,
        )
        for source in sources
    ]  # fmt: skip
    return links[0]


def texts(row):
    if row.report_id:
        report = row.report
        found = issuing.text_of(report)
        return found | {"district": report.district, "category_id": None, "open_consent": False}
    return {"title": row.brief.title[:TITLE_MAX], "situation": row.brief.body, "open_consent": False}


def sign(item, sources, organisation):
    """The authors by name only: for contact, without rights (rulings §1)."""
    seen, rows = set(), []
    for source in sources:
        for author in source.authorships.filter(state=SignerState.SIGNED):
            if author.name not in seen:
                seen.add(author.name)
                rows.append(
                    Authorship(
                        item=item, name=author.name, phone=author.phone, order=len(rows), remote=True,
                        signed_at=author.signed_at, sector_name=author.sector_name,
                        county_name=organisation.short_name,
                    )
                )  # fmt: skip
    Authorship.objects.bulk_create(rows)


def recall(row, at):
    """A sending that was a mistake: the upper copy is taken back while nobody has adopted it."""
    if row.link_id is None:
        return
    item = row.link.to_item
    ItemLink.objects.filter(to_item=item, kind=LinkKind.REPORTED_UP).update(recalled_at=at)
    if item.state in (State.SUBMITTED, State.EDITING, State.RETURNED):
        perform(item, "withdraw", actor=SYSTEM_ACTOR, at=at, reason="下级政协更正，撤回报送")


RESULTS = {"adopt": UpOutcome.ADOPTED, "decline": UpOutcome.DECLINED, "unadopt": UpOutcome.WAITING}


def after_step(subject, event):
    """What the upper organisation makes of its report is the outcome of the sending."""
    outcome = RESULTS.get(event.step)
    if not isinstance(subject, Item) or subject.kind != Kind.REPORT:
        return
    if event.step == "instruct":
        tell_below(subject, event.occurred_at)
    if outcome is None:
        return
    rows = Destination.objects.valid().filter(link__to_item=subject).select_related("to", "report", "brief")
    for row in rows.exclude(outcome=outcome):
        waiting, before = outcome == UpOutcome.WAITING, row.outcome
        row.outcome, row.outcome_on = outcome, None if waiting else timezone.localdate(event.occurred_at)
        row.save(update_fields=["outcome", "outcome_on"])
        if before == UpOutcome.ADOPTED:
            revoking.adoption_gone(row, actor=SYSTEM_ACTOR, at=event.occurred_at)
        step = ADOPTED_ABOVE if outcome == UpOutcome.ADOPTED else CORRECT_UP
        note(row, step, SYSTEM_ACTOR, event.occurred_at)


def tell_below(subject, at):
    """Leaders above wrote on it: the writers and editors of the sources hear so; it gives no points by itself."""
    for row in Destination.objects.valid().filter(link__to_item=subject):
        for report in row.reports:
            door.announce(report, door.record(report, ABOVE, SYSTEM_ACTOR, report.state, at, {}))
