"""Which short messages a person wants: a switch per kind, on unless switched off."""

from django.conf import settings

from members.states import AUTHORS
from weijianyi.notices.models import MutedShort
from weijianyi.notices.short import Kind

OF_AUTHORS = ((Kind.RATE, "答复到了，请您评价"),)
OF_OTHERS = (
    (Kind.ASSIGNED, "新交办、重新办理"),
    (Kind.NEAR, "快到期，等您办理或决定"),
    (Kind.LATE, "已经超期"),
)


def switches(user, posts):
    """[{kind, label, on}] for the hats the person has; nothing where no short messages are sent at all."""
    if not settings.SMS_URL:
        return []
    roles = {post.role for post in posts}
    kinds = [*(OF_AUTHORS if roles & AUTHORS else ()), *(OF_OTHERS if roles - AUTHORS else ())]
    muted = set(MutedShort.objects.filter(user=user).values_list("kind", flat=True))
    return [{"kind": str(kind), "label": label, "on": str(kind) not in muted} for kind, label in kinds]


def turn(user, kind):
    """On becomes off and off becomes on; a kind nobody can switch stays as it is."""
    if kind not in {str(k) for k, _ in (*OF_AUTHORS, *OF_OTHERS)}:
        return
    muted = MutedShort.objects.filter(user=user, kind=kind)
    if not muted.delete()[0]:
        MutedShort.objects.get_or_create(user=user, kind=kind)
