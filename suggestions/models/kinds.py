"""KindManager: a proxy's manager sees its own kind only."""

from django.db import models


class KindManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(kind=self.model._meta.model_name)

    def create(self, **fields):
        return super().create(kind=self.model._meta.model_name, **fields)
