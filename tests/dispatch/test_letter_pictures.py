"""The letters as another word processor draws them: LibreOffice makes a PDF, its pages are looked at dot by dot."""

import subprocess
from dataclasses import dataclass

import pytest

from dispatch.models import LetterKind
from tests.dispatch.test_letter_layout import IN_LETTER_FORM, KINDS, tried

K = LetterKind
DOTS = 4  # a millimetre
MOST = {K.COMPILATION: 5, K.PROPOSAL_NOTICE: 3, K.BULLETIN: 3}  # pages of the sample
pytestmark = [pytest.mark.word, pytest.mark.long]


@dataclass
class Picture:
    """One page; places in millimetres from the upper left corner of the paper."""

    width: int
    height: int
    pixels: bytes

    @property
    def size(self):
        return round(self.width / DOTS), round(self.height / DOTS)

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


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """{kind: its pages}: one start of LibreOffice for all of them."""
    folder = tmp_path_factory.mktemp("letters")
    for kind in KINDS:
        (folder / f"{kind.value}.docx").write_bytes(tried(kind))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf",
         "--outdir", folder, *sorted(folder.glob("*.docx"))], check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {kind: pictures(folder, kind.value) for kind in KINDS}


def pictures(folder, name):
    subprocess.run(
        ["pdftoppm", "-r", f"{DOTS * 25.4:.1f}", folder / f"{name}.pdf", folder / f"{name}-page"], check=True
    )
    found = []
    for page in sorted(folder.glob(f"{name}-page-*.ppm")):
        _, size, _, pixels = page.read_bytes().split(b"\n", 3)
        found.append(Picture(*map(int, size.split()), pixels))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_another_word_processor_keeps_paper_and_margins(drawn, kind):
    pages = drawn[kind]
    assert 1 <= len(pages) <= MOST.get(kind, 2)
    for place, page in enumerate(pages, 1):
        if page.size == (297, 210):  # wide tables: the same paper turned
            assert kind in (K.BULLETIN, K.MONTH_TABLE)
            assert page.has("ink", 20, 20, 277, 190), "no empty page"
            continue
        assert page.size == (210, 297), "A4"
        colour = "red" if kind == K.COMPILATION and place == 1 else "ink"
        assert page.has(colour, 28, 37, 184, 262), "no empty page"
        assert not page.has("ink", 2, 40, 26, 255), "nothing left of 28 mm"
        assert not page.has("ink", 186, 40, 208, 255), "nothing right of 156 mm of text"


@pytest.mark.parametrize("kind", IN_LETTER_FORM)
def test_the_first_page_of_a_letter_has_the_red_head_and_no_number(drawn, kind):
    first = drawn[kind][0]
    assert first.has("red", 70, 28, 140, 40), "the office's name"
    assert first.has("red", 22, 38, 24, 48), "the double line is wider than the text"
    assert first.has("red", 100, 270, 110, 285), "and comes again at the foot"
    assert not first.has("ink", 28, 262, 184, 290), "no number on page 1"


def test_the_class_letter_is_drawn_above_the_head(drawn):
    assert drawn[K.REPLY_LETTER][0].has("ink", 170, 10, 186, 30)


@pytest.mark.parametrize("kind", KINDS)
def test_page_numbers_are_drawn_at_the_outer_edge(drawn, kind):
    """From page 2 where the first is a letterhead; cover and contents of a compilation have none."""
    unnumbered = 2 if kind == K.COMPILATION else 0
    from_page = 2 if kind in (*IN_LETTER_FORM, K.CERTIFICATE) else 1
    for place, page in enumerate(drawn[kind][unnumbered:], 1):
        if place < from_page or page.size != (210, 297):
            continue
        found = page.has("ink", 28, 263, 60, 285), page.has("ink", 150, 263, 184, 285)
        assert found == (place % 2 == 0, place % 2 == 1), f"page {place}"
