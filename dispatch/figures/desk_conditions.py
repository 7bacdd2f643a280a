"""More conditions on desks: their last answers, last year's B; claims, supervisions, members."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from dispatch.figures.conditions import (
    LATE_STATES,
    counts_as_satisfied,
    desk_answered,
    desk_offered,
    of_letter,
    some,
)
from dispatch.figures.period import evening
from dispatch.figures.scope import OWN, below
from dispatch.models import Contact, HotlineLine, Rating, Reply
from dispatch.models.class_change import ClassChange, class_now
from dispatch.states import DeskState, Dimension
from members.states import Role
from suggestions.models import Authorship
from suggestions.states import SignerState
from weijianyi import rulebook
from weijianyi.clock.workdays import morning


def desk_open(p, _=None):
    return Q(state__in=[*LATE_STATES, DeskState.CHECKING])


def desk_returned(p, _=None):
    return desk_offered(p) & Q(state=DeskState.RETURNED) & p.known("ended_at")


def by_hotline(condition):
    """The same of departments that are a hotline."""
    lines = HotlineLine.objects.values("department")
    return lambda p, organisation=None: condition(p, organisation) & Q(department__in=lines)


# -- contacts --------------------------------------------------------------------------------------
# The set is asked for once, of the desks answered in the period, not row by row.
def contacts(p):
    answered = p.within("desk__answered_at")
    return Contact.objects.filter(answered, voided_at=None, held_on__lte=p.today).order_by()


def desk_in_touch(p, _=None):
    return desk_answered(p) & Q(pk__in=contacts(p).values("desk"))


def desk_face_to_face(p, organisation):
    forms = rulebook.entries(organisation, "contact_form")
    face = some(word.code for word in forms if word.data.get("face_to_face"))
    return desk_answered(p) & Q(pk__in=contacts(p).filter(form__code__in=face).values("desk"))


# -- the last answer -------------------------------------------------------------------------------
# Conditions on a released reply that counts; `answered_with` makes conditions on its desk of them.
def last_replies(until=None, since=None):
    """Of each desk the released reply that counts, or counted then, with its class of today. `since`: of desks first
    answered from then on, which tells the index where to begin."""
    known = {"released_at__isnull": False} | ({"released_at__lte": until} if until else {})
    later = Reply.objects.filter(desk=OuterRef("desk"), round__gt=OuterRef("round"), **known)
    found = Reply.objects.filter(**known, **({"released_at__gte": since} if since else {})).order_by()
    found = found.exclude(Q(desk__round__gt=F("round")) & Q(Exists(later)))
    return found.annotate(code_now=class_now("code"))


def answered_with(answer):
    """Desks first answered in the period whose last reply meets `answer(period, organisation id)`."""

    def condition(p, organisation=None):
        replies = last_replies(since=morning(p.first))
        replies = replies.filter(p.within("desk__answered_at"), answer(p, organisation))
        return desk_answered(p) & Q(pk__in=replies.values("desk"))

    return condition


def classed(letter):
    return lambda p, organisation: Q(code_now__in=of_letter(organisation, letter))


def led(p, _=None):
    """Signed by the unit's leader; of a unit without accounts, with a leader's name on the paper."""
    return Q(signed_by__role=Role.UNIT_HEAD) | Q(desk__department__paper=True) & ~Q(leader_name="")


def verdicts():
    return Rating.objects.filter(
        reply=OuterRef("pk"), dimension=Dimension.RESULT, voided_at=None, authorship__remote=False
    ).order_by()


def judged(p, _=None):
    return Q(Exists(verdicts()))


def found_satisfactory(p, organisation):
    """Everybody who judged it found it so."""
    return judged(p) & ~Q(Exists(verdicts().exclude(counts_as_satisfied(organisation))))


def desk_asked(p, _=None):
    """Its author was asked for a verdict; not where all stood back for reasons of conflict."""
    return desk_answered(p) & Q(released_at__isnull=False, excused_at=None)


# -- last year's B ---------------------------------------------------------------------------------
def answers_of_year_before(p, until):
    """The replies that counted then, with their class of then, of the desks answered in the year before."""
    changes = ClassChange.objects.filter(reply=OuterRef("pk"), occurred_at__lte=until)
    code = Subquery(changes.order_by("-occurred_at", "-pk").values("to_class__code")[:1])
    since = morning(date(p.first.year - 1, 1, 1))
    replies = last_replies(until, since).filter(answered_year_before(p, "desk__"))
    return replies.annotate(code_then=Coalesce(code, F("result_class__code")))


def end_of_year_before(p):
    return evening(date(p.first.year - 1, 12, 31))


def answered_year_before(p, way=""):
    year = p.first.year - 1
    first, last = evening(date(year - 1, 12, 31)), evening(date(year, 12, 31))
    return Q(**{f"{way}answered_at__gt": first, f"{way}answered_at__lte": last})


def b_answers(p, organisation):
    found = answers_of_year_before(p, end_of_year_before(p))
    return found.filter(code_then__in=of_letter(organisation, "B"))


def a_answers(p, organisation):
    return answers_of_year_before(p, p.until).filter(code_then__in=of_letter(organisation, "A"))


def b_before(p, organisation):
    """First answered in the calendar year before, class B at its end."""
    return answered_year_before(p) & Q(pk__in=b_answers(p, organisation).values("desk"))


def b_solved(p, organisation):
    return b_before(p, organisation) & Q(pk__in=a_answers(p, organisation).values("desk"))


# -- the rest --------------------------------------------------------------------------------------
def claimed(p, _=None):
    return p.within("decided_at")


def supervised(p, _=None):
    return p.within("opened_at")


def seated(p, _=None):
    """A member on the last day of the period."""
    day = min(p.last, p.today)
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


def took_part(p, organisation, scope):
    """The set of signers is asked for once, not member by member."""
    whose = (
        {"item__organisation": organisation}
        if scope.level == OWN
        else {"item__organisation__in": below(organisation)}
    )
    signed = Authorship.objects.filter(
        p.within("item__submitted_at"), **whose, member__isnull=False, state=SignerState.SIGNED, remote=False,
        item__kind__in=scope.kinds, item__voided_at=None, via=None,
    ).order_by()  # fmt: skip
    return seated(p) & Q(pk__in=signed.values("member"))


def idle(p, organisation, scope):
    return seated(p) & ~took_part(p, organisation, scope)
