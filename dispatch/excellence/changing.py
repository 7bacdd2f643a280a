"""What the head changes of a half's results: struck, added, restored, each with its reason; and what is decided."""

from datetime import date

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dispatch.excellence import rules
from dispatch.figures.period import Period
from suggestions.states import BriefState
from weijianyi.workflow import Forbidden, Step, door

OPEN_IT = Step(name="open", label="建立评比", done="建立半年评比", who=rules.plans, internal=True)
UNIT, MEMBER = "unit", "member"


def model(name):
    """The models import this module."""
    return apps.get_model(name)


def days_of(half, now):
    first = date(half.year, 1 if half.half == 1 else 7, 1)
    last = date(half.year, 6, 30) if half.half == 1 else date(half.year, 12, 31)
    return Period(first, last, now)


def is_over(half):
    return days_of(half, timezone.now()).last < timezone.localdate()


def issued(half):
    found = model("dispatch.Bulletin").objects.filter(organisation_id=half.organisation_id, kind="half")
    return found.filter(state=BriefState.ISSUED, first=days_of(half, timezone.now()).first).exists()


@transaction.atomic
def begin(actor, year, half, at=None):
    """The half's appraisal, made once; the list by rule stands without it."""
    if not rules.plans(actor):
        raise Forbidden("半年评比由提案委建立。")
    found = model("dispatch.HalfAppraisal")(
        organisation_id=actor.organisation_id, year=year, half=half, opened_by=actor.post,
        opened_at=at or timezone.now(),
    )  # fmt: skip
    found.validate_constraints()
    found.save()
    door.announce(found, door.record(found, OPEN_IT, actor, "", found.opened_at, {}))
    return found


# -- whom a change is about ------------------------------------------------------------------------
def subject_of(half, who):
    """The unit or member of this organisation, or None; `who` is unit-12 or member-12."""
    sort, _, key = str(who).partition("-")
    name = {UNIT: "dispatch.Department", MEMBER: "members.Member"}.get(sort)
    if name is None or not key.isdecimal() or len(key) > 9:
        return None
    return model(name).objects.filter(organisation_id=half.organisation_id, pk=int(key)).first()


def name_of(half, who):
    found = subject_of(half, who)
    return found.name if found else ""


def standing(half):
    found = half.changes.filter(ended_at=None)
    return found.select_related("department", "member__sector", "by__user")


def check_new(half, who):
    if subject_of(half, who) is None:
        raise ValidationError({"who": "没有这个单位或委员。"})
    if any(change.who == who for change in standing(half)):
        raise ValidationError({"who": "已经调整过；要改，先取消原来的调整。"})


def check_standing(half, who):
    if not any(change.who == who for change in standing(half)):
        raise ValidationError({"who": "没有这项调整，或者已经取消。"})


# -- rows of the steps -----------------------------------------------------------------------------
def strike(half, event, *, actor, who, reason, **facts):
    change(half, event, actor, who, reason, added=False)


def add(half, event, *, actor, who, reason, **facts):
    change(half, event, actor, who, reason, added=True)


def change(half, event, actor, who, reason, added):
    subject = subject_of(half, who)
    of = {"department" if who.startswith(UNIT) else "member": subject}
    half.changes.create(added=added, reason=reason.strip(), by=actor.post, at=event.occurred_at, **of)


def restore(half, event, *, actor, who, **facts):
    for row in standing(half):
        if row.who == who:
            row.ended_at = event.occurred_at
            row.save(update_fields=["ended_at"])


def results_of(half, actor, at):
    from dispatch.excellence import half_results  # noqa: PLC0415 -- the appraisal by rule imports the models

    days = days_of(half, at)
    return {key: half_results.adjusted(actor, days, key, half) for key in half_results.LISTS}
