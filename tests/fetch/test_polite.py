"""Politeness on a clock that only sleeping moves."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from feedbot.errors import RateLimited, Stopped
from feedbot.fetch import Fetcher
from feedbot.fetch.polite import MAX_CRAWL_DELAY, Politeness

from .conftest import FakeClock, Make, Shelf, Site

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
    with pytest.raises(Stopped, match="stopping"), turns(closed=lambda: True).turn(A):
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


def test_a_later_run_does_not_ask_a_host_before_the_time_that_it_named(site: Site, make_fetcher: Make) -> None:
    now = [1e9]
    with pytest.raises(RateLimited):
        make_fetcher(now=lambda: now[0])(site.on("/a", status=503, Retry_After="3600"))
    url, asked = site.on("/b"), len(site.log)
    now[0] += 1800
    with pytest.raises(RateLimited, match=r"503, try again in 1[78]\d\d s") as caught:
        make_fetcher(now=lambda: now[0])(url)
    assert 1700 < (caught.value.after or 0) <= 1800
    assert len(site.log) == asked
    now[0] += 1801
    assert make_fetcher(now=lambda: now[0])(url).status == 200


def test_a_short_silence_is_waited_for_and_not_kept(
    shelf: Shelf, turns: Callable[..., Politeness], ticks: FakeClock
) -> None:
    turns(memory=shelf, now=ticks).hold(A, 429, 4.0)
    assert shelf.silent == {}
    turns(memory=shelf, now=ticks).hold(A, 429, 40.0)
    assert shelf.silent == {"a.example": (429, ticks() + 40.0)}
