"""Sentences of the item page: how it stands, what comes next, the five stages; each in the words of its reader."""

from django.utils import timezone

from dispatch import talks
from dispatch.items.page import Reader
from dispatch.states import DeskRole
from dispatch.states import DeskState as D
from suggestions.holding import office_of
from suggestions.states import UNDER_REVIEW, Kind, LinkKind, SignerState, State, state_word
from weijianyi.clock.templatetags.clock import cn_date

S = State

# code of a running clock: who does what; {you} is 您 or 委员.
NEXT = {
    "review": "由提案委审核",
    "consult": "由提案委会商后提出意见",
    "dispatch": "由提案委交办",
    "second_person": "由第二人决定",
    "member_fix": "由{you}补充后重新提交",
    "conversion_draft": "由{you}核对新稿并提交",
    "sign_receipt": "由承办单位签收",
    "relay": "由转办机构转交承办单位",
    "handle": "由承办单位答复",
    "assist": "由协办单位提出意见",
    "handback_decision": "由提案委决定是否改派",
    "extension_decision": "由提案委决定是否延期",
    "check": "由提案委核对答复",
    "rate": "由{you}评价",
    "redo_decision": "由提案委决定是否重办",
    "link_receipt": "由对方接收",
    "first_contact": "由承办单位与{you}联系",
}

PLAIN = {
    S.DRAFT: "还没有提交。",
    S.COSIGNING: "正在等联名的委员确认。",
    S.IN_REVIEW: "正在审查，等待审查意见。",
    S.CONSULTING: "提案委正在会商，之后提出明确意见。",
    S.EDITING: "正在编辑。",
    S.DECLINED: "没有受理，理由和建议写在下面。",
    S.ADOPTED: "已采用。",
    S.CLOSED: "已经办结。",
}


def you(reader):
    return "您" if reader == Reader.AUTHOR else "委员"


def label(item, cards, reader):
    """The state as this reader says it; what an author has rated no longer waits for that author."""
    own = reader == Reader.AUTHOR and not (item.state == S.ANSWERED and has_rated(cards))
    return "已作废" if item.voided_at else state_word(item.kind, item.state, own=own)


def status(item, cards, clock, reader):
    """One sentence: where it stands."""
    if item.voided_at:
        return "这件事项已经作废，不再办理，也不计入统计。"
    told = {
        S.SUBMITTED: submitted, S.RETURNED: returned, S.ACCEPTED: accepted, S.PASSED_ON: passed_on,
        S.HANDLING: handling, S.ANSWERED: answered, S.WITHDRAWN: withdrawn, S.CLOSED: closed,
    }.get(item.state)  # fmt: skip
    return in_words_of(item, told(item, cards, clock, reader) if told else PLAIN[item.state])


def submitted(item, cards, clock, reader):
    when = f"，{cn_date(item.review_on)}审核" if item.review_on else "，等待审核"
    return f"已提交{when}。"


def returned(item, cards, clock, reader):
    until = f"，请在{cn_date(clock.due_on)}前改好重新提交" if clock and reader == Reader.AUTHOR else ""
    return f"提案委请{you(reader)}补充{until}。"


def accepted(item, cards, clock, reader):
    return "已立案，等待交办。" if item.kind == Kind.PROPOSAL else "已受理，等待交办给承办单位。"


def passed_on(item, cards, clock, reader):
    link = next((row for row in item.links_out.all()), None)
    if link is None:
        return "已转出。"
    if link.kind == LinkKind.CONVERTED:
        return f"已转为{Kind(link.to_item__kind).label}，" + (
            "请您核对新稿后提交。"
            if link.to_item__state == S.DRAFT and reader == Reader.AUTHOR
            else "在新的一件里继续。"
        )
    if link.kind == LinkKind.MERGED:
        return f"已并入“{link.to_item__title}”一起办理，答复和评价都在那一件里。"
    return f"已转给{link.organisation__short_name}办理，结果会回到这里。"


def handling(item, cards, clock, reader):
    if item.withdrawal_asked_at:
        return f"{you(reader)}已申请撤回，等提案委答复；答复之前照常办理。"
    relay = waits_for_relay(cards)
    if relay is not None:
        return f"已交办，由{relay.unit}转交承办单位。"
    open_cards = [c for c in cards if c.is_open] or cards
    return doing(open_cards, reader) if open_cards else "正在办理。"


def waits_for_relay(cards):
    """The card of the office that still has to pass the item on, or None."""
    return next((c for c in cards if c.desk.role == DeskRole.RELAY and c.desk.state == D.OFFERED), None)


def doing(cards, reader):
    """What the unit whose card stands first is at, and until when it answers."""
    desk = cards[0].desk
    names = cards[0].unit if len(cards) == 1 else f"{cards[0].unit}等 {len(cards)} 家单位"
    if desk.state == D.CHECKING:
        return f"{names}已经答复，正在核对，核对后请{you(reader)}评价。"
    if desk.state == D.RETURN_ASKED:
        own = reader in (Reader.AUTHOR, Reader.PUBLIC)
        return "正在协调由哪个单位承办。" if own else f"{names}申请退办，等待决定。"
    due = f"，{cn_date(desk.due_on)}前答复" if desk.due_on and desk.owes_answer else ""
    if desk.state == D.OFFERED:
        return f"已交办给{names}，等待签收{due}。"
    return f"{names}正在{'重新办理' if desk.round > 1 else '办理'}{due}。"


def answered(item, cards, clock, reader):
    if item.kind == Kind.INQUIRY:
        units = "、".join(dict.fromkeys(c.unit for c in cards if c.desk.state == D.RELEASED))
        return f"{units}已答复，等转告结果。"
    redo = any(c.desk.open_redo for c in cards)
    if redo:
        return f"{you(reader)}对答复不满意，提案委正在决定是否重办。"
    if said := talks.sentence(item, cards, reader):
        return said
    units = "、".join(dict.fromkeys(c.unit for c in cards if c.desk.state == D.RELEASED))
    if reader == Reader.AUTHOR:
        if not any(c.rate_url for c in cards):
            return f"{units}已答复，您已评价。"
        until = f"，请您在{cn_date(clock.due_on)}前评价" if clock else "，请您评价"
        return f"{units}已答复{until}。"
    return f"{units}已答复，等委员评价。"


def withdrawn(item, cards, clock, reader):
    return (
        f"已撤回，不再办理。理由：{item.withdrawal_reason}"
        if reader != Reader.PUBLIC
        else "已撤回，不再办理。"
    )


def closed(item, cards, clock, reader):
    results = list(dict.fromkeys(c.result for c in cards if c.result))
    said = f"已经办结，办理结果：{'、'.join(results)}。" if results else PLAIN[S.CLOSED]
    if reader != Reader.PUBLIC and cards and all(c.desk.lapsed_at for c in cards if c.desk.owes_answer):
        said += "评价期内没有评价，按“未表态”办结，不算满意。"
    return said + talks.sentence(item, cards, reader)


def in_words_of(item, sentence):
    """Reports, and what is asked because of them, are the editor's."""
    return sentence.replace("提案委", office_of(item))


def next_sentence(item, cards, clock, reader):
    """What comes next and by whom, without the date: the page prints the clock beside it."""
    return in_words_of(item, coming(item, cards, clock, reader))


def coming(item, cards, clock, reader):
    if item.voided_at:
        return ""
    if item.kind == Kind.INQUIRY and item.state in (S.ACCEPTED, S.ANSWERED) and clock is None:
        return f"由提案委{'交办' if item.state == S.ACCEPTED else '转告结果'}"
    if clock is None:
        return {S.ACCEPTED: "由提案委交办", S.ANSWERED: "由委员评价"}.get(item.state, "")
    if item.withdrawal_asked_at and item.state in (S.HANDLING, S.ANSWERED):
        return "由提案委决定是否同意撤回，原来的期限不变"
    if clock.code == "second_person" and reader == Reader.AUTHOR:
        return "由提案委复核"
    if clock.code == "rate" and reader == Reader.AUTHOR and has_rated(cards):
        return "由其他署名委员评价"
    if clock.code == "sign_receipt" and waits_for_relay(cards) is not None:
        return NEXT["relay"]
    return NEXT.get(clock.code, clock.label).format(you=you(reader))


def has_rated(cards):
    """The author has said everything there is to say now."""
    return any(c.rated for c in cards) and not any(c.rate_url for c in cards)


def holder(item, cards, reader):
    """Who has it, in the words of the reader."""
    if reader != Reader.AUTHOR or item.holder_kind != "author":
        return item.holder
    if item.state == S.ANSWERED and has_rated(cards):
        signed = [a for a in item.authorships.all() if a.state == SignerState.SIGNED]
        return "其他署名委员" if len(signed) > 1 else ""  # of the only author it closes within the minute
    return "您"


STAGES = {
    Kind.REPORT: ("提交", "审核", "采用"),
    Kind.INQUIRY: ("登记", "交办", "答复", "办结"),
}
FIVE = ("提交", "审核", "交办", "答复", "评价")


def stages(item, clock):
    """ui/stepper.html: what is done with its date, what is current with its due day."""
    labels = STAGES.get(item.kind, FIVE)
    dates = dates_of(item)
    now = None if item.voided_at else current(item, len(labels))
    found = []
    for place, name in enumerate(labels):
        done = place < now if now is not None else dates[place] is not None
        mark = "on" if done else ""
        note = short(dates[place]) if done else ""
        if place == now:
            mark = "late" if clock and clock.is_late() else "cur"
            note = f"{short(clock.due_at)} 前" if clock else ""
        found.append({"label": name, "note": note, "state": mark})
    return found


def dates_of(item):
    reviewed = item.accepted_at or item.declined_at or item.reviewed_at
    if item.kind == Kind.REPORT:
        return item.submitted_at, item.reviewed_at, item.accepted_at
    if item.kind == Kind.INQUIRY:
        return item.created_at, item.dispatched_at, item.answered_at, item.closed_at
    return item.submitted_at, reviewed, item.dispatched_at, item.answered_at, item.closed_at


def current(item, length):
    """Index of the stage the item is in; `length` once everything is done; None where it ended early."""
    if item.state in (S.CLOSED, S.ADOPTED):
        return length
    if item.state in (S.DECLINED, S.WITHDRAWN):
        return None
    if item.kind == Kind.INQUIRY:
        return {S.HANDLING: 2, S.ANSWERED: 3}.get(item.state, 1)
    if item.kind == Kind.REPORT:
        return {S.DRAFT: 0, S.EDITING: 2}.get(item.state, 1)
    if item.state in UNDER_REVIEW or item.state == S.RETURNED:
        return 1
    if item.state == S.PASSED_ON:
        return 3 if item.dispatched_at else None
    return {S.ACCEPTED: 2, S.HANDLING: 3, S.ANSWERED: 4}.get(item.state, 0)


def short(moment):
    """11-24: a date under a stage."""
    return f"{timezone.localtime(moment):%m-%d}" if moment else ""
