"""The settings this product starts with; `assumption` marks our own guesses."""

from dataclasses import dataclass
from typing import Any

from weijianyi.rulebook.defaults_figures import FIGURES
from weijianyi.rulebook.defaults_opinions import OPINIONS
from weijianyi.rulebook.defaults_proposals import PROPOSALS

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
    Default(
        "fixed_contacts_max", "固定联系户数", "每位委员最多登记几名固定联系的群众或家庭。", 20, "integer"
    ),
    Default("light_near_days", "黄灯天数", "离到期不多于几个工作日时亮黄灯。", 3, "integer"),
    Default(
        "light_near_share",
        "黄灯比例（%）",
        "期限短的，剩余不多于全部期限的百分之几才亮黄灯，至少 1 天。",
        30,
        "integer",
    ),
    Default("reminder_from", "提醒开始时间", "每天从几点起发提醒，到下班时间为止。", "08:30", "time"),
    Default("urge_reply_days", "催办回复期限", "催办通知书要求几个工作日内回复。", 3, "integer"),
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
    Default("title_max", "标题字数上限", "标题最多多少字，提案案由另定。", 30, "integer"),
    Default(
        "suggestion_body_min", "微建议正文下限", "少于多少字时提醒写得具体些，不阻止提交。", 50, "integer"
    ),
    Default("suggestion_body_warn", "微建议正文提醒", "超过多少字时提醒精简，不阻止提交。", 300, "integer"),
    Default("suggestion_body_good", "微建议正文适宜上限", "建议写到多少字以内。", 500, "integer"),
    Default("suggestion_body_max", "微建议正文上限", "正文最多多少字。", 800, "integer"),
    Default("proposal_body_min", "提案正文下限", "少于多少字时提醒写得具体些，不阻止提交。", 200, "integer"),
    Default("proposal_body_warn", "提案正文提醒", "超过多少字时提醒精简，不阻止提交。", 1500, "integer"),
    Default("proposal_body_max", "提案正文上限", "正文最多多少字。", 5000, "integer"),
    Default("proposal_readings", "提案审读次数", "立案前审读几次（三审三校）。", 3, "integer", "三审三校"),
    Default(
        "readings_by_different_people",
        "各审由不同的人审读",
        "填 1 为是，填 0 为否。",
        1,
        "integer",
    ),
    Default(
        "plenary_lead_months",
        "大会提案征集提前月数",
        "全会开幕前几个月起提交的提案归入该次会议。",
        3,
        "integer",
        "提案工作条例：开幕前三个月起征集",
    ),
    Default(
        "cosign_hours_in_session",
        "会期联名时限（小时）",
        "全会期间，邀请联名后多少小时内确认。",
        24,
        "integer",
    ),
    Default(
        "cosign_days", "闭会联名时限（工作日）", "闭会期间，邀请联名后多少个工作日内确认。", 5, "integer"
    ),
    Default(
        "report_body_min", "社情民意正文下限", "少于多少字时提醒写得具体些，不阻止提交。", 100, "integer"
    ),
    Default("report_body_warn", "社情民意正文提醒", "超过多少字时提醒精简，不阻止提交。", 1000, "integer"),
    Default("report_body_max", "社情民意正文上限", "正文最多多少字。", 3000, "integer"),
    Default(
        "inquiry_body_min", "来信问询正文下限", "少于多少字时提醒写得具体些，不阻止提交。", 10, "integer"
    ),
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
    Default(
        "plan_required_kinds",
        "先有办理方案的类别",
        "列出的类别，承办单位填写办理方案后才能送签答复。",
        ["proposal"],
        "codes",
        choices=(("suggestion", "微建议"), ("proposal", "提案"), ("inquiry", "来信问询")),
    ),
    Default(
        "contact_stages_proposal",
        "提案必须有的沟通",
        "答复送签前，这些阶段都要有与委员沟通的记录。其他类别有一次即可。",
        ["before", "during", "after"],
        "codes",
        "三见面三沟通",
        choices=(("before", "办前"), ("during", "办中"), ("after", "办后")),
    ),
    Default(
        "authoritative_reply",
        "以盖章扫描件为准的类别",
        "列出的类别，签发时须有盖章答复的扫描件和文号，以扫描件为准；其他类别以页面文字为准。",
        [],
        "codes",
        choices=(("suggestion", "微建议"), ("proposal", "提案"), ("inquiry", "来信问询")),
    ),
    Default(
        "reply_length_share",
        "答复提示：篇幅（%）",
        "办理情况的字数不到同类答复平均数的百分之几时提示。",
        35,
        "integer",
    ),
    Default("reply_length_min", "答复提示：最少字数", "办理情况少于多少字时提示。", 30, "integer"),
    Default("reply_ground_min", "答复提示：依据字数", "解释说明的依据少于多少字时提示。", 15, "integer"),
    Default("dissatisfied_reason_min", "不满意理由字数下限", "评价不满意时，理由至少多少字。", 10, "integer"),
    Default(
        "research_required",
        "提交前须登记调研的类别",
        "列出的类别，至少登记一次调研才能提交。",
        ["proposal"],
        "codes",
        "不调研不提出提案（福泉市政协的做法）",
        choices=(("suggestion", "微建议"), ("proposal", "提案"), ("report", "社情民意")),
    ),
    Default(
        "collective_quota",
        "每个集体每年提案件数",
        "每个专委会、界别、党派团体、委员小组和镇街联络组每年至少提交几件集体提案。",
        1,
        "integer",
        "集体提案分派制：每年至少提交 1 件（福泉市政协的做法）",
    ),
    Default(
        "collective_share_target",
        "集体提案占比目标（%）",
        "集体提案占全部提案的百分之几。",
        30,
        "integer",
        "集体提案占比保持 30% 左右（福泉市政协的做法）",
    ),
    Default("evaluation_units", "双向评议单位数", "每次双向评议按规则产生几个承办单位。", 5, "integer"),
    Default(
        "evaluation_rest_rounds", "评议间隔", "最近几次评议过的单位，排在没有评议过的后面。", 2, "integer"
    ),
    Default(
        "topic_remind_days", "约稿截止提醒（天）", "社情民意约稿截止前几天，提醒还没有写的。", 3, "integer"
    ),
    Default("evaluation_remind_days", "评议截止提醒（天）", "截止前几天提醒还没有评的。", 3, "integer"),
    Default("award_every_years", "评优间隔（年）", "每隔几年评一次优秀提案和先进单位。", 2, "integer"),
    Default("award_share_proposals", "优秀提案比例（%）", "优秀提案占立案提案的百分比。", 5, "integer"),
    Default(
        "award_collective_share",
        "集体提案比例（%）",
        "优秀提案中集体提案的最低百分比。",
        20,
        "integer",
        "参照全国政协年度好提案：集体提案不少于 20%",
    ),
    Default(
        "award_share_units",
        "先进单位比例（%）",
        "先进单位占办理过提案的单位的百分比。",
        20,
        "integer",
        "参照先进承办单位评选：每两年约 20%",
    ),
    Default("award_nominate_factor", "按规则推荐倍数", "按规则推荐的数量是名额的几倍。", 2, "integer"),
    Default(
        "promise_breaks_max",
        "承诺未兑现建议督办的次数",
        "同一承诺第几次没有兑现时，建议列入督办，由人决定。",
        2,
        "integer",
    ),
    Default("pressure_near_days", "临期天数（工作日）", "离答复期限几个工作日以内列为临期。", 3, "integer"),
    Default("promise_near_days", "承诺临期天数", "离承诺日期几天以内列入督办台。", 14, "integer"),
    Default("key_weight_collective", "重点提案：集体提案计分", "集体提案计几分，0 为不计。", 2, "integer"),
    Default("key_weight_cosigners", "重点提案：联名计分", "联名达到人数的计几分，0 为不计。", 2, "integer"),
    Default("key_cosigners_min", "重点提案：联名人数", "几名委员以上联名才计分。", 3, "integer"),
    Default("key_weight_mark", "重点提案：审查建议计分", "审查时建议列为重点的计几分。", 3, "integer"),
    Default("key_weight_topic", "重点提案：选题计分", "按下达的选题撰写的计几分。", 2, "integer"),
    Default("key_weight_focus", "重点提案：重点领域计分", "属于重点领域的计几分。", 1, "integer"),
    Default("key_focus_categories", "重点提案：重点领域", "当年重点领域的代码，见字典“领域”。", [], "codes"),
    Default(
        "ranking_min_cases", "参加排名的件数下限", "报送信息不足几条的，另列，不参加排名。", 3, "integer"
    ),
    Default("report_remark_days", "月点评定稿", "当月信息的点评，写到次月几日为止。", 10, "integer"),
    Default(
        "hotline_alike_percent",
        "热线对账：相似度",
        "标题、地点和内容相似到百分之几，列为可能是同一件。",
        50,
        "integer",
    ),
    Default("hotline_topic_least", "热线热点：最少件数", "近 30 天少于几件的类别不列入热点。", 3, "integer"),
    Default("api_key_days", "接口密钥有效天数", "新密钥最长用多少天，到期后须换新。", 180, "integer"),
    Default(
        "webhook_pause_after",
        "事件推送：连续失败几次暂停",
        "连续失败达到次数后自动暂停，由管理员恢复。",
        10,
        "integer",
    ),
    *(Default(*row, "integer") for row in OPINIONS),
    *(Default(*row) for row in FIGURES),
    *(Default(*row) for row in PROPOSALS),
    Default("key_score_min", "重点提案：候选分数线", "达到多少分列入候选名单。", 2, "integer"),
    Default(
        "second_factor_roles",
        "须用第二重验证的岗位",
        "列出的岗位登录后还要输入手机验证器的验证码；正式使用时建议全部列入。",
        [],
        "codes",
        choices=(
            ("reviewer", "提案委工作人员"),
            ("head", "提案委负责人"),
            ("editor", "信息编辑"),
            ("leader", "领导"),
            ("supervisor", "督查室"),
            ("handler", "承办单位经办人"),
            ("unit_head", "承办单位分管领导"),
            ("relay", "转办机构"),
            ("liaison", "工作室联络员"),
            ("org_admin", "单位管理员"),
            ("sys_admin", "系统管理员"),
            ("auditor", "审计员"),
        ),
    ),
    Default("duty_remind_days", "值班提醒", "提前几天提醒值班的委员。", 1, "integer"),
    Default("duty_gap_days", "缺人提醒", "值班缺人时，提前几天告诉联络员。", 7, "integer"),
)
WEEKDAYS = tuple(enumerate(("周一", "周二", "周三", "周四", "周五", "周六", "周日")))
BY_KEY = {default.key: default for default in DEFAULTS}
