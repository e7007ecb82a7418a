"""What is wrong with a file, collected: one line a fault, with the line number, the key, and the nearest name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


def nearest(word: str, words: Iterable[str]) -> str:
    """The one of `words` that `word` was probably meant to be, or "".

    >>> nearest("evry", ["every", "keep"])
    'every'
    >>> nearest("zzz", ["every", "keep"])
    ''
    """
    import difflib

    by_lower = {known.lower(): known for known in words}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The end of a complaint about a name that is not known: the nearest one, else all of them.

    >>> did_you_mean("evry", ["every", "keep"])
    'did you mean "every"?'
    >>> did_you_mean("zzz", ["every", "keep"])
    'known: every, keep'
    """
    names = sorted(words)
    near = nearest(word, names)
    return f'did you mean "{near}"?' if near else f"known: {', '.join(names)}"


class Reading(NamedTuple):
    """One reading of one file: its name as the user gave it, the environment, and the faults so far as (line, text)."""

    file: str
    environ: Mapping[str, str]
    faults: list[tuple[int, str]]

    def complain(self, line: int, text: str) -> None:
        self.faults.append((line, text))

    def lines(self) -> list[str]:
        """Every fault as one line, in the order of the file."""
        return [f"{self.file}:{line}: {text}" for line, text in sorted(self.faults, key=lambda fault: fault[0])]


class Place(NamedTuple):
    """Where in the file a value stands: `sources.ctmirror.links`."""

    reading: Reading
    path: str = ""

    def key(self, name: str) -> Place:
        return Place(self.reading, f"{self.path}.{name}" if self.path else name)

    def item(self, number: int) -> Place:
        return Place(self.reading, f"{self.path}[{number}]")

    def complain(self, line: int, message: str) -> None:
        self.reading.complain(line, f"{self.path}: {message}" if self.path else message)
