"""The list of bulletins: filters, tabs, and what an empty list says about the next one."""

from django.db.models import Count, Q
from django.utils import timezone

from dispatch.bulletins.forms import running
from dispatch.bulletins.states import BulletinKind
from dispatch.bulletins.words import period_name
from suggestions.briefs.drafting import TABS


def narrowed(found, chosen):
    if chosen.get("kind"):
        found = found.filter(kind=chosen["kind"])
    words = chosen.get("q", "")
    if words.isdecimal() and len(words) < 6:
        return found.filter(number=int(words))
    return found.filter(title__icontains=words) if words else found


def tallies(found):
    return found.aggregate(**{state.value: Count("pk", filter=Q(state=state)) for state in TABS})


def next_promise():
    """2026年第三季度通报将于 10 月上旬发布。"""
    first, last = running(BulletinKind.QUARTER, timezone.localdate())
    month = last.month % 12 + 1
    return f"{period_name(BulletinKind.QUARTER, first)}通报将于 {month} 月上旬发布。"
