"""Their list by file: uploaded, looked at, taken over once."""

from django.db import transaction
from django.utils import timezone

from dispatch.hotline import comparing, inbound, tables
from dispatch.hotline.words import Outcome, Way
from dispatch.models.hotline import HotlineList
from weijianyi.workflow import NotNow


def upload(line, file, *, actor):
    """A list to look at; nothing has been taken over yet. ValidationError for a file that is none."""
    sha256, rows, problems = tables.read(file)
    return HotlineList.objects.create(
        line=line, name=file.name[:120], sha256=sha256, rows=rows, problems=problems, uploaded_by=actor.post,
        uploaded_at=timezone.now(),
    )  # fmt: skip


def before(listed):
    """The same file, taken over earlier."""
    same = HotlineList.objects.filter(line=listed.line_id, sha256=listed.sha256, taken_at__isnull=False)
    return same.exclude(pk=listed.pk).first()


def take_over(listed, *, actor):
    """{outcome: rows}; the same list twice is refused, the same rows twice change nothing."""
    locked = HotlineList.objects.select_for_update(of=("self",)).select_related("line__department")
    with transaction.atomic():
        listed = locked.get(pk=listed.pk)
        if listed.taken_at:
            raise NotNow("这份清单已经导入过了。")
        rows = [inbound.message({k: v for k, v in row.items() if k != "row"}) for row in listed.rows]
        outcomes, told = {}, []
        for row, result in zip(listed.rows, inbound.taken(listed.line, rows, Way.FILE, actor), strict=True):
            outcomes[result["outcome"]] = outcomes.get(result["outcome"], 0) + 1
            if result["outcome"] == Outcome.HELD:
                told.append([row["row"], result["sentence"]])
        listed.problems = sorted([*listed.problems, *told])
        listed.outcomes, listed.taken_at = outcomes, timezone.now()
        listed.save()
        comparing.compare(listed.line)
    return listed
