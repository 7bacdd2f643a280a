"""Calls to partners' servers: listed hosts only, a checked and pinned address, no redirects, short time-outs."""

import ipaddress
import socket
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import urllib3
from django.conf import settings

CONNECT, READ, WHOLE = 5, 10, 20  # seconds
MOST = 1024 * 1024  # bytes of an answer
PORTS = {"http": 80, "https": 443}


class Refused(Exception):
    """This address is not called; the message is a sentence for people."""


class Failed(Exception):
    """No usable answer came; worth another try."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes

    @property
    def good(self):
        return 200 <= self.status < 300

    @property
    def passing(self):
        """Whether the same call may succeed later."""
        return self.status >= 500 or self.status in (408, 425, 429)


@dataclass(frozen=True)
class Target:
    scheme: str
    host: str
    port: int
    path: str  # with query


def target(url):
    """The parts of an address that may be called at all; says why not. Asks no name server."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError as error:
        raise Refused("地址写法不对，请检查。") from error
    if parts.scheme not in PORTS or not parts.hostname or parts.fragment or not url.isascii() or " " in url:
        raise Refused("请填写完整的地址，以 https:// 开头。")
    if parts.username is not None or parts.password is not None:
        raise Refused("地址里不能带账号和密码。")
    host = parts.hostname.lower().rstrip(".")
    if f"{host}:{port}" not in settings.OUTGOING_HOSTS:
        raise Refused(f"{host}:{port} 不在允许对接的主机名单里，请联系系统管理员。")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path)


def address_of(goal):
    """One address of the host, after every address of it has been looked at. Raises Refused, Failed."""
    try:
        found = socket.getaddrinfo(goal.host, goal.port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Failed(f"找不到主机 {goal.host}") from error
    addresses = [ipaddress.ip_address(row[4][0].partition("%")[0]) for row in found]
    inside = [any(a in net for net in _private_allowed() if net.version == a.version) for a in addresses]
    for address, allowed in zip(addresses, inside, strict=True):
        if not (allowed or _is_public(address)):
            raise Refused(f"{goal.host} 指向内部地址，没有发送。")
    if goal.scheme == "http" and not all(inside):
        raise Refused("互联网上的地址必须用 https。")
    return str(addresses[0])


def _private_allowed():
    return [ipaddress.ip_network(one) for one in settings.OUTGOING_PRIVATE_NETWORKS]


def _is_public(address):
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    address = mapped or address
    return address.is_global and not address.is_multicast


def call(method, url, *, body=b"", headers=None):
    """The Answer of one call. Raises Refused (never called) or Failed (no answer, too slow, too long)."""
    goal = target(url)
    address, end = address_of(goal), time.monotonic() + WHOLE
    named = goal.host if goal.port == PORTS[goal.scheme] else f"{goal.host}:{goal.port}"
    try:
        with _pool(goal, address) as pool:
            answer = pool.urlopen(
                method, goal.path, body=body, headers={**(headers or {}), "Host": named}, redirect=False,
                retries=False, preload_content=False,
            )  # fmt: skip
            return Answer(answer.status, _read(answer, end))
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise Failed(type(error).__name__) from error


def _pool(goal, address):
    timeout = urllib3.Timeout(connect=CONNECT, read=READ)
    if goal.scheme == "http":
        return urllib3.HTTPConnectionPool(address, goal.port, timeout=timeout)
    # The name is checked against the certificate, the connection goes to the address looked at.
    return urllib3.HTTPSConnectionPool(
        address, goal.port, timeout=timeout, server_hostname=goal.host, assert_hostname=goal.host,
        cert_reqs="CERT_REQUIRED", ca_certs=settings.OUTGOING_CA or None,
    )  # fmt: skip


def _read(answer, end):
    found = b""
    for chunk in answer.stream(65536):
        found += chunk
        if len(found) > MOST:
            raise Failed("回应太长")
        if time.monotonic() > end:
            raise Failed("回应太慢")
    return found
