import django.db.models.deletion
import django.utils.timezone
import uuid
import weijianyi.creating
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_initial'),
        ('members', '0001_initial'),
    ]

    operations = [
        weijianyi.creating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='ApiKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                        ('name', models.CharField(max_length=40, verbose_name='名称')),
                        ('purpose', models.CharField(choices=[('read', '读取公开的办理情况'), ('department', '承办单位系统')], max_length=10, verbose_name='用途')),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.post')),
                        ('scopes', models.JSONField(default=list, verbose_name='权限')),
                        ('prefix', models.CharField(max_length=8, unique=True, verbose_name='前缀')),
                        ('digest', models.CharField(max_length=64)),
                        ('expires_on', models.DateField(verbose_name='有效期至')),
                        ('created_at', models.DateTimeField(verbose_name='签发')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.post')),
                        ('form_key', models.CharField(max_length=64, unique=True)),
                        ('last_used_at', models.DateTimeField(blank=True, null=True, verbose_name='最近使用')),
                        ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='吊销')),
                        ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.post')),
                    ],
                    options={
                        'verbose_name': '接口密钥',
                        'verbose_name_plural': '接口密钥',
                        'ordering': ['-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('purpose__in', ['read', 'department'])), name='api_purpose_known')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='ApiCall',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='api.apikey')),
                        ('idempotency_key', models.CharField(max_length=64)),
                        ('fingerprint', models.CharField(max_length=64)),
                        ('body', models.JSONField()),
                        ('at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': '接口写入',
                        'verbose_name_plural': '接口写入',
                        'constraints': [models.UniqueConstraint(fields=('key', 'idempotency_key'), name='api_call_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='WebhookSubscription',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subscriptions', to='api.apikey', verbose_name='以哪个密钥的权限')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                        ('name', models.CharField(max_length=40, verbose_name='名称')),
                        ('url', models.URLField(max_length=300, verbose_name='推送地址')),
                        ('events', models.JSONField(default=list, verbose_name='事件')),
                        ('secret', models.TextField(blank=True)),
                        ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='连续失败')),
                        ('paused_at', models.DateTimeField(blank=True, null=True, verbose_name='暂停')),
                        ('pause_reason', models.CharField(blank=True, max_length=100, verbose_name='暂停原因')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记')),
                    ],
                    options={
                        'verbose_name': '事件推送',
                        'verbose_name_plural': '事件推送',
                        'ordering': ['pk'],
                        'indexes': [models.Index(fields=['organisation', 'paused_at'], name='webhook_of_organisation')],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='WebhookDelivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subscription', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='api.webhooksubscription')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.event')),
                        ('request_id', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='请求编号')),
                        ('payload', models.JSONField(default=dict)),
                        ('state', models.CharField(choices=[('waiting', '等待发送'), ('delivered', '已送达'), ('failed', '没有送到'), ('held', '推送已暂停')], default='waiting', max_length=10, verbose_name='状态')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='次数')),
                        ('turn', models.PositiveSmallIntegerField(default=0)),
                        ('status', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='回应')),
                        ('error', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                        ('created_at', models.DateTimeField(verbose_name='产生')),
                        ('delivered_at', models.DateTimeField(blank=True, null=True, verbose_name='送达')),
                    ],
                    options={
                        'verbose_name': '推送记录',
                        'verbose_name_plural': '推送记录',
                        'ordering': ['-pk'],
                        'indexes': [models.Index(fields=['subscription', '-id'], name='webhook_log')],
                        'constraints': [models.UniqueConstraint(fields=('subscription', 'event'), name='webhook_once_per_event'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'delivered', 'failed', 'held'])), name='webhook_state_known')],
                    },
                ),
            ],
        ),
    ]
