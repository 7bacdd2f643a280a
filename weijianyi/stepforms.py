"""StepForm: the base of every form that binds the facts of a step."""

from django.forms import TypedChoiceField

from weijianyi import forms, rulebook


class StepForm(forms.Form):
    """Knows its subject and actor; `facts()` is what perform() gets."""

    multipart = False
    finds = ""  # what a search above the form is for, where its choices are too many to scroll through
    words = ""

    def __init__(self, *args, subject=None, actor=None, **kwargs):
        self.subject, self.actor = subject, actor
        super().__init__(*args, **kwargs)
        self.prepare()
        self.name_what_is_missing()  # again: prepare() may have brought fields

    def prepare(self):
        """Choices and hints that depend on subject and actor."""

    def find(self, words):
        """Narrow the choices to what the words of the search find."""

    def facts(self):
        return dict(self.cleaned_data)


class EntryField(TypedChoiceField):
    """Radio cards or a select over dictionary entries; the choices cost no statement of their own."""

    def __init__(self, organisation_id, dictionary, *, cards=False, columns=1, **kwargs):
        entries = {str(e.pk): e for e in rulebook.entries(organisation_id, dictionary)}
        choices = [(key, f"{e.data.get('letter', '')} {e.label}".strip()) for key, e in entries.items()]
        hints = {key: e.text for key, e in entries.items() if e.text}
        if cards:
            kwargs["widget"] = forms.Choices(hints=hints, columns=columns)
        else:
            choices = [("", "请选择"), *choices]
        super().__init__(choices=choices, coerce=entries.get, empty_value=None, **kwargs)

    def prepare_value(self, value):
        return str(getattr(value, "pk", value)) if value else ""
