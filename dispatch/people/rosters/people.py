"""An account for a name on a list: without a password until its slip is printed."""

from members.models import User


def account(phone, name):
    """(user, fresh): the account with that phone, else a new one nobody can sign in to yet."""
    found = User.objects.filter(phone=phone, is_active=True).order_by("pk").first()
    found = found or User.objects.filter(username=phone).first()
    if found is not None:
        return found, False
    user = without_password(phone, name)
    user.full_clean(exclude=["password"])
    user.save()
    return user, True


def without_password(phone, name):
    """Not saved yet; the caller has looked that nobody has this phone."""
    user = User(username=phone, name=name, phone=phone, must_change_password=True)
    user.set_unusable_password()
    return user
