"""The name of a filter that is kept, and who may use it."""

from django.core.exceptions import ValidationError
from django.forms import BooleanField, CharField, HiddenInput

from dispatch import saved_filters
from dispatch.models import SavedFilter
from weijianyi.forms import Form


class SavedFilterForm(Form):
    name = CharField(label="名称", max_length=20)
    shared = BooleanField(label="同事也可以用", required=False)
    default = BooleanField(label="打开这一页时就用它", required=False)
    query = CharField(required=False, max_length=2000, widget=HiddenInput)

    def __init__(self, *args, actor=None, page="", **kwargs):
        self.actor, self.page = actor, page
        super().__init__(*args, **kwargs)

    @classmethod
    def of(cls, params):
        """The form beside a list that stands under this address."""
        return cls(initial={"query": saved_filters.kept(params)}, auto_id="id_save_%s")

    def clean(self):
        data = super().clean()
        own = SavedFilter.objects.for_actor(self.actor).filter(post=self.actor.post, page=self.page)
        if own.exclude(name=data.get("name", "")).count() >= saved_filters.MOST:
            raise ValidationError(f"常用筛选最多保存 {saved_filters.MOST} 个，请先删除不用的。")
        return data
