"""The shipped templates of proposals: paper, fonts, red head, class letter, page numbers as GB/T 9704 has them."""

import io
import re
import zipfile

import pytest
from django.core.exceptions import ValidationError
from docx import Document
from docx.oxml.ns import qn

from dispatch.letters import filling as letters
from dispatch.letters.facts import FACTS, words
from dispatch.letters.word.layout import FALLBACKS
from dispatch.management.commands.build_letters import BUILDERS, frozen
from dispatch.models import LetterKind
from members.models import Organisation
from tests.lettered import said

K = LetterKind
KINDS = [k for k in K if k not in (K.HANDOVER, K.FORM)]
IN_LETTER_FORM = (
    K.PROPOSAL_NOTICE,
    K.CO_OPINION,
    K.REPLY_LETTER,
    K.DECLINE_NOTICE,
    K.SUPERVISION,
    K.URGE_NOTICE,
)
FONTS = {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"}


def tried(kind):
    return letters.try_out((letters.WORD / f"{kind.value}.docx").read_bytes(), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_prints_all_its_facts_and_leaves_no_placeholder(kind):
    text = said(tried(kind))
    assert "{{" not in text
    assert "{%" not in text
    assert FACTS[kind]["office"][1] in text or kind in (K.CO_OPINION, K.REPLY_LETTER)
    assert (letters.WORD / f"{kind.value}.docx").read_bytes() == frozen(BUILDERS[kind]())


@pytest.mark.parametrize("kind", KINDS)
def test_paper_margins_lines_and_fonts_are_those_of_official_documents(kind):
    document = Document(io.BytesIO(tried(kind)))
    for section in document.sections:
        if section.page_width > section.page_height:  # wide tables: the same paper turned
            assert (kind, round(section.page_width.mm)) == (K.BULLETIN, 297)
            continue
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(m.mm) for m in margins] == [37, 35, 28, 26]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        assert section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) == "579"
    runs = [r for r in document.element.body.iter(qn("w:r")) if "".join(r.itertext())]
    fonts = [r.find(qn("w:rPr")).find(qn("w:rFonts")) for r in runs]
    assert {f.get(qn("w:eastAsia")) for f in fonts} <= FONTS
    assert all(f.get(qn("w:eastAsia")) == f.get(qn("w:ascii")) for f in fonts)
    with zipfile.ZipFile(io.BytesIO(tried(kind))) as packed:
        table = packed.read("word/fontTable.xml").decode()
        assert re.findall('w:name="(.+?)"><w:altName w:val="(.+?)"', table) == list(FALLBACKS.items())
        assert not [
            name for name in packed.namelist() if "font" in name and name.endswith((".odttf", ".ttf"))
        ]


@pytest.mark.parametrize("kind", KINDS)
def test_page_numbers_stand_at_the_outer_edge(kind):
    document = Document(io.BytesIO(tried(kind)))
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[-1]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert ("PAGE" in odd._p.xml, "PAGE" in even._p.xml) == (True, True)
    assert (odd.alignment, even.alignment) == (2, None)
    assert section.different_first_page_header_footer == (kind in (*IN_LETTER_FORM, K.CERTIFICATE))
    assert "PAGE" not in "".join(p._p.xml for p in section.first_page_footer.paragraphs)


@pytest.mark.parametrize("kind", IN_LETTER_FORM)
def test_letters_have_a_red_head_between_double_lines(kind):
    section = Document(io.BytesIO(tried(kind))).sections[0]
    head = next(p for p in section.first_page_header.paragraphs if p._p.pPr.find(qn("w:pBdr")) is not None)
    assert round(section.header_distance.mm) == 30
    assert str(head.runs[0].font.color.rgb) == "D91E18"
    assert head._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom")).get(qn("w:val")) == "thickThinSmallGap"
    foot = section.first_page_footer.paragraphs[0]._p.pPr.find(qn("w:pBdr"))
    assert foot.find(qn("w:top")).get(qn("w:val")) == "thinThickSmallGap"


def test_the_class_letter_stands_at_the_top_right_of_page_one():
    section = Document(io.BytesIO(tried(K.REPLY_LETTER))).sections[0]
    mark = section.first_page_header.paragraphs[0]
    frame = mark._p.pPr.find(qn("w:framePr"))
    assert (mark.text, mark.alignment) == ("A", 2)
    assert (frame.get(qn("w:vAnchor")), frame.get(qn("w:xAlign"))) == ("page", "right")
    assert int(frame.get(qn("w:y"))) < 1700, "above the red head"


def test_a_placeholder_of_another_letter_is_refused():
    document = Document()
    document.add_paragraph("{{ addressee }}")
    out = io.BytesIO()
    document.save(out)
    assert "addressee" not in FACTS[K.HANDOVER_LIST]
    with pytest.raises(ValidationError, match="占位符"):
        letters.try_out(out.getvalue(), K.HANDOVER_LIST)


def test_numbers_and_places_are_written_as_in_official_documents():
    assert [words.numeral(n) for n in (1, 10, 12, 20, 35)] == ["一", "十", "十二", "二十", "三十五"]
    names = {"政协云江市委员会": "市", "江南省政协": "省", "政协大安区委员会": "区", "政协安县委员会": "县"}
    assert {name: words.place(Organisation(name=name)) for name in names} == names
