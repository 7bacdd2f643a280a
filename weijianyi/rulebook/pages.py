"""What the rule pages share: who may open them, and the tabs between them."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

TABS = (
    ("办理时限", "rules-limits", ()),
    ("设置", "rules-settings", ()),
    ("提醒", "rules-ladder", ()),
    ("词表", "rules-words", ()),
    ("日历", "rules-calendar", ("year",)),
    ("文书", "letter-templates", ()),
    ("届次", "session-list", ()),
    ("期刊", "rules-series", ()),
    ("计分", "score-schemes", ()),
)


def org_admin_only(view):
    """403 unless the current post administers its organisation."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if getattr(getattr(request, "post", None), "role", None) != "org_admin":
            raise PermissionDenied("规则由本机构管理员维护。")
        return view(request, *args, **kwargs)

    return guarded


def rule_tabs(current: str) -> list[dict]:
    """Tabs for ui/tabs.html; `current` is the name of the address shown."""
    year = timezone.localdate().year
    return [
        {
            "label": label,
            "url": reverse(name, args=[year] if needs else []),
            "current": name == current,
            "count": None,
            "key": "",
        }
        for label, name, needs in TABS
    ]
