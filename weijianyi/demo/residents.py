"""民意直通 of the demo: two studios, opinions in every state, some kept apart, one question, one draft."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from members.models import Studio, StudioCode, StudioMember
from members.opinions import receiving as opinion_receiving
from members.opinions import suspicion
from members.opinions.receiving import Said
from weijianyi.demo import photos, scenery
from weijianyi.demo.people import START
from weijianyi.files import receive
from weijianyi.files.models import Attachment
from weijianyi.workflow import perform

# Text, how to be told, name, phone, agrees to be passed on, workdays back, hour, the county chosen.
NEW = (
    ("罗溪巷路面坑洼积水，老人晚上走路不安全，希望修一修。", "sms", "刘女士", "13755550186", False, 0, "09:05", "daan"),
    ("社区卫生站周末没有人，孩子发烧只能去大医院，能不能周末也开半天？", "code", "", "", False, 0, "10:20", ""),
    ("楼下健身器材断了两处，小孩在上面玩很危险。", "phone", "周师傅", "13855550233", True, 1, "16:40", "linjiang"),
)  # fmt: skip
SPAM = "低价代办各类证件，随到随办，加微信 8{0}6{0}2 咨询。"


def load(city):
    west, bridge = studios(city)
    city.home.informants.filter(kind="deliberator").update(studio=west)
    for text, by, name, phone, agrees, back, clock, where in NEW:
        told = {"reply_by": by, "name": name, "phone": phone, "pass_on": agrees}
        said(city, west, text, back, clock, county=county(city, where), **told)
    for n in range(5):
        said(city, west, SPAM.format(n), 0, "03:12", marks=("quick", "alike"))
    explained(city, west)
    answered(city, west)
    asked(city, west)
    turned(city, west)
    solved(city, bridge)


def studios(city):
    """The liaison's studio, with the demo's members, and one that has been open for long."""
    first = Studio.objects.get(organisation=city.home, name="西流湾社区委员工作室")
    second = Studio.objects.create(
        organisation=city.home, name="双桥社区委员工作室", level="village", address="大安区双桥路 18 号",
        liaison=city.actor("liaison").post, opened_on=START, phone="0700-6135",
    )  # fmt: skip
    StudioCode.objects.create(studio=second, issued_at=city.days.at(40))
    seat(city, first, "member", "member2")
    seat(city, second, "member2", "gaojun")
    return first, second


def seat(city, studio, *people):
    for place, who in enumerate(people):
        member = city.actor(who).post.member
        StudioMember.objects.get_or_create(
            studio=studio,
            member=member,
            valid_to=None,
            defaults={"convenor": place == 0, "valid_from": START},
        )


def county(city, code):
    return city.people.organisations.get(code)


def said(city, studio, text, back, clock, marks=(), **fields):
    at = city.days.at(back, clock)
    fields = {"reply_by": "code", "second": "2468"} | {k: v for k, v in fields.items() if v not in ("", None)}
    return opinion_receiving.receive(
        studio, Said(text=text, **fields), form_key=uuid.uuid4().hex, marks=marks, at=at,
        likeness=suspicion.likeness_of(text),
    )  # fmt: skip


def act(city, opinion, step, who, back, clock, **facts):
    return perform(opinion, step, actor=city.actor(who), at=city.days.at(back, clock), **facts)


def explained(city, studio):
    opinion = said(city, studio, "我家一楼想把阳台改成门面，为什么不批？", 4, "09:30")
    act(city, opinion, "explain", "member", 3, "10:15", text=(
        "住宅改门面要符合规划，还要整栋业主同意。按现在的规定这栋楼不能改。想做小生意，社区便民市场有摊位，可以到二楼窗口登记。"
    ))  # fmt: skip


def answered(city, studio):
    opinion = said(
        city, studio, "老人高龄津贴在哪里领，要带什么？", 5, "15:10", reply_by="sms", phone="13655550911"
    )
    act(city, opinion, "take_up", "liaison", 5, "16:00")
    act(
        city,
        opinion,
        "answer",
        "liaison",
        4,
        "09:20",
        text="在社区服务窗口申请，带老人身份证、户口本和银行卡，家属可以代办。",
    )


def asked(city, studio):
    told = {"reply_by": "phone", "phone": "13755550472"}
    opinion = said(city, studio, "河边夜市的垃圾早上没有人收，味道大。", 6, "20:30", **told)
    act(city, opinion, "take_up", "member", 5, "09:00")
    act(city, opinion, "ask_department", "member", 5, "09:40", department=city.departments["市城管局"],
        title="请答复河边夜市垃圾清运时间", question="居民反映夜市散市后垃圾隔夜未清，请答复清运安排。")  # fmt: skip


def on_the_spot():
    upload = SimpleUploadedFile("小路.jpg", photos.picture(scenery.lane, ()))
    return receive.read(upload, Attachment.Kind.PHOTO, receive.DEFAULTS)


def turned(city, studio):
    told = {"reply_by": "sms", "phone": "13955550318", "county": county(city, "daan")}
    opinion = said(city, studio, "一中后门的小路没有路灯，学生晚上放学看不见路。", 3, "21:30", **told)
    act(city, opinion, "take_up", "member2", 2, "08:50")
    act(city, opinion, "record_visit", "member2", 2, "21:10", held_on=timezone.localdate(city.days.at(2)),
        note="晚上九点半去看过，小路长约 150 米，确实没有路灯。", photos=(on_the_spot(),))  # fmt: skip
    member = city.actor("member2").post.member
    act(
        city,
        opinion,
        "turn",
        "member2",
        1,
        "09:00",
        into="suggestion",
        member=member,
        title="给一中后门小路装路灯",
    )


def solved(city, studio):
    opinion = said(
        city, studio, "双桥路公交站台的座椅坏了，老人等车没地方坐。", 20, "08:40", county=county(city, "daan")
    )
    act(city, opinion, "take_up", "liaison", 20, "10:00")
    act(city, opinion, "answer", "liaison", 18, "15:30", text="公交公司已经换了新座椅，谢谢您。")
    act(city, opinion, "close", "liaison", 15, "09:00", solved=True)
    act(city, opinion, "publish", "liaison", 15, "09:10", public_title="双桥路公交站台座椅换新",
        public_text="居民反映站台座椅损坏，工作室联系公交公司，两天后换上新座椅。")  # fmt: skip
