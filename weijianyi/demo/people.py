"""Who lives in the demo: committees, sectors, members and the office, with the sign-ins of the README."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from members.models import Collective, Member, Organisation, Post, User
from members.states import CollectiveKind, Level, Role, Side

PASSWORD = "demo"  # noqa: S105  the demo's own, printed at its end; refused under PROFILE=production
START = date(2022, 1, 1)

# code, name, short name, level, parent, office phone
ORGANISATIONS = (
    ("jiangnan", "中国人民政治协商会议江南省委员会", "江南省政协", Level.PROVINCE, None, "0701-88226132"),
    ("yunjiang", "中国人民政治协商会议云江市委员会", "云江市政协", Level.CITY, "jiangnan", "0700-5206132"),
    (
        "daan",
        "中国人民政治协商会议云江市大安区委员会",
        "大安区政协",
        Level.COUNTY,
        "yunjiang",
        "0700-5316132",
    ),
    ("linjiang", "中国人民政治协商会议临江县委员会", "临江县政协", Level.COUNTY, "yunjiang", "0700-5426132"),
)
HOME = "yunjiang"

COLLECTIVES = {
    CollectiveKind.SECTOR: (
        "中共界", "民革界", "民盟界", "民建界", "民进界", "农工党界", "无党派人士界", "共青团界", "工会界", "妇联界",
        "工商联界", "科技科协界", "经济界", "农业界", "教育界", "医卫界", "文化艺术和新闻出版界",
    ),
    CollectiveKind.COMMITTEE: (
        "提案委员会", "经济委员会", "农业和农村委员会", "人口资源环境委员会", "教科卫体委员会", "社会和法制委员会",
        "文化文史和学习委员会", "民族宗教和港澳台侨委员会",
    ),
    CollectiveKind.PARTY: ("民革云江市委会", "民盟云江市委会", "民建云江市委会", "农工党云江市委会"),
    CollectiveKind.PEOPLE: ("云江市总工会", "共青团云江市委", "云江市妇联", "云江市工商联"),
    CollectiveKind.GROUP: ("大安区委员小组", "临江县委员小组"),
}  # fmt: skip

# username, name, sector, committee, county, employer
MEMBERS = (
    ("member", "周敏", "医卫界", "教科卫体委员会", "daan", "市第二人民医院主任医师"),
    ("member2", "陈思远", "教育界", "教科卫体委员会", "daan", "市第一中学教师"),
    ("hezhiyuan", "何志远", "经济界", "经济委员会", "daan", "云江农商银行副行长"),
    ("sunli", "孙立", "医卫界", "教科卫体委员会", "daan", "市妇幼保健院副院长"),
    ("wuxiaoyan", "吴晓燕", "教育界", "社会和法制委员会", "daan", "新建路小学校长"),
    ("liujianping", "刘建平", "工商联界", "经济委员会", "linjiang", "宏达建材公司总经理"),
    ("zhaominghui", "赵明慧", "妇联界", "社会和法制委员会", "daan", "市妇联权益部部长"),
    ("tangguoliang", "汤国良", "农业界", "农业和农村委员会", "linjiang", "临江县农技推广站站长"),
    ("xumeng", "许萌", "共青团界", "社会和法制委员会", "daan", "西流湾社区青年工作站站长"),
    ("luozhengping", "罗正平", "科技科协界", "人口资源环境委员会", "daan", "市环境监测站高级工程师"),
    ("dengshufen", "邓淑芬", "民盟界", "文化文史和学习委员会", "daan", "市图书馆馆长"),
    ("xiehaitao", "谢海涛", "民建界", "经济委员会", "linjiang", "远洋物流公司董事长"),
    ("panyun", "潘云", "文化艺术和新闻出版界", "文化文史和学习委员会", "daan", "市文化馆副馆长"),
    ("yuanqingshan", "袁青山", "农业界", "农业和农村委员会", "linjiang", "青山生态农场负责人"),
    ("fengyue", "冯悦", "无党派人士界", "人口资源环境委员会", "daan", "云江学院副教授"),
    ("jiangwei", "蒋伟", "工会界", "社会和法制委员会", "daan", "市公交公司调度长"),
    ("caiyulan", "蔡玉兰", "农工党界", "教科卫体委员会", "linjiang", "临江县中医院护士长"),
    ("gaojun", "高军", "中共界", "提案委员会", "daan", "市委政研室副主任"),
    ("shaolin", "邵琳", "民革界", "社会和法制委员会", "daan", "正衡律师事务所律师"),
    ("yejiahui", "叶家辉", "工商联界", "经济委员会", "daan", "家辉餐饮公司总经理"),
    ("mengfan", "孟凡", "民进界", "教科卫体委员会", "linjiang", "临江县第三小学副校长"),
    ("qianwenbo", "钱文博", "经济界", "经济委员会", "daan", "市公积金缴存单位联谊会会长"),
    ("heruoxi", "贺若曦", "妇联界", "民族宗教和港澳台侨委员会", "daan", "市特殊教育学校教师"),
    ("shichangqing", "石长青", "科技科协界", "提案委员会", "linjiang", "临江县水利站站长"),
    ("luyifei", "陆一飞", "共青团界", "人口资源环境委员会", "daan", "云江青年志愿者协会秘书长"),
)

# username, name, role, organisation, title, further fields of the post
OFFICES = (
    ("staff", "唐静", Role.REVIEWER, HOME, "提案委一级主任科员", {}),
    ("staff2", "曾毅", Role.REVIEWER, HOME, "提案委二级主任科员", {}),
    ("head", "沈文彬", Role.HEAD, HOME, "提案委主任", {}),
    ("editor", "顾晓", Role.EDITOR, HOME, "研究室信息编辑", {}),
    ("leader", "方正清", Role.LEADER, HOME, "主席", {}),
    ("supervisor", "马建华", Role.SUPERVISOR, HOME, "市政府办督查科科长", {"side": Side.GOVERNMENT}),
    ("county", "龚秋萍", Role.REVIEWER, "daan", "大安区政协提案委工作人员", {}),
    ("daanhead", "丁海", Role.HEAD, "daan", "大安区政协提案委主任", {}),
    ("daaneditor", "毕芳", Role.EDITOR, "daan", "大安区政协信息编辑", {}),
    ("daanleader", "田建国", Role.LEADER, "daan", "大安区政协主席", {}),
    ("linjiangeditor", "俞静", Role.EDITOR, "linjiang", "临江县政协信息编辑", {}),
    ("linjiangleader", "季长明", Role.LEADER, "linjiang", "临江县政协主席", {}),
    ("province", "傅宁", Role.REVIEWER, "jiangnan", "省政协提案委工作人员", {}),
    ("liaison", "鲍静", Role.LIAISON, HOME, "西流湾委员工作室联络员", {}),
    ("admin", "毛伟", Role.ORG_ADMIN, HOME, "信息中心管理员", {}),
    ("auditor", "严正", Role.AUDITOR, HOME, "机关纪委审计员", {}),
    ("sysadmin", "岑立", Role.SYS_ADMIN, HOME, "信息中心系统管理员", {}),
)
# One person, two hats: the operator acts for a party and for a committee. The convenors of a sector and of
# the groups are members themselves.
OPERATORS = (
    ("operator", "温岚", ("农工党云江市委会", "教科卫体委员会")), ("minge", "韦琴", ("民革云江市委会",)),
    ("minmeng", "鲁宁", ("民盟云江市委会",)), ("minjian", "尹川", ("民建云江市委会",)),
    ("gonghui", "侯建新", ("云江市总工会",)), ("fulian", "姚慧", ("云江市妇联",)),
    ("gongshang", "骆平", ("云江市工商联",)), ("shefa", "覃晓红", ("社会和法制委员会", "经济委员会")),
    ("nongwei", "廖伟民", ("农业和农村委员会",)), ("tangguoliang", "汤国良", ("农业界",)),
    ("yuanqingshan", "袁青山", ("临江县委员小组",)), ("xumeng", "许萌", ("大安区委员小组",)),
)  # fmt: skip
# Members of the other committees: their own seats, shown on their own lists.
ELSEWHERE = (
    ("daanmember", "曹立新", "daan", "大安区西外街街道社区卫生服务中心主任"),
    ("provincemember", "龙启明", "jiangnan", "江南财经大学教授"),
)
SIGN_INS = (
    ("member", "委员，医卫界"), ("member2", "委员，教育界"), ("operator", "集体提案经办人，民主党派与专委会"),
    ("staff", "提案委工作人员"), ("staff2", "提案委工作人员"), ("head", "提案委负责人"), ("editor", "信息编辑"),
    ("leader", "主席"), ("supervisor", "市政府办督查科"), ("unit", "承办单位经办人，市城管局"),
    ("unitlead", "承办单位分管领导，市城管局"), ("county", "大安区政协工作人员"), ("province", "省政协工作人员"),
    ("liaison", "委员工作室联络员"), ("informant", "信息员，向阳镇"),
    ("admin", "单位管理员"), ("auditor", "审计员"), ("sysadmin", "系统管理员"),
)  # fmt: skip


class People:
    """Everybody of the demo, by user name."""

    def __init__(self):
        self.hash = make_password(PASSWORD)  # one for all: the hash is slow on purpose
        self.organisations, self.collectives, self.posts = {}, {}, {}

    def load(self):
        for code, name, short, level, parent, phone in ORGANISATIONS:
            self.organisations[code] = Organisation.objects.create(
                code=code, name=name, short_name=short, level=level, parent=self.organisations.get(parent),
                office_phone=phone, letter_name=f"{name}办公室",
            )  # fmt: skip
        for kind, names in COLLECTIVES.items():
            for name in names:
                self.collectives[name] = Collective.objects.create(
                    organisation=self.home, kind=kind, name=name
                )
        for username, name, sector, committee, county, employer in MEMBERS:
            seat = {"sector": self.collectives[sector], "committee": self.collectives[committee]}
            self.member(username, name, HOME, employer, county=self.organisations[county], **seat)
        for username, name, code, employer in ELSEWHERE:
            self.member(username, name, code, employer)
        for username, name, role, code, title, fields in OFFICES:
            self.post(username, name, role, code, title=title, **fields)
        for username, name, hats in OPERATORS:
            for hat in hats:
                self.post(username, name, Role.OPERATOR, HOME, title=hat, collective=self.collectives[hat])

    @property
    def home(self):
        return self.organisations[HOME]

    def user(self, username, name):
        number = User.objects.count() + 1
        phone = f"139{70000000 + number * 73519 % 10000000:08d}"
        # member2 has not seen the first-run guide yet, so that it can be shown.
        welcomed = None if username == "member2" else timezone.now()
        defaults = {"name": name, "phone": phone, "password": self.hash, "welcomed_at": welcomed}
        return User.objects.get_or_create(username=username, defaults=defaults)[0]

    def post(self, username, name, role, code, **fields):
        """The user's post; a second call for the same user adds a hat."""
        user = self.user(username, name)
        post = Post.objects.create(
            user=user, organisation=self.organisations[code], role=role, valid_from=START, **fields
        )
        self.posts.setdefault(username, []).append(post)
        return post

    def member(self, username, name, code, employer, **seat):
        user = self.user(username, name)
        organisation = self.organisations[code]
        seat = Member.objects.create(
            organisation=organisation, user=user, name=name, phone=user.phone, employer=employer,
            valid_from=START, **seat,
        )  # fmt: skip
        return self.post(username, name, Role.MEMBER, code, member=seat)
