import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import weijianyi.creating
import weijianyi.files.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('members', '__first__'),
    ]

    operations = [
        weijianyi.creating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Attachment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.CharField(default=weijianyi.files.models.new_slug, editable=False, max_length=32, unique=True, verbose_name='地址')),
                        ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                        ('object_id', models.PositiveBigIntegerField()),
                        ('kind', models.CharField(choices=[('photo', '照片'), ('document', '文件')], max_length=10, verbose_name='类别')),
                        ('purpose', models.CharField(blank=True, choices=[('before', '办理前'), ('after', '办理后'), ('scan', '扫描件'), ('minutes', '会议记录')], max_length=10, verbose_name='用途')),
                        ('name', models.CharField(max_length=200, verbose_name='文件名')),
                        ('path', models.FileField(unique=True, upload_to=weijianyi.files.models.random_path, verbose_name='存放位置')),
                        ('thumb', models.FileField(blank=True, upload_to=weijianyi.files.models.random_path, verbose_name='缩略图')),
                        ('mime', models.CharField(max_length=100, verbose_name='格式')),
                        ('size', models.PositiveIntegerField(verbose_name='字节数')),
                        ('sha256', models.CharField(max_length=64, verbose_name='校验值')),
                        ('width', models.PositiveIntegerField(blank=True, null=True, verbose_name='宽')),
                        ('height', models.PositiveIntegerField(blank=True, null=True, verbose_name='高')),
                        ('order', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                        ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                        ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='上传时间')),
                        ('voided_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                        ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作废人')),
                    ],
                    options={
                        'verbose_name': '附件',
                        'verbose_name_plural': '附件',
                        'ordering': ['order', 'pk'],
                        'indexes': [models.Index(fields=['content_type', 'object_id', 'kind'], name='attachment_owner')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(('thumb', ''), _negated=True), ('height__gt', 0), ('height__isnull', False), ('kind', 'photo'), ('mime', 'image/jpeg'), ('width__gt', 0), ('width__isnull', False)), models.Q(('height', None), ('kind', 'document'), ('mime__in', ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']), ('thumb', ''), ('width', None)), _connector='OR'), name='attachment_photo_or_document', violation_error_message='照片须有尺寸和缩略图；文件只能是 PDF、Word 或 Excel。'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('path', ''), _negated=True), ('size__gt', 0)), name='attachment_not_empty', violation_error_message='附件须有名称和内容。'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('sha256'), 64), name='attachment_sha256', violation_error_message='附件的校验值不完整。'), models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None)), models.Q(('voided_at__gte', models.F('uploaded_at')), ('voided_at__isnull', False)), _connector='OR'), name='attachment_void_after_upload', violation_error_message='作废时间不能早于上传时间，作废人须与作废时间一起记录。')],
                    },
                ),
            ],
        ),
    ]
