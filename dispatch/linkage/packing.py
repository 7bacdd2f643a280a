"""What messages carry: the text offered, the reply returned, the verdict; plain JSON, the same in files."""

from django.utils import timezone

from dispatch.linkage.receiving import TEXTS
from dispatch.states import ANSWERING, DeskRole, DeskState, Dimension
from suggestions.states import SignerState
from weijianyi import rulebook
from weijianyi.files.models import Attachment

WORST_FIRST = "CBA"  # of several units the class that leaves most undone speaks for all
REPLY = ("facts", "measures", "ground", "contact_name", "contact_phone", "leader_name")
HIDDEN = (Attachment.Purpose.MINUTES,)  # between the unit and its office


def offer(item, note):
    """The matter as the receiver reads it before and after receipt."""
    return {name: getattr(item, name) for name in TEXTS} | {
        "kind": item.kind, "note": note, "category": item.category.code if item.category else "",
        "category_label": item.category.label if item.category else "",
        "found_via": item.found_via.code if item.found_via else "", "open_consent": item.open_consent,
        "closed_reason": item.closed_reason, "level": item.organisation.level, "reference": item.reference,
        "number_year": item.number_year, "number": item.number, "submitted_at": iso(item.submitted_at),
        "authors": [author(a) for a in item.authorships.select_related("member") if a.state == SignerState.SIGNED],
        "files": files(Attachment.objects.of(item)),
    }  # fmt: skip


def author(a):
    return {
        "name": a.name, "phone": a.phone, "order": a.order, "signed_at": iso(a.signed_at), "sector": a.sector_name,
        "committee": a.committee_name, "county": a.county_name, "member": a.member_id,
        "user": a.member.user_id if a.member else None,
    }  # fmt: skip


def files(attachments):
    return [
        {"slug": a.slug, "sha256": a.sha256, "name": a.name, "kind": a.kind, "purpose": a.purpose, "size": a.size}
        for a in attachments if a.purpose not in HIDDEN
    ]  # fmt: skip


def result(item):
    """The released reply of every unit that answered, in the words of one reply."""
    replies = [r for desk in answering(item) if (r := desk.last_released) is not None]
    if not replies:
        return None
    first = replies[0]
    found = {name: getattr(first, name) for name in REPLY}
    if len(replies) > 1:
        for name in ("facts", "measures", "ground"):
            found[name] = "\n".join(f"【{unit(r)}】{text}" for r in replies if (text := getattr(r, name)))
    speaks = max(replies, key=weight)
    done_on = max((r.done_on for r in replies if r.done_on), default=None)
    return found | {
        "units": [unit(r) for r in replies], "document": first.number_shown if len(replies) == 1 else "",
        "authority": first.authority if len(replies) == 1 else "",
        "class": speaks.class_now.code if speaks.class_now else "", "letter": letter(speaks),
        "done_on": done_on.isoformat() if done_on else "", "signed_at": iso(max(r.signed_at for r in replies)),
        "files": [f for r in replies for f in files(Attachment.objects.of(r.desk))],
    }  # fmt: skip


def answering(item):
    """The desks whose replies are the item's answer, its own units first."""
    desks = item.desks.filter(
        role__in=[*ANSWERING, DeskRole.LINK], state__in=[DeskState.RELEASED, DeskState.DONE]
    )
    return sorted(
        desks.select_related("department", "link__organisation"), key=lambda d: (d.role == DeskRole.LINK, d.pk)
    )  # fmt: skip


def unit(reply):
    return reply.signed_for or reply.desk.unit_name


def letter(reply):
    return (reply.class_now.data or {}).get("letter", "") if reply.class_now else ""


def weight(reply):
    mark = letter(reply)
    return len(WORST_FIRST) - WORST_FIRST.index(mark) if mark in WORST_FIRST else 0


def class_of(organisation, body):
    """Our own word for the far class: by its code, else by its letter."""
    words = rulebook.entries(organisation, "result_class")
    same = [w for w in words if w.code == body.get("class")]
    alike = [w for w in words if body.get("letter") and w.data.get("letter") == body["letter"]]
    return next(iter(same or alike), None)


def verdict(desk):
    """What every author said of the last reply, and how the desk ended."""
    reply, given = desk.last_released, {}
    rows = reply.ratings.filter(voided_at=None).select_related("authorship") if reply else ()
    for row in rows:
        form = given.setdefault(row.authorship_id, {"name": row.authorship.name, "comment": row.comment})
        form |= {row.dimension: row.grade, "at": iso(row.occurred_at)}
    return {
        "ratings": [form for form in given.values() if Dimension.RESULT in form],
        "lapsed": desk.lapsed_at is not None, "excused": desk.excused_at is not None,
    }  # fmt: skip


def iso(moment):
    return timezone.localtime(moment).isoformat() if moment else ""
