"""Verbs the notices tests share: let the timetable run, and ask who was told."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from weijianyi.notices import jobs
from weijianyi.notices.models import Channel, Notice, State
from weijianyi.work import outbox
from weijianyi.workflow import perform

TEXTS = settings.BASE_DIR / "templates" / "notices" / "text"


def digest(minutes=1):
    """What the timetable does: read the events, then send what is due."""
    later = timezone.now() + timedelta(minutes=minutes)
    outbox.empty(now=later)
    jobs.send(timezone.localdate(later), now=later)


def told(step=None):
    """{(name, text)} of what arrived in the inboxes."""
    rows = Notice.objects.filter(state=State.SENT, channel=Channel.IN_APP)
    if step:
        rows = rows.filter(event__step=step)
    return {(n.user.name, n.text) for n in rows.select_related("user")}


def sent_back(world, **fields):
    opinion = fields.pop("opinion", "请写明几号楼")
    return perform(world.submitted(**fields), "send_back", actor=world["staff"], opinion=opinion)


def extension_asked(world):
    desk = world.working()
    until = desk.due_on + timedelta(days=1)
    return perform(desk, "ask_extension", actor=world["handler"], reason="要等天晴", until=until)
