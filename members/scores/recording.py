"""履职记录: entered one by one or read from a workbook after a preview, voided with a reason; 谁组织谁记录."""

import io
import uuid
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, dumps, loads
from django.db import IntegrityError, transaction
from django.utils import timezone
from openpyxl import load_workbook
from xlsxwriter import Workbook

from members.models import Member, ServiceRecord
from members.scores import rules, scoring
from weijianyi import rulebook
from weijianyi.files import receive
from weijianyi.rulebook.models import DictionaryEntry
from weijianyi.workflow import Forbidden, NotNow

COLUMNS = ("姓名", "手机号", "类别", "内容", "日期", "次数", "备注")
NEEDED = ("姓名", "类别", "内容", "日期")
MOST = 2000
SALT = "service-records"
VALID_FOR = 3600  # seconds a preview may be confirmed


def check(actor):
    if not rules.records_service(actor):
        raise Forbidden("履职记录由组织的办公室、专委会经办人录入。")


@transaction.atomic
def record(*, actor, member, **facts):
    """One record and its points. Raises Forbidden, BadFacts."""
    check(actor)
    return kept(ServiceRecord(
        organisation_id=actor.post.organisation_id, member=member, recorded_by=actor.post, **facts
    ))  # fmt: skip


def kept(row):
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ValidationError({"title": "这位委员的这一条已经记过。"}) from error
    scoring.record_taken(row)
    return row


@transaction.atomic
def void(row, *, actor, reason):
    """The record stays, marked; its points are taken back. Raises Forbidden, NotNow."""
    if not rules.may_void(actor, row):
        raise Forbidden("只有记录人和提案委可以作废。")
    row = ServiceRecord.objects.select_for_update().get(pk=row.pk)
    if row.voided_at is not None:
        raise NotNow("这条记录已经作废。")
    row.voided_at, row.voided_by, row.void_reason = timezone.now(), actor.post, reason.strip()[:200]
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    scoring.record_voided(row)
    return row


# -- a workbook ------------------------------------------------------------------------------------
def template(organisation_id):
    """The bytes of the .xlsx to fill in: one example row, and the kinds on a sheet of their own."""
    buffer = io.BytesIO()
    kinds = [e.label for e in rulebook.entries(organisation_id, "service_kind")]
    with Workbook(buffer) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("履职记录")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 6, 16)
        for place, name in enumerate(COLUMNS):
            sheet.write_string(0, place, name, bold)
        for place, text in ((0, "张三（示例，请删除）"), (2, kinds[0]), (3, "六届五次全会")):
            sheet.write_string(1, place, text)
        sheet.write_datetime(1, 4, timezone.localdate(), day)
        sheet.write_number(1, 5, 1)
        sheet.data_validation(
            1, 2, MOST, 2, {"validate": "list", "source": "=类别!$A$1:$A$" + str(len(kinds))}
        )
        words = book.add_worksheet("类别")
        for place, label in enumerate(kinds):
            words.write_string(place, 0, label)
    return buffer.getvalue()


def read(upload, actor):
    """(rows ready to be confirmed, problems [(row number, sentence)]); nothing is stored. Raises BadFacts."""
    check(actor)
    made = receive.read_document(upload)
    if not made.name.endswith(".xlsx"):
        raise ValidationError("请上传 Excel（xlsx）文件。")
    try:
        sheet = load_workbook(io.BytesIO(made.content), read_only=True, data_only=True).worksheets[0]
        lines = list(sheet.iter_rows(min_row=1, max_row=MOST + 2, max_col=20, values_only=True))
    except Exception as error:  # a broken workbook raises some ten kinds
        raise ValidationError("这个文件读不出来，请在 Excel 或 WPS 里另存一次再传。") from error
    return checked(lines, actor.post.organisation_id)


def checked(lines, organisation_id):
    head = [str(cell or "").strip() for cell in (lines[0] if lines else ())]
    if missing := [name for name in NEEDED if name not in head]:
        raise ValidationError(f"第一行缺少这几列：{'、'.join(missing)}。请用模板填写。")
    if len(lines) > MOST + 1:
        raise ValidationError(f"一次最多 {MOST} 行，请分几次导入。")
    people, kinds = Directory(organisation_id), rulebook.entries(organisation_id, "service_kind")
    by_label = {entry.label: entry for entry in kinds}
    good, problems, seen = [], [], set()
    for number, cells in enumerate(lines[1:], 2):
        line = {name: cell for name, cell in zip(head, cells, strict=False) if name}
        if not any(str(cell or "").strip() for cell in line.values()):
            continue
        row, wrong = one(line, people, by_label)
        if row and (key := tuple(row[:4])) in seen:
            wrong = ["与前面的一行重复"]
        if wrong:
            problems.append((number, "；".join(wrong)))
        else:
            seen.add(key)
            good.append(row)
    return good, problems


def one(line, people, kinds):
    """([member, kind, title, day, times, note] JSON-ready, []) or (None, problems)."""
    text = {name: str(line.get(name) if line.get(name) is not None else "").strip() for name in COLUMNS}
    wrong = []
    member = people.find(text["姓名"], text["手机号"], wrong)
    kind = kinds.get(text["类别"])
    if kind is None:
        wrong.append(f"类别“{text['类别']}”不在词表里")
    if not text["内容"] or len(text["内容"]) > 80:
        wrong.append("内容要填写，最多 80 字")
    day = day_of(line.get("日期"))
    if day is None or day > timezone.localdate():
        wrong.append("日期不对，写成 2026-03-05 这样，不能晚于今天")
    times = text["次数"].removesuffix(".0") or "1"
    if not times.isascii() or not times.isdigit() or not 1 <= int(times) <= 99:
        wrong.append("次数填 1 到 99 的整数")
    if wrong:
        return None, wrong
    return [member.pk, kind.pk, text["内容"], day.isoformat(), int(times), text["备注"][:200]], []


class Directory:
    """Members by name; the phone tells namesakes apart."""

    def __init__(self, organisation_id):
        self.by_name = {}
        for member in Member.objects.filter(organisation_id=organisation_id):
            self.by_name.setdefault(member.name, []).append(member)

    def find(self, name, phone, wrong):
        found = self.by_name.get(name, [])
        if len(found) > 1 or phone:
            found = [m for m in found if phone and m.phone == phone.removesuffix(".0")]
        if len(found) == 1:
            return found[0]
        known = name in self.by_name
        wrong.append(
            f"“{name}”有同名或手机号对不上，请填写登记的手机号" if known else f"没有“{name}”这位委员"
        )
        return None


def day_of(value):
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value or "").strip().replace("/", "-").replace(".", "-"))
    except ValueError:
        return None


def sealed(rows, actor):
    """What the preview carries: the rows as read, for this post only."""
    return dumps({"post": actor.post.pk, "rows": rows}, salt=SALT, compress=True)


@transaction.atomic
def confirm(token, *, actor):
    """(written, there already): what the preview showed. Raises Forbidden, BadFacts."""
    check(actor)
    try:
        facts = loads(token, salt=SALT, max_age=VALID_FOR)
    except BadSignature as error:
        raise ValidationError("预览已经过期，请重新上传。") from error
    if facts["post"] != actor.post.pk:
        raise Forbidden("请由上传的岗位确认。")
    keys = {(r.member_id, r.kind_id, r.title, r.held_on.isoformat()) for r in held(actor, facts["rows"])}
    fresh = [row for row in facts["rows"] if tuple(row[:4]) not in keys]
    members, batch = Member.objects.in_bulk([row[0] for row in fresh]), uuid.uuid4()
    for member, kind, title, day, times, note in fresh:
        kept(ServiceRecord(
            organisation_id=actor.post.organisation_id, member=members[member], kind_id=kind, title=title,
            held_on=date.fromisoformat(day), times=times, note=note, recorded_by=actor.post, batch=batch,
        ))  # fmt: skip
    return len(fresh), len(facts["rows"]) - len(fresh)


def held(actor, rows):
    days = [row[3] for row in rows] or [timezone.localdate().isoformat()]
    return ServiceRecord.objects.valid().filter(
        organisation_id=actor.post.organisation_id, held_on__range=(min(days), max(days))
    )


def shown(rows):
    """The same rows in words, for the preview."""
    members = Member.objects.in_bulk({row[0] for row in rows})
    kinds = DictionaryEntry.objects.in_bulk({row[1] for row in rows})
    return [
        {"member": members[row[0]], "kind": kinds[row[1]].label, "title": row[2], "day": date.fromisoformat(row[3]),
         "times": row[4], "note": row[5]}
        for row in rows
    ]  # fmt: skip
