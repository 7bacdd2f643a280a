"""The roster of members: found by phone, with their groups, and an account where one is wanted."""

from django.utils import timezone

from dispatch.people.rosters import deliberators
from dispatch.people.rosters.columns import MEMBERS, NO, YES
from dispatch.people.rosters.loading import CHANGED, NEW, SAME, Loader, day, differs, iso, yes
from dispatch.people.rosters.people import account, without_password
from members import memberships
from members.models import Collective, Member, Membership, Organisation, Post, User
from members.states import CollectiveKind, Role

GROUPED = {
    "界别": CollectiveKind.SECTOR, "专委会": CollectiveKind.COMMITTEE, "党派": CollectiveKind.PARTY,
    "界别组": CollectiveKind.SECTOR_GROUP, "镇街联络组": CollectiveKind.TOWNSHIP,
}  # fmt: skip
PLAIN = {"姓名": "name", "单位职务": "employer"}
DAYS = {"起": "valid_from", "止": "valid_to", "常委起": "standing_from", "常委止": "standing_to"}


class Members(Loader):
    kind, named = "members", "手机号"

    def prepare(self, rows):
        self.added = []
        phones = {row.get("手机号", "") for row in rows}
        own = Member.objects.filter(organisation=self.organisation, phone__in=phones)
        self.by_phone = {m.phone: m for m in own.select_related("sector", "committee", "county", "user")}
        self.users = {u.phone: u for u in User.objects.filter(phone__in=phones, is_active=True)}
        self.names = {u.username: u for u in User.objects.filter(username__in=phones)}
        found = Collective.objects.filter(organisation=self.organisation, kind__in=GROUPED.values())
        self.collectives = {(c.kind, c.name): c for c in found}
        counties = Organisation.objects.filter(active=True).exclude(pk=self.organisation.pk)
        self.counties = {name: c for c in counties for name in (c.name, c.short_name)}
        self.groups = {}
        rows_of = Membership.objects.filter(
            member__in=[m.pk for m in self.by_phone.values()], valid_to=None, collective__isnull=False
        )
        for row in rows_of.select_related("collective"):
            self.groups.setdefault(row.member_id, {})[row.collective.kind] = row.collective.name
        self.others = deliberators.Deliberators(self, GROUPED, rows)

    def key(self, row):
        return (row["手机号"],)

    def judge(self, row, look):
        other = deliberators.is_one(row)
        member = look.record = None if other else self.by_phone.get(row["手机号"])
        for label, kind in GROUPED.items():
            name = row.get(label)
            if name and (kind, name) not in self.collectives and not self.create:
                look.faults.append((label, f"还没有登记“{name}”。请先登记，或在上传时选“没有的同时登记”。"))
        if row.get("县市区") and row["县市区"] not in self.counties:
            look.faults.append(("县市区", f"没有“{row['县市区']}”这个县市区政协。"))
        for begun, over in (("起", "止"), ("常委起", "常委止")):
            first, last = day(row, begun), day(row, over)
            if first and last and last < first:
                look.faults.append((over, "结束日期在开始日期之前。"))
        user = self.users.get(row["手机号"]) or self.names.get(row["手机号"])
        if other:
            self.others.judge(row, look)
        opens = self.others.opens(row, look.record) if other else self.opens(row, member)
        if opens and user is not None and user.name != row["姓名"]:
            look.faults.append(("手机号", f"这个手机号已经是{user.name}的账号。"))
        if not other:
            look.status = NEW if member is None else CHANGED if self.changes(row, member) else SAME

    def opens(self, row, member):
        return yes(row, "开账号", "开账号" in row or member is None) and (
            member is None or not member.user_id
        )

    def values(self, row):
        plain = {name: row[label] for label, name in PLAIN.items() if label in row}
        return plain | {name: day(row, label) for label, name in DAYS.items() if label in row}

    def changes(self, row, member):
        held = self.held(member)
        groups = any(label in row and row[label] != held.get(kind, "") for label, kind in GROUPED.items())
        county = "县市区" in row and self.counties.get(row["县市区"]) != member.county
        return groups or county or differs(member, self.values(row)) or self.opens(row, member)

    def held(self, member):
        """{kind: name} of today; what has no dated rows yet has its current values."""
        found = {}
        if member.sector:
            found[CollectiveKind.SECTOR] = member.sector.name
        if member.committee:
            found[CollectiveKind.COMMITTEE] = member.committee.name
        return found | self.groups.get(member.pk, {})

    def write(self, row, look, actor):
        if deliberators.is_one(row):
            self.others.write(row, look)
        elif look.record is None:
            self.add(row)
        else:
            self.update(row, look.record)

    def add(self, row):
        """A new seat; all of a portion are written together in `flush`."""
        member = Member(organisation=self.organisation, phone=row["手机号"], **self.values(row))
        member.county = self.counties.get(row.get("县市区"))
        groups = [self.collective(kind, row.get(label, "")) for label, kind in GROUPED.items()]
        for kind, name in memberships.CURRENT.items():
            setattr(member, name, next((g for g in groups if g is not None and g.kind == kind), None))
        user = (
            (self.users.get(member.phone) or self.names.get(member.phone)) if self.opens(row, None) else None
        )
        fresh = self.opens(row, None) and user is None
        member.user = without_password(member.phone, member.name) if fresh else user
        self.added.append((member, [g for g in groups if g is not None], fresh))

    def flush(self):
        """Write what `add` collected: five statements for a portion."""
        today = timezone.localdate()
        made = [member.user for member, _, fresh in self.added if fresh]
        User.objects.bulk_create(made)
        Member.objects.bulk_create([member for member, _, _ in self.added])
        held, posts = [], []
        for member, groups, _ in self.added:
            first = member.valid_from or today
            dates = {"member": member, "valid_from": first, "valid_to": member.valid_to}
            held += [Membership(collective=group, **dates) for group in groups]
            held += [Membership(county=member.county, **dates)] if member.county else []
            posts += [self.post(member, min(first, today))] if member.user else []
        Membership.objects.bulk_create(held)
        Post.objects.bulk_create(posts)
        self.accounts += [user.pk for user in made]
        self.added = []

    def update(self, row, member):
        opens = self.opens(row, member)
        for name, value in self.values(row).items():
            setattr(member, name, value)
        member.save()
        on, held = timezone.localdate(), self.held(member)
        for label, kind in GROUPED.items():
            if label in row and row[label] != held.get(kind, ""):
                memberships.put_in(member, kind, self.collective(kind, row[label]), on)
        if "县市区" in row and self.counties.get(row["县市区"]) != member.county:
            memberships.settle_in(member, self.counties.get(row["县市区"]), on)
        if opens:
            self.open(member, member.valid_from or on)

    def collective(self, kind, name):
        if not name:
            return None
        if (kind, name) not in self.collectives:
            self.collectives[kind, name] = Collective.objects.create(
                organisation=self.organisation, kind=kind, name=name
            )
        return self.collectives[kind, name]

    def open(self, member, first):
        user, fresh = account(member.phone, member.name)
        member.user = user
        member.save(update_fields=["user"])
        self.post(member, min(first, timezone.localdate())).save()
        if fresh:
            self.accounts.append(user.pk)

    def post(self, member, first):
        return Post(
            user=member.user, organisation=self.organisation, role=Role.MEMBER, member=member, valid_from=first,
            valid_to=member.valid_to,
        )  # fmt: skip

    def lines(self):
        rows = Member.objects.filter(organisation=self.organisation).exclude(phone="")
        rows = rows.select_related("sector", "committee", "county").order_by("pk")
        groups = {}
        open_rows = Membership.objects.filter(
            member__organisation=self.organisation, valid_to=None, collective__isnull=False
        )
        for pk, kind, name in open_rows.values_list("member_id", "collective__kind", "collective__name"):
            groups.setdefault(pk, {})[kind] = name
        self.groups = groups
        for m in rows:
            held = self.held(m)
            of = [held.get(kind, "") for kind in GROUPED.values()]
            county = m.county.short_name if m.county else ""
            yield (
                m.name, m.phone, deliberators.MEMBER, *of[:3], county, *of[3:], m.employer,
                iso(m.valid_from), iso(m.valid_to), iso(m.standing_from), iso(m.standing_to),
                YES if m.user_id else NO, "",
            )  # fmt: skip
        for line in self.others.lines():
            yield tuple(line.get(column.label, "") for column in MEMBERS)
