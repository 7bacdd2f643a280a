"""社情民意 of two districts, written in bulk as two published accounts count them (商州区, 枝江市).

大安区: 101 reports, 20 sent to the city, 81 to the district's own party and government, 52 of those adopted, 8
instructed by 11 hands. 临江县: 20 issues of 民情专报 with 306 items. The pages print exactly these for the year.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import product

from django.utils import timezone

from suggestions import holding, numbering
from suggestions.models import (
    Authorship,
    BriefEntry,
    BriefIssue,
    BriefRecipient,
    BriefSeries,
    Case,
    Destination,
    Item,
    Report,
    ReportFacts,
)
from suggestions.search.grams import packed
from suggestions.states import BriefState, Kind, State
from suggestions.upward import instructing
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.workflow import SYSTEM_ACTOR, Actor, door

PLACES = (
    "罗溪镇", "双江镇", "龙塘乡", "红旗街道", "朝阳街道", "西外街街道", "城关镇", "临水镇", "向阳镇", "石桥乡",
    "新市镇", "长坪乡", "青山镇", "白泉镇", "东桥镇", "岩口镇", "沙洲镇", "枫林铺镇",
)  # fmt: skip
MATTERS = (
    ("老旧小区改造后物业接管难", "改造完成后没有物业愿意接管，垃圾、停车又回到老样子。", "请明确接管办法和过渡补助。"),
    ("食品小作坊监管薄弱", "村口小作坊证照不全，赶集日食品露天摆放。", "请开展排查，帮助办证和改造。"),
    ("校园周边环境乱", "放学时段摊点占道，三轮车与学生混行。", "请错时管理，划定临时停靠区。"),
    ("电动车停放充电不规范", "楼道充电屡禁不止，充电棚数量不足。", "请加密充电棚，规范收费。"),
    ("留守老人养老服务不足", "助餐点离村远，独居老人常一顿饭热三回。", "请以村部为依托设助餐点。"),
    ("饮用水水源保护有隐患", "水源地上游有散养畜禽，雨后水发浑。", "请划界立标，迁出养殖点。"),
    ("供水管网老化", "管网用了二十多年，每月爆管两三次。", "请列入改造计划，分段更换。"),
    ("弱电线缆乱拉乱挂", "线缆离地不足两米，大车经过常刮断。", "请组织各运营商集中整治。"),
    ("不动产证办理慢", "早年集资房资料不全，业主多年办不了证。", "请专班处理历史遗留问题。"),
    ("农机具操作培训少", "今年已有两起微耕机伤人。", "请开展培训，发放防护装置。"),
    ("村卫生室缺医少药", "慢性病常用药断档，老人要去镇上买。", "请完善配送和目录。"),
    ("通村客车班次少", "客车一天两班，赶不上看病。", "请试行预约客车。"),
    ("灌溉渠道年久失修", "渠道渗漏，下游稻田灌不上水。", "请在冬修时衬砌重点渠段。"),
    ("快递进村最后一程不通", "快递只到镇，村民取件往返三十里。", "请整合客货邮站点。"),
    ("农村垃圾转运不及时", "垃圾池满溢，夏天气味大。", "请增加转运频次。"),
    ("小微企业融资门槛高", "抵押要求高，订单有了却没有周转资金。", "请推广信用贷款。"),
    ("基层文化设施闲置", "农家书屋常年锁门。", "请由志愿者轮值开放。"),
)  # fmt: skip
NAMES = ("李建军", "王春梅", "刘志强", "陈丽华", "杨帆", "周海燕", "吴永红", "郑晓东", "孙立新", "何秀英")


@dataclass
class District:
    """An organisation below with its editor and leader; reports are numbered by its own series."""

    organisation: object
    editor: Actor
    leader: Actor
    series: BriefSeries


def load(city):
    seeds = [(place, matter) for matter, place in product(MATTERS, PLACES)]
    daan(made(city, "daan", "社情民意"), moments(city, 101), seeds)
    linjiang(made(city, "linjiang", "民情专报"), moments(city, 306), seeds)


def made(city, code, name):
    organisation = city.people.organisations[code]
    actors = (city.people.posts[f"{code}{role}"][0] for role in ("editor", "leader"))
    editor, leader = (Actor(user=post.user, post=post) for post in actors)
    series = BriefSeries.objects.create(
        organisation=organisation,
        code="main",
        name=name,
        red_head=name,
        main_recipients="区委办公室\n区政府办公室",
    )
    return District(organisation, editor, leader, series)


def moments(city, number):
    """Evenly over this year's days up to the day before yesterday; early in January over the year before."""
    today = city.days.now.date()
    first = today.replace(month=1, day=1)
    span = (today - first).days - 2
    if span < 20:
        first, span = today - timedelta(days=300), 298
    start = timezone.make_aware(datetime.combine(first, time(9)))
    return [start + timedelta(days=span * n // number, minutes=n % 7 * 11) for n in range(number)]


# -- reports and issues ----------------------------------------------------------------------------
def reports(district, days, seeds):
    """Submitted, taken up and adopted the same day; with their events, written by informants without accounts."""
    organisation, items = district.organisation, []
    cases = Case.objects.bulk_create(Case() for _ in days)
    for place, (at, case) in enumerate(zip(days, cases, strict=True)):
        where, (what, situation, advice) = seeds[place]
        year = timezone.localtime(at).year
        item = Report(
            organisation=organisation, case=case, kind=Kind.REPORT, state=State.ADOPTED, title=f"{where}{what}",
            place=where, situation=situation, advice=advice, open_consent=False, closed_reason="内部信息",
            submitted_at=at, reviewed_at=at + timedelta(hours=2), accepted_at=at + timedelta(hours=5),
            number_year=year, number=numbering.next_number(organisation.pk, Kind.REPORT, year),
        )  # fmt: skip
        item.search_grams = packed(item.title, item.place, item.situation, item.analysis, item.advice)
        items.append(item)
    items = Report.objects.bulk_create(items)
    for case, item in zip(cases, items, strict=True):
        case.home_item_id = item.pk
    Case.objects.bulk_update(cases, ["home_item"])
    ReportFacts.objects.bulk_create(
        ReportFacts(item=item, editor=district.editor.post, edited_at=item.reviewed_at) for item in items
    )
    Authorship.objects.bulk_create(
        Authorship(
            item=item,
            name=f"{NAMES[n % len(NAMES)]}（{item.place}）",
            outside=True,
            signed_at=item.submitted_at,
        )
        for n, item in enumerate(items)
    )
    Event.objects.bulk_create(event for item in items for event in told(district, item))
    Item.objects.filter(pk__in=[item.pk for item in items]).update(**standing(items[0]))
    return items


def told(district, item):
    """Submitted by the editor for them, taken up, adopted."""
    by = (district.editor, district.editor, SYSTEM_ACTOR)
    states = (State.DRAFT, State.SUBMITTED, State.EDITING, State.ADOPTED)
    times = (item.submitted_at, item.reviewed_at, item.accepted_at)
    for name, actor, before, after, at in zip(
        ("submit", "edit", "adopt"), by, states, states[1:], times, strict=False
    ):
        event = door.event_of(item, Report.steps()[name].step, actor, before, at, {})
        event.to_state = after
        yield event


def standing(item):
    """Adopted with nothing running: the same holder for all."""
    kind, label = holding.holder_of(item)
    return {"holder_kind": kind, "holder": label, "next_due": None}


def issue(district, items):
    """One issue that was checked, signed and issued when its last report had been adopted."""
    at = items[-1].accepted_at
    year = timezone.localtime(at).year
    series = district.series
    what = items[0].title.removeprefix(items[0].place)
    brief = BriefIssue.objects.create(
        organisation=district.organisation, series=series, title=f"关于{what}等{len(items)}件事的信息", grouping="kind",
        body="\n\n".join(f"{item.title}\n{item.situation}{item.advice}" for item in items),
        drafted_by=district.editor.post, checked_by=district.leader.post, signed_by=district.leader.post, year=year,
        number=numbering.next_number(district.organisation.pk, f"brief:{series.pk}", year), issued_at=at,
        state=BriefState.ISSUED,
    )  # fmt: skip
    BriefIssue.objects.filter(pk=brief.pk).update(created_at=at - timedelta(hours=1))
    BriefEntry.objects.bulk_create(
        BriefEntry(brief=brief, report=item, order=n) for n, item in enumerate(items)
    )
    BriefRecipient.objects.bulk_create(
        BriefRecipient(brief=brief, name=n) for n in series.main_recipients.splitlines()
    )
    sign = BriefIssue.steps()["sign"].step
    Event.objects.bulk_create([door.event_of(brief, sign, district.leader, BriefState.SIGNING, at, {})])
    return brief


# -- the two accounts ------------------------------------------------------------------------------
def daan(district, days, seeds):
    items = reports(district, days, seeds)
    for first in range(0, len(items), 8):
        issue(district, items[first : first + 8])
    up, home = items[::5][:20], [item for n, item in enumerate(items) if n % 5 or n >= 100]
    rows = [sent(district, item, "city", 3 if n < 3 else 0) for n, item in enumerate(up)]
    rows += [sent(district, item, "party", 9 if n < 52 else 0) for n, item in enumerate(home)]
    Destination.objects.bulk_create(rows)
    rank = rulebook.entry(district.organisation, "instruction_rank", "chief")
    for n, item in enumerate(home[:8]):
        for leader in ("区委书记", "区长")[: 2 if n < 3 else 1]:
            at = item.accepted_at + timedelta(days=1)
            instructing.record(
                Report.objects.get(pk=item.pk), actor=district.editor, rank=rank, leader=leader, at=at,
                text="请有关部门研究办理。", given_on=timezone.localdate(at),
            )  # fmt: skip


def sent(district, item, to, days):
    """A row of 报送; adopted so many days later, or still without an outcome."""
    entry = rulebook.entry(district.organisation, "report_destination", to)
    day = timezone.localdate(item.accepted_at)
    came = (
        {"outcome": "adopted", "outcome_on": min(day + timedelta(days=days), timezone.localdate())}
        if days
        else {}
    )
    return Destination(
        organisation=district.organisation, report=item, to=entry, level=entry.data["level"], form="single",
        sent_on=day, recorded_by=district.editor.post, recorded_at=item.accepted_at, **came,
    )  # fmt: skip


def linjiang(district, days, seeds):
    items = reports(district, days, seeds)
    for number in range(20):
        issue(district, items[number * 306 // 20 : (number + 1) * 306 // 20])
