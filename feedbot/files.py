"""A file replaced whole or not at all, on the disk before it takes its place."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path

_UNFINISHED = ".feedbot-"  # how the names of files begin that are still being written


def replace(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Write beside `path`, bring it to the disk, then take its place: rename(2) is atomic within one folder.

    `mode` holds the file's rights, else it has those of any new file (0666 less the umask). Raises OSError.
    """
    descriptor, unfinished = _create(path.parent)
    try:
        with open(descriptor, "wb") as file:
            if mode is not None:
                os.fchmod(descriptor, mode)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
            os.replace(unfinished, path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def sweep(folder: Path) -> None:
    """Remove what killed runs left unfinished. A file that is still being written is locked and stays."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        with suppress(OSError), left.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def _create(folder: Path) -> tuple[int, Path]:
    """A new, locked file with the rights of any new file, so that a web server can read it."""
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
