"""Who hears of what happens to members' points, in which words; see weijianyi.notices.audience."""

from django.utils import timezone

from members.models import Post
from members.states import OFFICE
from weijianyi.notices.audience import Audience


def current_posts():
    return Post.objects.current(timezone.localdate()).with_hat()


def office(objection, event):
    return current_posts().filter(organisation_id=objection.organisation_id, role__in=OFFICE)


def member(objection, event):
    return current_posts().filter(member=objection.member, role="member")


TOLD = {
    "scoreobjection.raise": (Audience(office, "members_objection_raised", mail=False),),
    "scoreobjection.uphold": (Audience(member, "members_objection_upheld"),),
    "scoreobjection.reject": (Audience(member, "members_objection_rejected"),),
}


def words(subject, noun, event):
    """Never points: what stands in a message may be read by others."""
    return {"objection": subject, "name": str(subject)}
