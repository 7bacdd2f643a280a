"""The one place where a member joins and leaves: dated rows, and the current values on Member kept in step."""

from datetime import timedelta

from django.db import transaction

from members.models import Membership
from members.states import CollectiveKind

CURRENT = {CollectiveKind.SECTOR: "sector", CollectiveKind.COMMITTEE: "committee"}
# 双组制: every member stands in one group of each of these two kinds.
DOUBLE = (CollectiveKind.SECTOR_GROUP, CollectiveKind.TOWNSHIP)
SINGLE = frozenset({*CURRENT, CollectiveKind.PARTY, *DOUBLE})  # one at a time


@transaction.atomic
def join(member, collective, on, *, convenor=False):
    """From `on` in `collective`; where a member has one of that kind only, the one before ends the day before."""
    begin(member, on)
    open_rows = member.memberships.filter(valid_to=None, collective__isnull=False)
    row = open_rows.filter(collective=collective).first()
    if row is None:
        if collective.kind in SINGLE:
            for before in open_rows.filter(collective__kind=collective.kind):
                end(before, on - timedelta(days=1))
        row = Membership(member=member, collective=collective, valid_from=on)
    row.convenor = convenor
    row.save()
    settle(member)
    return row


@transaction.atomic
def settle_in(member, county, on):
    """From `on` counted with this county committee, or with none."""
    begin(member, on)
    open_rows = member.memberships.filter(valid_to=None, county__isnull=False)
    for before in open_rows.exclude(county=county) if county else open_rows:
        end(before, on - timedelta(days=1))
    if county is not None and not open_rows.filter(county=county).exists():
        Membership.objects.create(member=member, county=county, valid_from=on)
    settle(member)


@transaction.atomic
def leave(row, on):
    """The last day in the collective is `on`."""
    end(row, on)
    settle(row.member)


@transaction.atomic
def put_in(member, kind, collective, on):
    """Exactly this one of that kind, or none: what a form or a roster says."""
    if collective is not None:
        return join(member, collective, on, convenor=is_convenor(member, collective))
    begin(member, on)
    for row in member.memberships.filter(valid_to=None, collective__kind=kind):
        end(row, on)
    settle(member)
    return None


def is_convenor(member, collective):
    return member.memberships.filter(valid_to=None, collective=collective, convenor=True).exists()


def end(row, on):
    """A row that would end before it began was never true: it ends on its first day."""
    row.valid_to = max(on, row.valid_from)
    row.save(update_fields=["valid_to"])


def settle(member):
    """Member.sector, .committee and .county as the open rows say; other readers never look at the rows."""
    rows = list(member.memberships.filter(valid_to=None).select_related("collective"))
    for kind, name in CURRENT.items():
        found = [row.collective_id for row in rows if row.collective_id and row.collective.kind == kind]
        setattr(member, f"{name}_id", found[-1] if found else None)
    counties = [row.county_id for row in rows if row.county_id]
    member.county_id = counties[-1] if counties else None
    member.save(update_fields=["sector", "committee", "county"])


def begin(member, on):
    """Rows for a seat that has only its current values yet."""
    if member.memberships.exists():
        return
    on = min(member.valid_from or on - timedelta(days=1), on)
    found = [c for c in (member.sector, member.committee) if c is not None]
    rows = [Membership(member=member, collective=c, valid_from=on) for c in found]
    if member.county_id:
        rows.append(Membership(member=member, county_id=member.county_id, valid_from=on))
    Membership.objects.bulk_create(rows)
