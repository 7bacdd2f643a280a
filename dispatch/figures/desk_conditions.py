"""More conditions on desks: contacts, signatures, verdicts as a whole, last year's B; claims, supervisions, members."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from dispatch.figures.bases import superseded
from dispatch.figures.conditions import (
    LATE_STATES,
    counts_as_satisfied,
    desk_answered,
    desk_offered,
    of_letter,
    some,
)
from dispatch.figures.period import evening
from dispatch.models import Contact, HotlineLine, Rating, Reply
from dispatch.models.class_change import ClassChange
from dispatch.states import DeskState, Dimension
from members.states import Role
from suggestions.models import Authorship
from suggestions.states import SignerState
from weijianyi import rulebook


def desk_open(p, _=None):
    return Q(state__in=[*LATE_STATES, DeskState.CHECKING])


def desk_returned(p, _=None):
    return desk_offered(p) & Q(state=DeskState.RETURNED) & p.known("ended_at")


def by_hotline(condition):
    """The same of departments that are a hotline."""
    lines = HotlineLine.objects.values("department")
    return lambda p, organisation=None: condition(p, organisation) & Q(department__in=lines)


# -- contacts and signatures -----------------------------------------------------------------------
# Each set is asked for once, of the desks answered in the period, not row by row.
def contacts(p):
    answered = p.within("desk__answered_at")
    return Contact.objects.filter(answered, voided_at=None, held_on__lte=p.today).order_by()


def desk_in_touch(p, _=None):
    return desk_answered(p) & Q(pk__in=contacts(p).values("desk"))


def desk_face_to_face(p, organisation):
    forms = rulebook.entries(organisation, "contact_form")
    face = some(word.code for word in forms if word.data.get("face_to_face"))
    return desk_answered(p) & Q(pk__in=contacts(p).filter(form__code__in=face).values("desk"))


def last_replies(until=None):
    """Of each desk the released reply that counts, or counted then."""
    known = {"released_at__isnull": False} | ({"released_at__lte": until} if until else {})
    later = Reply.objects.filter(desk=OuterRef("desk"), round__gt=OuterRef("round"), **known)
    found = Reply.objects.filter(**known).order_by()
    return found.exclude(Q(desk__round__gt=F("round")) & Q(Exists(later)))


def desk_led(p, _=None):
    """Signed by the unit's leader; of a unit without accounts, with a leader's name on the paper."""
    paper = Q(desk__department__paper=True) & ~Q(leader_name="")
    led = last_replies().filter(Q(signed_by__role=Role.UNIT_HEAD) | paper, p.within("desk__answered_at"))
    return desk_answered(p) & Q(pk__in=led.values("desk"))


# -- verdicts on the desk as a whole ---------------------------------------------------------------
def verdicts(p):
    answered = p.within("reply__desk__answered_at")
    found = Rating.objects.filter(
        answered, ~superseded(), dimension=Dimension.RESULT, voided_at=None, authorship__remote=False
    )
    return found.order_by()


def desk_rated(p, _=None):
    return desk_answered(p) & Q(pk__in=verdicts(p).values("reply__desk"))


def desk_satisfied(p, organisation):
    """Everybody who judged the last round found it satisfactory."""
    against = verdicts(p).exclude(counts_as_satisfied(organisation))
    return desk_rated(p) & ~Q(pk__in=against.values("reply__desk"))


def desk_asked(p, _=None):
    """Its author was asked for a verdict; not where all stood back for reasons of conflict."""
    return desk_answered(p) & Q(released_at__isnull=False, excused_at=None)


# -- last year's B ---------------------------------------------------------------------------------
def class_at(p, codes, until):
    """The desk's class as it stood then, of the desks answered in the year before."""
    changes = ClassChange.objects.filter(reply=OuterRef("pk"), occurred_at__lte=until)
    code = Subquery(changes.order_by("-occurred_at", "-pk").values("to_class__code")[:1])
    replies = last_replies(until).filter(answered_year_before(p, "desk__"))
    replies = replies.annotate(code_then=Coalesce(code, F("result_class__code"))).filter(code_then__in=codes)
    return Q(pk__in=replies.values("desk"))


def answered_year_before(p, way=""):
    year = p.first.year - 1
    first, last = evening(date(year - 1, 12, 31)), evening(date(year, 12, 31))
    return Q(**{f"{way}answered_at__gt": first, f"{way}answered_at__lte": last})


def b_before(p, organisation):
    """First answered in the calendar year before, class B at its end."""
    until = evening(date(p.first.year - 1, 12, 31))
    return answered_year_before(p) & class_at(p, of_letter(organisation, "B"), until)


def b_solved(p, organisation):
    return b_before(p, organisation) & class_at(p, of_letter(organisation, "A"), p.until)


# -- the rest --------------------------------------------------------------------------------------
def claimed(p, _=None):
    return p.within("decided_at")


def supervised(p, _=None):
    return p.within("opened_at")


def seated(p, _=None):
    """A member on the last day of the period."""
    day = min(p.last, p.today)
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


def took_part(p, _, scope):
    signed = Authorship.objects.filter(
        member=OuterRef("pk"), state=SignerState.SIGNED, remote=False, item__kind__in=scope.kinds,
        item__voided_at=None, via=None,
    )  # fmt: skip
    return seated(p) & Q(Exists(signed.filter(p.within("item__submitted_at"))))


def idle(p, organisation, scope):
    return seated(p) & ~took_part(p, organisation, scope)
