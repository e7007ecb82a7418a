"""Files: whole or not at all. A reader of the folder never sees half a feed, nor an empty one over a good one."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from feedbot import files
from feedbot.errors import OutputError

# Letters, digits, dot, dash, underscore; no dot or dash first: no path, no hidden file, no option of a command.
_SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,199}")

_NO_RIGHT = "give feedbot's user the right to write there, or set `output` to another folder"
_HINTS = {
    errno.ENOSPC: "free some space; the last good file stays",
    errno.EDQUOT: "the disk quota is used up; the last good file stays",
    errno.EFBIG: "the system allows no file of this size; the last good file stays",
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: _NO_RIGHT,
    errno.ENOTDIR: "a file is in the way; set `output` to a folder",
    errno.EEXIST: "a file is in the way; set `output` to a folder",
    errno.EISDIR: "a folder is in the way; move it away",
}


class Output:
    """One folder of finished files; any number of threads and processes may write to it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._swept = False

    def mark(self, name: str) -> str:
        """Changes whenever the file does; "" where there is none."""
        try:
            found = self._path(name).stat()
        except OSError:
            return ""
        return f"{found.st_size}-{found.st_mtime_ns}"

    def read(self, name: str) -> bytes | None:
        """The file's bytes, or None where there is no such file. Raises OutputError."""
        path = self._path(name)
        with _border(path):
            try:
                return path.read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def write(self, name: str, data: bytes) -> bool:
        """Give the file these bytes in one step; False, and nothing touched, where it has them. Raises OutputError."""
        path = self._path(name)
        if not data:
            raise OutputError(f"{path}: nothing to write", hint="an empty file never replaces a good one")
        with _border(path):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            if _holds(path, data):
                return False
            files.replace(path, data)
        return True

    def _path(self, name: str) -> Path:
        if not _SAFE.fullmatch(name):
            hint = "use letters, digits, '.', '-' and '_', and begin with none of '.' and '-'"
            raise OutputError(f"{name!r} cannot be a file name in {self.folder}", hint=hint)
        return self.folder / name

    def _sweep(self) -> None:
        """Once: remove what killed runs left unfinished."""
        if self._swept:
            return
        files.sweep(self.folder)
        self._swept = True


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


@contextmanager
def _border(path: Path) -> Iterator[None]:
    """Errors of the system become ours."""
    try:
        yield
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "the last good file stays")
        raise OutputError(f"cannot write {path}: {error.strerror or error}", hint=hint) from error
