"""The commands as a user runs them: a real site on loopback, and real processes where it matters."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from commands import feedbot
from typer.main import get_command

from feedbot.app import Status
from feedbot.cli import app, show
from feedbot.cli.paper import Paper
from feedbot.config import loads
from feedbot.demo import DemoSite, config_for
from feedbot.model import Report

REPO = Path(__file__).resolve().parent.parent


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
    assert "wrote 1 file into" in done.stdout
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


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_in_good_order_and_the_next_goes_on(folder: Path, number: signal.Signals) -> None:
    config = folder / "config.yaml"
    slow = config.read_text("utf8").replace("pause: 0s", "pause: 200ms")
    config.write_text(slow, "utf8")
    command = [sys.executable, "-m", "feedbot", "run", "courier"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        wait_until((folder / "feedbot.db", folder / "demo.db"))
        time.sleep(1)
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "the rest is left for the next run" in said
    assert "Traceback" not in said
    config.write_text(slow.replace("pause: 200ms", "pause: 0s"), "utf8")
    [report] = json.loads(feedbot("run", "courier", "--json", cwd=folder).stdout)
    assert report["new"] > 0
    assert all("404" in failure["message"] for failure in report["failures"])


def wait_until(files: tuple[Path, ...]) -> None:
    for _ in range(200):
        if any(file.exists() for file in files):
            return
        time.sleep(0.05)
    raise AssertionError("no run began")


@pytest.mark.parametrize(
    ("words", "code", "kind"),
    [
        (("check", "--json", "--config", "missing.yaml"), 2, "config-error"),
        (("run", "--json", "nosuch"), 2, "config-error"),
        (("preview", "--json", "http://127.0.0.1:9/"), 1, "forbidden"),
    ],
)
def test_an_error_is_json_for_scripts(folder: Path, words: tuple[str, ...], code: int, kind: str) -> None:
    done = feedbot(*words, cwd=folder)
    said = json.loads(done.stdout)
    assert (done.returncode, said["ok"], said["code"]) == (code, False, kind)
    assert said["message"] in done.stderr.replace("feedbot: ", "")


def test_a_folder_that_cannot_be_written_is_told_of_every_feed_and_of_the_lists(folder: Path) -> None:
    (folder / "output").write_text("a file in the way", "utf8")
    reports = json.loads(feedbot("run", "--json", cwd=folder).stdout)
    assert {failure["code"] for report in reports for failure in report["failures"]} >= {"output-error"}
    said = json.loads(feedbot("publish", "--json", cwd=folder).stdout)
    assert len(said["failures"]) == len(reports) + 1


def test_preview_uses_the_selectors_of_the_source_that_has_the_page(folder: Path, site: DemoSite) -> None:
    config = folder / "config.yaml"
    config.write_text(
        config.read_text("utf8").replace(
            f"arts: {site.url}/arts/", f"arts: {{url: {site.url}/arts/, article: {{content: .nope}}}}"
        ),
        "utf8",
    )
    done = feedbot("preview", "--article", f"{site.url}/arts/ropewalk-season.html", "--why", cwd=folder)
    assert "by the rules of arts" in done.stderr
    assert "the selectors match nothing" in done.stdout


def test_preview_with_a_configuration_that_is_not_there_says_so(folder: Path, site: DemoSite) -> None:
    done = feedbot("preview", site.url, "--config", "typo.yaml", cwd=folder)
    assert (done.returncode, "typo.yaml: there is no such file" in done.stderr) == (2, True)


@pytest.mark.parametrize("begun", ["", "fetch: {{allow_addresses: [{address}]}}\n"])
def test_preview_needs_no_source_in_the_configuration(tmp_path: Path, site: DemoSite, begun: str) -> None:
    address = site.url.partition("://")[2]
    (tmp_path / "config.yaml").write_text(begun.format(address=address), "utf8")
    done = feedbot("preview", f"{site.url}/arts/", cwd=tmp_path)
    if begun:
        assert "a section page with 7 items" in done.stdout
    else:
        assert f'`fetch: {{allow_addresses: ["{address}"]}}` in config.yaml opens it' in done.stderr


def test_a_hint_of_several_lines_is_indented_as_a_whole(tmp_path: Path) -> None:
    _, *hint = feedbot("check", cwd=tmp_path).stderr.splitlines()
    assert len(hint) > 2
    assert all(line.startswith("  ") for line in hint)


def test_a_configuration_that_may_not_be_read_is_told_like_any_other_fault(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("sources: {a: https://a.example/}", "utf8")
    refused = PermissionError(13, "Permission denied")
    with patch.object(os, "access", lambda *_: False), patch.object(Path, "read_bytes", side_effect=refused):
        done = feedbot("check", "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "feedbot: config.yaml: cannot be read: Permission denied\n")
    assert json.loads(done.stdout)["code"] == "config-error"


@pytest.mark.parametrize("columns", [30, 80])
def test_a_narrow_terminal_cuts_neither_a_name_nor_a_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(show, "out", Paper("stdout"))
    names = [f"a-newspaper-with-a-long-name-{section}" for section in ("politics", "economy")]
    config = loads(json.dumps({"sources": dict.fromkeys(names, "https://a.example/")}).encode(), Path("c"), {})
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    show.summary([Report(name, now, sections=1, unchanged=1) for name in names], config)
    show.status([Status(name, now, new=7, entries=50, due=now) for name in names], as_json=False)
    said = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    for name in names:
        assert re.search(rf"^{name} +unchanged +0 +– ", said, re.M)
        assert re.search(rf"^{name} +2026-11-2\d \d\d:\d\d +7 +50 +2026-11-2\d \d\d:\d\d", said, re.M)


def left_alone(words: str, cwd: Path, unbuffered: str = "", to: str = "| :") -> list[str]:
    """The exit code of a command whose output nobody reads, and what it says on standard error."""
    command = f"{{ {sys.executable} -m feedbot {words}; echo $? >&2; }} {to}"
    shell = ["bash", "-c", command]
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    return subprocess.run(
        shell, cwd=cwd, capture_output=True, text=True, check=True, timeout=120, env=env
    ).stderr.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_run_is_finished_although_nobody_reads_what_it_says(folder: Path, unbuffered: str) -> None:
    *_, code = left_alone("run", folder, unbuffered)
    assert code == "1", "the sample site has one broken link"
    assert (folder / "output" / "index.html").exists()
    rows = json.loads(feedbot("status", "--json", cwd=folder).stdout)
    assert all(row["started"] and row["entries"] for row in rows)


@pytest.mark.slow
@pytest.mark.parametrize("to", ["| :", ">&-", "2>&1 >&- | :"])
def test_a_source_is_added_although_nobody_reads_what_would_come_of_it(folder: Path, site: DemoSite, to: str) -> None:
    config = folder / "config.yaml"
    config.write_text(config.read_text("utf8").replace(f"  arts: {site.url}/arts/\n", ""), "utf8")
    left_alone(f"add -y {site.url}/arts/", folder, to=to)
    assert f"{site.url}/arts/" in config.read_text("utf8")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_log_on_a_full_disk_ends_no_run_but_is_told_of(folder: Path) -> None:
    left_alone("run", folder, to="> /dev/full")
    assert (folder / "output" / "index.html").exists()
    assert left_alone("run", folder, to="> /dev/full") == [
        "feedbot: what it says cannot be written: No space left on device",
        "1",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("words", ["schema", "version", "status", "check"])
def test_a_command_that_only_prints_ends_quietly_where_its_reader_leaves(folder: Path, words: str) -> None:
    assert left_alone(words, folder) == ["0"]


def test_a_demo_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf8")
    done = feedbot("demo", tmp_path / "file", cwd=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "cannot write" in done.stderr


def test_a_demo_that_went_wrong_claims_no_more_than_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with DemoSite() as brief:
        monkeypatch.setattr("feedbot.cli.demo.PORT", int(brief.url.rpartition(":")[2]))
    (tmp_path / "output").write_text("a file stands where the folder should")
    for new in ("44 new entries", "0 new entries"):
        done = feedbot("demo", cwd=tmp_path)
        assert done.returncode == 1
        assert f"{new} with full text; 0 feed files in output. Something went wrong" in done.stdout
        assert "cannot write" in done.stderr
        assert not any(claim in done.stdout for claim in ("index.html", "Subscribe", "unchanged”"))


def test_a_demo_that_writes_a_lost_feed_again_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with DemoSite() as brief:  # a port that is free, as another demo may be at work
        monkeypatch.setattr("feedbot.cli.demo.PORT", int(brief.url.rpartition(":")[2]))
    feedbot("demo", cwd=tmp_path)
    (tmp_path / "output" / "arts.rss").unlink()
    assert "0 new entries with full text; 1 feed file in output" in feedbot("demo", cwd=tmp_path).stdout


def test_a_source_without_entries_tells_what_became_of_its_links(folder: Path, site: DemoSite) -> None:
    config = folder / "config.yaml"
    config.write_text(
        config.read_text("utf8").replace(
            f"arts: {site.url}/arts/", f"arts: {{url: {site.url}/arts/, article: {{min_words: 9000}}}}"
        ),
        "utf8",
    )
    feedbot("run", "arts", cwd=folder)
    feedbot("run", "arts", cwd=folder)
    told = feedbot("status", "arts", cwd=folder).stdout
    assert "links to be tried again" in told
    assert re.search(rf"^arts: tried again 20\d\d-.*: {site.url}/\S+: .*words", told, re.M)
    assert "tried again 20" not in feedbot("status", cwd=folder).stdout
    [row] = json.loads(feedbot("status", "arts", "--json", cwd=folder).stdout)
    assert len(row["unread"]) == row["waiting"] > 0
    assert set(row["unread"][0]) == {"url", "reason", "again"}
