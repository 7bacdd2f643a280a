"""The demo's sign-ins for the sign-in page; never outside of PROFILE=demo."""

from django.conf import settings
from django.utils import timezone

from members.models import Post

NAMES = (
    "member", "member2", "operator", "staff", "staff2", "head", "editor", "leader", "supervisor", "unit", "unitlead",
    "county", "province", "liaison", "informant", "admin", "auditor", "sysadmin",
)  # fmt: skip


def listed():
    """[{username, label}] of those that exist, in the order of NAMES."""
    if settings.PROFILE != "demo":
        return []
    posts = (
        Post.objects.current(timezone.localdate())
        .with_hat()
        .filter(user__username__in=NAMES, user__is_active=True)
    )
    first = {}
    for post in posts.order_by("pk"):
        first.setdefault(post.user.username, post)
    return [{"username": name, "label": label(first[name])} for name in NAMES if name in first]


def label(post):
    officer = getattr(post, "officer", None)
    where = officer.department.short_name if officer else post.organisation.short_name
    return f"{post.user}，{where} {post.get_role_display()}"
