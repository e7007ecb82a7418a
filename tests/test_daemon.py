from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feedbot.daemon import next_due, trigger
from feedbot.demo import DemoSite, config_for
from feedbot.model import Section, Source

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PLAIN = Source("plain", (Section("https://example.org/"),), every=1800)
NIGHTLY = Source("nightly", (Section("https://example.org/"),), cron="30 6 * * *", zone="America/New_York")


def test_a_source_that_never_ran_is_due_now() -> None:
    assert next_due(PLAIN, None, NOW) == NOW


def test_a_source_is_due_its_interval_after_the_last_run() -> None:
    assert next_due(PLAIN, NOW - timedelta(minutes=10), NOW) == NOW + timedelta(minutes=20)


def test_a_source_that_is_overdue_is_due_now_and_once() -> None:
    assert next_due(PLAIN, NOW - timedelta(days=3), NOW) == NOW


def test_a_crontab_line_counts_in_its_time_zone() -> None:
    assert next_due(NIGHTLY, NOW - timedelta(minutes=5), NOW) == datetime(2026, 11, 21, 11, 30, tzinfo=UTC)
    assert next_due(NIGHTLY, NOW - timedelta(hours=2), NOW) == NOW


def test_a_crontab_line_does_not_fire_at_the_start() -> None:
    assert next_due(NIGHTLY, None, NOW) == datetime(2026, 11, 20, 11, 30, tzinfo=UTC) + timedelta(days=1)


@pytest.mark.parametrize(
    ("cron", "days"),
    [
        ("0 6 1 * mon", [(11, 23), (11, 30), (12, 1), (12, 7)]),  # crontab(5): either of the two
        ("0 6 * * mon", [(11, 23), (11, 30), (12, 7), (12, 14)]),
        ("0 6 1 * *", [(12, 1), (1, 1), (2, 1), (3, 1)]),
        ("0 6 30 11 mon", [(11, 23), (11, 30), (11, 1), (11, 8)]),  # once, where both hold
    ],
)
def test_a_crontab_line_with_days_of_month_and_week_means_either(cron: str, days: list[tuple[int, int]]) -> None:
    times, fires = trigger(Source("s", PLAIN.sections, cron=cron)), [NOW]
    for _ in days:
        fires.append(times.get_next_fire_time(fires[-1], fires[-1] + timedelta(seconds=1)))
    assert [(fire.month, fire.day) for fire in fires[1:]] == days


def test_short_intervals_have_no_jitter_and_long_ones_little() -> None:
    short = Source("s", PLAIN.sections, every=5)
    assert trigger(short).jitter is None
    assert trigger(PLAIN).jitter == 90
    assert trigger(Source("l", PLAIN.sections, every=86400)).jitter == 120


@pytest.mark.slow
def test_a_daemon_runs_what_is_due_serves_it_and_stops_in_good_order(tmp_path: Path) -> None:
    with DemoSite() as site:
        (tmp_path / "config.yaml").write_text(config_for(tmp_path, site.url), "utf8")
        with (tmp_path / "log").open("w") as log:
            command = [sys.executable, "-m", "feedbot", "daemon", "--serve", "127.0.0.1:8399"]
            daemon = subprocess.Popen(
                command, cwd=tmp_path, stdout=log, stderr=log, env={**os.environ, "COLUMNS": "200"}
            )
        try:
            deadline = time.monotonic() + 60
            while len(list((tmp_path / "output").glob("*.atom"))) < 4 and time.monotonic() < deadline:
                time.sleep(0.2)
            with urllib.request.urlopen("http://127.0.0.1:8399/") as answer:
                assert b"<html" in answer.read()
        finally:
            daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(30) == 0
    told = (tmp_path / "log").read_text()
    assert "stopped" in told
    assert told.count("requests=") >= 4, told
    assert "Traceback" not in told
