"""Calls to other servers: listed hosts, checked and pinned addresses, no redirects; secrets and signatures."""

import socket

import pytest

from tests.hotline_server import Hotline
from weijianyi import outgoing, sealing
from weijianyi.outgoing import Failed, Refused

NOT_CALLED = (
    "http://evil.example/", "https://user:pw@good.example/", "ftp://good.example/", "file:///etc/passwd",
    "https://good.example:8443/", "https://good.example.evil.example/", "https://good.example#@evil.example/",
    "https://go\u043ed.example/",
    "https://good.example:99999/", "https:///x", "gopher://good.example:443/", "//good.example/",
    "https://good.example\\@evil.example/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/",
)  # fmt: skip
INSIDE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "::1", "fe80::1",
    "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "224.0.0.1", "2002:7f00:1::",
)  # fmt: skip


@pytest.fixture
def hotline(settings):
    with Hotline() as server:
        settings.OUTGOING_HOSTS = [server.host]
        settings.OUTGOING_PRIVATE_NETWORKS = ["127.0.0.0/8"]
        yield server


def resolving(monkeypatch, *addresses):
    def found(host, port, **options):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.mark.parametrize("url", NOT_CALLED)
def test_addresses_that_are_not_listed_or_not_plain_are_never_called(settings, url):
    settings.OUTGOING_HOSTS = ["good.example:443"]
    with pytest.raises(Refused):
        outgoing.target(url)


@pytest.mark.parametrize("address", INSIDE)
def test_a_listed_name_that_leads_inside_is_not_called(settings, monkeypatch, address):
    settings.OUTGOING_HOSTS = ["good.example:443"]
    resolving(monkeypatch, "93.184.216.34", address)
    with pytest.raises(Refused):
        outgoing.call("POST", "https://good.example/")


def test_plain_http_goes_to_listed_networks_inside_only(settings, monkeypatch):
    settings.OUTGOING_HOSTS = ["good.example:80"]
    resolving(monkeypatch, "93.184.216.34")
    with pytest.raises(Refused, match="https"):
        outgoing.call("POST", "http://good.example/")


def test_the_connection_goes_to_the_address_that_was_looked_at(settings, monkeypatch, hotline):
    """The name is asked once; a second answer that leads elsewhere is never heard."""
    port = hotline.server_address[1]
    settings.OUTGOING_HOSTS = [f"hotline.example:{port}"]
    real, asked = socket.getaddrinfo, []

    def found(host, *more, **options):
        if host == "hotline.example":
            asked.append(host)
            host = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return real(host, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", found)
    answer = outgoing.call("POST", f"http://hotline.example:{port}/api/tickets", body=b"{}")
    assert answer.status == 201
    assert asked == ["hotline.example"]
    assert hotline.calls[0][1]["Host"] == f"hotline.example:{port}"


def test_a_redirect_is_an_answer_and_not_followed(hotline):
    with Hotline() as inner:
        hotline.faults[:] = ["redirect"]
        hotline.elsewhere = inner.url
        assert outgoing.call("POST", hotline.url, body=b"{}").status == 302
        assert not inner.calls


def test_slow_and_endless_answers_are_given_up(hotline, monkeypatch):
    monkeypatch.setattr(outgoing, "READ", 0.2)
    hotline.faults[:] = ["slow"]
    with pytest.raises(Failed):
        outgoing.call("POST", hotline.url, body=b"{}")
    monkeypatch.setattr(outgoing, "MOST", 5)
    with pytest.raises(Failed, match="太长"):
        outgoing.call("POST", hotline.url, body=b"{}")


def test_nobody_there_is_worth_another_try(settings):
    settings.OUTGOING_HOSTS, settings.OUTGOING_PRIVATE_NETWORKS = ["127.0.0.1:9"], ["127.0.0.0/8"]
    with pytest.raises(Failed):
        outgoing.call("POST", "http://127.0.0.1:9/")


def test_a_secret_is_stored_sealed_and_opens_under_an_older_key(settings):
    kept = sealing.sealed("geheim")
    assert "geheim" not in kept
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"
    assert sealing.opened(kept) == "geheim"


def test_the_signature_covers_method_path_body_time_and_nonce():
    said = {"method": "POST", "path": "/a?b=1", "body": b"x", "at": 1, "nonce": "n"}
    others = [{"method": "GET"}, {"path": "/a"}, {"body": b"y"}, {"at": 2}, {"nonce": "m"}]
    signed = {sealing.signature("s", **(said | other)) for other in [{}, *others]}
    assert len(signed) == 6
