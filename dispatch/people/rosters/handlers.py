"""The people of units: found by phone, unit and role; each gets an account and a post."""

from django.utils import timezone

from dispatch.models import Department, Officer
from dispatch.people.rosters.columns import ROLES
from dispatch.people.rosters.loading import CHANGED, NEW, SAME, Loader, day, differs, iso
from dispatch.people.rosters.people import account
from dispatch.people.units import is_last_handler
from members.models import Post, User

WORDS = {role: word for word, role in ROLES.items()}
DAYS = {"起": "valid_from", "止": "valid_to"}


class Handlers(Loader):
    kind, named = "handlers", "手机号"

    def prepare(self, rows):
        names, phones = {row.get("单位", "") for row in rows}, {row.get("手机号", "") for row in rows}
        units = Department.objects.filter(organisation=self.organisation, name__in=names)
        self.units = {unit.name: unit for unit in units}
        self.users = {u.phone: u for u in User.objects.filter(phone__in=phones, is_active=True)}
        posts = Post.objects.filter(organisation=self.organisation, user__phone__in=phones, role__in=WORDS)
        found = posts.exclude(officer=None).select_related("user", "officer__department").order_by("pk")
        self.posts = {(p.user.phone, p.officer.department.name, p.role): p for p in found}

    def key(self, row):
        return (row["手机号"], row["单位"], ROLES[row["角色"]])

    def judge(self, row, look):
        post, unit, user = (
            self.posts.get(look.key),
            self.units.get(row["单位"]),
            self.users.get(row["手机号"]),
        )
        look.record = post
        if unit is None:
            look.faults.append(("单位", f"还没有登记“{row['单位']}”。请先导入承办单位。"))
        elif post is None and not unit.active:
            look.faults.append(("单位", f"{unit}已经停用。"))
        elif ROLES[row["角色"]] == "relay" and not unit.relays:
            look.faults.append(("角色", f"{unit.short_name}不是转办机构。"))
        if user is not None and user.name != row["姓名"]:
            look.faults.append(("姓名", f"这个手机号的账号是{user.name}。"))
        last, today = day(row, "止"), timezone.localdate()
        ends = post is not None and post.valid_to is None and last is not None and last < today
        if ends and is_last_handler(post, today):
            look.faults.append(("止", "这是该单位最后一位经办人，请先加一位。"))
        look.status = NEW if post is None else CHANGED if self.changes(row, post) else SAME

    def values(self, row):
        found = {name: day(row, label) for label, name in DAYS.items() if label in row}
        if not found.get("valid_from"):
            found.pop("valid_from", None)
        return found | ({"title": row["职务"]} if "职务" in row else {})

    def changes(self, row, post):
        return differs(post, self.values(row)) or ("科室" in row and post.officer.section != row["科室"])

    def write(self, row, look, actor):
        post = look.record
        if post is None:
            user, fresh = account(row["手机号"], row["姓名"])
            post = Post(user=user, organisation=self.organisation, role=ROLES[row["角色"]])
            post.valid_from = timezone.localdate()
            if fresh:
                self.accounts.append(user.pk)
        for name, value in self.values(row).items():
            setattr(post, name, value)
        post.save()
        officer = Officer.objects.filter(post=post).first()
        officer = officer or Officer(post=post, department=self.units[row["单位"]])
        officer.section = row.get("科室", officer.section)
        officer.save()

    def lines(self):
        rows = Officer.objects.filter(department__organisation=self.organisation).exclude(
            post__user__phone=""
        )
        for o in rows.select_related("post__user", "department").order_by("department", "pk"):
            post = o.post
            yield (
                o.department.name, post.user.name, post.user.phone, WORDS.get(post.role, ""), o.section, post.title,
                iso(post.valid_from), iso(post.valid_to),
            )  # fmt: skip
