"""Names the app and joins it to the door."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "suggestions"
    verbose_name = "建议事项"

    def ready(self):
        from suggestions import (  # noqa: PLC0415 -- models are loaded only now
            holding,
            papers,
            undoing,
        )
        from weijianyi.workflow import after_step  # noqa: PLC0415
        from weijianyi.workflow.undoing import undo_rows  # noqa: PLC0415

        after_step.append(holding.after_step)
        undo_rows.append(undoing.rows)
        papers.register()
