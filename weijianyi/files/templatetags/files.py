"""Tags for pages that show or collect files: `{% load files %}`."""

from django import template

from weijianyi.files import widget
from weijianyi.files.models import Attachment

register = template.Library()


@register.inclusion_tag("ui/upload.html", takes_context=True)
def upload(context, owner, kind, purpose="", name="", alone=False, held=None):
    """Grid or rows with add and remove; `alone=True` outside of a page form."""
    return widget.upload_context(
        context["request"], owner, kind=kind, purpose=purpose, name=name, alone=alone, held=held
    )


@register.inclusion_tag("ui/photos.html", takes_context=True)
def photos(context, attachments, purpose=None):
    """Read-only figures of the photos among `attachments`, perhaps of one purpose only."""
    return {"photos": _pick(attachments, Attachment.Kind.PHOTO, purpose), "back": _here(context)}


@register.inclusion_tag("files/rows.html", takes_context=True)
def documents(context, attachments, purpose=None):
    """Read-only rows of the documents among `attachments`."""
    return {"documents": _pick(attachments, Attachment.Kind.DOCUMENT, purpose), "back": _here(context)}


def _pick(attachments, kind, purpose):
    return [a for a in attachments if a.kind == kind and (purpose is None or a.purpose == purpose)]


def _here(context):
    return context["request"].get_full_path()
