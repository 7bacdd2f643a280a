"""What a document really is: PDF, docx or xlsx, told by its content."""

import io
import re
import zipfile
import zlib

import filetype
from django.core.exceptions import ValidationError
from lxml import etree

from .models import DOCUMENT_TYPES

MEMBERS = 2000
UNPACKED = 200 * 1024 * 1024
RATIO = 200  # of a member above one megabyte; long tables reach about 40
CHUNK = 1024 * 1024
HEAD = 4096
CONTENT_TYPES = "[Content_Types].xml"
MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
SIGNATURES = "_xmlsignatures/"
NAMING = {"docProps/core.xml", "docProps/app.xml"}
NAMES = {"creator", "lastModifiedBy", "Company", "Manager"}
ENCRYPTED_PDF = re.compile(rb"/Encrypt\s*(<<|\d+\s+\d+\s+R)")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def document_type(raw, shown):
    """(suffix, mime) by the first bytes; an archive only claims to be docx or xlsx until it is opened."""
    if raw.startswith(OLD_OFFICE):
        raise _refusal(shown, "是旧格式或加了密码的文档", "请去掉密码，另存为 docx 或 xlsx 再试", "old")
    if raw.startswith(b"PK\x03\x04"):
        if raw.count(b"PK\x01\x02") > MEMBERS:  # counted before zipfile makes an object of each
            raise _bomb(shown)
        suffix = _office_suffix(raw)
    else:
        kind = filetype.guess(raw[:HEAD])
        suffix = kind.extension if kind and kind.extension == "pdf" and raw.startswith(b"%PDF-") else None
    if suffix is None:
        raise _refusal(shown, "不是 PDF、Word（docx）或 Excel（xlsx）文件", "请另存为这几种格式再试", "type")
    if suffix == "pdf":
        _check_pdf(raw, shown)
    return suffix, next(mime for mime, ending in DOCUMENT_TYPES.items() if ending == suffix)


def check_office(raw, suffix, shown):
    """Structure, size when unpacked, macros, and every byte against its checksum."""
    broken = _refusal(shown, "已损坏或结构不对", "请在 Word、Excel 或 WPS 中重新保存再试", "broken")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if _unpacks_too_far(members):
                raise _bomb(shown)
            names = [member.filename.lower() for member in members]
            if any("vbaproject" in name or "/activex" in name for name in names):
                raise _refusal(shown, "带有宏", "请另存为不带宏的 docx 或 xlsx 再试", "macro")
            if len(set(names)) < len(names) or any(".." in n.split("/") or n.startswith("/") for n in names):
                raise broken
            for member in members:
                if not _sound(archive, member):
                    raise broken
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise broken from error


def without_authors(raw):
    """The same document without who wrote it where; unchanged where nobody is named or a signature covers it."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members = archive.infolist()
        if any(member.filename.startswith(SIGNATURES) for member in members):
            return raw
        cleaned = {name: _without_names(archive.read(name)) for name in NAMING & set(archive.namelist())}
        if not any(cleaned.values()):
            return raw
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for member in members:
                made.writestr(member, cleaned.get(member.filename) or archive.read(member))
    return out.getvalue()


def _without_names(part):
    """The part with the names emptied, or None where there are none or it cannot be read."""
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    named = [e for e in root.iter(etree.Element) if etree.QName(e).localname in NAMES and e.text]
    for element in named:
        element.text = None
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if named else None


def _office_suffix(raw):
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open(CONTENT_TYPES) as part:
            text = part.read(CHUNK).decode("utf-8-sig")
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, RuntimeError, NotImplementedError):
        return None
    return next((suffix for suffix, main in MAIN.items() if f'"{main}"' in text), None)


def _unpacks_too_far(members):
    return sum(member.file_size for member in members) > UNPACKED or any(
        member.file_size > CHUNK and member.file_size > RATIO * member.compress_size for member in members
    )


def _sound(archive, member):
    """Reads the member to its end: zipfile stops at the declared size and compares the checksum."""
    if member.flag_bits & 0x1:  # encrypted
        return False
    with archive.open(member) as part:
        head = part.read(HEAD)
        if member.filename.lower().endswith((".xml", ".rels")) and b"<!DOCTYPE" in head:
            return False  # Office never writes one; entity bombs need one
        while part.read(CHUNK):
            pass
    return True


def _check_pdf(raw, shown):
    if b"%%EOF" not in raw[-HEAD:] or b"startxref" not in raw:
        raise _refusal(shown, "不完整", "请重新导出或下载后再试", "broken")
    if ENCRYPTED_PDF.search(raw):
        raise _refusal(shown, "加了密码或限制", "请去掉密码再试", "encrypted")


def _refusal(shown, fact, action, code):
    return ValidationError(f"“{shown}”{fact}，没有添加；{action}。", code=code)


def _bomb(shown):
    return _refusal(shown, f"解压后超过 {UNPACKED // CHUNK} MB 或内容过多", "请拆成几个文件再试", "bomb")
