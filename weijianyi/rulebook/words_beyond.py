"""The dictionaries of what is done beyond the desks: reports sent upwards, supervision, leading an item, service."""

BEYOND = {
    "report_destination": (
        ("party", "本级党委", "", {"level": 1}),
        ("government", "本级政府", "", {"level": 1}),
        ("city", "市政协", "", {"level": 2}),
        ("province", "省政协", "", {"level": 3}),
        ("national", "全国政协", "", {"level": 4}),
    ),
    "instruction_rank": (
        ("chief", "本级主要领导", "", {"level": 1}),
        ("deputy", "本级分管领导", "", {"level": 1}),
        ("city", "市级领导", "", {"level": 2}),
        ("province", "省级领导", "", {"level": 3}),
        ("national", "国家领导", "", {"level": 4}),
    ),
    "uptake_form": (
        ("thematic", "专题协商", ""),
        ("counterpart", "对口协商", ""),
        ("joint", "联合协商", "几个政协或几个专委会一起协商。"),
        ("chair_meeting", "主席会议", "提交主席会议研究。"),
        ("yearly_plan", "年度工作计划", "列入下一年协商、监督或调研计划。"),
    ),
    "supervision_form": (
        ("letter", "函件", "发督办函，自动编文号。", {"numbered": True}),
        ("phone", "电话", ""),
        ("visit", "调研", "到现场看。"),
        ("forum", "座谈", "与承办单位和提出人座谈。"),
        ("instruction", "领导批示", ""),
        ("joint_discipline", "与纪检监察机关联合督办", ""),
        ("joint_audit", "与审计机关联合督办", ""),
        ("joint_court", "与法院联合督办", ""),
    ),
    "bulletin_word": (
        ("head", "红头", ""),
        ("number", "机关代字", ""),
        ("mains", "主送", "各县市区政协\n市政协各专委会、各界别\n各承办单位"),
        ("copies", "抄送", "市委办公室\n市政府办公室\n市委督查室、市政府督查室"),
    ),
    "case_ground": (
        ("solved", "已解决", "办理结果为 A 类。", {"weight": 40}),
        ("satisfied", "委员满意", "满意份数占评价份数。", {"weight": 30}),
        ("met", "当面沟通", "办理中与委员见过面。", {"weight": 10}),
        ("on_time", "按时答复", "", {"weight": 10}),
        ("first_round", "一次办成", "没有重办。", {"weight": 10}),
    ),
    "half_unit_ground": (
        ("solved", "解决率", "", {"weight": 30}),
        ("satisfied", "满意率", "", {"weight": 30}),
        ("on_time", "按时办复率", "", {"weight": 25}),
        ("volume", "答复件数", "与件数最多的单位相比。", {"weight": 15}),
    ),
    "half_member_ground": (
        ("accepted", "受理率", "受理件数占提交件数。", {"weight": 45}),
        ("done", "办结率", "办结件数占提交件数。", {"weight": 30}),
        ("volume", "受理件数", "与件数最多的委员相比。", {"weight": 25}),
    ),
    "claim_form": (
        ("visit", "走访", ""),
        ("survey", "调研", ""),
        ("consultation", "微协商", "请承办单位和群众一起商量。"),
        ("watch", "微监督", "到现场看办得怎么样。"),
        ("forum", "座谈", ""),
        ("contact", "联系沟通", "与承办单位、提出人电话或见面联系。"),
        ("note", "随记", ""),
    ),
    "service_kind": (
        ("plenary", "出席全体会议", "按半天一次，或按计分办法约定的次数。"),
        ("plenary_excused", "全体会议请假", ""),
        ("plenary_absent", "全体会议无故缺席", ""),
        ("standing", "出席常委会会议", ""),
        ("activity", "视察、调研等活动", ""),
        ("absent", "活动无故缺席", ""),
        ("training", "学习培训（一天以上）", ""),
        ("training_half", "学习培训（半天）", ""),
        ("speech", "会议发言", "大会、专题协商会上的发言，含书面发言。"),
        ("research", "调研报告", ""),
        ("resource", "提供资源", "场地、资金、项目、信息等。"),
        ("public", "公益活动", ""),
        ("duty", "工作室值班", ""),
        ("deduction", "其他扣分", "写明依据。"),
    ),
    # What the check of a reply remarks; edited like every list.
    "study_word": (
        ("will_study", "将研究", ""),
        ("further", "进一步研究", ""),
        ("draft", "拟研究", ""),
        ("studying", "正在研究", ""),
        ("timely", "适时", ""),
        ("ripe", "条件成熟时", ""),
        ("consider", "统筹考虑", ""),
    ),
    "stock_phrase": (
        ("attention", "高度重视", ""),
        ("strengthen", "进一步加强", ""),
        ("effort", "加大力度", ""),
        ("next", "不断完善", ""),
        ("serious", "认真抓好落实", ""),
        ("active", "积极推进相关工作", ""),
    ),
}

# What a word of such a list asks for or counts as; edited beside it.
FLAGS = {
    "result_class": (
        ("date_required", "须写明完成日期"), ("ground_required", "须写明依据或原因"),
        ("needs_tracking", "按承诺跟踪，到期回头看"),
    ),
    "contact_form": (("face_to_face", "算当面沟通，计入面商率"),),
}  # fmt: skip
LETTERS = {"result_class": ("A", "B", "C", "D")}  # printed at the top right of the reply
