"""Runs sources when they are due, until told to stop (APScheduler). It chooses when; the app knows how."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from feedbot.app import App
from feedbot.errors import Stopped
from feedbot.model import Report, Source

# After a start, sources that are due begin this many seconds apart, so that they do not all ask at once.
SPREAD = 2.0
# The share of the interval by which a run may be late or early, so that the web is not asked on the minute.
JITTER = 0.05
MAX_JITTER = 120


def trigger(source: Source) -> BaseTrigger:
    """The times at which a source runs: its crontab line in its time zone, or every so many seconds."""
    if source.cron:
        zone = ZoneInfo(source.zone) if source.zone else UTC
        return OrTrigger([CronTrigger.from_crontab(line, timezone=zone) for line in _by_either_day(source.cron)])
    jitter = round(min(source.every * JITTER, MAX_JITTER))
    return IntervalTrigger(seconds=max(1, round(source.every)), jitter=jitter or None, timezone=UTC)


def _by_either_day(cron: str) -> tuple[str, ...]:
    """A crontab line whose days of the month and of the week are both restricted means either, not both at once."""
    *time, day, month, weekday = cron.split()
    if day.startswith("*") or weekday.startswith("*"):
        return (cron,)
    return " ".join([*time, day, month, "*"]), " ".join([*time, "*", month, weekday])


def next_due(source: Source, last: datetime | None, now: datetime) -> datetime:
    """When a source that ran `last` is due; `now` when that is past or it never ran."""
    if last is None and not source.cron:
        return now
    if source.cron:
        fire: datetime | None = trigger(source).get_next_fire_time(None, last + timedelta(seconds=1) if last else now)
        return max(fire.astimezone(UTC), now) if fire else now
    return max((last or now) + timedelta(seconds=source.every), now)


def first_run(source: Source, last: datetime | None, now: datetime, place: int) -> datetime:
    """When the source at this place of the configuration runs first after a start; a crontab line is kept exactly."""
    due = next_due(source, last, now)
    return due if source.cron and due > now else due + timedelta(seconds=place * SPREAD)


class Daemon:
    """One scheduled job a source: coalesced, never beside itself, one log line a run."""

    def __init__(self, app: App, last: Mapping[str, datetime]) -> None:
        import structlog  # `status` asks this module when sources are due, and logs nothing

        self._app = app
        self._log = structlog.get_logger()
        rules = app.config.fetch
        pool = ThreadPoolExecutor(max(1, rules.workers // rules.per_host))
        self._scheduler = BackgroundScheduler(
            executors={"default": pool},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone=UTC,
        )
        now = datetime.now(UTC)
        for place, source in enumerate(app.config.sources):
            begin = first_run(source, last.get(source.name), now, place)
            self._scheduler.add_job(self._run, trigger(source), args=[source], id=source.name, next_run_time=begin)
        self._stop = threading.Event()
        self._said = self._config()

    def forever(self, serving: str = "") -> None:
        """Work until SIGTERM, SIGINT or SIGHUP; what is under way is ended in good order."""
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        for number in (signal.SIGTERM, signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)):  # Windows has none
            signal.signal(number, lambda *_: self.stop())
        self._scheduler.start()
        told = {"sources": len(self._app.config.sources), "output": str(self._app.config.output)}
        self._log.info("started", **told, **({"serving": serving} if serving else {}))
        self._stop.wait()
        self._app.pipeline.stop.set()
        self._scheduler.shutdown(wait=True)
        self._log.info("stopped")

    def stop(self) -> None:
        self._stop.set()

    def _config(self) -> bytes | None:
        """What the configuration says now; None where it cannot be read, as while it is replaced."""
        try:
            return self._app.config.path.read_bytes()
        except OSError:
            return None

    def _compare(self) -> None:
        """Say of each change of the configuration once that it does not count yet."""
        said = self._config()
        if said is not None and said != self._said:
            self._said = said
            path = str(self._app.config.path)
            self._log.warning("configuration changed", path=path, hint="restart feedbot daemon to apply it")

    def _run(self, source: Source) -> None:
        if self._stop.is_set():  # the scheduler still begins what it has queued
            return
        self._compare()
        try:
            self._tell(self._app.run([source])[0])
        except Stopped:  # while it waited for another feedbot
            return
        except Exception:
            self._log.exception("run failed", source=source.name)

    def _tell(self, report: Report) -> None:
        told = {
            "source": report.source,
            "found": report.found,
            "new": report.new,
            "unchanged": report.unchanged,
            "failed": len(report.failures),
            "requests": report.requests,
            "seconds": round(report.seconds, 2),
        }
        if report.ok:
            self._log.info("run", **told)
            return
        first = report.failures[0]
        self._log.warning("run", **told, first_error=first.message, hint=first.hint)
        for bug in (failure for failure in report.failures if failure.trace):
            self._log.error("bug", source=report.source, url=bug.url, trace=bug.trace)
