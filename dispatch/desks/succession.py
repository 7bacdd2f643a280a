"""One desk under another unit: what forbids it, and whose name its papers keep."""

from django.core.exceptions import ValidationError

from dispatch.states import GONE, DeskRole


def standing(desk, successor):
    """The successor's own desk on the same matter, or None."""
    rows = desk.item.desks.filter(department=successor).exclude(state__in=GONE).exclude(role=DeskRole.RELAY)
    return None if desk.role == DeskRole.RELAY else rows.first()


def check(desk, successor):
    if desk.department_id is None:
        raise ValidationError("这一件由其他政协组织承办，没有单位可以移交。")
    if successor.organisation_id != desk.organisation_id or not successor.active:
        raise ValidationError({"successor": f"{successor}现在不能承办，请另选单位。"})
    if standing(desk, successor) is not None:
        raise ValidationError({"successor": f"{successor}已经在办这件事项，请先在事项页上处理。"})


def keep_signatures(desk, event, *, actor, left, **facts):
    """What was signed before keeps the name of the unit that signed it."""
    desk.replies.filter(signed_at__isnull=False, signed_for="").update(signed_for=left)
