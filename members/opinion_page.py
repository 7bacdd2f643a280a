"""What pages of opinions read beside the rows: what hangs on one, running clocks, the events a reader may know of."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects

from members import opinion_rules
from members.models import Opinion, OpinionAnswer, OpinionVisit
from members.opinion_states import OPEN, TOLD
from members.rules import has_role
from members.states import Role
from weijianyi.audit.models import Event
from weijianyi.clock.models import Deadline
from weijianyi.files.models import Attachment

MADE_BY = {"ask_department", "turn"}


def next_clocks(opinions):
    """{pk: the earliest running clock} in one statement."""
    clocks = Deadline.objects.running().on(Opinion).filter(object_id__in=[o.pk for o in opinions])
    return {clock.object_id: clock for clock in clocks.order_by("-due_on", "-pk")}


def clocks_of(opinion):
    return Deadline.objects.running().of(opinion).order_by("due_on", "pk")


def for_page(rows):
    """With what tells whether there is anything to ask for: a page asks only for what is there."""
    own = Attachment.objects.filter(object_id=OuterRef("pk"), voided_at=None)
    kind = ContentType.objects.get_for_model(Opinion)
    return (
        rows.for_lists()
        .select_related("contact", "organisation", "county")
        .annotate(
            pictured=Exists(own.filter(content_type=kind)),
            answered=Exists(OpinionAnswer.objects.filter(opinion=OuterRef("pk"))),
            looked_at=Exists(OpinionVisit.objects.filter(opinion=OuterRef("pk"))),
        )
    )


def with_rest(actor, opinion):
    """Answers, visits with their files (`visit_files`), own `photos` and `events`; a member's seats are looked up."""
    wanted = []
    if opinion.answered:
        wanted.append(Prefetch("answers", OpinionAnswer.objects.select_related("by__user")))
    if opinion.looked_at:
        visits = OpinionVisit.objects.select_related("by__user", "voided_by__user")
        wanted.append(Prefetch("visits", visits))
    if has_role(actor, Role.MEMBER):
        wanted.append("studio__seats")
    prefetch_related_objects([opinion], *wanted)
    opinion.told = list(opinion.answers.all()) if opinion.answered else []
    opinion.seen = list(opinion.visits.all()) if opinion.looked_at else []
    opinion.photos, opinion.visit_files = files(opinion)
    opinion.events = list(Event.objects.of_thread(opinion.thread))
    return opinion


def files(opinion):
    """(the resident's photos, {visit: [file, …]}) in one statement, in none where nothing hangs on it."""
    held = {visit.pk: [] for visit in opinion.seen}
    if not held and not opinion.pictured:
        return [], held
    own, of_visits = map(ContentType.objects.get_for_model, (Opinion, OpinionVisit))
    rows = Attachment.objects.filter(
        Q(content_type=own, object_id=opinion.pk) | Q(content_type=of_visits, object_id__in=held),
        voided_at=None,
    )
    photos = []
    for file in rows:
        (photos if file.content_type_id == own.pk else held[file.object_id]).append(file)
    return photos, held


def may_void(actor, opinion):
    """Whether the page offers to declare a visit void; the step decides."""
    source = opinion.state in OPEN | TOLD and opinion_rules.works(actor, opinion)
    return source and any(visit.voided_at is None for visit in opinion.seen)


def events(actor, opinion):
    """Who looked at the contact is for those who may look themselves."""
    keeps = opinion_rules.keeps(actor, opinion)
    return [event for event in opinion.events if keeps or not event.internal]


def was_made_into(opinion):
    """Whether anything may hang on it: asked of the events, which the page has read."""
    return any(event.step in MADE_BY for event in opinion.events)
