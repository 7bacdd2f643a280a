"""PressureSteps: putting a desk under supervision."""

from dispatch.states import DeskState
from dispatch.supervision import opening as supervising
from dispatch.supervision import rules as supervision_rules
from weijianyi.workflow import step

D = DeskState


class PressureSteps:
    """Mixin of Assignment."""

    @step(
        "督办", done="列入督办", who=supervision_rules.opens,
        source=[D.OFFERED, D.RETURN_ASKED, D.WORKING, D.SIGNING, D.CHECKING, D.RELEASED, D.DONE],
        form="dispatch.forms.supervision.OpenForm", rows=supervising.by_step, rows_note="督办：立项", icon="gavel",
    )  # fmt: skip
    def supervise(self, *, actor, at, reason, request, addressee=""):
        supervising.check_new(self, reason)
