import django.db.models.deletion
import weijianyi.creating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('members', '0001_initial'),
        ('members', '__first__'),
    ]

    operations = [
        weijianyi.creating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('event', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.event')),
                        ('key', models.CharField(blank=True, max_length=160, null=True, unique=True, verbose_name='唯一键')),
                        ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
                        ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.post')),
                        ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                        ('object_id', models.PositiveBigIntegerField()),
                        ('text', models.CharField(max_length=60, verbose_name='文本')),
                        ('channel', models.CharField(choices=[('in_app', '站内'), ('email', '邮件'), ('sms', '短信'), ('webhook', '推送')], max_length=8, verbose_name='渠道')),
                        ('title', models.CharField(max_length=120, verbose_name='标题')),
                        ('body', models.TextField(blank=True, verbose_name='正文')),
                        ('url', models.CharField(blank=True, max_length=200, verbose_name='去办理')),
                        ('thread', models.CharField(max_length=60, verbose_name='事项')),
                        ('state', models.CharField(choices=[('queued', '待发'), ('sending', '发送中'), ('sent', '已发'), ('failed', '未能发出'), ('dropped', '不再需要')], default='queued', max_length=8, verbose_name='状态')),
                        ('available_at', models.DateTimeField(verbose_name='可发时间')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='尝试次数')),
                        ('leased_until', models.DateTimeField(blank=True, null=True, verbose_name='占用至')),
                        ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='发出时间')),
                        ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='已读时间')),
                        ('last_error', models.CharField(blank=True, max_length=300, verbose_name='最近错误')),
                        ('created_at', models.DateTimeField(verbose_name='写入时间')),
                    ],
                    options={
                        'verbose_name': '消息',
                        'verbose_name_plural': '消息',
                        'indexes': [models.Index(fields=['user', 'read_at', 'id'], name='notice_inbox'), models.Index(condition=models.Q(('state__in', ['queued', 'sending'])), fields=['channel', 'available_at', 'id'], name='notice_queue')],
                        'constraints': [models.UniqueConstraint(fields=('event', 'user', 'channel'), name='notice_once_per_event'), models.CheckConstraint(condition=models.Q(('event__isnull', False), ('key__isnull', False), _connector='OR'), name='notice_has_event_or_key'), models.CheckConstraint(condition=models.Q(('channel__in', ['in_app', 'email', 'sms', 'webhook'])), name='notice_channel_known'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sending', 'sent', 'failed', 'dropped'])), name='notice_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='notice_sent_has_date')],
                    },
                ),
                migrations.CreateModel(
                    name='MutedShort',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='muted_shorts', to=settings.AUTH_USER_MODEL)),
                        ('kind', models.CharField(max_length=10, verbose_name='短信种类')),
                    ],
                    options={
                        'verbose_name': '关闭的短信',
                        'verbose_name_plural': '关闭的短信',
                        'constraints': [models.UniqueConstraint(fields=('user', 'kind'), name='muted_short_once')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='ShortSlot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('thread', models.CharField(max_length=60)),
                        ('day', models.DateField()),
                        ('notice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='short_slots', to='notices.notice')),
                    ],
                    options={
                        'verbose_name': '短信名额',
                        'verbose_name_plural': '短信名额',
                        'constraints': [models.UniqueConstraint(fields=('user', 'day', 'thread'), name='short_slot_once_a_day', violation_error_message='一件事项一天只给一个人发一条短信。')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
