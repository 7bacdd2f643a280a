"""Keys: issued once, recognised by their hash, revoked; each acts under a client's post of its own."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from dispatch.models import Officer
from members import clients
from members.models import Post
from members.states import Scope
from weijianyi.api.models import ApiKey, Purpose
from weijianyi.audit.models import CLIENT
from weijianyi.workflow import Actor, NotNow

MARK = "wjy"
USED_AGAIN = timedelta(minutes=10)  # how exact “last used” is: not one write per call
READS = (Scope.READ_ITEMS, Scope.READ_DESKS)


@transaction.atomic
def issue(organisation, *, by, form_key, name, purpose, scopes, expires_on, department=None):
    """(ApiKey, the key in clear for this one time); (ApiKey, "") where the form was sent before."""
    digest = hashlib.sha256(f"{by.pk}:{form_key}".encode()).hexdigest()
    if (known := ApiKey.objects.filter(form_key=digest).first()) is not None:
        return known, ""
    post = clients.new(organisation, name)
    if purpose == Purpose.DEPARTMENT:
        Officer.objects.create(post=post, department=department)
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        organisation=organisation, name=name, purpose=purpose, post=post, scopes=sorted(scopes), prefix=prefix,
        digest=hashed(secret), expires_on=expires_on, created_at=timezone.now(), created_by=by, form_key=digest,
    )  # fmt: skip
    return key, f"{MARK}_{prefix}_{secret}"


def hashed(secret):
    """The secret is 256 random bits: one round is enough, nobody can guess it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def recognised(text):
    """The usable ApiKey of what a call carries, or None."""
    mark, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != MARK or len(prefix) != 8 or not secret:
        return None
    keys = ApiKey.objects.select_related("organisation", "post__user", "post__officer", "post__organisation")
    key = keys.filter(prefix=prefix).first()
    known = key.digest if key else "0" * 64
    if not hmac.compare_digest(known, hashed(secret)) or key is None or not key.usable:
        return None
    return key if key.organisation.active else None


def used(key, now):
    if key.last_used_at is None or now - key.last_used_at > USED_AGAIN:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)


def actor_of(key, post=None):
    post = post or Post.objects.with_hat().get(pk=key.post_id)
    return Actor(kind=CLIENT, user=post.user, post=post, scopes=frozenset(key.scopes))


@transaction.atomic
def revoke(key, *, by):
    """From the next call on it opens nothing; its subscriptions get nothing more."""
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    if key.revoked_at:
        raise NotNow("这个密钥已经吊销。")
    key.revoked_at, key.revoked_by = timezone.now(), by
    key.save(update_fields=["revoked_at", "revoked_by"])
    Post.objects.filter(pk=key.post_id).update(valid_to=timezone.localdate())
    return key
