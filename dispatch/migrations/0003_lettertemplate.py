import django.db.models.deletion
from django.db import migrations, models

import dispatch.models.letter


class Migration(migrations.Migration):

    dependencies = [
        ("dispatch", "0002_initial"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("handover", "微建议转办函"), ("form", "微建议办理情况表")], max_length=10, verbose_name="文书")),
                ("file", models.FileField(upload_to=dispatch.models.letter.random_path, verbose_name="模板")),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("uploaded_at", models.DateTimeField(verbose_name="上传")),
                ("active", models.BooleanField(default=True, verbose_name="使用中")),
                ("organisation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="letter_templates", to="members.organisation")),
                ("uploaded_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.post")),
            ],
            options={
                "verbose_name": "文书模板",
                "verbose_name_plural": "文书模板",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("active", True)), fields=("organisation", "kind"), name="letter_template_one_active"),
                    models.CheckConstraint(condition=models.Q(("kind__in", ["handover", "form"])), name="letter_template_kind_known"),
                ],
            },
        ),
    ]
