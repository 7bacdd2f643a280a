"""ProposalSteps: what a desk of a proposal has beside the others: a plan, a co-opinion that its leader signs."""

from dispatch import rules
from dispatch.desks import planning, replying
from dispatch.models import desk_guards as need
from dispatch.states import DeskRole, DeskState
from suggestions.states import Kind
from weijianyi.workflow import step

D = DeskState


class ProposalSteps:
    """Mixin of Assignment."""

    @step(
        "填写办理方案", done="定下办理方案", who=rules.answers, source=D.WORKING, guards=[need.plan_wanted],
        form="dispatch.forms.PlanForm", rows=planning.write, rows_note="办理方案", icon="clipboard-check",
    )  # fmt: skip
    def set_plan(self, *, actor, at, text, leader_name, planned_on, officer=None):
        self.holder_officer = officer or self.holder_officer

    @step(
        "会办意见送签", done="会办意见送签", who=rules.assists, source=D.WORKING, target=D.SIGNING,
        guards=[need.is_assist, need.opinion_is_signed], form="dispatch.forms.SendOpinionForm",
        rows=replying.draft_opinion, rows_note="会办意见", icon="pencil",
    )  # fmt: skip
    def send_opinion(self, *, actor, at, facts, document_number=""):
        pass

    @step(
        "签发会办意见", done="会办单位提出意见", who=rules.signs_for_unit, source=D.SIGNING, target=D.DONE,
        guards=[need.is_assist], form="dispatch.forms.SignForm", rows=replying.sign_opinion,
        rows_note="会办意见：签发，送主办单位", icon="check",
    )  # fmt: skip
    def sign_opinion(self, *, actor, at, document_number=None):
        self.done_at = self.answered_at = at

    # -- questions ---------------------------------------------------------------------------------
    @property
    def is_proposal(self):
        return self.kind == Kind.PROPOSAL

    @property
    def assist_word(self):
        """What helping is called: 会办 for a proposal."""
        return "会办" if self.is_proposal else "协办"

    @property
    def role_word(self):
        return self.assist_word if self.role == DeskRole.ASSIST else self.get_role_display()

    @property
    def plan(self):
        """The unit's plan or None; a page brings it along."""
        if "plan_rows" in self.__dict__:
            return next(iter(self.plan_rows), None)
        return getattr(self, "handling_plan", None)

    @property
    def requests(self):
        """The numbered requests this desk answers; a page brings them along."""
        if "request_rows" in self.__dict__:
            return self.request_rows
        return list(self.item.requests.all())

    def drafted_answers(self):
        """{request pk: answer} of this round."""
        reply = self.current_reply
        if reply is None or reply.pk is None:
            return {}
        rows = self.answer_rows if "answer_rows" in self.__dict__ else reply.answers.all()
        return {a.request_id: a for a in rows if a.reply_id == reply.pk}
