"""What happens when processes are killed, wait for each other, or meet a full disk; run by `test_store_processes`.

Each function gets an empty folder and runs in a process of its own, which forks: that is quicker than starting many.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from feedbot.errors import StoreError
from feedbot.model import Article, Entry, Link, Page, Section
from feedbot.store import Store, open_store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECTIONS, STORIES = 8, 10


def opened(folder: Path) -> Store:
    return open_store("sqlite:///feedbot.db", base=folder)


def links(number: int) -> list[Link]:
    return [Link(f"https://town.example/{number}/{story}", position=story) for story in range(STORIES)]


def visit(store: Store, number: int) -> int:
    section = Section(f"https://town.example/{number}/", f"Section {number}")
    return store.sight("town", section, Page(section.url, b"", etag=str(number)), links(number), NOON)


def collect(store: Store, link: Link) -> bool:
    article = Article(link.url, link.url, "<p>Text.</p>" * 200, "Text.")
    return store.add(Entry(f"urn:{link.url}", article, NOON, NOON, NOON, link.url), link, "town", NOON)


def line(store: Store) -> None:
    """One run: visit what was never read, collect what is due."""
    for number in range(SECTIONS):
        if store.validators("town", f"https://town.example/{number}/") == ("", ""):
            visit(store, number)
    for due in store.due("town", NOON):
        collect(store, due.link)


def forked(work: Callable[[], object]) -> int:
    """Run the work in a child; the child's process id."""
    child = os.fork()
    if not child:
        try:
            work()
        except BaseException as error:
            print(f"child: {error!r}", file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    return child


def error_of(work: Callable[[], object]) -> StoreError:
    try:
        work()
    except StoreError as error:
        return error
    raise AssertionError("no error")


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def check(folder: Path) -> None:
    """Nothing is damaged, and nothing stands that something else should stand beside."""
    connection = sqlite3.connect(folder / "feedbot.db")
    assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert connection.execute("pragma foreign_key_check").fetchall() == []
    count = connection.execute("select count(*) from visits").fetchone()[0]
    assert connection.execute("select count(*) from links").fetchone()[0] == count * STORIES
    assert connection.execute("select count(*) from sightings").fetchone()[0] == count * STORIES
    stored = connection.execute("select count(*) from links where verdict = 'stored'").fetchone()[0]
    assert connection.execute("select count(*) from entries").fetchone()[0] == stored
    assert connection.execute("select count(*) from shown").fetchone()[0] == stored
    connection.close()


def whole(folder: Path) -> None:
    """Every story is there once."""
    check(folder)
    store = opened(folder)
    assert store.counts().get("town", 0) == SECTIONS * STORIES
    assert len({entry.id for entry in store.latest("town", 1000)}) == SECTIONS * STORIES
    assert store.due("town", NOON) == []
    store.close()


def killed_at_any_moment(folder: Path) -> None:
    dice, kills = random.Random(5), 0
    while kills < 25:
        child = forked(lambda: line(opened(folder)))
        time.sleep(dice.uniform(0.002, 0.04))
        os.kill(child, signal.SIGKILL)
        if ended(child) == 0:
            break
        kills += 1
        if (folder / "feedbot.db").exists() and kills % 5 == 0:
            opened(folder).close()
            check(folder)
    assert kills > 3
    store = opened(folder)
    line(store)
    store.close()
    whole(folder)


def killed_between_two_steps(folder: Path) -> None:
    def work() -> None:
        visit(opened(folder), 0)
        os.kill(os.getpid(), signal.SIGKILL)

    assert ended(forked(work)) == -signal.SIGKILL
    store = opened(folder)
    assert store.validators("town", "https://town.example/0/") == ("0", "")
    assert len(store.due("town", NOON)) == STORIES, "behind the validators, the links would be lost for ever"


def two_at_once(folder: Path) -> None:
    children = [forked(lambda: line(opened(folder))) for _ in range(3)]
    assert [ended(child) for child in children] == [0, 0, 0]
    whole(folder)


def taking_turns(folder: Path) -> None:
    told: list[str] = []
    reading, writing = os.pipe()

    def hold() -> None:
        with opened(folder).turn(1, told.append):
            os.write(writing, b"x")
            time.sleep(60)

    opened(folder).close()
    child = forked(hold)
    os.read(reading, 1)
    store = opened(folder)
    error = error_of(lambda: store.turn(0.2, told.append).__enter__())
    assert "gave up" in str(error), error
    assert told == [f"another feedbot (pid {child}) is working on {folder}/feedbot.db; waiting"], told
    os.kill(child, signal.SIGKILL)
    ended(child)
    with store.turn(5, told.append), store.turn(0, told.append):
        assert len(told) == 1


def full_disk(folder: Path) -> None:
    opened(folder).close()

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
        store = opened(folder)
        error = error_of(lambda: [collect(store, link) for number in range(100) for link in links(number)])
        assert f"{folder}/feedbot.db: " in str(error), error
        assert "space" in error.hint, error.hint

    assert ended(forked(work)) == 0
    store = opened(folder)
    assert store.counts().get("town", 0) > 0
    line(store)  # with room again, it goes on
    assert store.due("town", NOON) == []


def read_only_folder(folder: Path) -> None:
    def work() -> None:
        if os.getuid() == 0:
            os.setuid(65534)
        error = error_of(lambda: opened(sealed))
        assert f"{sealed}/feedbot.db: " in str(error), error
        assert "right to write" in error.hint, error.hint

    with tempfile.TemporaryDirectory() as name:
        sealed = Path(name)
        sealed.chmod(0o555)
        assert ended(forked(work)) == 0
        sealed.chmod(0o755)
        opened(sealed).close()
        sealed.chmod(0o555)
        assert ended(forked(work)) == 0
        sealed.chmod(0o755)


if __name__ == "__main__":
    globals()[sys.argv[1]](Path(sys.argv[2]))
