"""Form field for several uploads at once, for pages that must work without JavaScript."""

from django import forms
from django.core.exceptions import ValidationError

from . import keeping
from .models import Attachment
from .receive import DEFAULTS, read


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class UploadField(forms.FileField):
    """Cleans to a list of `Made`; every refused file adds its own sentence to the errors."""

    widget = ManyFilesInput

    def __init__(self, kind, max_count=None, *, purpose="", limits=DEFAULTS, **kwargs):
        self.kind, self.purpose, self.limits = kind, purpose, limits
        self.max_count = limits.count(kind) if max_count is None else max_count
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        # No `capture` (it would hide the album) and no list of endings (it breaks in some WeChats).
        return {"accept": "image/*"} if self.kind == Attachment.Kind.PHOTO else {}

    def clean(self, data, initial=None):
        uploads = [upload for upload in data or [] if upload]
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > self.max_count:
            raise ValidationError(
                f"还可以添加 {self.max_count} 个，您选了 {len(uploads)} 个；请减少后重新选择。", code="count"
            )
        made, refused = read_each(uploads, self.kind, self.limits)
        if refused and made:
            refused.append(ValidationError(f"其余 {len(made)} 个没有问题，请一起重新选择。", code="again"))
        if refused:
            raise ValidationError(refused)
        return made

    def has_changed(self, initial, data):
        return bool(data)


class UploadsMixin:
    """For forms with upload fields; call `attach_uploads` once the owner is saved."""

    def attach_uploads(self, owner, *, actor):
        """Stores what was cleaned; answers the sentences of those the owner has no room for."""
        refused = []
        for name, field in self.fields.items():
            for made in self.cleaned_data.get(name) or [] if isinstance(field, UploadField) else []:
                try:
                    keeping.keep(owner, made, actor=actor, purpose=field.purpose)
                except ValidationError as error:
                    refused += error.messages
        return refused


def read_each(uploads, kind, limits):
    """([made, …], [refusal, …]): one bad file never takes the others with it."""
    made, refused = [], []
    for upload in uploads:
        try:
            made.append(read(upload, kind, limits))
        except ValidationError as error:
            refused.append(error)
    return made, refused
