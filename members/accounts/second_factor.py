"""The second factor: a code from an authenticator app (TOTP), or one of ten codes on paper."""

import secrets
from base64 import b32encode

import segno
from django_otp import devices_for_user, match_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from weijianyi import rulebook

PAPER_CODES = 10
GIVEN, KEY = "second_factor", "second_factor_key"  # in the session


def wanted(request):
    """Whether the hat worn needs it, by the organisation's setting."""
    if request.post is None:
        return False
    return request.post.role in rulebook.value(request.post.organisation_id, "second_factor_roles")


def given(request):
    """Whether this session has given it."""
    return GIVEN in request.session


def missing(request):
    """Whether this session still owes it: the person has switched it on, or the hat needs it."""
    return not given(request) and (request.user.second_factor or wanted(request))


def begin(request):
    """The app's device that is being set up; its key waits in the session until the first code."""
    key = request.session.setdefault(KEY, default_key())
    return TOTPDevice(user=request.user, name="手机验证器", key=key)


def picture(device):
    """The QR code of a device being set up, as SVG text without size."""
    return segno.make(device.config_url, error="m").svg_inline(scale=4, border=2, omitsize=True)


def secret_of(device):
    """The key in groups of four, for typing it in."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def confirm(request, device, code):
    """Finish the set-up with a first code. Returns the paper codes, shown once; None when the code is wrong."""
    device.save()
    if not device.verify_token(code):
        device.delete()
        return None
    TOTPDevice.objects.filter(user=request.user).exclude(pk=device.pk).delete()
    request.user.second_factor = True
    request.user.save(update_fields=["second_factor"])
    del request.session[KEY]
    request.session[GIVEN] = True
    return paper_codes(request.user)


def paper_codes(user):
    """Ten new codes; the ones before are worthless from now on."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="备用码", confirmed=True)
    codes = [f"{secrets.randbelow(10**8):08d}" for _ in range(PAPER_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def passed(request, code):
    """Whether the code is right; then this session has given its second factor."""
    if match_token(request.user, code) is None:
        return False
    request.session[GIVEN] = True
    return True


def remove(user):
    """Switched off by the person, or reset by the administrator who has seen who asks."""
    for device in list(devices_for_user(user, confirmed=None)):
        device.delete()
    user.second_factor = False
    user.save(update_fields=["second_factor"])
