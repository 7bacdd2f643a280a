"""The list of units: found by name, with duties, side and how they work."""

from dispatch.models import Department
from dispatch.people.rosters.columns import NO, SIDES, YES
from dispatch.people.rosters.loading import CHANGED, NEW, SAME, Loader, differs, yes
from members.states import Side

PLAIN = {"简称": "short_name", "电话": "phone", "答复文号代字": "letter_word"}
FLAGS = {"没有账号": "paper", "经办人可签发": "single_signer", "转办机构": "relays", "启用": "active"}


class Units(Loader):
    kind, named = "units", "名称"

    def prepare(self, rows):
        names = {row.get("名称", "") for row in rows}
        own = Department.objects.filter(organisation=self.organisation, name__in=names)
        self.by_name = {unit.name: unit for unit in own}

    def key(self, row):
        return (row["名称"],)

    def values(self, row):
        found = {name: row[label] for label, name in PLAIN.items() if label in row} | {
            "side": SIDES[row["系统"]]
        }
        if "职责清单" in row:
            duties = row["职责清单"].replace(";", "；").replace("\n", "；").split("；")
            found["duties"] = "\n".join(duty.strip() for duty in duties if duty.strip())
        return found | {
            name: yes(row, label, name == "active") for label, name in FLAGS.items() if label in row
        }

    def judge(self, row, look):
        unit = look.record = self.by_name.get(row["名称"])
        if unit is not None and unit.active and not yes(row, "启用") and unit.desks.open().exists():
            look.faults.append(("启用", "这个单位还有没办完的事项，请在单位页上办理撤并。"))
        if unit is not None and unit.successor_id and yes(row, "启用"):
            look.faults.append(("启用", f"这个单位已经并入{unit.successor}，请填“否”。"))
        look.status = NEW if unit is None else CHANGED if differs(unit, self.values(row)) else SAME

    def write(self, row, look, actor):
        unit = look.record or Department(organisation=self.organisation, name=row["名称"])
        for name, value in self.values(row).items():
            setattr(unit, name, value)
        unit.save()

    def lines(self):
        for unit in Department.objects.filter(organisation=self.organisation).order_by("pk"):
            flags = [YES if getattr(unit, name) else NO for name in FLAGS.values()]
            duties = "；".join(line.strip() for line in unit.duties.splitlines() if line.strip())
            yield (
                unit.name, unit.short_name, Side(unit.side).label, unit.phone, unit.letter_word, duties, *flags,
            )  # fmt: skip
