"""Files that come with a page's own form, for browsers without scripts; and the facts of a paper entry."""

from django.core.exceptions import ValidationError
from django.forms import DateTimeField, DateTimeInput
from django.utils import timezone

from weijianyi.files.fields import UploadField, UploadsMixin
from weijianyi.forms import Form
from weijianyi.templatetags.ui import cn_time


class EvidenceForm(UploadsMixin, Form):
    """Named as the upload widgets name their inputs."""

    before_photos = UploadField("photo", purpose="before", label="办理前照片")
    after_photos = UploadField("photo", purpose="after", label="办理后照片")
    documents = UploadField("document", label="文件")
    scan_photos = UploadField("photo", purpose="scan", label="扫描件（照片）")
    scan_documents = UploadField("document", purpose="scan", label="扫描件")


class HappenedForm(Form):
    """When it really happened, for what the office enters from paper."""

    happened_at = DateTimeField(
        label="实际时间",
        help_text="单位签收、盖章答复的时间；按时与否以它为准。",
        widget=DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args, desk, **kwargs):
        self.desk = desk
        super().__init__(*args, **kwargs)

    def clean_happened_at(self):
        at, earliest = self.cleaned_data["happened_at"], self.desk.signed_at or self.desk.offered_at
        if at > timezone.now():
            raise ValidationError("实际时间不能晚于现在。")
        if earliest and at < earliest.replace(second=0, microsecond=0):
            raise ValidationError(f"实际时间不能早于{cn_time(earliest)}。")
        return at
