"""领办: applied for or invited to; what its steps check and write. Its clock is its own and moves no other."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from members.states import Role
from suggestions.claims import rules as claim_rules
from suggestions.claims.states import CLAIM_OPEN, ClaimGrade, ClaimState
from suggestions.rules import authorship_of
from weijianyi.clock import deadlines
from weijianyi.workflow import Forbidden, NotNow, Step, door

APPLY = Step(name="apply_claim", label="申请领办", done="申请领办", who=claim_rules.applies)
INVITE = Step(name="invite_claim", label="邀请领办", done="邀请领办", who=claim_rules.invites)
DECISION, TERM = "claim_decision", "claim"
WORDS = ("opinion", "outcome", "plan", "text", "reason", "comment")
CREDITED = ("approve", "accept_invitation", "record_activity", "conclude")  # for the points, see README


def note(facts):
    return next((str(facts[name]) for name in WORDS if facts.get(name)), "")


def credited(claim, step_name):
    """The leading member; what a collective does credits nobody."""
    return [(claim.member_id, "claimant")] if claim.member_id and step_name in CREDITED else []


# -- how it begins ---------------------------------------------------------------------------------
@transaction.atomic
def apply(item, *, actor, reason, at=None):
    """A member or collective asks to lead; asked already, the open one is returned.

    Raises NotVisible, Forbidden (author, works in the unit, no member), NotNow (not open, led by another).
    """
    item = checked(item, actor)
    if not claim_rules.applies(actor, item):
        raise Forbidden("领办由其他委员、专委会或小组申请；作者和承办单位的人不领办这件事项。")
    who = (
        {"member": actor.post.member}
        if actor.post.role == Role.MEMBER
        else {"collective": actor.post.collective}
    )
    return begun(item, ClaimState.APPLIED, APPLY, actor, who, reason, at)


@transaction.atomic
def invite(item, *, actor, reason, member=None, collective=None, at=None):
    """The office asks a member or a collective to lead. Raises as `apply` does; BadFacts are the form's."""
    item = checked(item, actor)
    if not claim_rules.invites(actor, item):
        raise Forbidden("领办由提案委邀请。")
    who = {"member": member} if member else {"collective": collective}
    return begun(item, ClaimState.INVITED, INVITE, actor, who, reason, at)


def checked(item, actor):
    item = door.lock(item)
    door.check_visible(item, actor)
    if not claim_rules.claimable(item):
        raise NotNow("正在办理、同意公开的微建议和提案，才可以领办。", item)
    return item


def begun(item, state, step, actor, who, reason, at):
    claims = apps.get_model("suggestions", "Claim").objects
    if (known := claims.filter(item=item, state__in=CLAIM_OPEN, **who).first()) is not None:
        return known
    if (leading := claims.filter(item=item, state=ClaimState.ACTIVE).first()) is not None:
        raise NotNow(f"这件事项已由{leading.name}领办。", item)
    at = at or timezone.now()
    claim = claims.create(
        item=item, state=state, name=next(iter(who.values())).name, reason=reason, asked_at=at,
        asked_by=actor.post, **who,
    )  # fmt: skip
    start(claim, DECISION, at)
    door.announce(claim, door.record(claim, step, actor, "", at, {"reason": reason}))
    return claim


def start(claim, code, at):
    """On a thread of its own: never the next date of the item."""
    return deadlines.start(claim, code, at=at, thread=f"claim-{claim.pk}")


# -- checks ----------------------------------------------------------------------------------------
def check_day(claim, held_on, at):
    if held_on > timezone.localdate(at):
        raise ValidationError({"held_on": "日期不能晚于今天。"})


def rater(claim, actor):
    """The authorship under which this actor rates; None for whoever led it."""
    return None if claim_rules.leads(actor, claim) else authorship_of(actor, claim.item)


def rated(claim, actor):
    return claim.ratings.filter(authorship=rater(claim, actor)).exists()


def check_rating(claim, actor, grade, comment):
    if rated(claim, actor):
        raise ValidationError("您已经评价过这次领办。")
    if grade == ClaimGrade.DISSATISFIED and not comment.strip():
        raise ValidationError({"comment": "请写明哪里不满意。"})


# -- rows ------------------------------------------------------------------------------------------
def begin(claim, event, *, actor, **facts):
    """It runs: the decision's clock stops, that of the leading starts."""
    deadlines.stop(claim, DECISION, at=event.occurred_at)
    claim.due_on = start(claim, TERM, event.occurred_at).due_on
    claim.save(update_fields=["due_on"])


def ask_again(claim, event, *, actor, **facts):
    start(claim, DECISION, event.occurred_at)


def stop(claim, event, *, actor, **facts):
    deadlines.stop_all(claim, event.occurred_at)


def write(claim, event, *, actor, form, held_on, text, people="", place="", **facts):
    claim.activities.create(
        form=form, held_on=held_on, text=text, people=people, place=place, by=actor.post, at=event.occurred_at
    )


def rate(claim, event, *, actor, grade, comment="", **facts):
    claim.ratings.create(
        authorship=rater(claim, actor),
        grade=grade,
        comment=comment.strip(),
        by=actor.post,
        at=event.occurred_at,
    )
