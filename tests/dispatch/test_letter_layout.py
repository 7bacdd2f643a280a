"""The shipped templates of proposals: paper, fonts, red head, class letter, page numbers as GB/T 9704 has them."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass

import pytest
from django.core.exceptions import ValidationError
from docx import Document
from docx.oxml.ns import qn

from dispatch import letters
from dispatch.letter_facts import FACTS, words
from dispatch.management.commands.build_letters import BUILDERS, frozen
from dispatch.models import LetterKind
from dispatch.word.layout import FALLBACKS
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


# -- what another word processor makes of it ---------------------------------------------------------
# Pictures at 4 dots a millimetre of LibreOffice's pages; `make drill` only.
DOTS = 4


@dataclass
class Picture:
    """One page; places in millimetres from the upper left corner of the paper."""

    width: int
    pixels: bytes

    def at(self, x, y):
        start = 3 * (round(y * DOTS) * self.width + round(x * DOTS))
        return tuple(self.pixels[start : start + 3])

    def has(self, colour, left, top, right, bottom):
        """Whether any dot in that rectangle is of the colour."""
        test = {"red": lambda r, g, b: r > 150 > 120 > max(g, b), "ink": lambda r, g, b: max(r, g, b) < 120}[
            colour
        ]
        xs = [left + n / DOTS for n in range(round((right - left) * DOTS))]
        ys = [top + n / DOTS for n in range(round((bottom - top) * DOTS))]
        return any(test(*self.at(x, y)) for y in ys for x in xs)


def pictures(content, folder):
    (folder / "letter.docx").write_bytes(content)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf",
         "--outdir", folder, folder / "letter.docx"], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    dots = f"{DOTS * 25.4:.1f}"
    subprocess.run(["pdftoppm", "-r", dots, folder / "letter.pdf", folder / "page"], check=True)
    found = []
    for page in sorted(folder.glob("page-*.ppm")):
        _, size, _, pixels = page.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        assert (round(width / DOTS), round(height / DOTS)) == (210, 297), "A4"
        found.append(Picture(width, pixels))
    return found


@pytest.mark.drill
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftoppm")),
    reason="needs LibreOffice and pdftoppm: apt-get install libreoffice-writer-nogui poppler-utils",
)
@pytest.mark.parametrize("kind", KINDS)
def test_another_word_processor_shows_paper_margins_red_head_and_page_numbers(kind, tmp_path):
    pages = pictures(tried(kind), tmp_path)
    assert 1 <= len(pages) <= {K.COMPILATION: 5, K.PROPOSAL_NOTICE: 3}.get(kind, 2)
    for place, page in enumerate(pages, 1):
        assert page.has("red" if kind == K.COMPILATION and place == 1 else "ink", 28, 37, 184, 262), (
            "no empty page"
        )
        assert not page.has("ink", 2, 40, 26, 255), "nothing left of 28 mm"
        assert not page.has("ink", 186, 40, 208, 255), "nothing right of 156 mm of text"
    first, last = pages[0], pages[-1]
    if kind in IN_LETTER_FORM:
        assert first.has("red", 70, 28, 140, 40), "the office's name"
        assert first.has("red", 22, 38, 24, 48), "the double line is wider than the text"
        assert first.has("red", 100, 270, 110, 285), "and comes again at the foot"
        assert not first.has("ink", 28, 262, 184, 290), "no number on page 1"
    if kind == K.REPLY_LETTER:
        assert first.has("ink", 170, 10, 186, 30), "the class"
    if kind not in IN_LETTER_FORM or len(pages) > 1:
        left, right = last.has("ink", 28, 263, 60, 285), last.has("ink", 150, 263, 184, 285)
        odd = (len(pages) - (2 if kind == K.COMPILATION else 0)) % 2 == 1  # cover and contents have no number
        assert (left, right) == (not odd, odd), "the number at the outer edge"
