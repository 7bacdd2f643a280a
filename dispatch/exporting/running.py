"""Exports in the background: ordered, run row by row with progress, cancelled, tried again, cleared after a week."""

import logging
import secrets
import tempfile
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from dispatch.exporting import lists
from dispatch.models import Export
from weijianyi.files import access
from weijianyi.notices import compose
from weijianyi.work import outbox

logger = logging.getLogger(__name__)
TOPIC = "export"
EVERY = 500  # rows between two looks at whether it was cancelled
SILENT = timedelta(seconds=90)  # after this long without a sign the run is dead and taken up again
KEPT = timedelta(days=7)


class Cancelled(Exception):
    """The one who ordered it no longer wants it."""


def order(name, query, *, actor):
    """A new run; ValidationError while one of this list is under way for this person. What has to stand in the log
    is written with it."""
    try:
        with transaction.atomic():
            made = Export.objects.create(
                list=name, query=query, user=actor.user, post=actor.post, asked_at=timezone.now(),
                name=lists.file_name(name),
            )  # fmt: skip
            outbox.put(TOPIC, f"export:{made.pk}", {"export": made.pk})
            if told := lists.LISTS[name].told:
                told(actor, lists.sheet(name, actor, query).number(), QueryDict(query))
    except IntegrityError as error:
        raise ValidationError("这份清单正在导出，请等它完成，或先取消。") from error
    outbox.wake()
    return made


def open_of(name, actor):
    return Export.objects.for_actor(actor).open().filter(list=name).first()


def cancel(export):
    """True if it was still running; what is written already is thrown away."""
    return bool(Export.objects.open().filter(pk=export.pk).update(cancelled_at=timezone.now()))


def again(export, *, actor):
    """The same list under the same filters, as the data are now."""
    return order(export.list, export.query, actor=actor)


def handle(row):
    """The outbox's work on one export. A failure ends it; its owner tries again, no sweep does."""
    now = timezone.now()
    mine = Export.objects.open().filter(pk=row.payload["export"])
    if not mine.filter(Q(beat_at=None) | Q(beat_at__lt=now - SILENT)).update(beat_at=now, done=0):
        if mine.exists():
            raise outbox.Later(SILENT)
        return
    export = mine.get()
    try:
        run(export)
    except Cancelled:
        return
    except Exception:
        logger.exception("export %s failed", export.pk)
        mine.update(failed_at=timezone.now())
    compose.tell(Export.objects.get(pk=export.pk), "end", key=f"export:{export.pk}")


def run(export):
    actor = access.recall(export.user_id, export.post_id)
    if actor is None or not lists.LISTS[export.list].reads(actor):
        raise PermissionError("the right to this list is gone")
    sheet = lists.sheet(export.list, actor, export.query)
    Export.objects.filter(pk=export.pk).update(total=sheet.number(), beat_at=timezone.now())
    with tempfile.TemporaryFile() as target:
        sheet.save(target, sheet.columns, watched(export, sheet.lines()), sheet.notes)
        target.seek(0)
        suffix = lists.LISTS[export.list].suffix
        export.path.save(f"{secrets.token_hex(16)}.{suffix}", File(target), save=False)
    done = Export.objects.open().filter(pk=export.pk)
    if not done.update(path=export.path.name, finished_at=timezone.now()):
        export.path.storage.delete(export.path.name)
        raise Cancelled


def watched(export, lines):
    """The same lines; every so many the row says how far, and asks whether to go on."""
    open_one, number = Export.objects.open().filter(pk=export.pk), 0
    for number, line in enumerate(lines, 1):
        if number % EVERY == 0 and not open_one.update(done=number, beat_at=timezone.now()):
            raise Cancelled
        yield line
    if not open_one.update(done=number, beat_at=timezone.now()):
        raise Cancelled


# -- the file --------------------------------------------------------------------------------------
def new_link(export):
    """What the one link that works now carries; an older one stops working."""
    export.link = secrets.token_urlsafe(12)
    Export.objects.filter(pk=export.pk).update(link=export.link)
    return export.link


def use_link(export, link):
    """True once."""
    return bool(link) and bool(Export.objects.filter(pk=export.pk, link=link).update(link=""))


def clear_old(on, *, now, dry_run=False):
    """A timed job: files older than a week go, the rows stay."""
    old = Export.objects.filter(finished_at__lt=now - KEPT, removed_at=None)
    if dry_run:
        return [f"清理导出文件 {old.count()} 份"] if old.exists() else []
    gone = 0
    for export in old.iterator():
        export.path.storage.delete(export.path.name)
        gone += Export.objects.filter(pk=export.pk).update(removed_at=now, link="")
    return [f"清理导出文件 {gone} 份"] if gone else []
