"""Timed work of the hotline: fetch their news where they do not push it, sweep used nonces."""

import json
import logging
from urllib.parse import quote

from dispatch.hotline import comparing, inbound, log
from dispatch.hotline.words import Direction, Outcome, Way
from dispatch.models.hotline import HotlineLine
from weijianyi import outgoing, sealing

logger = logging.getLogger(__name__)
PAGES = 20  # of one run; the next run goes on where this one ended


def pull(on, *, now, dry_run=False):
    """Each line that pulls: page after page of news; the place reached is kept after each page is taken."""
    lines = []
    asked = HotlineLine.objects.filter(way=Way.HTTP, active=True, pulls=True).exclude(secret="")
    for line in asked.select_related("department"):
        if line.broken:
            continue
        if dry_run:
            lines.append(f"{line}：从“{line.cursor or '开头'}”起取办理进展")
            continue
        try:
            taken = pull_line(line)
        except (outgoing.Failed, outgoing.Refused, inbound.Unreadable) as failure:
            log.write(
                line, None, Direction.IN, Way.HTTP, "pull", Outcome.FAILED, sentence=f"取办理进展：{failure}"
            )
            lines.append(f"{line}：没有取到，下次再取")
        else:
            if taken:
                lines.append(f"{line}：取到 {taken} 条")
    return lines


def pull_line(line):
    taken = 0
    for _ in range(PAGES):
        rows, cursor = ask(line)
        taken += len(inbound.taken(line, rows)) if rows else 0
        if cursor == line.cursor:
            break
        # What is taken twice after a crash here changes nothing.
        line.cursor = cursor
        line.save(update_fields=["cursor"])
        if not rows:
            break
    return taken


def ask(line):
    """(messages, where to go on)."""
    url = f"{line.url.rstrip('/')}/updates?after={quote(line.cursor, safe='')}"
    path = outgoing.target(url).path
    signed = sealing.headers(sealing.opened(line.secret), method="GET", path=path, body=b"")
    answer = outgoing.call("GET", url, headers=signed)
    if not answer.good:
        raise outgoing.Failed(f"回应 {answer.status}")
    try:
        said = json.loads(answer.body)
        rows, cursor = said["messages"], said["next"]
    except (ValueError, KeyError, TypeError) as error:
        raise inbound.Unreadable("对方的回应读不懂") from error
    if not isinstance(rows, list) or not isinstance(cursor, str) or len(cursor) > 200:
        raise inbound.Unreadable("对方的回应读不懂")
    return [inbound.message(row, place) for place, row in enumerate(rows)], cursor


def sweep(on, *, now, dry_run=False):
    """Used nonces of yesterday."""
    if dry_run:
        return []
    gone = inbound.sweep(now)
    return [f"清理 {gone} 条"] if gone else []


def compare(on, *, now, dry_run=False):
    """Every night: what the hotlines heard beside what came in here since."""
    if dry_run:
        return []
    found = {line: comparing.compare(line, anew=True) for line in HotlineLine.objects.filter(active=True)}
    return [f"{line}：新找到 {number} 对" for line, number in found.items() if number]
