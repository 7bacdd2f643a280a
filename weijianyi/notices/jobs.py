"""Sending: claim, check again, send, mark; failures are tried later, and listed when given up."""

import logging
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from weijianyi.notices.audience import audience_by_text, words
from weijianyi.notices.channels import SENDERS
from weijianyi.notices.models import Notice, State
from weijianyi.notices.rendering import title_and_body

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 12
LEASE = timedelta(minutes=2)  # longer than any sender may take
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=1)
SWEEP = 30  # seconds one run may take; the rest waits for the next
STREAK = 3  # failures in a row after which a channel rests until the next run


def send(on, *, now, dry_run=False):
    """Send what is due; channel by channel, so that a dead mail server does not hold up the inbox."""
    if dry_run:
        return listing(now)
    end = time.monotonic() + SWEEP
    counts = {State.SENT: 0, State.DROPPED: 0}
    report = []
    for channel in SENDERS:
        streak = 0
        while streak < STREAK and time.monotonic() < end and (notice := claim(channel, now)):
            outcome = deliver(notice, now)
            if outcome in counts:
                counts[outcome] += 1
            streak = 0 if outcome in counts else streak + 1
            if outcome == State.FAILED:
                report.append(f"未能发出 {line(notice)}")
    said = {State.SENT: "发出", State.DROPPED: "不再需要"}
    return [f"{said[state]} {n} 条" for state, n in counts.items() if n] + report


def send_soon(row):
    """The outbox topic "notices". After its commit: a mail sent in a transaction that fails would go out twice."""
    transaction.on_commit(lambda: send(timezone.localdate(), now=timezone.now()), robust=True)


def listing(now):
    due = Notice.objects.waiting(now).select_related("user").order_by("available_at", "pk")
    failed = Notice.objects.failed().select_related("user").order_by("pk")
    return [f"待发 {line(n)}" for n in due] + [f"未能发出 {line(n)}：{n.last_error}" for n in failed]


def line(notice):
    """Who and what for the office's list, without the text."""
    return f"#{notice.pk} {notice.get_channel_display()} {notice.user} {notice.text}"


def claim(channel, now):
    """Lease the next due notice of the channel. The attempt is counted before the work, so a crash shows."""
    with transaction.atomic(durable=True):
        due = Notice.objects.waiting(now).filter(channel=channel)
        notice = due.select_for_update(skip_locked=True).order_by("available_at", "pk").first()
        if notice is None:
            return None
        interrupted = notice.state == State.SENDING
        mark(
            notice,
            state=State.SENDING,
            attempts=notice.attempts + 1,
            leased_until=now + LEASE,
            # Kept when it is sent at last: whoever got it twice can be told why.
            last_error="上次发送中断，可能已经发出" if interrupted else notice.last_error,
        )
        return notice


def deliver(notice, now):
    """Send one claimed notice; return the state it is in now."""
    try:
        if why := objection(notice):
            mark(notice, state=State.DROPPED, last_error=why)
        else:
            renew(notice)
            SENDERS[notice.channel].send(notice)
            mark(notice, state=State.SENT, sent_at=timezone.now())
    except Exception as error:
        put_off(notice, error, now)
    return notice.state


def objection(notice):
    """Why the message must not go out any more, or an empty string: rights and facts as they are now."""
    subject = notice.subject
    if notice.post_id and not holds(notice):
        return "收件人的岗位已有变化"
    audience = subject and audience_by_text(subject, notice.text)
    if not audience:
        return "已没有这种消息"
    post = post_among(audience.to(subject, notice.event), notice.post_id)
    if post is None:
        return "收件人的岗位已有变化"
    if not SENDERS[notice.channel].reaches(notice.user):
        return "这个渠道已不能送达收件人"
    return audience.objection(post, subject, notice.event) or SENDERS[notice.channel].objection(notice)


def post_among(posts, pk):
    """The post if it is one of those told now; of the several hundred of a call only this one is read."""
    if isinstance(posts, QuerySet) and not posts.query.is_sliced and not posts.query.combinator:
        posts = posts.filter(pk=pk)
    return next((post for post in posts if post.pk == pk), None)


def renew(notice):
    """A summary says what is true when it leaves, not when it was written."""
    subject = notice.subject
    audience = audience_by_text(subject, notice.text)
    if audience.renew:
        facts = words(subject, audience.about(subject), notice.event) | {"event": notice.event}
        notice.title, notice.body = title_and_body(notice.text, facts)
        Notice.objects.filter(pk=notice.pk).update(title=notice.title, body=notice.body)


def holds(notice):
    """Whether the reader still has the post, or still stands in for it."""
    posts = type(notice.post).objects.held_by(notice.user, timezone.localdate())
    return posts.filter(pk=notice.post_id).exists()


def put_off(notice, error, now):
    """Class and first line of the error only: servers put addresses and texts on the following lines."""
    why = f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"[:300]
    if notice.attempts >= MAX_ATTEMPTS:
        mark(notice, state=State.FAILED, last_error=why)
        logger.error("notice %s given up: %s", notice.pk, type(error).__name__)
        return
    wait = min(FIRST_RETRY * 2 ** (notice.attempts - 1), LONGEST_RETRY)
    mark(notice, state=State.QUEUED, available_at=now + wait, last_error=why)
    logger.warning("notice %s: attempt %s failed: %s", notice.pk, notice.attempts, type(error).__name__)


def mark(notice, **facts):
    """Write only while the row is as we know it: a lease that went to somebody else is no longer ours."""
    ours = Notice.objects.filter(pk=notice.pk, state=notice.state, attempts=notice.attempts)
    facts = {"leased_until": None} | facts
    ours.update(**facts)
    for name, value in facts.items():
        setattr(notice, name, value)
