"""The settings this product starts with; `assumption` marks our own guesses."""

from dataclasses import dataclass
from typing import Any

OURS = "本系统默认，待确认"


@dataclass(frozen=True)
class Default:
    """A setting as shipped; `type` names the form field of the settings page."""

    key: str
    label: str
    help: str
    value: Any
    type: str  # integer, optional_integer, time, weekdays, codes
    basis: str = OURS
    choices: tuple = ()  # of a type "codes"; without it any code may be entered

    @property
    def assumption(self) -> bool:
        return self.basis == OURS

    def text(self, value: Any) -> str:
        """The value in words."""
        if value is None or value == []:
            return "未设置"
        if isinstance(value, list):
            names = dict(WEEKDAYS if self.type == "weekdays" else self.choices)
            return "、".join(str(names.get(part, part)) for part in value)
        return str(value)


DEFAULTS = (
    Default("review_weekdays", "审核日", "每周哪几天集中审核。", [0, 2, 4], "weekdays", "每周一、三、五审核"),
    Default(
        "review_gap_days",
        "审核间隔上限",
        "两个审核日相隔超过这些天时，放假前最后一个工作日加开一次审核。不填则不加开。",
        None,
        "optional_integer",
    ),
    Default("workday_cutoff", "下班时间", "晚于这个时间的办理，算下一个工作日。", "17:30", "time"),
    Default(
        "second_person_steps",
        "需要第二人确认的事项",
        "列出的步骤由一人提出、另一人确认后生效。",
        ["item.decline"],
        "codes",
        choices=(("item.decline", "不予受理"),),
    ),
    Default(
        "reply_check_kinds",
        "答复先核对的类别",
        "列出的类别，答复经核对后才送委员。",
        ["proposal"],
        "codes",
        choices=(("suggestion", "微建议"), ("proposal", "提案"), ("inquiry", "来信问询")),
    ),
    Default("max_round", "答复轮次上限", "同一承办单位最多答复几轮；用完后转入督办。", 2, "integer"),
    Default(
        "handback_window_decider_after",
        "退办转负责人的次数",
        "同一件第几次申请退办时，改由负责人决定。",
        2,
        "integer",
    ),
    Default("undo_seconds", "撤销时限（秒）", "误操作可在多少秒内撤销。", 10, "integer"),
    Default("title_max", "标题字数上限", "标题最多多少字。", 30, "integer"),
    Default("suggestion_body_min", "微建议正文下限", "正文至少多少字。", 50, "integer"),
    Default("suggestion_body_warn", "微建议正文提醒", "超过多少字时提醒精简，不阻止提交。", 300, "integer"),
    Default("suggestion_body_good", "微建议正文适宜上限", "建议写到多少字以内。", 500, "integer"),
    Default("suggestion_body_max", "微建议正文上限", "正文最多多少字。", 800, "integer"),
    Default("proposal_body_min", "提案正文下限", "正文至少多少字。", 200, "integer"),
    Default("proposal_body_warn", "提案正文提醒", "超过多少字时提醒精简，不阻止提交。", 1500, "integer"),
    Default("proposal_body_max", "提案正文上限", "正文最多多少字。", 5000, "integer"),
    Default("report_body_min", "社情民意正文下限", "正文至少多少字。", 100, "integer"),
    Default("report_body_warn", "社情民意正文提醒", "超过多少字时提醒精简，不阻止提交。", 1000, "integer"),
    Default("report_body_max", "社情民意正文上限", "正文最多多少字。", 3000, "integer"),
    Default("inquiry_body_min", "来信问询正文下限", "正文至少多少字。", 10, "integer"),
    Default("inquiry_body_warn", "来信问询正文提醒", "超过多少字时提醒精简，不阻止提交。", 300, "integer"),
    Default("inquiry_body_max", "来信问询正文上限", "正文最多多少字。", 2000, "integer"),
    Default("photos_max", "照片张数上限", "委员每件最多可附几张照片。", 9, "integer"),
    Default(
        "satisfied_grades",
        "计入满意的等次",
        "满意率的分子包含哪些评价等次。",
        ["satisfied", "mostly"],
        "codes",
        choices=(("satisfied", "满意"), ("mostly", "基本满意")),
    ),
    Default("dissatisfied_reason_min", "不满意理由字数下限", "评价不满意时，理由至少多少字。", 10, "integer"),
    Default("key_weight_collective", "重点提案：集体提案计分", "集体提案计几分，0 为不计。", 2, "integer"),
    Default("key_weight_cosigners", "重点提案：联名计分", "联名达到人数的计几分，0 为不计。", 2, "integer"),
    Default("key_cosigners_min", "重点提案：联名人数", "几名委员以上联名才计分。", 3, "integer"),
    Default("key_weight_mark", "重点提案：审查建议计分", "审查时建议列为重点的计几分。", 3, "integer"),
    Default("key_weight_topic", "重点提案：选题计分", "按下达的选题撰写的计几分。", 2, "integer"),
    Default("key_weight_focus", "重点提案：重点领域计分", "属于重点领域的计几分。", 1, "integer"),
    Default("key_focus_categories", "重点提案：重点领域", "当年重点领域的代码，见字典“领域”。", [], "codes"),
    Default("key_score_min", "重点提案：候选分数线", "达到多少分列入候选名单。", 2, "integer"),
)
WEEKDAYS = tuple(enumerate(("周一", "周二", "周三", "周四", "周五", "周六", "周日")))
BY_KEY = {default.key: default for default in DEFAULTS}
