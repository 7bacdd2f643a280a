import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import weijianyi.clock.models.deadline
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
                    name='CalendarDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='机构')),
                        ('date', models.DateField(verbose_name='日期')),
                        ('kind', models.CharField(choices=[('off', '放假'), ('workday', '上班')], max_length=8, verbose_name='类型')),
                        ('name', models.CharField(blank=True, max_length=40, verbose_name='名称')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='来源')),
                        ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='录入时间')),
                    ],
                    options={
                        'verbose_name': '放假与调休',
                        'verbose_name_plural': '放假与调休',
                        'ordering': ['date'],
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'date'), name='calendar_day_per_organisation', violation_error_message='这一天已有设置。'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', True)), fields=('date',), name='calendar_day_for_all', violation_error_message='这一天已有设置。')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarYear',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(unique=True, verbose_name='年份')),
                        ('official', models.BooleanField(default=True, verbose_name='已有通知')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='来源')),
                        ('loaded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='导入时间')),
                    ],
                    options={
                        'verbose_name': '年度日历',
                        'verbose_name_plural': '年度日历',
                        'ordering': ['year'],
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='ExtraReviewDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='机构')),
                        ('date', models.DateField(verbose_name='日期')),
                        ('note', models.CharField(blank=True, max_length=100, verbose_name='说明')),
                    ],
                    options={
                        'verbose_name': '加开审核日',
                        'verbose_name_plural': '加开审核日',
                        'ordering': ['date'],
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'date'), name='extra_review_day_once', violation_error_message='这一天已加开审核。')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='TimeLimit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation', verbose_name='机构')),
                        ('basis', models.CharField(blank=True, max_length=300, verbose_name='依据')),
                        ('assumption', models.BooleanField(default=False, verbose_name='本系统默认，待确认')),
                        ('valid_from', models.DateField(verbose_name='生效日期')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='录入时间')),
                        ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                        ('kind', models.CharField(blank=True, choices=[('', '各类'), ('suggestion', '微建议'), ('proposal', '提案'), ('report', '社情民意信息'), ('inquiry', '来信问询'), ('opinion', '民意直通')], default='', max_length=12, verbose_name='类别')),
                        ('code', models.SlugField(max_length=40, verbose_name='环节')),
                        ('unit', models.CharField(choices=[('workday', '工作日'), ('day', '天'), ('month', '个月'), ('date', '固定日期'), ('review_day', '审核日'), ('same_day', '当日')], max_length=12, verbose_name='单位')),
                        ('value', models.PositiveSmallIntegerField(default=0, verbose_name='数值')),
                        ('fixed_date', models.CharField(blank=True, max_length=5, validators=[django.core.validators.RegexValidator('^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', '请写成 05-31 的样子。')], verbose_name='固定日期')),
                        ('source', models.CharField(blank=True, max_length=20, verbose_name='来源标记')),
                    ],
                    options={
                        'verbose_name': '办理时限',
                        'verbose_name_plural': '办理时限',
                        'indexes': [models.Index(fields=['code', 'kind', 'valid_from'], name='limit_code_kind_from')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('unit__in', ['review_day', 'same_day', 'date']), ('value__gte', 1), _connector='OR'), name='limit_has_value', violation_error_message='请填写不小于 1 的数值。'), models.CheckConstraint(condition=models.Q(models.Q(('unit', 'date'), _negated=True), models.Q(('fixed_date', ''), _negated=True), _connector='OR'), name='limit_has_fixed_date', violation_error_message='请填写固定日期。')],
                    },
                ),
                migrations.CreateModel(
                    name='Deadline',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.CharField(default=weijianyi.clock.models.deadline.new_slug, editable=False, max_length=12, unique=True)),
                        ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                        ('object_id', models.PositiveBigIntegerField()),
                        ('thread', models.CharField(max_length=60)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.organisation')),
                        ('kind', models.CharField(blank=True, max_length=12)),
                        ('code', models.SlugField(db_index=False, max_length=40)),
                        ('label', models.CharField(max_length=60)),
                        ('started_at', models.DateTimeField()),
                        ('unit', models.CharField(choices=[('workday', '工作日'), ('day', '天'), ('month', '个月'), ('date', '固定日期'), ('review_day', '审核日'), ('same_day', '当日')], max_length=12)),
                        ('value', models.PositiveSmallIntegerField(default=0)),
                        ('fixed_date', models.CharField(blank=True, max_length=5)),
                        ('basis', models.CharField(blank=True, max_length=300)),
                        ('limit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clock.timelimit')),
                        ('due_on', models.DateField()),
                        ('due_at', models.DateTimeField()),
                        ('provisional', models.BooleanField(default=False)),
                        ('extended_to', models.DateField(null=True)),
                        ('extension_event_id', models.PositiveBigIntegerField(null=True)),
                        ('paused_since', models.DateField(null=True)),
                        ('stopped_at', models.DateTimeField(null=True)),
                        ('outcome', models.CharField(blank=True, choices=[('kept', '按时'), ('late', '逾期'), ('cancelled', '撤销')], max_length=10)),
                        ('calendar_stamp', models.CharField(max_length=16)),
                    ],
                    options={
                        'verbose_name': '计时',
                        'verbose_name_plural': '计时',
                        'indexes': [models.Index(fields=['content_type', 'object_id'], name='deadline_subject'), models.Index(condition=models.Q(('stopped_at__isnull', True)), fields=['due_on'], name='deadline_running_due'), models.Index(condition=models.Q(('stopped_at__isnull', True)), fields=['thread'], name='deadline_running_thread')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('stopped_at__isnull', True)), fields=('content_type', 'object_id', 'code'), name='deadline_one_running'), models.CheckConstraint(condition=models.Q(models.Q(('stopped_at__isnull', True), ('outcome', '')), models.Q(models.Q(('stopped_at__isnull', True), _negated=True), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='deadline_outcome_when_stopped')],
                    },
                ),
                migrations.CreateModel(
                    name='Pause',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='clock.deadline')),
                        ('from_on', models.DateField()),
                        ('to_on', models.DateField(null=True)),
                        ('reason', models.CharField(max_length=100)),
                        ('event_id', models.PositiveBigIntegerField(null=True)),
                    ],
                    options={
                        'verbose_name': '暂停',
                        'verbose_name_plural': '暂停',
                        'ordering': ['from_on', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('to_on__isnull', True)), fields=('deadline',), name='pause_one_open'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='pause_ends_after_start')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
