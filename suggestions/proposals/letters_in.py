"""转委员来信: a proposal that is not filed goes to a unit as a member's letter, an inquiry of the office."""

from django.utils import timezone

from suggestions import numbering
from suggestions.conversion import COPIED
from suggestions.models.authorship import Authorship
from suggestions.models.link import ItemLink
from suggestions.review.reviewing import write
from suggestions.states import Kind, LinkKind, Outcome, State
from weijianyi.workflow import after_step


def open_letter(item, event, *, actor, opinion, **facts):
    """The `rows` of the step `to_letter`: the review, the letter ready to be handed out, the link."""
    write(Outcome.CONVERT)(item, event, actor=actor, opinion=opinion)
    year = timezone.localtime(event.occurred_at).year
    letter = type(item)._meta.concrete_model(
        case=item.case, organisation=item.organisation, kind=Kind.INQUIRY, state=State.ACCEPTED,
        submitted_at=item.submitted_at, accepted_at=event.occurred_at, entered_by=actor.post,
        entered_from="委员来信", number_year=year,
        number=numbering.next_number(item.organisation_id, Kind.INQUIRY, year),
        **{name: getattr(item, name) for name in COPIED},
    )  # fmt: skip
    letter.save()
    Authorship.objects.bulk_create(a.copied(letter) for a in item.authorships.all())
    link = ItemLink.objects.by_step(
        item, event, LinkKind.CONVERTED, to_item=letter, organisation=item.organisation, reason=opinion
    )
    for hook in after_step:  # the letter has a holder from the start
        hook(letter, event)
    return link
