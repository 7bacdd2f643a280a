"""待决定 by tab and 提醒记录 of one matter as workbooks."""

from django.db.models import CharField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from dispatch.exporting.more import OF_ITEM, day, own, plain
from dispatch.handouts import rows as handouts
from dispatch.ladder import record
from dispatch.ladder.states import Sending
from dispatch.ledgers.columns import Column, label_of
from dispatch.models import Assignment, Extension, Handback, Redo
from members.rules import is_office
from members.states import Role
from suggestions.models import Item
from weijianyi.notices.models import Channel, Notice, State


def either(unit, text):
    return unit or text


# -- 待决定 ----------------------------------------------------------------------------------------
UNIT = own("unit", "单位", "desk__department__name", width=24)
ASKED = day("asked", "提出", "asked_at")
BY = own("by", "提出的人", "asked_by__user__name")
TABS = {
    "returns": (
        Handback, UNIT, BY, ASKED, own("reason", "理由", "reason__label", width=20),
        own("note", "说明", "note", width=44),
        own("proposed", "建议由谁办理", "proposed__name", "proposed_text", show=either, width=24),
    ),
    "extensions": (
        Extension, UNIT, BY, ASKED, day("old", "原期限", "old_due"), day("until", "申请延至", "until"),
        own("reason", "理由", "reason", width=44),
    ),
    "redos": (
        Redo, UNIT, own("by", "提出的人", "asked_by__name", show=lambda name: name or "提案委"), ASKED,
        own("round", "轮次", "round", width=8), own("reason", "理由", "reason", width=44),
    ),
}  # fmt: skip
OF_ITEMS = {
    "withdrawals": (day("asked", "提出", "withdrawal_asked_at"), own("reason", "理由", "withdrawal_reason", width=44)),
    "accepted": (day("accepted", "受理", "accepted_at"), own("holder", "现在由谁办理", "holder", width=22)),
}  # fmt: skip


def of_decisions(actor, params):
    """As on the page: what waits in the tab of the address, for whoever decides there."""
    tab = params.get("tab")
    if tab in OF_ITEMS and is_office(actor):
        condition = handouts.wants_back() if tab == "withdrawals" else handouts.to_hand_out()
        found = Item.objects.visible_to(actor).filter(condition)
        return plain(found, (*OF_ITEM, *OF_ITEMS[tab]), "", ("pk",), said(handouts.OF_ITEMS[tab]))
    tab = tab if tab in TABS else "returns"
    model, *columns = TABS[tab]
    found = handouts.asked(model, Assignment.objects.visible_to(actor))
    found = found.filter(voided_at=None) if model is Redo else found
    return plain(
        found, (*OF_ITEM, *columns), "desk__item__", ("asked_at", "pk"), said(handouts.REQUESTS[tab])
    )


def said(label):
    return [("范围", f"等本人所在单位决定的“{label}”一栏。")]


# -- 提醒记录 --------------------------------------------------------------------------------------
def matter(actor, params):
    """(item, desk or None) the address names, or 404."""
    model = Assignment if params.get("desk") else Item
    slug = params.get("desk") or params.get("item") or ""
    found = model.objects.visible_to(actor).filter(slug=slug).first()
    if found is None:
        raise Http404
    return (found.item, found) if model is Assignment else (found, None)


def page_of_reminders(params):
    name = "desk" if params.get("desk") else "item"
    slug = params.get(name, "")
    return reverse(f"{name}-reminders", args=[slug]) if slug else reverse("inbox")


def minute(at):
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def outcome(state, sent_at, error):
    """What became of it on one channel, as the page says it."""
    words = [str(State(state).label), minute(sent_at) or error] if state else []
    return " ".join(word for word in words if word)


def key(kind, name, channel):
    """The key a reminder's notice on that channel was written under."""
    parts = [Value(f"{kind}:"), text(name), Value(":"), text("user_id"), Value(f":{channel}")]
    return Concat(*parts, output_field=CharField())


def text(name):
    return Cast(OuterRef(name), CharField())


def through(channel):
    notices = Notice.objects.filter(
        Q(event=OuterRef("event"), user=OuterRef("user"))
        | Q(key=key("reminder", "pk", channel))
        | Q(key=key("digest", "digest_id", channel)),
        channel=channel,
    ).order_by("-pk")
    names = ("state", "sent_at", "last_error")
    return Column(
        channel, channel.label, lambda prefix: tuple(Subquery(notices.values(n)[:1]) for n in names), outcome, 26
    )  # fmt: skip


REMINDERS = (
    Column("number", "时间", lambda prefix: (F("moment"),), minute, 18),
    own("title", "提醒", "rung__label", width=24), own("unit", "单位", "desk__department__name", width=20),
    own("who", "提醒谁", "user__name", show=lambda name: name or "督办建议"),
    own("role", "岗位", "post__role", show=label_of(Role), width=18),
    *(through(channel) for channel in Channel),
    own("state", "状态", "state", show=label_of(Sending), width=26), own("note", "说明", "note", width=30),
)  # fmt: skip


def of_reminders(actor, params):
    item, desk = matter(actor, params)
    found = record.lines_of(actor, item=item, desk=desk)
    unit = f"（{desk.unit_name}）" if desk else ""
    return plain(
        found, REMINDERS, "", ("-moment", "-pk"), [("范围", f"{item.reference} {item}{unit}的提醒记录。")]
    )
