"""The dictionaries this product starts with: per dictionary its title and rows of code, label, text, data."""

from weijianyi.rulebook.words_beyond import BEYOND
from weijianyi.rulebook.words_opinions import OPINIONS

TITLES = {
    "category": "领域",
    "decline_reason": "不予受理理由",
    "handback_reason": "退办理由",
    "not_filed_reason": "不予立案理由",
    "topic_group": "专题组",
    "extension_reason": "延期理由",
    "result_class": "办理结果",
    "found_via": "线索来源",
    "assist_exception": "协办例外",
    "contact_form": "沟通方式",
    "grade": "评价等次",
    "reply_template": "答复模板",
    "research_form": "调研方式",
    "proposal_criterion": "提案评议项目",
    "handling_criterion": "办理评议项目",
    "evaluation_grade": "评议等次",
    "award_proposal_ground": "优秀提案推荐依据",
    "award_unit_ground": "先进单位推荐依据",
    "meeting_form": "会议形式",
    "not_adopted_reason": "社情民意不采用理由",
    "report_source": "社情民意来源渠道",
    "report_form": "社情民意体裁",
    "report_destination": "报送单位",
    "instruction_rank": "批示领导层级",
    "uptake_form": "成果转化形式",
    "supervision_form": "督办形式",
    "claim_form": "领办活动形式",
    "opinion_explain": "群众意见：解释用语",
    "opinion_answer": "群众意见：答复用语",
    "privacy_notice": "个人信息告知书",
    "service_kind": "履职记录类别",
    "study_word": "答复提示：研究类用语",
    "stock_phrase": "答复提示：套话",
    "bulletin_word": "通报用语",
    "case_ground": "优秀案例推选依据",
    "half_unit_ground": "半年评比：承办单位",
    "half_member_ground": "半年评比：委员",
}

WORDS: dict[str, tuple[tuple, ...]] = {
    "category": (
        ("city", "城市管理", "市容秩序、违建、户外广告、路灯井盖。"),
        ("traffic", "交通出行", "道路、公交、停车、信号灯与标线。"),
        ("utilities", "公用事业", "供水、供电、供气、通信。"),
        ("sanitation", "环境卫生", "垃圾清运、公厕、河道保洁、污染。"),
        ("housing", "住房物业", "小区物业、老旧小区、电梯、房屋维修。"),
        ("education", "教育", "学校、幼儿园、校车、校园周边。"),
        ("health", "医疗卫生", "就医、社区卫生、疫苗、医保服务。"),
        ("employment", "社保就业", "社会保险、就业创业、养老托幼。"),
        ("rural", "农业农村", "农田水利、乡村道路、农产品。"),
        ("business", "营商环境", "企业办事、市场秩序、惠企政策。"),
        ("service", "政务服务", "窗口办事、证照、网上办理。"),
        ("culture", "文体旅游", "场馆、公园、景区、文物。"),
        ("safety", "公共安全", "消防、治安、隐患、应急。"),
        ("other", "其他", "以上都不合适时选这一项。"),
    ),
    "decline_reason": (
        (
            "too_large",
            "题目过大",
            "这件事涉及面广，短期内难以见效。您可以把其中一处、一事单独提出，或改写为提案。",
        ),
        ("not_soon", "短期内无法解决", "这件事需要较长时间或较大投入。建议您改写为提案或社情民意信息。"),
        ("not_operable", "缺少可操作性", "请您写明具体做法和可能的承办单位，再次提交。"),
        ("no_ask", "没有具体建议", "请您补充地点、现状和希望怎样解决，再次提交。"),
        ("duplicate", "与在办件重复", "同一件事已在办理。您可以在原件下附议，答复会同时送您。"),
        ("outside", "超出本级职权", "这件事不在本级职权范围内。建议您改写为社情民意信息，由我们向上反映。"),
        ("judicial", "涉及诉讼、仲裁或信访", "正在诉讼、仲裁或信访程序中的事项，请按该程序办理。"),
        ("personal", "涉及本人或亲属个人利益", "个人事项请向主管单位或通过信访渠道反映。"),
        ("accusation", "涉及指名举报", "举报请通过纪检监察或主管单位的举报渠道提出。"),
        ("advertising", "含有宣传推销内容", "请您去掉单位或产品的推介内容，再次提交。"),
        ("secret", "涉及国家秘密或敏感信息", "请勿在网上填写涉密内容，具体事宜请与提案委联系。"),
    ),
    "not_filed_reason": (
        (
            "secret",
            "涉及党和国家秘密",
            "请勿在网上填写涉密内容，确需反映的，请与提案委联系，按保密规定办理。",
        ),
        ("banned", "国家明确规定不得受理", "相关规定不允许以提案方式提出，请按规定的渠道办理。"),
        ("party_member", "中共党员对党内组织人事的意见", "党内组织、人事方面的意见，请通过党内渠道反映。"),
        ("party_internal", "民主党派内部事务", "党派成员反映本组织内部问题，请在组织内部反映。"),
        ("judicial", "已进入诉讼、仲裁程序", "民事、刑事、行政诉讼或仲裁中的事项，请按该程序办理。"),
        ("academic", "属于学术研讨", "学术研讨的内容，可以送有关部门参考。"),
        ("personal", "为本人或亲属解决个人问题", "个人事项请向主管单位或通过信访渠道反映。"),
        ("promotion", "宣传、推介具体作品或产品", "请去掉对作品、产品的推介，可以作为委员来信转送。"),
        ("accusation", "指名举报", "举报请通过纪检监察或主管单位的渠道提出。"),
        ("empty", "没有实际内容或具体建议", "请补充情况、分析和具体建议后再提交，也可以改写为社情民意信息。"),
    ),
    "topic_group": (
        ("economy", "经济建设组", ""),
        ("politics", "政治建设组", ""),
        ("culture", "文化建设组", ""),
        ("society", "社会建设组", ""),
        ("ecology", "生态文明组", ""),
    ),
    "handback_reason": (
        ("not_ours", "不属本单位职责", "请写明职责依据，并提出建议的承办单位。"),
        ("other_leads", "应由其他单位主办", "请写明主办单位；本单位可以协办的，一并说明。"),
        ("several", "需由几个单位分办", "请逐项写明各由哪个单位办理。"),
        ("above", "属上级单位权限", "请写明有权处理的上级单位。"),
        ("duplicate", "同一事项已在办理", "请写明在办件的编号。"),
        ("unclear", "内容不清，无法办理", "请写明需要补充的地点或情况。"),
    ),
    "extension_reason": (
        ("weather", "受天气或季节影响", ""),
        ("procurement", "需履行招标采购或审批程序", ""),
        ("funds", "资金尚未到位", ""),
        ("coordination", "需与其他单位协商", ""),
        ("survey", "需进一步调查论证", ""),
        ("other", "其他", "请写明具体情况。"),
    ),
    "result_class": (
        ("solved", "已解决", "问题已解决或建议已采纳。", {"letter": "A", "date_required": True}),
        (
            "in_progress",
            "正在解决",
            "已着手办理，须写明预计完成日期。",
            {"letter": "B", "date_required": True, "needs_tracking": True},
        ),
        (
            "planned",
            "列入计划",
            "已列入计划，须写明预计完成日期。",
            {"letter": "B", "date_required": True, "needs_tracking": True},
        ),
        (
            "explained",
            "解释说明",
            "因条件所限暂不能解决，须写明依据。",
            {"letter": "C", "ground_required": True},
        ),
    ),
    "found_via": (
        ("survey", "调研", "专题调研、视察中发现。"),
        ("visit", "走访", "走访界别群众、企业时了解。"),
        ("studio", "工作室", "委员工作室接待中收到。"),
        ("resident", "群众", "群众直接反映。"),
        ("other", "其他", ""),
    ),
    "assist_exception": (
        ("not_needed", "已无需协办意见", "请写明为什么可以不等。"),
        ("phone", "已电话征求意见", "请写明时间、对方姓名和意见。"),
        ("overdue", "协办单位逾期未回", "请写明催办的经过。"),
        ("merged", "意见已并入其他材料", "请写明材料名称。"),
    ),
    "contact_form": (
        ("phone", "电话", "", {"face_to_face": False}),
        ("meeting", "面商", "", {"face_to_face": True}),
        ("site", "现场", "", {"face_to_face": True}),
        ("forum", "座谈", "", {"face_to_face": True}),
        ("letter", "函", "", {"face_to_face": False}),
        ("online", "线上", "", {"face_to_face": False}),
    ),
    "grade": (
        ("satisfied", "满意", ""),
        ("mostly", "基本满意", ""),
        ("dissatisfied", "不满意", "", {"reason_required": True}),
    ),
    "reply_template": (
        (
            "solved",
            "已经办好",
            "{author}：\n您提出的建议收悉。我单位于〔日期〕到现场核查，情况属实。\n现已〔写结果〕。具体做法是：〔写做法〕。\n"
            "下一步，〔写后续〕。感谢您的关心和支持。",
        ),
        (
            "working",
            "正在办理",
            "{author}：\n您提出的建议收悉。经核查，〔写情况〕。\n目前已〔写进展〕，预计〔日期〕完成，完成后再向您反馈。\n"
            "办理期间如有意见，请与经办人联系。",
        ),
        (
            "explained",
            "说明情况",
            "{author}：\n您提出的建议收悉。我单位认真研究，现将情况说明如下：〔写政策依据或客观原因〕。\n"
            "为减轻影响，我们已〔写可以先做的事〕。请您理解，并欢迎继续提出意见。",
        ),
    ),
    "research_form": (
        ("site", "实地调研", ""),
        ("forum", "座谈", ""),
        ("survey", "问卷", ""),
        ("visit", "走访", ""),
        ("reading", "查阅资料", ""),
        ("inspection", "视察", ""),
    ),
}

WORDS |= {
    "proposal_criterion": (
        ("scientific", "科学性", "问题找得准，分析有依据。", {"weight": 30}),
        ("serious", "严肃性", "主题重大，调研充分。", {"weight": 20}),
        ("feasible", "可行性", "建议具体，能够办理。", {"weight": 30}),
        ("formal", "规范性", "一事一案，格式规范。", {"weight": 10}),
        ("influence", "影响性", "社会关注，有推动作用。", {"weight": 10}),
    ),
    "handling_criterion": (
        ("consultation", "办前沟通", "办理前主动听取提案人意见。", {"weight": 20}),
        ("handling", "办理质量", "调查研究充分，措施有力。", {"weight": 25}),
        ("result", "办理结果", "问题得到解决，或说明依据。", {"weight": 30}),
        ("letter", "答复文书", "针对性强，格式规范。", {"weight": 10}),
        ("follow_up", "跟踪落实", "承诺的事项按期兑现。", {"weight": 15}),
    ),
    "evaluation_grade": (
        ("excellent", "优秀", "", {"from": 90}),
        ("good", "良好", "", {"from": 75}),
        ("fair", "一般", "", {"from": 60}),
        ("poor", "较差", "", {"from": 0}),
    ),
    "award_proposal_ground": (
        ("evaluation", "双向评议得分", "没有参加评议的，这一项不计。", {"weight": 40}),
        ("solved", "已解决", "各承办单位的办理结果都是 A 类。", {"weight": 20}),
        ("satisfied", "满意度", "有评价并且没有不满意；有不满意的不推荐。", {"weight": 20}),
        ("key", "重点提案", "", {"weight": 10}),
        ("collective", "集体提案", "", {"weight": 10}),
    ),
    "award_unit_ground": (
        ("on_time", "按时答复", "按时答复件数占应答复件数。", {"weight": 40}),
        ("satisfied", "满意度", "满意份数占评价份数。", {"weight": 30}),
        ("evaluation", "双向评议得分", "没有参加评议的，这一项不计。", {"weight": 30}),
    ),
    "meeting_form": (
        ("park", "园区协商", "在园区、企业召开。"),
        ("community", "社区协商", "在社区、小区召开。"),
        ("courtyard", "院坝协商", "在村组、院坝召开。"),
        ("forum", "座谈会", ""),
        ("site", "现场会", ""),
        ("video", "视频会", ""),
    ),
}
WORDS |= {
    "not_adopted_reason": (
        ("direction", "政治方向不当", "反映情况要客观，请对照有关要求修改后再报。"),
        ("untrue", "内容失实", "请核实时间、地点和数据后再报。"),
        ("stale", "时效已过", "这件事的时效已过，如有新的情况，请另行反映。"),
        ("copied", "摘抄公开媒体", "社情民意要反映自己了解的情况，请补充一手材料。"),
        ("routine", "一般工作动态", "工作动态不作为社情民意信息，请写问题、分析和建议。"),
        ("duplicate", "与已报信息重复", "同一情况已经上报，如有新的情况，请补充后再报。"),
    ),
    "report_source": (
        ("advice_line", "建言献策直通车", ""),
        ("opinion_line", "社情民意直通车", ""),
        ("politics_line", "知情明政直通车", ""),
        ("masses_line", "联系群众直通车", ""),
        ("reception", "来访", ""),
        ("visit", "走访", ""),
        ("meeting", "会议", ""),
        ("studio", "工作室", ""),
    ),
    "report_form": (
        ("advice", "建言类", "就一个问题提出意见和建议。"),
        ("problem", "反映问题类", "反映群众关心的具体问题。"),
        ("trend", "动态类", "反映新情况、新苗头。"),
        ("commissioned", "约稿件", "按约稿题目撰写。"),
    ),
}
WORDS |= BEYOND
WORDS |= OPINIONS
# The number that belongs to each word of such a list; edited beside it.
NUMBERS = {
    "proposal_criterion": ("weight", "权重"),
    "handling_criterion": ("weight", "权重"),
    "evaluation_grade": ("from", "起始分"),
    "award_proposal_ground": ("weight", "权重"),
    "award_unit_ground": ("weight", "权重"),
    "case_ground": ("weight", "权重"),
    "half_unit_ground": ("weight", "权重"),
    "half_member_ground": ("weight", "权重"),
    "report_destination": ("level", "层级：1 本级，2 市，3 省，4 全国"),
    "instruction_rank": ("level", "层级：1 本级，2 市，3 省，4 国家"),
}

RESULT_FLAGS = {"date_required": False, "ground_required": False, "needs_tracking": False}


def rows(dictionary: str) -> list[dict]:
    """The shipped rows of one dictionary as keyword arguments of DictionaryEntry."""
    base = RESULT_FLAGS if dictionary == "result_class" else {}
    return [
        {"code": code, "label": label, "text": text, "data": base | (rest[0] if rest else {}), "order": place}
        for place, (code, label, text, *rest) in enumerate(WORDS[dictionary], start=1)
    ]
