"""LinkedSteps: what an item goes through because it came from another organisation."""

from suggestions import rules
from suggestions.review import reviewing
from suggestions.states import State
from weijianyi.workflow import guard, step, system_only

S = State


@guard("这不是其他政协流转来的事项。")
def received(item):
    return item.is_received


class LinkedSteps:
    """Mixin of Suggestion, the kind that travels. The other side’s steps: dispatch/linkage/applying.py."""

    @step(
        "收件", done="收件，进入审核", who=system_only, source=S.DRAFT, target=S.SUBMITTED, guards=[received],
        rows=reviewing.take_in, rows_note="编号；审核期限", button=False,
    )  # fmt: skip
    def arrive(self, *, actor, at, note=""):
        self.submitted_at = at

    @step(
        "退回来件", done="退回转来的政协", who=rules.office_of, source=[S.SUBMITTED, S.CONSULTING, S.ACCEPTED],
        target=S.DECLINED, guards=[received], form="dispatch.forms.linking.GiveBackForm",
        rows=reviewing.stop_clocks, rows_note="流转消息：退回", icon="arrow-back-up",
    )  # fmt: skip
    def give_back(self, *, actor, at, reason):
        self.reviewed_at = self.reviewed_at or at
        self.declined_at = at

    @step(
        "转出方收回", done="转来的政协收回了这件事项", who=rules.by_message,
        source=[S.SUBMITTED, S.CONSULTING, S.ACCEPTED, S.PASSED_ON, S.HANDLING, S.ANSWERED], target=S.WITHDRAWN,
        rows=reviewing.stop_clocks, plan="item.cancel_desks", rows_note="交办件：撤销", button=False,
    )  # fmt: skip
    def be_recalled(self, *, actor, at, reason):
        self.withdrawn_at, self.withdrawal_reason = at, reason

    @step(
        "转出方催办", done="转来的政协催办", who=rules.by_message,
        source=[S.SUBMITTED, S.CONSULTING, S.ACCEPTED, S.PASSED_ON, S.HANDLING], button=False, icon="bell",
    )  # fmt: skip
    def be_urged(self, *, actor, at, note=""):
        pass
