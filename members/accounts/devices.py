"""Where a person is signed in: listed in plain words, ended one by one or all but this one."""

from dataclasses import dataclass

from django.utils import timezone
from qsessions.models import Session


@dataclass(frozen=True)
class Device:
    key: str
    label: str
    ip: str
    since: object
    seen: object
    here: bool


def of(request):
    """The living sessions of the person, this one first."""
    rows = Session.objects.filter(user=request.user, expire_date__gt=timezone.now()).order_by("-updated_at")
    found = [
        Device(row.session_key, words(row), row.ip or "", row.created_at, row.updated_at, here(request, row))
        for row in rows
    ]
    return sorted(found, key=lambda device: not device.here)


def here(request, row):
    return row.session_key == request.session.session_key


def words(row):
    """“iPhone · 微信”, or what can be told."""
    agent = row.user_agent or ""
    if "MicroMessenger" in agent:
        app = "微信"
    else:
        app = (
            row.device_info.user_agent.family if row.device_info and row.device_info.user_agent else "浏览器"
        )
    system = row.device_info.os.family if row.device_info and row.device_info.os else "未知设备"
    return f"{system} · {app}"


def end(request, key):
    """Sign out one other device of the same person; False when there is none such."""
    rows = Session.objects.filter(user=request.user, session_key=key)
    return bool(rows.exclude(session_key=request.session.session_key).delete()[0])


def end_others(request):
    """Sign out everywhere else. Returns how many."""
    rows = Session.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    return rows.delete()[0]


def end_all(user):
    """The account was closed or its password reset by others: every device is signed out."""
    return Session.objects.filter(user=user).delete()[0]


def sweep(on, *, now, dry_run=False):
    """Timed: expired sessions are deleted."""
    over = Session.objects.filter(expire_date__lte=now)
    if dry_run:
        return [f"到期的登录 {over.count()} 个"]
    return [f"清理到期的登录 {over.delete()[0]} 个"]
