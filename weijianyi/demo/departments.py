"""The departments of the demo with their duties, their handlers and those without accounts."""

from dispatch.models import Department, Officer
from members.states import Role, Side
from weijianyi.demo.people import HOME

# short name, name, phone, handler (username, name), leader (username, name), duties
DEPARTMENTS = (
    ("市城管局", "市城市管理和综合执法局", "0700-5211601", ("unit", "李强"), ("unitlead", "王建国"),
     "城区绿化管护\n市容环境卫生\n户外广告和招牌\n路灯与井盖\n占道经营与夜间噪声执法\n背街小巷整治"),
    ("公积金中心", "市住房公积金管理中心", "0700-5211602", ("gjj", "肖雅"), ("gjjlead", "彭志刚"),
     "住房公积金缴存、提取、贷款\n商业贷款转公积金贷款"),
    ("市自来水公司", "市自来水有限公司", "0700-5211603", ("water", "钟诚"), ("waterlead", "戴永康"),
     "城区供水\n水费收缴与票据\n供水管网抢修\n二次供水"),
    ("市交通局", "市交通运输局", "0700-5211604", ("jiaotong", "郭晓峰"), ("jiaotonglead", "贾春林"),
     "公交线路与站点\n农村公路\n出租汽车与网约车\n公共自行车"),
    ("市交警支队", "市公安局交通警察支队", "0700-5211605", ("jiaojing", "韩磊"), ("jiaojinglead", "程卫东"),
     "信号灯与标线\n道路交通秩序\n停车泊位施划\n校园周边交通"),
    ("市教育局", "市教育局", "0700-5211606", ("jiaoyu", "林秋"), ("jiaoyulead", "田素珍"),
     "中小学和幼儿园管理\n课后服务\n校车与校园安全"),
    ("市住建局", "市住房和城乡建设局", "0700-5211607", ("zhujian", "魏东"), ("zhujianlead", "余海波"),
     "市政道路与排水\n物业管理\n老旧小区改造\n房屋安全"),
    ("市行政审批局", "市行政审批服务局", "0700-5211608", ("shenpi", "夏雨"), ("shenpilead", "钟剑"),
     "政务服务大厅\n基层公共服务一门式系统\n证照与网上办理"),
    ("市市场监管局", "市市场监督管理局", "0700-5211609", ("shijian", "苏航"), ("shijianlead", "范国庆"),
     "食品安全\n农贸市场计量\n电梯安全\n价格与收费公示"),
    ("市生态环境局", "市生态环境局", "0700-5211610", ("huanbao", "卢峰"), ("huanbaolead", "秦岭"),
     "大气与水污染防治\n工业噪声\n餐饮油烟\n入河排污口"),
    ("市卫健委", "市卫生健康委员会", "0700-5211611", ("weijian", "白洁"), ("weijianlead", "段鹏"),
     "医疗机构管理\n社区卫生服务\n托育机构\n母婴设施"),
    ("市文旅局", "市文化旅游广电体育局", "0700-5211612", ("wenlv", "江涛"), ("wenlvlead", "霍燕"),
     "公共图书馆与文化馆\n景区与体育场地\n文物保护"),
    ("市民政局", "市民政局", "0700-5211613", ("minzheng", "殷桃"), ("minzhenglead", "万全"),
     "养老服务\n社区治理\n地名与门牌"),
    ("市水利局", "市水利局", "0700-5211614", ("shuili", "葛亮"), ("shuililead", "章立"),
     "河道与堤防\n水葫芦打捞\n农村饮水"),
    ("市发改委", "市发展和改革委员会", "0700-5211615", ("fagai", "黎昕"), ("fagailead", "熊志远"),
     "发展规划与投资计划\n价格管理\n民营经济政策"),
    ("市人社局", "市人力资源和社会保障局", "0700-5211616", ("renshe", "崔岩"), ("renshelead", "关海平"),
     "劳动关系与权益\n职业技能培训\n人才引进"),
    ("市农业农村局", "市农业农村局", "0700-5211617", ("nongye", "丘明"), ("nongyelead", "凌志"),
     "种植业与农机\n农产品品牌\n乡村产业"),
    ("市司法局", "市司法局", "0700-5211618", ("sifa", "欧文静"), ("sifalead", "盛军"),
     "公共法律服务\n行政执法监督\n立法计划"),
    ("市数据局", "市数据局", "0700-5211619", ("shuju", "祝捷"), ("shujulead", "柯立新"),
     "公共数据共享\n一表通与信息系统整合"),
    ("市委社会工作部", "中共云江市委社会工作部", "0700-5211620", ("shegong", "滕雪"), ("shegonglead", "项文"),
     "志愿服务\n社会组织党建\n基层治理统筹"),
)  # fmt: skip
# short name, name, phone, duties: no accounts here, the office enters for them
PAPER = (
    ("供电公司", "国网云江供电公司", "0700-5211621", "供电与报装\n线路迁改与台区改造"),
    ("市税务局", "国家税务总局云江市税务局", "0700-5211622", "税费征收\n发票管理与电子发票"),
    ("12345热线", "12345政务服务便民热线", "0700-12345", "公共服务与城市管理的综合事项"),
)
RELAY = (
    "市电子政务办",
    "市电子政务管理办公室",
    "0700-5211630",
    ("zhengwuban", "严晓明"),
    "政协云事项转办与催办",
)
# A second person of the busiest department: matters are passed inside it.
COLLEAGUE = ("unit2", "刘洋", "市城管局", "园林科")
SECTIONS = {"unit": "办公室"}
COUNTY = (
    ("区城管局", "大安区城市管理局", "0700-5311601", ("daancg", "罗勇"), ("daancglead", "何芳"),
     "社区环境卫生\n占道经营"),
    ("区住建局", "大安区住房和城乡建设局", "0700-5311602", ("daanzj", "岳明"), ("daanzjlead", "汪洁"),
     "小区物业\n背街小巷路面"),
)  # fmt: skip
# What is not of the government's side.
SIDES = {"市委社会工作部": Side.PARTY}
# Small offices where the handler signs himself.
SINGLE_SIGNERS = {"公积金中心"}


class Departments:
    """Every department by its short name."""

    def __init__(self, people):
        self.people = people
        self.by_name = {}

    def load(self):
        for row in DEPARTMENTS:
            self.with_officers(HOME, *row)
        for row in COUNTY:
            self.with_officers("daan", *row)
        for short, name, phone, duties in PAPER:
            self.department(HOME, short, name, phone, duties, paper=True)
        short, name, phone, clerk, duties = RELAY
        self.department(HOME, short, name, phone, duties, relays=True)
        self.officer(HOME, short, clerk, Role.RELAY, "转办员")
        username, name, short, section = COLLEAGUE
        self.officer(HOME, short, (username, name), Role.HANDLER, "经办人", section=section)

    def with_officers(self, code, short, name, phone, handler, leader, duties):
        self.department(code, short, name, phone, duties, single_signer=short in SINGLE_SIGNERS)
        self.officer(code, short, handler, Role.HANDLER, "经办人", section=SECTIONS.get(handler[0], ""))
        self.officer(
            code, short, leader, Role.UNIT_HEAD, "分管副局长" if short.endswith("局") else "分管领导"
        )

    def department(self, code, short, name, phone, duties, **fields):
        self.by_name[short] = Department.objects.create(
            organisation=self.people.organisations[code], short_name=short, name=name, phone=phone,
            duties=duties, side=SIDES.get(short, Side.GOVERNMENT), **fields,
        )  # fmt: skip

    def officer(self, code, short, person, role, title, section=""):
        post = self.people.post(*person, role, code, title=title)
        Officer.objects.create(post=post, department=self.by_name[short], section=section)
