"""提案汇编: which proposals of a session go in, in which order, and the document made of them."""

from dispatch.letters import filling as letters
from dispatch.letters.facts import compilation
from dispatch.models import LetterKind
from members.models import Session
from suggestions.models import Item
from suggestions.states import Kind, State
from weijianyi.files.names import clean_name

MOST = 2000  # proposals written while somebody waits (rulings §10)
FILED = (State.ACCEPTED, State.HANDLING, State.ANSWERED, State.CLOSED)


def sessions(organisation):
    return Session.objects.filter(organisation=organisation)


def chosen(actor, session, *, category=None, only_open=False):
    """Filed proposals of the session, of one field or all; none without a session."""
    if session is None:
        return Item.objects.none()
    items = (
        Item.objects.visible_to(actor).valid().filter(kind=Kind.PROPOSAL, session=session, state__in=FILED)
    )
    items = items.exclude(number=None)
    if category:
        items = items.filter(category=category)
    return items.filter(open_consent=True) if only_open else items


def in_order(items):
    """By field, then by number; read with all a page says, in a constant number of statements."""
    items = items.select_related("category").prefetch_related("authorships", "desks__department")
    return sorted(items, key=place)


def place(item):
    """Proposals without a field come last."""
    field = item.category
    return (field is None, field.order if field else 0, field.pk if field else 0, item.number)


def make(organisation, session, items):
    """(file name, bytes) of the whole document."""
    facts = compilation.facts(organisation, session, in_order(items))
    name = clean_name(f"{LetterKind.COMPILATION.label} {facts['meeting']}", "docx")
    return name, letters.print_out(organisation.pk, LetterKind.COMPILATION, facts)
