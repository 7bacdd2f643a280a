"""The dictionaries of what is done beyond the desks: reports sent upwards, supervision, leading an item."""

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
    "claim_form": (
        ("visit", "走访", ""),
        ("survey", "调研", ""),
        ("consultation", "微协商", "请承办单位和群众一起商量。"),
        ("watch", "微监督", "到现场看办得怎么样。"),
        ("forum", "座谈", ""),
        ("contact", "联系沟通", "与承办单位、提出人电话或见面联系。"),
        ("note", "随记", ""),
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
