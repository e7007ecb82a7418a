"""Candidates, and how what disagreed is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from feedbot.model import Provenance
from feedbot.text import key, shorten

_MOST = 6  # candidates that are told


class Candidate(NamedTuple):
    """What one signal says of a field."""

    signal: str
    value: str


def provenance(signal: str, chosen: str, candidates: Iterable[Candidate]) -> Provenance:
    """The signal that won, and what the others say where they say something else."""
    others: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.value != chosen:
            others.setdefault(candidate.value, candidate)
    if not others:
        return Provenance(signal)
    told, seen = [], {key(chosen), ""}
    for candidate in others.values():
        said = key(candidate.value)
        if said not in seen:
            seen.add(said)
            told.append(f"{candidate.signal}: {shorten(candidate.value, 120)}")
    return Provenance(signal, tuple(told[:_MOST]))
