"""LinkSteps: desks that stand for another organisation, and what the source's messages do to a receiver's desks."""

from dispatch import rules
from dispatch.desks import dispatching, judging, replying
from dispatch.linkage import desks as linked_desks
from dispatch.linkage.rules import by_message
from dispatch.models import desk_guards as need
from dispatch.states import DeskState
from weijianyi.workflow import step

D = DeskState


class LinkSteps:
    """Mixin of Assignment. Whoever `by_message` names is the other organisation, see dispatch/linkage/applying.py."""

    @step(
        "对方收到", who=by_message, source=D.OFFERED, target=D.WORKING, rows=dispatching.link_received,
        rows_note="关联：收到", button=False,
    )  # fmt: skip
    def receive(self, *, actor, at):
        self.signed_at = at

    @step(
        "对方退回", who=by_message, source=[D.OFFERED, D.WORKING], target=D.RETURNED,
        rows=dispatching.link_refused, rows_note="关联：拒收", button=False,
    )  # fmt: skip
    def refuse(self, *, actor, at, reason):
        self.ended_at, self.end_reason = at, reason

    @step(
        "收回流转", who=rules.office, source=[D.OFFERED, D.WORKING], target=D.CANCELLED,
        form="dispatch.forms.OpinionForm", guards=[need.is_link], rows=dispatching.link_recalled,
        rows_note="关联：收回", button=False,
    )  # fmt: skip
    def recall(self, *, actor, at, opinion):
        self.ended_at, self.end_reason = at, opinion

    @step(
        "对方办理进度", who=by_message, source=D.WORKING, guards=[need.is_link], rows=linked_desks.keep_progress,
        rows_note="关联：对方状态、承办、期限、说明", button=False,
    )  # fmt: skip
    def report_progress(self, *, actor, at, **standing):
        pass

    @step(
        "结果返回", done="对方返回办理结果", who=by_message, source=D.WORKING, target=D.RELEASED,
        guards=[need.is_link], rows=replying.write_result, rows_note="答复；关联：结果返回；本会委员的，开始评价",
        button=False,
    )  # fmt: skip
    def bring_result(self, *, actor, at, facts, **reply):
        self.released_at, self.answered_at = at, self.answered_at or at

    # -- at the receiver: what the home of the matter has decided --------------------------------------
    @step(
        "评价返回，办结", done="转来的政协返回委员评价，办结", who=by_message, source=D.RELEASED, target=D.DONE,
        rows=judging.settle, rows_note="评价（委员在转来的政协作出）；满轮次仍不满意的：督办", button=False,
    )  # fmt: skip
    def settle(self, *, actor, at, lapsed=False, excused=False, **verdict):
        self.done_at = at
        self.lapsed_at = at if lapsed else None
        self.excused_at = at if excused else None

    @step(
        "记入评价", done="转来的政协返回委员评价", who=by_message, source=D.RELEASED, rows=judging.note_verdict,
        rows_note="评价：并入件的委员", button=False,
    )  # fmt: skip
    def note_verdict(self, *, actor, at, **verdict):
        pass

    @step(
        "重办", done="转来的政协同意重办", who=by_message, source=[D.RELEASED, D.DONE], target=D.WORKING,
        rows=linked_desks.redo_for_home, rows_note="评价；重办：下一轮，新的期限", button=False,
    )  # fmt: skip
    def redo_for_home(self, *, actor, at, **verdict):
        self.round += 1
        self.done_at = self.lapsed_at = self.excused_at = None
