"""What the commands print on: Rich where there is a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.console import Console


class Paper:
    """A standard stream; Rich loads for what needs it: loading takes a tenth of a run that finds nothing new."""

    def __init__(self, stream: Literal["stdout", "stderr"]) -> None:
        self._stream = stream

    @property
    def is_terminal(self) -> bool:
        return bool(os.environ.get("FORCE_COLOR")) or getattr(sys, self._stream).isatty()

    @cached_property
    def console(self) -> Console:
        """Rich's own."""
        from rich.console import Console

        return Console(stderr=self._stream == "stderr", highlight=False, soft_wrap=True)

    def print(self, *said: object, style: str = "", markup: bool = True) -> None:
        """Print strings, with Rich's markup unless told otherwise, or things of Rich such as tables."""
        plain = all(isinstance(what, str) and not (markup and "[" in what) for what in said)
        if plain and not self.is_terminal:
            print(*said, file=getattr(sys, self._stream))
        else:
            self.console.print(*said, style=style or None, markup=markup)
