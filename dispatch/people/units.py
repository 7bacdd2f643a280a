"""Units as the office keeps them: who sees them, their people, who may not be taken away."""

from django.db.models import Count, Q

from dispatch.models import Department
from dispatch.states import OPEN
from members.models import Post
from members.rules import department_of, has_role, is_office
from members.states import UNIT, Role

READERS = (Role.REVIEWER, Role.HEAD, Role.LEADER, Role.ORG_ADMIN)
ORDER = ("name", "pk")


def of(actor):
    """The units of the organisation for office, leaders and administrator; a unit's people see their own."""
    if has_role(actor, *READERS):
        return Department.objects.filter(organisation_id=actor.organisation_id)
    if has_role(actor, *UNIT, Role.RELAY):
        return Department.objects.filter(pk=department_of(actor))
    return Department.objects.none()


def edits(actor):
    """Facts and duties of units are kept by the office."""
    return is_office(actor)


def counted(rows):
    """With the number of desks still open."""
    return rows.annotate(open_desks=Count("desks", filter=Q(desks__state__in=OPEN), distinct=True))


def narrowed(rows, *, q="", side="", state=""):
    if q:
        rows = rows.filter(Q(name__contains=q) | Q(short_name__contains=q) | Q(duties__contains=q))
    if side:
        rows = rows.filter(side=side)
    return rows.filter(active=state != "ended") if state != "all" else rows


def people(department, on):
    """Current posts of the unit: leaders first, then handlers."""
    found = Post.objects.current(on).with_hat().filter(officer__department=department)
    return found.order_by("-role", "pk")


def handlers(department, on):
    found = Post.objects.current(on).filter(
        officer__department=department, role__in=(Role.HANDLER, Role.RELAY)
    )
    return found.filter(user__is_active=True)


def is_last_handler(post, on):
    """Whether nobody would be left to take up the desks of an active unit that works with accounts."""
    officer = getattr(post, "officer", None)
    if post.role not in (Role.HANDLER, Role.RELAY) or officer is None:
        return False
    unit = officer.department
    if unit.paper or not unit.active:
        return False
    return not handlers(unit, on).exclude(user_id=post.user_id).exists()


def reads_list(actor):
    return has_role(actor, *READERS)


def with_handlers(rows, on):
    """Each unit with the names of its handlers of today; one statement."""
    posts = Post.objects.current(on).filter(officer__department__in=rows, role=Role.HANDLER)
    found = {}
    for post in posts.select_related("user", "officer"):
        found.setdefault(post.officer.department_id, []).append(post.user.name)
    for unit in rows:
        unit.handler_names = found.get(unit.pk, [])


def deputies(posts, on):
    """Each post with `deputies`: who stands in that day; at most three statements."""
    found = Post.objects.all().deputies(posts, on)
    for post in posts:
        post.deputies = found[post.pk]
    return any(found.values())
