"""A proposal on its way: co-signed, read three times, filed, handed out, met three times, answered, rated."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from members.states import Side
from suggestions.models import Proposal, Research
from weijianyi.demo.journey import Scene, Tale
from weijianyi.workflow import SYSTEM_ACTOR

READERS = ("staff", "staff2", "head")
OPINIONS = (
    ("选题切合实际，情况清楚，建议具体。", "调研扎实，数据有出处，建议可行。", "一事一案，结构完整，可以进入复审。"),
    ("与市里重点工作衔接，同意初审意见。", "文字已作个别修改，不改变原意。", "承办单位明确，建议立案。"),
    ("同意立案，交有关单位办理。", "审定通过。", "同意复审意见，立案办理。"),
)  # fmt: skip
GROUPS = {
    "business": "economy", "rural": "economy", "traffic": "economy", "service": "politics", "other": "politics",
    "culture": "culture", "sanitation": "ecology",
}  # fmt: skip
MEETINGS = {
    "before": ("meeting", "deputy", "上门听取提案者意见，逐条核对三项建议，商定办理重点和时间。"),
    "during": ("site", "section", "邀请提案者到现场查看进展，按提案者意见调整了两处做法。"),
    "after": ("meeting", "deputy", "当面送达答复稿并说明落实情况，提案者同意答复意见。"),
}
PLAN = "先与提案者当面沟通、逐条核对，再会同有关单位提出办法并组织实施，最后请提案者验看并正式答复。"
CALL = timedelta(hours=22)  # the co-signers are asked the day before the paper is handed in


def scene(at, author, paper, then, hat=0, co=(), unsent=False):
    """A proposal by a member or, under an operator's hat, by a collective."""
    return Scene(at, author, paper, then, Proposal, hat, co, {"analysis": paper.analysis}, unsent)


class ProposalTale(Tale):
    """The verbs of a proposal; no act is earlier than the one before it."""

    def __init__(self, *args):
        super().__init__(*args)
        self.co, self.last, self.turn = (), None, 0

    @staticmethod
    def begins(scene):
        """Nobody signs for another: who is asked confirms alone."""
        return scene.at - CALL - timedelta(hours=2) if scene.co and scene.then else scene.at, ()

    def act(self, step, who, at, **facts):
        return super().act(step, who, self.not_before(at), **facts)

    def on_desk(self, step, who, at, unit="", **facts):
        return super().on_desk(step, who, self.not_before(at), unit, **facts)

    def not_before(self, at):
        self.last = max(at, self.last or at)
        return self.last

    def earlier(self, at, workdays, clock="10:00"):
        """That hour, so many workdays before the day of `at`."""
        day = timezone.localdate(at)
        for _ in range(workdays):
            day = self.days.calendar.previous_workday(day)
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))

    # -- to the office -----------------------------------------------------------------------------
    def hand_in(self, scene):
        self.co = scene.co
        self.research(self.earlier(self.begins(scene)[0], 6))
        if scene.co:
            self.invite(scene.at - CALL, scene.co)
        for place, name in enumerate(scene.co):
            self.act("cosign", name, scene.at - timedelta(hours=6 - place), opinion="")
        self.submit(scene.at)
        self.turn = self.item.proposal_facts.serial
        return self

    def research(self, at):
        """不调研不提出: what was seen and heard beforehand, in the first words of the situation."""
        form = ("site", "visit", "forum")[self.item.pk % 3]
        Research.objects.create(
            item=self.item, form=self.city.entry("research_form", form), held_on=timezone.localdate(at),
            place="有关单位和现场", people="提案者、基层干部和群众代表",
            finding=self.matter.situation.split("。")[0] + "。", entered_by=self.author.post,
        )  # fmt: skip

    def invite(self, at, names):
        return self.act("invite", self.author, at, members=[self.city.actor(n).post.member for n in names])

    # -- three readings ----------------------------------------------------------------------------
    def read(self, level, at, opinion="", advises="accept", fix=None):
        """One reading. `fix`: (field, old words, new words) the reader corrects."""
        texts = {}
        if fix:
            name, old, new = fix
            texts[name] = getattr(self.matter, name).replace(old, new)
        opinion = opinion or OPINIONS[level - 1][self.turn % 3]
        return self.act("read", READERS[level - 1], at, opinion=opinion, advises=advises, texts=texts)

    def read_thrice(self, first, second, third, *, advises="accept", opinions=("", "", ""), fix=None):
        """初审、复审、审定 by three people, minutes apart from the papers before."""
        group = self.city.entry("topic_group", GROUPS.get(self.matter.category, "society"))
        self.act("assign_reader", "head", self.staggered(first), topic_group=group)
        for level, at in enumerate((first, second, third), start=1):
            self.read(level, self.staggered(at), opinions[level - 1], advises, fix if level == 2 else None)
        return self

    def file(self, at, key=False):
        """立案: the 提案号 is given."""
        return self.act("accept", "head", self.staggered(at), opinion="", key_candidate=key)

    def filed(self, first, second, third, at, *, fix=None, key=False):
        return self.read_thrice(first, second, third, fix=fix).file(at, key)

    def staggered(self, at):
        return at + timedelta(minutes=self.turn * 2)

    # -- before and at the hand-out ----------------------------------------------------------------
    def units(self, lead="", assists=None, splits=()):
        """The facts of 预交办 and 交办: as the matter names them unless said otherwise."""
        self.lead = lead or self.lead
        unit = self.city.departments
        helpers = self.matter.assists if assists is None else assists
        main = {"splits": [unit[name] for name in splits]} if splits else {"lead": unit[self.lead]}
        return main | {"assists": [] if splits else [unit[name] for name in helpers]}

    def preassign(self, at, **units):
        return self.act("preassign", "staff", at, note="请在两个工作日内提出意见。", **self.units(**units))

    def give_out(self, at, by="staff", note="", **units):
        return self.act("dispatch", by, self.staggered(at), note=note, **self.units(**units))

    def object(self, at, unit, note, proposed):
        proposed = self.city.departments[proposed]
        return self.on_desk("object_before", self.city.clerk(unit), at, unit, note=note, proposed=proposed)

    # -- with the departments ----------------------------------------------------------------------
    def meet(self, stage, at, unit="", summary=""):
        form, rank, usual = MEETINGS[stage]
        return self.contact(at, summary or usual, form, stage, unit, rank)

    def start(self, at, met, unit=""):
        """Signed for, planned, and the proposer heard before anything is done."""
        return self.sign(at, unit).plan(at + timedelta(hours=1), PLAN, unit).meet("before", met, unit)

    def opinions_in(self, at):
        """Every assisting unit signs and gives its opinion."""
        for unit in self.matter.assists:
            self.sign(self.earlier(at, 6), unit)
            self.opinion(
                at, unit, "提案所提属实，我单位配合主办单位办理，涉及本单位职责的一项已列入工作安排。"
            )
        return self

    def drafted(self, at, result="solved", unit="", **reply):
        """Every answer passes here: met during and after the work, then written and sent for signature."""
        self.meet("during", self.earlier(at, 8), unit).meet("after", self.earlier(at, 1, "15:00"), unit)
        return self.draft_reply(at, result, unit, **{"points": self.matter.answers} | reply)

    def opinion(self, at, unit, facts):
        """会办意见: written by the clerk, signed by the unit's leader."""
        self.on_desk("send_opinion", self.city.clerk(unit), at, unit, facts=facts)
        return self.on_desk("sign_opinion", self.city.chief(unit), at + timedelta(hours=2), unit)

    def signed(self, at, result="solved", unit="", **reply):
        return self.drafted(at, result, unit, **reply).sign_reply(at + timedelta(minutes=50), unit)

    def answered(self, at, result="solved", unit="", changed=None, **reply):
        """Drafted, signed, checked by the supervision office of the unit's side and sent to the proposer.

        `changed`: (class, reason) where the check does not agree with the unit's own class.
        """
        self.signed(at, result, unit, **reply)
        side = self.city.departments[unit or self.lead].side
        by = "supervisor" if side == Side.GOVERNMENT else "staff"
        facts = {}
        if changed:
            facts = {"result_class": self.city.entry("result_class", changed[0]), "reason": changed[1]}
        return self.on_desk("pass_check", by, at + timedelta(hours=6), unit, **facts)

    def rated(self, at, work="satisfied", result="satisfied", comment="", unit=""):
        """By its first proposer, then by each co-signer."""
        self.rate(at, work, result, comment, unit=unit)
        for place, name in enumerate(self.co, start=1):
            self.rate(at + timedelta(minutes=7 * place), work, result, "", name, unit)
        return self

    def concluded(self, at, work="satisfied", result="satisfied", comment="", unit=""):
        self.rated(at, work, result, comment, unit)
        return self.close(at + timedelta(hours=1), unit)

    def lapse(self, at, unit=""):
        return self.on_desk("lapse", SYSTEM_ACTOR, at, unit)

    def refuse(self, at, reason, opinion):
        """不予立案: proposed by one, agreed by another the same day."""
        at = self.staggered(at)
        return self.decline(at, reason, opinion, at + timedelta(hours=3), "not_filed_reason")
