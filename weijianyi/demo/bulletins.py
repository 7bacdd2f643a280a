"""Bulletins and excellent cases of the demo: a quarter issued, one withdrawn, a half with its case, a draft."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from dispatch.bulletins import making
from dispatch.bulletins.states import BulletinKind
from dispatch.excellence import appraising, changing, nominating_cases
from dispatch.figures.period import ended
from dispatch.models import Bulletin, BulletinReceipt, Department, ExcellentCase
from weijianyi.workflow import SYSTEM_ACTOR, perform

CASE = {
    "title": "小处着手，当天见效",
    "background": "某委员在走访中了解到，群众多次反映身边的这件小事长期没有人管，影响出行和安全，于是写成微建议提交。",
    "handling": "提案委当天审核、当天交办。承办单位接件后先与委员联系，一起到现场查看，商定做法，明确专人和时限。",
    "effect": "问题按期解决，现场有前后对比；承办单位举一反三，对同类点位一并排查。委员评价满意。",
}
ADDED = "牵头办理两件重点提案，沟通和答复都走在前面。"
EDITED = "本季度，各承办单位接件快、到场快、答复快，群众身边的小事多数当周见效。具体数字见各表。"
WRONG = "表中一个单位的件数因重复录入有误，作废重复件后重新印发。"


def load(city):
    """In order of time, so that each stands in the state its day has come to."""
    Maker(city).tell()


class Maker:
    def __init__(self, city):
        self.city, self.days = city, city.days
        self.today = timezone.localdate(self.days.now)

    def at(self, day, hour=10):
        return min(timezone.make_aware(datetime.combine(day, time(hour))), self.days.now)

    def act(self, subject, step, who, at, **facts):
        return perform(subject, step, actor=self.city.actor(who), at=at, **facts)

    def tell(self):
        half = ended(BulletinKind.HALF, self.today)
        self.over = half[1]
        quarter = ended(BulletinKind.QUARTER, self.today)
        self.withdrawn(*ended(BulletinKind.QUARTER, quarter[0]))
        self.cases(*nominating_cases.halves(self.today)[1])
        self.appraised(*nominating_cases.halves(self.today)[1])
        self.issued(BulletinKind.HALF, *half, after=7)
        self.read(self.issued(BulletinKind.QUARTER, *quarter, edit=True))
        self.draft(BulletinKind.MONTH, *ended(BulletinKind.MONTH, self.today))

    def on(self, workdays, hour):
        """So many workdays after the half was over."""
        return self.at(self.days.calendar.add_workdays(self.over, workdays), hour)

    def draft(self, kind, first, last):
        at = self.at(self.days.calendar.next_workday(last), 8)
        bulletin = making.begin(self.city.home, kind, first, last)
        Bulletin.objects.filter(pk=bulletin.pk).update(created_at=at)
        return perform(bulletin, "prepare", actor=SYSTEM_ACTOR, at=at)

    def issued(self, kind, first, last, *, edit=False, after=1):
        bulletin = self.draft(kind, first, last)
        if kind == BulletinKind.HALF:
            bulletin.cases.set(ExcellentCase.objects.published())
            making.generate(bulletin, self.city.actor("staff"), self.on(7, 9))
        if edit:
            section = bulletin.sections.get(code="handling")
            section.edited, section.base = f"{EDITED}\n{section.generated}", section.generated
            section.save()
        day = self.days.calendar.add_workdays(last, after)
        bulletin = self.act(bulletin, "send_to_check", "staff", self.at(day, 11))
        bulletin = self.act(bulletin, "pass_check", "head", self.at(day, 15))
        return self.act(bulletin, "sign", "leader", self.at(self.days.calendar.next_workday(day), 9))

    def withdrawn(self, first, last):
        bulletin = self.issued(BulletinKind.QUARTER, first, last)
        at = min(bulletin.issued_at + timedelta(days=2), self.days.now)
        return self.act(bulletin, "withdraw", "head", at, reason=WRONG)

    def read(self, bulletin):
        """Some have said that they read it."""
        for place, receipt in enumerate(bulletin.receipts.filter(asked=True).order_by("pk")):
            if place % 3 != 1:
                at = min(bulletin.issued_at + timedelta(hours=1 + place), self.days.now)
                BulletinReceipt.objects.filter(pk=receipt.pk).update(read_at=at)

    def appraised(self, year, half):
        """The half's units and members: one added by the head, decided by the leader."""
        made = changing.begin(self.city.actor("staff"), year, half, at=self.on(1, 9))
        unit = Department.objects.filter(organisation=self.city.home, active=True, relays=False).last()
        head, asked = self.city.actor("head"), {"who": f"unit-{unit.pk}", "reason": ADDED}
        made = perform(made, "add", actor=head, at=self.on(4, 15), **asked)
        self.act(made, "decide", "leader", self.on(5, 15))

    # -- cases -------------------------------------------------------------------------------------
    def cases(self, year, half):
        """One published, one waiting for consent, one still being written."""
        found = self.proposed(year, half)
        for case in found[:1]:
            self.publish(case)
        for case in found[1:2]:
            self.consent(self.write(case))

    def proposed(self, year, half):
        """Matters with one author, so that somebody can agree."""
        staff = self.city.actor("staff")
        days = nominating_cases.days_of(year, half, self.on(1, 9))
        found = [g for g in appraising.candidates(staff, days) if g.subject.first_author.member_id]
        return nominating_cases.propose(staff, found[:3], year, half, at=self.on(1, 9))

    def write(self, case):
        title = f"{CASE['title']}：{case.item.title}"[:60]
        case = self.act(case, "write_up", "staff", self.on(2, 10), **CASE | {"title": title})
        return self.act(case, "mask", "staff", self.on(2, 11))

    def consent(self, case):
        return self.act(case, "ask_consent", "staff", self.on(2, 15))

    def publish(self, case):
        case = self.consent(self.write(case))
        author = case.item.first_author.member.user.username
        clerk = self.city.clerk(case.desk.department.short_name)
        case = self.act(case, "answer_author", author, self.on(3, 9), consent="agreed")
        case = perform(case, "answer_unit", actor=clerk, at=self.on(3, 10), consent="agreed")
        for judge, points in (("staff2", 90), ("head", 94)):
            case = self.act(case, "score", judge, self.on(4, 10), points=points)
        case = self.act(case, "decide", "head", self.on(5, 10))
        return self.act(case, "publish", "leader", self.on(6, 9))
