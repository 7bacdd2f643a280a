import django.db.models.deletion
import django.utils.timezone
import weijianyi.creating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('members', '0001_initial'),
        ('members', '__first__'),
    ]

    operations = [
        weijianyi.creating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Setting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='机构')),
                        ('basis', models.CharField(blank=True, max_length=300, verbose_name='依据')),
                        ('assumption', models.BooleanField(default=False, verbose_name='本系统默认，待确认')),
                        ('valid_from', models.DateField(verbose_name='生效日期')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='录入时间')),
                        ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                        ('key', models.CharField(max_length=60, verbose_name='设置项')),
                        ('value', models.JSONField(blank=True, null=True, verbose_name='值')),
                    ],
                    options={
                        'verbose_name': '设置',
                        'verbose_name_plural': '设置',
                        'indexes': [models.Index(fields=['key', 'valid_from'], name='setting_key_from')],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='DictionaryEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='机构')),
                        ('dictionary', models.CharField(max_length=40, verbose_name='词表')),
                        ('code', models.SlugField(max_length=40, verbose_name='代码')),
                        ('label', models.CharField(max_length=60, verbose_name='名称')),
                        ('text', models.TextField(blank=True, verbose_name='说明或套语')),
                        ('data', models.JSONField(blank=True, default=dict, verbose_name='附加属性')),
                        ('order', models.PositiveSmallIntegerField(default=0, verbose_name='次序')),
                        ('active', models.BooleanField(default=True, verbose_name='在用')),
                    ],
                    options={
                        'verbose_name': '词条',
                        'verbose_name_plural': '词条',
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'dictionary', 'code'), name='entry_unique_per_organisation', violation_error_message='这个词表里已有相同的代码。'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', True)), fields=('dictionary', 'code'), name='entry_unique_for_all', violation_error_message='这个词表里已有相同的代码。')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
