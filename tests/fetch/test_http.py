"""The door to the net, against a real server: pages, validators, redirects, codings, faults, limits."""

from __future__ import annotations

import contextlib
import gzip
import os
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest
import zstandard

from feedbot.errors import (
    BadStatus,
    Blocked,
    ConfigError,
    FetchError,
    Forbidden,
    NotAPage,
    RateLimited,
    TooLarge,
    Unreachable,
)
from feedbot.fetch import Fetcher

from .conftest import HTML, TLS, Answering, Site

Make = Callable[..., Fetcher]


def redirect(target: str, status: int = 302, **headers: str) -> Callable[[Answering], None]:
    return lambda x: x.reply(b"", status, Location=target, **headers)


def zlib_raw(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


CODERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=1),
    "zstd": zstandard.compress,
}


# --- pages


def test_a_page_carries_what_the_server_said(site: Site, fetch: Fetcher) -> None:
    url = site.on("/a", ETag='"v1"', Last_Modified="Mon, 02 Nov 2026 08:00:00 GMT")
    page = fetch(url)
    assert (page.url, page.asked, page.status, page.body) == (url, url, 200, HTML)
    assert page.content_type == "text/html; charset=utf-8"
    assert (page.etag, page.last_modified) == ('"v1"', "Mon, 02 Nov 2026 08:00:00 GMT")
    assert page.received == len(HTML)
    assert page.fetched is not None
    assert page.fetched.utcoffset() is not None


def test_feedbot_says_who_it_is(site: Site, fetch: Fetcher) -> None:
    fetch(site.on("/a"))
    asked = dict(site.log)["/a"]
    assert asked["user-agent"].startswith("feedbot/")
    assert "+https://" in asked["user-agent"]
    assert asked["accept-encoding"] == "gzip, deflate, br, zstd"


def test_the_user_agent_of_the_rules_is_sent(site: Site, make_fetcher: Make) -> None:
    make_fetcher(user_agent="paper/2.0 (+https://paper.example/bot)")(site.on("/a"))
    assert site.log[-1][1]["user-agent"] == "paper/2.0 (+https://paper.example/bot)"


def test_the_fragment_is_not_sent_and_odd_spellings_are_mended(site: Site, fetch: Fetcher) -> None:
    site.on("/b%20c")
    assert fetch(f"HTTP://127.0.0.1:{site.port}/a/../b c#top").url == f"{site.origin}/b%20c"


@pytest.mark.parametrize(
    "kind",
    ["application/atom+xml", "application/rss+xml; charset=utf-8", "application/json", "application/feed+json"],
)
def test_feeds_and_json_are_pages_too(site: Site, fetch: Fetcher, kind: str) -> None:
    assert fetch(site.on("/feed", body=b'{"a": 1}', Content_Type=kind)).content_type == kind


def test_one_connection_serves_many_pages(site: Site, fetch: Fetcher) -> None:
    ports = []
    site.on("/a", lambda x: (ports.append(x.client_address), x.reply())[1])
    for _ in range(3):
        fetch(site.origin + "/a")
    assert len(set(ports)) == 1


def test_many_threads_fetch_at_once(site: Site, fetch: Fetcher) -> None:
    pages = [site.on(f"/{n}", body=HTML + str(n).encode()) for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        bodies = [page.body for page in pool.map(fetch, pages)]
    assert bodies == [HTML + str(n).encode() for n in range(40)]
    assert fetch.stats.requests == 41  # robots.txt is asked for once
    assert fetch.stats.received == sum(map(len, bodies))


def test_a_kept_connection_that_the_server_closed_is_replaced(site: Site, fetch: Fetcher) -> None:
    seen = []

    def hang_up_on_the_second(x: Answering) -> None:
        seen.append(x.client_address)
        if len(seen) == 2:
            x.close_connection = True
        else:
            x.reply()

    url = site.on("/a", hang_up_on_the_second)
    fetch(url)
    assert fetch(url).body == HTML
    assert len(seen) == 3


def test_a_first_connection_that_is_cut_is_not_asked_again(site: Site, fetch: Fetcher) -> None:
    site.on("/robots.txt", body=b"", status=404, Connection="close")
    url = site.on("/a", lambda x: x.raw(b""))
    with pytest.raises(Unreachable, match="closed the connection without an answer"):
        fetch(url)
    assert site.asked().count("/a") == 1


# --- validators


def test_validators_are_sent_back_and_304_has_no_body(site: Site, fetch: Fetcher) -> None:
    url = site.on("/a", status=304)
    page = fetch(url, etag='W/"v1"', last_modified="Mon, 02 Nov 2026 08:00:00 GMT")
    assert (page.status, page.body, page.etag) == (304, b"", 'W/"v1"')
    assert site.log[-1][1]["if-none-match"] == 'W/"v1"'
    assert site.log[-1][1]["if-modified-since"] == "Mon, 02 Nov 2026 08:00:00 GMT"
    assert fetch.stats.unchanged == 1


def test_304_to_an_unconditional_request_is_an_error(site: Site, fetch: Fetcher) -> None:
    with pytest.raises(BadStatus) as caught:
        fetch(site.on("/a", status=304))
    assert caught.value.status == 304


def test_a_validator_that_would_break_the_request_is_not_sent(site: Site, fetch: Fetcher) -> None:
    fetch(site.on("/a"), etag='"a\r\nX-Evil: 1"', last_modified="x" * 5000)
    assert not {"if-none-match", "if-modified-since", "x-evil"} & site.log[-1][1].keys()


# --- redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_final_url_is_the_pages(site: Site, fetch: Fetcher, status: int) -> None:
    site.on("/new")
    page = fetch(site.on("/old", redirect("/new", status)))
    assert (page.asked, page.url) == (site.origin + "/old", site.origin + "/new")


def test_a_location_in_utf8_is_understood(site: Site, fetch: Fetcher) -> None:
    site.on("/gr%C3%B6%C3%9Fe")
    url = site.on("/a", lambda x: x.raw("HTTP/1.1 302 Found\r\nLocation: /größe\r\nContent-Length: 0\r\n\r\n".encode()))
    assert fetch(url).url == site.origin + "/gr%C3%B6%C3%9Fe"


def test_five_redirects_are_followed_and_no_sixth(site: Site, fetch: Fetcher) -> None:
    for n in range(6):
        site.on(f"/{n}", redirect(f"/{n + 1}"))
    site.on("/6")
    assert fetch(site.origin + "/1").url == site.origin + "/6"
    with pytest.raises(BadStatus, match="more than 5 redirects"):
        fetch(site.origin + "/0")


def test_a_redirect_in_a_circle_is_seen_at_once(site: Site, fetch: Fetcher) -> None:
    site.on("/a", redirect("/b"))
    site.on("/b", redirect("/a"))
    with pytest.raises(BadStatus, match="circle"):
        fetch(site.origin + "/a")
    assert site.asked() == ["/robots.txt", "/a", "/b"]


def test_a_cookie_wall_is_passed_and_its_cookie_forgotten(site: Site, fetch: Fetcher) -> None:
    def wall(x: Answering) -> None:
        if "seen=1" in x.headers.get("Cookie", ""):
            x.reply()
        else:
            redirect("/a", Set_Cookie="seen=1; Path=/")(x)

    url = site.on("/a", wall)
    assert fetch(url).body == HTML
    fetch(url)
    assert [headers.get("cookie") for path, headers in site.log if path == "/a"] == [None, "seen=1"] * 2


def test_a_cookie_does_not_reach_another_host(site: Site, fetch: Fetcher) -> None:
    site.on("/b")
    target = f"http://localhost:{site.port}/b"
    fetch(site.on("/a", redirect(target, Set_Cookie="secret=1; Path=/")))
    assert "cookie" not in site.log[-1][1]


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "http://me:secret@127.0.0.1/",
        "http://[::bad",
        "",
    ],
)
def test_a_redirect_to_no_plain_web_address_is_refused(site: Site, fetch: Fetcher, target: str) -> None:
    with pytest.raises(Forbidden):
        fetch(site.on("/a", redirect(target)))


def test_a_redirect_to_a_closed_address_is_refused_before_connecting(
    site: Site, other_site: Site, make_fetcher: Make
) -> None:
    fetch = make_fetcher(allow_addresses=(site.end,))
    for target in (other_site.origin, f"http://localhost:{other_site.port}", f"http://2130706433:{other_site.port}"):
        with pytest.raises(Forbidden, match="no public address"):
            fetch(site.on("/a", redirect(target + "/x")))
    assert other_site.log == []


def test_robots_txt_is_asked_at_the_redirects_host_too(site: Site, other_site: Site, fetch: Fetcher) -> None:
    other_site.on("/robots.txt", body=b"User-agent: *\nDisallow: /closed\n")
    other_site.on("/closed")
    with pytest.raises(FetchError, match="forbids"):
        fetch(site.on("/a", redirect(other_site.origin + "/closed")))
    assert other_site.asked() == ["/robots.txt"]


def test_an_error_after_a_redirect_names_the_asked_address_too(site: Site, fetch: Fetcher) -> None:
    url = site.on("/old", redirect("/new"))
    with pytest.raises(BadStatus) as caught:
        fetch(url)
    assert str(caught.value) == f"{url}: leads to {site.origin}/new: answered 404"
    assert caught.value.url == url


# --- codings


@pytest.mark.parametrize("coding", CODERS)
def test_every_coding_that_is_asked_for_is_understood(site: Site, fetch: Fetcher, coding: str) -> None:
    wire = CODERS[coding](HTML * 50)
    page = fetch(site.on("/a", body=wire, Content_Encoding=coding))
    assert (page.body, page.received) == (HTML * 50, len(wire))


def test_deflate_without_its_zlib_envelope_is_understood(site: Site, fetch: Fetcher) -> None:
    assert fetch(site.on("/a", body=zlib_raw(HTML), Content_Encoding="deflate")).body == HTML


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_body_of_several_members_is_read_whole(site: Site, fetch: Fetcher, coding: str) -> None:
    wire = b"".join(CODERS[coding](part) for part in (HTML, b"<p>more", b"<p>and more"))
    assert fetch(site.on("/a", body=wire, Content_Encoding=coding)).body == HTML + b"<p>more<p>and more"


@pytest.mark.parametrize("coding", CODERS)
def test_a_decompression_bomb_is_stopped_at_the_limit(site: Site, make_fetcher: Make, coding: str) -> None:
    bomb = CODERS[coding](HTML + b"\0" * 3_000_000)
    with pytest.raises(TooLarge, match="decompressed"):
        make_fetcher(max_decoded=1_000_000)(site.on("/a", body=bomb, Content_Encoding=coding))


def test_thousands_of_empty_members_cost_nothing(site: Site, fetch: Fetcher) -> None:
    wire = gzip.compress(HTML) + gzip.compress(b"") * 100_000
    assert fetch(site.on("/a", body=wire, Content_Encoding="gzip")).body == HTML


@pytest.mark.parametrize("coding", CODERS)
@pytest.mark.parametrize("fault", ["plain", "cut"])
def test_a_body_that_is_not_what_it_says_is_no_page(site: Site, fetch: Fetcher, coding: str, fault: str) -> None:
    body = HTML if fault == "plain" else CODERS[coding](os.urandom(2000))[:-300]
    with pytest.raises(NotAPage, match=f"no {coding}"):
        fetch(site.on("/a", body=body, Content_Encoding=coding))


@pytest.mark.parametrize("coding", ["gzip, gzip", "br, gzip", "compress", "aes128gcm"])
def test_chained_and_unknown_codings_are_refused(site: Site, fetch: Fetcher, coding: str) -> None:
    with pytest.raises(NotAPage, match="nobody asked for"):
        fetch(site.on("/a", body=gzip.compress(gzip.compress(HTML)), Content_Encoding=coding))


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
    with pytest.raises((TooLarge, Unreachable)):
        make_fetcher(deadline=0.3, robots="ignore")(site.on("/a", drip(head, unit)))
    assert time.monotonic() - started < 5  # ten seconds of drip otherwise


def test_the_deadline_holds_for_all_redirects_together(site: Site, make_fetcher: Make) -> None:
    def slow(x: Answering) -> None:
        time.sleep(0.25)
        redirect("/" + str(int(x.path[1:]) + 1))(x)

    for n in range(5):
        site.on(f"/{n}", slow)
    site.on("/5")
    with pytest.raises((TooLarge, Unreachable)):
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
        with pytest.raises(Unreachable, match="stopping"):
            waiting.result(5)
    stop.set()
    with pytest.raises(Unreachable, match="stopping"):
        fetch(url)


# --- faults


def test_interim_answers_are_skipped(site: Site, fetch: Fetcher) -> None:
    hints = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n"
    url = site.on("/a", lambda x: x.raw(hints + b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<p>yes"))
    assert fetch(url).body == b"<p>yes"


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


# --- statuses


@pytest.mark.parametrize(
    ("status", "retry"), [(401, False), (403, False), (404, False), (410, False), (500, True), (502, True)]
)
def test_an_error_status_is_an_error_and_says_whether_to_try_again(
    site: Site, fetch: Fetcher, status: int, retry: bool
) -> None:
    with pytest.raises(BadStatus, match=f"answered {status}") as caught:
        fetch(site.on("/a", status=status))
    assert (caught.value.status, caught.value.retry) == (status, retry)
    assert caught.value.hint


@pytest.mark.parametrize("status", [202, 204, 206])
def test_a_success_without_the_whole_page_is_an_error(site: Site, fetch: Fetcher, status: int) -> None:
    with pytest.raises(BadStatus):
        fetch(site.on("/a", body=b"" if status == 204 else HTML, status=status))


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_heard_and_the_host_left_alone(site: Site, fetch: Fetcher, status: int) -> None:
    site.on("/b")
    with pytest.raises(RateLimited) as caught:
        fetch(site.on("/a", status=status, Retry_After="3600"))
    assert caught.value.after == 3600
    with pytest.raises(RateLimited) as caught:
        fetch(site.origin + "/b")
    assert 3590 < (caught.value.after or 0) <= 3600
    assert "/b" not in site.asked()


def test_503_without_retry_after_does_not_silence_the_host(site: Site, fetch: Fetcher) -> None:
    with pytest.raises(BadStatus):
        fetch(site.on("/a", status=503))
    assert fetch(site.on("/b")).body == HTML


CHECKS = {
    "header": (403, {"cf-mitigated": "challenge"}, b"<title>Just a moment...</title>"),
    "body": (403, {"Server": "cloudflare"}, b'<script src="/cdn-cgi/challenge-platform/h/b"></script>'),
    "429": (429, {"x-vercel-mitigated": "challenge"}, b""),
    "title": (200, {}, b"<html><head><title>Just a moment...</title></head><h1>Verify you are human</h1>"),
}


@pytest.mark.parametrize(("status", "headers", "body"), CHECKS.values(), ids=CHECKS)
def test_a_robot_check_is_named(site: Site, fetch: Fetcher, status: int, headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(Blocked, match="robot check"):
        fetch(site.on("/a", body=body, status=status, **headers))


def test_an_article_about_robot_checks_is_none(site: Site, fetch: Fetcher) -> None:
    body = b"<title>Just a moment... with the mayor - Town Herald</title><p>cf-turnstile and g-recaptcha explained"
    assert fetch(site.on("/a", body=body, Server="cloudflare")).body == body


# --- what is no page

NO_PAGES = {
    "pdf by type": ("application/pdf", b"%PDF-1.7 ..."),
    "image by type": ("image/jpeg", b"\xff\xd8\xff\xe0"),
    "archive by type": ("application/zip", b"PK\x03\x04"),
    "script by type": ("text/javascript", b"alert(1)"),
    "pdf as html": ("text/html", b"%PDF-1.7 ..."),
    "png as html": ("text/html; charset=utf-8", b"\x89PNG\r\n\x1a\n0000"),
    "zip as html": ("text/html", b"PK\x03\x04...."),
    "video as html": ("text/html", b"\0\0\0\x18ftypmp42"),
    "binary without type": (None, b"\0\1\2\3\4\5"),
    "binary as octets": ("application/octet-stream", b"abc\0\0\0"),
    "empty": ("text/html", b""),
    "blank": ("text/html", b" \r\n "),
}


@pytest.mark.parametrize(("kind", "body"), NO_PAGES.values(), ids=NO_PAGES)
def test_what_is_no_page_is_refused(site: Site, fetch: Fetcher, kind: str, body: bytes) -> None:
    with pytest.raises(NotAPage):
        fetch(site.on("/a", body=body, Content_Type=kind))


@pytest.mark.parametrize("kind", [None, "application/octet-stream", "text/plain", "nonsense", ""])
def test_a_page_with_a_poor_label_is_read(site: Site, fetch: Fetcher, kind: str) -> None:
    assert fetch(site.on("/a", Content_Type=kind)).body == HTML


def test_utf16_is_no_binary_data(site: Site, fetch: Fetcher) -> None:
    body = "<p>über".encode("utf-16")
    assert fetch(site.on("/a", body=body, Content_Type="application/octet-stream")).body == body


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
        with pytest.raises((TooLarge, Unreachable)):
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


@pytest.mark.parametrize("host", ["10.0.0.1", "localhost", "[::1]", "169.254.169.254"])
def test_a_proxy_is_not_asked_for_private_addresses(site: Site, proxied: Fetcher, host: str) -> None:
    with pytest.raises(Forbidden):
        proxied(f"http://{host}/a")
    assert site.log == []
