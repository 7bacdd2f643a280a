"""Letters about an item that no unit handles: 不予立案告知 for the office and the author."""

from django.urls import reverse

from dispatch.letters import filling as letters
from dispatch.letters.facts import decline_notice
from dispatch.models import LetterKind
from suggestions import rules
from suggestions.models import Item
from suggestions.states import Kind, Outcome, State
from weijianyi.files.names import clean_name
from weijianyi.workflow import Forbidden, NotNow

NOTICE = LetterKind.DECLINE_NOTICE


def find(actor, slug, kind):
    if kind != NOTICE:
        return None
    items = Item.objects.visible_to(actor).filter(slug=slug, kind=Kind.PROPOSAL)
    return items.select_related("organisation", "session").first()


def reads(actor, item):
    return rules.office_of(actor, item) or rules.wrote(actor, item)


def was_declined(item):
    """By a decision with its ground; a conversion nobody handed in has no such letter."""
    return item.state == State.DECLINED and any(r.outcome == Outcome.DECLINE for r in item.reviews.all())


def links(actor, item):
    """[{url, label}] of what this reader can print now."""
    if item.kind != Kind.PROPOSAL or not was_declined(item) or not reads(actor, item):
        return []
    return [{"url": reverse("item-notice", args=[item.slug, NOTICE]), "label": NOTICE.label}]


def make(actor, item):
    if not reads(actor, item):
        raise Forbidden("不予立案告知由提案委和提案人使用。")
    if not was_declined(item):
        raise NotNow("这件提案没有不予立案，不需要告知。", item)
    name = clean_name(f"{NOTICE.label} {item.title}", "docx")
    return name, letters.print_out(item.organisation_id, NOTICE, decline_notice.facts(item))
