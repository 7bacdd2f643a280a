"""Who hears of a reminder and of the day's summary, in which words; what short messages say of a desk."""

from dataclasses import replace

from django.utils import timezone

from dispatch import notices
from dispatch.ladder import addressees, rungs, shorts, standing, truth
from dispatch.ladder.states import OUTSIDE, STANDING
from dispatch.models import Arrival, Digest, Reminder
from dispatch.states import DeskRole
from suggestions import notices as of_item
from suggestions.models import Item
from weijianyi.clock.calendars import calendar_for
from weijianyi.clock.seeds import LABELS
from weijianyi.notices.audience import Audience
from weijianyi.templatetags.ui import cn_time

DOING = {
    "handle": "答复", "sign_receipt": "签收", "rate": "评价", "link_receipt": "收件", "supervision": "回应督办",
    "supervision_promise": "兑现承诺", "claim": "完成领办",
}  # fmt: skip


# -- channels --------------------------------------------------------------------------------------
def by_rung(code):
    """The channels of a step's rung, for the table of who is told; what waits for the summary is not among them."""

    def wanted(subject, event):
        today = timezone.localdate()
        found, rung = (
            rungs.channels(subject.organisation_id, code, today),
            rungs.find(subject.organisation_id, code, today),
        )
        return found - set(OUTSIDE) if rung and not rung.at_once else found

    return wanted


def of_reminder(reminder, event):
    """The inbox at once; outside only where the rung does not wait for the summary."""
    wanted = set(reminder.rung.channels)
    return wanted if reminder.rung.at_once else wanted - set(OUTSIDE)


def of_digest(digest, event):
    return {c for r in digest.lines() for c in r.rung.channels if c in OUTSIDE}


# -- the day's summary -----------------------------------------------------------------------------
def owner(digest, event):
    return of_item.current_posts().filter(pk=digest.post_id)


def true_lines(digest):
    """What of the summary is true now."""
    today = timezone.localdate()
    return [r for r in digest.lines() if truth.holds(r) and not truth.overtaken(r, today)]


def anything_left(digest, event):
    return bool(true_lines(digest))


def itself(subject):
    return subject


TOLD = {
    "reminder.send": (
        Audience(
            truth.readers, "dispatch_reminder", truth.holds, about=lambda r: r.about, channels=of_reminder,
            sms=lambda r, event, threads: shorts.of([r]),
        ),
    ),
    "digest.send": (
        Audience(
            owner, "dispatch_digest", anything_left, about=itself, channels=of_digest, renew=True,
            sms=lambda d, event, threads: shorts.of([r for r in true_lines(d) if r.thread in threads] or d.lines()),
        ),
    ),
}  # fmt: skip


# -- in which words --------------------------------------------------------------------------------
def words_of_reminder(reminder, noun, event):
    found = about(reminder)
    return found | {"title": title(reminder, found), "sentence": sentence(reminder.rung.wording, found)}


def words_of_digest(digest, noun, event):
    """Grouped by matter, newest first."""
    groups = {}
    for reminder in true_lines(digest):
        found = about(reminder)
        said = sentence(reminder.rung.wording, found)
        if reminder.event_id or not said:
            said = f"{reminder.rung.label}。{said}"
        groups.setdefault(reminder.thread, (found["name"], []))[1].append(said)
    lines = [
        f"{name}：{''.join(dict.fromkeys(said))}" if name else "".join(said) for name, said in groups.values()
    ]
    return {"number": len(groups), "lines": lines}


def about(reminder):
    """What the wording of a rung may name."""
    organisation = reminder.organisation
    call = f"有不清楚的地方，请拨打 {organisation.office_phone}。" if organisation.office_phone else ""
    if reminder.rung.watch in STANDING:
        return {"name": "", "call": call, **standing.words(reminder)}
    if reminder.event_id:
        return step_words(reminder.event.subject, reminder.event) | {"call": call}
    clock, desk = reminder.clock, reminder.desk
    today = max(timezone.localdate(), timezone.localdate(reminder.moment))
    days = abs(calendar_for(organisation.pk).workdays_between(today, clock.due_on))
    return {
        "name": name_of(reminder), "call": call,
        "unit": desk.unit_short if desk else other_side(reminder.noun), "due": cn_time(clock.due_on), "days": days,
        "doing": doing(clock, desk), "number": "",
    }  # fmt: skip


def name_of(reminder):
    if reminder.item is None:
        return f"“{' '.join(str(reminder.noun).split())}”"
    return of_item.words(reminder.item, reminder.item, None)["name"]


def other_side(noun):
    """Who passed it to us, or who leads it."""
    return noun.sender.short_name if isinstance(noun, Arrival) else noun.name if noun else ""


def doing(clock, desk):
    """What has to be done before the clock stops."""
    if desk and clock.code == "handle" and desk.role == DeskRole.ASSIST:
        return f"提出{desk.assist_word}意见"
    if desk and clock.code == "handle" and desk.role == DeskRole.RELAY:
        return "转交"
    return DOING.get(clock.code, LABELS.get(clock.code, "办理"))


TOKENS = {"标题": "name", "单位": "unit", "期限": "due", "天数": "days", "环节": "doing", "件数": "number"}
STEP_TOKENS = ("标题", "单位", "期限")  # what every subject of a step has


def sentence(wording, found):
    """The wording with its tokens replaced: plain replacement, since people write it."""
    for token, name in TOKENS.items():
        wording = wording.replace(f"{{{token}}}", str(found[name]))
    return wording


def title(reminder, found):
    return f"{reminder.rung.label}：{found['name']}" if found["name"] else reminder.rung.label


# -- the table -------------------------------------------------------------------------------------
def register():
    notices.TOLD.update(TOLD)
    notices.WORDS.update({Reminder: words_of_reminder, Digest: words_of_digest})
    for step, text, code in STEPS:
        rows = []
        for audience in notices.TOLD[step]:
            if audience.text != text:
                rows.append(audience)
                continue
            rows += [
                ruled(
                    replace(audience, to=addressees.kept(audience.to, code)), code, shorts.OF_RUNG.get(code)
                ),
                ruled(addressees.also(audience, code), code, shorts.OF_ADDED.get(code)),
            ]
        notices.TOLD[step] = tuple(rows)
    addressees.register(ruled)


def ruled(audience, code, said):
    """The same audience, reached through the channels its rung names and with the office's own words."""
    return replace(audience, channels=by_rung(code), also=in_own_words(code), sms=said or shorts.general)


def in_own_words(code):
    """What the organisation adds to the notice of a step; its tokens are those of every subject."""

    def said(subject, event):
        rung = rungs.find(subject.organisation_id, code, timezone.localdate())
        if not (rung and rung.wording):
            return ""
        return sentence(rung.wording, step_words(subject, event))

    return said


def step_words(subject, event):
    """What every subject of a step has a word for."""
    named = {name: getattr(subject, name, None) for name in ("unit_short", "due_on")}
    item = subject if isinstance(subject, Item) else getattr(subject, "item", None)
    name = of_item.words(item, item, event)["name"] if item else str(subject)
    found = {"name": name, "unit": named["unit_short"] or "", "due": cn_time(named["due_on"]) or ""}
    return found | dict.fromkeys(("days", "doing", "number"), "")


# Steps the ladder has a rung for: step, text, rung.
STEPS = (
    ("assignment.offer", "dispatch_offer", "assigned"),
    ("assignment.sign_reply", "dispatch_sign_reply", "replied"),
    ("assignment.pass_check", "dispatch_sign_reply", "replied"),
    ("assignment.rate", "dispatch_rate", "dissatisfied"),
    ("assignment.grant_redo", "dispatch_grant_redo", "redone"),
    ("assignment.urge", "dispatch_urge", "urged"),
    ("promise.fall_due", "dispatch_promise_due", "promise_due"),
    ("promise.mark_late", "dispatch_promise_late", "promise_late"),
    ("evaluationround.remind", "dispatch_remind", "evaluation_ends"),
)
