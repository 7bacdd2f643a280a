"""What the page of one desk shows, read in four statements: the desk with its rows, its authors, files, neighbours."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, Q, Subquery
from django.http import Http404

from dispatch import rules
from dispatch.desks import classes, lettering, planning, reply_checks
from dispatch.desks import rows as desk_rows
from dispatch.desks import words as desk_words
from dispatch.forms.paged import opinion_step, sign_step
from dispatch.items.timeline import TONES, icon_of
from dispatch.ladder import record
from dispatch.letters import of_desks as desk_letters
from dispatch.models import Assignment, Contact, Rating, Reply
from dispatch.models.class_change import class_now
from dispatch.states import FINISHED, ICONS, WITH_UNIT, Decision, DeskRole, DeskState, Dimension
from members.rules import has_desks, is_unit
from suggestions.models import Authorship, Item
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.bundling import unpack, with_children
from weijianyi.files.models import Attachment
from weijianyi.workflow import offers

D = DeskState
ON_PAGE = frozenset(
    {
        "sign",
        "forward",
        "record_contact",
        "send_for_signature",
        "give_opinion",
        "send_opinion",
        "sign_opinion",
        "sign_reply",
        "give_back_draft",
    }
)
TROUBLE = {
    "ask_return": "不是本单位职责，申请退回",
    "ask_extension": "申请延期（须在到期前）",
    "pass_inside": "转给科室或同事",
}
EVENTS, NEIGHBOURS = 30, 5
PLANNED_IN = (D.WORKING, D.SIGNING, D.CHECKING, *FINISHED)


def find(actor, slug):
    """The desk with everything its page needs, or 404."""
    siblings = Assignment.objects.filter(item=OuterRef("item"), state=D.RETURNED).order_by().values("item")
    desks = (
        Assignment.objects.visible_to(actor)
        .filter(slug=slug)
        .for_lists()
        .select_related("item__category", "item__found_via", "serves__department", "link__organisation")
        .annotate(
            returns_found=Subquery(siblings.annotate(n=Count("pk")).values("n"), output_field=IntegerField()),
            given_back=Subquery(
                Event.objects.filter(
                    content_type=ContentType.objects.get_for_model(Assignment),
                    object_id=OuterRef("pk"),
                    step__in=["give_back_draft", "fail_check"],
                )
                .order_by("-pk")
                .values("note")[:1]
            ),
        )
        .prefetch_related(authors("item__authorships"))
    )
    rows = desk_rows.children()
    desk = with_children(desks, rows).first()
    if desk is None:
        raise Http404
    desk_rows.unpacked(desk, rows)
    desk.returns = desk.returns_found or 0
    return desk


def authors(path):
    return Prefetch(path, Authorship.objects.select_related("member"))


def replies_with_results():
    """Replies with the class that counts and, as `verdicts`, the grades of the result."""
    results = Rating.objects.filter(voided_at=None, dimension=Dimension.RESULT)
    replies = Reply.objects.annotate(result_now=class_now("label"), result_own=F("result_class__label"))
    return Prefetch("replies", replies.prefetch_related(Prefetch("ratings", results, to_attr="verdicts")))


def mode(actor, desk):
    """What this reader does here: answer beforehand, sign, write, give an opinion, sign off, pass on, or read."""
    if desk.role == DeskRole.RELAY:
        return "relay" if desk.state == D.OFFERED and rules.relays(actor, desk) else "read"
    if not rules.unit_of(actor, desk):
        return "read"
    if desk.state == D.PLANNED:
        return "asked"
    if desk.state == D.OFFERED:
        return "offered"
    if desk.state == D.WORKING:
        return "opinion" if desk.role == DeskRole.ASSIST else "write"
    if desk.state == D.SIGNING and rules.signs_for_unit(actor, desk):
        return "sign"
    return "read"


def files_of(desk):
    """(files of the desk, files of the item) in one statement; photos of a contact go to the contact."""
    contact = ContentType.objects.get_for_model(Contact)
    made = {c.pk: c for c in desk.contacts.all()}
    of_desk = Q(content_type=ContentType.objects.get_for_model(Assignment), object_id=desk.pk)
    of_item = Q(content_type=ContentType.objects.get_for_model(Item), object_id=desk.item_id)
    of_contact = Q(content_type=contact, object_id__in=list(made))
    found = list(Attachment.objects.filter(of_desk | of_item | of_contact, voided_at=None))
    for row in made.values():
        row.photos = [f for f in found if f.content_type_id == contact.pk and f.object_id == row.pk]
    found = [f for f in found if f.content_type_id != contact.pk]
    kind = ContentType.objects.get_for_model(Assignment).pk
    return [f for f in found if f.content_type_id == kind], [f for f in found if f.content_type_id != kind]


def helpers(desk):
    """The assisting units of a lead desk: who has answered, who is missing."""
    said = {opinion.desk_id: opinion for opinion in desk.opinions}
    return [
        {
            "desk": d,
            "unit": d.department__short_name,
            "opinion": said.get(d.pk),
            "waived": d.end_reason if d.state == D.CANCELLED else "",
            "missing": d.state not in (D.DONE, D.CANCELLED, D.RETURNED),
        }
        for d in desk.assists.all()
        if d.state != D.RETURNED
    ]


def rounds(actor, desk):
    """Replies this reader may read, with the verdicts this reader may know of, newest first."""
    unit, decides = is_unit(actor) or rules.unit_of(actor, desk), rules.decides(actor, desk)
    granted = {r.round: r for r in desk.redos.all() if r.decision == Decision.GRANTED and not r.voided_at}
    found = []
    for reply in reversed(list(desk.replies.all())):
        at_check = desk.state == D.CHECKING and reply.round == desk.round and decides
        if not (reply.released_at or at_check or (unit and reply.sent_at)):
            continue
        if reply.round == desk.round and desk.state in (D.OFFERED, D.WORKING):
            continue  # a draft, perhaps once sent and given back
        known = not unit or desk.state == D.DONE or reply.round in granted
        found.append(
            {
                "reply": reply,
                "result": classes.shown(reply, desk.organisation_id),
                "ratings": [r for r in desk.ratings if r.reply_id == reply.pk] if known else [],
                "redo": granted.get(reply.round),
            }
        )
    return found


def trouble(desk, actor):
    """The ways out of trouble on the side of the page, switched off with their reason."""
    found = [(o, why) for o, why in offers(desk, actor) if o.name in TROUBLE]
    order = list(TROUBLE)
    found.sort(key=lambda pair: order.index(pair[0].name))
    return [
        {
            "name": o.name,
            "label": TROUBLE[o.name],
            "icon": o.icon,
            "why": why,
            "url": f"/steps/desk/{desk.slug}/{o.name}/",
        }
        for o, why in found
    ]


def neighbours(actor, desk):
    """The unit's next tasks beside this one."""
    rows = {"clocks": desk_rows.running_clocks("handle")}
    desks = with_children(Assignment.objects.visible_to(actor).filter(state__in=WITH_UNIT), rows)
    found = [unpack(d, rows) for d in desks.select_related("item").order_by("due_on", "pk")[:NEIGHBOURS]]
    if desk.state in WITH_UNIT and desk not in found:
        found[NEIGHBOURS - 1 :] = [desk]
    return [{"desk": d, "chip": desk_words.chip(d.clock("handle")), "current": d == desk} for d in found]


def timeline(actor, desk):
    """The desk's own events, newest first; a unit learns of a verdict when the desk is done or redone."""
    events = Event.objects.filter(
        content_type=ContentType.objects.get_for_model(Assignment), object_id=desk.pk
    ).order_by("-pk")
    if is_unit(actor):
        hidden = () if desk.state == D.DONE else ("rate", "take_back_rating")
        events = events.filter(internal=False).exclude(step__in=hidden)
    return [
        {"title": e.label, "at": e.occurred_at, "who": e.actor_label, "note": e.data.get("reason", ""),
         "text": e.note, "tone": TONES.get(e.step, "do"), "icon": icon_of(e.step)}
        for e in events[:EVENTS]
    ]  # fmt: skip


def shows_timeline(actor, desk):
    return desk.state in FINISHED or not (is_unit(actor) or desk.role == DeskRole.RELAY)


def office_steps(actor, desk):
    """Decisions of the office or the supervisor, each on its own page; those nobody asked for are left out."""
    if is_unit(actor):
        return []
    asked = desk.open_redo is not None
    return [
        {"label": o.label, "url": f"/steps/desk/{desk.slug}/{o.name}/", "tone": o.tone, "icon": o.icon,
         "why": why, "help": o.help}
        for o, why in offers(desk, actor)
        if o.name not in ON_PAGE and o.name not in TROUBLE and (asked or not why)
    ]  # fmt: skip


def remarks(desk, shown):
    """What the wording check says of the draft, to whoever writes or signs it."""
    looks = shown in ("write", "sign") and desk.owes_answer
    return reply_checks.findings(desk, desk.current_reply) if looks else []


def facts(actor, desk):
    """The page's context apart from its forms."""
    files, originals = files_of(desk)
    ways, assisting = trouble(desk, actor), helpers(desk)
    side = [] if shows_timeline(actor, desk) else neighbours(actor, desk)
    begun, shown = desk.state != D.PLANNED, mode(actor, desk)
    extend = [way["url"] for way in ways if way["name"] == "ask_extension" and not way["why"]]
    return {
        "desk": desk, "item": desk.item, "mode": shown, "icon": ICONS.get(desk.state, ""),
        "due": desk_words.due_bar(desk, *extend), "notes": desk_words.notes(desk),
        "after": desk_words.what_follows(desk), "files": files, "originals": originals,
        "authors": desk.item.signatures, "stages": desk_words.stages(desk) if desk.owes_answer and begun else [],
        "helpers": assisting if begun else [], "waiting": "、".join(h["unit"] for h in assisting if h["missing"]),
        "rounds": rounds(actor, desk), "trouble": ways, "steps": office_steps(actor, desk), "side": side,
        "events": [] if side else timeline(actor, desk), "draft": desk.current_reply,
        "handback": desk.clock("handback") if desk.round == 1 else None,
        "templates": rulebook.entries(desk.organisation_id, "reply_template"),
        "letters": desk_letters.links(actor, desk),
        "unit_side": has_desks(actor), "scan_counts": lettering.scan_counts(desk),
        "opinion_step": opinion_step(desk), "sign_step": sign_step(desk),
        "lacking": planning.lacking(desk) if desk.state == D.WORKING and desk.owes_answer else [],
        "findings": remarks(desk, shown),
        "plans": planning.wanted(desk) and desk.owes_answer and desk.state in PLANNED_IN,
        "reads_reminders": record.reads(actor) and begun,
        "answer": None if begun else getattr(desk, "pre_answer", None),
    }  # fmt: skip
