"""A resident's opinion becomes a member's draft or a question to a department, without who said it."""

from django.db import transaction
from django.utils import timezone

from members.models import OpinionVisit
from members.opinions import words as opinion_words
from members.opinions.states import OpinionState
from suggestions import holding, numbering
from suggestions.states import WITH_AUTHOR, Kind, State
from weijianyi import rulebook
from weijianyi.workflow import SYSTEM_ACTOR, perform

FROM = holding.FROM
KINDS = {"suggestion": Kind.SUGGESTION, "proposal": Kind.PROPOSAL, "report": Kind.REPORT}


def turn(opinion, event, *, actor, into, member, title, **facts):
    """The plan of the opinion's step `turn`: a draft in the member's hands, as if the member had begun it."""
    from suggestions.models import Authorship, Case, OpinionItem  # noqa: PLC0415 -- plans are named before models
    from suggestions.models.item import PROXIES  # noqa: PLC0415

    visits = "；".join(visit.note for visit in opinion.visits.standing())
    situation = opinion_words.without_numbers(opinion.text)
    if visits:
        situation += f"\n经现场核实：{opinion_words.without_numbers(visits)}"
    item = PROXIES[KINDS[str(into)]](
        case=Case.objects.create(), organisation_id=member.organisation_id, kind=KINDS[str(into)], title=title,
        situation=situation, place=opinion.place, found_via=found_via(opinion), entered_from=FROM,
        saved_at=event.occurred_at,
    )  # fmt: skip
    item.save()
    Authorship.objects.create(item=item, member=member, name=member.name, signed_at=event.occurred_at)
    OpinionItem.objects.create(opinion=opinion, item=item, made_by=actor.post, made_at=event.occurred_at)
    holding.settle(item, event.occurred_at)
    return item


def void_quoted(item):
    """The visits whose words stand in the draft and have been declared void since; asked only of a studio's draft."""
    if item is None or item.entered_from != FROM or item.state not in WITH_AUTHOR:
        return []
    rows = OpinionVisit.objects.filter(opinion__made__item=item).exclude(voided_at=None)
    return [visit for visit in rows if opinion_words.quoted(visit, item.situation)]


def found_via(opinion):
    entries = {e.code: e for e in rulebook.entries(opinion.organisation_id, "found_via")}
    return entries.get("studio") or entries.get("resident")


def inquiry_of(opinion, event, *, actor, title, question):
    """An accepted inquiry, ready for the ordinary desk; the caller hands it out."""
    from suggestions.models import Case, InquiryFacts, Item, OpinionItem  # noqa: PLC0415 -- see above

    at = event.occurred_at
    year = timezone.localtime(at).year
    inquiry = Item(
        case=Case.objects.create(), organisation_id=opinion.organisation_id, kind=Kind.INQUIRY, state=State.ACCEPTED,
        submitted_at=at, accepted_at=at, entered_by=actor.post, entered_from=FROM, open_consent=False, title=title,
        situation=opinion_words.without_numbers(question), number_year=year,
        number=numbering.next_number(opinion.organisation_id, Kind.INQUIRY, year),
    )  # fmt: skip
    inquiry.save()
    InquiryFacts.objects.create(item=inquiry)
    OpinionItem.objects.create(
        opinion=opinion, item=inquiry, asked=True, made_by=actor.post, made_at=event.occurred_at
    )
    holding.settle(inquiry, event.occurred_at)
    return Item.objects.get(pk=inquiry.pk)


def open_links(item):
    return item.opinions.filter(ended_at=None).select_related("opinion")


def of_studio(item):
    """Whether a studio asked it for a resident: the studio passes the answer on, not the office."""
    return item.kind == Kind.INQUIRY and item.opinions.filter(asked=True).exists()


@transaction.atomic
def dropped(item, at=None, note=""):
    """The item came to nothing: its opinions are back in the studio's hands."""
    at = at or timezone.now()
    for link in open_links(item):
        link.ended_at = at
        link.save(update_fields=["ended_at"])
        if link.opinion.state in (OpinionState.ASKED, OpinionState.HEARD, OpinionState.TURNED):
            perform(link.opinion, "come_back", actor=SYSTEM_ACTOR, at=at, note=note)
