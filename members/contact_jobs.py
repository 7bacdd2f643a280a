"""Timed: what members noted of their fixed contacts goes some time after the seat has ended."""

from datetime import date, datetime, timedelta

from members.models import FixedContact, Organisation
from weijianyi import rulebook


def forget(on: date, *, now: datetime, dry_run: bool = False) -> list[str]:
    lines = []
    left = FixedContact.objects.filter(member__valid_to__lt=on)
    for organisation in Organisation.objects.filter(pk__in=left.values("member__organisation")):
        days = rulebook.value(organisation.pk, "fixed_contacts_keep_days", on)
        over = left.filter(member__organisation=organisation, member__valid_to__lt=on - timedelta(days=days))
        if number := over.count():
            lines.append(f"{organisation}：离任委员的固定联系 {number} 户")
            if not dry_run:
                over.delete()
    return lines
