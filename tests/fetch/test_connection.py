"""Sizes, times and faults of connections, TLS and proxies, against a real server."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from feedbot.errors import ConfigError, Forbidden, Stopped, TooLarge, Unreachable
from feedbot.fetch import Fetcher

from .conftest import HTML, TLS, Answering, Make, Site, redirect

# --- sizes and times


def test_a_told_length_past_the_limit_is_refused_unread(site: Site, make_fetcher: Make) -> None:
    url = site.on("/a", lambda x: x.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\n"))
    with pytest.raises(TooLarge, match="5,000,000,000 bytes"):
        make_fetcher()(url)


@pytest.mark.parametrize(
    "head", [b"Connection: close\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n"], ids=["close", "chunked"]
)
def test_an_endless_body_is_cut_off_at_the_limit(site: Site, make_fetcher: Make, head: bytes) -> None:
    sent = []

    def endless(x: Answering) -> None:
        x.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head)
        piece = b"x" * 65536
        piece = b"10000\r\n" + piece + b"\r\n" if b"chunked" in head else piece
        with contextlib.suppress(OSError):
            while True:
                x.wfile.write(piece)
                sent.append(len(piece))

    with pytest.raises(TooLarge, match="goes on past 1,000,000"):
        make_fetcher(max_wire=1_000_000)(site.on("/a", endless))
    assert sum(sent) < 20_000_000


def drip(head: bytes, unit: bytes) -> Callable[[Answering], None]:
    def route(x: Answering) -> None:
        x.raw(head)
        with contextlib.suppress(OSError):
            for _ in range(500):
                x.wfile.write(unit)
                time.sleep(0.02)

    return route


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["length", "close", "chunked", "header", "interim"],
)
def test_a_dripped_answer_is_given_up_at_the_deadline(site: Site, make_fetcher: Make, head: bytes, unit: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(Unreachable) as caught:
        make_fetcher(deadline=0.3, robots="ignore")(site.on("/a", drip(head, unit)))
    assert caught.value.retry  # a site that is slow today is tried again
    assert time.monotonic() - started < 5  # ten seconds of drip otherwise


def test_the_deadline_holds_for_all_redirects_together(site: Site, make_fetcher: Make) -> None:
    def slow(x: Answering) -> None:
        time.sleep(0.25)
        redirect("/" + str(int(x.path[1:]) + 1))(x)

    for n in range(5):
        site.on(f"/{n}", slow)
    site.on("/5")
    with pytest.raises(Unreachable):
        make_fetcher(deadline=0.6)(site.origin + "/0")


def test_a_server_that_never_answers_is_given_up(site: Site, make_fetcher: Make) -> None:
    stop = threading.Event()
    with pytest.raises(Unreachable, match="stopped answering"):
        make_fetcher(timeout=0.2, robots="ignore")(site.on("/a", lambda x: stop.wait(5)))
    stop.set()


def test_closing_breaks_off_what_is_under_way(site: Site, make_fetcher: Make) -> None:
    fetch = make_fetcher(timeout=30.0, robots="ignore")
    begun, stop = threading.Event(), threading.Event()
    url = site.on("/a", lambda x: (begun.set(), stop.wait(5))[0])
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(fetch, url)
        begun.wait(5)
        fetch.close()
        with pytest.raises(Stopped, match="stopping"):
            waiting.result(5)
    stop.set()
    with pytest.raises(Stopped, match="stopping"):
        fetch(url)


# --- faults


def test_interim_answers_are_skipped(site: Site, fetch: Fetcher) -> None:
    hints = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n"
    url = site.on("/a", lambda x: x.raw(hints + b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<p>yes"))
    assert fetch(url).body == b"<p>yes"


@pytest.mark.parametrize(("number", "read"), [(20, True), (21, False)])
def test_twenty_interim_answers_are_borne(site: Site, make_fetcher: Make, number: int, read: bool) -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\n\r\n" * number
    url = site.on("/a", lambda x: x.raw(hints + b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<p>yes"))
    with contextlib.nullcontext() if read else pytest.raises(Unreachable):
        assert make_fetcher(robots="ignore")(url).body == b"<p>yes"


FAULTS = {
    "shorter than told": (b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + HTML, "broke the page off"),
    "chunks cut": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n",
        "broken body|broke the page off",
    ),
    "chunk garbage": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\nZZ\r\n",
        "broken body|broke the",
    ),
    "negative chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n" + HTML, "negative size"),
    "HTTP/0.9": (HTML, "does not speak HTTP"),
    "bad status": (b"HTTP/1.1 abc\r\n\r\n", "does not speak HTTP"),
    "huge header": (b"HTTP/1.1 200 OK\r\nX-Big: " + b"h" * 1_000_000, "too long"),
    "many headers": (b"HTTP/1.1 200 OK\r\n" + b"X-H: v\r\n" * 20_000 + b"\r\n", "broken answer"),
    "nothing": (b"", "without an answer"),
}


@pytest.mark.parametrize(("data", "what"), FAULTS.values(), ids=FAULTS)
def test_a_broken_answer_is_one_plain_error(site: Site, make_fetcher: Make, data: bytes, what: str) -> None:
    url = site.on("/a", lambda x: x.raw(data))
    with pytest.raises(Unreachable, match=what) as caught:
        make_fetcher(robots="ignore")(url)
    assert str(caught.value).startswith(url)
    assert caught.value.hint
    assert caught.value.retry


def test_a_refused_connection_says_so_and_the_page_is_not_tried_after_robots_txt(
    fetch: Fetcher, dead_port: int
) -> None:
    url = f"http://127.0.0.1:{dead_port}/a"
    for _ in range(3):
        with pytest.raises(Unreachable, match=f"^{url}: refuses the connection"):
            fetch(url)
    assert fetch.stats.requests == 1


def test_connections_that_are_reset_at_once_are_plain_errors(make_fetcher: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def reset() -> None:
            for _ in range(20):
                taken, _address = server.accept()
                taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                taken.close()

        with ThreadPoolExecutor(1) as pool:
            pool.submit(reset)
            fetch = make_fetcher(robots="ignore")
            for _ in range(20):
                with pytest.raises(Unreachable, match="connection"):
                    fetch(f"http://127.0.0.1:{server.getsockname()[1]}/")


def test_a_name_that_does_not_exist_says_so(fetch: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreachable, match="no host has this name"):
        fetch("http://nowhere.example/")


# --- TLS


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch, make_fetcher: Make) -> Callable[[str], Fetcher]:
    def make(bundle: str) -> Fetcher:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS / bundle))
        return make_fetcher()

    return make


def test_a_certificate_from_the_named_bundle_is_trusted(trusting: Callable[[str], Fetcher]) -> None:
    with contextlib.closing(Site("localhost", "good.pem")) as site:
        fetch = trusting("good.pem")
        assert fetch(site.on("/a")).body == HTML
        assert fetch(site.on("/a")).body == HTML


@pytest.mark.parametrize(
    ("certificate", "bundle", "what"),
    [
        ("good.pem", "other.pem", "self-signed"),
        ("expired.pem", "expired.pem", "expired"),
        ("other.pem", "other.pem", "for another host name"),
    ],
)
def test_a_bad_certificate_is_refused_in_plain_words(
    trusting: Callable[[str], Fetcher], certificate: str, bundle: str, what: str
) -> None:
    with contextlib.closing(Site("localhost", certificate)) as site:
        with pytest.raises(Unreachable, match=what):
            trusting(bundle)(site.on("/a"))
        assert site.log == []


def test_https_to_a_plain_server_is_a_tls_error(site: Site, fetch: Fetcher) -> None:
    with pytest.raises(Unreachable, match="TLS"):
        fetch(f"https://127.0.0.1:{site.port}/a")


def test_a_redirect_from_https_stays_on_https(site: Site, trusting: Callable[[str], Fetcher]) -> None:
    with contextlib.closing(Site("localhost", "good.pem")) as secure:
        secure.on("/b")
        url = secure.on("/a", redirect(f"http://localhost:{secure.port}/b"))
        assert trusting("good.pem")(url).url == secure.origin + "/b"


def test_a_dripped_answer_over_tls_is_given_up_too(monkeypatch: pytest.MonkeyPatch, make_fetcher: Make) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS / "good.pem"))
    with contextlib.closing(Site("localhost", "good.pem")) as site:
        url = site.on("/a", drip(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"x"))
        with pytest.raises(Unreachable):
            make_fetcher(deadline=0.5, robots="ignore")(url)


def test_a_missing_bundle_is_a_complaint(monkeypatch: pytest.MonkeyPatch, make_fetcher: Make) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/certificates.pem")
    with pytest.raises(ConfigError, match=r"/nowhere/certificates\.pem"):
        make_fetcher()


# --- a proxy


@pytest.fixture
def proxied(site: Site, monkeypatch: pytest.MonkeyPatch, make_fetcher: Make) -> Fetcher:
    monkeypatch.setenv("http_proxy", site.origin)
    monkeypatch.setenv("no_proxy", "direct.example")
    return make_fetcher(allow_addresses=(), robots="ignore")


def test_the_proxy_of_the_environment_is_used(site: Site, proxied: Fetcher) -> None:
    site.on("http://paper.example/a")
    assert proxied("http://paper.example/a").body == HTML


def test_a_proxy_that_is_not_there_is_no_fault_of_the_site(
    monkeypatch: pytest.MonkeyPatch, make_fetcher: Make, dead_port: int
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{dead_port}")
    with pytest.raises(Unreachable, match=r"^http://paper\.example/a: the proxy fails") as caught:
        make_fetcher(robots="ignore")("http://paper.example/a")
    assert "HTTP_PROXY" in caught.value.hint


@pytest.mark.parametrize("host", ["10.0.0.1", "localhost", "[::1]", "169.254.169.254"])
def test_a_proxy_is_not_asked_for_private_addresses(site: Site, proxied: Fetcher, host: str) -> None:
    with pytest.raises(Forbidden):
        proxied(f"http://{host}/a")
    assert site.log == []
