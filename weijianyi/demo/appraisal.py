"""Last year's two-way evaluation with its awards, and this year's, which is open."""

from datetime import date, time, timedelta

from dispatch.evaluation import deciding, grounds, rounds, scoring
from dispatch.evaluation.states import ScoreSide
from dispatch.models import AwardRound, Pairing
from suggestions.states import State
from weijianyi.demo.sessions import moment
from weijianyi.workflow import perform

COMMENTS = {
    ScoreSide.UNIT: ("选题准，数据实，三条建议都能办。", "问题抓得准，有的建议还可以再具体。"),
    ScoreSide.PROPOSER: ("办前上门、办中见面、办后回访，都做到了。", "态度诚恳，后续落实还要盯紧。"),
}
RANGE = 23  # points a criterion is apart from the best
BEST = 99
AGENDA = "一、承办单位报告办理情况；二、提案人发言；三、现场评议。"
MINUTES = "参评单位逐件报告办理情况，提案人当面提问 9 个。大家认为办前沟通普遍到位，承诺事项要继续跟踪。"
PROPOSAL_GROUND = "调研扎实，建议具体，办理中多次与承办单位面商。"
GROUND = "经办人每件都上门面商，答复按时，提案人满意。"
REASON = "两年立案提案和承办单位基数较小，主席会议研究，优秀提案、先进单位各增加 1 个名额。"


class Appraisal:
    """Rounds and sheets; who wrote a proposal scores under the hat it was written under."""

    def __init__(self, city):
        self.city, self.days = city, city.days
        self.authors = {tale.item.pk: tale.author for tale in city.tales.values()}

    def act(self, subject, step, who, at, **facts):
        return perform(subject, step, actor=self.city.actor(who), at=min(at, self.days.now), **facts)

    def opened(self, year, at, first, last):
        """Planned an hour before, with the units whose turn it is."""
        staff = self.city.actor("staff")
        title, hour = f"{year}年提案办理双向评议", timedelta(hours=1)
        found = rounds.plan(
            staff, year=year, title=title, opens_on=first, closes_on=last, at=min(at, self.days.now) - hour
        )
        return self.act(found, "open_round", "staff", at)

    def pairings(self, subject):
        found = Pairing.objects.filter(unit__round=subject).select_related("unit__department", "desk")
        return [p for p in found.order_by("pk") if p.desk.item_id in self.authors]

    def sheet(self, pairing, side, at):
        """Every criterion scored, a little different from one sheet to the next."""
        if side == ScoreSide.UNIT:
            actor = self.city.clerk(pairing.unit.department.short_name)
        else:
            actor = self.authors[pairing.desk.item_id]
        points = {
            criterion.code: BEST - (pairing.pk * 7 + place * 5 + len(side)) % RANGE
            for place, criterion in enumerate(scoring.criteria(self.city.home.pk, side))
        }
        comment = COMMENTS[side][pairing.pk % 2]
        perform(pairing, "score", actor=actor, at=min(at, self.days.now), points=points, comment=comment)


def load(city, this, last):
    """In order of time: last year's round, the award, this year's round."""
    told = Appraisal(city)
    ended(told, last.session.opens_on.year)
    awarded(told, last.session.opens_on.year)
    under_way(told, this.session.opens_on.year)


def ended(told, year):
    """Both sides scored all but once; a meeting face to face; over in December."""
    d = told.days.calendar
    first, last = d.add_workdays(date(year, 11, 20), 1), d.add_workdays(date(year, 11, 20), 9)
    subject = told.opened(year, moment(first, time(10)), first, last)
    for place, pairing in enumerate(told.pairings(subject)):
        at = moment(d.add_workdays(first, 1 + place), time(15, 10))
        told.sheet(pairing, ScoreSide.UNIT, at)
        if place:
            told.sheet(pairing, ScoreSide.PROPOSER, at + timedelta(hours=5))
    held = d.previous_workday(last)
    told.act(
        subject, "hold_meeting", "staff", moment(held, time(17)), held_on=held, place="市政协二楼会议室",
        agenda=AGENDA, minutes=MINUTES,
    )  # fmt: skip
    told.act(subject, "close_round", "staff", moment(d.add_workdays(last, 1), time(9)))


def awarded(told, year):
    """Over two years: by rule and by hand, scored by four, decided and published before the next plenary."""
    d, city = told.days.calendar, told.city
    days = [d.add_workdays(date(year + 1, 1, 4), n) for n in range(1, 8)]
    award = rounds.start_award(city.actor("staff"), year=year, title=f"{year - 1}至{year}年度提案工作评优")
    AwardRound.objects.filter(pk=award.pk).update(created_at=moment(days[0], time(9)))
    award = told.act(award, "nominate_by_rule", "staff", moment(days[0], time(9, 30)))
    put_forward(told, award, moment(days[0], time(10)))
    award = told.act(award, "start_scoring", "staff", moment(days[1], time(9)))
    for place, judge in enumerate(("staff", "staff2", "head", "leader")):
        scores = {n.pk: (96 - (n.pk * 5 + place * 3) % 12, "") for n in award.standing()}
        award = told.act(award, "score", judge, moment(days[2 + place // 2], time(10 + place)), scores=scores)
    best = deciding.ranked(award)
    chosen = [n for n in best if n.item_id][:2] + [n for n in best if n.department_id][:2]
    award = told.act(award, "decide", "leader", moment(days[5], time(10)), chosen=chosen, reason=REASON)
    told.act(award, "publish", "leader", moment(days[6], time(9)))


def put_forward(told, award, at):
    """Another proposal and another unit that answered in these years, by hand."""
    had = award.standing().exclude(item=None).values("item")
    item = grounds.filed(award).filter(state=State.CLOSED).exclude(pk__in=had).order_by("pk").first()
    if item is not None:
        told.act(award, "nominate", "staff", at, item=item, ground=PROPOSAL_GROUND)
    named = award.standing().exclude(department=None).values("department")
    left = grounds.handling_units(award).exclude(pk__in=named).order_by("pk").first()
    if left is not None:
        told.act(award, "nominate", "staff", at, department=left, ground=GROUND)


def under_way(told, year):
    """Opened yesterday: some have scored both ways, some one way, the others not at all."""
    d = told.days
    subject = told.opened(year, d.at(1, "16:00"), d.day(1), d.calendar.add_workdays(d.day(0), 10))
    for place, pairing in enumerate(told.pairings(subject)):
        if place % 3 != 2:
            told.sheet(pairing, ScoreSide.UNIT, d.at(0, "09:00"))
        if place % 3 == 0:
            told.sheet(pairing, ScoreSide.PROPOSER, d.at(0, "09:30"))
