"""`feedbot preview`: a section page's links kept and dropped, or an article as it would appear."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from feedbot.app import utc_now
from feedbot.cli.show import json_out, out
from feedbot.config import load
from feedbot.fetch import Fetcher
from feedbot.model import Article, FetchRules, Section, Source
from feedbot.preview import Preview, look
from feedbot.sites.folder import Folders
from feedbot.urls import identity


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


def show(url: str, config: Path, *, kind: str, everything: bool, why: bool, doors: bool, as_json: bool) -> int:
    """Fetch the URL and print what it gives; rules of config.yaml hold where it names the URL's section page.

    The exit code: 1 where the page gives nothing by any door.
    """
    rules, source, folders = _rules(url, config)
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
        _section(seen, everything)
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


def _rules(url: str, config: Path) -> tuple[FetchRules, Source, tuple[Path, ...]]:
    """How to fetch, the source that the URL belongs to, and folders of rules: by config.yaml if it is there."""
    plain = Source(name="preview", sections=(Section(url),))
    if not config.exists():
        return FetchRules(), plain, ()
    settings = load(config)
    wanted = identity(url)
    of_url = [s for s in settings.sources if any(identity(section.url) == wanted for section in s.sections)]
    return settings.fetch, of_url[0] if of_url else plain, settings.site_rules


def _section(seen: Preview, everything: bool) -> None:
    found = seen.found
    assert found is not None
    out.print(f"[bold]{escape(seen.url)}[/bold]: a section page with {len(found.links)} items")
    for said in found.notes:
        out.print(f"  {said}", markup=False, style="yellow")
    for number, link in enumerate(found.links, 1):
        day = link.published.isoformat()[:10] if link.published else ""
        out.print(Text.assemble((f"{number:3} ", "dim"), (f"{day:10} ", "cyan"), (link.title or "(no title)", "bold")))
        out.print(f"    {link.url}", markup=False, style="dim")
    if not everything:
        counts = Counter(link.why for link in found.dropped)
        told = ", ".join(f"{count} {reason}" for reason, count in counts.most_common())
        out.print(
            f"{len(found.dropped)} other links: {told}" + ("" if not told else "  (--all lists them)"), markup=False
        )
        return
    for dropped in sorted(found.dropped, key=lambda dropped: dropped.why):
        out.print(Text.assemble((f"– {dropped.why}: ", "yellow"), dropped.text[:60], (f"  {dropped.url}", "dim")))


def _doors(seen: Preview) -> None:
    """Each door with what it would give, the one that `via: auto` takes in place of the page first."""
    shown = Table(box=None, header_style="bold", pad_edge=False, title="Doors", title_justify="left")
    for name in ("via", "items", "newest", "titles", "dates", "address"):
        shown.add_column(name, justify="right" if name in ("items", "titles", "dates") else "left")
    for behind in seen.doors:
        newest = behind.newest.isoformat()[:10] if behind.newest else ""
        counts = [str(len(behind.links)), newest, str(behind.titled), str(behind.dated)] if behind.links else [""] * 4
        told = f"{behind.door.url} ({behind.error or behind.door.why})"
        shown.add_row(behind.door.kind, *counts, Text(told, style="yellow" if behind.error else ""))
    out.print()
    out.print(shown)


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
    assert seen.article is not None
    shown = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("field", "signal", "disagreed"):
        shown.add_column(name)
    for field, told in seen.article.provenance.items():
        shown.add_row(Text(field), Text(told.signal), Text("; ".join(told.disagreed)))
    out.print()
    out.print(shown)
    for removed in seen.removed:
        out.print(Text.assemble((f"– {removed.why}: ", "yellow"), removed.text[:100]))
