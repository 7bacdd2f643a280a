"""Names the app and tells files how to call an actor back."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "委员与机构"

    def ready(self):
        from members import hats  # noqa: PLC0415 -- models are loaded only now
        from weijianyi.files import access  # noqa: PLC0415

        access.register_actors(hats.recall)
