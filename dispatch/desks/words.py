"""A desk in words: what its clock says, what was asked and decided, what follows."""

from django.utils import timezone

from dispatch.states import WITH_UNIT, Decision, DeskRole, DeskState, Stage
from members.models import Post
from members.states import Role
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.lights import Light, light
from weijianyi.clock.templatetags.clock import cn_date, in_words

D = DeskState
STAGE_HINTS = {
    Stage.BEFORE: "动手之前先联系一次，问清情况和期望",
    Stage.DURING: "办理当中有进展，与委员通个气",
    Stage.AFTER: "答复前再联系一次，填写时间和方式",
}


def due_bar(desk, extend_url="", now=None):
    """Context of ui/deadline.html for the answer's clock, or None when nothing runs."""
    clock = desk.clock("handle")
    if clock is None:
        return None
    now = now or timezone.now()
    words, calendar = in_words(clock, now), calendar_for(clock.organisation_id)
    today, started = timezone.localdate(now), timezone.localdate(clock.started_at)
    total = calendar.workdays_between(started, clock.due_on)
    used = min(max(calendar.workdays_between(started, today), 0), total)
    top = chip(clock, now)
    left, _, _ = top["top"].partition(" ")
    what = (
        "前转交"
        if desk.role == DeskRole.RELAY
        else "前提出意见"
        if desk.role == DeskRole.ASSIST
        else "前答复"
    )
    return {
        "left": left,
        "unit": {"天": "个工作日"}.get(top["top"].partition(" ")[2], top["bottom"]),
        "text": f"{cn_date(clock.due_on)} {words['closing']} {what}{'，已超期' if top['tone'] == 'bad' else ''}",
        "tone": top["tone"],
        "used": used,
        "total": total,
        "slug": clock.slug,
        "provisional": words["provisional"],
        "action_url": extend_url,
    }


def chip(clock, now=None):
    """Context of ui/left.html: working days left or over, in words."""
    if clock is None:
        return {"top": "—", "bottom": "未计时", "tone": "mute"}
    now = now or timezone.now()
    today, calendar = timezone.localdate(now), calendar_for(clock.organisation_id)
    colour = light(clock, today, calendar, now)
    days = calendar.workdays_between(today, clock.due_on)
    if colour == Light.GREY:
        return {"top": "暂停", "bottom": "计时", "tone": "mute"}
    if colour == Light.RED:
        return {"top": f"{-days} 天" if days < 0 else "今天", "bottom": "已超期", "tone": "bad"}
    if colour == Light.ORANGE:
        return {"top": "今天", "bottom": "到期", "tone": "wait"}
    return {"top": f"{days} 天", "bottom": "剩余", "tone": "wait" if colour == Light.YELLOW else ""}


def stages(desk):
    """The contacts of this round by stage, with what to do where none is recorded."""
    made = [c for c in desk.contacts.all() if c.round == desk.round]
    return [
        {
            "value": s.value,
            "label": s.label,
            "hint": STAGE_HINTS[s],
            "contacts": [c for c in made if c.stage == s],
        }
        for s in Stage
    ]


def notes(desk):
    """[(tone, sentence)]: what was asked and decided, as far as it still matters."""
    found = []
    if (asked := desk.open_handback) is not None:
        found.append(
            ("wait", f"已申请退办（{asked.reason__label}），{decider(desk)}；决定之前期限照常计算。")
        )
    elif past := [h for h in desk.handbacks.all() if h.decision == Decision.REFUSED]:
        found.append(("", f"退办申请未获同意：{past[-1].opinion}"))
    if (asked := desk.open_extension) is not None:
        found.append(("wait", f"已申请延期到{cn_date(asked.until)}，等待决定；决定之前按原期限办理。"))
    for extension in desk.extensions.all():
        if extension.round == desk.round and extension.decision:
            granted = f"已同意延期到{cn_date(extension.until)}。"
            refused = f"延期申请未获同意：{extension.opinion}"
            found.append(("", granted if extension.decision == Decision.GRANTED else refused))
    draft = desk.current_reply
    if desk.state == D.WORKING and draft and draft.sent_at and desk.given_back:
        what = "答复" if desk.owes_answer else f"{desk.assist_word}意见"
        found.append(("wait", f"{what}已退回修改：{desk.given_back}"))
    return found


def decider(desk):
    """Who decides on the hand-back asked for; the second one by name."""
    if not desk.return_goes_to_head:
        return "等待决定"
    heads = Post.objects.current(timezone.localdate()).filter(
        organisation=desk.organisation_id, role=Role.HEAD
    )
    names = "、".join(heads.order_by("pk").values_list("user__name", flat=True))
    return f"这件第 {desk.returns_so_far + 1} 次申请退办，由提案委负责人{names}决定"


def what_follows(desk):
    """What comes after the present state, in words; nothing once the reply is out."""
    checked = "由提案委核对，再转委员评价" if desk.checked_first else "转委员评价"
    signing = "由提案委录入盖章答复" if desk.department and desk.department.paper else "送分管领导签发"
    if desk.role == DeskRole.RELAY:
        return "转交承办单位" if desk.state == D.OFFERED else ""
    if desk.role == DeskRole.ASSIST and desk.state in WITH_UNIT:
        leader = desk.is_proposal and desk.state != D.SIGNING and not desk.department.paper
        return "由单位负责人签发，意见送主办单位" if leader else "意见送主办单位"
    return {
        D.OFFERED: "签收办理",
        D.WORKING: signing,
        D.SIGNING: checked,
        D.CHECKING: "转委员评价",
        D.RETURN_ASKED: "决定改派，或继续办理",
    }.get(desk.state, "")
