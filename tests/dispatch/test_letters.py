"""Word letters: the layout of official documents, every fact in its place, templates of people kept in a sandbox."""

import io
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.oxml.ns import qn

from dispatch.letters import filling as letters
from dispatch.letters import of_desks as desk_letters
from dispatch.management.commands import build_letters
from dispatch.models import LetterKind, LetterTemplate
from suggestions.models import Item
from tests import world as w

pytestmark = pytest.mark.django_db
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def fetch(client, world):
    def get(name, url):
        client.force_login(world[name].user)
        answer = client.get(url)
        content = (
            b"".join(answer.streaming_content) if answer.streaming else answer.content
        )  # read to its end: closed
        return answer, content

    return get


def url(desk, kind):
    return f"/desks/{desk.slug}/letter/{kind}/"


def words(content):
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    head = [p.text for p in document.sections[0].first_page_header.paragraphs]
    return "\n".join(head + [p.text for p in document.paragraphs] + cells)


def test_the_letter_says_who_asks_what_of_whom_until_when(world, fetch):
    desk = world.dispatched(note="请先电话联系委员")
    answer, content = fetch("staff", url(desk, "handover"))
    text = words(content)
    for part in ("政协云江市委员会", desk.item.reference, "城管局：", "member（医卫界）委员", "樟树枝条已伸到三楼阳台",
                 "请先电话联系委员",
                 f"{desk.due_on.month}月{desk.due_on.day}日前答复", "0700-6132", "联系人：staff"):  # fmt: skip
        assert part in text, part
    assert "{{" not in text
    assert "{%" not in text
    assert answer["Content-Type"] == WORD_TYPE
    assert "%E5%BE%AE%E5%BB%BA%E8%AE%AE%E8%BD%AC%E5%8A%9E%E5%87%BD" in answer["Content-Disposition"]


def test_the_layout_is_that_of_official_documents(world, fetch):
    _, content = fetch("staff", url(world.dispatched(), "handover"))
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(m.mm) for m in margins] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.different_first_page_header_footer
    assert section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) == "579"
    head = section.first_page_header.paragraphs[0]
    assert round(section.header_distance.mm) == 30
    assert head._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom")).get(qn("w:val")) == "thickThinSmallGap"
    assert round(head.paragraph_format.left_indent.mm) == -7
    fonts = {
        r._r.rPr.rFonts.get(qn("w:eastAsia")) for p in document.paragraphs for r in p.runs if r.text.strip()
    }
    assert fonts == {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"}
    assert "PAGE" not in "".join(p._p.xml for p in section.first_page_footer.paragraphs)
    assert "PAGE" in "".join(p._p.xml for p in section.footer.paragraphs)


def test_the_form_holds_the_whole_record_of_handling(world, fetch):
    desk = world.released()
    _, content = fetch("staff", url(desk, "form"))
    text = words(content)
    for part in ("当日修剪伸入阳台的枝条 14 处", "同步排查片区行道树", "A 已解决", "李强", "0700-6132", "王局长",
                 "约定现场查看", "□满意　□基本满意　□不满意", "办理工作", "办理结果", "城管局（独办）"):  # fmt: skip
        assert part in text, part


def test_the_unit_prints_its_unsigned_reply_and_the_office_does_not(world, fetch):
    desk = world.signing()
    assert "当日修剪伸入阳台的枝条" in words(fetch("handler", url(desk, "form"))[1])
    assert "当日修剪伸入阳台的枝条" not in words(fetch("staff", url(desk, "form"))[1])


@pytest.mark.parametrize(("who", "status"), [
    ("staff", 200), ("head", 200), ("supervisor", 200), ("handler", 200), ("unitlead", 200), ("member", 403),
    ("leader", 403), ("member2", 404), ("handler2", 404), ("county", 404), ("auditor", 404),
])  # fmt: skip
def test_letters_are_for_the_office_and_the_unit(world, fetch, who, status):
    desk = world.dispatched()
    assert fetch(who, url(desk, "handover"))[0].status_code == status


def test_an_unknown_kind_is_not_there(world, fetch):
    assert fetch("staff", url(world.dispatched(), "other"))[0].status_code == 404


def test_what_people_wrote_is_text_and_never_markup(world, fetch):
    nasty = "<w:p/> & {{ 7*7 }} {% raw %} \x0b𠮷\r\n第二行"
    desk = world.dispatched()
    Item.objects.filter(pk=desk.item_id).update(situation=nasty)
    text = words(fetch("staff", url(desk, "handover"))[1])
    assert "<w:p/> & {{ 7*7 }} {% raw %} 𠮷" in text
    assert "\n第二行" in text


def changed(old, new):
    document = Document(io.BytesIO((letters.WORD / "handover.docx").read_bytes()))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    out = io.BytesIO()
    document.save(out)
    return SimpleUploadedFile("我们的转办函.docx", out.getvalue(), WORD_TYPE)


def test_the_office_replaces_a_template_and_goes_back(world, client, fetch):
    client.force_login(world["admin"].user)
    answer = client.post(
        "/rules/letters/handover/replace/",
        {"template": changed("有关事项函告如下：", "特此函告：")},
        follow=True,
    )
    assert "我们的转办函" in answer.content.decode()
    desk = world.dispatched()
    assert "特此函告：" in words(fetch("staff", url(desk, "handover"))[1])
    assert "特此函告：" in words(fetch("admin", "/rules/letters/handover/try/")[1])
    assert "特此函告：" not in words(fetch("admin", "/rules/letters/handover/file/?default=1")[1])
    client.force_login(world["admin"].user)
    client.post("/rules/letters/handover/replace/", {"template": changed("有关事项函告如下：", "另一版：")})
    assert LetterTemplate.objects.filter(active=True).count() == 1
    client.post("/rules/letters/handover/default/")
    assert "有关事项函告如下：" in words(fetch("staff", url(desk, "handover"))[1])
    assert LetterTemplate.objects.count() == 2, "older ones stay"


@pytest.mark.parametrize("bad", [
    "{{ no_such_fact }}", "{{ title", "{{ title.__class__.__mro__ }}", "{{ ''.__class__.__subclasses__() }}",
    "{% for x in range(999999999) %}x{% endfor %}",
])  # fmt: skip
def test_a_template_that_cannot_be_used_is_refused_with_a_sentence(world, client, bad):
    client.force_login(world["admin"].user)
    answer = client.post("/rules/letters/handover/replace/", {"template": changed("有关事项函告如下：", bad)})
    assert answer.status_code == 422
    assert "模板" in answer.content.decode()
    assert not LetterTemplate.objects.exists()


def test_only_word_files_are_taken(world, client):
    client.force_login(world["admin"].user)
    for name, raw in (("a.docx", b"PK\x03\x04 broken"), ("a.pdf", b"%PDF-1.4\n%%EOF"), ("a.docx", b"")):
        answer = client.post("/rules/letters/form/replace/", {"template": SimpleUploadedFile(name, raw)})
        assert answer.status_code == 422, name
    assert client.post("/rules/letters/form/replace/", {}).status_code == 422


@pytest.mark.parametrize("path", ["", "handover/file/", "handover/try/"])
def test_templates_are_the_administrator_s(world, fetch, path):
    assert fetch("admin", f"/rules/letters/{path}")[0].status_code == 200
    for who in ("staff", "member", "handler", "leader"):
        assert fetch(who, f"/rules/letters/{path}")[0].status_code == 403, who


@pytest.mark.parametrize(
    ("kind", "build"), [("handover", build_letters.handover), ("form", build_letters.form)]
)
def test_the_default_templates_are_what_the_command_builds(kind, build):
    assert (letters.WORD / f"{kind}.docx").read_bytes() == build_letters.frozen(build())


@pytest.mark.long
@pytest.mark.word
@pytest.mark.parametrize("kind", [LetterKind.HANDOVER, LetterKind.FORM])
def test_another_word_processor_opens_it_on_two_pages_at_most(world, kind, tmp_path):
    _, content = desk_letters.make(world["staff"], world.released(), kind)
    (tmp_path / "letter.docx").write_bytes(content)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf",
         "--outdir", tmp_path, tmp_path / "letter.docx"], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    pages = (tmp_path / "letter.pdf").read_bytes().count(b"/Type/Page/") or (
        tmp_path / "letter.pdf"
    ).read_bytes().count(b"/Type/Page\n")
    assert 1 <= pages <= 2
