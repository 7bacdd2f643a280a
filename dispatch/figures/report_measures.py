"""Every countable thing about 社情民意, defined once: number and list behind it use the same condition."""

from dataclasses import dataclass

from dispatch.figures import report_conditions as c
from dispatch.figures.measures import Measure
from dispatch.figures.report_bases import BASES, INQUIRY, INSTRUCTION, ISSUE, REPORT, SENT, UNITS
from suggestions.upward.states import LEVEL_WORDS, OWN


@dataclass(frozen=True)
class ReportMeasure(Measure):
    """`level`: where a sending went; 0 where that does not matter. `piece`: several rows may be one of them."""

    level: int = 0
    piece: bool = False

    def rows(self, actor, period):
        return BASES[self.table](actor).filter(self.condition(period, actor.organisation_id))

    @property
    def unit(self):
        return "件" if self.piece else UNITS[self.table]


OF_REPORTS = (
    (
        "received",
        "收到",
        c.received,
        "期间内收到的社情民意信息，含下级政协报来的；草稿和作废的不计，后来撤回的仍计。",
    ),
    ("used", "其中采用", c.used, "期间内收到的信息中，到统计时已经编入编发的期刊的。"),
    ("refused", "其中不采用", c.refused, "期间内收到的信息中，到统计时不采用的。"),
    ("waiting", "其中还在处理", c.waiting, "期间内收到的信息中，统计时还在待审、退回补充或编辑的。"),
    ("urgent", "其中第一时间报送", c.urgent, "期间内收到的信息中，标为第一时间报送的。"),
    ("adopted", "期间采用", c.adopted, "采用（编发）落在期间内的信息，不分收到时间。"),
    (
        "printed",
        "编入期刊的信息",
        c.printed,
        "期间内编发的各期收入的信息；一条编入几期只算一条，撤回的期不计。",
    ),
    ("went_up", "上报的信息", c.went_up, "期间内报到上级的信息，单篇上报和随一期上报的都算，一条只算一次。"),
    (
        "used_above",
        "被上级采用的信息",
        c.used_above,
        "期间内被上级采用的信息，一条只算一次；随一期被采用的也算。",
    ),
    ("instructed_on", "有批示的信息", c.instructed_on, "期间内得到批示的信息，批在所在那一期上的也算。"),
)
OF_ISSUES = (("issues", "编发期数", c.issued, "期间内编发的期数；已经撤回的不计。"),)
PIECE = "一条信息或一期算一件，报给同一层级的几个单位只算一件。"


def sendings():
    """Per level: what was sent there and what was adopted there."""
    for level, word in LEVEL_WORDS.items():
        whom = "本级党委、政府" if level == OWN else f"{word}（政协和有关单位）"
        label = "报本级党委政府" if level == OWN else f"报{word}"
        text = f"期间内报送{whom}的。{PIECE}"
        yield ReportMeasure(f"sent_{level}", label, SENT, c.sent_to(level), text, level=level, piece=True)
        label = "本级采用" if level == OWN else f"{word}采用"
        text = f"被{whom}采用、结果日期落在期间内的。{PIECE}"
        yield ReportMeasure(
            f"adopted_{level}", label, SENT, c.adopted_at(level), text, level=level, piece=True
        )
    text = f"期间内报送上级的，不含本级党委、政府。{PIECE}报给几级也只算一件。"
    yield ReportMeasure("sent_above", "上报", SENT, c.sent_above, text, piece=True)
    text = f"被上级采用、结果日期落在期间内的，不含本级。{PIECE}几级采用也只算一件。"
    yield ReportMeasure("adopted_above", "上级采用", SENT, c.adopted_above, text, piece=True)


OF_INSTRUCTIONS = (
    (
        "instructed",
        "批示件数",
        c.instructed,
        "期间内得到领导批示的件数：一条信息或一期算一件，几位领导批示也只算一件。",
        True,
    ),
    ("instructions", "批示人次", c.instructions, "期间内领导批示的人次：一位领导批一次算一人次。", False),
    ("instructions_open", "批示跟踪中", c.instructions_open, "期间内的批示中，统计时还在跟踪落实的。", False),
)
OF_FORWARDED = (
    ("forwarded", "转办", c.forwarded, "期间内编辑转给承办单位了解或办理的，一次转办算一件。"),
    ("fed_back", "其中已反馈", c.fed_back, "期间内转办的，到统计时承办单位已经反馈的。"),
)
ALL = (
    *(ReportMeasure(key, label, REPORT, *rest) for key, label, *rest in OF_REPORTS),
    *(ReportMeasure(key, label, ISSUE, *rest) for key, label, *rest in OF_ISSUES),
    *sendings(),
    *(
        ReportMeasure(key, label, INSTRUCTION, condition, text, piece=piece)
        for key, label, condition, text, piece in OF_INSTRUCTIONS
    ),
    *(ReportMeasure(key, label, INQUIRY, *rest) for key, label, *rest in OF_FORWARDED),
)  # fmt: skip


@dataclass(frozen=True)
class ReportRate:
    key: str
    label: str
    over: str
    under: str
    definition: str


RATES = (
    ReportRate("adoption_rate", "采用率", "used", "received", "收到的信息中，到统计时已经采用的占多少：采用 ÷ 收到。"),
    ReportRate("feedback_rate", "转办反馈率", "fed_back", "forwarded", "期间内转办的，到统计时已经反馈的占多少。"),
)  # fmt: skip
MEASURES = {measure.key: measure for measure in ALL}
# What is so now, whatever it was then: has no year before.
STOCK = {"waiting", "instructions_open"}


def shown(levels):
    """The measures an organisation with those levels above it needs."""
    return [m for m in ALL if not m.level or m.level in levels]
