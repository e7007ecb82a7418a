"""Politeness on a clock that only sleeping moves; robots.txt against a real server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from feedbot.errors import Disallowed, RateLimited, Unreachable
from feedbot.fetch import Fetcher
from feedbot.fetch.answers import retry_after
from feedbot.fetch.polite import MAX_CRAWL_DELAY, Politeness

from .conftest import HTML, Answering, FakeClock, Shelf, Site

Make = Callable[..., Fetcher]
HOUR = 3600.0
A, B = "http://a.example/1", "http://b.example/1"


@pytest.fixture
def turns(ticks: FakeClock) -> Callable[..., Politeness]:
    return lambda **given: Politeness(**{"per_host": 2, "pause": 1.0, "clock": ticks, "sleep": ticks.sleep, **given})


# --- pauses


def test_starts_at_one_host_are_a_pause_apart(turns: Callable[..., Politeness], ticks: FakeClock) -> None:
    polite = turns()
    starts = []
    for _ in range(3):
        with polite.turn(A):
            starts.append(ticks())
    assert [start - starts[0] for start in starts] == [0.0, 1.0, 2.0]


def test_time_that_passed_anyway_is_not_waited_again(turns: Callable[..., Politeness], ticks: FakeClock) -> None:
    polite = turns()
    with polite.turn(A):
        ticks.time += 0.75
    with polite.turn(A):
        ticks.time += 5
    with polite.turn(A):
        pass
    assert ticks.naps == [0.25]


def test_another_host_does_not_wait(turns: Callable[..., Politeness], ticks: FakeClock) -> None:
    polite = turns()
    for url in (A, B, "http://a.example:8080/1"):
        with polite.turn(url):
            pass
    assert ticks.naps == []


def test_no_pause_costs_no_sleep(turns: Callable[..., Politeness], ticks: FakeClock) -> None:
    polite = turns(pause=0.0)
    for _ in range(5):
        with polite.turn(A):
            pass
    assert ticks.naps == []


def test_crawl_delay_makes_the_pause_longer_within_reason(turns: Callable[..., Politeness], ticks: FakeClock) -> None:
    polite = turns()
    for delay in (3.0, 0.5, 86400.0):
        with polite.turn(A, delay):
            pass
    with polite.turn(A):
        pass
    assert ticks.naps == [3.0, 1.0, MAX_CRAWL_DELAY]


def test_no_more_than_per_host_requests_are_under_way(turns: Callable[..., Politeness]) -> None:
    polite = turns(pause=0.0)
    under_way, most = [], []
    lock = threading.Lock()

    def work(n: int) -> None:
        with polite.turn(A):
            with lock:
                under_way.append(n)
                most.append(len(under_way))
            time.sleep(0.005)
            with lock:
                under_way.remove(n)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(24)))
    assert max(most) == 2


def test_a_busy_host_does_not_hold_up_another(turns: Callable[..., Politeness]) -> None:
    polite = turns(per_host=1, pause=0.0)
    with polite.turn(A), polite.turn(B):
        pass


def test_a_failure_gives_the_slot_back(turns: Callable[..., Politeness]) -> None:
    polite = turns(per_host=1, pause=0.0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), polite.turn(A):
            raise ZeroDivisionError


# --- silence


def test_a_silenced_host_fails_at_once_until_its_time_is_over(
    turns: Callable[..., Politeness], ticks: FakeClock
) -> None:
    polite = turns()
    polite.hold(A, 503, 120.0)
    with pytest.raises(RateLimited, match="503, try again in 120 s") as caught, polite.turn(A):
        pass
    assert caught.value.after == 120.0
    with polite.turn(B):
        pass
    ticks.time += 121
    with polite.turn(A):
        pass
    assert ticks.naps == []


def test_a_short_silence_is_waited_for(turns: Callable[..., Politeness], ticks: FakeClock) -> None:
    polite = turns()
    polite.hold(A, 429, 4.0)
    with polite.turn(A):
        pass
    assert ticks.naps == [4.0]


def test_who_waited_while_silence_was_asked_for_is_told(turns: Callable[..., Politeness], ticks: FakeClock) -> None:
    polite = turns(sleep=lambda seconds: polite.hold(A, 429, 600.0))
    with polite.turn(A):
        pass
    with pytest.raises(RateLimited), polite.turn(A):
        pass


def test_who_waits_while_the_fetcher_closes_is_told(turns: Callable[..., Politeness]) -> None:
    with pytest.raises(Unreachable, match="stopping"), turns(closed=lambda: True).turn(A):
        pass


def test_hosts_that_are_idle_are_forgotten(turns: Callable[..., Politeness], ticks: FakeClock) -> None:
    polite = turns()
    polite.hold(A, 429, 1e6)
    for n in range(5_000):
        ticks.time += 2
        with polite.turn(f"http://{n}.example/"):
            pass
    assert len(polite._hosts) <= 4096
    with pytest.raises(RateLimited), polite.turn(A):
        pass


RETRY_AFTER = [
    ("120", 120.0),
    (" 5 ", 5.0),
    ("0", 1.0),
    ("999999999999999999999", 24 * HOUR),
    ("Thu, 01 Jan 1970 01:00:00 GMT", HOUR),
    ("Thursday, 01-Jan-70 01:00:00 GMT", HOUR),
    ("Wed, 31 Dec 1969 23:00:00 GMT", 1.0),
    ("Fri, 01 Jan 2100 00:00:00 GMT", 24 * HOUR),
    ("", None),
    ("soon", None),
    ("-5", None),
    ("1.5", None),
    ("Thu, 99 Jan 1970 99:00:00 GMT", None),
]


@pytest.mark.parametrize(("value", "seconds"), RETRY_AFTER)
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str, seconds: float | None) -> None:
    assert retry_after(value, 0.0) == seconds


def test_429_without_retry_after_is_a_minute_of_silence(site: Site, fetch: Fetcher) -> None:
    with pytest.raises(RateLimited) as caught:
        fetch(site.on("/a", status=429))
    assert caught.value.after == 60.0


def test_the_silence_of_one_page_stops_the_threads_that_wait(site: Site, make_fetcher: Make) -> None:
    fetch = make_fetcher(per_host=1)
    urls = [site.on(f"/{n}", status=503, Retry_After="100") for n in range(10)]

    def outcome(url: str) -> str:
        try:
            return str(fetch(url).status)
        except RateLimited:
            return "limited"

    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(outcome, urls)) == ["limited"] * 10
    assert len(site.log) == 2  # robots.txt and one page


# --- robots.txt


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
        with pytest.raises(Unreachable, match="stopping"):
            waiting.result(5)
