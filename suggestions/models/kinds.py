"""What a kind's proxy adds: a manager that sees its own kind only, and the states its kind may have."""

from django.db import models

from suggestions.states import ALLOWED


class OfKind:
    """Mixin of the proxies."""

    @classmethod
    def allowed_states(cls):
        return ALLOWED[cls._meta.model_name]


class KindManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(kind=self.model._meta.model_name)

    def create(self, **fields):
        return super().create(kind=self.model._meta.model_name, **fields)
