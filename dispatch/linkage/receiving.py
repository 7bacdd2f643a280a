"""What receipt makes: the receiver's own item with the text, the authors as remote copies, the files."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from suggestions.models import Authorship, Item
from suggestions.states import SignerState
from weijianyi import rulebook
from weijianyi.clock import deadlines
from weijianyi.files.models import Attachment
from weijianyi.workflow import SYSTEM_ACTOR, perform

TEXTS = ("title", "short_title", "district", "place", "situation", "analysis", "advice", "wished_unit")


def start_clock(arrival, event, *, actor, **facts):
    arrival.due_on = deadlines.start(arrival, "link_receipt", at=event.occurred_at).due_on
    type(arrival).objects.filter(pk=arrival.pk).update(due_on=arrival.due_on)


def draft_of(arrival):
    """The item in the receiver's hands; the step `arrive` takes it to the review desk."""
    body, organisation = arrival.body, arrival.organisation
    item = Item(
        case=arrival.link.from_item.case, organisation=organisation, kind=body["kind"],
        open_consent=body.get("open_consent"), closed_reason=body.get("closed_reason", ""),
        category=word(organisation, "category", body.get("category")),
        found_via=word(organisation, "found_via", body.get("found_via")),
        **{name: body.get(name, "") for name in TEXTS},
    )  # fmt: skip
    item.save()
    return item


def word(organisation, dictionary, code):
    """The organisation's own entry of that code; None where its list has no such word."""
    try:
        return rulebook.entry(organisation, dictionary, code) if code else None
    except KeyError:
        return None


def take_in(arrival, event, *, actor, **facts):
    """Our end of the link, authors without rights, files; then the item is on the desk."""
    deadlines.stop(arrival, "link_receipt", at=event.occurred_at)
    item, link = arrival.item, arrival.link
    link.to_item = item
    link.save(update_fields=["to_item"])
    Authorship.objects.bulk_create(remote(item, a) for a in arrival.body.get("authors", ()))
    owner = ContentType.objects.get_for_model(Item)
    Attachment.objects.of(arrival).update(content_type=owner, object_id=item.pk)
    item = Item.objects.get(pk=item.pk)
    perform(
        item, "arrive", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at, note=f"转自{arrival.sender}"
    )
    arrival.item = Item.objects.get(pk=item.pk)


def remote(item, author):
    """Name and phone for contact, no rights; the person too where known: nobody decides on the own matter."""
    return Authorship(
        item=item, member_id=author.get("member"), name=author["name"], phone=author.get("phone", ""),
        order=author["order"], remote=True,
        state=SignerState.SIGNED, signed_at=moment(author.get("signed_at")),
        sector_name=author.get("sector", ""), committee_name=author.get("committee", ""),
        county_name=author.get("county", ""),
    )  # fmt: skip


def moment(text):
    return parse_datetime(text) if text else None


def day(text):
    return date.fromisoformat(text) if text else None


def end(arrival, event, *, actor, **facts):
    """Not received: nothing of it runs any more, and its files are put out of sight."""
    deadlines.stop_all(arrival, event.occurred_at, cancelled=True)
    arrival.due_on = None
    type(arrival).objects.filter(pk=arrival.pk).update(due_on=None)
    Attachment.objects.of(arrival).update(voided_at=timezone.now())
