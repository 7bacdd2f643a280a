"""Names the app and tells files how to call an actor back."""

from django.apps import AppConfig
from django.core import checks


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "委员与机构"

    def ready(self):
        from members import contact_keys, hats  # noqa: PLC0415 -- models are loaded only now
        from members.models.score_objection import CORRECT  # noqa: PLC0415
        from members.opinions import papers as opinion_papers  # noqa: PLC0415 -- models are loaded only now
        from members.opinions import telling as opinion_telling  # noqa: PLC0415 -- models are loaded only now
        from members.scores import objecting, scoring  # noqa: PLC0415
        from weijianyi.files import access  # noqa: PLC0415
        from weijianyi.work import outbox  # noqa: PLC0415
        from weijianyi.workflow.steps import plans  # noqa: PLC0415

        access.register_actors(hats.recall)
        opinion_papers.register()
        outbox.register(opinion_telling.TOPIC, opinion_telling.send)
        checks.register(contact_keys.check)
        plans[CORRECT] = objecting.correct
        outbox.register("scores", scoring.recount_due)
