"""What can be exported: per list who may, which rows under the filters of its address, and which columns."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from dispatch import exports
from dispatch.desks import checking
from dispatch.exporting import figure_lists, more, records, waiting
from dispatch.exporting.sheets import Sheet, filters, only
from dispatch.figures.bases import DESK, ITEM, with_clock
from dispatch.figures.scope import LEVEL_TEXTS
from dispatch.forms.desks import DeskFilterForm, waiting_for_unit
from dispatch.forms.ledger import LedgerForm
from dispatch.forms.matter import MatterFilter
from dispatch.forms.promise import PromiseFilterForm
from dispatch.forms.supervision import BoardFilterForm, HandoutFilterForm, PressureFilterForm
from dispatch.handouts import rows as handouts
from dispatch.ladder import record
from dispatch.ledgers import desks as ledger
from dispatch.ledgers.columns import COLUMNS, USUAL, Column, fields, label_of, moment, reference
from dispatch.ledgers.matters import COLUMNS as MATTER_COLUMNS
from dispatch.letters import certifying
from dispatch.linkage.rules import READERS as LINKS
from dispatch.models import Assignment, Supervision
from dispatch.people.directory import READERS as HANDOVER
from dispatch.promises import ledger as promise_ledger
from dispatch.reports import rows as report_rows
from dispatch.states import FINISHED, SupervisionReason, SupervisionState
from dispatch.supervision import pressure
from members import rules
from members.opinions import rules as opinion_rules
from members.scores.rules import keeps_scores
from members.states import OFFICE, UNIT, Role
from suggestions import mine
from suggestions.forms.proposal_list import ProposalFilter
from suggestions.proposals import listing as proposal_list
from suggestions.topics.rules import reads_upper
from weijianyi.templatetags.ui import cn_time

WATCHED = frozenset({Role.LEADER, Role.SUPERVISOR}) | OFFICE
READERS = WATCHED | UNIT


@dataclass(frozen=True)
class Listing:
    """One list: `ask(actor, params)` -> Sheet; `view` is the page it stands on, `query` what that page adds."""

    label: str
    view: str
    reads: Callable
    ask: Callable
    choices: Callable = lambda params: ()  # columns to choose from; none: those of the sheet
    usual: Callable = lambda params: ()
    where: Callable | None = None  # (params) -> address, of a list that stands on the page of one matter
    suffix: str = "xlsx"
    limit: int = 0  # how many at once; 0: as many as of any list
    told: Callable | None = None  # (actor, number, params): logs that it was taken out; ordered on its page

    @property
    def most(self):
        return self.limit or exports.MOST

    def page(self, query):
        """Where the list stands, with its filters."""
        if self.where:
            return self.where(QueryDict(query))
        return f"{reverse(self.view)}?{query}" if query else reverse(self.view)


def roles(*names):
    return lambda actor: rules.has_role(actor, *names)


def ledger_sheet(found, notes):
    columns = found.columns
    return Sheet(found.found, found.rows, found.order, columns, lambda row: ledger.cells(row, columns), notes)


def desks(actor, found, params, *notes):
    """Any queryset of desks under the columns of the ledger."""
    columns = ledger.picked(DESK, params.getlist("cols"))
    shaped = ledger.shaped(with_clock(found), DESK, columns)
    return ledger_sheet(ledger.Ledger(DESK, found, shaped, ("due_key", "pk"), columns), list(notes))


def items(actor, found, params, *notes):
    """Any queryset of items under the columns of the ledger."""
    columns = ledger.picked(ITEM, params.getlist("cols"))
    shaped = ledger.shaped(found, ITEM, columns)
    return ledger_sheet(ledger.Ledger(ITEM, found, shaped, ("-moment", "-pk"), columns), list(notes))


# -- one function per list -------------------------------------------------------------------------
def of_ledger(actor, params):
    form = LedgerForm(params, actor=actor)
    found = ledger.asked(actor, form.wanted(), params, timezone.now())
    if params.getlist("item"):
        found = ledger.only(found, params.getlist("item"))
    notes = [("范围", "本人权限内可见的事项；已作废的不列入，另有说明的除外。")]
    if found.measure:
        notes += [("指标", found.measure.label), ("口径", found.measure.text(found.scope))]
        notes += [("类别", found.scope.word), ("范围说明", LEVEL_TEXTS[found.scope.level])]
    if found.period:
        notes.append(("期间", f"{found.period.first} 至 {found.period.last}"))
        notes.append(("数据截至", cn_time(found.period.until)))
    return ledger_sheet(found, notes + filters(form))


def of_reports(actor, params):
    form, today = MatterFilter(params, actor=actor), timezone.localdate()
    found = report_rows.found(actor, form.wanted(), today)
    notes = [
        ("范围", "已提交的社情民意信息，作废的不列入。转单位的，期限和结果取承办单位的；"
         "办结指采用、不采用或问询已转告。"),
        ("层级", "信息员报送的，是其所在单位的层级；其余是本级。"),
    ]  # fmt: skip
    return Sheet(
        found, report_rows.for_rows(found), ("-submitted_at", "-pk"), MATTER_COLUMNS,
        lambda report: next(iter(report_rows.rows_of([report], today))).cells(), notes + filters(form),
    )  # fmt: skip


def of_pressure(actor, params):
    form = PressureFilterForm(params, actor=actor)
    found = pressure.asked(actor, form.wanted(), timezone.localdate())
    return ledger_sheet(found, [("口径", pressure.DEFINITION), *filters(form)])


def of_promises(actor, params):
    form = PromiseFilterForm(params, actor=actor)
    notes = [("口径", "答复结果需要跟踪、写明日期的，每一项承诺一行；改期或核实没有兑现各计一次未兑现。")]
    return ledger_sheet(promise_ledger.asked(actor, form.wanted()), notes + filters(form))


def of_handouts(actor, params):
    form = HandoutFilterForm(params, actor=actor)
    found, _ = handouts.handed_out(actor, params.get("tab", "today"), timezone.localdate(), form.wanted())
    if params.getlist("item"):
        found = found.filter(slug__in=params.getlist("item"))
    notes = [("范围", "本人权限内看得到的交办件，不含已撤销的和流转件。"), *filters(form)]
    return desks(actor, found, params, *notes)


def of_desks(actor, params):
    found = DeskFilterForm(params).narrow(waiting_for_unit(actor), actor)
    return desks(actor, found, params, ("范围", "本单位没有办完的交办件。"))


def of_answered(actor, params):
    found = Assignment.objects.visible_to(actor).filter(state__in=FINISHED)
    return desks(actor, found, params, ("范围", "本单位已经答复或办结的交办件。"))


def of_checks(actor, params):
    found = Assignment.objects.visible_to(actor).filter(pk__in=checking.waiting(actor).values("pk"))
    return desks(actor, found, params, ("范围", "单位已经签发、等核对的答复。"))


def of_proposals(actor, params):
    organisation = actor.organisation_id
    form = ProposalFilter(params, organisation_id=organisation)
    found = proposal_list.narrowed(proposal_list.proposals(actor), form.chosen())
    tabs = proposal_list.tabs(organisation)
    tab = params.get("tab") if params.get("tab") in tabs else "new"
    found = proposal_list.in_tab(found, tab, organisation)
    return items(actor, found, params, ("范围", f"提案审查“{tabs[tab]}”一栏。"))


def of_mine(actor, params):
    tab = params.get("tab") if params.get("tab") in mine.TABS else "all"
    found = mine.containing(mine.in_tab(mine.items_of(actor), tab), params.get("q", "")[:60])
    return items(actor, found, params, ("范围", f"我署名的事项，“{mine.TABS[tab][0]}”一栏。"))


SUPERVISION_COLUMNS = (
    Column("number", "编号", fields("kind", "number_year", "number", "session_id"), reference, 22),
    Column("title", "标题", fields("title"), width=36),
    Column("unit", "单位", lambda prefix: (F("desk__department__name"),), width=24),
    Column("reason", "缘由", lambda prefix: (F("reason"),), label_of(SupervisionReason), 14),
    Column("state", "状态", lambda prefix: (F("state"),), label_of(SupervisionState), 10),
    Column("request", "要求", lambda prefix: (F("request"),), width=44),
    Column("opened", "立项", lambda prefix: (F("opened_at"),), moment, 12),
    Column("promised", "承诺日期", lambda prefix: (F("promised_on"),), moment, 12),
    Column("answered", "回应", lambda prefix: (F("answered_at"),), moment, 12),
    Column("moved", "单位有动作", lambda prefix: (F("moved_at"),), moment, 12),
    Column("closed", "销号", lambda prefix: (F("closed_at"),), moment, 12),
)


def of_supervisions(actor, params):
    form = BoardFilterForm(params, actor=actor)
    wanted = form.wanted()
    found = Supervision.objects.visible_to(actor)
    found = found.filter(state=SupervisionState.CLOSED) if params.get("tab") == "closed" else found.open()
    if wanted.get("q"):
        found = found.filter(Q(desk__item__title__contains=wanted["q"]))
    if wanted.get("department"):
        found = found.filter(desk__department=wanted["department"])
    sources = {
        f"c_{c.key}_{n}": source
        for c in SUPERVISION_COLUMNS
        for n, source in enumerate(c.sources("desk__item__"))
    }
    rows = found.order_by().annotate(**sources).values_list("pk", *sources, named=True)
    return Sheet(
        found, rows, ("-pk",), SUPERVISION_COLUMNS, lambda row: ledger.cells(row, SUPERVISION_COLUMNS),
        [("范围", "本人权限内看得到的督办。"), *filters(form)],
    )  # fmt: skip


def of_table(table):
    """The two arguments of a list under the ledger's columns."""
    usual = tuple(c for c in COLUMNS[table] if c.key in USUAL[table])
    return {"choices": lambda params: COLUMNS[table], "usual": lambda params: usual}


def table_of(params):
    measure = ledger.MEASURES.get(params.get("metric", ""))
    return measure.table if measure else ITEM


def ledger_usual(params):
    return ledger.picked(table_of(params), params.getlist("cols"))


LISTS = {
    "ledger": Listing("台账", "ledger", rules.reads_ledger, of_ledger, lambda p: COLUMNS[table_of(p)], ledger_usual),
    "reports": Listing("社情民意台账", "report-ledger", roles(Role.EDITOR, Role.LEADER), of_reports),
    "pressure": Listing("交督一览", "pressure-list", roles(*WATCHED), of_pressure),
    "promises": Listing("承诺台账", "promise-list", roles(*READERS), of_promises),
    "handouts": Listing("交办单", "handout-list", rules.watches_desks, of_handouts, **of_table(DESK)),
    "checks": Listing("答复核对", "check-list", rules.watches_desks, of_checks, **of_table(DESK)),
    "decisions": Listing("待决定", "decision-list", rules.watches_desks, waiting.of_decisions),
    "reminders": Listing(
        "提醒记录", "inbox", record.reads, waiting.of_reminders, where=waiting.page_of_reminders
    ),
    "desks": Listing("待办", "desk-list", roles(*UNIT), of_desks, **of_table(DESK)),
    "answered": Listing("已答复", "desk-answered", roles(*UNIT), of_answered, **of_table(DESK)),
    "proposals": Listing("提案审查", "proposal-list", rules.is_office, of_proposals, **of_table(ITEM)),
    "mine": Listing("我提交的", "item-list", rules.reads_own, of_mine, **of_table(ITEM)),
    "supervisions": Listing("督办", "supervision-list", roles(*READERS), of_supervisions),
    "links": Listing("三级联动", "link-list", roles(*LINKS), more.of_links),
    "claims": Listing("领办", "claim-list", roles(*OFFICE, Role.LEADER), more.of_claims),
    "findings": Listing("督导发现的问题", "inspection-list", roles(*READERS), more.of_findings),
    "keys": Listing("重点提案", "key-list", roles(*READERS), more.of_keys),
    "opinions": Listing("群众意见台账", "opinion-figures", opinion_rules.reads_figures, figure_lists.of_opinions),
    "report-figures": Listing(
        "社情民意统计清单", "report-figures-list", roles(Role.EDITOR, Role.LEADER), figure_lists.of_report_figures
    ),
    "log": Listing("日志", "log", roles(Role.AUDITOR), records.of_log, told=records.log_taken_out),
    "hotline": Listing("转热线清单", "hotline-list", rules.is_office, records.of_hotline),
    "matches": Listing("热线对账", "hotline-matches", rules.is_office, records.of_matches),
    "upper": Listing("上级委员提案", "upper-list", reads_upper, records.of_upper),
    "handover": Listing(
        "移交清单", "term-list", roles(*HANDOVER), records.of_handover, where=records.page_of_handover
    ),
    "past-items": Listing(
        "历史事项", "roster-list", rules.is_office, records.of_past_items, told=records.past_items_taken_out
    ),
    "certificates": Listing(
        "委员履职证明", "score-table", keeps_scores, records.of_certificates, suffix="zip", limit=certifying.MOST
    ),
    "inquiries": Listing("信息转办", "report-inquiries", roles(Role.EDITOR, Role.LEADER), more.of_inquiries),
}  # fmt: skip


def sheet(name, actor, query):
    """The sheet of one list under the filters of an address; the actor's rights are today's."""
    listing = LISTS[name]
    params = QueryDict(query)
    made = listing.ask(actor, params)
    if not listing.choices(params):
        made = only(made, {key for part in params.getlist("cols") for key in part.split(",")})
    made.notes[:0] = [
        ("单位", actor.post.organisation.name),
        ("清单", listing.label),
        ("导出时间", f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ("导出人", f"{actor.user.name}（{actor.post.label}）"),
    ]
    return made


def choices(name, actor, query):
    """The columns somebody may choose from."""
    listing, params = LISTS[name], QueryDict(query)
    return listing.choices(params) or listing.ask(actor, params).columns


def file_name(name):
    return f"{LISTS[name].label}-{timezone.localtime():%Y%m%d-%H%M}.{LISTS[name].suffix}"
