"""Nightly care of the stored files."""

import hashlib
from datetime import timedelta

from django.db.models import Max

from .models import FOLDER, Attachment

GRACE = timedelta(hours=1)  # a request still running has its file before its row
SAMPLE = 50


def sweep(on, *, now, dry_run=False):
    """Removes files without a row and compares the checksums of some others; answers what it found."""
    storage = Attachment._meta.get_field("path").storage
    report = []
    for name in _orphans(storage, now - GRACE):
        report.append(f"多余文件{'（未删除）' if dry_run else '已删除'}：{name}")
        if not dry_run:
            storage.delete(name)
    return report + [line for attachment in _sample(on) if (line := _fault(storage, attachment))]


def _orphans(storage, before):
    for first in _folders(storage, FOLDER):
        rows = Attachment.objects.filter(path__startswith=f"{first}/").values_list("path", "thumb")
        known = {name for row in rows for name in row}
        for second in _folders(storage, first):
            names = (f"{second}/{name}" for name in storage.listdir(second)[1])
            yield from (n for n in names if n not in known and storage.get_modified_time(n) < before)


def _folders(storage, folder):
    if not storage.exists(folder):
        return []
    return [f"{folder}/{name}" for name in sorted(storage.listdir(folder)[0])]


def _sample(on):
    """Another stretch every night, so that all files have their turn."""
    last = Attachment.objects.aggregate(last=Max("pk"))["last"] or 0
    start = on.toordinal() * SAMPLE % (last + 1)
    return Attachment.objects.filter(pk__gte=start).order_by("pk")[:SAMPLE]


def _fault(storage, attachment):
    name = attachment.path.name
    if not storage.exists(name):
        return f"文件缺失：{name}（{attachment.name}）"
    with storage.open(name) as stored:
        found = hashlib.file_digest(stored, "sha256").hexdigest()
    return None if found == attachment.sha256 else f"校验值不符：{name}（{attachment.name}）"
