"""Who is put on a duty: one of the studio's members or a head of a department, never two places at once."""

from django.core.exceptions import ValidationError
from django.db.models import Q


def put(duty, *, member=None, person="", post=None, checked=False):
    """ValidationError where nobody is named or the member is elsewhere then."""
    if member is None and not person:
        raise ValidationError({"member": "请选择值班委员，或填写值班负责人。"})
    if member is not None and not checked:
        if member.pk == duty.member_id:
            raise ValidationError({"member": "已经是这位委员值班。"})
        if (other := clash(duty, member.pk)) is not None:
            raise ValidationError({"member": f"{member.name}这个时间在{other.studio}值班，请换一位。"})
    duty.left = duty.member_id
    duty.member = member
    duty.person, duty.post = ("", None) if member else (person, post)


def clash(duty, member_id, leave_out=()):
    """Another duty of the member that overlaps this one, or None."""
    others = type(duty).objects.live().filter(member_id=member_id, date=duty.date)
    return (
        others.filter(overlaps(duty)).exclude(pk__in=[duty.pk, *leave_out]).select_related("studio").first()
    )


def overlaps(duty):
    return Q(starts__lt=duty.ends, ends__gt=duty.starts)


def note(duty, step_name, facts):
    """The words of a step for the duty's timeline."""
    if step_name in ("assign", "change_hands"):
        member = facts.get("member")
        return f"{member.name}委员" if member else facts.get("person", "")
    if step_name == "record_attendance":
        return f"{facts['time']:%H:%M} 到岗，事后补记"
    return str(facts.get("reason") or "")
