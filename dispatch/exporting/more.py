"""Lists of pressure and hand-over as workbooks: 三级联动, 领办, 督导发现的问题, 重点提案, 信息转办."""

from django.db.models import Count, F, Q
from django.db.models.fields.json import KT

from dispatch.exporting.sheets import Sheet
from dispatch.forms.keyed import KeyFilterForm
from dispatch.key_proposals import listing as key_list
from dispatch.key_proposals.states import KeyState
from dispatch.ledgers.columns import Column, fields, label_of, moment, reference, standing
from dispatch.ledgers.desks import cells
from dispatch.linkage import pages
from dispatch.linkage.states import ArrivalState
from dispatch.models import Inspection, InspectionFinding
from dispatch.states import DeskState
from members.rules import department_of, is_unit
from suggestions.claims import listing as claim_list
from suggestions.claims.states import ClaimState
from suggestions.reports import inquiry_list
from suggestions.states import LinkKind

NUMBER = Column("number", "编号", fields("kind", "number_year", "number", "session_id"), reference, 22)
TITLE = Column("title", "标题", fields("title"), width=36)
OF_ITEM = (NUMBER, TITLE)


def own(key, label, *names, show=Column.show, width=14):
    """A column of the row itself, not of its item."""
    return Column(key, label, lambda prefix: tuple(F(name) for name in names), show, width)


def day(key, label, name):
    return own(key, label, name, show=moment, width=12)


def plain(found, columns, item, order, notes):
    """A sheet of any queryset; `item` is the way from its row to the item, empty where the row is one."""
    sources = {
        f"c_{c.key}_{n}": source for c in columns for n, source in enumerate(c.sources(item))
    }  # fmt: skip
    rows = found.order_by().annotate(**sources).values_list("pk", *sources, named=True)
    return Sheet(found, rows, order, columns, lambda row: cells(row, columns), notes)


# -- 三级联动 --------------------------------------------------------------------------------------
INCOMING = (
    Column("number", "对方编号", lambda prefix: (KT("body__reference"),), width=22),
    Column("title", "标题", lambda prefix: (KT("body__title"),), width=36),
    own("case", "案件编码", "link__from_item__case__code"),
    own("from", "转来的政协", "link__from_item__organisation__short_name", width=18),
    own("way", "方向", "link__kind", show=lambda kind: "上级转来" if kind == LinkKind.PASSED_DOWN else "下级转来"),
    day("arrived", "到达", "arrived_at"), day("due", "收件期限", "due_on"), day("received", "收件", "received_at"),
    own("state", "来件状态", "state", show=label_of(ArrivalState)),
    own("now", "现在由谁办理", "item__holder", width=22),
    day("ended", "退回或收回", "ended_at"), own("reason", "退回或收回的理由", "reason", width=36),
)  # fmt: skip
OUTGOING = (
    *OF_ITEM,
    own("case", "案件编码", "item__case__code"),
    own("to", "转给", "link__organisation__short_name", width=18),
    own("way", "方向", "link__kind", show=label_of(LinkKind)),
    day("offered", "转出", "offered_at"), day("received", "对方收件", "link__received_at"),
    own("far", "对方编号", "link__far_number", width=22),
    own("progress", "对方进度", "link__far_state", width=18),
    own("holder", "对方由谁办理", "link__far_holder", width=22),
    day("due", "期限", "due_on"), own("state", "状态", "state", show=label_of(DeskState)),
    day("result", "结果返回", "link__result_at"), own("ended", "退回或收回的理由", "end_reason", width=36),
)  # fmt: skip


def of_links(actor, params):
    tab = params.get("tab") if params.get("tab") in dict(pages.TABS) else "waiting"
    found, order = pages.rows(actor, tab, params.get("way", ""), params.get("q", "").strip()[:40])
    columns, item = (INCOMING, "item__") if tab in pages.IN else (OUTGOING, "item__")
    return plain(found, columns, item, order, [("范围", f"三级联动“{dict(pages.TABS)[tab]}”一栏。")])


# -- 领办 ------------------------------------------------------------------------------------------
CLAIMS = (
    *OF_ITEM, own("who", "领办人", "name", width=16), own("state", "状态", "state", show=label_of(ClaimState)),
    day("asked", "申请或邀请", "asked_at"), day("decided", "决定", "decided_at"), day("due", "领办期限", "due_on"),
    own("plan", "领办计划", "plan", width=36), own("held", "活动次数", "held", width=10),
    own("outcome", "领办成效", "outcome", width=36), day("ended", "结束", "ended_at"),
)  # fmt: skip


def of_claims(actor, params):
    tab = params.get("tab") if params.get("tab") in claim_list.TABS else "applied"
    words = params.get("q", "").strip()[:40]
    found = claim_list.of_office(actor, tab, words).annotate(held=Count("activities"))
    return plain(
        found, CLAIMS, "item__", claim_list.ORDER, [("范围", f"领办“{claim_list.TABS[tab][0]}”一栏。")]
    )


# -- 督导发现的问题 --------------------------------------------------------------------------------
FINDINGS = (
    own("number", "督导", "inspection__title", width=30), own("title", "问题", "text", width=44),
    own("unit", "单位", "department__name", width=24), day("found", "指出", "found_at"),
    day("due", "整改期限", "due_on"), own("report", "整改情况", "report", width=36),
    day("reported", "单位报告", "reported_at"), own("settled", "核实情况", "settlement", width=36),
    day("end", "销号", "settled_at"),
)  # fmt: skip


def of_findings(actor, params):
    rounds = Inspection.objects.visible_to(actor)
    mine = Q(department=department_of(actor)) if is_unit(actor) else Q()
    found = InspectionFinding.objects.filter(mine, inspection__in=rounds.values("pk"))
    return plain(found, FINDINGS, "", ("-inspection", "pk"), [("范围", "各轮督导指出的问题，一个问题一行。")])


# -- 重点提案、信息转办 ----------------------------------------------------------------------------
KEYS = (
    *OF_ITEM, own("state", "状态", "state", show=label_of(KeyState)),
    own("committee", "负责专委会", "committee__name", width=20),
    own("leader", "督办领导", "leader__user__name"), own("reason", "提名理由", "reason", width=36),
    day("nominated", "提名", "nominated_at"), day("decided", "确定", "decided_at"),
    day("target", "目标日期", "target_on"),
    own("reports", "进展", "reports", width=8), own("met", "会议", "met", width=8),
    own("outcome", "办理成效", "outcome", width=36), day("closed", "办结", "closed_at"),
)  # fmt: skip


def of_keys(actor, params):
    form, known = KeyFilterForm(params, actor=actor), key_list.tabs_for(actor)
    tab = params.get("tab") if params.get("tab") in known and params.get("tab") in key_list.STATES else "key"
    found = key_list.rows(actor, tab, form.wanted())
    return plain(
        found, KEYS, "item__", key_list.ORDER,
        [("范围", f"重点提案“{key_list.LABELS[tab]}”一栏。")],
    )  # fmt: skip


INQUIRIES = (
    *OF_ITEM, Column("state", "状态", fields("state", "kind", "voided_at"), standing, 14),
    Column("holder", "现在由谁办理", fields("holder"), width=22),
    Column("due", "下一期限", fields("next_due"), width=12),
    Column("sent", "转办", fields("submitted_at"), moment, 12),
    Column("answered", "答复", fields("answered_at"), moment, 12),
    own("whom", "告诉了谁", "inquiry_facts__told_whom", width=16),
    own("told", "转告的内容", "inquiry_facts__told", width=44),
    day("at", "转告", "inquiry_facts__told_at"),
)  # fmt: skip


def of_inquiries(actor, params):
    tab = params.get("tab") if params.get("tab") in inquiry_list.TABS else "accepted"
    found = inquiry_list.inquiries(actor).filter(state=tab)
    found = inquiry_list.narrowed(found, params.get("q", "").strip()[:40])
    return plain(
        found,
        INQUIRIES,
        "",
        ("-submitted_at", "-pk"),
        [("范围", f"信息转办“{inquiry_list.TABS[tab]}”一栏。")],
    )
