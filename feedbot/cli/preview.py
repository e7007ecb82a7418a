"""`feedbot preview`: a section page's links kept and dropped, or an article as it would appear."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from math import inf
from os.path import commonpath
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.text import Text

from feedbot.app import utc_now
from feedbot.cli import given
from feedbot.cli.show import json_out, note, out
from feedbot.config import file, load
from feedbot.fetch import Fetcher
from feedbot.model import Article, FetchRules, Section, Source
from feedbot.preview import Preview, look
from feedbot.sites.folder import Folders
from feedbot.text import many
from feedbot.urls import host, identity


class NoMemory:
    """robots.txt of this one look, and nothing after it."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, float]] = {}

    def robots(self, host: str) -> tuple[str, float] | None:
        return self._kept.get(host)

    def keep_robots(self, host: str, body: str, at: float) -> None:
        self._kept[host] = (body, at)

    def silence(self, host: str) -> tuple[int, float] | None:
        return None

    def keep_silence(self, host: str, status: int, until: float) -> None:
        pass


def show(url: str, config: Path | None, *, kind: str, everything: bool, why: bool, doors: bool, as_json: bool) -> int:
    """Fetch the URL and print what it gives, by the rules of config.yaml for its section page or its site.

    The exit code: 1 where the page gives nothing by any door.
    """
    url = given.page(url)
    rules, source, folders = _rules(url, config)
    if source.name and not as_json:
        note(f"by the rules of {source.name}")
    sites = Folders(folders)
    fetch = Fetcher(rules, memory=NoMemory())
    try:
        seen = look(fetch, url, kind, source, utc_now, doors=doors, sites=sites)
    finally:
        fetch.close()
    if as_json:
        json_out(_as_json(seen))
    elif seen.article:
        _article(seen.article)
        if why:
            _why(seen)
    elif seen.found:
        _section(seen, everything, why)
    else:
        out.print(f"{seen.url}: {seen.refused}", markup=False, style="yellow")
        if seen.hint:
            out.print(f"  {seen.hint}", markup=False)
    if seen.doors and not as_json:
        _doors(seen)
    return 0 if seen.ok else 1


def _as_json(seen: Preview) -> dict[str, Any]:
    said = {field.name: getattr(seen, field.name) for field in fields(seen)}
    if found := seen.found:
        said["found"] = {"links": found.links, "dropped": found.dropped, "notes": found.notes}
    return said


def _rules(url: str, config: Path | None) -> tuple[FetchRules, Source, tuple[Path, ...]]:
    """How to fetch, the source that the URL belongs to, and folders of rules: by the configuration, where there is one.

    A source has its section pages, and the other pages of their hosts; of several the one whose address is nearest.
    Raises ConfigError.
    """
    plain = Source(name="", sections=(Section(url),))
    if config is None:
        return FetchRules(), plain, ()
    settings = file.standing(config).config or load(config)  # one without sources will do, one that is not there not
    near = [(_nearness(section.url, url), source) for source in settings.sources for section in source.sections]
    score, source = max(near, key=lambda one: one[0], default=(0, plain))
    return settings.fetch, source if score else plain, settings.site_rules


def _nearness(section: str, url: str) -> float:
    """How near a page is to a section page: 0 on another host, more with every folder that their addresses share."""
    if identity(section) == identity(url):
        return inf
    return len(commonpath([section, url])) if host(section) == host(url) else 0


def _section(seen: Preview, everything: bool, why: bool) -> None:
    found = seen.found
    assert found is not None
    out.print(f"[bold]{escape(seen.url)}[/bold]: a section page with {many(len(found.links), 'item')}")
    for said in found.notes:
        out.print(f"  {said}", markup=False, style="yellow")
    for number, link in enumerate(found.links, 1):
        day = link.published.isoformat()[:10] if link.published else ""
        out.print(Text.assemble((f"{number:3} ", "dim"), (f"{day:10} ", "cyan"), (link.title or "(no title)", "bold")))
        out.print(f"    {link.url}", markup=False, style="dim")
        if why:
            out.print(f"    {link.why}", markup=False, style="dim")
    if not everything:
        counts = Counter(link.why for link in found.dropped)
        if counts:
            told = ", ".join(f"{count} {reason}" for reason, count in counts.most_common())
            out.print(f"{many(len(found.dropped), 'other link')}: {told}  (--all lists them)", markup=False)
        return
    for dropped in sorted(found.dropped, key=lambda dropped: dropped.why):
        out.print(Text.assemble((f"– {dropped.why}: ", "yellow"), dropped.text[:60], (f"  {dropped.url}", "dim")))


def _doors(seen: Preview) -> None:
    """Each door with what it would give, the one that `via: auto` takes in place of the page first."""
    out.print("\nDoors", style="bold")
    for behind in seen.doors:
        newest = f", the newest of {behind.newest.isoformat()[:10]}" if behind.newest else ""
        items = f"{many(len(behind.links), 'item')}, {behind.titled} with title, {behind.dated} with date{newest}"
        told = items if behind.links else behind.error
        out.print(Text.assemble((f"{behind.door.kind:10}", "bold"), (told, "yellow" if behind.error else "")))
        out.print(f"{'':10}{behind.door.url} ({behind.door.why})", markup=False, style="dim")


def _article(article: Article) -> None:
    out.print(Text(article.title, style="bold"))
    facts = {
        "url": article.url,
        "authors": ", ".join(article.authors),
        "published": article.published.isoformat() if article.published else "",
        "modified": article.modified.isoformat() if article.modified else "",
        "section": article.section,
        "tags": ", ".join(article.tags),
        "language": article.language,
        "image": article.image.url if article.image else "",
        "partial": article.partial,
        "summary": article.summary,
    }
    for name, value in facts.items():
        if value:
            out.print(Text.assemble((f"{name:10} ", "cyan"), value))
    out.print()
    out.print(article.text, markup=False)


def _why(seen: Preview) -> None:
    """The signal that gave each field, what disagreed with it, and what was left out of the text."""
    assert seen.article is not None
    out.print()
    for field, told in seen.article.provenance.items():
        out.print(Text.assemble((f"{field:10} ", "cyan"), told.signal))
        for other in told.disagreed:
            out.print(f"{'':11}not {other}", markup=False, style="dim")
    for removed in seen.removed:
        out.print(Text.assemble((f"– {removed.why}: ", "yellow"), removed.text[:100]))
