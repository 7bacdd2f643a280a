"""What the pages of 接口管理 share: their tabs, and that they are the administrator's."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.urls import reverse

TABS = (
    ("接口密钥", "interface-keys"),
    ("事件推送", "interface-webhooks"),
    ("热线对接", "interface-hotline"),
    ("接口说明", "interface-docs"),
)


def admin_only(view):
    """403 unless the current post administers its organisation."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.post is None or request.post.role != "org_admin":
            raise PermissionDenied("接口由本机构管理员维护。")
        return view(request, *args, **kwargs)

    return guarded


def tabs(current):
    """For ui/tabs.html; `current` is the name of the address shown."""
    return [
        {"label": label, "url": reverse(name), "current": name == current, "count": None, "key": ""}
        for label, name in TABS
    ]
