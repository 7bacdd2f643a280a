"""The text of a proposal from Word: taken apart, shown first, saved only when confirmed, refused in one sentence."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from suggestions.models import Item, Proposal
from suggestions.proposals import importing
from tests import world as w
from tests.suggestions.test_compose import hidden

TITLE = "关于加强老旧小区电梯维护的建议"
WHOLE = [
    TITLE, "一、基本情况", "全市有电梯 1200 台。", "二、存在的问题", "维护不到位。", "三、原因分析", "资金没有来源。",
    "四、对策建议", "（一）建立基金。", "（二）加强监管。",
]  # fmt: skip


def upload(document, name="提案.docx"):
    out = io.BytesIO()
    document.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def docx(*lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def read(*lines):
    return importing.read(upload(docx(*lines)))


# -- taken apart -------------------------------------------------------------------------------------
def test_numbered_headings_open_the_parts():
    draft = read(*WHOLE)
    assert draft.title == TITLE
    assert draft.situation == "全市有电梯 1200 台。\n二、存在的问题\n维护不到位。"
    assert draft.analysis == "资金没有来源。"
    assert draft.advice == "（一）建立基金。\n（二）加强监管。"
    assert draft.notes == []


def test_word_headings_and_words_before_a_colon_open_them_too():
    document = docx()
    document.add_heading(TITLE, 0)
    document.add_heading("现状", 1)
    document.add_paragraph("现状的文字。")
    document.add_paragraph("原因：投入不够。")
    document.add_paragraph("建议：")
    document.add_paragraph("增加投入。")
    draft = importing.read(upload(document))
    assert (draft.title, draft.situation) == (TITLE, "现状的文字。")
    assert (draft.analysis, draft.advice) == ("投入不够。", "增加投入。")


def test_without_headings_everything_is_situation():
    draft = read("一些文字。", "建议增加投入，这是一句话。")
    assert draft.parts() == {"situation": "一些文字。\n建议增加投入，这是一句话。"}


def test_a_title_broken_over_two_lines_is_joined_and_what_stands_before_it_is_kept():
    draft = read("政协云江市六届五次会议", "案由：关于加强老旧小区", "电梯维护的提案", "情况", "文字。")
    assert draft.title == "关于加强老旧小区电梯维护的提案"
    assert draft.situation == "政协云江市六届五次会议\n情况\n文字。"


def test_numbers_that_word_prints_are_kept():
    document = docx("建议")
    document.add_paragraph("第一条。", style="List Number")
    document.add_paragraph("第二条。", style="List Number")
    assert importing.read(upload(document)).advice == "1. 第一条。\n2. 第二条。"


def test_tables_are_left_behind_and_said():
    document = docx("情况", "文字。")
    document.add_table(1, 1).cell(0, 0).text = "表里的字"
    draft = importing.read(upload(document))
    assert draft.situation == "文字。"
    assert "1 个表格" in draft.notes[0]


def test_rare_characters_survive_and_what_nobody_sees_goes():
    assert read("情况", "𠮷祥街𬌗\u200b").situation == "𠮷祥街𬌗"


def test_inserted_text_counts_and_deleted_text_does_not():
    document = docx("情况", "文字")
    for tag, text in (("ins", "t"), ("del", "delText")):
        run = f"<w:{tag} {nsdecls('w')} w:id='1' w:author='a'><w:r><w:{text}>{tag}</w:{text}></w:r></w:{tag}>"
        document.paragraphs[-1]._p.append(parse_xml(run))
    assert importing.read(upload(document)).situation == "文字ins"


# -- refused -----------------------------------------------------------------------------------------
def bomb():
    out = io.BytesIO(upload(docx("情况")).read())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/more.xml", b" " * 60_000_000)
    return out.getvalue()


def large():
    return upload(docx("情况", "字" * (importing.ABSURD + 1))).read()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (upload(docx()).read(), "没有文字"),
        (b"", "空文件"),
        (b"just text", "不是"),
        (b"PK\x03\x04broken", "不是"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "旧格式"),
        (bomb(), "解压后"),
        (large(), "请只留下提案正文"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_in_one_clear_sentence(content, said):
    with pytest.raises(ValidationError) as refusal:
        importing.read(SimpleUploadedFile("提案.docx", content))
    assert said in refusal.value.messages[0]


def test_too_much_text_is_refused_before_it_is_parsed(monkeypatch):
    monkeypatch.setattr(importing, "TEXT_UNPACKED", 100)
    with pytest.raises(ValidationError, match="文字太多"):
        read("情况", "文字")


# -- shown first, saved when confirmed ---------------------------------------------------------------
@pytest.fixture
def member(db, client):
    city = w.build()
    client.force_login(city["member"].user)
    client.city = city
    return client


def test_nothing_is_saved_before_it_is_confirmed(member):
    item = member.city.draft(kind=Proposal, title="", situation="原来的情况", advice="")
    page = member.post(reverse("proposal-import", args=[item.slug]), {"document": upload(docx(*WHOLE))})
    text = page.content.decode()
    assert page.status_code == 200
    assert "原来的情况" in text
    assert "全市有电梯 1200 台。" in text
    item.refresh_from_db()
    assert (item.title, item.situation) == ("", "原来的情况")
    fields = {"then": "save", "version": hidden(page, "version")}
    fields |= {"text_title": TITLE, "take_title": "use", "text_advice": "改过的建议。", "take_advice": "use"}
    fields |= {"text_situation": "导入的情况。", "take_situation": "append"}
    fields |= {"text_analysis": "导入的分析。", "take_analysis": "keep"}
    assert member.post(reverse("proposal-import", args=[item.slug]), fields).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.situation) == (TITLE, "原来的情况\n导入的情况。")
    assert (item.analysis, item.advice) == ("", "改过的建议。")


def test_what_is_there_stays_unless_the_author_says_otherwise(member):
    item = member.city.draft(kind=Proposal, analysis="")
    page = member.post(reverse("proposal-import", args=[item.slug]), {"document": upload(docx(*WHOLE))})
    text = page.content.decode()
    for name, choice in (("title", "keep"), ("situation", "keep"), ("analysis", "use")):
        at = text.index(f'name="take_{name}" value="{choice}"')
        assert "checked" in text[at : at + 120]


def test_a_draft_changed_meanwhile_is_not_written_over(member):
    item = member.city.draft(kind=Proposal)
    fields = {"then": "save", "version": "7", "text_advice": "导入的。", "take_advice": "use"}
    page = member.post(reverse("proposal-import", args=[item.slug]), fields)
    assert page.status_code == 409
    assert "还没有存" in page.content.decode()
    item.refresh_from_db()
    assert item.advice != "导入的。"


def test_a_document_begins_a_proposal(member):
    page = member.post(
        "/items/new/proposal/", {"then": "import", "document": upload(docx(*WHOLE)), "draft": "abcdefghjkmn"}
    )
    assert TITLE in page.content.decode()
    assert Item.objects.get().title == "", "not before it is confirmed"
    assert member.post("/items/new/proposal/", {"then": "import", "draft": "bcdefghjkmna"}).status_code == 422
    assert Item.objects.count() == 1


def test_a_bad_file_leaves_the_draft_alone(member):
    item = member.city.draft(kind=Proposal)
    page = member.post(
        reverse("proposal-import", args=[item.slug]), {"document": SimpleUploadedFile("a.docx", b"x")}
    )
    assert page.status_code == 422
    assert "不是 PDF、Word" in page.content.decode()


def test_a_handed_in_proposal_takes_no_document(member):
    item = member.city.proposal()
    assert member.get(reverse("proposal-import", args=[item.slug])).status_code == 409
    suggestion = member.city.draft()
    assert member.get(reverse("proposal-import", args=[suggestion.slug])).status_code == 404
