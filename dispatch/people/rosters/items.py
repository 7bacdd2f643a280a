"""Past items: closed before this system began; dates, unit, result and verdict, for the figures of earlier years."""

from datetime import datetime, time

from django.utils import timezone

from dispatch.models import Assignment, Department, Rating, Reply
from dispatch.people.rosters.columns import GRADES, ITEMS, KINDS
from dispatch.people.rosters.loading import CHANGED, SAME, Loader, day, iso
from dispatch.states import Channel, DeskRole, DeskState, Dimension
from members.models import Member
from suggestions.models import Authorship, Case, Item, Proposal, Suggestion
from suggestions.states import SignerState, State
from weijianyi import rulebook
from weijianyi.audit.noting import note

MARK = "历史数据"  # entered_from of what came in this way
TEXT = "历史数据，原文未录入。"
MODELS = {"suggestion": Suggestion, "proposal": Proposal}
WORDS = {kind: word for word, kind in KINDS.items()}
GRADE_WORDS = {grade: word for word, grade in GRADES.items()}
VERDICTS = {"办理工作": Dimension.WORK, "办理结果评价": Dimension.RESULT}
IN_ORDER = ("提交日期", "交办日期", "答复日期", "办结日期")


class Items(Loader):
    kind, named = "items", "编号"

    def prepare(self, rows):
        numbers = {int(row["编号"]) for row in rows if row.get("编号", "").isdigit()}
        own = Item.objects.filter(organisation=self.organisation, number__in=numbers, session=None)
        self.items = {(i.kind, i.number_year, i.number): i for i in own}
        self.now = {i.pk: line_of(i) for i in read_along(Item.objects.filter(pk__in=[i.pk for i in own]))}
        units = Department.objects.filter(organisation=self.organisation)
        self.units = {unit.name: unit for unit in units}
        self.members = {}
        for member in Member.objects.filter(organisation=self.organisation).order_by("pk"):
            self.members.setdefault(member.name, []).append(member)
        self.categories = {str(e): e for e in rulebook.entries(self.organisation, "category")}
        self.results = {str(e): e for e in rulebook.entries(self.organisation, "result_class")}

    def key(self, row):
        return (KINDS[row["类型"]], int(row["年"]), int(row["编号"]))

    def judge(self, row, look):
        look.record = item = self.items.get(look.key)
        if item is not None and item.entered_from != MARK:
            look.faults.append(("编号", "这个编号已经是系统里办理的事项，不能用历史数据覆盖。"))
        if row["承办单位"] not in self.units:
            look.faults.append(
                ("承办单位", f"还没有登记“{row['承办单位']}”。请先导入承办单位，撤销的填“启用：否”。")
            )
        if row.get("领域") and row["领域"] not in self.categories:
            look.faults.append(("领域", f"词表里没有“{row['领域'][:20]}”。"))
        if row["办理结果"] not in self.results:
            look.faults.append(
                ("办理结果", f"词表里没有“{row['办理结果'][:20]}”，可用：{'、'.join(self.results)}。")
            )
        days = [day(row, label) for label in IN_ORDER]
        if days != sorted(days):
            look.faults.append(("办结日期", "提交、交办、答复、办结的日期要按先后。"))
        if days[-1] > timezone.localdate():
            look.faults.append(("办结日期", "历史事项的日期不能在今天以后。"))
        self.author(row, look)
        if item is not None and not look.faults:
            labels = [column.label for column in ITEMS]
            current = dict(zip(labels, self.now.get(item.pk, ()), strict=False))
            same = all(current.get(label, "") == value for label, value in row.items())
            look.status = SAME if same else CHANGED

    def author(self, row, look):
        """The member of that name, by phone where several have it; None for somebody not in the roster."""
        found = self.members.get(row["提案者"], [])
        if row.get("提案者手机"):
            found = [m for m in found if m.phone == row["提案者手机"]]
        if len(found) > 1:
            look.faults.append(("提案者手机", "有同名的委员，请填手机号。"))
        return found[0] if found else None

    def write(self, row, look, actor):
        kind, year, number = look.key
        days = {label: at_noon(day(row, label)) for label in IN_ORDER}
        item = look.record or MODELS[kind](
            organisation=self.organisation, kind=kind, number_year=year, number=number, state=State.CLOSED,
            case=Case.objects.create(), entered_by=actor.post, entered_from=MARK, situation=TEXT,
        )  # fmt: skip
        item.title, item.category = row["标题"], self.categories.get(row.get("领域", ""))
        item.submitted_at = days["提交日期"]
        item.reviewed_at = item.accepted_at = item.dispatched_at = days["交办日期"]
        item.answered_at, item.closed_at = days["答复日期"], days["办结日期"]
        item.save()
        signature = self.signed(item, row, look)
        self.answered(item, row, days, signature, actor)
        if look.record is None:
            item.case.home_item = item
            item.case.save(update_fields=["home_item"])
        note(
            item, "past_item", "补录历史事项", actor=actor, at=days["办结日期"],
            organisation_id=item.organisation_id, changed=look.record is not None,
        )  # fmt: skip

    def signed(self, item, row, look):
        row_of = item.authorships.filter(order=0).first() or Authorship(item=item, state=SignerState.SIGNED)
        row_of.member = self.author(row, look)
        row_of.name, row_of.outside = row["提案者"], row_of.member is None
        row_of.phone, row_of.signed_at = row.get("提案者手机", ""), item.submitted_at
        row_of.sector_name, row_of.committee_name = row.get("界别", ""), row.get("专委会", "")
        row_of.county_name = row.get("县市区", "")
        row_of.save()
        return row_of

    def answered(self, item, row, days, signature, actor):
        unit = self.units[row["承办单位"]]
        desk = item.desks.first() or Assignment(
            item=item, organisation=self.organisation, role=DeskRole.SOLE, state=DeskState.DONE
        )
        desk.department = unit
        desk.offered_at = desk.signed_at = days["交办日期"]
        desk.answered_at = desk.released_at = days["答复日期"]
        desk.done_at = days["办结日期"]
        rated = any(row.get(label) for label in VERDICTS)
        desk.lapsed_at = None if rated else days["办结日期"]
        desk.save()
        reply = desk.replies.first() or Reply(desk=desk, facts=TEXT, drafted_by=actor.post)
        reply.result_class = self.results[row["办理结果"]]
        reply.sent_at = reply.signed_at = reply.released_at = days["答复日期"]
        reply.signed_for = unit.name
        reply.save()
        for label, dimension in VERDICTS.items():
            self.rated(reply, signature, dimension, row.get(label, ""), days["办结日期"], actor)

    def rated(self, reply, signature, dimension, word, at, actor):
        """One verdict, entered from paper; a word taken out of the list voids it."""
        rating = reply.ratings.filter(dimension=dimension, voided_at=None).first()
        if not word:
            if rating:
                rating.voided_at = timezone.now()
                rating.save(update_fields=["voided_at"])
            return
        rating = rating or Rating(
            reply=reply,
            authorship=signature,
            dimension=dimension,
            entered_by=actor.post,
            channel=Channel.PAPER,
        )
        rating.grade, rating.occurred_at = GRADES[word], at
        rating.comment = "历史数据，未录原因。" if rating.grade == "dissatisfied" else ""
        rating.save()

    def lines(self):
        for item in read_along(all_of(self.organisation.pk).order_by("pk")):
            yield line_of(item)


def all_of(organisation_id):
    return Item.objects.filter(organisation=organisation_id, entered_from=MARK, voided_at=None)


def read_along(rows):
    found = rows.filter(entered_from=MARK).select_related("category")
    return found.prefetch_related(
        "authorships", "desks__department", "desks__replies__result_class", "desks__replies__ratings"
    )


def line_of(item):
    """The line of a past item, in the order of the columns."""
    author, desk = item.authorships.all()[0], item.desks.all()[0]
    reply = desk.replies.all()[0]
    said = {r.dimension: GRADE_WORDS[r.grade] for r in reply.ratings.all() if r.voided_at is None}
    return (
        WORDS[item.kind], str(item.number_year), str(item.number), item.title, author.name, author.phone,
        author.sector_name, author.committee_name, author.county_name, str(item.category or ""),
        of(item.submitted_at), of(item.dispatched_at), reply.signed_for, of(desk.released_at),
        str(reply.result_class), said.get("work", ""), said.get("result", ""), of(item.closed_at),
    )  # fmt: skip


def at_noon(value):
    return timezone.make_aware(datetime.combine(value, time(12)))


def of(moment):
    return iso(timezone.localdate(moment))
