"""Display names of uploaded files: readable, harmless, never used on disk."""

import re
import unicodedata

LONGEST = 200  # bytes in UTF-8: file systems allow 255 and browsers append “ (1)”
KNOWN = re.compile(r"\.(jpe?g|png|webp|hei[cf]|pdf|doc[xm]?|xls[xm]?)$", re.IGNORECASE)
UNSEEN = {"Cc", "Cf", "Cs"}  # not Co and Cn: rare characters in names live there
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)  # Windows devices


def clean_name(raw, suffix="", fallback="文件"):
    """`raw` without folders, control and direction marks; with our suffix in place of a known one."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", str(raw or ""))[-1])
    name = "".join(c for c in name if unicodedata.category(c) not in UNSEEN)
    name = re.sub(r'[<>:"|?*]', "_", " ".join(name.split())).rstrip(". ")
    stem, tail = (KNOWN.sub("", name), f".{suffix}") if suffix else (name, "")
    stem = RESERVED.sub(r"_\1", stem.strip(". ") or fallback)
    room = LONGEST - len(tail)
    return stem.encode()[:room].decode(errors="ignore").strip(". ") + tail
