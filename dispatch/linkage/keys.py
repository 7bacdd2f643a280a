"""Ed25519 keys: our own to sign exchange files, those of partners to check them; the private one is never shown."""

import base64
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from dispatch.models import OrganisationKey, Partner
from members.models import Organisation, Post
from members.states import OFFICE

RAW = (Encoding.Raw, PublicFormat.Raw)


def is_public(text):
    """64 hex digits that are a point of the curve's length."""
    try:
        return len(bytes.fromhex(text)) == 32
    except ValueError:
        return False


def fingerprint(public):
    """Sixteen groups of four to read out on the phone."""
    digest = sha256(bytes.fromhex(public)).hexdigest()[:32]
    return " ".join(digest[i : i + 4] for i in range(0, 32, 4))


def make(organisation, user=None):
    """A new key; the one before signs no more."""
    private = Ed25519PrivateKey.generate()
    raw = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    public = private.public_key().public_bytes(*RAW).hex()
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        OrganisationKey.objects.filter(organisation=organisation, ended_at=None).update(
            ended_at=timezone.now()
        )
        return OrganisationKey.objects.create(
            organisation=organisation, public=public, sealed=box().encrypt(raw).decode(),
            fingerprint=fingerprint(public), made_by=user,
        )  # fmt: skip


def box():
    """What keeps private keys unreadable in the database and its backups: derived from the secret of this place."""
    digest = sha256(b"exchange-key:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def current(organisation):
    """The key in use, or None."""
    return OrganisationKey.objects.filter(organisation=organisation, ended_at=None).first()


def sign(key, data):
    try:
        raw = box().decrypt(key.sealed.encode())
    except InvalidToken as error:
        raise ValidationError(
            "本单位的密钥已不能使用，请单位管理员重新生成，并把新的公钥告诉对方。"
        ) from error
    return Ed25519PrivateKey.from_private_bytes(raw).sign(data).hex()


def verified(public, signature, data):
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def may_partner(organisation):
    """Organisations above and below, without accounts here: whoever works in this system is on line."""
    near = Organisation.objects.filter(active=True).exclude(pk=organisation.pk)
    accounts = Post.objects.filter(organisation=OuterRef("pk"))
    near = near.filter(pk=organisation.parent_id) | near.filter(parent=organisation)
    return near.filter(~Exists(accounts))


def register(organisation, other, public, user):
    """Trust this key of theirs from now on. ValidationError where one is trusted already."""
    partner = Partner(
        organisation=organisation,
        other=other,
        public=public,
        fingerprint=fingerprint(public),
        registered_by=user,
    )
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        partner.full_clean()
        partner.save()
    return partner


def partner_of(organisation, other):
    return Partner.objects.filter(organisation=organisation, other=other, ended_at=None).first()


def reachable(organisation, other):
    """Somebody there can receive: an office with accounts here, or a partner with a key."""
    office = Post.objects.filter(organisation=other, role__in=OFFICE)
    return office.exists() or partner_of(organisation, other) is not None


def end(partner):
    """Trusted no longer; what came before stays."""
    Partner.objects.filter(pk=partner.pk).update(ended_at=timezone.now())
