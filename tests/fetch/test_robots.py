"""robots.txt against a real server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from feedbot.errors import Disallowed, RateLimited, Stopped, Unreachable
from feedbot.fetch import Fetcher

from .conftest import HTML, Answering, FakeClock, Make, Shelf, Site, redirect

HOUR = 3600.0


def robots(site: Site, text: str, **reply: object) -> None:
    site.on("/robots.txt", body=text.encode(), Content_Type="text/plain", **reply)


def test_what_robots_txt_forbids_is_not_asked_for(site: Site, fetch: Fetcher) -> None:
    robots(site, "User-agent: *\nDisallow: /private/\nAllow: /private/open\n")
    site.on("/private/open")
    with pytest.raises(Disallowed, match="forbids"):
        fetch(site.on("/private/a"))
    assert fetch(site.origin + "/private/open").body == HTML
    assert "/private/a" not in site.asked()


def test_the_group_for_feedbot_comes_before_the_one_for_all(site: Site, fetch: Fetcher) -> None:
    robots(site, "User-agent: *\nDisallow: /\n\nUser-agent: FeedBot\nDisallow: /no\n")
    assert fetch(site.on("/a")).body == HTML
    with pytest.raises(Disallowed):
        fetch(site.on("/no"))


@pytest.mark.parametrize(
    ("agent", "group", "obeys"),
    [
        ("", "github", False),  # part of the address of feedbot's makers
        ("", "feedbot/0.1 (+https://github.com/feedbot/feedbot)", True),  # as a log shows it
        ("", "feedbot/99", True),
        ("", "bot", False),
        ("my own reader", "my own reader", True),
        ("Mozilla/5.0 (compatible; paper/2.0; ann@news.example)", "paper", True),
        ("Mozilla/5.0 (compatible; paper/2.0; ann@news.example)", "news", False),
    ],
)
def test_a_group_is_for_the_name_of_an_agent(
    site: Site, make_fetcher: Make, agent: str, group: str, obeys: bool
) -> None:
    robots(site, f"User-agent: {group}\nDisallow: /\n")
    fetch, url = make_fetcher(user_agent=agent), site.on("/a")
    if obeys:
        with pytest.raises(Disallowed):
            fetch(url)
    else:
        assert fetch(url).body == HTML


def test_robots_txt_can_be_ignored(site: Site, make_fetcher: Make) -> None:
    robots(site, "User-agent: *\nDisallow: /\n")
    make_fetcher(robots="ignore")(site.on("/a"))
    assert site.asked() == ["/a"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_robots_txt_allows_everything(site: Site, fetch: Fetcher, status: int) -> None:
    site.on("/robots.txt", status=status, body=b"User-agent: *\nDisallow: /\n")
    assert fetch(site.on("/a")).body == HTML


def test_a_broken_robots_txt_forbids_everything_for_ten_minutes(site: Site, make_fetcher: Make) -> None:
    now = [1e9]
    fetch = make_fetcher(now=lambda: now[0])
    site.on("/robots.txt", status=503)
    url = site.on("/a")
    for _ in range(3):
        with pytest.raises(Disallowed, match=r"robots\.txt answered 503") as caught:
            fetch(url)
    assert caught.value.retry
    assert caught.value.after == 600.0
    robots(site, "")
    now[0] += 601
    assert fetch(url).body == HTML
    assert site.asked() == ["/robots.txt", "/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("route", "said"),
    [
        (lambda x: x.reply(b"User-agent: *\nDisallow:\n", Content_Encoding="gzip"), "has a body that is no gzip"),
        (lambda x: x.reply(b"User-agent: *\nDisallow:\n", Content_Encoding="aes128gcm"), "nobody asked for"),
        (redirect("http://10.0.0.1/robots.txt"), "leads to http://10.0.0.1/robots.txt: 10.0.0.1 is no public"),
        (redirect("ftp://a.example/robots.txt"), "redirects to 'ftp://a.example/robots.txt'"),
    ],
)
def test_a_robots_txt_that_cannot_be_read_forbids_for_now_and_is_named(
    site: Site, make_fetcher: Make, route: Callable[[Answering], None], said: str
) -> None:
    now = [1e9]
    fetch = make_fetcher(now=lambda: now[0])
    site.on("/robots.txt", route)
    url = site.on("/a")
    with pytest.raises(Disallowed, match=rf"robots\.txt .*{said}") as caught:
        fetch(url)
    assert (caught.value.retry, caught.value.after) == (True, 600.0)
    robots(site, "")
    now[0] += 601
    assert fetch(url).body == HTML


def test_a_robots_txt_that_never_ends_is_tried_again_soon(site: Site, make_fetcher: Make) -> None:
    stop = threading.Event()
    now = [1e9]
    fetch = make_fetcher(deadline=0.3, now=lambda: now[0])
    site.on("/robots.txt", lambda x: stop.wait(5))
    url = site.on("/a")
    said = rf"/a: {site.origin}/robots\.txt: .+; the site is left alone for now"
    with pytest.raises(Unreachable, match=said) as caught:
        fetch(url)
    stop.set()
    assert caught.value.retry
    robots(site, "")
    now[0] += 61
    assert fetch(url).body == HTML


def test_a_robot_check_in_place_of_robots_txt_is_no_rule(site: Site, fetch: Fetcher) -> None:
    site.on("/robots.txt", status=403, body=b"/cdn-cgi/challenge-platform/", cf_mitigated="challenge")
    assert fetch(site.on("/a")).body == HTML


def test_429_to_robots_txt_is_heard(site: Site, fetch: Fetcher) -> None:
    site.on("/robots.txt", status=429, Retry_After="50")
    with pytest.raises(RateLimited) as caught:
        fetch(site.on("/a"))
    assert 49 < (caught.value.after or 0) <= 50
    assert site.asked() == ["/robots.txt"]


def test_an_old_copy_stands_in_for_a_broken_robots_txt(site: Site, shelf: Shelf, make_fetcher: Make) -> None:
    now = 1e9
    shelf[site.end] = ("User-agent: *\nDisallow: /no\n", now - 48 * HOUR)
    site.on("/robots.txt", status=500)
    fetch = make_fetcher(now=lambda: now)
    assert fetch(site.on("/a")).body == HTML
    with pytest.raises(Disallowed, match="forbids"):
        fetch(site.on("/no"))
    shelf[site.end] = ("", now - 31 * 24 * HOUR)
    with pytest.raises(Disallowed, match="answered 500"):
        make_fetcher(now=lambda: now)(site.on("/a"))


def test_robots_txt_is_kept_for_a_day(site: Site, shelf: Shelf, make_fetcher: Make) -> None:
    now = [1e9]
    robots(site, "User-agent: *\nDisallow: /no\n")
    url = site.on("/a")
    for _ in range(2):  # the second fetcher is another run
        make_fetcher(now=lambda: now[0])(url)
        now[0] += 12 * HOUR - 1
    assert site.asked() == ["/robots.txt", "/a", "/a"]
    assert shelf[site.end] == ("User-agent: *\nDisallow: /no\n", 1e9)
    now[0] += 2
    make_fetcher(now=lambda: now[0])(url)
    assert site.asked().count("/robots.txt") == 2


def test_a_copy_from_the_future_is_not_believed(site: Site, shelf: Shelf, make_fetcher: Make) -> None:
    shelf[site.end] = ("User-agent: *\nDisallow: /\n", 2e9)
    assert make_fetcher(now=lambda: 1e9)(site.on("/a")).body == HTML


def test_robots_txt_is_asked_for_once_however_many_threads_want_it(site: Site, fetch: Fetcher) -> None:
    def slow(x: Answering) -> None:
        time.sleep(0.1)
        x.reply(b"")

    site.on("/robots.txt", slow)
    url = site.on("/a")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(fetch, [url] * 16))
    assert site.asked().count("/robots.txt") == 1


def test_robots_txt_may_be_elsewhere(site: Site, other_site: Site, fetch: Fetcher) -> None:
    robots(other_site, "User-agent: *\nDisallow: /no\n")
    site.on("/robots.txt", lambda x: x.reply(b"", 301, Location=other_site.origin + "/robots.txt"))
    with pytest.raises(Disallowed):
        fetch(site.on("/no"))


def test_a_robots_txt_that_redirects_without_end_is_none(site: Site, fetch: Fetcher) -> None:
    site.on("/robots.txt", lambda x: x.reply(b"", 302, Location="/robots.txt"))
    assert fetch(site.on("/a")).body == HTML


def test_a_huge_robots_txt_counts_as_far_as_it_is_read(site: Site, shelf: Shelf, fetch: Fetcher) -> None:
    lines = "Disallow: /private/0123456789/\n" * 70_000
    robots(site, "User-agent: *\nDisallow: /no\n" + lines)
    assert fetch(site.on("/a")).body == HTML
    with pytest.raises(Disallowed):
        fetch(site.on("/no"))
    kept = shelf[site.end][0]
    assert 500 * 1024 < len(kept) <= 512 * 1024
    assert kept.endswith("Disallow: /private/0123456789/")


def test_a_robots_txt_of_garbage_allows_everything(site: Site, fetch: Fetcher) -> None:
    site.on("/robots.txt", body=bytes(range(256)) * 100)
    assert fetch(site.on("/a")).body == HTML


def test_the_crawl_delay_of_robots_txt_is_kept(site: Site, ticks: FakeClock, make_fetcher: Make) -> None:
    robots(site, "User-agent: *\nCrawl-delay: 3\n")
    fetch = make_fetcher(clock=ticks, sleep=ticks.sleep)
    for n in range(3):
        fetch(site.on(f"/{n}"))
    assert ticks.naps == [3.0, 3.0]


def test_the_pause_of_the_rules_is_kept(site: Site, ticks: FakeClock, make_fetcher: Make) -> None:
    fetch = make_fetcher(pause=2.0, clock=ticks, sleep=ticks.sleep)
    for n in range(2):
        fetch(site.on(f"/{n}"))
    assert ticks.naps == [2.0, 2.0]  # robots.txt is a request as well


def test_closing_wakes_who_waits_for_a_turn(site: Site, make_fetcher: Make) -> None:
    fetch = make_fetcher(pause=60.0)
    url = site.on("/a")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(fetch, url)
        while not site.log:
            time.sleep(0.01)
        fetch.close()
        with pytest.raises(Stopped, match="stopping"):
            waiting.result(5)
