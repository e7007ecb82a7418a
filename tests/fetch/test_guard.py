"""What may be connected to: ranges, the allow list, names that answer several addresses or change their mind."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedbot.errors import ConfigError, Forbidden, Unreachable
from feedbot.fetch import Fetcher
from feedbot.fetch.guard import Guard, is_public, split_host, web_address

from .conftest import HTML, Site

NOT_PUBLIC = (
    "0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255",
    "192.0.0.8 192.0.0.170 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1",
    "239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 5f00::1 fc00::1",
    "fd12:3456::1 fe80::1 fe80::1%lo fec0::1 ff02::1",
)
PUBLIC = (
    "1.1.1.1 93.184.215.14 2606:2800:21f:cb07::1 2a00:1450:4001::200e",
    "::ffff:93.184.215.14 64:ff9b::5db8:d70e",
)


@pytest.mark.parametrize("address", " ".join(NOT_PUBLIC).split())
def test_special_ranges_are_closed(address: str) -> None:
    assert not is_public(address)
    assert not Guard().permits(address, 80)


@pytest.mark.parametrize("address", " ".join(PUBLIC).split())
def test_the_public_internet_is_open(address: str) -> None:
    assert Guard().permits(address, 80)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_ipv6_clothes_is_judged_alike(ip: ipaddress.IPv4Address) -> None:
    assert is_public(str(ip)) == is_public(f"::ffff:{ip}") == is_public(f"64:ff9b::{ip}")


ALLOW = [
    ("10.0.0.0/8", "10.1.2.3", 80, True),
    ("10.0.0.0/8", "11.0.0.1", 80, True),  # public anyway
    ("10.0.0.0/8", "192.168.0.1", 80, False),
    ("10.0.0.1/8", "10.1.2.3", 80, True),
    ("127.0.0.1", "127.0.0.1", 8000, True),
    ("127.0.0.1", "127.0.0.2", 8000, False),
    ("127.0.0.1", "::ffff:127.0.0.1", 8000, True),
    ("127.0.0.1:8000", "127.0.0.1", 8000, True),
    ("127.0.0.1:8000", "127.0.0.1", 8001, False),
    ("127.0.0.1:8000", "::1", 8000, False),
    ("[::1]:8000", "::1", 8000, True),
    ("[0:0::1]:8000", "::1", 8000, True),
    ("::1", "::1", 8000, True),
    ("fd00::/8", "fd12::1", 80, True),
]


@pytest.mark.parametrize(("item", "address", "port", "permitted"), ALLOW)
def test_the_allow_list_opens_what_it_names_and_no_more(item: str, address: str, port: int, permitted: bool) -> None:
    assert Guard([item]).permits(address, port) is permitted


def test_a_name_with_its_port_can_be_opened() -> None:
    guard = Guard(["NAS.local:8080"])
    assert guard.permits("192.168.1.9", 8080, "nas.local")
    assert not guard.permits("192.168.1.9", 80, "nas.local")
    assert not guard.permits("192.168.1.9", 8080, "other.local")


def test_every_item_that_is_none_is_told() -> None:
    with pytest.raises(ConfigError) as caught:
        Guard(["10.0.0.0/8", "10.0.0.0/99", "localhost", "a:b", "127.0.0.1:99999", ""])
    assert len(caught.value.complaints) == 5


ODD = [
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://[::ffff:7f00:1]/",
    "http://①②⑦.0.0.1/",
]


@pytest.mark.parametrize("url", ODD)
def test_odd_spellings_of_loopback_are_refused(make_fetcher: Callable[..., Fetcher], url: str) -> None:
    with pytest.raises(Forbidden, match="no public address"):
        make_fetcher(allow_addresses=())(url)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/", "gopher://a/", "/a", "", "http://", "http://a:99999/"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(Forbidden):
        web_address(url)


def test_a_refusal_does_not_repeat_the_password() -> None:
    with pytest.raises(Forbidden) as caught:
        web_address("https://me:secret@a.example/")
    assert "secret" not in str(caught.value)


def test_a_very_long_address_is_refused_shortly() -> None:
    with pytest.raises(Forbidden) as caught:
        web_address("https://a.example/" + "x" * 100_000)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    ("url", "end"),
    [
        ("https://a.example/x:1", ("a.example", 443)),
        ("http://a.example:8080/", ("a.example", 8080)),
        ("http://[::1]/", ("::1", 80)),
        ("http://[::1]:81/", ("::1", 81)),
    ],
)
def test_host_and_port_of_a_url(url: str, end: tuple[str, int]) -> None:
    assert split_host(url) == end


class Names:
    """A resolver that gives each name the next of its answers, and the last one from then on."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = {name.replace("_", "."): left for name, left in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, *args: object, **kwargs: object) -> list[tuple[object, ...]]:
        self.asked.append(host)
        answers = self.answers[host]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        families = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(families[":" in a], socket.SOCK_STREAM, 6, "", (a, port)) for a in addresses]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Names]:
    def install(**answers: list[list[str]]) -> Names:
        names = Names(**answers)
        monkeypatch.setattr(socket, "getaddrinfo", names)
        return names

    return install


def test_a_name_that_changes_its_mind_is_refused(
    site: Site, make_fetcher: Callable[..., Fetcher], names: Callable[..., Names]
) -> None:
    """Rebinding: what was checked is what is connected to, at every single connection."""
    asked = names(rebind_example=[["127.0.0.2"], ["127.0.0.1"]])
    with pytest.raises(Unreachable):  # 127.0.0.2 is open here, but nobody listens: the server is on 127.0.0.1 only
        make_fetcher(allow_addresses=("127.0.0.2",), robots="ignore")(f"http://rebind.example:{site.port}/a")
    with pytest.raises(Forbidden):
        make_fetcher(allow_addresses=("127.0.0.2",), robots="ignore")(f"http://rebind.example:{site.port}/a")
    assert asked.asked == ["rebind.example"] * 2
    assert site.log == []


def test_only_the_permitted_addresses_of_a_name_are_tried(
    site: Site, make_fetcher: Callable[..., Fetcher], names: Callable[..., Names]
) -> None:
    names(mixed_example=[["10.0.0.1", "::1", "127.0.0.1"]])
    site.on("/a")
    assert make_fetcher(allow_addresses=(site.end,))(f"http://mixed.example:{site.port}/a").body == HTML


def test_the_next_address_is_tried_when_one_refuses(
    site: Site, make_fetcher: Callable[..., Fetcher], names: Callable[..., Names]
) -> None:
    names(two_example=[["127.0.0.3", "127.0.0.1"]])
    site.on("/a")
    assert make_fetcher()(f"http://two.example:{site.port}/a").body == HTML


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as sock:
            sock.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_ipv6_works_where_it_is_opened(make_fetcher: Callable[..., Fetcher]) -> None:
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as sock:
        sock.bind(("::1", 0))
        port = sock.getsockname()[1]
    with pytest.raises(Unreachable, match="refuses"):
        make_fetcher(allow_addresses=(f"[::1]:{port}",))(f"http://[::1]:{port}/")
    with pytest.raises(Forbidden):
        make_fetcher()(f"http://[::1]:{port}/")
