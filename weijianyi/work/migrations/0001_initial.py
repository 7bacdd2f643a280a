import weijianyi.creating
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        weijianyi.creating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Outbox',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('topic', models.CharField(max_length=50, verbose_name='主题')),
                        ('key', models.CharField(max_length=200, unique=True, verbose_name='唯一键')),
                        ('payload', models.JSONField(blank=True, default=dict, verbose_name='内容')),
                        ('available_at', models.DateTimeField(verbose_name='可办理时间')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='尝试次数')),
                        ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='占用至')),
                        ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='完成时间')),
                        ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='取消时间')),
                        ('last_error', models.CharField(blank=True, max_length=300, verbose_name='最近错误')),
                        ('created_at', models.DateTimeField(verbose_name='写入时间')),
                    ],
                    options={
                        'verbose_name': '待办消息',
                        'verbose_name_plural': '待办消息',
                        'indexes': [models.Index(condition=models.Q(('cancelled_at', None), ('done_at', None)), fields=['available_at', 'id'], name='outbox_waiting')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('done_at', None), ('cancelled_at', None), _connector='OR'), name='outbox_done_or_cancelled', violation_error_message='一条待办消息不能既已完成又被取消。')],
                    },
                ),
                migrations.CreateModel(
                    name='JobRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=50, verbose_name='工作')),
                        ('period', models.CharField(blank=True, max_length=10, verbose_name='期次')),
                        ('started_at', models.DateTimeField(verbose_name='开始时间')),
                        ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                        ('report', models.TextField(blank=True, verbose_name='报告')),
                        ('error', models.CharField(blank=True, max_length=300, verbose_name='错误')),
                    ],
                    options={
                        'verbose_name': '定时工作记录',
                        'verbose_name_plural': '定时工作记录',
                        'constraints': [models.UniqueConstraint(fields=('name', 'period'), name='job_run_once_per_period', violation_error_message='同一期次的工作只记录一次。')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
