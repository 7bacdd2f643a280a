"""SuccessionSteps: a unit is merged into another one, and its open desks move with it."""

from dispatch import rules
from dispatch.desks import succession
from dispatch.states import DeskState
from weijianyi.workflow import step

D = DeskState


class SuccessionSteps:
    """Mixin of Assignment."""

    @step(
        "移交继任单位", done="单位合并，移交继任单位", who=rules.office,
        source=[D.PLANNED, D.OFFERED, D.RETURN_ASKED, D.WORKING, D.SIGNING, D.CHECKING, D.RELEASED],
        rows=succession.keep_signatures, rows_note="已签发的答复仍署原单位", button=False,
    )  # fmt: skip
    def take_over(self, *, actor, at, successor, left):
        succession.check(self, successor)
        self.department, self.holder_officer = successor, None
