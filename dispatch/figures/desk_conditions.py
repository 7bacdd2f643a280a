"""More conditions on desks: contacts, signatures, verdicts as a whole, last year's B; claims, supervisions, members."""

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
def contacts(p):
    return Contact.objects.filter(desk=OuterRef("pk"), voided_at=None, held_on__lte=p.today)


def desk_in_touch(p, _=None):
    return desk_answered(p) & Q(Exists(contacts(p)))


def desk_face_to_face(p, organisation):
    forms = rulebook.entries(organisation, "contact_form")
    face = some(word.code for word in forms if word.data.get("face_to_face"))
    return desk_answered(p) & Q(Exists(contacts(p).filter(form__code__in=face)))


def last_reply(until=None):
    """The released reply of the desk that counts, as a set of one row."""
    known = {"released_at__isnull": False} | ({"released_at__lte": until} if until else {})
    later = Reply.objects.filter(desk=OuterRef("desk"), round__gt=OuterRef("round"), **known)
    return Reply.objects.filter(~Exists(later), desk=OuterRef("pk"), **known)


def desk_led(p, _=None):
    """Signed by the unit's leader; of a unit without accounts, with a leader's name on the paper."""
    paper = Q(desk__department__paper=True) & ~Q(leader_name="")
    return desk_answered(p) & Q(Exists(last_reply().filter(Q(signed_by__role=Role.UNIT_HEAD) | paper)))


# -- verdicts on the desk as a whole ---------------------------------------------------------------
def verdicts():
    found = Rating.objects.filter(
        dimension=Dimension.RESULT, voided_at=None, authorship__remote=False, reply__desk=OuterRef("pk")
    )
    later = Reply.objects.filter(
        desk=OuterRef("reply__desk"), round__gt=OuterRef("reply__round"), released_at__isnull=False
    )
    return found.filter(~Exists(later))


def desk_rated(p, _=None):
    return desk_answered(p) & Q(Exists(verdicts()))


def desk_satisfied(p, organisation):
    """Everybody who judged the last round found it satisfactory."""
    return desk_rated(p) & ~Q(Exists(verdicts().exclude(counts_as_satisfied(organisation))))


def desk_asked(p, _=None):
    """Its author was asked for a verdict; not where all stood back for reasons of conflict."""
    return desk_answered(p) & Q(released_at__isnull=False, excused_at=None)


# -- last year's B ---------------------------------------------------------------------------------
def class_at(codes, until):
    """The desk's class as it stood then."""
    changes = ClassChange.objects.filter(reply=OuterRef("pk"), occurred_at__lte=until)
    code = Subquery(changes.order_by("-occurred_at", "-pk").values("to_class__code")[:1])
    replies = last_reply(until).annotate(code_then=Coalesce(code, F("result_class__code")))
    return Q(Exists(replies.filter(code_then__in=codes)))


def answered_year_before(p):
    year = p.first.year - 1
    return Q(answered_at__gt=evening(date(year - 1, 12, 31)), answered_at__lte=evening(date(year, 12, 31)))


def b_before(p, organisation):
    """First answered in the calendar year before, class B at its end."""
    until = evening(date(p.first.year - 1, 12, 31))
    return answered_year_before(p) & class_at(of_letter(organisation, "B"), until)


def b_solved(p, organisation):
    return b_before(p, organisation) & class_at(of_letter(organisation, "A"), p.until)


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
