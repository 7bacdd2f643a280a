"""The inbox as data: unread first, one row per matter, pages by keyset."""

from django.db.models import Case, Count, Max, Q, Value, When
from django.utils import timezone

from weijianyi.notices.models import Notice, State

PAGE = 20


def unread_count(user, posts=None):
    """The badge of the header, in one cheap statement."""
    return Notice.objects.for_user(user, posts).unread().count()


def page_of(user, *, unread_only=False, after=None):
    """(rows, cursor of the next page or ""): each row is one matter with what arrived about it."""
    notices = Notice.objects.for_user(user)
    threads = notices.values("thread").annotate(
        newest=Max("pk"),
        unread=Count("pk", filter=Q(read_at=None)),
        fresh=Case(When(unread__gt=0, then=Value(1)), default=Value(0)),
    )
    if unread_only:
        threads = threads.filter(fresh=1)
    if after:
        fresh, newest = after
        threads = threads.filter(Q(fresh__lt=fresh) | Q(fresh=fresh, newest__lt=newest))
    found = list(threads.order_by("-fresh", "-newest")[: PAGE + 1])
    rows = filled(notices, found[:PAGE])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return rows, f"{last['fresh']}-{last['newest']}" if last else ""


def filled(notices, threads):
    """The newest notice of each matter and the other unread ones, in one statement."""
    shown = notices.filter(thread__in=[row["thread"] for row in threads])
    shown = shown.filter(Q(read_at=None) | Q(pk__in=[row["newest"] for row in threads]))
    by_thread = {}
    for notice in shown.select_related("post__organisation").order_by("-pk"):
        by_thread.setdefault(notice.thread, []).append(notice)
    found = [(by_thread[row["thread"]], row["unread"]) for row in threads]
    return [{"head": arrived[0], "more": arrived[1:], "unread": unread} for arrived, unread in found]


def cursor(text):
    """ "1-204" from the address → (1, 204); anything else is the first page."""
    fresh, _, newest = text.partition("-")
    return (
        (int(fresh), int(newest)) if fresh in ("0", "1") and newest.isdecimal() and len(newest) < 19 else None
    )


def read_thread(notice):
    """Opening a message reads everything that has arrived about the same matter."""
    unread = Notice.objects.for_user(notice.user).unread().filter(thread=notice.thread)
    unread.update(read_at=timezone.now())


def read_all(user, until):
    """Everything the reader had before the eyes; what arrived since stays unread."""
    return Notice.objects.for_user(user).unread().filter(pk__lte=until).update(read_at=timezone.now())


def take_back(thread, text):
    """What was said about a matter in these words leaves every inbox at once, sent or not."""
    for notice in Notice.objects.filter(thread=thread, text=text).exclude(state=State.DROPPED):
        notice.state = State.DROPPED
        notice.save(update_fields=["state"])
