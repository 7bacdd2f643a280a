"""A Word document taken apart into the parts of a proposal; nothing is stored here."""

import io
import re
from dataclasses import dataclass, field
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from docx import Document
from docx.oxml.ns import qn

from suggestions.forms.words import ABSURD, tidy
from suggestions.proposals.word_numbers import Numbers
from weijianyi.files import receive

PARTS = {"title": "案由", "situation": "情况", "analysis": "分析", "advice": "建议"}
TEXT_UNPACKED = 20 * 1024 * 1024  # of word/document.xml; a proposal has some hundred kilobytes
FIRST = 12  # the title stands among the first paragraphs
LONGEST_HEADING = 20
WORDS = {
    "situation": ("案由", "情况", "现状", "背景", "问题", "由来"),
    "analysis": ("分析", "原因", "成因", "症结"),
    "advice": ("建议", "对策", "措施", "办法"),
}
NUMBER = re.compile(
    r"^(第[一二三四五六七八九十]+部分[、：:\s]*|[一二三四五六七八九十]+[、．.]\s*|\d+[、．.]\s*)"
)
TITLE = re.compile(r"^关于.{2,100}的(建议|提案|议案)(案)?$")
ENDS = "。；，！？,;"
INLINE = re.compile(r"^(案由|情况|现状|问题|分析|原因|建议|对策)[：:]\s*(.+)$", re.DOTALL)
SKIPPED = {qn(f"w:{name}") for name in ("del", "moveFrom", "tbl", "txbxContent")}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass
class Draft:
    """What a document holds for each part, and what of it was left behind."""

    title: str = ""
    situation: str = ""
    analysis: str = ""
    advice: str = ""
    notes: list = field(default_factory=list)

    def parts(self):
        return {name: getattr(self, name) for name in PARTS if getattr(self, name)}


def read(upload):
    """The Draft in an uploaded .docx; ValidationError with one sentence for anything else."""
    made = receive.read_document(upload)
    if not made.name.endswith(".docx"):
        raise ValidationError(f"“{made.name}”不是 Word（docx）文档，没有导入；请另存为 docx 再试。")
    with ZipFile(io.BytesIO(made.content)) as archive:
        text = max(part.file_size for part in archive.infolist() if part.filename.endswith(".xml"))
    if text > TEXT_UNPACKED:
        raise ValidationError(f"“{made.name}”里的文字太多，没有导入；请只留下提案正文再试。")
    try:
        document = Document(io.BytesIO(made.content))
        lines = list(lines_of(document))
    except Exception as error:  # python-docx and lxml raise many kinds for a broken file
        raise ValidationError(
            f"“{made.name}”读不出文字，没有导入；请用 Word 或 WPS 重新保存再试。"
        ) from error
    draft = taken_apart(lines)
    if not draft.parts():
        raise ValidationError(f"“{made.name}”里没有文字，没有导入。图片里的文字请先打出来。")
    draft.notes += left_behind(document)
    check_lengths(draft, made.name)
    return draft


def check_lengths(draft, name):
    for part, text in draft.parts().items():
        if len(text) > ABSURD:
            raise ValidationError(
                f"“{name}”的“{PARTS[part]}”有 {len(text)} 字，没有导入；请只留下提案正文再试。"
            )


def left_behind(document):
    body = document.element.body
    tables = len(body.findall(".//" + qn("w:tbl")))
    pictures = len(body.findall(".//" + qn("w:drawing")))
    notes = []
    if tables:
        notes.append(f"文档里有 {tables} 个表格，表格没有导入；需要的话请作为附件上传。")
    if pictures:
        notes.append(f"文档里有 {pictures} 张图片或图形，没有导入；需要的话请作为附件上传。")
    return notes


def lines_of(document):
    """(text, is it a heading by its style) of each paragraph outside tables and text boxes."""
    numbers = Numbers(document)
    headings = {
        s.style_id for s in document.styles if re.match(r"(?i)(heading|标题) ?\d|title$", s.name or "")
    }
    for paragraph in document.element.body.iter(qn("w:p")):
        if any(parent.tag in SKIPPED for parent in paragraph.iterancestors()):
            continue
        text = tidy(text_of(paragraph))
        if text:
            style = paragraph.find(qn("w:pPr") + "/" + qn("w:pStyle"))
            is_heading = style is not None and style.get(qn("w:val")) in headings
            yield numbers.before(paragraph) + text, is_heading


def text_of(paragraph):
    """With what was inserted and without what was deleted under change tracking."""
    return "".join(pieces(paragraph))


def pieces(element):
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield " "
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif child.tag not in SKIPPED and child.tag not in (FALLBACK, qn("w:pPr"), qn("w:rPr")):
            yield from pieces(child)


def taken_apart(lines):
    """Title first, then by headings; what stands under none of them is 情况."""
    draft, lines = Draft(), list(lines)
    draft.title, lines = title_of(lines)
    texts, here = {name: [] for name in WORDS}, "situation"
    for text, styled in lines:
        inline = INLINE.match(text)
        part = part_of(inline[1]) if inline else heading_of(text, styled)
        if part is None:
            texts[here].append(text)
            continue
        here = part
        if inline:
            texts[here].append(inline[2])
        elif texts[here] or not plain(text):
            texts[here].append(text)
    for name, found in texts.items():
        setattr(draft, name, tidy("\n".join(found)))
    return draft


def title_of(lines):
    """(title, the other lines); a title broken over two lines is joined."""
    for place, (text, _) in enumerate(lines[:FIRST]):
        line = re.sub(r"^(案由|题目|标题)[：:]\s*", "", text).replace("\n", "").strip()
        for taken in (1, 2):
            joined = line + "".join(other.strip() for other, _ in lines[place + 1 : place + taken])
            if TITLE.match(joined):
                return joined, lines[:place] + lines[place + taken :]
    return "", lines


def heading_of(text, styled):
    """The part this line opens, or None: short, no sentence, a word of that part in it."""
    line = text.strip().rstrip("：:")
    rest = NUMBER.sub("", line)
    if len(line) > LONGEST_HEADING or any(mark in line for mark in ENDS):
        return None
    main = styled or (rest != line and not line[0].isdecimal())
    return part_of(rest) if main or len(rest) <= 6 else None


def part_of(line):
    """By the word that stands last: 问题分析 is 分析, 对策建议 is 建议."""
    found = [(line.rfind(word), part) for part, words in WORDS.items() for word in words if word in line]
    return max(found)[1] if found else None


def plain(heading):
    """A heading that says no more than the name of its part is not kept."""
    rest = NUMBER.sub("", heading.strip().rstrip("：:"))
    return len(rest) <= 8
