"""Larger matters: reports, and what the province's own member wrote."""

from weijianyi.demo.journey import Matter

SMOKE = Matter(
    "基层反映中小学校医配备不足", "大安区", "城区中小学", "health",
    "城区 31 所小学中，专职校医配备率不足四成，多由后勤教师兼任，突发疾病处置能力弱，家长普遍担忧。",
    "建议核定校医编制，与社区卫生服务中心共建“医校结对”，开展急救培训，每学期演练一次。", via="survey",
)  # fmt: skip
CREDIT = Matter(
    "小微企业反映续贷“过桥”成本高", "大安区", "城区小微企业", "business",
    "走访 28 家小微企业，反映贷款到期前要自筹资金过桥，日息高，无还本续贷政策知晓率低。",
    "建议银行公布无还本续贷条件，政府应急周转金简化手续，部门联合上门宣讲。", via="survey",
)  # fmt: skip
FIELDS = Matter(
    "高标准农田管护责任不清影响使用", "临江县", "临江县 6 个乡镇", "rural",
    "部分高标准农田沟渠淤塞、泵站停用，项目移交后无人管护，农户自行挖渠引水，容易引发纠纷。",
    "建议明确管护主体和经费，把管护纳入村级公益岗位，水利、农业部门每年联合检查。", via="survey",
)  # fmt: skip
MUTUAL = Matter(
    "统一省内高校学生医保异地结算办法", "云江市", "省内高校", "health",
    "学生在实习地就医须先垫付再回校报销，材料多、周期长。", "请省级部门统一线上结算，实习学生免备案。", via="survey",
)  # fmt: skip
TAXIS = Matter(
    "云江北站夜间出租车供给不足", "云江市", "云江北站", "traffic",
    "22 时后到站列车 6 趟，出租车少，旅客排队半小时以上。", "请增加夜间运力，延长 12 路公交末班。", via="other",
)  # fmt: skip
