"""The numbers Word prints before list paragraphs; they stand in no text and are counted here."""

from docx.oxml.ns import qn

DIGITS = "零一二三四五六七八九"
CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "ideographTraditional",
    "taiwaneseCounting",
)
LEVELS = 9


class Numbers:
    """Asked once per paragraph, in the order of the document."""

    def __init__(self, document):
        self.levels, self.abstract, self.counts = {}, {}, {}
        part = next(
            (p for p in document.part.package.iter_parts() if p.partname.endswith("/numbering.xml")), None
        )
        root = getattr(part, "element", None)
        if root is not None:
            self.read(root)
        self.styles = {style.style_id: style.element for style in document.styles}

    def read(self, root):
        for abstract in root.iter(qn("w:abstractNum")):
            for level in abstract.iter(qn("w:lvl")):
                key = (abstract.get(qn("w:abstractNumId")), level.get(qn("w:ilvl")))
                self.levels[key] = tuple(value(level, name) for name in ("w:numFmt", "w:lvlText", "w:start"))
        for number in root.iter(qn("w:num")):
            self.abstract[number.get(qn("w:numId"))] = value(number, "w:abstractNumId")

    def before(self, paragraph):
        """“1. ” or “（一）” before this paragraph, or nothing."""
        number, level = self.place_of(paragraph)
        abstract = self.abstract.get(number)
        if abstract is None or not level.isdecimal() or int(level) >= LEVELS:
            return ""
        self.count(abstract, int(level))
        form, pattern, _ = self.levels.get((abstract, level), (None, None, None))
        if not pattern or form in (None, "bullet", "none"):
            return "· " if form == "bullet" else ""
        text = pattern
        for place in range(int(level) + 1):
            shape = self.levels.get((abstract, str(place)), (form, "", ""))[0]
            text = text.replace(f"%{place + 1}", spelt(self.counts.get((abstract, place), 1), shape))
        return text if text[-1:] in "、）)．。" else f"{text} "

    def count(self, abstract, level):
        start = (self.levels.get((abstract, str(level))) or (0, 0, "1"))[2] or "1"
        first = int(start) if start.isdecimal() else 1
        self.counts[abstract, level] = self.counts.get((abstract, level), first - 1) + 1
        for deeper in range(level + 1, LEVELS):
            self.counts.pop((abstract, deeper), None)

    def place_of(self, paragraph):
        """(numId, level) of the paragraph itself or of the nearest style that has one."""
        properties, seen = paragraph.find(qn("w:pPr")), set()
        while properties is not None:
            numbering = properties.find(qn("w:numPr"))
            if numbering is not None and value(numbering, "w:numId"):
                return value(numbering, "w:numId"), value(numbering, "w:ilvl") or "0"
            parent = value(properties, "w:pStyle") or value(properties.getparent(), "w:basedOn")
            if parent is None or parent in seen or parent not in self.styles:
                break
            seen.add(parent)
            style = self.styles[parent]
            properties = style.find(qn("w:pPr"))
            if properties is None:
                break
        return None, "0"


def value(element, name):
    child = element.find(qn(name))
    return child.get(qn("w:val")) if child is not None else None


def spelt(number, form):
    if form in CHINESE:
        return chinese(number)
    if form in ("upperLetter", "lowerLetter") and number <= 26:
        letter = chr(ord("A") + number - 1)
        return letter if form == "upperLetter" else letter.lower()
    if form and form.startswith("decimalEnclosedCircle") and number <= len(CIRCLES):
        return CIRCLES[number - 1]
    return str(number)


def chinese(number):
    """1 to 99 as 一 to 九十九."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")
