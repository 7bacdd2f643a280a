"""How every form of the product looks and speaks: renderer, base form, widgets."""

from django import forms
from django.forms.renderers import TemplatesSetting

TEXTLIKE = (forms.widgets.Input, forms.Textarea, forms.Select)
REQUIRED = forms.Field.default_error_messages["required"]


class BoundField(forms.BoundField):
    """Gives every text-like control the class `in`."""

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if (
            isinstance(widget, TEXTLIKE)
            and not isinstance(widget, forms.CheckboxInput)
            and not widget.is_hidden
        ):
            attrs["class"] = " ".join(filter(None, ["in", widget.attrs.get("class"), attrs.get("class")]))
        return attrs

    @property
    def anchor(self):
        """The id an error link goes to; a group of radios starts at its first one."""
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def control(self):
        """ "check" for one tick box, else "group" or "one": decides where the label goes."""
        if isinstance(self.field.widget, forms.CheckboxInput):
            return "check"
        return "group" if self.use_fieldset else "one"


class Renderer(TemplatesSetting):
    """FORM_RENDERER: the project's own templates for every form, Django's own forms included."""

    bound_field_class = BoundField
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class Spoken:
    """The server answers with a summary that names the field; the browser's own bubbles stay away."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.name_what_is_missing()

    def name_what_is_missing(self):
        """“请填写‘标题’。” instead of a sentence that names no field."""
        for field in self.fields.values():
            if field.label and field.error_messages.get("required") == REQUIRED:
                verb = "请选择" if hasattr(field, "choices") else "请填写"
                field.error_messages["required"] = f"{verb}“{field.label}”。"

    @property
    def error_summary(self):
        return error_summary(self)


class Form(Spoken, forms.Form):
    """The base of the product's forms."""


class ModelForm(Spoken, forms.ModelForm):
    """The base of forms on one row."""


def error_summary(form):
    """[{anchor, message}] in the order of the fields, in the same words as beside them."""
    rows = [{"anchor": "", "message": message} for message in form.non_field_errors()]
    for field in form:
        rows += [{"anchor": field.anchor, "message": message} for message in field.errors]
    return rows


class Choices(forms.RadioSelect):
    """Radio cards; `hints` says a second line per value, `columns=2` sets them side by side on desktop."""

    template_name = "django/forms/widgets/radio.html"

    def __init__(self, attrs=None, choices=(), *, hints=None, columns=1):
        super().__init__(attrs, choices)
        self.hints, self.columns = hints or {}, columns

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["columns"] = self.columns
        return context

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        option["hint"] = self.hints.get(getattr(value, "value", value), "")
        return option


class Ticks(Choices, forms.CheckboxSelectMultiple):
    """The same cards, several may be ticked."""

    template_name = "django/forms/widgets/checkbox_select.html"
    allow_multiple_selected = True
    input_type = "checkbox"


class Segmented(forms.RadioSelect):
    """Two to four short choices side by side."""

    template_name = "django/forms/widgets/segmented.html"


class Faces(forms.RadioSelect):
    """A grade with a face; nothing is chosen beforehand. `icons` per value."""

    template_name = "django/forms/widgets/faces.html"
    icons = {"satisfied": "mood-smile", "mostly": "mood-empty", "dissatisfied": "mood-sad"}

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        option["icon"] = self.icons.get(str(value), "mood-empty")
        return option


class Text(forms.Textarea):
    """A text area with a count that speaks only near `limit`; `advice` is the line on its left."""

    template_name = "django/forms/widgets/counted.html"

    def __init__(self, attrs=None, *, rows=4, limit=None, warn=None, advice=""):
        counted = {"data-count": limit, "data-warn": warn or int(limit * 0.9)} if limit else {}
        super().__init__({"rows": rows, **counted, **(attrs or {})})
        self.limit, self.advice = limit, advice

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"].update(limit=self.limit, advice=self.advice, written=len(value or ""))
        return context


class Day(forms.DateInput):
    """A native date input; `chips` [(date, label)] are quick choices computed on the server."""

    input_type = "date"
    template_name = "django/forms/widgets/day.html"

    def __init__(self, attrs=None, *, chips=()):
        super().__init__(attrs, format="%Y-%m-%d")
        self.chips = chips

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["chips"] = [(f"{day:%Y-%m-%d}", label) for day, label in self.chips]
        return context
