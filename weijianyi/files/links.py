"""Signed links for a browser without the session: ten minutes, with the rights their issuer has today."""

from django.core import signing
from django.http import Http404

from . import access

MAX_AGE = 600
SALT = "weijianyi.files.link"


def issue(attachment, actor):
    post = getattr(actor.post, "pk", None)
    return _signer().sign_object([attachment.slug, actor.user.pk, post])


def attachment_for(token):
    """Raises BadSignature, Http404 or PermissionDenied; the view answers all three alike."""
    slug, user_pk, post_pk = _signer().unsign_object(token, max_age=MAX_AGE)
    actor = access.recall(user_pk, post_pk)
    if actor is None:
        raise Http404
    return access.attachment_to_read(actor, slug)


def _signer():
    # Full stops instead of colons: chat programs cut a pasted link at a colon.
    return signing.TimestampSigner(salt=SALT, sep=".")


def issue_once(what, nonce, actor):
    """A link for its issuer alone; `nonce` is what the row expects, so that whoever keeps the row ends it."""
    return _once().sign_object([what, nonce, actor.user.pk, getattr(actor.post, "pk", None)])


def once(token, actor):
    """(what, nonce); raises BadSignature where it is altered, too old, or somebody else's."""
    what, nonce, user_pk, post_pk = _once().unsign_object(token, max_age=MAX_AGE)
    if (user_pk, post_pk) != (actor.user.pk, getattr(actor.post, "pk", None)):
        raise signing.BadSignature
    return what, nonce


def _once():
    return signing.TimestampSigner(salt=f"{SALT}.once", sep=".")
