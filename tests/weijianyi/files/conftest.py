"""Groups of the login app stand in for items: any row can own files."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from tests.weijianyi.files.making import DOCUMENT, LIMITS, PHOTO, actor, in_group, pdf, photo, recall
from weijianyi.files import access, keeping


@pytest.fixture(autouse=True)
def owners(settings, tmp_path):
    """Groups own files: members read, the one called “office” adds; everybody sees names with “open”."""
    settings.MEDIA_ROOT = tmp_path
    before, known = dict(access.registry), list(access._recall)
    access.register(
        Group,
        visible=lambda actor: (
            Group.objects.filter(user=actor.user) | Group.objects.filter(name__contains="open")
        ),
        may_read=in_group,
        may_attach=lambda actor, group: in_group(actor, group) and actor.user.username == "office",
        is_draft=lambda group: "draft" in group.name,
        limits=lambda group: LIMITS,
        key="pk",
    )
    access.register_actors(recall)
    yield
    access.registry.clear()
    access.registry.update(before)
    access._recall[:] = known


@pytest.fixture
def group():
    return Group.objects.create(name="matter")


@pytest.fixture
def office(group):
    user = get_user_model().objects.create_user("office")
    user.groups.add(group)
    return user


@pytest.fixture
def reader(group):
    user = get_user_model().objects.create_user("reader")
    user.groups.add(group)
    return user


@pytest.fixture
def stranger():
    return get_user_model().objects.create_user("stranger")


@pytest.fixture
def kept(group, office):
    return keeping.attach(group, photo(), kind=PHOTO, actor=actor(office), purpose="before")


@pytest.fixture
def paper(group, office):
    return keeping.attach(group, pdf(), kind=DOCUMENT, actor=actor(office))
