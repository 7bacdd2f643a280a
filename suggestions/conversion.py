"""Changing the kind: the source rests, a linked draft of the other kind waits in the author's hands."""

from suggestions.models.authorship import Authorship
from suggestions.models.link import ItemLink
from suggestions.review.reviewing import write
from suggestions.states import LinkKind, Outcome
from weijianyi.clock import deadlines
from weijianyi.workflow import after_step

COPIED = (
    "title", "district", "place", "category_id", "situation", "analysis", "advice", "found_via_id",
    "open_consent", "closed_reason", "wished_unit",
)  # fmt: skip


def convert(item, event, *, actor, kind, opinion="", **facts):
    """The `rows` of the step `convert`: review, draft with the same text and authors, link, its clock."""
    write(Outcome.CONVERT)(item, event, actor=actor, opinion=opinion)
    draft = type(item)._meta.concrete_model(
        case=item.case,
        organisation=item.organisation,
        kind=kind,
        **{name: getattr(item, name) for name in COPIED},
    )
    draft.save()
    link = ItemLink.objects.by_step(
        item, event, LinkKind.CONVERTED, to_item=draft, organisation=item.organisation, reason=opinion
    )
    Authorship.objects.bulk_create(a.copied(draft) for a in item.authorships.all())
    deadlines.start(draft, "conversion_draft", kind=item.kind, at=event.occurred_at)
    for hook in after_step:  # the draft has a holder and a clock from the start
        hook(draft, event)
    return link


def lapse(item, event, *, actor, **facts):
    """The `rows` of the step `conversion_lapsed`: the draft, if it is still there, stands on its own."""
    link = item.links_out.filter(kind=LinkKind.CONVERTED, voided_at=None).select_related("to_item").first()
    if link and link.to_item:
        deadlines.stop(link.to_item, "conversion_draft", at=event.occurred_at)
    if link:
        link.voided_at = event.occurred_at
        link.save(update_fields=["voided_at"])


def conversion_of(item):
    """The link a converted draft came from, or None."""
    return item.links_in.filter(kind=LinkKind.CONVERTED, voided_at=None).select_related("from_item").first()
