import django.db.models.deletion
import weijianyi.creating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('members', '0001_initial'),
        ('members', '__first__'),
    ]

    operations = [
        weijianyi.creating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                        ('object_id', models.PositiveBigIntegerField()),
                        ('thread', models.CharField(max_length=40)),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                        ('step', models.CharField(max_length=40)),
                        ('label', models.CharField(max_length=60)),
                        ('from_state', models.CharField(blank=True, max_length=20)),
                        ('to_state', models.CharField(blank=True, max_length=20)),
                        ('actor_kind', models.CharField(default='person', max_length=10)),
                        ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.post')),
                        ('actor_label', models.CharField(max_length=80)),
                        ('on_behalf_of', models.CharField(blank=True, max_length=80)),
                        ('note', models.TextField(blank=True)),
                        ('data', models.JSONField(blank=True, default=dict)),
                        ('internal', models.BooleanField(default=False)),
                        ('occurred_at', models.DateTimeField()),
                        ('recorded_at', models.DateTimeField(auto_now_add=True)),
                        ('act', models.UUIDField()),
                        ('key', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                    ],
                    options={
                        'verbose_name': '事件',
                        'verbose_name_plural': '事件',
                        'ordering': ['pk'],
                        'indexes': [models.Index(fields=['thread', 'id'], name='event_thread'), models.Index(fields=['content_type', 'object_id', 'id'], name='event_subject'), models.Index(fields=['organisation', 'step', 'occurred_at'], name='event_step')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('actor_kind__in', ['system', 'client', 'resident']), ('user__isnull', False), _connector='OR'), name='event_person_named')],
                    },
                ),
                migrations.CreateModel(
                    name='PendingStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                        ('object_id', models.PositiveBigIntegerField()),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                        ('step', models.CharField(max_length=40)),
                        ('label', models.CharField(max_length=60)),
                        ('facts', models.JSONField(default=dict)),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.post')),
                        ('proposer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('proposed_at', models.DateTimeField()),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.post')),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('outcome', models.CharField(blank=True, choices=[('confirmed', '同意'), ('refused', '不同意'), ('void', '失效')], max_length=10)),
                        ('opinion', models.TextField(blank=True)),
                    ],
                    options={
                        'verbose_name': '待第二人决定',
                        'verbose_name_plural': '待第二人决定',
                        'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('content_type', 'object_id'), name='pending_one_open'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), ('outcome', 'void'), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='pending_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('outcome', '')), models.Q(('decided_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='pending_decided_with_outcome')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='EventCredit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='audit.event')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                        ('role', models.CharField(max_length=12)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('event', 'member', 'role'), name='credit_once')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
