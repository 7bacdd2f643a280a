"""重点提案 of the demo: one candidate, one under way, one concluded; two of them with a meeting."""

from dataclasses import dataclass

from dispatch import meetings
from dispatch.key_proposals import candidates as key_candidates
from dispatch.key_proposals.states import MeetingKind
from dispatch.models import Meeting
from weijianyi.demo import proposal_texts as plenary
from weijianyi.demo import proposal_texts_3 as now
from weijianyi.demo.proposal_tale import ProposalTale
from weijianyi.workflow import perform


@dataclass(frozen=True)
class KeyWords:
    """What is said of one key proposal."""

    reason: str
    committee: str
    plan: str
    progress: str
    outcome: str
    meeting: dict


GROUND = "主席会议研究，确定为年度重点提案，由主席领衔督办。"
WATER = KeyWords(
    "涉及面广，农村群众反映集中，列入市委年度民生实事。",
    "农业和农村委员会",
    "先由市水利局会同临江县逐处核实 412 处工程；再组建县级供水公司，分批移交；"
    "其间到乡镇召开一次院坝协商，当面听取群众意见；年内公布水质和报修办法。",
    "临江县供水公司已挂牌，首批 58 处工程完成资产移交，院坝协商提出的水价和报修问题已纳入管护方案。",
    "县级统管方案印发，58 处工程统一管护，2 个乡镇并入城市管网，报修电话和水质结果按季公布，"
    "提案者到现场查看后表示满意。",
    {
        "form": "courtyard", "title": "院坝协商：农村供水怎么管", "place": "临江县向阳镇石桥村文化广场",
        "convened_by": "市政协农业和农村委员会",
        "participants": "方正清，市政协\n汤国良，提案者\n袁青山，联名委员\n葛亮，市水利局\n卢峰，市生态环境局\n"
        "石大山，石桥村村民\n梅桂英，石桥村村民",
        "minutes": "村民反映枯水期停水和维修无人管两件事。市水利局介绍统管方案，承诺两个月内接管石桥村供水站、"
        "公布报修电话。与会各方同意水价先按成本公开，再听取村民代表意见。",
    },
)  # fmt: skip
HOMESTAY = KeyWords(
    "按领导点题由集体牵头调研，涉及多个部门，需要高位推动。",
    "文化文史和学习委员会",
    "先到三个民宿集中村踏勘，摸清证照、污水、停车的底数；再由市文旅局会同公安、消防、住建部门起草地方指引，"
    "征求经营者意见后印发，同步培育精品民宿。",
    "指引初稿已完成，正在征求 37 家经营者意见；三个集中村的污水改造已申报乡村建设项目。",
    "",
    {
        "form": "site", "title": "现场协商：乡村民宿消防指引", "place": "青石镇云溪村",
        "convened_by": "市政协文化文史和学习委员会",
        "participants": "沈文彬，市政协提案委\n鲁宁，民盟云江市委会\n江涛，市文旅局\n柳月，云溪村民宿经营者",
        "minutes": "经营者希望消防要求分级、联合踏勘一次办完。市文旅局同意在指引里按床位数分级，月底前再次征求意见。",
    },
)  # fmt: skip
WORDS = {plenary.WATER.title: WATER, now.HOMESTAY.title: HOMESTAY}


class KeyTale(ProposalTale):
    """The way of a proposal with that of a key proposal between its acts: one thread, one order of time."""

    def __init__(self, *args):
        super().__init__(*args)
        self.words, self.key = WORDS[self.matter.title], None

    def key_act(self, step, who, at, **facts):
        self.key = perform(self.key, step, actor=self.city.actor(who), at=self.not_before(at), **facts)

    def later(self, workdays, clock):
        return self.days.after(self.last, workdays, clock)

    def file(self, at, key=False):
        super().file(at, key)
        at = self.not_before(self.later(1, "09:30"))
        staff = self.city.actor("staff")
        self.key = key_candidates.nominate(self.item, actor=staff, reason=self.words.reason, at=at)
        committee = self.city.people.collectives[self.words.committee]
        self.key_act("decide", "head", self.later(1, "08:40"), committee=committee, ground=GROUND)
        return self

    def start(self, at, met, unit=""):
        super().start(at, met, unit)
        self.key_act("claim", "leader", self.later(1, "09:20"))
        plan, until = self.words.plan, self.desk().due_on
        self.key_act("set_plan", self.clerk, self.later(1, "16:00"), plan=plan, target_on=until)
        return self

    def meet(self, stage, at, unit="", summary=""):
        """All sides sit down together before the unit meets the proposer half way."""
        if stage != "during":
            return super().meet(stage, at, unit, summary)
        self.consult(self.earlier(at, 2, "15:00"))
        super().meet(stage, at, unit, summary)
        self.key_act("report_progress", self.clerk, self.later(1, "10:10"), text=self.words.progress)
        return self

    def consult(self, at):
        at = self.not_before(at)
        facts = {"kind": MeetingKind.CONSULTATION, "held_on": at.date()} | self.words.meeting
        facts["form"] = self.city.entry("meeting_form", facts["form"])
        meeting = meetings.record(
            actor=self.city.actor("staff"), facts=facts, organisation_id=self.city.home.pk,
            key_proposal=self.key, at=at,
        )  # fmt: skip
        Meeting.objects.filter(pk=meeting.pk).update(recorded_at=at)
        meetings.sign_in(meeting, list(meeting.attended.values_list("pk", flat=True)))

    def concluded(self, *args, **kwargs):
        super().concluded(*args, **kwargs)
        self.key_act("conclude", "leader", self.later(2, "10:00"), outcome=self.words.outcome)
        return self

    @property
    def clerk(self):
        return self.city.clerk(self.lead).user.username


TALES = dict.fromkeys(WORDS, KeyTale)


def nominate(city):
    """One more is put forward and waits for a decision."""
    reason = "患者家属反映集中，按选题撰写，调研扎实，涉及卫健、市场监管等部门。"
    item = city.tales[now.NURSES.title].item
    at = city.days.at(1, "10:20")
    key_candidates.nominate(item, actor=city.actor("staff"), reason=reason, at=at)
