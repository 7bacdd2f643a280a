"""What the page of a desk brings along of its rows, in the one statement that reads the desk."""

from django.db.models import OuterRef, Q

from dispatch.desks import requests_of
from dispatch.models import (
    Answer,
    Assignment,
    ClassChange,
    Contact,
    Extension,
    Handback,
    HandlingPlan,
    Promise,
    Rating,
    Redo,
    Reply,
    Request,
    RequestGrade,
    Supervision,
)
from dispatch.states import DeskState
from suggestions.states import Kind
from weijianyi.bundling import Children, unpack
from weijianyi.clock.models import Deadline

D = DeskState


def running_clocks(*codes):
    """Running clocks of a desk as its children; all of them, or those of the codes named."""
    rows = Deadline.objects.running().on(Assignment).filter(object_id=OuterRef("pk"))
    return Children(rows.filter(code__in=codes) if codes else rows)


def children():
    desk = OuterRef("pk")
    return {
        "contacts": Children(
            Contact.objects.filter(desk=desk, voided_at=None), ("form__label",), ("held_on", "pk")
        ),
        "replies": Children(
            Reply.objects.filter(desk=desk),
            ("result_class__label", "signed_by__user__name", "drafted_by__user__name"),
            ("round",),
        ),
        "handbacks": Children(Handback.objects.filter(desk=desk), ("reason__label", "proposed__short_name")),
        "extensions": Children(Extension.objects.filter(desk=desk)),
        "redos": Children(Redo.objects.filter(desk=desk)),
        "ratings": Children(Rating.objects.filter(reply__desk=desk, voided_at=None), ("authorship__name",)),
        "clocks": running_clocks(),
        "promises": Children(Promise.objects.filter(desk=desk), order=("due_on", "pk")),
        "assists": Children(Assignment.objects.filter(serves=desk), ("department__short_name",)),
        "planned": Children(
            Assignment.objects.filter(item=OuterRef("item"), state=D.PLANNED), ("department__short_name",)
        ),
        "opinions": Children(given_opinions(), ("desk__department__short_name",)),
        "supervisions": Children(Supervision.objects.filter(desk=desk)),
        "plan_rows": Children(HandlingPlan.objects.filter(desk=desk), ("updated_by__user__name",)),
        "request_rows": Children(Request.objects.filter(item=OuterRef("item")), order=("number",)),
        "answer_rows": Children(Answer.objects.filter(reply__desk=desk)),
        "graded": Children(
            RequestGrade.objects.filter(rating__reply__desk=desk, rating__voided_at=None),
            ("request__number",),
            ("request__number",),
        ),
        "change_rows": Children(
            ClassChange.objects.filter(reply__desk=desk),
            ("from_class__label", "to_class__label"),
            ("occurred_at", "pk"),
        ),
    }


def given_opinions():
    """Of the assisting desks: a proposal's opinion only when its unit's leader has signed it."""
    unsigned = Q(desk__item__kind=Kind.PROPOSAL, signed_at=None)
    return Reply.objects.filter(desk__serves=OuterRef("pk")).exclude(unsigned).exclude(sent_at=None)


def unpacked(desk, rows):
    """The desk with its children; each reply has its points and the changes of its class at hand."""
    unpack(desk, rows)
    for reply in desk.replies.all():
        reply.points = requests_of.pair(desk.request_rows, desk.answer_rows, reply)
        reply.changes = [c for c in desk.change_rows if c.reply_id == reply.pk]
    return desk
