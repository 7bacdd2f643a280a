"""frame: what the header, navigation and footer of every page show; at most two cheap statements."""

from django.utils.functional import SimpleLazyObject

from dispatch.models import Assignment
from members.rules import department_of
from members.states import FORMER, OFFICE, UNIT, Role
from suggestions.review import queue as desk_queue
from weijianyi.notices.inbox import unread_count
from weijianyi.views import navigation


def frame(request):
    return {"frame": SimpleLazyObject(lambda: build(request))}


def build(request):
    post = getattr(request, "post", None)
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    elder = user.large_text if signed_in else request.COOKIES.get("large_text") == "1"
    found = {
        "org": "", "area": "", "nav": [], "tabs": [], "hat": "", "hats": [], "unread": 0, "badge": 0,
        "name": user.name if signed_in else "", "elder": elder, "keys": signed_in and user.shortcuts,
        "phone": "", "office": "提案委",
    }  # fmt: skip
    if post is None:
        return found
    counts = getattr(request, "counts", None) or counts_for(request.actor)  # a view may have counted already
    found |= {
        "org": post.organisation.short_name,
        "area": navigation.AREAS.get(post.role, ""),
        "nav": navigation.entries(navigation.BARS.get(post.role, (navigation.HOME,)), request.path, counts),
        "tabs": navigation.entries(navigation.TABS.get(post.role, ()), request.path, counts),
        "hat": hat_label(post),
        "hats": [{"id": p.pk, "label": hat_label(p)} for p in request.posts if p.pk != post.pk],
        "unread": unread_count(user, [p for p in request.posts if p.role != FORMER]),
        "badge": counts.get("review") or counts.get("desks") or 0,
        "phone": post.organisation.office_phone,
    }
    return found


def hat_label(post):
    officer = getattr(post, "officer", None)
    where = officer.department.short_name if officer else post.organisation.short_name
    return f"{where}·{post.label}"


def counts_for(actor):
    """What waits for this person, in one statement."""
    role = actor.post.role
    if role in OFFICE:
        return {"review": desk_queue.to_look_at(actor).count()}
    if role in UNIT or role == Role.RELAY:
        if department_of(actor) is None:
            return {}
        return {"desks": Assignment.objects.visible_to(actor).with_unit().count()}
    return {}
