"""`feedbot add` as a user runs it: a real site on loopback, a real config.yaml, a real terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Done, feedbot
from pytest_httpserver import HTTPServer

from feedbot.cli.add import by_name, numbers
from feedbot.config import load
from feedbot.demo import DemoSite
from feedbot.errors import ConfigError
from feedbot.model import Section

BEFORE = """\
# My feeds.
fetch: { pause: 0s, allow_addresses: ["ADDRESS"] } # our own server

sources:
  other: https://other.example/ # stays as it is
# the end
"""


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    with DemoSite() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, site: DemoSite) -> Path:
    (tmp_path / "config.yaml").write_text(BEFORE.replace("ADDRESS", site.url.removeprefix("http://")), "utf8")
    return tmp_path


def add(folder: Path, *given: object) -> Done:
    return feedbot("add", *given, cwd=folder)


def config(folder: Path) -> str:
    return (folder / "config.yaml").read_text("utf8")


def test_a_section_page_is_shown_and_written_and_everything_else_stays(folder: Path, site: DemoSite) -> None:
    before = config(folder)
    done = add(folder, f"{site.url}/arts/", "--yes", "--every", "1h")
    assert done.returncode == 0, done.stderr
    assert "7 items" in done.stdout
    assert re.search(r"2026-10-25\s+The Ropewalk opens its season", done.stdout)
    assert "There are two people on the stage, and a rope." in done.stdout
    added = f"""\
  harrow-bay-courier-arts:
    title: "The Harrow Bay Courier: Arts"
    url: {site.url}/arts/
    every: 1h
"""
    assert config(folder) == before.replace("# the end\n", added + "# the end\n")
    assert load(folder / "config.yaml").sources[-1].every == 3600


def test_the_written_source_runs(folder: Path, site: DemoSite) -> None:
    assert add(folder, f"{site.url}/arts/", "-y", "--name", "arts").returncode == 0
    run = feedbot("run", "arts", cwd=folder)
    assert "arts: 7 items, 7 new" in run.stdout, run.stderr


def test_in_a_pipe_without_yes_the_proposal_is_printed_and_nothing_written(folder: Path, site: DemoSite) -> None:
    before = config(folder)
    done = add(folder, f"{site.url}/arts/")
    assert done.returncode == 1
    assert "harrow-bay-courier-arts:" in done.stdout
    assert "--yes" in done.stderr
    assert config(folder) == before


def test_a_dry_run_writes_nothing_and_ends_well(folder: Path, site: DemoSite) -> None:
    before = config(folder)
    done = add(folder, f"{site.url}/arts/", "--dry-run", "--yes")
    assert (done.returncode, config(folder)) == (0, before)
    assert "would get:" in done.stdout


@pytest.mark.parametrize("spelling", ["/arts/", "/arts", "/arts/?utm_source=x#top", "/arts/index.html"])
def test_a_page_that_is_there_under_any_spelling_is_not_added_again(
    folder: Path, site: DemoSite, spelling: str
) -> None:
    path = folder / "config.yaml"
    path.write_text(f"{config(folder)}  paper: {{urls: {{Arts: {site.url}/arts/}}}}\n", "utf8")
    before = config(folder)
    done = add(folder, f"{site.url}{spelling}", "--yes")
    assert (done.returncode, config(folder)) == (0, before)
    assert "paper has it already" in done.stdout


def test_sections_of_a_home_page_are_picked_by_name(folder: Path, site: DemoSite) -> None:
    done = add(folder, f"{site.url}/", "--sections", "arts, Town Hall", "--yes")
    assert done.returncode == 0, done.stderr
    source = load(folder / "config.yaml").sources[-1]
    assert source.name == "harrow-bay-courier"
    assert source.sections == (Section(f"{site.url}/arts/", "Arts"), Section(f"{site.url}/town-hall/", "Town Hall"))
    again = add(folder, f"{site.url}/", "--sections", "Arts", "--yes")
    assert again.returncode == 0
    assert "harrow-bay-courier has it already" in again.stdout
    more = add(folder, f"{site.url}/", "--sections", "Arts, Schools", "--yes")
    assert "has it already" in more.stdout
    source = load(folder / "config.yaml").sources[-1]
    assert (source.name, [section.name for section in source.sections]) == ("harrow-bay-courier-2", ["Schools"])


def test_a_home_page_without_a_choice_is_one_source_and_tells_its_sections(folder: Path, site: DemoSite) -> None:
    done = add(folder, f"{site.url}/", "--yes")
    assert done.returncode == 0, done.stderr
    assert "--sections: Town Hall, Schools, Harbour, Arts, Comunidade, Town notices" in done.stdout
    assert load(folder / "config.yaml").sources[-1].sections == (Section(f"{site.url}/"),)


def test_a_section_that_is_none_is_refused_with_the_nearest_name(folder: Path, site: DemoSite) -> None:
    done = add(folder, f"{site.url}/", "--sections", "Schols", "--yes")
    assert done.returncode == 2
    assert "did you mean 'Schools'?" in done.stderr


def test_a_selector_is_tried_before_it_is_written(folder: Path, site: DemoSite) -> None:
    before = config(folder)
    missed = add(folder, f"{site.url}/arts/", "--yes", "--select", ".no-such")
    assert (missed.returncode, config(folder)) == (1, before)
    assert "matches no link" in missed.stderr
    broken = add(folder, f"{site.url}/arts/", "--yes", "--select", "a[")
    assert (broken.returncode, config(folder)) == (2, before)
    assert "config.yaml:" not in broken.stderr, "the line is not in the file"
    done = add(folder, f"{site.url}/arts/", "--yes", "--select", ".most-read a")
    assert done.returncode == 0, done.stderr
    assert load(folder / "config.yaml").sources[-1].links.select == ".most-read a"
    assert "5 items" in done.stdout


def test_a_pinned_selector_has_the_items_that_were_found_without_it(folder: Path, site: DemoSite) -> None:
    done = add(folder, f"{site.url}/town-hall/", "--json")
    proposal = json.loads(done.stdout)
    assert (done.returncode, proposal["written"], proposal["name"]) == (0, False, "harrow-bay-courier-town-hall")
    pinned = json.loads(add(folder, f"{site.url}/town-hall/", "--json", "--yes", "--pin").stdout)
    assert pinned["written"]
    assert pinned["source"]["links"]["select"]
    assert load(folder / "config.yaml").sources[-1].links.select == pinned["source"]["links"]["select"]
    found = json.loads(feedbot("preview", "--section", "--json", f"{site.url}/town-hall/", cwd=folder).stdout)
    links = found["found"]["links"]
    assert [link["url"] for link in links] == [item["url"] for item in proposal["items"]]


def test_sections_that_give_nothing_are_left_out(folder: Path, site: DemoSite) -> None:
    done = add(folder, f"{site.url}/", "--sections", "all", "--json", "--yes", "--select", "h3 a, h2 a")
    proposal = json.loads(done.stdout)
    empty = [page["name"] for page in proposal["pages"] if page["problem"]]
    assert empty
    assert not set(empty) & set(proposal["source"]["urls"])


def test_a_missing_file_is_created(tmp_path: Path, site: DemoSite) -> None:
    done = add(tmp_path, f"{site.url}/arts/", "--yes")
    assert done.returncode == 1, "no address of this machine may be asked"
    assert "allow_addresses" in done.stderr
    assert not (tmp_path / "config.yaml").exists()


def test_a_broken_file_is_refused_with_its_complaints(folder: Path, site: DemoSite) -> None:
    (folder / "config.yaml").write_text("sources:\n  a: {urll: https://a.example/}\nfetsch: {}\n", "utf8")
    done = add(folder, f"{site.url}/arts/", "--yes")
    assert done.returncode == 2
    assert done.stderr.count("config.yaml:") >= 2


def test_a_page_without_items_and_a_dead_page_are_said_so(folder: Path, site: DemoSite) -> None:
    before = config(folder)
    for address, told in ((f"{site.url}/no/such/page", "404"), ("nonsense", "no address of a page")):
        done = add(folder, address, "--yes")
        assert done.returncode in (1, 2)
        assert told in done.stderr
    assert config(folder) == before


def test_in_a_terminal_sections_are_picked_by_number_and_the_answer_counts(folder: Path, site: DemoSite) -> None:
    for answer, there in (("n", False), ("y", True)):
        shown = talk(folder, f"{site.url}/", ("Which?", "9"), ("Which?", "2, 4-5"), ("Write it", answer))
        assert "4 Arts" in shown
        assert "is not within 1-7" in shown
        assert ("Comunidade" in config(folder)) is there
    assert [section.name for section in load(folder / "config.yaml").sources[-1].sections] == [
        "Schools",
        "Arts",
        "Comunidade",
    ]


def test_a_page_drawn_by_scripts_and_a_feed_itself_are_served_by_the_feed(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    posts = [httpserver.url_for(f"/posts/{number}") for number in range(4)]
    items = "".join(f"<item><title>Post of the tide</title><link>{url}</link></item>" for url in posts)
    feed = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Tide</title>{items}</channel></rss>"
    shell = '<title>Tide</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"><div id="root"></div>'
    story = "<p>The tide came in at six, and it went out again at noon, which is what tides have always done here.</p>"
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/feed.xml").respond_with_data(feed, content_type="application/rss+xml")
    httpserver.expect_request("/").respond_with_data(shell, content_type="text/html")
    page = f"<article><h1>Post of the tide</h1>{story * 5}</article>"
    httpserver.expect_request(re.compile("/posts/.")).respond_with_data(page, content_type="text/html")
    address = httpserver.url_for("").removeprefix("http://").strip("/")
    (tmp_path / "config.yaml").write_text(f'fetch: {{ pause: 0s, allow_addresses: ["{address}"] }}\n', "utf8")
    for path in ("/", "/feed.xml"):
        proposal = json.loads(add(tmp_path, httpserver.url_for(path), "--json", "--pin").stdout)
        assert proposal["pages"][0]["door"] == {"kind": "feed", "url": httpserver.url_for("/feed.xml")}
        assert len(proposal["items"]) == 4
        assert "The tide came in at six" in proposal["article"]["text"]
        assert "links" not in proposal["source"], "the items do not stand on the page"
        assert proposal["notes"]


def talk(folder: Path, url: str, *turns: tuple[str, str]) -> str:
    """What the command prints in a terminal while it is answered: each turn waits for a text and types the other."""
    here, there = pty.openpty()
    environ = {**os.environ, "COLUMNS": "120", "TERM": "xterm"}
    done = subprocess.Popen(
        [sys.executable, "-m", "feedbot", "add", url],
        cwd=folder,
        stdin=there,
        stdout=there,
        stderr=there,
        env=environ,
        close_fds=True,
    )
    os.close(there)
    shown, since = "", 0
    ends = time.monotonic() + 60
    waiting = list(turns)
    while time.monotonic() < ends:
        try:
            data = os.read(here, 4096)
        except OSError:  # Linux's word for the end of a terminal
            break
        if not data:
            break
        shown += data.decode(errors="replace")
        if waiting and (at := shown.find(waiting[0][0], since)) >= 0:
            since = at + len(waiting[0][0])
            os.write(here, f"{waiting.pop(0)[1]}\n".encode())
    done.wait(10)
    os.close(here)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)


def test_numbers_and_names_are_read_as_people_write_them() -> None:
    assert numbers("1 - 2,4", 5) == [1, 2, 4]
    for wrong in ("0", "6", "3-1", "a", "1-", "1-9"):
        with pytest.raises(ValueError, match=r"number|within"):
            numbers(wrong, 5)
    arts, books = Section("https://a.example/arts/", "Arts"), Section("https://a.example/books/", "Books")
    assert by_name([arts, books], "books, ARTS, books") == (books, arts)
    assert by_name([arts, books], "all") == (arts, books)
    with pytest.raises(ConfigError, match="no section is named 'x'"):
        by_name([arts], "x")
    with pytest.raises(ConfigError, match="--sections ',' names none"):
        by_name([arts], ",")
