"""One desk as the item page shows it: unit, state, due, rounds with replies, photos and verdicts, what may be done."""

from dataclasses import dataclass, field

from django.urls import reverse

from dispatch import rules
from dispatch.desks import classes
from dispatch.items import page as item_page
from dispatch.items.page import Reader
from dispatch.states import FINISHED, GONE, ICONS, REQUIRED, Authority, Decision, DeskRole, DeskState, Grade
from members.rules import is_office
from suggestions.rules import authorship_of
from weijianyi.clock.models import Deadline
from weijianyi.files.models import Attachment
from weijianyi.taking import buttons

D = DeskState
# What the office decides on the item page; the rest of a paper desk is done on the desk's own page.
DECISIONS = frozenset(
    {
        "grant_return", "refuse_return", "grant_extension", "refuse_extension", "pass_check", "fail_check",
        "grant_redo", "refuse_redo", "excuse", "urge", "waive", "supervise", "recall",
    }
)  # fmt: skip
# Inside the unit or between it and the office: outsiders read one word for all of it.
OUTSIDE_WORDS = {D.RETURN_ASKED: "协调承办单位", D.SIGNING: "办理中", D.CHECKING: "答复核对中"}
RESULT_TONES = {"A": "ok", "B": "wait"}
GRADE_TONES = {Grade.SATISFIED: "ok", Grade.MOSTLY: "wait", Grade.DISSATISFIED: "bad"}


@dataclass
class Verdict:
    """One returned form: who, both grades, the words."""

    name: str
    grades: list
    comment: str
    at: object
    paper: bool
    scans: list


@dataclass
class Round:
    """One released reply with what belongs to it."""

    number: int
    reply: object
    result: object  # classes.Shown
    tone: str
    points: list
    scans: list
    before: Attachment | None
    after: Attachment | None
    more: list
    verdicts: list
    redo: object = None

    @property
    def pair(self):
        return [photo for photo in (self.before, self.after) if photo]


@dataclass
class Card:
    desk: object
    unit: str
    state: str
    icon: str
    clock: Deadline | None
    whole: bool
    rounds: list = field(default_factory=list)
    opinion: object = None
    steps: list = field(default_factory=list)
    desk_url: str = ""
    rate_url: str = ""
    paper_url: str = ""
    rated: bool = False
    rating: dict | None = None  # the form of the verdict where it stands in place

    @property
    def is_open(self):
        return self.desk.state not in (*FINISHED, *GONE) and self.desk.role != DeskRole.ASSIST

    @property
    def result(self):
        return self.rounds[-1].result.label if self.rounds else ""

    @property
    def contact(self):
        """(name, phone) of whom the author may ask."""
        reply = self.rounds[-1].reply if self.rounds else None
        if reply and reply.contact_phone:
            return reply.contact_name, reply.contact_phone
        department = self.desk.department
        return (department.short_name, department.phone) if department and department.phone else None


def cards(item, desks, files, reader, actor):
    """Cards of the desks in force, and those that were given back or taken away (for the office and the unit)."""
    shown = [d for d in desks if d.state != D.PLANNED or sees_plan(d, reader, actor)]
    made = [card(d, item, files, reader, actor) for d in shown]
    order = {DeskRole.RELAY: 1, DeskRole.ASSIST: 2}
    now = sorted((c for c in made if c.desk.state not in GONE), key=lambda c: order.get(c.desk.role, 0))
    return now, [c for c in made if c.desk.state in GONE and c.whole and reader != Reader.AUTHOR]


def sees_plan(desk, reader, actor):
    """What is only planned: the office, and whoever is asked beforehand or hands it out."""
    if reader in (Reader.UNIT, Reader.SUPERVISOR):
        return desk.preassigned_at is not None and item_page.sees_whole(actor, reader, desk)
    return reader == Reader.OFFICE


def card(desk, item, files, reader, actor):
    whole = item_page.sees_whole(actor, reader, desk)
    outside = reader in (Reader.AUTHOR, Reader.PUBLIC)
    words = OUTSIDE_WORDS if outside else {}
    made = Card(
        desk=desk, unit=desk.unit_name, state=words.get(desk.state, desk.get_state_display()),
        icon=ICONS.get(desk.state, ""), clock=item_page.next_clock(desk.clocks), whole=whole,
    )  # fmt: skip
    made.rounds = rounds(desk, item, files, reader, actor, whole)
    if desk.role == DeskRole.ASSIST and whole and not outside:
        given = [r for r in desk.replies.all() if r.signed_at or (r.sent_at and not desk.is_proposal)]
        made.opinion = given[-1] if given else None
    may_act(made, reader, actor)
    return made


def may_act(made, reader, actor):
    """What this reader may do with the desk now."""
    desk = made.desk
    if reader == Reader.AUTHOR:
        own = authorship_of(actor, desk.item)
        made.rated = own is not None and any(v.authorship_id == own.pk for v in last_verdicts(desk))
        if waits_for_rating(desk) and rules.rates(actor, desk) and not made.rated:
            made.rate_url = reverse("desk-rate", args=[desk.slug])
        return
    if made.whole and desk.state not in GONE:
        made.desk_url = reverse("desk-detail", args=[desk.slug])
    if reader in (Reader.OFFICE, Reader.SUPERVISOR):
        made.steps = [b for b in buttons(desk, actor, "desk") if b["name"] in DECISIONS and not b["why"]]
    if is_office(actor) and waits_for_rating(desk) and rules.office(actor, desk):
        made.paper_url = reverse("desk-rate-paper", args=[desk.slug])


def waits_for_rating(desk):
    return (
        desk.state == D.RELEASED
        and desk.role in REQUIRED
        and desk.open_redo is None
        and desk.clock("rate") is not None
    )


def last_verdicts(desk):
    reply = desk.last_released
    return [r for r in desk.ratings if reply and r.reply_id == reply.pk]


def rounds(desk, item, files, reader, actor, whole):
    """Every released reply of the desk, oldest first."""
    released = [r for r in desk.replies.all() if r.released_at]
    attached = files.get(("desk", desk.pk), [])
    first_photo = next((a for a in files.get(("item", item.pk), []) if a.is_photo), None)
    if reader == Reader.PUBLIC:
        first_photo = None
    found, since = [], None
    for reply in released:
        own = [
            a for a in attached if (since is None or a.uploaded_at > since) and not after(a, reply, released)
        ]
        given = verdicts(desk, reply, files, reader, actor)
        redo = redo_of(desk, reply, reader) if whole else None
        made = one_round(desk, reply, own, first_photo, given, redo)
        if reader == Reader.PUBLIC:  # the requests are the author's text
            made.points = [(number, "", answer) for number, _, answer in made.points]
        found.append(made)
        since = reply.signed_at
    return found


def after(attachment, reply, released):
    """Whether the file came with a later round."""
    return reply is not released[-1] and attachment.uploaded_at > reply.signed_at


def one_round(desk, reply, files, first_photo, given, redo):
    scans = [a for a in files if a.purpose == Attachment.Purpose.SCAN]
    files = [a for a in files if a not in scans]
    result = classes.shown(reply, desk.organisation_id)
    photos = [a for a in files if a.is_photo]
    before = next((a for a in photos if a.purpose == "before"), first_photo)
    done = next((a for a in photos if a.purpose == "after"), None)
    pair = (before, done) if done else (None, None)
    return Round(
        number=reply.round, reply=reply, result=result, tone=RESULT_TONES.get(result.letter, ""),
        points=reply.points, scans=scans if reply.authority == Authority.SCAN else [], before=pair[0], after=pair[1],
        more=[a for a in files if a not in pair], verdicts=given, redo=redo,
    )  # fmt: skip


def redo_of(desk, reply, reader):
    """What was decided about doing it again; the unit hears of it when it is granted."""
    asked = [r for r in desk.redos.all() if r.round == reply.round and not r.voided_at]
    return next((r for r in asked if reader != Reader.UNIT or r.decision == Decision.GRANTED), None)


def verdicts(desk, reply, files, reader, actor):
    """Forms this reader may see: one's own; the office all; the unit once the redo or the end has told it."""
    given = [r for r in desk.ratings if r.reply_id == reply.pk]
    if reader == Reader.AUTHOR:
        own = authorship_of(actor, desk.item)
        given = [r for r in given if own and r.authorship_id == own.pk]
    elif reader == Reader.UNIT:
        known = desk.state == D.DONE or redo_of(desk, reply, reader) is not None
        known = known and item_page.sees_whole(actor, reader, desk)
        given = given if known else []
    elif reader != Reader.OFFICE:
        given = []
    forms = {}
    for rating in given:
        forms.setdefault(rating.authorship_id, []).append(rating)
    return [verdict(desk, rows, files, reader) for rows in forms.values()]


def verdict(desk, rows, files, reader):
    grades = [
        {"dimension": r.get_dimension_display(), "grade": r.get_grade_display(), "tone": GRADE_TONES[r.grade]}
        for r in rows
    ]
    own = {r.pk for r in rows}
    grades += [
        {
            "dimension": f"第 {g.request__number} 条",
            "grade": g.get_grade_display(),
            "tone": GRADE_TONES[g.grade],
        }
        for g in desk.graded
        if g.rating_id in own
    ]
    scans = [a for r in rows for a in files.get(("rating", r.pk), [])] if reader == Reader.OFFICE else []
    first = rows[0]
    return Verdict(
        first.authorship__name, grades, first.comment, first.occurred_at, first.channel == "paper", scans
    )
