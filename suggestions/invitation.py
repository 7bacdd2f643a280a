"""One day as a calendar file (RFC 5545)."""

from datetime import UTC, timedelta

BREAKS = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
LONGEST = 75  # octets of a line


def review_day(item, url, now):
    """A whole-day entry on the day the item is looked at."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//weijianyi//zh-CN", "BEGIN:VEVENT", f"UID:review-{item.slug}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{item.review_on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{item.review_on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{f'审核：{item}'.translate(BREAKS)}",
        f"DESCRIPTION:{f'{item.reference} {url}'.strip().translate(BREAKS)}",
        f"URL:{url}", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{folded(line)}\r\n" for line in lines)


def folded(line):
    """No line longer than 75 octets and no character cut in two."""
    parts, size = [""], 0
    for char in line:
        width = len(char.encode())
        if size + width > LONGEST - 1:
            parts.append("")
            size = 0
        parts[-1] += char
        size += width
    return "\r\n ".join(parts)
