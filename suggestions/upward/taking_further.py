"""成果转化 as the writers of the reports hear of it: an event on each report, with the form and no word more."""

from suggestions.upward import rules as upward_rules
from weijianyi.workflow import Step, door

TAKEN = Step(name="taken_further", label="列入成果转化", done="列入成果转化", who=upward_rules.records)
LED_TO = Step(name="led_to", label="成果转化有结果", done="成果转化有结果", who=upward_rules.records)


def tell(step):
    """A `rows` function: the event on every report of the bundle."""

    def rows(uptake, event, *, actor, **facts):
        for entry in uptake.entries.select_related("report"):
            report, words = entry.report, {"note": str(uptake.form)}
            door.announce(report, door.record(report, step, actor, report.state, event.occurred_at, words))

    return rows
