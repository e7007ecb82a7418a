"""Which answers are pages: statuses, robot checks, content types, magic bytes, Retry-After."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from feedbot.errors import BadStatus, Blocked, NotAPage, RateLimited
from feedbot.fetch import Fetcher
from feedbot.fetch.answers import retry_after

from .conftest import HTML, Site

HOUR = 3600.0


# --- statuses


@pytest.mark.parametrize(
    ("status", "retry"), [(401, False), (404, False), (410, False), (418, False), (500, True), (502, True)]
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


# --- Retry-After


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose clock is not set to UTC."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "XXX-9")
        time.tzset()
        yield
    time.tzset()


RETRY_AFTER = [
    ("120", 120.0),
    (" 5 ", 5.0),
    ("0", 1.0),
    ("999999999999999999999", 24 * HOUR),
    ("Thu, 01 Jan 1970 01:00:00 GMT", HOUR),
    ("Thursday, 01-Jan-70 01:00:00 GMT", HOUR),
    ("Thu Jan  1 01:00:00 1970", HOUR),
    ("Wed, 31 Dec 1969 23:00:00 GMT", 1.0),
    ("Fri, 01 Jan 2100 00:00:00 GMT", 24 * HOUR),
    ("", None),
    ("soon", None),
    ("-5", None),
    ("1.5", None),
    ("Thu, 99 Jan 1970 99:00:00 GMT", None),
]


@pytest.mark.parametrize(("value", "seconds"), RETRY_AFTER)
@pytest.mark.usefixtures("far_east")
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str, seconds: float | None) -> None:
    assert retry_after(value, 0.0) == seconds
