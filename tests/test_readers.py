"""Real readers subscribe to a served feed: every entry with its full text, and none twice."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
import reader

from feedbot.model import Article, Entry, Feed
from feedbot.render import FORMATS
from feedbot.web import Server

pytestmark = pytest.mark.slow

Seen = list[tuple[str, str, str]]  # id, title, content of each entry that a reader holds


def entry(number: int) -> Entry:
    when = datetime(2024, 5, 1, tzinfo=UTC) + timedelta(hours=number)
    text = f"Story {number} is told to its end. " + "One more sentence – with “quotes”, é and & in it. " * 20
    article = Article(
        url=f"https://news.example.org/{number}",
        title=f"Story {number}: Q&A at the café",
        content=f"<p>{text.replace('&', '&amp;')}</p><p>END-{number}</p>",
        text=text,
        authors=("Ann Ley",),
        summary=f"What story {number} is about.",
    )
    identity = f"urn:uuid:6b1c6f2e-0000-4000-8000-{number:012d}"
    return Entry(identity, article, published=when, updated=when, first_seen=when, fingerprint="")


def publish(folder: Path, address: str, count: int) -> None:
    entries = tuple(entry(number) for number in reversed(range(count)))
    names = {name: f"{address}town{FORMATS[name].suffix}" for name in FORMATS}
    made = Feed("town", "Town Crier", "https://news.example.org/", entries, entries[0].updated, "en", urls=names)
    for format_ in FORMATS.values():
        (folder / f"town{format_.suffix}").write_bytes(format_.render(made))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    output = tmp_path / "output"
    output.mkdir()
    with Server(output, port=0) as server:
        publish(output, server.url, 5)
        yield server


def newsboat(url: str, home: Path) -> Seen:
    if not shutil.which("newsboat"):
        pytest.skip("newsboat is not installed (apt-get install newsboat)")
    (home / "urls").write_text(f"{url}\n")
    (home / "config").touch()
    files = ["-C", str(home / "config"), "-u", str(home / "urls"), "-c", str(home / "cache.db")]
    subprocess.run(["newsboat", *files, "-x", "reload"], env={"HOME": str(home)}, check=True, timeout=60)
    cache = sqlite3.connect(home / "cache.db")
    try:
        return cache.execute("select guid, title, content from rss_item where deleted = 0").fetchall()
    finally:
        cache.close()


def python_reader(url: str, home: Path) -> Seen:
    with reader.make_reader(str(home / "reader.db")) as library:
        library.add_feed(url, exist_ok=True)
        library.update_feed(url)
        return [(entry.id, entry.title or "", entry.get_content().value) for entry in library.get_entries()]


def python_feedparser(url: str, home: Path) -> Seen:
    """As a reader would that keeps the validators and what it has read between two visits."""
    memory = home / "feedparser.json"
    known = json.loads(memory.read_text()) if memory.exists() else {"etag": None, "modified": None, "seen": []}
    read = feedparser.parse(url, etag=known["etag"], modified=known["modified"])
    assert not read.get("bozo"), read.get("bozo_exception")
    if read.status != 304:
        seen = [(entry.id, entry.title, entry.content[0].value) for entry in read.entries]
        memory.write_text(json.dumps({"etag": read.get("etag"), "modified": read.get("modified"), "seen": seen}))
        return seen
    return [tuple(entry) for entry in known["seen"]]


@pytest.mark.parametrize(
    ("refresh", "format_name"),
    [
        (newsboat, "atom"),
        (newsboat, "rss"),
        (python_feedparser, "atom"),
        (python_feedparser, "rss"),
        (python_reader, "atom"),
        (python_reader, "rss"),
        (python_reader, "json"),
    ],
)
def test_a_reader_sees_every_entry_whole_and_once(
    server: Server, tmp_path: Path, refresh: Callable[[str, Path], Seen], format_name: str
) -> None:
    url = f"{server.url}town.{format_name}"
    first = refresh(url, tmp_path)
    assert {told[0] for told in first} == {entry(number).id for number in range(5)}
    assert {told[1] for told in first} == {entry(number).article.title for number in range(5)}
    assert all(len(content) > 1000 and "END-" in content for _, _, content in first)

    assert sorted(refresh(url, tmp_path)) == sorted(first)

    publish(tmp_path / "output", server.url, 6)
    third = refresh(url, tmp_path)
    assert len(third) == 6
    assert set(third) > set(first)
