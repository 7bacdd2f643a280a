"""第一时间报送: the clock from being taken up until the issue is out; it follows the mark and the state by itself."""

from suggestions.states import Kind, State
from weijianyi.clock import deadlines

CODE = "issue_urgent"


def after_step(subject, event):
    """Runs while an urgent report is being edited; adopted it is kept, anything else cancels it."""
    if getattr(subject, "kind", "") != Kind.REPORT:
        return
    if subject.state == State.EDITING and subject.report_facts.urgent:
        deadlines.start(subject, CODE, at=event.occurred_at)
    elif event.from_state == State.EDITING:
        adopted = subject.state == State.ADOPTED
        deadlines.stop(subject, CODE, at=event.occurred_at, cancelled=not adopted)
