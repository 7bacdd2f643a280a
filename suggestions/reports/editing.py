"""Editing a report: who took it up, the edited text beside the author's own, its form, source and secrecy."""

from django.core.exceptions import ValidationError

from suggestions.review import reviewing

FIELDS = {"title": "标题", "situation": "情况", "analysis": "分析", "advice": "建议"}
TITLE_MAX = 60


def take_up(item, event, *, actor, **facts):
    """The `rows` of the step `edit`."""
    reviewing.stop_review(item, event, actor=actor)
    row = item.report_facts
    row.editor, row.edited_at = actor.post, event.occurred_at
    row.save(update_fields=["editor", "edited_at"])


def text_now(item):
    """{field: text} as edited, else as the author wrote it."""
    return {name: getattr(item, name) for name in FIELDS} | item.report_facts.edited


def check_texts(texts):
    errors = {}
    for name in ("title", "situation"):
        if not texts.get(name, "").strip():
            errors[f"text_{name}"] = f"“{FIELDS[name]}”不能空着。"
    if len(texts.get("title", "")) > TITLE_MAX:
        errors["text_title"] = f"标题最多 {TITLE_MAX} 字。"
    if errors:
        raise ValidationError(errors)


def revise(item, event, *, actor, texts, form=None, source=None, secrecy="", urgent=False):
    """The `rows` of the step `revise`: only what differs from the author's text is kept."""
    row = item.report_facts
    row.edited = {
        name: texts[name] for name in FIELDS if name in texts and texts[name] != getattr(item, name)
    }
    row.form, row.source, row.urgent = form, source, urgent
    row.secrecy = secrecy or row.secrecy
    row.editor, row.edited_at = actor.post, event.occurred_at
    row.save()
