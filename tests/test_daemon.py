from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import Mock

import pytest

from feedbot.app import App
from feedbot.daemon import SPREAD, Daemon, first_run, next_due, trigger
from feedbot.demo import DemoSite, config_for
from feedbot.errors import Stopped
from feedbot.model import FetchRules, Report, Section, Source
from feedbot.store import open_store

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


def test_after_a_start_what_is_due_begins_one_after_another_and_a_crontab_line_on_the_minute() -> None:
    spread = timedelta(seconds=3 * SPREAD)
    assert first_run(PLAIN, None, NOW, 3) == NOW + spread
    assert first_run(NIGHTLY, NOW - timedelta(days=1), NOW, 3) == NOW + spread
    assert first_run(NIGHTLY, NOW - timedelta(minutes=5), NOW, 3) == next_due(NIGHTLY, None, NOW)


class Ran(list[str]):
    """An app that notes what it is to run."""

    def __init__(self, path: Path = Path("config.yaml")) -> None:
        super().__init__()
        self.config = SimpleNamespace(sources=(PLAIN, NIGHTLY), fetch=FetchRules(), path=path)

    def run(self, sources: list[Source]) -> list[Report]:
        self += [source.name for source in sources]
        return [Report(sources[0].name, NOW)]


def jobs(app: Ran, last: dict[str, datetime]) -> tuple[Daemon, dict[str, Any]]:
    """A daemon that is not started, and what it is going to run."""
    daemon = Daemon(cast(App, app), last)
    return daemon, {job.id: job for job in daemon._scheduler.get_jobs()}


def test_the_daemon_makes_up_for_a_crontab_line_that_it_missed_as_status_says() -> None:
    now = datetime.now(UTC)
    _, planned = jobs(Ran(), {"nightly": now - timedelta(days=3)})
    assert planned["nightly"].next_run_time - now < timedelta(hours=1)


def test_a_daemon_that_stops_begins_nothing_that_it_has_queued() -> None:
    app = Ran()
    daemon, planned = jobs(app, {})
    planned["plain"].func(PLAIN)
    daemon.stop()
    planned["nightly"].func(NIGHTLY)
    assert app == ["plain"]


def test_a_run_that_a_stop_keeps_from_its_turn_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    app = Ran()
    app.run = Mock(side_effect=Stopped("feedbot.db", "not begun"))  # type: ignore[method-assign]
    jobs(app, {})[1]["plain"].func(PLAIN)
    assert capsys.readouterr().out == ""


def test_a_daemon_says_once_that_a_changed_configuration_counts_after_a_restart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("one", "utf8")
    run = jobs(Ran(path), {})[1]["plain"].func
    for said, told in (("one", 0), ("two", 1), ("two", 0), ("three", 1)):
        path.write_text(said, "utf8")
        run(PLAIN)
        assert capsys.readouterr().out.count("restart feedbot daemon to apply it") == told, said
    path.unlink()
    run(PLAIN)
    assert "configuration changed" not in capsys.readouterr().out


@pytest.mark.slow
def test_a_second_daemon_on_a_store_says_so_and_ends_and_a_run_does_not(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(
        "sources:\n  town: {url: 'https://town.example/', cron: '0 0 1 1 *'}\n", "utf8"
    )
    command = [sys.executable, "-m", "feedbot", "daemon"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as first:
        try:
            assert "started" in cast(Any, first.stdout).readline()
            second = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False)
            status = subprocess.run([*command[:-1], "publish"], cwd=tmp_path, timeout=30, check=False)
        finally:
            first.kill()
    assert second.returncode == 2
    assert f"another feedbot daemon (pid {first.pid}) works on {tmp_path}/feedbot.db" in second.stderr
    assert status.returncode == 0
    with closing(open_store("sqlite:///feedbot.db", base=tmp_path)) as store, store.post():
        pass  # the killed one holds it no more


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
