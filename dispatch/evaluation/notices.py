"""Who hears of which step of an evaluation or an award, in which words."""

from django.db.models import Q

from dispatch.evaluation import rules
from dispatch.evaluation.states import AwardDecision, AwardState, RoundState
from dispatch.models import Pairing
from members.states import UNIT, Role
from suggestions.notices import allowed, current_posts
from suggestions.states import SignerState
from weijianyi.notices.audience import Audience


def units(departments):
    return current_posts().filter(role__in=UNIT, officer__department__in=departments)


def proposers(pairings):
    person = Q(role=Role.MEMBER, member__authorships__pairings__in=pairings)
    collective = Q(role=Role.OPERATOR, collective__authorships__pairings__in=pairings)
    return current_posts().filter(person | collective).distinct()


def both_sides(subject, event):
    pairings = Pairing.objects.filter(unit__round=subject)
    return [*units(subject.chosen().values("department")), *proposers(pairings)]


def who_has_not_scored(subject, event):
    pairings = Pairing.objects.filter(unit__round=subject)
    left = pairings.filter(unit_at=None).values("unit__department")
    return [*units(left), *proposers(pairings.filter(proposer_at=None))]


def judges(award, event):
    roles = [Role.REVIEWER, Role.HEAD, Role.LEADER]
    return allowed(award.organisation_id, roles, rules.scores_awards, award)


def winners(award, event):
    chosen = award.standing().filter(decision=AwardDecision.CHOSEN)
    signed = Q(
        member__authorships__item__nominations__in=chosen, member__authorships__state=SignerState.SIGNED
    )
    by = Q(collective__authorships__item__nominations__in=chosen)
    people = current_posts().filter(organisation_id=award.organisation_id)
    people = people.filter(Q(signed, role=Role.MEMBER) | Q(by, role=Role.OPERATOR)).distinct()
    return [*people, *units(chosen.exclude(department=None).values("department"))]


def while_in(*states):
    return lambda subject, event: subject.state in states


TOLD = {
    "evaluationround.open_round": (
        Audience(both_sides, "dispatch_open_round", while_in(RoundState.OPEN)),
    ),
    "evaluationround.remind": (
        Audience(who_has_not_scored, "dispatch_remind", while_in(RoundState.OPEN)),
    ),
    "evaluationround.close_round": (Audience(both_sides, "dispatch_close_round"),),
    "awardround.start_scoring": (
        Audience(judges, "dispatch_start_scoring", while_in(AwardState.SCORING)),
    ),
    "awardround.publish": (Audience(winners, "dispatch_publish", while_in(AwardState.PUBLISHED)),),
}  # fmt: skip


def words(subject, noun, event):
    phone = subject.organisation.office_phone
    return {
        "title": str(subject),
        "due": getattr(subject, "closes_on", None),
        "call": f"有不清楚的地方，请拨打 {phone}。" if phone else "",
    }
