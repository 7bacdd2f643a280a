"""The filter of the auditor's log."""

from django.forms import CharField, ChoiceField, DateField

from dispatch.people import log
from weijianyi.forms import Day, Form


class LogFilter(Form):
    person = CharField(label="办理人", required=False, max_length=40)
    step = ChoiceField(label="办了什么", required=False)
    noun = ChoiceField(label="对什么", required=False)
    first = DateField(label="从", required=False, widget=Day())
    last = DateField(label="到", required=False, widget=Day())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [("", "全部"), *log.steps()]
        self.fields["noun"].choices = [("", "全部"), *log.nouns()]

    def wanted(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SignInFilter(LogFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["step"], self.fields["noun"]
        self.fields["person"].label = "姓名"
