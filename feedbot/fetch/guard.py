"""What may be connected to: checked on the very address of the connection, so no second look-up can change it."""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from feedbot import urls
from feedbot.errors import ConfigError, Forbidden

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network
SocketAddress = tuple[int, Any]  # family, and what socket.connect takes for it

MAX_URL = 8000  # characters; RFC 9110 section 4.1 asks for support of at least 8,000 octets

# Special ranges that Python 3.11's `is_global` lets through (IANA special-purpose registries, RFC 6890 and later).
_NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",  # protocol assignments
            "192.88.99.0/24",  # 6to4 relays, RFC 7526
            "64:ff9b:1::/48",  # local-use translation, RFC 8215
            "2001::/23",  # protocol assignments: Teredo, ORCHID
            "2002::/16",  # 6to4: carries any IPv4 address
            "3fff::/20",  # documentation, RFC 9637
            "5f00::/16",  # segment routing, RFC 9602
            "fec0::/10",  # site-local, RFC 3879
        ),
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address that is reached
_HOST_PORT = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\s:/\[\]]+)):(\d{1,5})")
_CREDENTIALS = re.compile(r"(https?://)[^/?#]*@", re.I)
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")


def web_address(url: str) -> str:
    """The URL as a browser would send it, without fragment; Forbidden unless it is plain http or https."""
    normal = urls.absolute(url, url)
    if not normal:
        scheme = _SCHEME.match(url)
        what = f"{scheme[1]}: is no scheme that is fetched" if scheme else "is no absolute web address"
        raise Forbidden(url[:200], what, hint="only http:// and https:// addresses are fetched")
    if len(normal) > MAX_URL:
        raise Forbidden(
            normal[:200], f"the address is {len(normal)} characters long", hint=f"at most {MAX_URL} are sent"
        )
    if _CREDENTIALS.match(normal):
        raise Forbidden(_CREDENTIALS.sub(r"\1…@", normal), "names a user in the address", hint="leave it out")
    return normal.partition("#")[0]


def split_host(url: str) -> tuple[str, int]:
    """Host without brackets, and port, of a URL that `web_address` gave.

    >>> split_host("https://[::1]/a"), split_host("http://example.org:8080/")
    (('::1', 443), ('example.org', 8080))
    """
    scheme, host, *_ = urls.parts(url)
    name, colon, port = host.rpartition(":")
    if not colon or port.endswith("]"):
        name, port = host, "443" if scheme == "https" else "80"
    return name.strip("[]").lower(), int(port)


def _embedded(address: IPAddress) -> IPAddress:
    """The IPv4 address that an IPv6 address stands for (mapped, or behind NAT64), else the address itself."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


@lru_cache(maxsize=4096)
def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("64:ff9b::a00:1")
    (True, False, False, False)
    """
    ip = _embedded(ipaddress.ip_address(address))
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _NOT_PUBLIC)


class Guard:
    """Public addresses, and what `allow` opens beside them: networks, addresses, `host:port`."""

    def __init__(self, allow: Iterable[str] = ()) -> None:
        self._networks: list[IPNetwork] = []
        self._ends: set[tuple[str, int]] = set()  # (address or host name, port)
        complaints = [f"fetch.allow_addresses: {item!r} is none" for item in allow if not self._open(item.strip())]
        if complaints:
            raise ConfigError(
                complaints, hint="a network (10.0.0.0/8), an address (::1), or host:port (127.0.0.1:8000)"
            )

    def _open(self, item: str) -> bool:
        try:
            self._networks.append(ipaddress.ip_network(item, strict=False))
        except ValueError:
            end = _HOST_PORT.fullmatch(item)
            if not end or not 0 < int(end[3]) < 65536:
                return False
            self._ends.add((_spelling(end[1] or end[2]), int(end[3])))
        return True

    def permits(self, address: str, port: int, host: str = "") -> bool:
        """Whether this IP address may be connected to on this port, reached by the name `host`."""
        if is_public(address):
            return True
        ip = _embedded(ipaddress.ip_address(address))
        if any(ip in network for network in self._networks):
            return True
        return (str(ip), port) in self._ends or (host.lower(), port) in self._ends

    def resolve(self, url: str, host: str, port: int) -> list[SocketAddress]:
        """The addresses of `host` that may be connected to, in the resolver's order; Forbidden if there is none."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        permitted: list[SocketAddress] = [
            (entry[0], entry[4]) for entry in found if self.permits(str(entry[4][0]), port, host)
        ]
        if not permitted:
            self._refuse(url, host, str(found[0][4][0]), port)
        return permitted

    def check_name(self, url: str, host: str, port: int) -> None:
        """The check for a host that a proxy will resolve: addresses written as such, and this machine's own name."""
        address = "127.0.0.1" if host == "localhost" or host.endswith(".localhost") else host
        try:
            permitted = self.permits(address, port, host)
        except ValueError:  # a name: what it stands for is the proxy's to know
            return
        if not permitted:
            self._refuse(url, host, address, port)

    def connect(self, url: str, host: str, port: int, timeout: float) -> socket.socket:
        """A TCP connection to the first permitted address that answers; `timeout` seconds for all of them together."""
        until = time.monotonic() + timeout
        addresses = self.resolve(url, host, port)
        error: OSError = OSError("no address")
        for left, (family, where) in zip(range(len(addresses), 0, -1), addresses, strict=True):
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.settimeout(max(0.1, (until - time.monotonic()) / left))
                sock.connect(where)
            except OSError as failed:
                sock.close()
                error = failed
            else:
                return sock
        raise error

    def _refuse(self, url: str, host: str, address: str, port: int) -> None:
        shown = f"[{address}]" if ":" in address else address
        what = address if _spelling(host) == address else f"{host} is {address}, which"
        hint = f'`fetch: {{allow_addresses: ["{shown}:{port}"]}}` in config.yaml opens it'
        raise Forbidden(url, f"{what} is no public address", hint=hint)


def _spelling(host: str) -> str:
    """One spelling for each address; a name in lower case."""
    bare = host.strip("[]").lower()
    try:
        return str(_embedded(ipaddress.ip_address(bare)))
    except ValueError:
        return bare
