from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedbot.config import loads
from feedbot.errors import ConfigError

Complaints = Callable[..., list[str]]
SOURCE = "sources: {a: https://example.org/}\n"


def test_every_complaint_comes_at_once_with_line_key_and_nearest_name(complaints: Complaints) -> None:
    found = complaints("""\
        stor: x
        defaults:
          every: 30
        sources:
          ctmirror:
            url: ctmirror.org/politics
            evry: 30m
            article:
              autor: .byline
          other: {}
    """)
    assert found == [
        '1: stor: unknown key (did you mean "store"?)',
        "3: defaults.every: expected a duration such as 30m, 1h30m or 15s, found 30 "
        "(which unit? 30s is seconds, 30m minutes, 30h hours)",
        "6: sources.ctmirror.url: expected an absolute http or https address, found ctmirror.org/politics "
        "(did you mean https://ctmirror.org/politics?)",
        '7: sources.ctmirror.evry: unknown key (did you mean "every"?)',
        '9: sources.ctmirror.article.autor: unknown key (did you mean "author"?)',
        "10: sources.other: expected `url` or `urls`, found neither",
    ]


# What is wrong -> (the file, the complaint's beginning, a word that must be in it).
BROKEN = {
    "a tab": ("sources:\n\ta: https://x.org/", "2: no YAML", "a tab"),
    "an open quote": ("a: 1\nsources: 'x\n\n\n", "2: no YAML", "quote is not closed"),
    "an open bracket": ("sources: [a\n", "1: no YAML", "bracket is not closed"),
    "a second colon": ("sources: a: b", "1: no YAML", "needs quotes"),
    "a backslash in double quotes": (
        'sources: {a: {url: https://x.org, links: {include: "\\d"}}}',
        "1: no YAML",
        "single quotes",
    ),
    "an at sign": ("sources: {a: {url: https://x.org, article: {content: @x}}}", "1: no YAML", "needs quotes"),
    "a star": ("sources: {a: *x}", "1: no YAML", "needs quotes"),
    "bad indentation": ("sources:\n  a: https://x.org/\n b: https://y.org/", "3: no YAML", "indentation"),
    "two documents": ("a: 1\n---\nb: 1", "2: no YAML", "one document"),
    "a zero byte": ("sources:\n  a: \0", "2: no YAML", "#x0000"),
    "too many brackets": ("[" * 1000, "1: ", "nested too deeply"),
    "an alias in itself": (
        "sources: {a: {url: https://x.org/,\n links: &a {include: *a}}}",
        "2: sources.a.links.include: expected a regular",
        "found a mapping",
    ),
    "an empty file": ("", "1: ", "empty"),
    "nothing but comments": ("# sources\n", "1: ", "empty"),
    "a list": ("- https://x.org/", "1: expected a mapping of keys, found a list", ""),
    "a word": ("hello", "1: expected a mapping of keys, found hello", ""),
    "no sources": ("output: x", "1: expected the key `sources`", ""),
    "empty sources": ("sources:\n", "1: sources: expected at least one source", "found nothing"),
    "sources as a list": ("sources: [https://x.org/]", "1: sources: expected at least one source", "found a list"),
    "a key twice": (
        SOURCE + "sources: {}\n",
        "2: sources: comes twice",
        "line 1",
    ),
    "a list as a key": ("? [a]\n: b\n" + SOURCE, "1: expected a key, found a list", ""),
    "a number as a source": (
        "sources: {a: 5}",
        "1: sources.a: expected an absolute http or https address, found 5",
        "",
    ),
    "a list as a source": (
        "sources: {a: [https://x.org]}",
        "1: sources.a: expected a URL, or a mapping of keys, found a list",
        "",
    ),
    "an empty source": ("sources:\n  a:\n", "2: sources.a: expected a URL, or a mapping of keys, found nothing", ""),
    "url and urls": (
        "sources: {a: {url: https://x.org/a, urls: [https://x.org/b]}}",
        "1: sources.a: expected either `url`",
        "both",
    ),
    "no URL in urls": ("sources: {a: {urls: []}}", "1: sources.a.urls: expected URLs", "found a list"),
    "a page twice": (
        "sources:\n  a:\n    urls:\n    - http://x.org/a\n    - https://x.org/a/",
        "5: sources.a.urls[1]: the same page",
        "line 4",
    ),
    "a name for no file": (
        "sources: {a/b: https://x.org/}",
        "1: sources.a/b: expected a name that is good for a file",
        "",
    ),
    "a name with dots": ("sources: {..: https://x.org/}", "1: sources...: expected a name", ""),
    "names alike": (
        "sources:\n  a: https://x.org/\n  A: https://x.org/",
        "3: sources.A: differs from the name on line 2",
        "",
    ),
    "names alike on one line": (
        "sources: {a: https://x.org/, A: https://y.org/}",
        "1: sources.A: differs from the name on line 1",
        "",
    ),
    "a name that ends in a dot": ("sources: {a.: https://x.org/}", "1: sources.a.: expected a name", "between them"),
    "a user in an address": (
        "sources: {a: 'https://me:secret@x.org/'}",
        "1: sources.a: expected an absolute http or https address, found https://me:***@x.org/",
        "without user name",
    ),
    "a file address": ("sources: {a: file:///etc/passwd}", "1: sources.a: expected an absolute http", "found file:"),
    "no host": ("sources: {a: 'https://'}", "1: sources.a: expected an absolute http", ""),
    "a store elsewhere": (
        "store: mysql://x/y\n" + SOURCE,
        "1: store: expected sqlite:///PATH or postgresql://USER@HOST/NAME, found mysql",
        "",
    ),
    "a password": ("store: mysql://me:secret@x/y\n" + SOURCE, "1: store: expected", "found mysql://me:***@x/y"),
    "a store with options": (
        "store: sqlite:///x.db?mode=ro\n" + SOURCE,
        "1: store: expected sqlite:///PATH",
        "options",
    ),
    "a store on no server": (
        "store: postgresql://feeds\n" + SOURCE,
        "1: store: expected sqlite:///PATH or postgresql://USER@HOST/NAME",
        "host and database",
    ),
    "a port that is no number": (
        "store: postgresql://me@localhost:abc/feeds\n" + SOURCE,
        "1: store: expected sqlite:///PATH or postgresql://USER@HOST/NAME",
        "a number as the port",
    ),
    "an at sign in a password": (
        "store: postgresql://me:se@cret@localhost/feeds\n" + SOURCE,
        "1: store: expected sqlite:///PATH or postgresql://USER@HOST/NAME, found postgresql://me:***@localhost/feeds",
        "%40",
    ),
    "a store as a path": ("store: feedbot.db\n" + SOURCE, "1: store: expected sqlite:///PATH", "sqlite:///feedbot.db?"),
    "a base with a query": ("base_url: https://x.org/?a\n" + SOURCE, "1: base_url: expected", "without ?"),
    "a default address": ("defaults: {url: https://x.org/}\n" + SOURCE, "1: defaults.url: unknown key", ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_clear_line(complaints: Complaints, name: str) -> None:
    text, beginning, word = BROKEN[name]
    (found,) = complaints(text)
    assert found.startswith(beginning)
    assert word in found
    assert "\n" not in found


# A key's value -> what must be in the complaint; a value of None stands for one that is fine.
VALUES = [
    ("every", "30", "which unit?"),
    ("every", "1h30m", None),
    ("every", "250ms", "at least 1s"),
    ("every", "500d", "at most"),
    ("every", "soon", "found soon"),
    ("every", "", "found nothing"),
    ("every", "[1h]", "found a list"),
    ("cron", '"*/15 6-23 * * *"', None),
    ("cron", '"0 0 1,15 jan-jun sun"', None),
    ("cron", '"0 0 * *"', "here are 4"),
    ("cron", '"@hourly"', "five fields"),
    ("cron", '"60 * * * *"', "minute"),
    ("cron", '"0 9-5 * * *"', "hour"),
    ("cron", '"0 0 0 * *"', "day of the month"),
    ("cron", '"0 0 * foo *"', "month"),
    ("cron", '"0 0 * * 8"', "day of the week"),
    ("cron", '"*/0 * * * *"', "step"),
    ("cron", '"5/2 * * * *"', "step"),
    ("cron", '", * * * *"', "minute"),
    ("cron", '"0 0 31 2 *"', "no month that it names has such a day"),
    ("cron", '"0 0 31 apr,jun *"', "no month"),
    ("cron", '"0 0 29 2 *"', None),
    ("cron", '"0 0 31 2 mon"', None),
    ("zone", "Europe/Berln", 'did you mean "Europe/Berlin"?'),
    ("zone", "Europe", "expected a time zone"),
    ("zone", "../../etc/passwd", "expected a time zone"),
    ("keep", "0", "from 1 to"),
    ("keep", "-1", "from 1 to"),
    ("keep", "many", "a whole number"),
    ("keep", "1.5", "a whole number"),
    ("formats", "[atom, rs]", 'did you mean "rss"?'),
    ("formats", "[]", "an empty list"),
    ("formats", "{atom: 1}", "found a mapping"),
    ("language", "english", "language tag"),
    ("language", "pt-BR", None),
    ("title", "''", "found nothing"),
    ("title", "[a]", "found a list"),
    ("title", "2026", None),
    ("title", "yes", None),
    ("links", "{include: '[a'}", "unterminated"),
    ("links", "{select: 'a['}", "a CSS selector"),
    ("links", "{select: //div/a}", "XPath"),
    ("links", "/a/", "a mapping of keys"),
    ("article", "{content: [.a, '..b']}", "article.content[1]: expected a CSS selector"),
    ("article", "{min_words: few}", "article.min_words"),
]


@pytest.mark.parametrize(("key", "value", "word"), VALUES, ids=[f"{key} {value}" for key, value, _ in VALUES])
def test_a_bad_value_is_told_with_what_was_expected(
    complaints: Complaints, key: str, value: str, word: str | None
) -> None:
    text = f"sources:\n  a:\n    url: https://x.org/\n    {key}: {value}\n"
    if word is None:
        assert loads(text.encode(), _path(), {})
        return
    (found,) = complaints(text)
    assert found.startswith(f"4: sources.a.{key}")
    assert "expected" in found
    assert word in found


@pytest.mark.parametrize(
    "written",
    [
        "a://me:secret@x",
        "a://me:sec@secret@x",
        "a://me:se/secret@x",
        "me:secret@x.org",
        "postgresql:///n?password=secret",
    ],
)
def test_no_complaint_shows_a_password(complaints: Complaints, written: str) -> None:
    for found in complaints(f"store: {written}\nsources: {{a: '{written}'}}\n"):
        assert "secret" not in found
        assert "***" in found


@pytest.mark.parametrize("written", ["5", "10", "0MB", "0.0001kB", "5MiB"])
def test_a_size_has_a_unit_and_is_more_than_nothing(complaints: Complaints, written: str) -> None:
    (found,) = complaints(f"fetch: {{max_wire: {written}}}\n{SOURCE}")
    assert found.startswith(f"1: fetch.max_wire: expected a size such as 500kB or 10MB, found {written}")


ADDRESSES = {
    "127.0.0.0/8": "127.0.0.0/8",
    "10.1.2.3/8": "10.0.0.0/8",
    "::1": "::1",
    "192.168.1.7": "192.168.1.7",
    "LocalHost:8000": "localhost:8000",
    "'[::1]:80'": "[::1]:80",
    "127.0.0.1/33": None,
    "localhost": None,
    "host:99999": None,
    "host:x": None,
    "http://x:1": None,
}


@pytest.mark.parametrize("written", ADDRESSES)
def test_addresses_are_networks_addresses_or_host_and_port(complaints: Complaints, written: str) -> None:
    text = f"fetch: {{allow_addresses: [{written}]}}\n{SOURCE}"
    if (expected := ADDRESSES[written]) is not None:
        assert loads(text.encode(), _path(), {}).fetch.allow_addresses == (expected,)
    else:
        assert complaints(text)[0].startswith("1: fetch.allow_addresses[0]: expected a network")


def test_a_file_in_another_encoding_is_told_with_its_line(complaints: Complaints) -> None:
    with pytest.raises(ConfigError, match=r"config.yaml:2: the file is not UTF-8: byte 0xe9"):
        loads("sources:\n  caf\xe9: x".encode("latin-1"), _path(), {})


def test_a_byte_order_mark_is_no_fault() -> None:
    assert loads(b"\xef\xbb\xbf" + SOURCE.encode(), _path(), {}).sources


def _path() -> Path:
    return Path("/etc/feedbot/config.yaml")


KEYS = "sources a url urls every cron fetch defaults links select"
VALUES_AND_MARKS = "https://x.org/ 30m 5 ${X} ' [ { } ] | é & * ?"
SPACED = (": ", "\n", "  ", "- ", "? ", "&a ", "*a", "\t", "!!int ", "\x85", "\0")
WORDS = st.sampled_from((*KEYS.split(), *VALUES_AND_MARKS.split(), *SPACED))


@settings(max_examples=150)
@given(st.lists(WORDS, max_size=25).map("".join))
def test_no_text_brings_down_the_reader(text: str) -> None:
    with suppress(ConfigError):
        loads(text.encode(), _path(), {})
