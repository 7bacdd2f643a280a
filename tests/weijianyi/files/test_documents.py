"""Documents are told by their content; names are made harmless."""

import struct
import time

import pytest

from tests.weijianyi.files.making import EXE, HTML, PDF, encoded, office, refusal, two_colours, upload
from weijianyi.files.names import clean_name
from weijianyi.files.receive import read_document


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("方案.pdf", PDF, "方案.pdf"),
        ("方案.docx", office("docx"), "方案.docx"),
        ("台账.xlsx", office("xlsx"), "台账.xlsx"),
        ("没有后缀", office("docx"), "没有后缀.docx"),
        ("其实是表格.docx", office("xlsx"), "其实是表格.xlsx"),
        ("invoice.pdf.exe", PDF, "invoice.pdf.exe.pdf"),
    ],
)
def test_a_document_is_told_by_its_content_and_kept_as_it_is(name, content, kept):
    made = read_document(upload(name, content))
    assert (made.name, made.content, made.width, made.thumb) == (kept, content, None, b"")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", HTML, "type"),
        ("a.pdf", EXE, "type"),
        ("a.docx", encoded(two_colours()), "type"),
        ("a.docx", encoded(two_colours()) + office(), "type"),
        ("a.txt", "你好".encode(), "type"),
        ("a.zip", b"PK\x05\x06" + b"\0" * 18, "type"),
        ("a.docx", office(main="application/vnd.ms-word.document.macroEnabled.main+xml"), "type"),
        ("a.pptx", office(main="application/vnd.openxmlformats-officedocument.presentationml"), "type"),
        ("a.docx", office(extra=[("word/vbaProject.bin", "x")]), "macro"),
        ("a.docx", office(extra=[("word/activeX/activeX1.bin", "x")]), "macro"),
        ("a.docx", office(extra=[("../../etc/cron.d/x", "x")]), "broken"),
        ("a.docx", office(extra=[("/etc/passwd", "x")]), "broken"),
        ("a.docx", office(extra=[("word/x.xml", '<!DOCTYPE l [<!ENTITY a "aaaa">]><l>&a;</l>')]), "broken"),
        ("a.docx", office(head="<!DOCTYPE l>"), "broken"),
        ("a.docx", office()[:-30], "type"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old"),
        ("a.pdf", PDF[:-20], "broken"),
        ("a.pdf", PDF.replace(b"/Root", b"/Encrypt 5 0 R/Root"), "encrypted"),
        ("a.pdf", PDF.replace(b"/Root", b"/Encrypt<</V 2>>/Root"), "encrypted"),
    ],
)
def test_what_is_not_a_sound_document_is_refused(name, content, code):
    error = refusal(read_document, name, content)
    assert error.code == code
    assert f"“{name}”" in error.messages[0]


def test_a_damaged_member_is_found_by_its_checksum():
    content = office(extra=[("word/media/a.bin", bytes(range(256)) * 40)])
    spot = content.index(b"word/media/a.bin") + 60
    damaged = content[:spot] + bytes([content[spot] ^ 0xFF]) + content[spot + 1 :]
    assert refusal(read_document, "a.docx", damaged).code == "broken"


def test_an_encrypted_member_is_refused():
    content = office()
    at = content.rindex(b"PK\x01\x02") + 8
    flagged = content[:at] + b"\x01\x00" + content[at + 2 :]
    assert refusal(read_document, "a.docx", flagged).code == "broken"


@pytest.mark.parametrize(
    "bomb",
    [
        [("word/media/zero.bin", b"\0" * 40_000_000)],
        [(f"word/media/{n}.bin", b"") for n in range(2500)],
        [(f"word/{n}.xml", bytes(1_000_000)) for n in range(210)],
    ],
    ids=["one flat member", "too many members", "many members below the ratio check"],
)
def test_a_zip_bomb_is_refused_quickly(bomb):
    content = office(extra=bomb)
    begun = time.perf_counter()
    assert refusal(read_document, "bomb.docx", content).code == "bomb"
    assert time.perf_counter() - begun < 1


def test_a_member_that_lies_about_its_size_is_refused():
    content = bytearray(office(extra=[("word/media/zero.bin", b"\0" * 40_000_000)]))
    at = content.rindex(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", 1000)
    assert refusal(read_document, "a.docx", bytes(content)).code == "broken"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("照片 1.JPG", "照片 1.jpg"),
        ("IMG_0001.HEIC", "IMG_0001.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\wang\\图.png", "图.jpg"),
        ("a\u202egpj.exe", "agpj.exe.jpg"),
        ("a\x00b\r\nSet-Cookie: x.jpg", "abSet-Cookie_ x.jpg"),
        ("CON", "_CON.jpg"),
        ("nul.jpg", "_nul.jpg"),
        (" 名字. . ", "名字.jpg"),
        ("", "照片.jpg"),
        ("...", "照片.jpg"),
        (".jpg", "照片.jpg"),
        ('a"b<c>|?*.jpg', "a_b_c____.jpg"),
        ("𠮷𮧵.jpg", "𠮷𮧵.jpg"),
        ("第1.2版", "第1.2版.jpg"),
    ],
)
def test_a_name_is_cleaned(raw, kept):
    assert clean_name(raw, "jpg", "照片") == kept


@pytest.mark.parametrize("letter", ["a", "长", "𠮷"])
def test_a_long_name_is_cut_between_characters(letter):
    name = clean_name(letter * 255 + ".jpg", "jpg")
    assert len(name.encode()) <= 200
    assert set(name[:-4]) == {letter}
    assert name.endswith(".jpg")
