"""The author's verdict: two dimensions, own account only, a short time to take it back, 未表态 apart."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime

from dispatch.models.officer import Officer
from dispatch.models.rating import Rating
from dispatch.models.redo import Redo
from dispatch.models.request import RequestGrade
from dispatch.states import Channel, Dimension, Grade, SupervisionReason
from dispatch.supervision import opening as supervising
from suggestions.models import Authorship
from suggestions.rules import authorship_of
from suggestions.states import SignerState
from weijianyi import rulebook
from weijianyi.clock import deadlines

TAKE_BACK = timedelta(seconds=10)


def raters(desk):
    """Who may rate this desk's reply: every signed author who does not work in its department."""
    return raters_of(desk.item_id, desk.department_id)


def raters_of(item, department):
    """The same for keys or OuterRefs; the department's reference is one level deeper."""
    signed = Authorship.objects.filter(item=item, state=SignerState.SIGNED, conflicted=False, remote=False)
    colleagues = Officer.objects.filter(department=department).values("post__user")
    return signed.exclude(member__user__in=colleagues)


def not_rated(desk):
    """Raters whose answer to the last reply is still missing; all of them while there is none."""
    given = Rating.objects.filter(reply=desk.last_released, voided_at=None).values("authorship")
    return raters(desk).exclude(pk__in=given)


def rated_by(desk, authorship):
    reply = desk.last_released
    return reply is not None and reply.ratings.filter(authorship=authorship, voided_at=None).exists()


def check(desk, actor, *, work, result, comment, authorship, channel):
    """Own account; the office only from a paper form; once per reply; 不满意 says why."""
    own = authorship_of(actor, desk.item)
    if channel == Channel.ONLINE and (own is None or (authorship and authorship != own)):
        raise ValidationError("只能由委员本人评价。")
    if channel == Channel.PAPER and own is not None:
        raise ValidationError("请由另一位工作人员代录。")
    who = own if channel == Channel.ONLINE else authorship
    if who is None:
        raise ValidationError({"authorship": "请选择是哪位委员的评价。"})
    if rated_by(desk, who):
        raise ValidationError("您已经评价过这份答复。")
    least = rulebook.value(desk.organisation_id, "dissatisfied_reason_min")
    if Grade.DISSATISFIED in (work, result) and len(comment.strip()) < least:
        raise ValidationError({"comment": f"请写明哪里不满意，至少 {least} 个字，便于承办单位重办。"})


def write(
    desk,
    event,
    *,
    actor,
    work,
    result,
    comment="",
    authorship=None,
    channel=Channel.ONLINE,
    requests=None,
    **facts,
):
    """One row per dimension and per request graded; 不满意 of the whole asks for a redo while rounds are left."""
    who = authorship_of(actor, desk.item) if channel == Channel.ONLINE else authorship
    reply = desk.last_released
    Rating.objects.bulk_create(
        Rating(
            reply=reply, authorship=who, dimension=dimension, grade=grade, comment=comment.strip(),
            entered_by=actor.post, channel=channel, occurred_at=event.occurred_at,
        )
        for dimension, grade in ((Dimension.WORK, work), (Dimension.RESULT, result))
    )  # fmt: skip
    if requests:
        own = reply.ratings.get(authorship=who, dimension=Dimension.RESULT, voided_at=None)
        RequestGrade.objects.bulk_create(
            RequestGrade(rating=own, request_id=pk, grade=grade) for pk, grade in requests.items()
        )
    if Grade.DISSATISFIED in (work, result) and desk.rounds_left:
        ask_redo(desk, event, who, comment.strip())


def ask_redo(desk, event, who, reason):
    Redo.objects.create(desk=desk, round=desk.round, asked_by=who, asked_at=event.occurred_at, reason=reason)
    clock = deadlines.running(desk, "rate")
    if clock:  # the window stands still while the office decides
        deadlines.pause(clock, at=event.occurred_at, reason="等待是否重办的决定", event_id=event.pk)
    deadlines.start(desk, "redo_decision", at=event.occurred_at)


def check_take_back(desk, actor, at):
    mine = _mine(desk, actor)
    if not mine.exists():
        raise ValidationError("没有可以收回的评价。")
    if at - mine.first().occurred_at > TAKE_BACK:
        raise ValidationError("评价提交已超过 10 秒，不能收回。")


def take_back(desk, event, *, actor, **facts):
    _mine(desk, actor).update(voided_at=event.occurred_at)
    if (redo := desk.open_redo) is not None:
        redo.voided_at = event.occurred_at
        redo.save(update_fields=["voided_at"])
        deadlines.stop(desk, "redo_decision", at=event.occurred_at, cancelled=True)
        if clock := deadlines.running(desk, "rate"):
            deadlines.resume(clock, at=event.occurred_at)


def _mine(desk, actor):
    return desk.last_released.ratings.filter(authorship=authorship_of(actor, desk.item), voided_at=None)


def finish(desk, event, *, actor, **facts):
    """The window is over. Dissatisfied in the last round: no third one, the matter goes under supervision."""
    deadlines.stop(desk, "rate", at=event.occurred_at)
    dissatisfied = desk.last_released.ratings.filter(voided_at=None, grade=Grade.DISSATISFIED)
    if desk.department_id and not desk.rounds_left and (rating := dissatisfied.first()) is not None:
        # A reopened desk may be under supervision already.
        supervising.place(desk, event, reason=SupervisionReason.DISSATISFIED, request=rating.comment)


def settle(desk, event, *, actor, ratings=(), **facts):
    """The matter's home has closed it: its authors' verdict counts for this unit."""
    record(desk, ratings, desk.round)
    finish(desk, event, actor=actor)
    deadlines.stop_all(desk, event.occurred_at, cancelled=True)


def note_verdict(desk, event, *, actor, ratings=(), **facts):
    record(desk, ratings, desk.round)


def record(desk, ratings, number):
    """Ratings that came by message, each under the remote copy of its author; twice is once."""
    reply = desk.replies.filter(round=number, released_at__isnull=False).first()
    authors = {a.name: a for a in desk.item.authorships.filter(remote=True)}
    for form in ratings if reply else ():
        who = authors.get(form["name"])
        for dimension in (d for d in Dimension if who and d in form):
            Rating.objects.get_or_create(
                reply=reply, authorship=who, dimension=dimension, voided_at=None,
                defaults={
                    "grade": form[dimension], "comment": form.get("comment", ""), "channel": Channel.LINK,
                    "occurred_at": parse_datetime(form["at"]),
                },
            )  # fmt: skip


def excuse(desk, event, *, actor, **facts):
    """回避: every rater is in conflict; the item leaves the denominator of 满意率."""
    raters(desk).update(conflicted=True)
    deadlines.stop(desk, "rate", at=event.occurred_at)


def closing_facts(desk):
    """What the close was worth, kept in its event: satisfied only where every verdict on the result was."""
    valid = Rating.objects.filter(reply=desk.last_released, dimension=Dimension.RESULT, voided_at=None)
    grades = set(valid.values_list("grade", flat=True))
    grade = grades.pop() if len(grades) == 1 else "mixed"
    item = desk.item
    return {"grade": grade, "kind": item.kind, "case": item.case_id, "title": item.title}
