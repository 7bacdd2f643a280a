"""What pages of opinions read beside the rows: what hangs on one, running clocks, the events a reader may know of."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Q, Value, prefetch_related_objects
from django.db.models.functions import Cast, Concat
from django.http import Http404

from members.models import Opinion, OpinionAnswer, OpinionVisit
from members.opinions import rules as opinion_rules
from members.opinions.states import OPEN, TOLD
from members.rules import has_role
from members.states import Role
from weijianyi.audit.models import Event
from weijianyi.bundling import Children, unpack, with_children
from weijianyi.clock.models import Deadline
from weijianyi.files.models import Attachment

MADE_BY = {"ask_department", "turn"}


def next_clocks(opinions):
    """{pk: the earliest running clock} in one statement."""
    clocks = Deadline.objects.running().on(Opinion).filter(object_id__in=[o.pk for o in opinions])
    return {clock.object_id: clock for clock in clocks.order_by("-due_on", "-pk")}


def hung():
    """The resident's photos and those of the visits."""
    own, of_visits = map(ContentType.objects.get_for_model, (Opinion, OpinionVisit))
    visits = OpinionVisit.objects.filter(opinion=OuterRef(OuterRef("pk"))).values("pk")
    whose = Q(content_type=own, object_id=OuterRef("pk")) | Q(content_type=of_visits, object_id__in=visits)
    return Attachment.objects.filter(whose, voided_at=None)


def children():
    """What hangs on one opinion: it travels with the row, in the same statement."""
    thread = Concat(Value("opinion-"), Cast(OuterRef("pk"), CharField()))
    here, people = {"opinion": OuterRef("pk")}, ("by__user__name",)
    return {
        "told": Children(OpinionAnswer.objects.filter(**here), people),
        "seen": Children(OpinionVisit.objects.filter(**here), (*people, "voided_by__user__name")),
        "hung": Children(hung(), order=("order", "pk")),
        "events": Children(Event.objects.filter(thread=thread)),
        "clocks": Children(Deadline.objects.running().filter(thread=thread), order=("due_on", "pk")),
    }


def find(actor, slug):
    """The opinion with all its rows, or 404; own `photos` and `visit_files` {visit: [file, …]}."""
    rows = children()
    opinions = Opinion.objects.visible_to(actor).filter(slug=slug).for_lists()
    opinion = with_children(opinions.select_related("contact", "organisation", "county"), rows).first()
    if opinion is None:
        raise Http404
    unpack(opinion, rows)
    opinion.photos, opinion.visit_files = files(opinion)
    if has_role(actor, Role.MEMBER):  # whether the member sits there
        prefetch_related_objects([opinion], "studio__seats")
    return opinion


def files(opinion):
    """(the resident's photos, {visit: [file, …]})."""
    photos, held = [], {visit.pk: [] for visit in opinion.seen}
    own = ContentType.objects.get_for_model(Opinion)
    for file in opinion.hung:
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
