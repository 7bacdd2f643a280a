"""Opens accounts with a one-time password: shown once to whoever opens them, changed at the first sign-in."""

from django.db import transaction
from django.utils import timezone

from members.accounts import passwords
from members.models import Member, Post, User
from members.states import Role


@transaction.atomic
def open_account(username, name, organisation, role, *, phone="", seat=None, **post):
    """(post, password) of a new account with its first post; `post` are further fields of the post.

    `seat`: the member's seat where it stands in the roster already; else a new one is made.

    Raises ValidationError where a field does not hold, IntegrityError never: the fields are checked first.
    """
    user = User(username=username, name=name, phone=phone, password="!")  # noqa: S106 -- none fits it
    user.full_clean()
    user.save()
    password = passwords.give_first(user)
    if role == Role.MEMBER:
        post["member"] = seat or Member.objects.create(organisation=organisation, name=name, phone=phone)
        post["member"].user = user
        post["member"].save(update_fields=["user"])
    post.setdefault("valid_from", timezone.localdate())
    row = Post(user=user, organisation=organisation, role=role, **post)
    row.full_clean()
    row.save()
    return row, password
