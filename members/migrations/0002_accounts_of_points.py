import django.db.models.deletion
import django.utils.timezone
import django_fsm
import members.models.score_objection
import uuid
import weijianyi.creating
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_initial'),
        ('members', '0001_initial'),
        ('rulebook', '0001_initial'),
    ]

    operations = [
        weijianyi.creating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='ServiceRecord',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_records', to='members.member', verbose_name='委员')),
                        ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rulebook.dictionaryentry', verbose_name='类别')),
                        ('title', models.CharField(max_length=80, verbose_name='内容')),
                        ('held_on', models.DateField(verbose_name='日期')),
                        ('times', models.PositiveSmallIntegerField(default=1, verbose_name='次数')),
                        ('note', models.CharField(blank=True, max_length=200, verbose_name='备注')),
                        ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.post', verbose_name='记录人')),
                        ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='记录')),
                        ('batch', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='同一次导入')),
                        ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废')),
                        ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.post')),
                        ('void_reason', models.CharField(blank=True, max_length=200, verbose_name='作废理由')),
                    ],
                    options={
                        'verbose_name': '履职记录',
                        'verbose_name_plural': '履职记录',
                        'ordering': ['-held_on', '-pk'],
                        'indexes': [models.Index(fields=['organisation', 'held_on'], name='service_record_list')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('member', 'kind', 'title', 'held_on'), name='service_record_once', violation_error_message='这位委员的这一条已经记过。'), models.CheckConstraint(condition=models.Q(('times__gte', 1)), name='service_record_times'), models.CheckConstraint(condition=models.Q(('voided_at', None), models.Q(('void_reason', ''), _negated=True), _connector='OR'), name='service_record_voided_with_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='ScoreEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='score_entries', to='members.member')),
                        ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='members.scorescheme')),
                        ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.scoregroup')),
                        ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.scorerule')),
                        ('kind', models.CharField(choices=[('earned', '按规则'), ('adjustment', '调整'), ('reversal', '冲销')], default='earned', max_length=10, verbose_name='来由')),
                        ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.event')),
                        ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='members.servicerecord')),
                        ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversal', to='members.scoreentry')),
                        ('role', models.CharField(blank=True, max_length=12, verbose_name='身份')),
                        ('share', models.PositiveSmallIntegerField(default=1, verbose_name='几人分')),
                        ('times', models.PositiveSmallIntegerField(default=1, verbose_name='次数')),
                        ('points', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='分')),
                        ('occurred_on', models.DateField(verbose_name='日期')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('matter', models.CharField(blank=True, max_length=40, verbose_name='同案标识')),
                        ('title', models.CharField(max_length=120, verbose_name='事项')),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='理由')),
                        ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.post')),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='记入')),
                    ],
                    options={
                        'verbose_name': '计分明细',
                        'verbose_name_plural': '计分明细',
                        'ordering': ['pk'],
                        'indexes': [models.Index(fields=['organisation', 'year', 'member'], name='score_entry_table')],
                        'constraints': [models.UniqueConstraint(fields=('rule', 'event', 'member'), name='score_once_per_event'), models.UniqueConstraint(fields=('rule', 'record'), name='score_once_per_record'), models.CheckConstraint(condition=models.Q(('kind__in', ['earned', 'adjustment', 'reversal'])), name='score_entry_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'earned'), ('reverses', None), ('rule__isnull', False), models.Q(models.Q(('event__isnull', False), ('record', None)), models.Q(('event', None), ('record__isnull', False)), _connector='OR')), models.Q(('event', None), ('kind', 'adjustment'), ('record', None), ('reverses', None), ('rule', None), models.Q(('reason', ''), _negated=True)), models.Q(('event', None), ('kind', 'reversal'), ('record', None), ('reverses__isnull', False), ('rule', None), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='score_entry_has_source')],
                    },
                ),
                migrations.CreateModel(
                    name='ScoreObjection',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=0, editable=False)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                        ('slug', models.SlugField(default=members.models.score_objection.slug, editable=False, max_length=16, unique=True, verbose_name='地址')),
                        ('state', django_fsm.FSMField(choices=[('open', '待处理'), ('upheld', '已更正'), ('rejected', '维持原计分'), ('withdrawn', '已撤回')], default='open', max_length=10, protected=True, verbose_name='状态')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='score_objections', to='members.member')),
                        ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='members.scoreentry')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                        ('text', models.TextField(verbose_name='异议')),
                        ('raised_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='提出')),
                        ('decision', models.TextField(blank=True, verbose_name='处理理由')),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.post')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='处理')),
                    ],
                    options={
                        'verbose_name': '计分异议',
                        'verbose_name_plural': '计分异议',
                        'ordering': ['-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'upheld', 'rejected', 'withdrawn'])), name='score_objection_state_known'), models.UniqueConstraint(condition=models.Q(('entry__isnull', False), ('state', 'open')), fields=('entry',), name='score_objection_one_open'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'withdrawn']), models.Q(models.Q(('decision', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='score_objection_decided_with_reason')],
                        'indexes': [],
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name='ScoreEntry',
            name='objection',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='members.scoreobjection'),
        ),
    ]
