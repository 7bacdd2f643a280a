"""Opens accounts with a one-time password: shown once to whoever opens them, changed at the first sign-in."""

from django.db import transaction
from django.utils import timezone

from members.accounts import passwords
from members.models import Member, Post, User
from members.states import Role


@transaction.atomic
def open_account(username, name, organisation, role, *, phone="", **post):
    """(post, password) of a new account with its first post; `post` are further fields of the post.

    Raises ValidationError where a field does not hold, IntegrityError never: the fields are checked first.
    """
    user = User(username=username, name=name, phone=phone, password="!")  # noqa: S106 -- none fits it
    user.full_clean()
    user.save()
    password = passwords.give_first(user)
    if role == Role.MEMBER:
        post["member"] = Member.objects.create(organisation=organisation, user=user, name=name, phone=phone)
    row = Post(user=user, organisation=organisation, role=role, valid_from=timezone.localdate(), **post)
    row.full_clean()
    row.save()
    return row, password
