"""委员工作室: 36 studios of four levels, 18 members who take turns, half a year of duties and the weeks to come."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from members.duties import planning as duty_planning
from members.duties import swapping as duty_swapping
from members.duties import when as duties
from members.models import Duty, DutyRule, Studio, StudioMember
from members.states import DutyMode, DutyState, Role, StudioLevel
from members.studios import codes as studio_codes
from weijianyi.demo.people import HOME, MEMBERS, START
from weijianyi.workflow import perform

CITY, COUNTY, TOWNSHIP, VILLAGE = StudioLevel
# level: (name, address), in the order in which they were set up
PLACES = {
    CITY: (("市政协机关", "云江大道 1 号"), ("市政务服务大厅", "学府路 66 号一楼"), ("云江工业园", "园区服务中心二楼")),
    COUNTY: (
        ("大安区政协", "建设路 12 号"), ("临江县政协", "滨江二路 5 号"), ("大安区工商联", "新建路 30 号"),
        ("临江县医卫界", "临江县中医院门诊楼"), ("大安区教育界", "新建路小学旁"),
    ),
    TOWNSHIP: (
        ("西外街街道", "西外街 18 号"), ("红旗街道", "建设路 88 号"), ("西流湾街道", "西流湾路 88 号"),
        ("罗溪街道", "罗溪路 9 号"), ("学府街道", "学府路 20 号"), ("向阳镇", "向阳镇政府旁"), ("石桥镇", "石桥镇正街"),
        ("双溪镇", "双溪镇便民中心"), ("城关镇", "滨江一路 3 号"), ("南坪乡", "南坪乡政府院内"),
        ("青山乡", "青山乡便民中心"),
    ),
    VILLAGE: (
        ("西流湾社区", "西流湾社区居委会二楼"), ("罗溪社区", "罗溪社区文化广场"), ("红旗社区", "红旗社区党群中心"),
        ("朝阳社区", "朝阳社区一楼"), ("金富巷社区", "金富巷 6 号"), ("建设路社区", "建设路 40 号"),
        ("滨江社区", "滨江二路 21 号"), ("学府社区", "学府路 51 号"), ("资水社区", "资水路 7 号"),
        ("石桥村", "石桥村村部"), ("双溪村", "双溪村村部"), ("向阳村", "向阳村村部"), ("青山村", "青山村村部"),
        ("南坪村", "南坪村村部"), ("竹园村", "竹园村村部"), ("枫林村", "枫林村村部"), ("渡口村", "渡口村村部"),
    ),
}  # fmt: skip
FIRST = "西流湾社区"
LIAISONS = ("liaison", "黄丽萍", "田军", "苏小曼", "贺建平", "文芳", "毛春燕")
TURNS = 18
KNOWN = {
    "医卫界": ["health"], "教育界": ["education"], "经济界": ["business"], "工商联界": ["business"],
    "农业界": ["rural"], "妇联界": ["employment"], "科技科协界": ["sanitation"], "民革界": ["safety"],
    "工会界": ["traffic"], "文化艺术和新闻出版界": ["culture"],
}  # fmt: skip
HALVES = ((time(9), time(11, 30)), (time(14, 30), time(17)))
WORK = (
    "接待群众 4 人，反映路灯不亮、井盖松动，已转街道处理 1 件，写微建议 1 条。",
    "接待群众 2 人，咨询医保异地备案，当场答复。",
    "接待群众 6 人，老旧小区下水道堵塞反映集中，下周到现场看一看。",
    "走访住户 5 户，了解加装电梯的意见，记录 3 条。",
    "接待群众 3 人，反映河岸夜间音响扰民，已向城管部门了解情况。",
    "接待群众 1 人，咨询社保卡换发，告诉办理窗口和时间。",
    "没有群众来访，与社区干部商量下月协商议事的题目。",
    "接待群众 5 人，反映公交末班车太早，整理成社情民意 1 条。",
)  # fmt: skip
MONTHS_BACK = 6


def load(city):
    """Studios, members, rules, codes, what was and what is to come; a gap and a request to swap at 西流湾."""
    people, now = city.people, city.days.now
    liaisons = [
        people.posts["liaison"][0],
        *(liaison(people, n, name) for n, name in enumerate(LIAISONS[1:], 1)),
    ]
    names = [(level, *place) for level in (VILLAGE, TOWNSHIP, COUNTY, CITY) for place in PLACES[level]]
    made = [studio(people, liaisons, number, *words) for number, words in enumerate(names)]
    seats(people, made)
    DutyRule.objects.bulk_create([row for n, one in enumerate(made) for row in rules(n, one)])
    for one in made:
        lay_out(one, now)
    first = made[0]
    today_at(first, people, now)
    tell(city, first, now)
    for one in made[:-2]:  # two of them have no code yet
        studio_codes.renew(one, one.liaison, now - timedelta(days=200))


def liaison(people, number, name):
    return people.post(f"liaison{number + 1}", name, Role.LIAISON, HOME, title="工作室联络员")


def studio(people, liaisons, number, level, name, address):
    post = liaisons[0] if name == FIRST else liaisons[1 + number % (len(liaisons) - 1)]
    return Studio.objects.create(
        organisation=people.home, name=f"{name}委员工作室", level=level, address=address, liaison=post,
        phone=f"0700-52{number * 137 + 1061:05d}"[:12], opened_on=START + timedelta(days=30 * number),
        hours=f"{when(number)}",
        intro="有事来谈，委员在这里听您说。能当场答复的当场答复，要部门办的，由委员提交微建议并告诉您结果。",
    )  # fmt: skip


def slot(number):
    """(weekday, week, half): no two studios at the same time, the first one on the first Monday morning."""
    return number % 5, number // 5 % 4 + 1, number // 20


def when(number):
    weekday, week, half = slot(number)
    return f"每月第{'一二三四'[week - 1]}个周{'一二三四五'[weekday]}{('上午', '下午')[half]}"


def seats(people, made):
    """Eighteen members, each in several studios."""
    members = [people.posts[row[0]][0].member for row in MEMBERS[:TURNS]]
    rows = []
    for number, one in enumerate(made):
        chosen = dict.fromkeys((number + step) % TURNS for step in (0, 1, 5, 11, 16)[: 4 + number % 2])
        rows += [
            StudioMember(
                studio=one, member=members[place], convenor=first == 0, valid_from=START,
                expertise=KNOWN.get(members[place].sector.name, []),
            )
            for first, place in enumerate(chosen)
        ]  # fmt: skip
    StudioMember.objects.bulk_create(rows)


def rules(number, one):
    weekday, week, half = slot(number)
    starts, ends = HALVES[half]
    found = [
        DutyRule(
            studio=one, weekday=weekday, week=week, starts=starts, ends=ends, moves=number % 3 != 1,
            whole_month=one.level == COUNTY, valid_from=START,
            subject={CITY: "business", COUNTY: "health"}.get(one.level, ""),
        )
    ]  # fmt: skip
    if number % 12 == 0:
        found.append(
            DutyRule(
                studio=one, weekday=2, starts=time(19, 30), ends=time(21), mode=DutyMode.ONLINE, valid_from=START,
                topic="民意直通网上值班",
            )
        )  # fmt: skip
    if one.level == CITY:
        found.append(
            DutyRule(
                studio=one, weekday=3, week=2, starts=time(15), ends=time(17), for_head=True, topic="局长进站",
                valid_from=START,
            )
        )  # fmt: skip
    return found


def lay_out(one, now):
    """Half a year back and to the end of the next month, by the product's own plan."""
    today = now.date()
    first = today.replace(day=1)
    for _ in range(MONTHS_BACK):
        first = duties.previous_month(first)
    made = duty_planning.plan(one, first, duties.last_of(duties.next_month(today.replace(day=1))))
    by_key = {row.pk: row for row in one.duty_rules.all()}
    rows = [row_of(made, shift, by_key, now) for shift in made.shifts]
    Duty.objects.bulk_create(rows)


def row_of(made, shift, by_key, now):
    """A planned duty; what lies behind, with what became of it."""
    slot, known = shift.slot, {"created_at": now}
    if slot.date < now.date():
        known["created_at"] = now - timedelta(days=(now.date() - slot.date).days + 40)
        if slot.rule.for_head:
            known |= {"person": HEADS[slot.date.month % len(HEADS)], "state": DutyState.PLANNED}
        if slot.rule.for_head or shift.person:
            known |= happened(slot, made.studio.pk, now)
    return duty_planning.row_of(made, shift, by_key[slot.rule.key], made.studio.liaison, **known)


HEADS = ("市城管局局长李强", "市交通局局长彭勇", "市住建局局长段宏", "市教育局局长郑敏")


def happened(slot, studio, now):
    """Most came; some were written down later, a few did not come, the latest are not recorded yet."""
    number = slot.date.toordinal() * 7 + studio * 5
    if (now.date() - slot.date).days <= 4 and number % 4 == 0:
        return {}
    if number % 23 == 0:
        return {"state": DutyState.MISSED}
    begins = timezone.make_aware(datetime.combine(slot.date, slot.starts))
    return {
        "state": DutyState.DONE, "attended_late": number % 11 == 0, "work": WORK[number % len(WORK)],
        "attended_at": begins + timedelta(minutes=number % 17 - 12),
    }  # fmt: skip


def today_at(first, people, now):
    """The member of the sign-ins is on duty today, from the morning to the afternoon."""
    member, day = people.posts["member"][0].member, now.date()
    Duty.objects.filter(member=member, date=day).delete()
    Duty.objects.create(
        studio=first, member=member, state=DutyState.PLANNED, date=day, starts=time(9), ends=time(17),
        mode=DutyMode.ONLINE, topic="民意直通网上值班", created_by=first.liaison, created_at=now - timedelta(days=20),
    )  # fmt: skip


def tell(city, first, now):
    """At 西流湾 one evening has nobody, and a colleague has asked the member to take over another."""
    ahead = list(
        Duty.objects.filter(studio=first, date__gt=now.date(), state=DutyState.PLANNED).order_by("date")
    )
    member, colleague = (city.people.posts[name][0] for name in ("member", "member2"))
    open_one = next((d for d in ahead if d.member_id != colleague.member_id), None)
    if open_one is not None:
        perform(open_one, "release", actor=city.actor("liaison"), reason="出差", at=now - timedelta(hours=3))
    asked = next((d for d in ahead if d.member_id == colleague.member_id), None)
    if asked is not None:
        duty_swapping.ask(
            asked, actor=city.actor("member2"), asked=member.member, reason="当天要带学生参加比赛",
            at=now - timedelta(hours=2),
        )  # fmt: skip
