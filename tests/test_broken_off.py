"""What is said of runs that a full disk, a kill or a stop breaks off: real processes, a real site on loopback."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from feedbot.demo import DemoSite, config_for

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    with DemoSite() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, site: DemoSite) -> Path:
    slow = config_for(tmp_path, site.url).replace("pause: 0s", "pause: 50ms")
    (tmp_path / "config.yaml").write_text(slow, "utf8")
    return tmp_path


def limited(folder: Path, kilobytes: int, *words: str) -> subprocess.CompletedProcess[str]:
    """A command on a disk where no file can grow past so many kilobytes."""
    command = f"ulimit -f {kilobytes}; exec {sys.executable} -m feedbot {' '.join(words)}"
    return subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def status(folder: Path) -> tuple[int, dict[str, Any]]:
    command = [sys.executable, "-m", "feedbot", "status", "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, {row["source"]: row for row in json.loads(done.stdout)}


def begun(folder: Path) -> subprocess.Popen[bytes]:
    """A first run that is at work."""
    for file in [*folder.glob("demo.db*"), *(folder / "output").glob("*.*")]:
        file.unlink()
    process = subprocess.Popen(
        [sys.executable, "-m", "feedbot", "run"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(200):
        if any((folder / "output").glob("*.atom")):
            return process
        time.sleep(0.05)
    raise AssertionError("no run began")


def test_a_store_that_is_full_is_told_once_and_status_says_that_the_run_came_to_no_end(folder: Path) -> None:
    done = limited(folder, 350, "run")
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if "demo.db" in line]
    assert len(told) == len(set(told)) <= 2, done.stderr
    assert any("times)" in line for line in told)
    code, rows = status(folder)
    assert code == 1
    assert any("came to no end" in row["error"] and row["failures"] for row in rows.values())


def test_what_cannot_be_stored_is_not_asked_for(folder: Path, site: DemoSite) -> None:
    limited(folder, 350, "run")
    site.requests[:] = []
    done = limited(folder, 1, "run", "--json")
    assert done.returncode == 1
    assert "demo.db" in done.stdout
    assert site.requests == []


def test_status_says_so_where_the_disk_is_still_full(folder: Path) -> None:
    limited(folder, 350, "run")
    done = limited(folder, 1, "status")
    assert (done.returncode, "demo.db" in done.stderr) == (1, True)
    assert "the disk is full" in done.stderr


def test_a_run_that_was_killed_is_told_of_and_one_at_work_or_stopped_is_not(folder: Path) -> None:
    process = begun(folder)
    _, at_work = status(folder)
    process.send_signal(signal.SIGINT)
    process.wait(30)
    _, stopped = status(folder)
    for rows in (at_work, stopped):
        assert not any("came to no end" in row["error"] for row in rows.values())
    process = begun(folder)
    process.kill()
    process.wait(30)
    code, killed = status(folder)
    assert code == 1
    assert any("came to no end" in row["error"] for row in killed.values())
