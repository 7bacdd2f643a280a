"""Event in, notices out: rows for everybody the table of the subject's own app names; sending comes after."""

from datetime import timedelta

from django.utils import timezone

from weijianyi.audit.models import Event, PendingStep
from weijianyi.notices.audience import audiences_of, words
from weijianyi.notices.channels import SENDERS
from weijianyi.notices.models import Channel, Notice, State
from weijianyi.notices.rendering import title_and_body
from weijianyi.work import outbox


def listen(event):
    """Digest one event; safe to run twice. What was undone is never announced, nor is the undoing."""
    subject = event.subject
    if subject is None:  # a draft that was discarded
        return
    if event.user_id:
        # Who acts on a matter has seen what waited there.
        seen = Notice.objects.unread().filter(user=event.user_id, thread=event.thread)
        seen.filter(created_at__lte=event.recorded_at).update(read_at=event.recorded_at)
    tell(subject, step_of(event), event=event)


def step_of(event):
    """The step to announce: a proposal to a second person and its refusal bear the name of the step itself."""
    if event.internal:
        pending = PendingStep.objects.filter(
            content_type=event.content_type_id, object_id=event.object_id, step=event.step
        )
        if pending.filter(proposed_at=event.occurred_at).exists():
            return "propose"
        if pending.filter(decided_at=event.occurred_at, outcome="refused").exists():
            return "turn_down"
    return event.step


def tell(subject, step, *, event=None, key=""):
    """Write the notices of `step`; a reminder has no event but a `key`, and is written once per key and person."""
    now = timezone.now()
    rows, held = [], timedelta(0)
    for audience in audiences_of(subject, step):
        rows += written(audience, subject, event, key, now)
        held = max(held, audience.hold)
    if rows:
        Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    if any(row.state == State.QUEUED for row in rows):
        outbox.put("notices", f"notices:{event.pk if event else key}", delay=held)
        outbox.wake()


def written(audience, subject, event, key, now):
    """Unsaved notices for this audience, one per person and channel."""
    told = readers(audience, subject, event)
    if not told:
        return []
    noun = audience.about(subject)
    title, body = title_and_body(audience.text, words(subject, noun, event) | {"event": event})
    if audience.also and (said := audience.also(subject, event)):
        body = f"{body}\n{said}"
    facts = {
        "event": event, "subject": subject, "text": audience.text, "thread": subject.thread, "title": title,
        "body": body, "url": "" if audience.gone else noun.get_absolute_url(),
        "available_at": now + audience.hold, "created_at": now,
    }  # fmt: skip
    return [
        Notice(user=user, post=post, channel=channel, **facts, **delivery(audience, channel, now),
               key=f"{key}:{user.pk}:{channel}" if key else None)
        for user, post in told
        for channel in channels_for(audience, user, subject, event)
    ]  # fmt: skip


def readers(audience, subject, event):
    """[(user, post)]: the holders of the posts, one post each, and whoever stands in for them today."""
    done, posts = set(doers(event)), {}
    for post in audience.to(subject, event):
        posts.setdefault(post.user_id, post)
    told = [
        post
        for user, post in posts.items()
        if user not in done and not audience.objection(post, subject, event)
    ]
    found = {post.user_id: (post.user, post) for post in told}
    if told:
        deputies = type(told[0]).objects.deputies(told, timezone.localdate())
        for post in told:
            for user in deputies[post.pk]:
                if user.pk not in done:
                    found.setdefault(user.pk, (user, post))
    return list(found.values())


def doers(event):
    """Nobody is told of their own act: all who took part in the same click."""
    if event is None:
        return []
    return Event.objects.filter(act=event.act, user__isnull=False).values_list("user_id", flat=True)


def channels_for(audience, user, subject=None, event=None):
    """What the audience names and this person can be reached by; a short message only where it has words."""
    wanted = {Channel.IN_APP, Channel.EMAIL} if audience.mail else {Channel.IN_APP}
    if audience.channels:
        wanted = set(audience.channels(subject, event))
    if audience.sms is None:
        wanted -= {Channel.SMS}
    return [channel for channel in SENDERS if channel in wanted and SENDERS[channel].reaches(user)]


def delivery(audience, channel, now):
    """The inbox has its message at once, unless the step may still be taken back."""
    if channel == Channel.IN_APP and not audience.hold:
        return {"state": State.SENT, "sent_at": now}
    return {"state": State.QUEUED}
