"""The door to the net, against a real server: pages, validators, redirects."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from feedbot.errors import BadStatus, FetchError, Forbidden, Unreachable
from feedbot.fetch import Fetcher

from .conftest import HTML, Answering, Make, Site, redirect

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
    assert len(site.asked()) == 41  # robots.txt is asked for once


def test_each_thread_counts_what_it_sends_redirects_and_robots_txt_among_it(site: Site, fetch: Fetcher) -> None:
    site.on("/old", status=302, location="/new")
    site.on("/new", body=HTML)
    with ThreadPoolExecutor(1) as other:
        other.submit(fetch, site.origin + "/old").result()
        assert other.submit(lambda: fetch.stats.requests).result() == len(site.asked()) == 3
        assert other.submit(lambda: fetch.stats.received).result() >= len(HTML)
    assert fetch.stats.requests == 0


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
    ],
)
def test_a_redirect_to_no_plain_web_address_is_refused(site: Site, fetch: Fetcher, target: str) -> None:
    with pytest.raises(Forbidden):
        fetch(site.on("/a", redirect(target)))


@pytest.mark.parametrize("location", [{}, {"Location": ""}, {"Location": "  "}])
def test_a_redirect_that_says_not_where_is_a_fault_of_the_site(
    site: Site, fetch: Fetcher, location: dict[str, str]
) -> None:
    url = site.on("/a", lambda x: x.reply(b"", 302, **location))
    with pytest.raises(BadStatus, match=r"/a: redirects without saying where \(302\)") as caught:
        fetch(url)
    assert (caught.value.retry, "fault" in caught.value.hint) == (False, True)


def test_a_redirect_to_a_closed_address_is_refused_before_connecting(
    site: Site, other_site: Site, make_fetcher: Make
) -> None:
    fetch = make_fetcher(allow_addresses=(site.end,))
    for target in (other_site.origin, f"http://localhost:{other_site.port}", f"http://2130706433:{other_site.port}"):
        with pytest.raises(Forbidden, match="no public address") as caught:
            fetch(site.on("/a", redirect(target + "/x")))
        assert "allow_addresses" not in caught.value.hint  # the site would choose what its readers open
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
