"""Merit: what an event or a record is worth points for, under names that rules list; nouns say it of themselves.

A noun of a higher app may have `merit(event) -> Merit`; without it the name is "<model>.<step>". A record's
name is "record.<kind>". Names that ship with the product stand in NAMES, for the pages where rules are edited.
"""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from weijianyi.audit.models import Event

TITLE_MAX = 120
NAMES = {
    "suggestion.submit": "提交微建议", "suggestion.accept": "微建议被受理",
    "suggestion.close.satisfied": "微建议办结，评价满意", "suggestion.award": "评为优秀微建议",
    "claim.conclude": "领办并有成效", "proposal.submit": "提交提案", "proposal.accept": "提案立案",
    "proposal.key": "列为重点提案", "proposal.award": "评为优秀提案", "proposal.convert": "提案转社情民意",
    "report.submit": "提交社情民意", "report.adopt": "社情民意被采用", "report.adopted_above.1": "本级党政采用",
    "report.adopted_above.2": "市级采用", "report.adopted_above.3": "省级采用", "report.adopted_above.4": "全国采用",
    "report.instruct.1": "本级领导批示", "report.instruct.2": "市级领导批示", "report.instruct.3": "省级领导批示",
    "report.instruct.4": "国家级领导批示", "duty.attend": "工作室值班",
}  # fmt: skip
TAKING_BACK = {
    "suggestion.void": "微建议作废", "proposal.void": "提案作废", "proposal.grant_withdrawal": "提案撤案",
    "report.void": "社情民意作废", "report.unadopt": "期次撤回，不再采用", "suggestion.reopen": "微建议重新办理",
    "proposal.award_void": "评优作废",
}  # fmt: skip


@dataclass(frozen=True)
class Merit:
    names: tuple
    matter: str  # the same for everything about one case
    title: str


def merit_of(event):
    """The Merit of an event, or None where its subject is gone."""
    subject = event.subject
    if subject is None:
        return None
    if hasattr(subject, "merit"):
        return subject.merit(event)
    return Merit((f"{subject._meta.model_name}.{event.step}",), event.thread, str(subject))


def fetch_subjects(events):
    """Read the subjects at once. Django's own prefetch does not find rows that come as a proxy of their model."""
    wanted = {}
    for event in events:
        wanted.setdefault(event.content_type_id, set()).add(event.object_id)
    types = ContentType.objects.in_bulk(wanted)
    found = {ct: types[ct].model_class()._base_manager.in_bulk(keys) for ct, keys in wanted.items()}
    field = Event._meta.get_field("subject")
    for event in events:
        field.set_cached_value(event, found[event.content_type_id].get(event.object_id))


def of_record(record):
    return Merit((f"record.{record.kind.code}",), f"record-{record.pk}", record.title)


# -- what was taken back ---------------------------------------------------------------------------
UNDO, VOID, REVOKE = "undo", "void", "revoke"


def taken_back(events, scheme):
    """{event key: why} of those that a later event of the same thread undid, voided or cancelled."""
    rules = scheme.rules.all()
    steps = {name.split(".")[1] for rule in rules for name in rule.cancelled_by} | {UNDO, VOID, REVOKE}
    first = min((event.pk for event in events), default=0)
    later = Event.objects.filter(thread__in={e.thread for e in events}, step__in=steps, pk__gt=first)
    found = {}
    for undoing in later.order_by("pk"):
        if undoing.step == UNDO:
            undone = acts_before(undoing)
            found |= {e.pk: undoing.label for e in events if e.act == undone and e.pk < undoing.pk}
            continue
        if undoing.step == REVOKE:  # names the very events that were a mistake
            found |= {e.pk: undoing.label for e in events if e.pk in undoing.data.get("ends", ())}
            continue
        for event in events:
            if event.thread == undoing.thread and event.pk < undoing.pk and ends(event, undoing, rules):
                found.setdefault(event.pk, undoing.label)
    return found


def acts_before(undoing):
    """What was undone is the last click before: undoing is refused once anything later has happened."""
    before = Event.objects.filter(thread=undoing.thread, pk__lt=undoing.pk).order_by("-pk")
    return before.values_list("act", flat=True).first()


def ends(event, undoing, rules):
    """Voiding a matter ends everything; other steps what the rules name."""
    ended, merit = merit_of(undoing), merit_of(event)
    if ended is None or merit is None:
        return False
    if undoing.step == VOID and same_noun(event, undoing):
        return True
    return any(
        set(rule.events) & set(merit.names) and set(rule.cancelled_by) & set(ended.names) for rule in rules
    )


def same_noun(event, undoing):
    """A supervision that was voided, say, stands in the thread of its item and ends only itself."""
    if getattr(undoing.subject, "is_matter", False):
        return True
    return (event.content_type_id, event.object_id) == (undoing.content_type_id, undoing.object_id)


def day_of(event):
    return timezone.localdate(event.occurred_at)
