"""The rows of a round's own steps: units by rule or by hand, pairings at the opening, the meeting and its panel."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Q

from dispatch.evaluation.states import RoundState
from dispatch.states import ANSWERING, DeskState
from suggestions.models import Authorship
from suggestions.states import Kind, SignerState
from weijianyi import rulebook


def model(name):
    """These functions are named by models of this app, which are still being loaded when this file is read."""
    return apps.get_model("dispatch", name)


def answered_desks(organisation_id, first_year, last_year=None):
    """Answering desks of valid proposals, first answered in these years."""
    years = Q(answered_at__year__gte=first_year, answered_at__year__lte=last_year or first_year)
    return model("Assignment").objects.filter(
        years, organisation_id=organisation_id, role__in=ANSWERING, department__isnull=False,
        item__kind=Kind.PROPOSAL, item__voided_at=None, state__in=[DeskState.RELEASED, DeskState.DONE],
    )  # fmt: skip


def proposed_departments(subject):
    """By rule: not evaluated in the last rounds first, then the most answered proposals of the year."""
    count = rulebook.value(subject.organisation_id, "evaluation_units")
    rest = rulebook.value(subject.organisation_id, "evaluation_rest_rounds")
    rounds = model("EvaluationRound").objects.filter(organisation_id=subject.organisation_id)
    last = list(
        rounds.exclude(pk=subject.pk).exclude(state=RoundState.PLANNED).order_by("-year", "-pk")[:rest]
    )
    rested = model("EvaluationUnit").objects.filter(
        round__in=last, dropped_at=None, department=OuterRef("pk")
    )
    found = with_answered(subject).filter(active=True, number__gt=0).annotate(recent=Exists(rested))
    return list(found.order_by("recent", "-number", "pk")[:count])


def with_answered(subject):
    """The organisation's departments, each with its `number` of answered proposals in the round's year."""
    desks = answered_desks(subject.organisation_id, subject.year)
    departments = model("Department").objects.filter(organisation_id=subject.organisation_id)
    return departments.annotate(number=Count("desks", filter=Q(desks__in=desks.values("pk"))))


def set_units(subject, event, *, actor, departments, **facts):
    """Exactly these take part; who is taken out stays as a row with its date."""
    numbers = dict(with_answered(subject).values_list("pk", "number"))
    rule = {d.pk for d in proposed_departments(subject)}
    wanted = {d.pk for d in departments}
    subject.units.filter(dropped_at=None).exclude(department_id__in=wanted).update(
        dropped_at=event.occurred_at
    )
    for pk in wanted:
        facts = {"answered": numbers.get(pk, 0), "proposed": pk in rule, "dropped_at": None}
        subject.units.update_or_create(department_id=pk, defaults=facts)


def pair(subject, event, *, actor, **facts):
    """Each answered proposal of a chosen unit with its first proposer; who works in the unit is left out (回避)."""
    units = {u.department_id: u for u in subject.chosen().select_related("department")}
    desks = answered_desks(subject.organisation_id, subject.year).filter(department_id__in=units)
    found = model("Pairing").objects.bulk_create(
        model("Pairing")(unit=units[a.department], desk_id=a.desk, authorship=a)
        for a in first_proposers(desks)
    )
    if not found:
        raise ValidationError("参评单位今年还没有答复过提案，没有可以评议的内容。")


def first_proposers(desks):
    """The first signature at home of each desk's item, with `desk` and `department`; no colleague of the unit."""
    by_item = {}
    for desk in desks.order_by("pk"):
        by_item.setdefault(desk.item_id, []).append(desk)
    signed = Authorship.objects.filter(
        item__in=by_item, order=0, state=SignerState.SIGNED, conflicted=False, remote=False
    ).select_related("member")
    colleagues = set(model("Officer").objects.values_list("department_id", "post__user_id"))
    for authorship in signed.order_by("pk"):
        for desk in by_item[authorship.item_id]:
            user = authorship.member.user_id if authorship.member else None
            if (desk.department_id, user) not in colleagues:
                authorship.desk, authorship.department = desk.pk, desk.department_id
                yield authorship


def hold_meeting(subject, event, *, actor, held_on, place, agenda="", minutes="", **facts):
    facts = {"held_on": held_on, "place": place, "agenda": agenda, "minutes": minutes}
    model("EvaluationMeeting").objects.update_or_create(round=subject, defaults=facts)


def panel(subject, event, *, actor, name, points, **facts):
    """One panel member's points per unit; entered again, the earlier ones are void."""
    meeting = model("EvaluationMeeting").objects.filter(round=subject).first()
    if meeting is None:
        raise ValidationError("请先登记评议会。")
    if not points:
        raise ValidationError("请至少填写一个单位的得分。")
    own = set(subject.chosen().values_list("pk", flat=True))
    if set(points) - own or any(not 0 <= p <= 100 for p in points.values()):
        raise ValidationError("得分在 0 到 100 之间，只给参评单位打分。")
    earlier = meeting.panel_scores.filter(name=name, unit__in=points, voided_at=None)
    earlier.update(voided_at=event.occurred_at)
    meeting.panel_scores.bulk_create(
        model("PanelScore")(
            meeting=meeting, unit_id=unit, name=name, points=given, entered_by=actor.post, at=event.occurred_at
        )
        for unit, given in points.items()
    )  # fmt: skip
