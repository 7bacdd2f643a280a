"""Guarded download, preview, signed link, upload and removal of attachments."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import BadSignature
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from . import access, keeping, links
from .models import PHOTO_TYPE, Attachment
from .widget import upload_context

logger = logging.getLogger(__name__)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


@require_safe
def download(request, slug):
    attachment = access.attachment_to_read(request.actor, slug)
    return _send(attachment, attachment.path, attachment.mime, save=not attachment.is_photo)


@require_safe
def thumb(request, slug):
    attachment = access.attachment_to_read(request.actor, slug)
    if not attachment.thumb:
        raise Http404
    return _send(attachment, attachment.thumb, PHOTO_TYPE, save=False)


@cache_control(private=True, no_store=True)
@require_safe
def view(request, slug):
    """A photo in full, or the hand-off page of a document with its ten-minute link."""
    attachment = access.attachment_to_read(request.actor, slug)
    link = None
    if not attachment.is_photo:
        link = reverse("files-signed", args=[links.issue(attachment, request.actor)])
        link = request.build_absolute_uri(link)
    context = {
        "attachment": attachment,
        "link": link,
        "in_wechat": "MicroMessenger" in request.headers.get("User-Agent", ""),
        "removable": access.may_attach(request.actor, attachment.owner),
        "back": _back(request, attachment.owner),
    }
    return render(request, "files/view.html", context)


@login_not_required
@require_safe
def signed(request, token):
    """A capability: whoever holds the link reads this one file while its issuer still may."""
    try:
        attachment = links.attachment_for(token)
    except (BadSignature, Http404, PermissionDenied):
        return render(request, "files/expired.html", status=404)
    return _send(attachment, attachment.path, attachment.mime, save=True)


@require_POST
def upload(request, label, key):
    """Keeps every good file and reports each refused one with its own sentence."""
    owner = access.owner_to_attach(request.actor, label, key)
    kind, purpose = request.GET.get("kind"), request.GET.get("purpose", "")
    if kind not in Attachment.Kind.values or purpose not in ["", *Attachment.Purpose.values]:
        raise Http404
    files = [upload for _, uploads in request.FILES.lists() for upload in uploads]
    added, refused = 0, [] if files else ["没有收到文件；请重新选择。"]
    for file in files:
        try:
            keeping.attach(owner, file, kind=kind, actor=request.actor, purpose=purpose)
            added += 1
        except ValidationError as error:
            refused += error.messages
    return _answer(request, owner, kind, purpose, refused=refused, added=added)


@require_POST
def remove(request, slug):
    attachment = access.attachment_to_remove(request.actor, slug)
    keeping.void(attachment, request.actor)
    return _answer(request, attachment.owner, attachment.kind, request.GET.get("purpose", ""))


def _send(attachment, stored, mime, *, save):
    try:
        content = stored.open("rb")
    except FileNotFoundError as error:
        logger.error("attachment %s has lost its file", attachment.slug)
        raise Http404 from error
    return FileResponse(
        content, as_attachment=save, filename=attachment.name, content_type=mime, headers=HEADERS
    )


def _answer(request, owner, kind, purpose, *, refused=(), added=0):
    """The widget again for htmx; otherwise back to the page with the sentences as messages."""
    back = _back(request, owner)
    if not request.htmx:
        for sentence in refused:
            messages.error(request, sentence)
        return redirect(back)
    context = upload_context(
        request,
        owner,
        kind=kind,
        purpose=purpose,
        name=request.GET.get("name", ""),
        alone=bool(request.GET.get("alone")),
        back=back,
        refused=refused,
        added=added,
    )
    return render(request, "ui/upload.html", context, status=422 if refused and not added else 200)


def _back(request, owner):
    wished = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wished, {request.get_host()}, require_https=request.is_secure()):
        return wished
    return owner.get_absolute_url() if hasattr(owner, "get_absolute_url") else "/"
