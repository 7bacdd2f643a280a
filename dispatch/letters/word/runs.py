"""Pieces of Word that text cannot say, for {{r … }} in a template: a bookmark and the page it stands on."""

from dataclasses import dataclass

FONTS = (
    '<w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:cs="仿宋_GB2312"/>'
    '<w:sz w:val="28"/></w:rPr>'
)


@dataclass(frozen=True)
class Runs:
    """Our own markup, never a person's words: put in as it is."""

    xml: str

    def __html__(self):
        return self.xml


def bookmark(place):
    return Runs(f'<w:bookmarkStart w:id="{place}" w:name="p{place}"/><w:bookmarkEnd w:id="{place}"/>')


def page_of(place):
    """A field that counts the page of the bookmark."""
    field = (
        '<w:fldChar w:fldCharType="begin" w:dirty="true"/>',
        f'<w:instrText xml:space="preserve"> PAGEREF p{place} \\h </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return Runs("".join(f"<w:r>{FONTS}{piece}</w:r>" for piece in field))
