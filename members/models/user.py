"""User: a login, nothing more; what a person may do hangs on posts."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    name = models.CharField("姓名", max_length=60)
    phone = models.CharField("手机号", max_length=20, blank=True, db_index=True)
    large_text = models.BooleanField("大字", default=False)
    shortcuts = models.BooleanField("快捷键", default=True)
    one_time_password = models.BooleanField("首次登录须改密码", default=False)
    welcomed_at = models.DateTimeField("看过首次引导", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "账号"

    def __str__(self):
        return self.name or self.username
