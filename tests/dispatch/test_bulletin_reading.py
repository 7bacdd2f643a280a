"""通报 for its readers: receipts, what stays inside, the version without names, Word and Excel."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.utils import timezone
from docx import Document

from dispatch.bulletins import masking, reading, workbook
from dispatch.letters.word.tables import drawn
from dispatch.models import Reply
from members.models import Member, Studio, User
from tests import bulletined, opinions
from tests.bulletined import entered, text_of
from weijianyi.workflow import NotVisible, perform

pytestmark = pytest.mark.django_db


# -- readers ---------------------------------------------------------------------------------------
def test_receipts_are_written_by_a_form_only(w):
    bulletin = bulletined.issued(w)
    unit = entered(w, "unitlead")
    assert "已阅" in text_of(unit.get(bulletin.get_absolute_url()))
    assert not bulletin.receipts.filter(read_at__isnull=False).exists()
    unit.post(f"/bulletins/{bulletin.slug}/read/")
    unit.post(f"/bulletins/{bulletin.slug}/read/")
    assert bulletin.receipts.filter(read_at__isnull=False).count() == 1
    entered(w, "member").post(f"/bulletins/{bulletin.slug}/read/")
    assert not bulletin.receipts.get(post=w["member"].post).asked
    assert "已阅 1/" in text_of(entered(w, "staff").get(bulletin.get_absolute_url()))


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("quarter", "leader2 supervisor operator handler unitlead county"),
        ("month", "leader2 supervisor staff head"),
    ],
)
def test_each_reader_who_is_asked_has_the_form_and_is_seen_to_have_read(w, kind, asked):
    """Leaders too, who also see the draft; not asked are the signer, the office for the quarter, and a member, who
    may say it."""
    w.actors["leader2"] = w.person("leader2", "leader")
    User.objects.update(welcomed_at=timezone.now())
    bulletin = bulletined.issued(w, kind=kind)
    address = bulletin.get_absolute_url()
    for name in asked.split():
        reader = entered(w, name)
        page = text_of(reader.get(address))
        assert f'action="{address}read/"' in page, name
        assert page.index("请登记已阅") > page.index("redhead"), "below the paper on the phone"
        told = text_of(reader.post(f"{address}read/", {"post": w[name].post.pk}, follow=True))
        assert "登记已阅。" in told, name
        assert f'action="{address}read/"' not in told, name
    office = text_of(entered(w, "staff2").get(address))
    assert office.count("已阅</span>") == len(asked.split())
    if kind == "quarter":
        for name in ("staff", "leader"):
            assert f'action="{address}read/"' not in text_of(entered(w, name).get(address)), name
        assert f'action="{address}read/"' in text_of(entered(w, "member").get(address))


def test_the_months_table_stays_inside(w):
    bulletin = bulletined.issued(w, kind="month")
    assert entered(w, "supervisor").get(bulletin.get_absolute_url()).status_code == 200
    for name in ("member", "unitlead", "county"):
        assert entered(w, name).get(bulletin.get_absolute_url()).status_code == 404, name
    with pytest.raises(NotVisible):
        perform(bulletin, "withdraw", actor=w["member"], reason="x")


def test_the_version_without_names_names_nobody(w):
    w.closed()
    bulletin = bulletined.saved(
        w, bulletined.drafted(w), texts={"cases": "member2 委员和张三，电话 13812345678。"}
    )
    parts = reading.parts(bulletin, public=True)
    text = "".join(part["text"] for part in parts)
    assert "member" not in text
    assert "13812345678" not in text
    assert not {"members", "overdue"} & {t["key"] for part in parts for t in part["tables"]}
    assert masking.masker(w.city.pk, ["王局长"])("王局长到场") == "王某到场"


def test_neither_officials_nor_the_names_in_tables_stand_in_the_version_without_names(w):
    """A unit's leader in a hand-written sentence, a studio named after its member."""
    User.objects.filter(pk=w["unitlead"].user.pk).update(name="高建国")
    Member.objects.filter(pk=w["member"].post.member_id).update(name="周小敏")
    heard = opinions.received(w)
    Studio.objects.filter(pk=heard.studio_id).update(name="周小敏委员工作室")
    bulletin = bulletined.saved(w, bulletined.drafted(w), texts={"lead": "高建国同志到场。"})
    inside, outside = (str(reading.parts(bulletin, public=public)) for public in (False, True))
    assert "高建国" in inside
    assert "周小敏委员工作室" in inside
    assert "高建国" not in outside
    assert "周某委员工作室" in outside
    book = workbook.of(bulletin, public=True)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        texts = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    assert "周小敏" not in texts


def test_the_office_checks_the_names_in_hand_written_words_before_the_version_without_names(w):
    """Title and recipients too; a unit's contact of an answer is known; changed words are checked again."""
    w.closed()
    Reply.objects.update(contact_name="李强工", leader_name="高建国")
    bulletin = bulletined.saved(
        w, bulletined.drafted(w), title="关于高建国同志来信的通报", mains="李强工\n各承办单位",
        texts={"lead": "电话 13812345678。"},
    )  # fmt: skip
    address = bulletin.get_absolute_url()
    staff, leader = entered(w, "staff"), entered(w, "leader")
    answer = staff.get(f"{address}?public=1")
    assert answer.url == f"{address}public/"
    assert leader.get(f"{address}?public=1").status_code == 409
    assert leader.get(f"{address}word/?public=1").status_code == 409
    page = text_of(staff.get(answer.url))
    for where, name, masked in (
        ("标题", "高建国", "高某"),
        ("主送", "李强工", "李某"),
        ("引言", "13812345678", "（电话略）"),
    ):
        assert re.search(rf"{where}</td><th[^>]*>{name}</th><td[^>]*>{masked}</td>", page), name
    staff.post(answer.url, {"version": bulletin.version})
    for client in (staff, leader):
        page = text_of(client.get(f"{address}?public=1&print=1"))
        assert "关于高某同志来信的通报" in page
        assert "高建国" not in page.split("<article")[1]
        assert "李强工" not in page.split("<article")[1]
    packed = zipfile.ZipFile(io.BytesIO(b"".join(staff.get(f"{address}word/?public=1").streaming_content)))
    assert "高建国" not in "".join(packed.read(name).decode(errors="ignore") for name in packed.namelist())
    bulletin.refresh_from_db()
    bulletined.saved(w, bulletin, title="又改了")
    assert staff.get(f"{address}?public=1").status_code == 302


def test_title_of_what_is_not_open_stays_unsaid(w):
    desk = w.dispatched(w.submitted(open_consent=False, title="家里的私事"))
    type(desk).objects.filter(pk=desk.pk).update(due_on=date(2026, 1, 5))
    bulletin = bulletined.drafted(w)
    assert bulletin.figures["tables"]["overdue"]["rows"][0]["title"] == "（不公开）"
    assert (
        bulletined.drafted(w, kind="month").figures["tables"]["overdue"]["rows"][0]["title"] == "家里的私事"
    )


# -- paper -----------------------------------------------------------------------------------------
def test_word_prints_head_number_text_and_tables_with_repeated_heads(w):
    w.closed()
    bulletin = bulletined.issued(w)
    answer = entered(w, "unitlead").get(f"/bulletins/{bulletin.slug}/word/")
    document = Document(io.BytesIO(b"".join(answer.streaming_content)))
    lines = [p.text for p in document.paragraphs]
    assert bulletin.reference in lines
    assert "一、总体情况" in lines
    assert any("共提交微建议 1 件" in line for line in lines)
    heads = [t for t in document.tables if "w:tblHeader" in t._tbl.xml]
    assert len(heads) == len(document.tables) >= 5
    assert document.sections[-1].page_width > document.sections[-1].page_height
    assert 'w:jc w:val="right"' in document.tables[0]._tbl.xml
    month = bulletined.drafted(w, kind="month")
    answer = entered(w, "staff").get(f"/bulletins/{month.slug}/word/")
    assert any("在办" in p.text for p in Document(io.BytesIO(b"".join(answer.streaming_content))).paragraphs)


def test_a_table_without_rows_says_so():
    columns = [("工作室", False, 3), ("收到", True, 1)]
    assert str(drawn(columns, [])).count("没有。") == 1
    assert "没有。" not in str(drawn(columns, [("一中工作室", 2)]))


def test_excel_has_numbers_charts_and_what_was_counted(w):
    w.closed()
    bulletin = bulletined.drafted(w)
    answer = entered(w, "staff").get(f"/bulletins/{bulletin.slug}/excel/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as book:
        names = set(book.namelist())
        book_xml, strings = book.read("xl/workbook.xml").decode(), book.read("xl/sharedStrings.xml").decode()
        counts = book.read("xl/worksheets/sheet1.xml").decode()
    for name in ("指标", "按月", "承办单位办理情况", "口径说明"):
        assert name in book_xml
    assert {"xl/charts/chart1.xml", "xl/charts/chart2.xml"} < names
    assert "<v>1</v>" in counts, "numbers are numbers"
    assert "满意、基本满意" in strings
