"""Promises in a reply: dated sentences are found in its text and kept as rows when it is released."""

import re
from calendar import monthrange
from datetime import date

from django.utils import timezone

from dispatch.models import Assignment, Promise
from dispatch.models.request import Outcome
from dispatch.states import DeskState

NUMBERS = {word: n for n, word in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12, "两": 2}
N = r"\d{1,2}|十[一二]?|[一二三四五六七八九两]"
DATE = re.compile(
    rf"(?<![每\d])(?P<year>20\d\d年度?|今年|本年度?|明年|次年|后年)?"
    rf"(?:(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
    rf"(?:(?P<day>[12]\d|3[01]|0?[1-9])[日号]|(?P<part>上旬|中旬|下旬|初|中|底|末))?"
    rf"|第?(?P<quarter>[一二三四1-4])季度"
    rf"|(?P<half>[上下])半年"
    rf"|(?P<end>年底|年末|年终|年内|底|末|内))"
    rf"|(?P<numbers>20\d\d[-./]\d{{1,2}}[-./]\d{{1,2}})"
    rf"|(?P<this>本|当|下个?)?月底"
    rf"|(?P<in>{N})个月(?:内|之内|以内)"
    rf"|(?P<whole>20\d\d年|明年|后年)"
)
BARE = re.compile(r"底|末|内")  # an end of the year only where the year stands before it
AHEAD = re.compile(r"将|拟|预计|计划|争取|力争|确保|承诺|[底月日末度]前|之前|以前|年内|完成$")
BEHIND = re.compile(r"已经?|了[，,]|以来|于\S{0,12}[日月](?:召开|组织|到|赴|现场|完成了)")
SENTENCE = re.compile(r"[^。！？；;\n]+")
PARTS = {"上旬": 10, "初": 10, "中旬": 20, "中": 15}


def sentences(text, today):
    """[(sentence, date)]: each sentence that names a day to come, with the last such day in it."""
    found = []
    for match in SENTENCE.finditer(text or ""):
        sentence = match.group().strip()
        days = [day for day in dates(sentence, today) if day > today]
        if days:
            found.append((sentence, max(days)))
    return found


def dates(sentence, today):
    """The days a sentence names; a year once said holds for what follows it."""
    year = None
    for match in DATE.finditer(sentence):
        year = year_of(match.group("year") or match.group("whole"), today) or year
        try:
            day = day_of(match, year, today)
        except ValueError:  # 2月30日
            continue
        if day and day <= today and year is None and is_ahead(clause(sentence, match)):
            day = of_next_year(day)
        if day:
            yield day


def clause(sentence, match):
    """The part between the commas around a day."""
    return (
        re.split(r"[，,、]", sentence[: match.start()])[-1]
        + re.split(r"[，,、]", sentence[match.start() :])[0]
    )


def is_ahead(words):
    """Whether a day without a year is one to come: 将于3月底前, and not 已于3月完成."""
    return bool(AHEAD.search(words)) and not BEHIND.search(words)


def year_of(word, today):
    if not word:
        return None
    if word[:2] == "20":
        return int(word[:4])
    return today.year + {"明年": 1, "次年": 1, "后年": 2}.get(word, 0)


def day_of(match, year, today):
    """The last day the words leave open."""
    said, said_year = match.groupdict(), year or today.year
    if said["numbers"]:
        return date(*map(int, re.split(r"[-./]", said["numbers"])))
    if said["month"]:
        return in_month(said_year, number(said["month"]), said["day"], said["part"])
    if said["quarter"]:
        return month_end(said_year, number(said["quarter"]) * 3)
    if said["half"]:
        return month_end(said_year, 6 if said["half"] == "上" else 12)
    if said["in"]:
        return months_on(today, number(said["in"]))
    if said["end"]:
        bare = BARE.fullmatch(said["end"])
        return None if bare and not said["year"] else date(said_year, 12, 31)
    if said["whole"]:
        return date(said_year, 12, 31)
    return month_end(*months_from(today, 1 if (said["this"] or "").startswith("下") else 0))


def in_month(year, month, day, part):
    if day:
        return date(year, month, int(day))
    return date(year, month, PARTS[part]) if part in PARTS else month_end(year, month)


def number(word):
    return int(word) if word.isdecimal() else NUMBERS[word]


def months_from(day, months):
    place = day.year * 12 + day.month - 1 + months
    return place // 12, place % 12 + 1


def months_on(day, months):
    year, month = months_from(day, months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_end(year, month):
    return date(year, month, monthrange(year, month)[1])


def of_next_year(day):
    return date(day.year + 1, day.month, min(day.day, monthrange(day.year + 1, day.month)[1]))


# -- rows ------------------------------------------------------------------------------------------
def after_step(subject, event):
    """A reply came out, at its signature or after the check."""
    released = event.to_state == DeskState.RELEASED and event.from_state != DeskState.RELEASED
    if isinstance(subject, Assignment) and released and subject.department_id is not None:
        reply = subject.last_released
        if reply is not None:
            make(subject, reply, event.occurred_at)


def make(desk, reply, at):
    """Promises of a reply just released: only of a class that is tracked and has its date."""
    result = reply.class_now
    if result is None or not result.data.get("needs_tracking") or not reply.done_on:
        return []
    today = timezone.localdate(at)
    found = said_in(reply, today) or [(whole(reply), reply.done_on)]
    known = set(Promise.objects.filter(desk=desk).values_list("text", "first_due_on"))
    return [
        Promise.objects.create(
            desk=desk, reply=reply, department_id=desk.department_id, text=text, first_due_on=day, due_on=day,
            created_at=at,
        )
        for text, day in dict.fromkeys(found)
        if (text, day) not in known  # said again in the next round
    ]  # fmt: skip


def said_in(reply, today):
    """Of the letter, and of each answer point by point; one that is planned without a day in its words has its date."""
    found = sentences(f"{reply.facts}\n{reply.measures}", today)
    for answer in reply.answers.exclude(text="").order_by("request__number"):
        said = sentences(answer.text, today)
        planned = answer.planned_on if answer.outcome == Outcome.PLANNED else None
        if not said and planned is not None and planned > today:
            said = [(answer.text.strip(), planned)]
        found += said
    return found


def whole(reply):
    """What is promised where no sentence names a day."""
    return (reply.measures or reply.facts).strip()
