"""Seals residents' contacts, second secrets and members' fixed contacts anew with the first of CONTACT_KEYS."""

from django.core.management.base import BaseCommand
from django.db import transaction

from members import contact_keys
from members.models import FixedContact, Opinion, OpinionContact

SEALED = ((OpinionContact, "sealed"), (Opinion, "second"), (FixedContact, "sealed"))


class Command(BaseCommand):
    help = "用 CONTACT_KEYS 的第一把密钥重新加密群众和固定联系的资料；可以重复运行。"

    def handle(self, *args, **options):
        done = sum(self.anew(*which) for which in SEALED)
        self.stdout.write(f"重新加密 {done} 处。")

    @staticmethod
    def anew(model, field):
        """One row a transaction: it may be stopped at any moment."""
        count = 0
        for pk in model.objects.exclude(**{field: ""}).values_list("pk", flat=True).order_by("pk"):
            with transaction.atomic():
                row = model.objects.select_for_update().get(pk=pk)
                if getattr(row, field):
                    sealed = contact_keys.resealed(getattr(row, field))
                    model.objects.filter(pk=pk).update(**{field: sealed})
                    count += 1
        return count
