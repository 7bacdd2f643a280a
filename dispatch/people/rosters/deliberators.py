"""The rows of the roster that are 议政员: people without a seat, of a county or a collective, perhaps of a studio."""

from django.utils import timezone

from dispatch.models import Informant
from dispatch.models.informant import InformantKind
from dispatch.people.rosters.columns import NO, YES
from dispatch.people.rosters.loading import CHANGED, NEW, SAME, day, differs, iso
from dispatch.people.rosters.people import account
from members.models import Post, Studio
from members.states import Role

WORD, MEMBER = "议政员", "委员"
BACKGROUND = 60
NO_UNIT = "请写明从哪里选聘：填县市区，或者一个集体（镇街联络组、界别组、专委会、党派或界别）。"
# Which of the collectives of a row, where several stand in it.
FROM = ("镇街联络组", "界别组", "专委会", "党派", "界别")


def is_one(row):
    return row.get("身份") == WORD


class Deliberators:
    """Beside the loader of members, which knows counties, collectives and accounts."""

    def __init__(self, loader, grouped, rows):
        self.loader, self.grouped = loader, grouped
        phones = {row.get("手机号", "") for row in rows if is_one(row)}
        rows = self.all_of().filter(phone__in=phones).select_related("post")
        self.by_phone = {row.phone: row for row in rows}
        self.studios = (
            {s.name: s for s in Studio.objects.filter(organisation=loader.organisation)} if phones else {}
        )

    def all_of(self):
        return Informant.objects.filter(organisation=self.loader.organisation, kind=InformantKind.DELIBERATOR)

    def judge(self, row, look):
        look.record = self.by_phone.get(row["手机号"])
        if look.record is None and not (row.get("县市区") or self.collective(row)):
            look.faults.append(("县市区", NO_UNIT))
        if len(row.get("单位职务", "")) > BACKGROUND:
            look.faults.append(("单位职务", f"议政员最多 {BACKGROUND} 字。"))
        if row.get("工作室") and row["工作室"] not in self.studios:
            look.faults.append(("工作室", f"没有“{row['工作室']}”这个委员工作室。"))
        if not look.faults:
            look.status = NEW if look.record is None else CHANGED if self.changes(row, look.record) else SAME

    def collective(self, row):
        """(kind, name) of the first that is filled in, or None."""
        return next(((self.grouped[label], row[label]) for label in FROM if row.get(label)), None)

    def opens(self, row, held):
        return (held is None or held.post_id is None) and row.get("开账号", NO if held else YES) in (YES, "")

    def values(self, row):
        found = {"name": row["姓名"]}
        if "单位职务" in row:
            found["background"] = row["单位职务"]
        if first := day(row, "起"):
            found["valid_from"] = first
        if "止" in row:
            found["valid_to"] = day(row, "止")
        if "工作室" in row:
            found["studio"] = self.studios.get(row["工作室"])
        return found

    def unit(self, row):
        """An empty cell leaves the unit as it is: there must be one."""
        if row.get("县市区"):
            return {"county": self.loader.counties[row["县市区"]]}
        of = self.collective(row)
        return {"collective": self.loader.collective(*of)} if of else {}

    def changes(self, row, held):
        of = self.collective(row)
        county = self.loader.counties.get(row.get("县市区", ""))
        moved = county.pk != held.county_id if county else bool(of) and self.named(held) != of[1]
        return moved or differs(held, self.values(row)) or self.opens(row, held)

    @staticmethod
    def named(held):
        return held.collective.name if held.collective_id else ""

    def write(self, row, look):
        held, today = look.record, timezone.localdate()
        opens = self.opens(row, held)
        held = held or Informant(
            organisation=self.loader.organisation,
            kind=InformantKind.DELIBERATOR,
            phone=row["手机号"],
            valid_from=today,
        )
        for name, value in self.values(row).items():
            setattr(held, name, value)
        if unit := self.unit(row):
            held.department = held.collective = held.county = held.place = None
            for name, value in unit.items():
                setattr(held, name, value)
        if opens:
            held.post = self.account(held)
        elif held.post_id and held.post.valid_to != held.valid_to:
            held.post.valid_to = held.valid_to
            held.post.save(update_fields=["valid_to"])
        held.save()

    def account(self, held):
        """Reports by an own account and signs in to the own duties."""
        user, fresh = account(held.phone, held.name)
        if fresh:
            self.loader.accounts.append(user.pk)
        return Post.objects.create(
            user=user, organisation=self.loader.organisation, role=Role.INFORMANT, title=str(held.unit)[:60],
            valid_from=held.valid_from, valid_to=held.valid_to,
        )  # fmt: skip

    def lines(self):
        """{column label: text} of each that has a telephone: it is what they are known by."""
        rows = self.all_of().exclude(phone="").select_related("collective", "county", "studio").order_by("pk")
        labels = {kind: label for label, kind in self.grouped.items()}
        for row in rows:
            of = (
                {labels[row.collective.kind]: row.collective.name}
                if row.collective_id and row.collective.kind in labels
                else {}
            )
            yield of | {
                "姓名": row.name, "手机号": row.phone, "身份": WORD, "单位职务": row.background,
                "县市区": row.county.short_name if row.county_id else "", "起": iso(row.valid_from),
                "止": iso(row.valid_to), "开账号": YES if row.post_id else NO,
                "工作室": row.studio.name if row.studio_id else "",
            }  # fmt: skip
