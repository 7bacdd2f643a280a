"""Sign-in through a service outside, against a real provider on loopback: by subject, never by name."""

import re
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
import requests
from django.utils import timezone

from members.models import ExternalIdentity, User
from tests import world as w

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def provider():
    """The issuer's address; a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    issuer = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            requests.get(f"{issuer}/.well-known/openid-configuration", timeout=1)
            break
        except requests.ConnectionError:
            time.sleep(0.1)
    yield issuer
    process.terminate()
    process.wait(10)


@pytest.fixture
def world(settings, provider):
    settings.OIDC = {
        "issuer": provider,
        "client_id": "weijianyi",
        "client_secret": "geheim",
        "label": "政务统一认证",
    }
    built = w.build()
    User.objects.update(welcomed_at=timezone.now())
    return built


def go_out(client, subject, start="/login/outside/?next=/items/"):
    """To the provider, say who one is there, and back with its answer."""
    away = client.get(start)
    assert away.status_code == 302
    back = requests.post(away.url, data={"sub": subject}, allow_redirects=False, timeout=5)
    address = urlsplit(back.headers["Location"])
    return client.get(f"{address.path}?{address.query}")


def test_an_identity_linked_once_signs_in_afterwards(client, world):
    client.post("/login/", {"username": "member", "password": "demo"})
    assert go_out(client, "sub-4711", "/login/outside/?next=/me/settings/").url == "/me/settings/"
    assert ExternalIdentity.objects.get().user.username == "member"
    client.logout()
    answer = go_out(client, "sub-4711")
    assert answer.url == "/items/"
    assert client.get("/items/").status_code == 200


def test_the_same_name_is_not_the_same_person(client, world, provider):
    """The provider's person is called like our member; without a link nobody gets in."""
    requests.put(
        f"{provider}/users/sub-2", json={"name": "member", "preferred_username": "member"}, timeout=5
    )
    answer = go_out(client, "sub-2")
    assert answer.url == "/login/"
    assert "还没有绑定账号" in client.get("/login/").content.decode()
    assert client.get("/items/").status_code == 302


def test_an_identity_belongs_to_one_account(client, world, provider):
    ExternalIdentity.objects.create(user=world["member2"].user, issuer=provider, subject="sub-3")
    client.post("/login/", {"username": "member", "password": "demo"})
    go_out(client, "sub-3", "/login/outside/?next=/me/settings/")
    assert "另一个账号" in client.get("/me/settings/").content.decode()
    assert not world["member"].user.identities.exists()


def test_a_closed_account_an_invented_answer_and_a_dead_service_lead_nowhere(
    client, world, settings, provider
):
    ExternalIdentity.objects.create(user=world["member"].user, issuer=provider, subject="sub-5")
    User.objects.filter(username="member").update(is_active=False)
    assert go_out(client, "sub-5").url == "/login/"
    assert client.get("/login/outside/back/?code=erfunden&state=erfunden").url == "/login/"
    settings.OIDC = settings.OIDC | {"issuer": "http://127.0.0.1:9"}
    assert client.get("/login/outside/").url == "/login/"
    assert "没有连上" in client.get("/login/").content.decode()


def test_without_the_setting_there_is_no_such_door(client, world, settings):
    assert "政务统一认证" in client.get("/login/").content.decode()
    settings.OIDC = settings.OIDC | {"issuer": ""}
    assert not re.search("/login/outside/", client.get("/login/").content.decode())
    assert client.get("/login/outside/").status_code == 404
    assert client.get("/login/outside/back/").status_code == 404


def test_unlinking(client, world, provider):
    mine = ExternalIdentity.objects.create(user=world["member"].user, issuer=provider, subject="sub-6")
    other = ExternalIdentity.objects.create(user=world["member2"].user, issuer=provider, subject="sub-7")
    client.force_login(world["member"].user)
    client.post("/me/identities/unlink/", {"identity": other.pk})
    client.post("/me/identities/unlink/", {"identity": mine.pk})
    assert list(ExternalIdentity.objects.all()) == [other]
