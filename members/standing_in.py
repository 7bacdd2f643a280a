"""Standing in for a colleague: who may for whom, made and ended; both sides and the administrator see it."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from members.models import Post, StandIn
from members.rules import has_role
from members.states import AUTHORS, UNIT, Role

# What counts personally is never done by somebody else: a member's signature and verdict.
PERSONAL = AUTHORS | {Role.CLIENT}


def deputies_for(post):
    """Colleagues who may stand in for this post: same organisation, for units the same unit."""
    today = timezone.localdate()
    found = Post.objects.current(today).with_hat().filter(organisation_id=post.organisation_id)
    found = found.exclude(user_id=post.user_id).exclude(role__in=PERSONAL).filter(user__is_active=True)
    if post.role in UNIT | {Role.RELAY}:
        return found.filter(officer__department=post.officer.department_id)
    return found.filter(officer=None)


def may_arrange(actor, post):
    """The holder, or the administrator of the organisation."""
    if post.role in PERSONAL:
        return False
    own = actor.user is not None and post.user_id == actor.user.pk
    return own or (has_role(actor, Role.ORG_ADMIN) and actor.post.organisation_id == post.organisation_id)


def arrange(actor, post, deputy, *, valid_from, valid_to, reason=""):
    """Returns the StandIn; ValidationError when the dates overlap with another one of the same post."""
    same = StandIn.objects.not_over(valid_from).filter(post=post, valid_from__lte=valid_to)
    if same.exists():
        raise ValidationError("这个岗位在这段时间已经有人代理，请先结束那一次。")
    row = StandIn(
        post=post, deputy=deputy, valid_from=valid_from, valid_to=valid_to, reason=reason, made_by=actor.user
    )
    row.full_clean()
    row.save()
    return row


def may_end(actor, row):
    """Either side, or the administrator."""
    people = {row.post.user_id, row.deputy.user_id}
    return actor.user.pk in people or may_arrange(actor, row.post)


def end(row, actor):
    """From the next request on the right is gone; False when it was over before."""
    open_rows = StandIn.objects.filter(pk=row.pk, ended_at=None)
    return bool(open_rows.update(ended_at=timezone.now(), ended_by=actor.user))
