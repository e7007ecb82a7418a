"""One more source in a config.yaml: every character that was there stays, and the result loads."""

from __future__ import annotations

import json
import os
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedbot.config import Config, file, load, loads
from feedbot.config.edit import Said, first_source, with_source
from feedbot.errors import ConfigError
from feedbot.model import Section, Source

PATH = Path("/etc/feedbot/config.yaml")
NEW = "https://new.example/"


def read(body: bytes) -> Config:
    return loads(body, PATH, {})


def edited(text: str, said: Said = NEW) -> str:
    return with_source(textwrap.dedent(text).encode(), "new", said).decode()


def same(text: str, expected: str, said: Said = NEW) -> None:
    assert edited(text, said) == textwrap.dedent(expected)
    assert read(edited(text, said).encode()).sources[-1].name == "new"


def is_subsequence(old: bytes, new: bytes) -> bool:
    rest = iter(new)
    return all(byte in rest for byte in old)


def test_a_source_goes_behind_the_last() -> None:
    same(
        """\
        sources:
          a: https://a.example/
        store: sqlite:///x.db
        """,
        """\
        sources:
          a: https://a.example/
          new: https://new.example/
        store: sqlite:///x.db
        """,
    )


def test_keys_of_a_source_are_lines_indented_as_the_file_is() -> None:
    same(
        """\
        fetch:
            pause: 2s
        sources:
            a: https://a.example/
        """,
        """\
        fetch:
            pause: 2s
        sources:
            a: https://a.example/
            new:
                title: New things
                urls:
                    Town hall: https://new.example/town/
                    "no": https://new.example/no/
        """,
        {"title": "New things", "urls": {"Town hall": f"{NEW}town/", "no": f"{NEW}no/"}},
    )


def test_comments_of_the_last_source_stay_above_and_those_of_the_next_key_below() -> None:
    same(
        """\
        sources:
          a: https://a.example/ # the first

          # b: https://b.example/

        # Where it goes.
        output: out/ # here
        # the end
        """,
        """\
        sources:
          a: https://a.example/ # the first

          # b: https://b.example/
          new: https://new.example/

        # Where it goes.
        output: out/ # here
        # the end
        """,
    )


def test_a_comment_at_the_end_of_the_file_stays_at_the_end() -> None:
    same(
        "sources:\n  a: https://a.example/\n\n# end",
        "sources:\n  a: https://a.example/\n  new: https://new.example/\n\n# end",
    )


def test_a_file_without_a_last_line_break_gets_one() -> None:
    same("sources:\n  a: https://a.example/", "sources:\n  a: https://a.example/\n  new: https://new.example/\n")
    same(
        "sources:\n  a: https://a.example/ # no break",
        "sources:\n  a: https://a.example/ # no break\n  new: https://new.example/\n",
    )


def test_sources_apart_by_empty_lines_stay_so() -> None:
    same(
        """\
        sources:
          a: https://a.example/

          # About b.
          b:
            url: https://b.example/


        store: sqlite:///x.db
        """,
        """\
        sources:
          a: https://a.example/

          # About b.
          b:
            url: https://b.example/

          new: https://new.example/


        store: sqlite:///x.db
        """,
    )


@pytest.mark.parametrize("nothing", ["", " {}", " ~", " null", " { }"])
def test_an_empty_list_of_sources_is_filled(nothing: str) -> None:
    same(f"sources:{nothing} # none yet\n", "sources: # none yet\n  new: https://new.example/\n")
    same(f"sources:{nothing}", "sources:\n  new: https://new.example/\n")


def test_commented_sources_below_an_empty_key_stay_above() -> None:
    same(
        "sources:\n  # a: https://a.example/\n\n# end\nstore: sqlite:///x.db\n",
        "sources:\n  # a: https://a.example/\n  new: https://new.example/\n\n# end\nstore: sqlite:///x.db\n",
    )


def test_a_file_without_the_key_gets_it_at_the_end() -> None:
    same("store: sqlite:///x.db\n# end\n", "store: sqlite:///x.db\n# end\n\nsources:\n  new: https://new.example/\n")
    same("store: sqlite:///x.db\n...\n", "store: sqlite:///x.db\n\nsources:\n  new: https://new.example/\n...\n")
    same("{store: 'sqlite:///x.db'}", '{store: \'sqlite:///x.db\', "sources": {"new": "https://new.example/"}}')


@pytest.mark.parametrize("text", ["", "\n", "# only a comment", "# only\n\n", "---\n", "---\n...\n"])
def test_a_file_without_values_gets_the_key(text: str) -> None:
    after = edited(text)
    assert is_subsequence(text.encode(), after.encode())
    assert [source.name for source in read(after.encode()).sources] == ["new"]


def test_sources_in_brackets_stay_in_brackets() -> None:
    same(
        "sources: {a: 'https://a.example/'} # x\n",
        'sources: {a: \'https://a.example/\', "new": "https://new.example/"} # x\n',
    )
    same(
        "sources: {a: 'https://a.example/', }\n",
        'sources: {a: \'https://a.example/\', "new": "https://new.example/" }\n',
    )
    same(
        """\
        sources: {
            a: https://a.example/, # first
            b: {url: https://b.example/} # second
          }
        """,
        """\
        sources: {
            a: https://a.example/, # first
            b: {url: https://b.example/}, # second
            "new": "https://new.example/"
          }
        """,
    )
    same(
        "sources: {a: https://a.example/ # x\n  , # y\n  }\n",
        'sources: {a: https://a.example/ # x\n  , # y\n          "new": "https://new.example/"\n  }\n',
    )
    same("{sources: {}}", '{sources: {"new": "https://new.example/"}}')
    same("sources: {\n  # none\n  }\n", 'sources: {"new": "https://new.example/"\n  # none\n  }\n')


def test_a_file_that_is_json_stays_json() -> None:
    before = json.dumps({"store": "sqlite:///x.db", "sources": {"a": {"url": "https://a.example/"}}}, indent=2)
    after = edited(before, {"title": 'Say "hi"', "urls": {"Ä": NEW}})
    assert list(json.loads(after)["sources"]) == ["a", "new"]
    assert read(after.encode()).sources[-1].title == 'Say "hi"'


def test_line_breaks_of_other_systems_and_a_byte_order_mark_are_kept() -> None:
    after = with_source(b"\xef\xbb\xbfsources:\r\n  a: https://a.example/\r\n# end\r\n", "new", {"url": NEW})
    assert after == (
        b"\xef\xbb\xbfsources:\r\n  a: https://a.example/\r\n  new:\r\n    url: https://new.example/\r\n# end\r\n"
    )
    assert with_source(b"sources:\r\n  a: https://a.example/", "new", NEW).endswith(
        b"/\r\n  new: https://new.example/\r\n"
    )


def test_anchors_aliases_and_texts_of_many_lines_are_no_trouble() -> None:
    text = textwrap.dedent("""\
        defaults: &d
          links: &l {exclude: /live/}
        sources:
          a: {url: https://a.example/, links: *l}
          b:
            url: https://b.example/
            title: |+
              Of many lines
              # no comment

        # end
        """)
    before, after = read(text.encode()), read(edited(text).encode())
    assert after.sources[:-1] == before.sources
    assert is_subsequence(text.encode(), edited(text).encode())
    aliased = "fetch:\n  pause: &p 2s\nsources:\n  a:\n    url: https://a.example/\n    every: *p\n# end\n"
    assert edited(aliased).endswith("every: *p\n  new: https://new.example/\n# end\n")


def test_titles_and_addresses_mean_the_same_after_reading_whatever_they_hold() -> None:
    titles = [
        "a: b",
        "a #b",
        "- a",
        "'",
        '"',
        "\\n",
        "${HOME}",
        "$$",
        "$$$ {x}",
        "@x",
        "1e5",
        "~",
        "ja",
        "Ünï 😀",
        "a:",
        "*",
        "!x",
    ]
    for title in titles:
        for text in ("sources:\n  a: https://a.example/\n", "sources: {a: 'https://a.example/'}\n"):
            source = read(edited(text, {"title": title, "url": NEW + "?a=${x}&b=$$#c: d"}).encode()).sources[-1]
            assert source.title == title
            assert source.sections[0].url == NEW + "?a=${x}&b=$$#c:%20d"


def test_a_new_file_says_what_it_is_for() -> None:
    body = first_source("new", {"title": "New", "url": NEW})
    assert body.startswith(b"# yaml-language-server: $schema=")
    assert read(body).sources[0].title == "New"


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12).map(lambda word: f"x{word}")
GAPS = st.sampled_from(["", "\n", "\n\n", "# c\n", "  # c\n", "    # c: d\n", "\n  # c\n\n# d\n", " \n"])
SOURCES = st.sampled_from(
    [
        "{pad}{name}: https://{name}.example/",
        "{pad}{name}: 'https://{name}.example/' # c",
        "{pad}{name}:\n{pad}  url: https://{name}.example/\n{pad}  title: |\n{pad}   t\n\n",
        '{pad}{name}:\n{pad}  # c\n{pad}  urls:\n{pad}  - https://{name}.example/\n{pad}  - "https://{name}.example/b"',
        "{pad}{name}: {{url: https://{name}.example/,\n{pad}  title: t}}",
        "{pad}? {name}\n{pad}: https://{name}.example/",
        "{pad}{name}: >-\n{pad}  https://{name}.example/\n",
    ]
)
KEYS = st.sampled_from(["", "store: sqlite:///x.db\n", "fetch:\n   pause: 2s\n", "defaults: {keep: 20} # c\n"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A valid config.yaml in an odd hand."""
    pad = " " * draw(st.integers(1, 5))
    shapes = draw(st.lists(SOURCES, min_size=1, max_size=3))
    lines = [shape.format(pad=pad, name=f"s{number}") + "\n" + draw(GAPS) for number, shape in enumerate(shapes)]
    first, second = draw(st.permutations(["", draw(KEYS)]))
    text = draw(GAPS) + first + draw(GAPS) + "sources:" + draw(st.sampled_from(["\n", " # c\n"])) + "".join(lines)
    text += second + draw(GAPS)
    text = draw(st.sampled_from([text, text.rstrip("\n")]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))).encode()


@given(files(), WORDS, st.one_of(st.just(NEW), st.dictionaries(WORDS, st.just(NEW), min_size=1, max_size=3)))
def test_any_file_keeps_every_byte_and_its_sources(body: bytes, title: str, urls: str | Mapping[str, str]) -> None:
    if not isinstance(urls, str):
        urls = {name: f"{url}{number}" for number, (name, url) in enumerate(urls.items())}
    before = read(body)
    after = with_source(body, "new", {"title": title, "url" if isinstance(urls, str) else "urls": urls})
    assert is_subsequence(body, after)
    config = read(after)
    assert config.sources[:-1] == before.sources
    assert (config.store, config.fetch) == (before.store, before.fetch)
    assert config.sources[-1].title == title
    again = with_source(after, "again", NEW)
    assert read(again).sources[:-1] == config.sources


def test_what_is_broken_before_is_refused_with_its_complaints(tmp_path: Path) -> None:
    for text, complaint in {
        "sources:\n\ta: https://a.example/\n": "a tab; YAML is indented with blanks",
        "sources:\n  a: {urll: https://a.example/}\n": 'did you mean "url"',
        "sources: [a]\n": "found a list",
        "sources:\nfetsch: {}\n": 'did you mean "fetch"',
        "a: b: c\n": "no YAML",
        "- a\n": "found a list",
        "sources: a\n": "found a",
        "{sources: }": "found nothing",
    }.items():
        (tmp_path / "config.yaml").write_text(text, "utf8")
        with pytest.raises(ConfigError, match=complaint):
            file.standing(tmp_path / "config.yaml", {})


def test_a_file_that_only_lacks_sources_stands_with_its_other_keys(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    for text in ("fetch: {pause: 3s}\n", "fetch: {pause: 3s}\nsources:\n", "sources: {}\nfetch: {pause: 3s}\n"):
        path.write_text(text, "utf8")
        config = file.standing(path, {}).config
        assert config is not None
        assert (config.sources, config.fetch.pause) == ((), 3.0)


def test_a_saved_file_loads_and_keeps_its_rights_and_its_link(tmp_path: Path) -> None:
    real, path = tmp_path / "real.yaml", tmp_path / "config.yaml"
    real.write_text("sources:\n  a: https://a.example/\n", "utf8")
    real.chmod(0o640)
    path.symlink_to(real)
    before = file.standing(path, {})
    file.save(before, file.with_source(before, "new", NEW, {}))
    assert load(path, {}).sources[-1] == Source("new", (Section(NEW),))
    assert path.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(tmp_path)) == ["config.yaml", "real.yaml"]


def test_a_missing_file_is_created(tmp_path: Path) -> None:
    before = file.standing(tmp_path / "config.yaml", {})
    file.save(before, file.with_source(before, "new", NEW, {}))
    assert [source.name for source in load(tmp_path / "config.yaml", {}).sources] == ["new"]


def test_a_file_that_changed_in_the_meantime_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("sources:\n  a: https://a.example/\n", "utf8")
    before = file.standing(path, {})
    body = file.with_source(before, "new", NEW, {})
    path.write_text("sources:\n  b: https://b.example/\n", "utf8")
    with pytest.raises(ConfigError, match="changed in the meantime"):
        file.save(before, body)
    assert "b.example" in path.read_text("utf8")


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("sources:\n  a: https://a.example/\n", "utf8")
    with pytest.raises(ConfigError, match="comes twice"):
        file.with_source(file.standing(path, {}), "a", NEW, {})
