"""Which inquiries of reports somebody sees, how many stand where, and what a page shows of each with its replies."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from members.states import Role
from suggestions import stages
from suggestions.models import Inquiry, ItemLink
from suggestions.states import LinkKind, State, state_word

S = State
TABS = {S.ACCEPTED: "待交办", S.HANDLING: "办理中", S.ANSWERED: "待转告", S.CLOSED: "办结"}
ASKED = ("lead", "sole", "split")  # roles of desks that answer; names of dispatch.states, above this layer


def inquiries(actor):
    """Those made of reports; letters are the office's."""
    return Inquiry.objects.visible_to(actor).valid().filter(entered_by__role=Role.EDITOR)


def tallies(found):
    return found.aggregate(**{tab.value: Count("pk", filter=Q(state=tab)) for tab in TABS})


def narrowed(found, words):
    if words.isdecimal() and len(words) < 9:
        return found.filter(number=int(words))
    return found.filter(title__icontains=words) if words else found


def for_rows(found):
    sources = ItemLink.objects.filter(kind=LinkKind.FOLLOWED_UP, voided_at=None).select_related("from_item")
    return stages.with_unit(found).prefetch_related(Prefetch("links_in", sources, to_attr="sources"))


@dataclass(frozen=True)
class Answer:
    """One unit's part of an inquiry."""

    unit: str
    state: str
    due: object
    reply: object  # the last released one, or None


@dataclass(frozen=True)
class Shown:
    inquiry: object
    word: str
    answers: list
    told: object  # InquiryFacts once passed on, or None


def shown(inquiry):
    """What pages of reports and issues say of it; the caller has prefetched `WITH`."""
    desks = [
        d
        for d in inquiry.desks.all()
        if d.role in ASKED and d.state not in ("planned", "returned", "cancelled")
    ]
    answers = [Answer(d.unit_name, d.get_state_display(), d.due_on, d.last_released) for d in desks]
    facts = getattr(inquiry, "inquiry_facts", None)
    told = facts if facts and facts.told_at else None
    return Shown(inquiry, state_word(inquiry.kind, inquiry.state), answers, told)


WITH = ("desks__department", "desks__replies__result_class")


def of_report(report):
    """Everything asked because of this report, newest first."""
    links = report.links_out.filter(kind=LinkKind.FOLLOWED_UP, voided_at=None).values("to_item")
    return shown_all(Inquiry.objects.filter(pk__in=links))


def of_brief(brief):
    return shown_all(Inquiry.objects.filter(inquiry_facts__brief=brief))


def shown_all(rows):
    rows = rows.valid().select_related("inquiry_facts").prefetch_related(*WITH)
    return [shown(inquiry) for inquiry in rows.order_by("-pk")]
