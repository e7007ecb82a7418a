"""Files: whole or not at all. A reader of the folder never sees half a feed, nor an empty one over a good one."""

from __future__ import annotations

import errno
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from feedbot.errors import OutputError

# Letters, digits, dot, dash, underscore; no dot or dash first: no path, no hidden file, no option of a command.
_SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,199}")
_UNFINISHED = ".feedbot-"  # how the names of files begin that are still being written

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
            _replace(path, data)
        return True

    def _path(self, name: str) -> Path:
        if not _SAFE.fullmatch(name):
            hint = "use letters, digits, '.', '-' and '_', and begin with none of '.' and '-'"
            raise OutputError(f"{name!r} cannot be a file name in {self.folder}", hint=hint)
        return self.folder / name

    def _sweep(self) -> None:
        """Once: remove what killed runs left unfinished. A file that is still being written is locked and stays."""
        if self._swept:
            return
        for left in self.folder.glob(f"{_UNFINISHED}*"):
            with suppress(OSError), left.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()
        self._swept = True


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _replace(path: Path, data: bytes) -> None:
    """Write beside `path`, bring it to the disk, then take its place: rename(2) is atomic within one folder."""
    descriptor, unfinished = _create(path.parent)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
            os.replace(unfinished, path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _create(folder: Path) -> tuple[int, Path]:
    """A new, locked file with the rights of any new file (0666 less the umask), so that a web server can read it."""
    while True:
        path = folder / f"{_UNFINISHED}{os.urandom(6).hex()}"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return descriptor, path
        os.close(descriptor)  # swept by another process between open and lock


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk, too; some network file systems cannot, and the file is whole either way."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _border(path: Path) -> Iterator[None]:
    """Errors of the system become ours."""
    try:
        yield
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "the last good file stays")
        raise OutputError(f"cannot write {path}: {error.strerror or error}", hint=hint) from error
