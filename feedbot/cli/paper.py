"""What the commands print on: Rich where there is a terminal, plain lines elsewhere."""

from __future__ import annotations

import io
import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

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


_lost: list[str] = []  # why what was said did not arrive, where somebody may still want it


class _Pipe(io.FileIO):
    """A stream that may take no more (`| head`, a full disk): what is left to say goes nowhere, the work goes on."""

    def write(self, said: Any) -> int:
        try:
            return super().write(said)
        except OSError as error:
            if not isinstance(error, BrokenPipeError):  # a reader that left wants no more
                _lost.append(error.strerror or str(error))
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            return super().write(said)


def outlast_readers() -> None:
    """Let no reader of the standard streams that leaves, or was never there, end what a command is at."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # the shell closed it: `>&-`
            setattr(sys, name, open(os.devnull, "w", encoding="utf8"))  # noqa: SIM115 - as long as the process
        elif type(stream) is io.TextIOWrapper and not stream.isatty():
            stream.flush()
            setattr(sys, name, _outlasting(stream))


def unsaid() -> str:
    """Why some of what was said did not arrive, "" where all did or its reader left."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return next(iter(_lost), "")


def _outlasting(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    """The stream, as it was opened, on a pipe that can be left."""
    pipe = _Pipe(stream.fileno(), "w", closefd=False)
    straight = isinstance(stream.buffer, io.RawIOBase)  # PYTHONUNBUFFERED: no buffer between
    return io.TextIOWrapper(
        pipe if straight else io.BufferedWriter(pipe),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
