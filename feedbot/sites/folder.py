"""The files of rules in the folders that config.yaml names, read when a page of their site comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from feedbot import urls
from feedbot.errors import ConfigError

if TYPE_CHECKING:
    from feedbot.sites.rules import Note, Rules

_LARGEST = 1_000_000  # bytes of a file
_HINT = "site_rules names folders, beside the configuration file where it gives no whole path"
_NO_SITE = frozenset({"global.txt"})  # meant for every site: there detection knows more


class Folders:
    """Rules by site: of `a.example.txt` for a host and its www, of `.example.txt` for every host below it.

    Folders that are named first come first, and the file that names a host exactly. Raises ConfigError where a folder
    or a file cannot be read.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._files: dict[str, Path] = {}
        self._read: dict[str, Rules] = {}
        for folder in folders:
            try:
                found = sorted(path for path in folder.iterdir() if path.suffix == ".txt" and path.name not in _NO_SITE)
            except OSError as error:
                raise ConfigError([f"site_rules: {folder} cannot be read: {error.strerror}"], hint=_HINT) from None
            for path in found:
                self._files.setdefault(path.name.lower(), path)

    def __call__(self, url: str) -> Rules | None:
        """The rules for a page, or None."""
        name = next((name for name in _names(urls.host(url)) if name in self._files), "") if self._files else ""
        return self._rules(name) if name else None

    def of_sites(self, addresses: Sequence[str]) -> tuple[Rules, ...]:
        """Every file that may count for the sites of these addresses."""
        sites = {urls.site(urls.host(url).partition(":")[0]) for url in addresses}
        named = (name for name in self._files if urls.site(name.removesuffix(".txt").lstrip(".")) in sites)
        return tuple(self._rules(name) for name in sorted(named))

    def notes(self, addresses: Sequence[str]) -> tuple[Note, ...]:
        """What is not used of these files."""
        return tuple(
            note._replace(file=str(self._files[rules.file]))
            for rules in self.of_sites(addresses)
            for note in rules.notes
        )

    def _rules(self, name: str) -> Rules:
        if name not in self._read:
            from feedbot.sites.rules import parse  # loads the parser: only where a file is to be read

            try:
                text = self._files[name].read_bytes()[:_LARGEST].decode("utf-8", "replace")
            except OSError as error:
                raise ConfigError([f"site_rules: {self._files[name]} cannot be read: {error.strerror}"]) from None
            self._read[name] = parse(text, name)
        return self._read[name]


def _names(host: str) -> Iterator[str]:
    """The names of the files that may speak of a host, the nearest first.

    >>> list(_names("www.a.example.org"))
    ['www.a.example.org.txt', 'a.example.org.txt', '.a.example.org.txt', '.example.org.txt', '.org.txt']
    """
    host = host.partition(":")[0]
    yield f"{host}.txt"
    bare = host.removeprefix("www.")
    if bare != host:
        yield f"{bare}.txt"
    labels = host.split(".")
    for place in range(1, len(labels)):
        yield f".{'.'.join(labels[place:])}.txt"
