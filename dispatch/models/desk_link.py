"""LinkSteps: desks that stand for another organisation; its messages take most of these steps."""

from dispatch import dispatching, replying, rules
from dispatch.models import desk_guards as need
from dispatch.states import DeskState
from weijianyi.workflow import step, system_only

D = DeskState


class LinkSteps:
    """Mixin of Assignment."""

    @step(
        "对方收到", who=system_only, source=D.OFFERED, target=D.WORKING, rows=dispatching.link_received,
        rows_note="关联：收到", button=False,
    )  # fmt: skip
    def receive(self, *, actor, at):
        self.signed_at = at

    @step(
        "对方拒收", who=system_only, source=D.OFFERED, target=D.RETURNED, rows=dispatching.link_refused,
        rows_note="关联：拒收", button=False,
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
        "结果返回", done="对方返回办理结果", who=system_only, source=D.WORKING, target=D.RELEASED,
        rows=replying.write_result, rows_note="答复；关联：结果返回", button=False,
    )  # fmt: skip
    def bring_result(self, *, actor, at, facts):
        self.released_at, self.answered_at = at, self.answered_at or at
