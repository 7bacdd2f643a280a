"""The item page and its print view, for everybody who may see the item."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dispatch import rules as rules_of_desk
from dispatch import talks
from dispatch.desks import cards as desk_cards
from dispatch.forms import RatingForm
from dispatch.inquiries import sources_seen
from dispatch.items import page as item_page
from dispatch.items import timeline
from dispatch.items import words as item_words
from dispatch.items.page import Reader
from dispatch.key_proposals import rules as key_rules
from dispatch.key_proposals.candidates import may_be_key
from dispatch.key_proposals.states import KEY_OPEN
from dispatch.ladder import record
from dispatch.letters import of_desks as desk_letters
from dispatch.letters import of_items as item_letters
from dispatch.linkage import pages
from dispatch.states import WITH_UNIT
from members import proof
from members.rules import is_office
from suggestions import rules
from suggestions.claims import rules as claim_rules
from suggestions.claims.states import CLAIM_KNOWN, CLAIM_OPEN, ClaimState
from suggestions.proposals import readings
from suggestions.states import ICONS, UNDER_REVIEW, UNSENT, WITH_AUTHOR, Kind, LinkKind, Outcome, State
from weijianyi.taking import buttons, key_of

# Steps the review desk offers with its own forms; there is one way to them.
AT_THE_DESK = frozenset({"send_back", "decline", "convert", "merge", "accept", "consult", "conclude"})
# Words of a review the author reads; the others are between colleagues.
TOLD = (Outcome.RETURN, Outcome.DECLINE, Outcome.CONVERT, Outcome.MERGE)


@require_safe
def detail(request, slug):
    context = read(request, slug)
    if rules.only_drafts(request.actor, context["item"]):
        return redirect("draft-versions", slug)
    if context["invited"]:
        return redirect("cosign-item", slug)
    found, events = timeline.of(context["item"], context["whole"], context["reader"], request)
    context |= {"events": events, "pager": found, "shows_events": context["reader"] != Reader.PUBLIC}
    ask_rating(request, context["cards"])
    return render(request, "dispatch/item.html", context)


def ask_rating(request, cards):
    """The form of the verdict stands in place; its address shows it alone, and again with what is missing."""
    for card in (card for card in cards if card.rate_url):
        form = RatingForm(subject=card.desk, actor=request.actor, auto_id=f"id_{card.desk.slug}_%s")
        card.rating = {"form": form, "asked": proof.ask(request), "key": key_of(request)}


@require_safe
def printed(request, slug):
    return render(request, "dispatch/item_print.html", read(request, slug))


def read(request, slug):
    """Everything both pages say, in the words of the reader."""
    actor = request.actor
    item = item_page.find(actor, slug)
    reader = item_page.reader_of(actor, item)
    desks = item_page.desks_of(item)
    if reader not in (Reader.AUTHOR, Reader.OFFICE):
        item_page.hush(item, desks)
    files = item_page.files_of(item, desks)
    cards, former = desk_cards.cards(item, desks, files, reader, actor)
    clock = item_page.next_clock(item.clocks)
    reads, told = rules.reads_text(actor, item), reviews(item, reader)
    return {
        "item": item, "reader": reader, "reads": reads, "is_author": reader == Reader.AUTHOR,
        "is_office": reader == Reader.OFFICE, "cards": cards, "former": former, "clock": clock,
        "whole": [d for d in desks if item_page.sees_whole(actor, reader, d)],
        "label": item_words.label(item, cards, reader), "status": item_words.status(item, cards, clock, reader),
        "next": item_words.next_sentence(item, cards, clock, reader), "stages": item_words.stages(item, clock),
        "files": files.get(("item", item.pk), []) if reads else [],
        "divided": [r for r in item.requests.all() if r.set_by_id] if reads else [],
        "rewritten": rewritten(item, reader) if reads else [],
        "authors": [a for a in item.authorships.all() if a.state == "signed"],
        "invited": rules.is_invited(actor, item), "operator": item.operator or "",
        "reviews": [r for r in told if r.outcome != Outcome.READ],
        "readings": [r for r in told if r.outcome == Outcome.READ], "pending": pending(item, actor, reader),
        "links": links(item), "letters": letters(item, cards, actor),
        "custody": pages.custody(item) if reader in (Reader.AUTHOR, Reader.OFFICE) else [],
        "holder": item_words.holder(item, cards, reader),
        "icon": ICONS.get(item.state, ""), "call": call(cards, reader),
        "back": reverse("item-list") if reader == Reader.AUTHOR else "/",
        "reads_reminders": record.reads(actor) and item.submitted_at is not None,
        "returned": sum(d.state == "returned" for d in desks),
        **keyed(item, desks, cards, reader, actor), **cared(item, actor), **actions(item, cards, reader, actor),
    }  # fmt: skip


def rewritten(item, reader):
    """What the readings made of the text, for who wrote it and for the office."""
    return readings.rewritten(item, item.as_written) if reader in (Reader.AUTHOR, Reader.OFFICE) else []


def keyed(item, desks, cards, reader, actor):
    """What the side of a proposal says of its care: key proposal, meetings, and what may be added."""
    if item.kind != Kind.PROPOSAL:
        return {"keys": [], "meetings": [], "may_meet": False, "may_nominate": False, "talk_due": False}
    office, keys = key_rules.office_of(actor, item), list(item.keys.all())
    answers = any(d.state in WITH_UNIT and rules_of_desk.answers(actor, d) for d in desks if d.department_id)
    nominated = any(key.state in KEY_OPEN for key in keys)
    return {
        "keys": keys, "meetings": list(item.meetings.all()),
        "may_meet": item.dispatched_at is not None and (office or answers),
        "talk_due": talks.is_due(item, cards, reader) and key_rules.records_meetings(actor, item),
        "may_nominate": office and may_be_key(item) and not nominated,
    }  # fmt: skip


def cared(item, actor):
    """Who leads the item beside its unit, what was put under supervision, and what may be added."""
    mine = {claim.pk for claim in item.own_claims}
    claims = [c for c in item.claims.all() if c.state in CLAIM_KNOWN or c.pk in mine]
    taken = any(c.state == ClaimState.ACTIVE for c in claims)
    open_to_all = claim_rules.claimable(item) and not taken
    asked = any(c.state in CLAIM_OPEN and claim_rules.leads(actor, c) for c in claims)
    return {
        "claims": [(c, c.pk in mine) for c in claims], "supervised": item.supervised,
        "may_claim": open_to_all and not asked and claim_rules.applies(actor, item),
        "may_invite": open_to_all and claim_rules.invites(actor, item),
    }  # fmt: skip


def reviews(item, reader):
    """The office's words, newest first."""
    if reader not in (Reader.AUTHOR, Reader.OFFICE):
        return []
    told = [r for r in item.reviews.all() if r.opinion and (reader == Reader.OFFICE or r.outcome in TOLD)]
    return told[::-1]


def pending(item, actor, reader):
    """The step that waits for a second person, for the office's eyes."""
    return item.pending[0] if item.pending and reader == Reader.OFFICE and is_office(actor) else None


LINK_WORDS = {
    "converted": ("转为", "由另一件转来"), "merged": ("并入", "并入本件"), "passed_up": ("上报", "下级上报"),
    "passed_down": ("下转", "上级下转"), "followed_up": ("转办", "由此转办"), "reported_up": ("报送", "下级报送"),
}  # fmt: skip


def links(item):
    """Both directions: word, title, other organisation, and the address where the reader may open it."""
    found = []
    for rows, end, side in ((item.links_out.all(), "to_item", 0), (item.links_in.all(), "from_item", 1)):
        for row in filter(sources_seen, rows):
            slug = getattr(row, f"{end}__slug")
            found.append(
                {
                    "word": LINK_WORDS[row.kind][side],
                    "title": title_of(row, end),
                    "url": reverse("item-detail", args=[slug]) if slug and row.seen else "",
                    "at": row.offered_at,
                    "reason": row.reason,
                }
            )
    return found


def title_of(row, end):
    """Where the reader may not open the other item: its title if it is open to all, else no more than its kind."""
    kind, state = getattr(row, f"{end}__kind"), getattr(row, f"{end}__state")
    is_open = getattr(row, f"{end}__open_consent") and kind != Kind.REPORT and state not in UNSENT
    if row.seen or is_open:
        return getattr(row, f"{end}__title") or "（未写标题）"
    return f"一件{Kind(kind).label}" if kind else row.organisation__short_name


def call(cards, reader):
    """(name, phone) the author may ring: who handles it, once somebody does."""
    return next((c.contact for c in cards if c.contact), None) if reader == Reader.AUTHOR else None


def letters(item, cards, actor):
    """Word letters this reader may print now."""
    found = [link for c in cards if c.whole for link in desk_letters.links(actor, c.desk)]
    return found + item_letters.links(actor, item)


def actions(item, cards, reader, actor):
    """One primary act and the others: {primary, steps}."""
    steps = [] if item.pending else [b for b in buttons(item, actor, "item") if not b["why"]]
    if item.state in UNDER_REVIEW and is_office(actor):
        steps = [b for b in steps if b["name"] not in AT_THE_DESK]
    primary = primary_of(item, cards, reader, actor)
    if primary is None and (
        main := next((b for b in steps if b["name"] in ("dispatch", "grant_withdrawal", "pass_back")), None)
    ):
        primary = main
        steps = [b for b in steps if b is not main]
    return {"primary": primary, "steps": [b | {"tone": b["tone"].replace("p", "")} for b in steps]}


def primary_of(item, cards, reader, actor):
    if reader == Reader.AUTHOR:
        return author_primary(item, cards, actor)
    if reader == Reader.UNIT:
        card = next((c for c in cards if c.whole and c.is_open), None) or next(
            (c for c in cards if c.whole), None
        )
        return (
            act("去办理" if card.is_open else "看办理页", card.desk_url, "clipboard-check") if card else None
        )
    if item.state in WITH_AUTHOR and rules.enters_for_members(actor, item) and item.voided_at is None:
        return act("接着代录", reverse("item-edit", args=[item.slug]), "pencil")
    if item.state in UNDER_REVIEW and is_office(actor) and item.voided_at is None and not item.pending:
        return act("去审核", reverse("review-item", args=[item.slug]), "clipboard-check")
    return None


def author_primary(item, cards, actor):
    rate = next((c for c in cards if c.rate_url), None)
    if rate:
        return act("作评价", f"#rate-{rate.desk.slug}", "star")
    if item.state in WITH_AUTHOR and rules.edits(actor, item) and item.voided_at is None:
        word = (
            "补充后重新提交" if item.state == State.RETURNED else "接着写" if item.state in UNSENT else "修改"
        )
        return act(word, reverse("item-edit", args=[item.slug]), "pencil")
    return went_on(item)


def went_on(item):
    """Converted or merged: the draft that waits for its author, or the item it is handled with."""
    for row in (row for row in item.links_out.all() if row.seen):
        if row.kind == LinkKind.CONVERTED and row.to_item__state == State.DRAFT:
            return act("核对新稿", reverse("item-edit", args=[row.to_item__slug]), "pencil")
        if row.kind in (LinkKind.CONVERTED, LinkKind.MERGED) and item.state == State.PASSED_ON:
            return act("看现在办理的那一件", reverse("item-detail", args=[row.to_item__slug]), "link")
    return None


def act(label, url, icon):
    return {"label": label, "url": url, "icon": icon}
