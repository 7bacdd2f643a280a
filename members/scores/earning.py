"""Who earns how much from one merit: shares and roles, before caps; entries are made here and not saved."""

from decimal import ROUND_HALF_UP, Decimal

from members.models import ScoreEntry
from members.scores import merits
from members.scores.states import Credit, Sharing
from members.scores.years import year_of

CENT = Decimal("0.01")
LEADING = frozenset({Credit.FIRST, Credit.WRITER, Credit.CLAIMANT, Credit.SELF})
SIGNING = frozenset({Credit.FIRST, Credit.CO})


def cents(value):
    return Decimal(value).quantize(CENT, ROUND_HALF_UP)


def share_of(rule, role, people):
    """The points of one person in that role; `people`: how many signed."""
    joint = people > 1 and role in SIGNING
    if joint and rule.sharing == Sharing.EQUAL:
        return cents(rule.points / people)
    if joint and rule.sharing == Sharing.HALF:
        half = rule.points / 2
        return cents(half if role == Credit.FIRST else half / (people - 1))
    if role == Credit.FIRST and joint and rule.joint_points is not None:
        return rule.joint_points
    return {
        Credit.CO: rule.co_points, Credit.WRITER: rule.writer_points, Credit.DRAFTER: rule.drafter_points,
    }.get(role, rule.points)  # fmt: skip


def rules_for(scheme, names):
    return [rule for rule in scheme.rules.all() if set(rule.events) & set(names)]


def from_event(scheme, event, credits):
    """Entries of an event for the credited members, under every rule that lists it."""
    merit = merits.merit_of(event) if credits else None
    if merit is None:
        return []
    people = sum(credit.role in SIGNING for credit in credits)
    found = [
        made(scheme, rule, merit, member=credit.member, role=role, points=points,
             occurred_on=merits.day_of(event), event=event, share=shared_by(rule, role, people))
        for rule in rules_for(scheme, merit.names)
        for credit, role in roles(rule, credits)
        if credit.member.organisation_id == scheme.organisation_id
        and open_to(rule, credit.member, merits.day_of(event))
        and ((points := share_of(rule, role, people)) or (rule.further and role in LEADING))
    ]  # fmt: skip
    return found


def roles(rule, credits):
    """[(credit, role)]: of many writers the first ones as named, the others have taken part."""
    writers = sorted((c for c in credits if c.role == Credit.WRITER), key=lambda credit: credit.pk)
    late = {c.pk for c in writers[rule.writers_most :]} if rule.writers_most is not None else ()
    return [(credit, Credit.DRAFTER if credit.pk in late else credit.role) for credit in credits]


def shared_by(rule, role, people):
    return people if rule.sharing == Sharing.EQUAL and role in SIGNING and people > 1 else 1


def from_record(scheme, record):
    merit = merits.of_record(record)
    return [
        made(scheme, rule, merit, member=record.member, role=Credit.SELF, times=record.times,
             points=rule.points * record.times, occurred_on=record.held_on, record=record, share=1)
        for rule in rules_for(scheme, merit.names) if open_to(rule, record.member, record.held_on)
    ]  # fmt: skip


def open_to(rule, member, day):
    """Some rules are for 常委 of that day only."""
    return not rule.only_standing or member.standing_on(day)


def made(scheme, rule, merit, **facts):
    year = year_of(scheme, facts["occurred_on"])
    return ScoreEntry(
        organisation_id=scheme.organisation_id, scheme=scheme, rule=rule, group=rule.group, year=year.label,
        matter=merit.matter, title=merit.title[: merits.TITLE_MAX], **facts,
    )  # fmt: skip
