"""Letters of a desk: which there are for its kind and role, who may print them, when, and how they are made."""

import io
import zipfile

from django.db.models import Q
from django.urls import reverse

from dispatch import rules
from dispatch.letters import filling as letters
from dispatch.letters.facts import (
    co_opinion,
    feedback_form,
    handover_list,
    proposal_notice,
    reply_letter,
    suggestion,
    urge_notice,
)
from dispatch.models import Assignment, LetterKind
from dispatch.states import ANSWERING, GONE, WITH_UNIT, DeskRole, DeskState
from suggestions import rules as item_rules
from suggestions.states import Kind
from weijianyi.files.names import clean_name
from weijianyi.workflow import Forbidden, NotNow

K = LetterKind
OF_OTHERS = (K.HANDOVER, K.FORM)
TO_UNITS = (K.PROPOSAL_NOTICE, K.HANDOVER_LIST)
TO_AUTHORS = (K.REPLY_LETTER, K.FEEDBACK_FORM)
MISSING = {
    K.REPLY_LETTER: "还没有答复，办理单位送签后才能打印答复函。",
    K.FEEDBACK_FORM: "还没有答复，答复后才能打印征询意见表。",
    K.CO_OPINION: "会办单位还没有提出意见。",
}


def kinds(desk):
    """The letters this desk can have, whoever asks."""
    return (*of_kind(desk), K.URGE_NOTICE) if late(desk) else of_kind(desk)


def late(desk):
    """Whether its unit is late with the answer or the signature."""
    return desk.role != DeskRole.LINK and desk.state in WITH_UNIT and urge_notice.late_clock(desk) is not None


def of_kind(desk):
    if desk.kind != Kind.PROPOSAL:
        return OF_OTHERS
    if desk.state == DeskState.PLANNED:  # only asked: nothing is handed over yet
        return ()
    if desk.role in ANSWERING:
        return (*TO_UNITS, *TO_AUTHORS)
    return (*TO_UNITS, K.CO_OPINION) if desk.role == DeskRole.ASSIST else ()


def find(actor, slug, kind):
    """The desk, or None; the unit that answers finds the opinions of those that assist it."""
    seen = Assignment.objects.visible_to(actor)
    if kind == K.CO_OPINION:
        seen = Assignment.objects.filter(
            Q(pk__in=seen.values("pk")) | Q(serves__in=seen.values("pk")) & ~Q(state=DeskState.PLANNED)
        )
    desk = seen.filter(slug=slug).select_related(
        "item__session", "organisation", "department", "link__organisation", "serves__department"
    ).first()  # fmt: skip
    return desk if desk and kind in kinds(desk) else None


def reader(actor, desk):
    """In which part the actor prints letters of this desk: unit, office, author, lead; or none."""
    if rules.unit_of(actor, desk):
        return "unit"
    if rules.decides(actor, desk):
        return "office"
    if item_rules.wrote(actor, desk.item):
        return "author"
    return "lead" if desk.serves_id and rules.unit_of(actor, desk.serves) else ""


def may(part, kind):
    if part == "author":
        return kind in TO_AUTHORS
    if kind == K.URGE_NOTICE:
        return part == "office"
    return kind == K.CO_OPINION if part == "lead" else bool(part)


def reply_for(part, desk, kind):
    """The reply that is printed: the unit sees what it sent for signature, the office what it checks."""
    if kind == K.CO_OPINION:
        return next((r for r in reversed(list(desk.replies.all())) if r.sent_at and spoken(part, desk)), None)
    reply = desk.current_reply
    early = (part == "unit" and reply and reply.sent_at) or (
        part == "office" and desk.state == DeskState.CHECKING
    )
    return reply if early and kind != K.FEEDBACK_FORM else desk.last_released


def spoken(part, desk):
    """An opinion is the unit's own until it is given."""
    return part == "unit" or desk.state == DeskState.DONE


def links(actor, desk):
    """[{url, label}] of what this reader can print now; `desk` as the pages read it, with its assisting desks."""
    part = reader(actor, desk)
    found = [
        link(desk.slug, kind, desk.unit_short)
        for kind in kinds(desk)
        if may(part, kind) and (kind not in MISSING or reply_for(part, desk, kind))
    ]
    if part == "unit" and desk.kind == Kind.PROPOSAL:
        given = [d for d in desk.assists.all() if d.state == DeskState.DONE]
        found += [link(d.slug, K.CO_OPINION, d.department__short_name) for d in given]
    return found


def link(slug, kind, unit):
    return {"url": reverse("item-letter", args=[slug, kind]), "label": f"{kind.label}（{unit}）"}


def make(actor, desk, kind):
    """(file name, bytes): a Word file, or a zip with one for each proposer."""
    part = reader(actor, desk)
    if not may(part, kind):
        raise Forbidden("这份文书由提案委和承办单位使用。")
    reply = reply_for(part, desk, kind) if desk.kind == Kind.PROPOSAL else None
    if kind in MISSING and reply is None:
        raise NotNow(MISSING[kind], desk)
    if kind in TO_AUTHORS:
        return to_authors(desk, kind, reply, own=item_rules.authorship_of(actor, desk.item))
    if kind == K.HANDOVER_LIST:
        return list_of(actor, desk.department, desk.item.session)
    return file_name(desk, kind), letters.print_out(
        desk.organisation_id, kind, facts_of(part, desk, kind, reply)
    )


def facts_of(part, desk, kind, reply):
    if kind == K.PROPOSAL_NOTICE:
        return proposal_notice.facts(desk)
    if kind == K.CO_OPINION:
        return co_opinion.facts(desk, reply)
    if kind == K.URGE_NOTICE:
        return urge_notice.facts(desk)
    reply = desk.last_released
    if part == "unit" and desk.current_reply and desk.current_reply.sent_at:
        reply = desk.current_reply
    written = suggestion.facts_of(desk) | suggestion.reply_facts(desk, reply)
    return lambda document: written | suggestion.photos(desk, document)


def to_authors(desk, kind, reply, *, own=None):
    """One letter to each proposer; an author gets the own one only."""
    authors = [own] if own else desk.item.signatures
    facts = {K.REPLY_LETTER: reply_letter.facts, K.FEEDBACK_FORM: feedback_form.facts}[kind]
    made = [
        (file_name(desk, kind, a.name), letters.print_out(desk.organisation_id, kind, facts(desk, reply, a)))
        for a in authors
    ]
    return made[0] if len(made) == 1 else (file_name(desk, kind, suffix="zip"), packed(made))


def list_of(actor, department, session):
    """交办清单 of one department, as far as the actor sees its desks."""
    desks = listed(actor, session).filter(department=department)
    facts = handover_list.facts(department.organisation, department, session, list(desks))
    name = clean_name(f"{K.HANDOVER_LIST.label} {department.short_name}", "docx")
    return name, letters.print_out(department.organisation_id, K.HANDOVER_LIST, facts)


def listed(actor, session):
    """Desks on proposals of a session; not what was handed back or only relayed."""
    desks = Assignment.objects.visible_to(actor).filter(item__kind=Kind.PROPOSAL, item__session=session)
    desks = desks.filter(role__in=[*ANSWERING, DeskRole.ASSIST], item__voided_at=None)
    desks = desks.exclude(state__in=[DeskState.PLANNED, *GONE])
    return desks.select_related("item", "department__organisation", "serves__department").prefetch_related(
        "item__authorships", "assists__department"
    )


def lists_of_all(actor, organisation, session):
    """(file name, bytes): the 交办清单 of every department of the session, one file each."""
    desks = {}
    for desk in listed(actor, session).order_by("department_id", "pk"):
        desks.setdefault(desk.department, []).append(desk)
    if not desks:
        raise NotNow("这次会议还没有交办的提案。")
    made = [
        (
            clean_name(f"{K.HANDOVER_LIST.label} {department.short_name}", "docx"),
            letters.print_out(
                organisation.pk,
                K.HANDOVER_LIST,
                handover_list.facts(organisation, department, session, found),
            ),
        )
        for department, found in desks.items()
    ]
    return f"{K.HANDOVER_LIST.label}.zip", packed(made)


def packed(files):
    """A zip of (name, bytes); two of one name stay two."""
    out = io.BytesIO()
    pack(out, files)
    return out.getvalue()


def pack(target, files):
    """The same written to an open file, one document after another."""
    seen = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            seen[name] = seen.get(name, 0) + 1
            stem = name.removesuffix(".docx")
            archive.writestr(name if seen[name] == 1 else f"{stem}（{seen[name]}）.docx", content)


def file_name(desk, kind, whose="", suffix="docx"):
    return clean_name(f"{kind.label} {desk.item.reference} {desk.unit_short} {whose}".rstrip(), suffix)
