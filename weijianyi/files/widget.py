"""What templates/ui/upload.html shows: on a page through the tag, after an upload through the view."""

from urllib.parse import urlencode

from django.middleware.csrf import get_token
from django.urls import reverse

from . import access
from .models import Attachment
from .receive import MEGABYTE


def upload_context(
    request, owner, *, kind, purpose="", name="", alone=False, back="", refused=(), added=0, held=None
):
    """`name` is the file input's name, so that the page's own UploadField receives it without JavaScript.

    `held`: the owner's attachments where the page has read them already.
    """
    back = back or request.get_full_path()
    name = name or "_".join(part for part in (purpose, f"{kind}s") if part)
    query = {"kind": kind, "purpose": purpose, "name": name, "next": back, "alone": "1" if alone else ""}
    held = Attachment.objects.of(owner) if held is None else held
    everything = [a for a in held if a.kind == kind]
    limits = access.of(owner).limits(owner)
    most = limits.count(kind)
    return {
        "attachments": [a for a in everything if not purpose or a.purpose == purpose],
        "is_photo": kind == Attachment.Kind.PHOTO,
        "label": Attachment.Kind(kind).label,
        "name": name,
        "alone": alone,
        "back": back,
        "most": most,
        "megabytes": limits.size // MEGABYTE,
        "room": max(0, most - len(everything)),
        "refused": refused,
        "added": added,
        "url": f"{reverse('files-upload', args=access.address(owner))}?{urlencode(query)}",
        "query": urlencode(query),
        "csrf_token": get_token(request),
    }
