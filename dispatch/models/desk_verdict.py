"""VerdictSteps: what follows a released reply: rating, redo, closing."""

from dispatch import rules
from dispatch.desks import judging, redoing
from dispatch.models import desk_guards as need
from dispatch.states import DeskState
from weijianyi.workflow import step, system_only

D = DeskState


class VerdictSteps:
    """Mixin of Assignment."""

    @step(
        "评价", done="委员评价", who=rules.rates_or_enters, source=D.RELEASED,
        guards=[need.is_rated, need.no_redo_asked], form="dispatch.forms.RatingForm", rows=judging.write,
        rows_note="评价：办理工作、办理结果；不满意另有重办申请", button=False, icon="star",
    )  # fmt: skip
    def rate(self, *, actor, at, work, result, comment="", authorship=None, channel="online", requests=None):
        judging.check(
            self, actor, result=result, work=work, comment=comment, authorship=authorship, channel=channel
        )

    @step(
        "收回评价", who=rules.rates, source=D.RELEASED, rows=judging.take_back, rows_note="评价：作废",
        button=False, icon="arrow-back-up",
    )  # fmt: skip
    def take_back_rating(self, *, actor, at):
        judging.check_take_back(self, actor, at)

    @step(
        "同意重办", who=rules.decides, source=D.RELEASED, target=D.WORKING,
        guards=[need.redo_asked, need.rounds_left], form="dispatch.forms.GrantRedoForm", rows=redoing.grant,
        rows_note="重办：下一轮，新的期限", icon="history",
    )  # fmt: skip
    def grant_redo(self, *, actor, at, opinion=""):
        self.round += 1

    @step(
        "不重办", done="不再重办", who=rules.decides, source=D.RELEASED, target=D.DONE,
        guards=[need.redo_asked], form="dispatch.forms.OpinionForm", rows=redoing.refuse,
        rows_note="重办决定；不满意保留", icon="x",
    )  # fmt: skip
    def refuse_redo(self, *, actor, at, opinion):
        self.done_at = at

    @step(
        "评价完成，办结", done="办结", who=system_only, source=D.RELEASED, target=D.DONE,
        guards=[need.no_redo_asked], rows=judging.finish, rows_note="满轮次仍不满意的：督办", button=False,
    )  # fmt: skip
    def close(self, *, actor, at):
        self.done_at = at

    @step(
        "逾期未表态，办结", done="期满未表态，办结", who=system_only, source=D.RELEASED, target=D.DONE,
        guards=[need.no_redo_asked], rows=judging.finish, rows_note="不写评价；记为未表态", button=False,
    )  # fmt: skip
    def lapse(self, *, actor, at):
        self.done_at = self.lapsed_at = at

    @step(
        "记录回避", done="评价人回避，办结", who=rules.office, source=D.RELEASED, target=D.DONE,
        guards=[need.no_redo_asked], form="dispatch.forms.OpinionForm", rows=judging.excuse,
        rows_note="署名：回避；不进满意率分母", help="全部评价人都应当回避时使用。", icon="ban",
    )  # fmt: skip
    def excuse(self, *, actor, at, opinion):
        self.done_at = self.excused_at = at

    @step(
        "重新办理", who=system_only, source=D.DONE, target=D.WORKING, rows=redoing.start_clock,
        button=False,
    )  # fmt: skip
    def reopen(self, *, actor, at, reason):
        self.round += 1
        self.done_at = self.lapsed_at = self.excused_at = None
