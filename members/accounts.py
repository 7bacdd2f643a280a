"""Opens accounts with a one-time password: shown once to whoever opens them, changed at the first sign-in."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from members.models import Member, Post, User
from members.states import Role

PASSWORD_LENGTH = 16
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is taken for something else on paper


def new_password():
    return get_random_string(PASSWORD_LENGTH, READABLE)


@transaction.atomic
def open_account(username, name, organisation, role, *, phone="", **post):
    """(post, password) of a new account with its first post; `post` are further fields of the post.

    Raises ValidationError where a field does not hold, IntegrityError never: the fields are checked first.
    """
    password = new_password()
    user = User(
        username=username, name=name, phone=phone, one_time_password=True, password=make_password(password)
    )
    user.full_clean()
    user.save()
    if role == Role.MEMBER:
        post["member"] = Member.objects.create(organisation=organisation, user=user, name=name, phone=phone)
    row = Post(user=user, organisation=organisation, role=role, valid_from=timezone.localdate(), **post)
    row.full_clean()
    row.save()
    return row, password
