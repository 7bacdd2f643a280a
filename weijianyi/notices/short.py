"""Short messages: six reviewed templates of at most 70 characters, one a day per person and matter."""

from django.conf import settings
from django.db.models import TextChoices
from django.template.loader import get_template
from django.utils import timezone

from weijianyi.notices.audience import audience_by_text
from weijianyi.notices.models import MutedShort, ShortSlot
from weijianyi.notices.rendering import plain

LONGEST = 70  # characters of one billed part, the sign included
TITLE = 18  # characters of a short title


class Kind(TextChoices):
    """The templates as the provider reviewed them."""

    CODE = "code", "验证码"
    ASSIGNED = "assigned", "交办"
    NEAR = "near", "临期"
    RATE = "rate", "答复待评价"
    LATE = "late", "超期"
    GENERAL = "general", "其他事项"


def short_title(title):
    """关于…的建议 without its frame, cut to TITLE characters."""
    title = " ".join(title.split()).removeprefix("关于")
    for ending in ("的建议", "的提案"):
        title = title.removesuffix(ending)
    return title if len(title) <= TITLE else title[: TITLE - 1] + "…"


def objection(notice):
    """Switched off by the reader, or the matter has had its message today. Takes today's slots on the way."""
    kind, _ = worded(notice)
    if MutedShort.objects.filter(user=notice.user_id, kind=kind).exists():
        return "收件人关闭了这类短信"
    return "" if take_slots(notice) else "这件事项今天已发过短信"


def message(notice):
    """(kind, facts, text) of what leaves now, about the matters whose slots it holds."""
    kind, facts = worded(notice, take_slots(notice))
    app = notice.post.organisation.short_name
    text = said(kind, facts | {"app": app})
    while len(text) > LONGEST and len(facts.get("title", "")) > 1:
        facts = facts | {"title": facts["title"][:-2] + "…"}
        text = said(kind, facts | {"app": app})
    if len(text) > LONGEST:
        raise ValueError("短信超过 70 个字")
    return str(kind), facts, text


def said(kind, facts):
    found = plain(get_template(f"notices/sms/{kind}.txt"), facts | {"sign": settings.SMS_SIGN})
    return "".join(found.split())


def worded(notice, threads=None):
    subject = notice.subject
    kind, facts = audience_by_text(subject, notice.text).sms(
        subject, notice.event, threads or threads_of(notice)
    )
    return kind, {name: str(value) for name, value in facts.items()}


def threads_of(notice):
    """The matters a message speaks of: a summary has several."""
    return list(getattr(notice.subject, "threads", None) or [notice.thread])


def take_slots(notice):
    """The matters this very message may speak of today; the rows decide between two senders."""
    today, threads = timezone.localdate(), threads_of(notice)
    ShortSlot.objects.bulk_create(
        [ShortSlot(user=notice.user, thread=thread, day=today, notice=notice) for thread in threads],
        ignore_conflicts=True,
    )
    ours = ShortSlot.objects.filter(user=notice.user_id, day=today, notice=notice, thread__in=threads)
    return list(ours.values_list("thread", flat=True))
