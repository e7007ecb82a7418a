"""The commands as a user runs them: real processes, a real site on loopback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from feedbot.cli import app
from feedbot.demo import DemoSite, config_for

REPO = Path(__file__).resolve().parent.parent


def feedbot(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "feedbot", *map(str, words)],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "120"},
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    with DemoSite() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, site: DemoSite) -> Path:
    (tmp_path / "config.yaml").write_text(config_for(tmp_path, site.url), "utf8")
    return tmp_path


def test_every_command_has_help_with_a_summary_and_is_in_the_reference() -> None:
    reference = (REPO / "docs" / "reference" / "cli.md").read_text("utf8")
    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert set(commands) >= {"run", "preview", "check", "schema", "status", "publish", "daemon", "serve", "demo"}
    for name, command in commands.items():
        assert command.help, name
        assert f"## `feedbot {name}`" in reference, name


def test_the_command_reference_is_current() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "typer", "feedbot.cli", "utils", "docs", "--name", "feedbot"],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPO,
    ).stdout
    assert made.strip() == (REPO / "docs" / "reference" / "cli.md").read_text("utf8").strip()


def test_a_run_in_a_pipe_prints_a_line_a_source_and_a_summary(folder: Path) -> None:
    done = feedbot("run", cwd=folder)
    lines = done.stdout.splitlines()
    assert done.returncode == 1, "the sample site has one broken link"
    assert re.match(r"\S+: \d+ items, \d+ new", lines[0])
    assert re.search(r"\d+ new entries, wrote \d+ feed files; \d+ requests", lines[-1])
    assert "404" in done.stderr
    again = feedbot("run", cwd=folder)
    assert again.returncode == 0
    assert "nothing new, no file rewritten" in again.stdout


def test_a_run_of_one_source_writes_only_its_feeds(folder: Path) -> None:
    name = re.findall(r"^  ([\w-]+):", (folder / "config.yaml").read_text("utf8"), re.M)[-1]
    feedbot("run", name, cwd=folder)
    assert {path.stem for path in (folder / "output").glob("*.atom")} == {name}


def test_an_unknown_source_is_a_usage_error_with_a_suggestion(folder: Path) -> None:
    done = feedbot("run", "couriers", cwd=folder)
    assert done.returncode == 2
    assert "did you mean" in done.stderr


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    before = sorted(path.name for path in folder.rglob("*"))
    done = feedbot("run", "--dry-run", cwd=folder)
    assert "would write" in done.stdout
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_a_report_is_json_for_scripts(folder: Path) -> None:
    done = feedbot("run", "--json", cwd=folder)
    reports = json.loads(done.stdout)
    assert sum(report["new"] for report in reports) >= 40
    assert {"source", "found", "new", "failures", "requests", "written"} <= set(reports[0])


def test_status_tells_the_last_run_and_the_last_error(folder: Path) -> None:
    assert "never" in feedbot("status", cwd=folder).stdout
    feedbot("run", cwd=folder)
    done = feedbot("status", "--json", cwd=folder)
    rows = json.loads(done.stdout)
    assert done.returncode == 1
    assert any("404" in row["error"] for row in rows)
    assert all(row["started"] and row["due"] for row in rows)


def test_publish_restores_a_deleted_feed_without_asking_the_site(folder: Path) -> None:
    feedbot("run", cwd=folder)
    lost = next((folder / "output").glob("*.atom"))
    body = lost.read_bytes()
    lost.unlink()
    done = feedbot("publish", cwd=folder)
    assert done.returncode == 0
    assert lost.read_bytes() == body


def test_preview_shows_the_links_of_a_section_page_and_why_others_are_dropped(folder: Path, site: DemoSite) -> None:
    url = re.findall(r"https?://\S+", (folder / "config.yaml").read_text("utf8"))
    page = next(address.strip('",]}') for address in url if address.strip('",]}').count("/") > 3)
    done = feedbot("preview", "--section", page, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "a section page with" in done.stdout
    assert "other links:" in done.stdout


def test_preview_of_a_dead_address_says_so_and_ends_with_one(folder: Path, site: DemoSite) -> None:
    done = feedbot("preview", f"{site.url.rstrip('/')}/no/such/page", cwd=folder)
    assert done.returncode == 1
    assert "404" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_configuration_ends_with_two_and_every_complaint(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("sources:\n  a: {urll: https://a.example/}\n  b: {url: nowhere}\n", "utf8")
    done = feedbot("check", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("config.yaml:") >= 2
    assert 'did you mean "url"' in done.stderr


def test_an_unreachable_site_is_one_clear_line_and_others_go_on(folder: Path) -> None:
    config = folder / "config.yaml"
    config.write_text(config.read_text("utf8") + "  gone:\n    url: http://127.0.0.1:9/news/\n", "utf8")
    done = feedbot("run", cwd=folder)
    assert done.returncode == 1
    assert "127.0.0.1:9" in done.stderr
    assert len(list((folder / "output").glob("*.atom"))) >= 4


def test_a_command_that_fails_on_purpose_shows_no_trace(tmp_path: Path) -> None:
    done = feedbot("run", "--config", "missing.yaml", cwd=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "missing.yaml" in done.stderr
