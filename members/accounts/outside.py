"""Sign-in through a service outside by OpenID Connect; the account is found by issuer and subject, never by name."""

from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.utils import timezone

from members.models import ExternalIdentity

TIMEOUT = 10  # seconds


def configured():
    return bool(settings.OIDC["issuer"] and settings.OIDC["client_id"])


def client():
    """Reads the service's own description; made anew, so that a changed setting counts."""
    oidc = settings.OIDC
    registry = OAuth()
    registry.register(
        "outside",
        client_id=oidc["client_id"],
        client_secret=oidc["client_secret"],
        server_metadata_url=f"{oidc['issuer'].rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile", "code_challenge_method": "S256", "default_timeout": TIMEOUT,
        },
    )  # fmt: skip
    return registry.outside


def claims(request):
    """(issuer, subject, shown name) of the answer that has just come back; raises when it does not hold."""
    token = client().authorize_access_token(request, timeout=TIMEOUT)
    info = token["userinfo"]
    return info["iss"], str(info["sub"]), str(info.get("name") or info.get("preferred_username") or "")[:100]


def account_of(issuer, subject):
    """The account linked to this identity, or None."""
    identity = ExternalIdentity.objects.select_related("user").filter(issuer=issuer, subject=subject).first()
    if identity is None or not identity.user.is_active:
        return None
    ExternalIdentity.objects.filter(pk=identity.pk).update(used_at=timezone.now())
    return identity.user


def link(user, issuer, subject, label):
    """Tie the identity to the account that has just proved itself; False when it belongs to another account."""
    identity, _ = ExternalIdentity.objects.get_or_create(
        issuer=issuer, subject=subject, defaults={"user": user, "label": label}
    )
    return identity.user_id == user.pk


def unlink(user, key):
    """Give up one of the person's own identities; nothing happens for another's."""
    if key.isdecimal() and len(key) < 19:
        user.identities.filter(pk=key).delete()
