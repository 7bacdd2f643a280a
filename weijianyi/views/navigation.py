"""Which entries each role finds in the header and in the tab bar of the phone."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from members.states import FORMER, Role


@dataclass(frozen=True)
class Entry:
    view: str
    label: str
    icon: str
    counts: str = ""  # key of the counts the frame brings


HOME = Entry("home", "首页", "home")
MINE = Entry("item-list", "我提交的", "list-details")
WRITE = Entry("item-start", "提交", "pencil-plus")
ME = Entry("account-settings", "我", "user")
REVIEW = Entry("review-desk", "审核台", "clipboard-check", "review")
PROPOSALS = Entry("proposal-list", "提案", "file-text")
ENTER = Entry("item-start", "代录", "pencil-plus")
HANDOUTS = Entry("handout-list", "交办单", "send")
CHECKS = Entry("check-list", "答复核对", "checklist")
LEDGER = Entry("ledger", "台账", "table")
OVERVIEW = Entry("overview", "总览", "chart-bar")
DESKS = Entry("desk-list", "待办", "inbox", "desks")
ANSWERED = Entry("desk-answered", "已答复", "checks")
KEYS = Entry("key-list", "重点提案", "star")
PROMISES = Entry("promise-list", "承诺", "checklist")
PRESSED = Entry("supervision-list", "督办", "gavel")
LED = Entry("supervision-led", "领衔督办", "gavel")
REPORTS = Entry("report-list", "社情民意", "file-text")
BRIEFS = Entry("brief-list", "期刊", "send")
INSTRUCTIONS = Entry("instruction-list", "批示", "gavel")
UPTAKES = Entry("uptake-list", "成果转化", "bulb")
REPORT_FIGURES = Entry("report-figures", "统计", "chart-bar")
INQUIRIES = Entry("report-inquiries", "转办", "arrows-exchange")
TOPICS = Entry("report-topics", "选题", "bulb")
INFORMANTS = Entry("informant-list", "信息员", "users")
REPORT_LEDGER = Entry("report-ledger", "台账", "table")
RULES = Entry("rules-limits", "规则", "settings")
EXCHANGE_KEYS = Entry("exchange-keys", "交换密钥", "link")
INTERFACES = Entry("interface-keys", "接口", "link")
ACCOUNTS = Entry("account-list", "账号", "users")
LOG = Entry("log", "日志", "history")
MEMBERS = Entry("member-list", "委员", "users")
UNITS = Entry("unit-list", "单位", "building")
ROSTERS = Entry("roster-list", "导入", "file-import")
PLACES = Entry("organisation-list", "政协组织", "building-bank")
HEALTH = Entry("system-health", "运行情况", "progress")

STUDIOS = Entry("studio-list", "工作室", "building")
STUDIO_SHEETS = Entry("studio-sheets", "月报", "chart-bar")

OPINIONS = Entry("opinion-list", "群众意见", "message-circle")
OPINION_FIGURES = Entry("opinion-figures", "统计", "chart-bar")
SCORES = Entry("my-scores", "我的履职", "award")
SERVICE = Entry("service-list", "履职记录", "checklist")
WORK = Entry("work", "全部工作", "layout-dashboard")

MEMBER_BAR = (HOME, WRITE, MINE, WORK)
SEATED_BAR = (HOME, WRITE, MINE, SCORES, WORK)
MEMBER_TABS = (HOME, Entry("item-list", "我的", "list-details"), WRITE, ME)
OFFICE_BAR = (REVIEW, PROPOSALS, HANDOUTS, CHECKS, LEDGER, OVERVIEW, WORK, ENTER)
UNIT_BAR = (DESKS, ANSWERED, PROMISES, WORK, Entry("overview", "本单位统计", "chart-bar"))
UNIT_TABS = (DESKS, ANSWERED, WORK, Entry("overview", "统计", "chart-bar"), ME)

BARS = {
    Role.MEMBER: SEATED_BAR,
    Role.OPERATOR: MEMBER_BAR,
    Role.REVIEWER: OFFICE_BAR,
    Role.HEAD: OFFICE_BAR,
    Role.EDITOR: (REPORTS, BRIEFS, INQUIRIES, INSTRUCTIONS, REPORT_LEDGER, REPORT_FIGURES, WORK, ENTER),
    Role.INFORMANT: (HOME, WRITE, MINE, TOPICS),
    Role.LEADER: (OVERVIEW, LEDGER, KEYS, LED, REPORTS, BRIEFS, WORK),
    Role.SUPERVISOR: (HANDOUTS, CHECKS, PRESSED, LEDGER, PROMISES, WORK),
    Role.HANDLER: UNIT_BAR,
    Role.UNIT_HEAD: UNIT_BAR,
    Role.RELAY: (DESKS,),
    Role.LIAISON: (HOME, OPINIONS, STUDIOS, STUDIO_SHEETS, OPINION_FIGURES),
    Role.ORG_ADMIN: (HOME, ACCOUNTS, MEMBERS, UNITS, STUDIOS, ROSTERS, RULES, INTERFACES, EXCHANGE_KEYS),
    Role.SYS_ADMIN: (HOME, PLACES, HEALTH, EXCHANGE_KEYS),
    Role.AUDITOR: (HOME, LOG),
    FORMER: (HOME, MINE, SCORES),
}
TABS = {
    Role.MEMBER: MEMBER_TABS,
    Role.OPERATOR: MEMBER_TABS,
    FORMER: (HOME, MINE, SCORES, ME),
    Role.EDITOR: (REPORTS, BRIEFS, INQUIRIES, WORK, ME),
    Role.INFORMANT: MEMBER_TABS,
    Role.LEADER: (OVERVIEW, LED, LEDGER, WORK, ME),
    Role.LIAISON: (HOME, OPINIONS, STUDIOS, STUDIO_SHEETS, ME),
    Role.HANDLER: UNIT_TABS,
    Role.UNIT_HEAD: UNIT_TABS,
    Role.LIAISON: (OPINIONS, Entry("opinion-enter", "登记", "pencil-plus"), OPINION_FIGURES, ME),
}

AREAS = {
    Role.MEMBER: "委员履职",
    FORMER: "委员履职",
    Role.OPERATOR: "集体履职",
    Role.REVIEWER: "提案委工作台",
    Role.HEAD: "提案委工作台",
    Role.EDITOR: "信息编辑",
    Role.INFORMANT: "信息报送",
    Role.LEADER: "领导看板",
    Role.SUPERVISOR: "督查工作台",
    Role.HANDLER: "承办单位",
    Role.UNIT_HEAD: "承办单位",
    Role.RELAY: "转办",
    Role.LIAISON: "工作室联络",
    Role.ORG_ADMIN: "单位管理",
    Role.AUDITOR: "审计",
    Role.SYS_ADMIN: "系统管理",
}


def entries(found, path, counts):
    """[{url, label, icon, count, hot, current}]; entries whose pages a later part brings are left out."""
    rows = []
    for entry in found:
        try:
            url = reverse(entry.view)
        except NoReverseMatch:
            continue
        count = counts.get(entry.counts) if entry.counts else None
        rows.append(
            {"url": url, "label": entry.label, "icon": entry.icon, "count": count, "hot": bool(count)}
        )
    best = max((len(r["url"]) for r in rows if path.startswith(r["url"])), default=-1)
    for row in rows:
        row["current"] = (
            len(row["url"]) == best and path.startswith(row["url"]) and (row["url"] != "/" or path == "/")
        )
    return rows
