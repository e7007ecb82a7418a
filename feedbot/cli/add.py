"""`feedbot add`: a new source proposed, shown, and written into config.yaml when the user says yes."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import typer
from rich.table import Table
from rich.text import Text

from feedbot import text
from feedbot.app import utc_now
from feedbot.cli import given
from feedbot.cli.preview import NoMemory
from feedbot.cli.show import err, json_out, note, out
from feedbot.config import file, nearest
from feedbot.config.edit import shown
from feedbot.errors import ConfigError
from feedbot.fetch import Fetcher
from feedbot.model import FetchRules, Link, Section
from feedbot.proposal import Front, Look, Proposal, Wishes, front, known, propose
from feedbot.text import many

_ROWS = 12  # items that are listed
_WORDS = 150  # of the article that is shown


@dataclass(frozen=True, slots=True)
class Manner:
    """How the command is to go about it."""

    yes: bool = False
    dry_run: bool = False
    as_json: bool = False

    @property
    def asks(self) -> bool:
        """Whether somebody is there to answer."""
        return not (self.yes or self.dry_run or self.as_json) and sys.stdin.isatty() and out.is_terminal


def run(url: str, config: Path, wishes: Wishes, picked: str, manner: Manner) -> int:
    """Propose the source, show it, ask, write it; the exit code. `picked` names sections of a home page, or "all"."""
    before = file.standing(config)
    url = given.page(url)
    if not picked and _is_there([Section(url)], before, manner):
        return 0
    fetch = Fetcher(before.config.fetch if before.config else FetchRules(), memory=NoMemory())
    try:
        seen = front(fetch, url, utc_now(), wanted=bool(picked))
        chosen = _chosen(seen, picked, manner)
        if _is_there(chosen or [Section(seen.page.url)], before, manner):
            return 0
        new = tuple(section for section in chosen if not known(before.sources, section.url))
        proposal = propose(fetch, before, seen, replace(wishes, sections=new), utc_now())
    finally:
        fetch.close()
    return _decide(proposal, seen, before, manner)


def _decide(proposal: Proposal, seen: Front, before: file.Standing, manner: Manner) -> int:
    """Show the proposal, and write it where the answer is yes; the exit code."""
    if not manner.as_json:
        _show(proposal, seen, before)
    agreed = manner.yes or (manner.asks and typer.confirm(f"Write it into {before.path}?", default=True))
    written = agreed and not manner.dry_run
    if written:
        file.save(before, proposal.after)
    if manner.as_json:
        json_out(_as_json(proposal, seen, written))
    elif written:
        out.print(f"written into {before.path}", style="green", markup=False)
        where = "" if before.path == Path("config.yaml") else f" --config {shlex.quote(str(before.path))}"
        out.print(f"next: feedbot run {proposal.source.name}{where}", markup=False)
    elif manner.dry_run:
        note("nothing written: a dry run")
    elif manner.asks:
        note("nothing written")
    else:
        err.print("nothing written: nobody is there to answer; --yes goes ahead without asking", markup=False)
        return 1
    return 0


def _is_there(sections: Sequence[Section], before: file.Standing, manner: Manner) -> bool:
    """Whether sources have all of these pages already; says of each that is there where."""
    there = {section.url: source.name for section in sections if (source := known(before.sources, section.url))}
    whole = len(there) == len(sections)
    if manner.as_json:
        if whole:
            json_out({"known": there, "written": False})
        return whole
    for url, name in there.items():
        out.print(f"{name} has it already: {url}" + ("; nothing written" if whole else ""), markup=False)
    return whole


def _chosen(seen: Front, picked: str, manner: Manner) -> tuple[Section, ...]:
    """The sections that are wanted; none: the page itself."""
    if picked:
        return by_name(seen.sections, picked)
    return _asked(seen) if seen.sections and manner.asks else ()


def by_name(sections: Sequence[Section], picked: str) -> tuple[Section, ...]:
    """The sections of these names, commas between them, or all; raises ConfigError for a name that is none."""
    if picked.strip().lower() == "all" and sections:
        return tuple(sections)
    names = {section.name.lower(): section for section in sections}
    words = [word.strip() for word in picked.split(",") if word.strip()]
    unknown = [word for word in words if word.lower() not in names]
    if unknown or not words:
        there = ", ".join(section.name for section in sections) or "none"
        complaints = [_no_section(word, names) for word in unknown] or [f"--sections {picked!r} names none"]
        raise ConfigError(complaints, hint=f"the page's sections: {there}")
    return tuple(dict.fromkeys(names[word.lower()] for word in words))


def _no_section(word: str, names: dict[str, Section]) -> str:
    near = nearest(word, names)
    return f"no section is named {word!r}" + (f" (did you mean {names[near].name!r}?)" if near else "")


def _asked(seen: Front) -> tuple[Section, ...]:
    """The sections that the user picks from a list."""
    out.print(f"{seen.page.url} leads to these sections:", markup=False)
    _list(seen.sections)
    while True:
        answer = typer.prompt("Which? 1,3-5 or all; Enter for the page itself", default="", show_default=False)
        try:
            return tuple(seen.sections[number - 1] for number in numbers(answer, len(seen.sections)))
        except ValueError as error:
            note(str(error))


def numbers(answer: str, count: int) -> list[int]:
    """The numbers from 1 to `count` that an answer names; ValueError says what is wrong with it.

    >>> numbers("1, 3-5", 6), numbers("all", 3), numbers("", 3)
    ([1, 3, 4, 5], [1, 2, 3], [])
    """
    if answer.strip().lower() == "all":
        return list(range(1, count + 1))
    found: list[int] = []
    for part in re.split(r"[,\s]+", re.sub(r"\s*-\s*", "-", answer.strip())):
        first, dash, last = part.partition("-")
        if not part:
            continue
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise ValueError(f"{part!r} is neither a number nor a range such as 3-5")
        span = range(int(first), int(last or first) + 1)
        if not span or span[0] < 1 or span[-1] > count:
            raise ValueError(f"{part!r} is not within 1-{count}")
        found += span
    return list(dict.fromkeys(found))


def _list(sections: Sequence[Section]) -> None:
    for number, section in enumerate(sections, 1):
        out.print(Text.assemble((f"{number:3} ", "dim"), (section.name, "bold"), (f"  {section.url}", "dim")))


def _show(proposal: Proposal, seen: Front, before: file.Standing) -> None:
    """What the feed would contain, and what would be written."""
    out.print(Text.assemble((proposal.source.title, "bold"), f": {many(len(proposal.links), 'item')}"))
    for look in proposal.looks:
        _tell(look, alone=len(proposal.looks) == 1)
    for said in proposal.notes:
        out.print(f"  {said}", markup=False, style="yellow")
    _items(proposal.links)
    _article(proposal)
    if seen.sections and len(proposal.source.sections) == 1:
        names = ", ".join(section.name for section in seen.sections)
        out.print(f"\nIts sections, for --sections: {names}", markup=False)
    out.print(f"\n{before.path} would get:" if before.body is not None else f"\n{before.path} would be:", markup=False)
    out.print(
        Text("".join(f"  {line}\n" for line in shown(proposal.source.name, proposal.said).splitlines()), style="cyan")
    )


def _tell(look: Look, *, alone: bool) -> None:
    """Where the items of a section come from, or why it is left out."""
    if look.visit is None:
        out.print(f"  {look.section.name}: left out: {look.error}", markup=False, style="yellow")
        return
    door = look.visit.door
    came = f"by {door.kind} {door.url}" if door else "from the page"
    if not alone:
        out.print(f"  {look.section.name}: {many(len(look.links), 'item')} {came}", markup=False)
    elif door:
        out.print(f"  {came}", markup=False)
    for said in look.visit.notes:
        out.print(f"  {said}", markup=False, style="yellow")


def _items(links: Sequence[Link]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("date", no_wrap=True)
    table.add_column("title")
    for link in links[:_ROWS]:
        day = link.published.isoformat()[:10] if link.published else "–"
        table.add_row(Text(day, style="cyan"), Text(link.title or link.url))
    out.print()
    out.print(table)
    if len(links) > _ROWS:
        out.print(f"… and {len(links) - _ROWS} more", style="dim")


def _article(proposal: Proposal) -> None:
    """The first item in full, shortened."""
    article = proposal.article
    if article is None:
        out.print(f"\nNo item could be read in full: {proposal.refused}", markup=False, style="yellow")
        return
    out.print(f"\nThe first of them as it would appear ({len(text.words(article.text))} words):", markup=False)
    day = article.published.isoformat()[:10] if article.published else ""
    facts = " · ".join(fact for fact in (", ".join(article.authors), day, article.language) if fact)
    out.print(Text(article.title, style="bold"))
    out.print(Text(facts, style="cyan"))
    words = article.text.split(" ")
    out.print("\n" + " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else ""), markup=False)


def _as_json(proposal: Proposal, seen: Front, written: bool) -> dict[str, Any]:
    source = proposal.source
    return {
        "known": {},
        "written": written,
        "name": source.name,
        "title": source.title,
        "source": proposal.said,
        "yaml": shown(source.name, proposal.said),
        "pages": [_look_as_json(look) for look in proposal.looks],
        "items": proposal.links,
        "article": proposal.article,
        "problem": str(proposal.refused or ""),
        "notes": proposal.notes,
        "sections": seen.sections,
    }


def _look_as_json(look: Look) -> dict[str, Any]:
    door = look.visit.door if look.visit else None
    return {
        "name": look.section.name,
        "url": look.section.url,
        "items": len(look.links),
        "door": {"kind": door.kind, "url": door.url} if door else None,
        "problem": str(look.error or ""),
        "notes": look.visit.notes if look.visit else (),
    }
