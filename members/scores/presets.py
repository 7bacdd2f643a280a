"""Rule sets to begin with: ours and real tables as published; each is copied into a draft and edited there.

Numbers that a published table leaves open are marked in its basis; members.scores.schemes.create loads one.
"""

from dataclasses import dataclass, field

from members.scores.states import Sharing


@dataclass(frozen=True)
class Rule:
    code: str
    group: str
    label: str
    events: str  # names, separated by blanks
    points: float
    cancelled_by: str = ""
    more: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Preset:
    title: str
    basis: str
    groups: tuple  # (code, label, cap, least)
    rules: tuple
    base: int = 0
    bonus_cap: int | None = None
    bands: tuple = ()


def rule(code, group, label, events, points, cancelled_by="", **more):
    return Rule(code, group, label, events, points, cancelled_by, more)


LEFT = "proposal.grant_withdrawal"
UNADOPTED = "report.unadopt"
UNAWARDED = "proposal.award_void"
EQUAL, HALF = Sharing.EQUAL, Sharing.HALF
OUTCOME = {"best_of": "outcome"}

OURS = Preset(
    "履职计分办法", "本系统默认，待确认",
    (
        ("meeting", "会议/活动", None, None), ("speech", "会议发言", None, None), ("research", "调研报告", None, None),
        ("resource", "提供资源", None, None), ("suggestion", "微建议", 20, None), ("proposal", "提案", None, None),
        ("report", "社情民意", 30, None), ("duty", "工作室", 10, None), ("deduction", "扣分项", None, None),
    ),
    (
        rule("plenary", "meeting", "出席全体会议", "record.plenary", 5),
        rule("standing", "meeting", "出席常委会会议", "record.standing", 5),
        rule("activity", "meeting", "视察、调研等活动", "record.activity", 2),
        rule("training", "meeting", "学习培训", "record.training record.training_half", 2),
        rule("speech", "speech", "会议发言", "record.speech", 5),
        rule("research", "research", "调研报告", "record.research", 5),
        rule("resource", "resource", "提供资源、公益", "record.resource record.public", 2),
        rule("s_accept", "suggestion", "微建议被受理", "suggestion.accept", 2, **OUTCOME),
        rule("s_close", "suggestion", "办结，评价满意", "suggestion.close.satisfied", 1, "suggestion.reopen",
             best_of="satisfied"),
        rule("s_award", "suggestion", "优秀微建议", "suggestion.award", 5),
        rule("s_claim", "suggestion", "领办并有成效", "claim.conclude", 3),
        rule("p_filed", "proposal", "提案立案", "proposal.accept", 15, LEFT, joint_points=10, co_points=5,
             writer_points=15, drafter_points=3, **OUTCOME),
        rule("p_key", "proposal", "列为重点提案", "proposal.key", 5, LEFT, writer_points=5),
        rule("p_award", "proposal", "优秀提案", "proposal.award", 10, UNAWARDED, writer_points=10),
        rule("p_report", "proposal", "提案转社情民意", "proposal.convert", 5, **OUTCOME),
        rule("r_sent", "report", "提交，未采用", "report.submit", 1, cap=5, sharing=EQUAL, **OUTCOME),
        rule("r_city", "report", "本级、市级采用", "report.adopt report.adopted_above.1 report.adopted_above.2", 5,
             UNADOPTED, sharing=EQUAL, **OUTCOME),
        rule("r_province", "report", "省级采用", "report.adopted_above.3", 15, sharing=EQUAL, **OUTCOME),
        rule("r_nation", "report", "全国采用", "report.adopted_above.4", 30, sharing=EQUAL, **OUTCOME),
        rule("i_city", "report", "市级领导批示", "report.instruct.1 report.instruct.2", 5, sharing=EQUAL),
        rule("i_province", "report", "省级领导批示", "report.instruct.3", 15, sharing=EQUAL),
        rule("i_nation", "report", "国家级领导批示", "report.instruct.4", 30, sharing=EQUAL),
        rule("duty", "duty", "工作室值班", "record.duty duty.attend", 2),
        rule("plenary_absent", "deduction", "全体会议无故缺席", "record.plenary_absent", -10),
        rule("absent", "deduction", "活动无故缺席", "record.absent", -2),
        rule("other", "deduction", "其他扣分", "record.deduction", -1),
    ),
)  # fmt: skip

JINAN = Preset(
    "济南 2015 年办法", "济南市政协 2015 年：基础分 70，加分不超过 50，满分 120",
    (
        ("meeting", "会议/活动", None, None), ("proposal", "提案", None, None), ("public", "公益", 10, None),
        ("deduction", "扣分项", None, None),
    ),
    (
        rule("p_filed", "proposal", "第二件起立案提案（第一提案人）", "proposal.accept", 0, LEFT, further=5),
        rule("p_key", "proposal", "重点提案", "proposal.key", 5, LEFT),
        rule("p_award", "proposal", "优秀提案", "proposal.award", 10, UNAWARDED),
        rule("public", "public", "公益活动", "record.public", 2),
        rule("excused", "deduction", "全体会议请假", "record.plenary_excused", -10),
        rule("absent", "deduction", "全体会议无故缺席", "record.plenary_absent", -30),
    ),
    base=70, bonus_cap=50, bands=((85, "优秀"), (60, "称职"), (-999, "不称职")),
)  # fmt: skip

TONGCHENG = Preset(
    "桐城 2019 年办法", "桐城市政协 2019 年：满分 100，60 分合格；集体提案的主要执笔人（最多三人）各计全分",
    (
        ("meeting", "全体会议", 50, None), ("proposal", "提案", 25, None), ("activity", "活动", 10, None),
        ("report", "社情民意", 15, None),
    ),
    (
        rule("plenary", "meeting", "出席全体会议", "record.plenary", 50),
        rule("excused", "meeting", "全体会议请假", "record.plenary_excused", 30),
        rule("p_sent", "proposal", "提交提案", "proposal.submit", 10, sharing=HALF, writer_points=10, writers_most=3,
             best_of="sent"),
        rule("p_filed", "proposal", "立案", "proposal.accept", 15, LEFT, sharing=HALF, writer_points=15,
             writers_most=3),
        rule("activity", "activity", "参加活动", "record.activity", 2),
        rule("r_sent", "report", "提交社情民意", "report.submit", 10, best_of="sent"),
        rule("r_adopted", "report", "采用", "report.adopt", 5, UNADOPTED, best_of="adopted"),
    ),
    bands=((60, "合格"), (-999, "不合格")),
)  # fmt: skip

MINHANG = Preset(
    "闵行办法", "闵行区政协：不设满分；至少 3 次活动、1 件提案、1 条社情民意（分值原表未载，暂按 5 分）",
    (
        ("meeting", "全体会议", None, None), ("activity", "活动", None, 3), ("training", "学习培训", None, None),
        ("proposal", "提案", None, 1), ("report", "社情民意", None, 1),
    ),
    (
        rule("plenary", "meeting", "全体会议（半天）", "record.plenary", 5),
        rule("activity", "activity", "活动", "record.activity", 5),
        rule("training", "training", "培训", "record.training", 10),
        rule("training_half", "training", "培训（半天）", "record.training_half", 5),
        rule("p_filed", "proposal", "立案：执笔 15，参加 3（一年计一次）", "proposal.accept", 15, LEFT, co_points=3,
             writer_points=15, drafter_points=3, co_cap=3),
        rule("p_key", "proposal", "重点提案：执笔 15，参加 3", "proposal.key", 15, LEFT, co_points=3,
             writer_points=15, drafter_points=3),
        rule("p_award", "proposal", "优秀提案：执笔 10，参加 2", "proposal.award", 10, UNAWARDED, co_points=2,
             writer_points=10, drafter_points=2),
        rule("r_sent", "report", "提交社情民意", "report.submit", 5, best_of="sent"),
    ),
)  # fmt: skip

HEFEI = Preset(
    "合肥某县级市办法",
    "合肥所辖某市：基本分 90（会议 35、活动 30、提案 15、社情民意 10），常委 120（另有常委会会议 30）；加超额分",
    (
        ("meeting", "会议", None, None), ("activity", "活动", 30, None), ("proposal", "提案", None, None),
        ("report", "社情民意", 30, None),
    ),
    (
        rule("plenary", "meeting", "出席全体会议", "record.plenary", 35, cap=35),
        rule("standing", "meeting", "出席常委会会议（全年）", "record.standing", 30, cap=30, only_standing=True),
        rule("activity", "activity", "参加活动", "record.activity", 7.5),
        rule("p_filed", "proposal", "立案：第一件 15（联名 10、5），第二件起每件 5", "proposal.accept", 15, LEFT,
             joint_points=10, co_points=5, writer_points=15, further=5, cap=35),
        rule("p_award", "proposal", "优秀提案", "proposal.award", 8, UNAWARDED, writer_points=8),
        rule("r_sent", "report", "提交，未采用", "report.submit", 1, best_of="report"),
        rule("r_adopted", "report", "采用：第一条 10，第二条起每条 3", "report.adopt", 10, UNADOPTED, further=3,
             best_of="report"),
        rule("r_above", "report", "上级采用", "report.adopted_above.2 report.adopted_above.3 report.adopted_above.4", 6,
             best_of="above"),
    ),
)  # fmt: skip

PRESETS = {"ours": OURS, "jinan": JINAN, "tongcheng": TONGCHENG, "minhang": MINHANG, "hefei": HEFEI}
