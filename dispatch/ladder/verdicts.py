"""Who may hear of a verdict, and when: the office at once, unit and supervisor when the window is over (rulings §6)."""

from dispatch import rules
from dispatch.items.page import VERDICT_CLOCKS
from dispatch.states import DeskState
from members.rules import has_role
from members.states import AUTHORS, OFFICE, Role

UNDECIDED = ("second_person", "handback_decision", "extension_decision")  # the author hears of decisions
AUTHORS_OWN = "rate"  # the author's own clock: it says that no verdict has come


def told_verdicts(actor):
    """A verdict is the office's until a redo is confirmed: its clocks would give it away."""
    return has_role(actor, *OFFICE, Role.LEADER)


def knows_verdict(actor, desk):
    return told_verdicts(actor) or (desk.state == DeskState.DONE and hears_at_the_end(actor, desk))


def hears_at_the_end(actor, desk):
    return rules.unit_of(actor, desk) or rules.supervises(actor, desk)


def hears_of(actor, clock_code):
    """Whether a reminder of this clock may reach the actor, whatever the organisation chose."""
    if clock_code in UNDECIDED and has_role(actor, *AUTHORS):
        return False
    if clock_code not in VERDICT_CLOCKS or told_verdicts(actor):
        return True
    return clock_code == AUTHORS_OWN and has_role(actor, *AUTHORS)
