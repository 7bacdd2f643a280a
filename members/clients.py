"""Clients [接口]: the post a machine acts under; its account can never sign in."""

import uuid

from django.utils import timezone

from members.models import Post, User
from members.states import Role


def new(organisation, name):
    """A post for one machine of the organisation, with an account that has no password and is not active."""
    user = User(username=f"client-{uuid.uuid4().hex[:12]}", name=name, is_active=False)
    user.set_unusable_password()
    user.save()
    return Post.objects.create(
        user=user, organisation=organisation, role=Role.CLIENT, title=name, valid_from=timezone.localdate()
    )
