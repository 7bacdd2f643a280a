"""Co-signing [联名]: invited by the first author, confirmed by each alone, over at the end of the window."""

from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from members.sessions import sitting_now
from suggestions.models.authorship import Authorship
from suggestions.states import SignerState
from weijianyi import rulebook
from weijianyi.clock.calendars import calendar_for

LAST_MINUTE = time(23, 59)


def window_ends(organisation_id, at):
    """Hours while the plenary sits, else the end of the n-th workday (settings)."""
    if sitting_now(organisation_id, at):
        return at + timedelta(hours=rulebook.value(organisation_id, "cosign_hours_in_session"))
    days = rulebook.value(organisation_id, "cosign_days")
    last = calendar_for(organisation_id).add_workdays(timezone.localdate(at), days)
    return timezone.make_aware(datetime.combine(last, LAST_MINUTE))


def check_invited(item, members):
    """Members of the same organisation, not yet on the list, at least one."""
    if not members:
        raise ValidationError({"members": "请选择邀请谁联名。"})
    present = {a.member_id for a in item.authorships.all() if a.state != SignerState.LAPSED}
    for member in members:
        if member.organisation_id != item.organisation_id:
            raise ValidationError({"members": f"{member.name}不是本组织的委员，不能联名。"})
        if member.pk in present:
            raise ValidationError({"members": f"{member.name}已经在联名名单里。"})


def invite(item, event, *, actor, members, **facts):
    """A row per person in the order named; who was asked before and did not answer is asked again."""
    facts_row = item.proposal_facts
    facts_row.cosign_until = window_ends(item.organisation_id, event.occurred_at)
    facts_row.save(update_fields=["cosign_until"])
    asked = item.authorships.filter(member__in=members, state=SignerState.LAPSED)
    again = set(asked.values_list("member_id", flat=True))
    mark(asked, SignerState.INVITED)
    order = 1 + max((a.order for a in item.authorships.all()), default=0)
    for place, member in enumerate(m for m in members if m.pk not in again):
        Authorship.objects.create(
            item=item, member=member, name=member.name, phone=member.phone, order=order + place,
            state=SignerState.INVITED,
        )  # fmt: skip


def invitation_of(item, actor):
    """The open invitation of this member, or None."""
    return next(
        (
            a
            for a in item.authorships.all()
            if a.state == SignerState.INVITED and a.member_id and a.member_id == actor.post.member_id
        ),
        None,
    )


def answer(state):
    """A `rows` function: the invited member's answer with an opinion."""

    def rows(item, event, *, actor, opinion="", **facts):
        row = invitation_of(item, actor)
        row.state, row.opinion = state, opinion
        row.signed_at = event.occurred_at if state == SignerState.SIGNED else None
        row.save()

    return rows


def take_back(item, event, *, actor, **facts):
    """The text will change: whoever signed is asked again, with the new text before the eyes."""
    others = item.authorships.filter(order__gt=0, via=None, remote=False)
    mark(others.filter(state__in=[SignerState.SIGNED, SignerState.INVITED]), SignerState.LAPSED)
    item.proposal_facts.cosign_until = None
    item.proposal_facts.save(update_fields=["cosign_until"])


def close(item):
    """At submission: only confirmed names count."""
    mark(item.authorships.filter(state=SignerState.INVITED), SignerState.LAPSED)


def run_out(item, event, *, actor, **facts):
    """The window is over: who has not answered is no longer asked."""
    close(item)


def mark(rows, state):
    for row in list(rows):
        row.state, row.signed_at = state, None
        row.save(update_fields=["state", "signed_at"])


def open_now(item):
    """Whether an invited member may still answer."""
    until = item.proposal_facts.cosign_until
    return until is not None and (item.acting_at or timezone.now()) <= until
