"""委员履职证明 and the year's table as papers: one member's Word file, all of them in a zip, the table as Excel."""

from dispatch import exports
from dispatch.ledgers.columns import Column, fields
from dispatch.letters import filling as letters
from dispatch.letters.facts import certificate
from dispatch.letters.of_desks import packed
from dispatch.models import LetterKind
from members.scores import doings, tables
from weijianyi.files.names import clean_name
from weijianyi.workflow import NotNow

MOST = 400  # documents written while somebody waits


def one(member, label):
    """(file name, bytes) of one member's year."""
    scheme, year, tally = tables.tally_of(member, label)
    return paper(member, year or doings.calendar_year(label), scheme, tally)


def everybody(organisation_id, label):
    """(file name, bytes): a zip with one document for each member of that year; None where that takes too long to
    wait for. Raises NotNow."""
    scheme, year, rows = tables.table(organisation_id, label)
    if not rows:
        raise NotNow("这个年度还没有计分办法，或者没有委员。")
    if len(rows) > MOST:
        return None
    rows.sort(key=lambda row: row.member.pk)
    made = [paper(row.member, year, scheme, row.tally) for row in rows]
    return f"{LetterKind.CERTIFICATE.label}{label}年度.zip", packed(made)


def paper(member, year, scheme, tally):
    done = doings.read(member, year.starts, year.ends).numbers
    facts = certificate.facts(member, year, done, scheme, tally)
    name = clean_name(f"{LetterKind.CERTIFICATE.label} {member.name} {year.label}年度", "docx")
    return name, letters.print_out(member.organisation_id, LetterKind.CERTIFICATE, facts)


# -- Excel -----------------------------------------------------------------------------------------
def workbook(organisation_id, label, by, notes):
    """The bytes of the year's table; with the rules of the year on the sheet 口径说明. Raises NotNow."""
    scheme, year, rows = tables.table(organisation_id, label, by)
    if scheme is None:
        raise NotNow("这个年度还没有计分办法。")
    groups = [group.label for group in scheme.groups.all()]
    heads = ("序号", "名次", "姓名", "界别", *groups, "次数", "扣分项", "总分", "等次", "不参与排名")
    columns = [Column(f"c{n}", head, fields(), width=14 if n > 1 else 8) for n, head in enumerate(heads)]
    lines = (line(number, row) for number, row in enumerate(rows, 1))
    rule = f"{scheme}；基础分 {scheme.base}；{year.starts:%Y-%m-%d} 到 {year.ends:%Y-%m-%d}；同分同名次"
    return exports.table(columns, lines, [("年度", str(year)), ("口径", rule), *notes])


def line(number, row):
    sums = [float(one.points) for one in row.tally.sums]
    return (
        number, row.rank or "—", row.member.name, str(row.member.sector or ""), *sums, row.number,
        float(row.tally.deducted), float(row.tally.total), row.tally.grade, row.outside,
    )  # fmt: skip
