"""The thread of an item as a timeline, in the words of its reader; what was undone never happened for outsiders."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q

from dispatch.items.page import Reader
from dispatch.items.words import in_words_of
from dispatch.models import Assignment
from dispatch.states import DeskState
from suggestions.models import Item
from weijianyi.audit.models import Event
from weijianyi.paging import page

SIZE = 30
NOISE = ("move", "report_progress")  # computed from the desks, or said by the chain of custody

# step: (title, tone, whether the words of the step are shown too). {unit}, {role}, {who}, {successor} are filled in.
AUTHOR_ITEM = {
    "submit": ("提交", "ok", False),
    "send_back": ("提案委请您补充", "wait", True),
    "decline": ("不予受理", "", True),
    "convert": ("转为其他类型", "do", True),
    "merge": ("并入另一件一起办理", "do", True),
    "accept": ("审核通过", "ok", False),
    "pass_on": ("转给其他政协组织", "do", True),
    "withdraw": ("撤回", "", True),
    "ask_withdrawal": ("申请撤回", "wait", True),
    "withdraw_on_paper": ("提案委按书面申请撤回", "", True),
    "ask_withdrawal_on_paper": ("提案委代录撤回申请", "wait", True),
    "grant_withdrawal": ("提案委同意撤回", "", False),
    "refuse_withdrawal": ("提案委不同意撤回，继续办理", "", True),
    "lapse": ("逾期未修改，自动撤回", "", False),
    "conversion_lapsed": ("转件未提交，按不予受理处理", "", False),
    "unmerge": ("恢复单独办理", "do", False),
    "reopen": ("重新办理", "do", True),
    "void": ("作废", "bad", True),
    "edit": ("信息编辑开始编辑", "do", False),
    "adopt": ("采用", "ok", False),
    "unadopt": ("所在期次撤回，回到编辑", "wait", False),
    "forward": ("转单位办理", "do", False),
    "went_to_unit": ("转单位办理", "do", False),
    "was_answered": ("单位已答复", "ok", True),
    "remark": ("信息编辑点评", "do", True),
    "report_up": ("向上报送", "do", False),
    "adopted_above": ("报送被采用", "ok", False),
    "instruct": ("领导作出批示", "ok", False),
    "instructed_above": ("上级领导作出批示", "ok", False),
    "revoke": ("更正：前面的一条结果作废", "", True),
    "taken_further": ("列入成果转化", "do", True),
    "led_to": ("成果转化有了结果", "ok", True),
}
AUTHOR_DESK = {
    "offer": ("交{unit}{role}", "do", False),
    "forward": ("{unit}转交承办单位", "do", False),
    "sign": ("{unit}签收", "do", False),
    "record_contact": ("{unit}与委员沟通", "do", True),
    "correct_contact": ("{unit}更正沟通记录", "do", True),
    "grant_extension": ("{unit}延期答复", "wait", False),
    "grant_return": ("{unit}退办", "wait", False),
    "sign_reply": ("{unit}答复", "ok", False),
    "pass_check": ("{unit}答复", "ok", False),
    "receive": ("{unit}收到", "do", False),
    "bring_result": ("{unit}返回办理结果", "ok", False),
    "rate": ("{who}作出评价", "rate", False),
    "take_back_rating": ("{who}收回评价", "", False),
    "grant_redo": ("提案委同意重办", "wait", True),
    "refuse_redo": ("提案委决定不再重办", "", True),
    "close": ("{unit}办结", "ok", False),
    "lapse": ("期满未表态，办结", "ok", False),
    "excuse": ("评价人回避，办结", "ok", False),
    "reopen": ("{unit}重新办理", "do", False),
}
UNIT_ITEM = ("submit", "dispatch", "withdraw", "withdraw_on_paper", "grant_withdrawal", "reopen", "void")
UNIT_HIDDEN = ("rate", "take_back_rating")  # the verdict is told when the window closes
TONES = {
    "send_back": "wait", "decline": "bad", "void": "bad", "ask_return": "wait", "ask_extension": "wait",
    "sign_reply": "ok", "pass_check": "ok", "rate": "rate", "close": "ok", "lapse": "ok", "undo": "wait",
}  # fmt: skip


def of(item, desks, reader, request):
    """One page (weijianyi.paging) whose rows are ready for ui/timeline.html, newest first."""
    found = page(visible(item, desks, reader), request, ("-pk",), SIZE)
    words = author_words if reader == Reader.AUTHOR else plain_words
    rows = [words(event) for event in found.rows]
    return found, [row | {"title": in_words_of(item, row["title"])} for row in rows]


def visible(item, desks, reader):
    """The events this reader may know of; `desks` are those the reader sees whole."""
    events = Event.objects.filter(thread=item.thread).exclude(step__in=NOISE)
    if reader == Reader.OFFICE:
        return events
    on_item = Q(content_type=ContentType.objects.get_for_model(Item))
    on_desks = Q(content_type=ContentType.objects.get_for_model(Assignment))
    if reader == Reader.AUTHOR:
        answered = Q(step="sign_reply") & ~Q(to_state=DeskState.RELEASED)
        wanted = (on_item & Q(step__in=AUTHOR_ITEM)) | (on_desks & Q(step__in=AUTHOR_DESK) & ~answered)
    else:
        own = on_desks & Q(object_id__in=[d.pk for d in desks])
        wanted = (on_item & Q(step__in=UNIT_ITEM)) | (own & ~Q(step__in=UNIT_HIDDEN))
    return events.filter(wanted, internal=False).exclude(undone())


def undone():
    """Events of an act that was undone: nothing of another act stands between them and the `undo` event."""
    between = Event.objects.filter(
        thread=OuterRef("thread"), pk__gt=OuterRef(OuterRef("pk")), pk__lt=OuterRef("pk")
    ).exclude(act=OuterRef(OuterRef("act")))
    undos = Event.objects.filter(thread=OuterRef("thread"), step="undo", pk__gt=OuterRef("pk"))
    return Exists(undos.filter(~Exists(between)))


def author_words(event):
    known = AUTHOR_ITEM | AUTHOR_DESK if "unit" not in event.data else AUTHOR_DESK
    title, tone, with_words = known.get(event.step, (event.label, "", False))
    facts = {"unit": event.data.get("unit", ""), "role": event.data.get("role", ""), "who": event.actor_label}
    note = event.data.get("reason", "") if event.step == "decline" else ""
    if event.step == "grant_return" and event.data.get("successor"):
        note = f"改由{event.data['successor']}办理"
    return {
        "title": title.format(**facts), "at": event.occurred_at, "who": "", "note": note,
        "text": event.note if with_words else "", "tone": tone, "icon": icon_of(event.step),
    }  # fmt: skip


def plain_words(event):
    """As it was recorded: the step, who took it, for which unit, with what reason and words."""
    facts = [
        event.data[name]
        for name in ("unit", "role", "reason", "successor", "officer", "result_class")
        if event.data.get(name)
    ]
    behalf = event.on_behalf_of if event.on_behalf_of != event.actor_label else ""
    who = f"{event.actor_label}（{behalf}）" if behalf else event.actor_label
    return {
        "title": event.label, "at": event.occurred_at, "who": who, "note": "，".join(facts), "text": event.note,
        "tone": TONES.get(event.step, "do" if not event.internal else ""), "icon": icon_of(event.step),
    }  # fmt: skip


def icon_of(step):
    for noun in (Assignment, *Item.__subclasses__()):
        if (method := noun.steps().get(step)) is not None and method.step.icon:
            return method.step.icon
    return "arrow-back-up" if step == "undo" else ""
