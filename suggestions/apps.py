"""Names the app and joins it to the door."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SuggestionsConfig(AppConfig):
    name = "suggestions"
    verbose_name = "建议事项"

    def ready(self):
        from suggestions import attendance, holding, opinions, papers, undoing  # noqa: PLC0415 -- models are loaded only now
        from suggestions.reports import urgent_lane  # noqa: PLC0415 -- models are loaded only now
        from suggestions.review import sittings  # noqa: PLC0415 -- models are loaded only now
        from suggestions.search import index as search_index  # noqa: PLC0415 -- models are loaded only now
        from suggestions.topics import putting as topics  # noqa: PLC0415 -- models are loaded only now
        from suggestions.upward import reporting as reporting_up  # noqa: PLC0415 -- models are loaded only now
        from weijianyi.work import outbox  # noqa: PLC0415
        from weijianyi.workflow import after_many, after_step, plans  # noqa: PLC0415
        from weijianyi.workflow.undoing import undo_rows  # noqa: PLC0415

        after_step.append(urgent_lane.after_step)  # before the holder and the next due day are settled
        after_step.append(holding.after_step)
        after_step.append(sittings.after_step)
        after_step.append(reporting_up.after_step)
        after_many.append(holding.after_many)
        after_many.append(sittings.after_many)
        undo_rows.append(undoing.rows)
        papers.register()
        attendance.register()
        outbox.register(topics.TOPIC, topics.tell_all)
        plans["opinion.turn"] = opinions.turn
        post_migrate.connect(search_index.create, sender=self, dispatch_uid="search-index")
