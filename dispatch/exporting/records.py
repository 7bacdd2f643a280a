"""Lists of office and auditor that may grow long: the log, the hotline's lists, hand-over, past items, papers."""

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from dispatch.exporting.sheets import Sheet
from dispatch.forms.log import LogFilter
from dispatch.hotline import comparing, tables
from dispatch.hotline.tickets import chosen
from dispatch.ledgers.columns import Column, fields
from dispatch.letters import certifying
from dispatch.letters.of_desks import pack
from dispatch.models import RosterKind
from dispatch.people import handing_over, log
from dispatch.people.rosters import items as past
from dispatch.people.rosters import workbook as rosters
from members.scores import tables as scores
from suggestions.forms.upper import UpperFilter
from suggestions.models import UpperProposal
from suggestions.topics import upper_export
from weijianyi.audit.noting import note


def named(columns):
    """[(label, width)] as columns; the first two are always printed."""
    keys = ("number", "title")
    return tuple(
        Column(keys[place] if place < 2 else f"c{place}", label, fields(), width=width)
        for place, (label, width) in enumerate(columns)
    )


def as_is(row):
    return row


# -- the log ---------------------------------------------------------------------------------------
def of_log(actor, params):
    form = LogFilter(params)
    found = log.narrowed(log.of(actor), **form.wanted())
    notes = [("口径", "只有种类和编号，没有标题和内容。"), *log.said(form.wanted())]
    return Sheet(found, found, log.ORDER, log.COLUMNS, log.line, notes, prepare=log.named)


def log_taken_out(actor, number, params=None):
    note(actor.post.organisation, "export_log", log.PLAIN["export_log"], actor=actor, rows=number)


# -- the hotline -----------------------------------------------------------------------------------
def of_hotline(actor, params):
    found = chosen(actor, "open")
    notes = [("填写", tables.HOW), ("导回", f"一次最多导入 {tables.MOST_ROWS} 行，多的分几次。")]
    rows = found.select_related("line", "desk__item")
    return Sheet(found, rows, ("-pk",), named(tables.OUT), tables.cells_out, notes)


def of_matches(actor, params):
    """One row a pair, with every list it stands in."""
    held = Q(pk__in=[])
    for name in comparing.LISTS:
        held |= Q(pk__in=comparing.listed(actor, name).order_by().values("pk"))
    found = comparing.matches(actor).filter(held)

    def prepare(pairs):
        keys = [pair.pk for pair in pairs]
        standing = {
            name: set(comparing.listed(actor, name).filter(pk__in=keys).values_list("pk", flat=True))
            for name in comparing.LISTS
        }
        for pair in pairs:
            pair.lists = "、".join(
                label for name, (label, _) in comparing.LISTS.items() if pair.pk in standing[name]
            )
        return pairs

    return Sheet(
        found, found, ("-pk",), named(tables.MATCHES), lambda m: tables.cells_of_match(m.lists, m),
        [("口径", tables.MATCHED)], prepare=prepare,
    )  # fmt: skip


# -- higher-level members --------------------------------------------------------------------------
def of_upper(actor, params):
    form = UpperFilter(params)
    found = upper_export.narrowed(UpperProposal.objects.visible_to(actor), form.wanted())
    return Sheet(
        found, found, ("-pk",), named(upper_export.COLUMNS), upper_export.cells,
        [("范围", "住本地的上级政协委员的提案，已作废的不列入。"), *form.in_words()],
    )  # fmt: skip


# -- hand-over -------------------------------------------------------------------------------------
def of_handover(actor, params):
    """Everything of the organisation that goes on into the next term."""
    found = handing_over.still_open(actor)
    notes = [("口径", "已提交、没有办结的事项，和承诺还没有兑现的；按下一期限排列。")]
    return Sheet(
        found, found, ("next_due", "pk"), handing_over.COLUMNS, handing_over.Line.cells, notes,
        prepare=lambda portion: handing_over.joined(actor, portion),
    )  # fmt: skip


def page_of_handover(params):
    key = params.get("term", "")
    return reverse("handover-term", args=[key]) if key.isdecimal() else reverse("term-list")


# -- past items ------------------------------------------------------------------------------------
def of_past_items(actor, params):
    """In the shape of the template, so that it can be read in again."""
    found = past.all_of(actor.organisation_id)

    def save(target, _, lines, notes):
        rosters.save(target, RosterKind.ITEMS, lines)

    return Sheet(found, past.read_along(found), ("pk",), (), past.line_of, save=save)


def past_items_taken_out(actor, number, params):
    facts = {"kind": RosterKind.ITEMS, "rows": number, "reason": params.get("reason", "")}
    note(actor.post.organisation, "export_rows", "导出名册", actor=actor, **facts)


# -- papers ----------------------------------------------------------------------------------------
def of_certificates(actor, params):
    """A Word file for each member of the year, in one zip."""
    organisation = actor.organisation_id
    labels = scores.labels(organisation, timezone.localdate())
    label = next((one for one in labels if str(one) == params.get("year")), labels[0] if labels else None)
    scheme, year, rows = scores.table(organisation, label) if label else (None, None, [])
    if scheme is None:
        raise Http404
    tallies, found = {row.member.pk: row.tally for row in rows}, scores.members_of(organisation, year)

    def save(target, _, files, notes):
        pack(target, files)

    return Sheet(
        found, found.select_related("organisation", "sector", "committee"), ("pk",), (),
        lambda member: certifying.paper(member, year, scheme, tallies[member.pk]), save=save,
    )  # fmt: skip
