from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from feedbot.config import Config, load, nearest
from feedbot.errors import ConfigError
from feedbot.model import ArticleRules, FetchRules, LinkRules, Section, Source

Complaints = Callable[..., list[str]]
Read = Callable[..., Config]
PAGE = "https://example.org/news/"


def test_two_lines_are_a_configuration(read: Read) -> None:
    config = read(f"sources:\n  example: {PAGE}\n")
    assert config.sources == (Source("example", (Section(PAGE),)),)
    assert config.fetch == FetchRules()
    assert config.store == "sqlite:////etc/feedbot/feedbot.db"
    assert config.output == Path("/etc/feedbot/output")
    assert config.base_url == "http://localhost:8300/"


def test_every_key_reaches_its_place(read: Read) -> None:
    config = read("""
        store: sqlite:////var/lib/feedbot.db
        output: /srv/feeds
        base_url: https://feeds.example.org/all
        site_rules: [rules, /srv/rules]
        fetch: {workers: 3, per_host: 1, pause: 1.5s, robots: ignore, user_agent: me, allow_addresses: 127.0.0.1:80,
                timeout: 5s, deadline: 1m30s, max_wire: 500kB, max_decoded: 1.5MB}
        sources:
          a:
            title: A  title
            urls: {One: https://example.org/1, Two: https://example.org/2}
            every: 2d
            zone: Europe/Lisbon
            keep: 7
            formats: json
            language: pt
            links: {include: /a/, exclude: /b/, select: h2 a}
            article: {content: .x, remove: [.y, .z], title: h1, author: .by, date: time, image: img, min_words: 9,
                      next_page: a.n, single_page: [a.s, a.t], pages: 3}
    """)
    assert config.store == "sqlite:////var/lib/feedbot.db"
    assert config.output == Path("/srv/feeds")
    assert config.base_url == "https://feeds.example.org/all/"
    assert config.site_rules == (Path("/etc/feedbot/rules"), Path("/srv/rules"))
    assert config.fetch == FetchRules(3, 1, 1.5, "ignore", "me", ("127.0.0.1:80",), 5.0, 90.0, 500_000, 1_500_000)
    assert config.sources == (
        Source(
            "a",
            (Section("https://example.org/1", "One"), Section("https://example.org/2", "Two")),
            title="A title",
            language="pt",
            every=172800.0,
            zone="Europe/Lisbon",
            keep=7,
            formats=("json",),
            links=LinkRules("/a/", "/b/", "h2 a"),
            article=ArticleRules(
                (".x",),
                (".y", ".z"),
                ("h1",),
                (".by",),
                ("time",),
                ("img",),
                "Europe/Lisbon",
                9,
                ("a.n",),
                ("a.s", "a.t"),
                3,
            ),
        ),
    )


@pytest.mark.parametrize(
    "urls",
    [
        "url: https://example.org/a",
        "urls: https://example.org/a",
        "urls: [https://example.org/a]",
        "urls: {'': https://example.org/a}",
    ],
)
def test_one_section_may_be_written_in_several_ways(read: Read, complaints: Complaints, urls: str) -> None:
    text = f"sources: {{a: {{{urls}}}}}"
    if "''" in urls:
        assert complaints(text) == ["1: sources.a.urls: expected a key, found nothing"]
    else:
        assert read(text).sources[0].sections == (Section("https://example.org/a"),)


def test_defaults_stand_under_each_source_key_by_key(read: Read) -> None:
    config = read(f"""
        defaults: {{keep: 9, cron: "0 * * * *", article: {{remove: .ad, min_words: 5}}, links: {{exclude: /live/}}}}
        sources:
          a: {PAGE}
          b: {{url: {PAGE}, keep: 3, every: 1h, article: {{min_words: 1}}}}
    """)
    a, b = config.sources
    assert (a.keep, a.cron, a.article.remove, a.article.min_words) == (9, "0 * * * *", (".ad",), 5)
    assert (b.keep, b.article.remove, b.article.min_words) == (3, (".ad",), 1)
    assert a.links == b.links == LinkRules(exclude="/live/")


def test_a_sources_own_schedule_replaces_that_of_the_defaults(read: Read) -> None:
    config = read(f"defaults: {{cron: 0 * * * *}}\nsources: {{a: {{url: {PAGE}, every: 1h}}}}")
    assert (config.sources[0].every, config.sources[0].cron) == (3600.0, "")


def test_values_come_from_the_environment(read: Read) -> None:
    config = read(
        "output: $$x/${NAME}/\nsources: {a: {url: '${SITE}/news', keep: '${N}'}}", NAME="y", SITE="http://x.org", N="4"
    )
    assert config.output == Path("/etc/feedbot/$x/y")
    assert config.sources[0].sections == (Section("http://x.org/news"),)
    assert config.sources[0].keep == 4


def test_a_missing_variable_is_named_and_no_value_is_shown(complaints: Complaints) -> None:
    found = complaints("sources: {a: '${SITE}/x', b: '${SECRET}'}", SECRET="hunter2")
    assert found[0] == "1: sources.a: the environment variable SITE is not set"
    assert "${SECRET}" in found[1]
    assert "hunter2" not in found[1]


def test_aliases_of_yaml_are_followed(read: Read) -> None:
    a, b = read(
        "sources: {a: {url: https://x.org/a, links: &l {exclude: /v/}}, b: {url: https://x.org/b, links: *l}}"
    ).sources
    assert a.links == b.links == LinkRules(exclude="/v/")


def test_a_missing_file_shows_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such file") as caught:
        load(tmp_path / "config.yaml")
    assert "sources:" in caught.value.hint


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)


def test_relative_paths_begin_beside_the_file(tmp_path: Path) -> None:
    file = tmp_path / "feeds.yaml"
    file.write_text(f"store: sqlite:///../x.db\noutput: www\nsources: {{a: {PAGE}}}\n")
    config = load(file)
    assert config.store == f"sqlite:///{tmp_path.parent / 'x.db'}"
    assert config.output == tmp_path / "www"


@pytest.mark.parametrize(
    "written", ["postgresql://me:${KEY}@db.example/feeds", "postgresql+psycopg://me:k@db.example/feeds"]
)
def test_a_store_may_be_a_database_on_a_server(tmp_path: Path, written: str) -> None:
    file = tmp_path / "feeds.yaml"
    file.write_text(f"store: {written}\nsources: {{a: {PAGE}}}\n")
    assert load(file, {"KEY": "k"}).store == "postgresql+psycopg://me:k@db.example/feeds"


@pytest.mark.parametrize("output", [".", "..", "/"])
def test_the_file_itself_is_never_published(complaints: Complaints, output: str) -> None:
    assert any(
        "output: this file stands inside" in line for line in complaints(f"output: {output}\nsources: {{a: {PAGE}}}")
    )


def test_the_store_is_never_published(complaints: Complaints) -> None:
    found = complaints(f"store: sqlite:///output/feedbot.db\nsources: {{a: {PAGE}}}")
    assert len(found) == 1
    assert found[0].startswith("1: store: /etc/feedbot/output/feedbot.db stands inside `output` (/etc/feedbot/output)")


def test_the_top_level_example_loads() -> None:
    config = load(Path(__file__).parents[2] / "config.yaml", environ={})
    assert config.sources[0].name == "ctmirror"
    assert len(config.sources[0].sections) == 12


def test_forty_sources_of_a_generated_file_load(read: Read) -> None:
    lines = [
        "store: sqlite:////tmp/s/feedbot.db",
        "output: /tmp/o",
        "fetch:",
        "  workers: 16",
        "  per_host: 8",
        "  pause: 0.0s",
    ]
    lines += ["  allow_addresses: [127.0.0.0/8]", "defaults: {keep: 100, formats: [atom]}", "sources:"]
    lines += [
        f'  s{n:03d}-x:\n    urls: [http://127.0.0.1:80/{n}/]\n    links: {{select: "h2.t > a"}}' for n in range(40)
    ]
    config = read("\n".join(lines))
    assert len(config.sources) == 40
    assert config.fetch == dataclasses.replace(FetchRules(), per_host=8, pause=0.0, allow_addresses=("127.0.0.0/8",))
    assert config.sources[7].formats == ("atom",)


def test_the_nearest_name_may_differ_in_capitals_and_none_may_be_near() -> None:
    assert nearest("CTmiror", ["ctmirror", "other"]) == "ctmirror"
    assert nearest("xyz", ["ctmirror"]) == ""
    assert nearest("xyz", []) == ""
