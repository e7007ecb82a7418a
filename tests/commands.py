"""The commands as they are typed in a folder, without a process of their own: a second less for each."""

from __future__ import annotations

import io
import os
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from feedbot.cli import main


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def feedbot(*words: object, cwd: Path) -> Done:
    """A command in a pipe: how it ended, and what it said."""
    said, complained = io.StringIO(), io.StringIO()
    typed = ["feedbot", *map(str, words)]
    wide = patch.dict(os.environ, {"COLUMNS": "120"})
    with chdir(cwd), redirect_stdout(said), redirect_stderr(complained), patch.object(sys, "argv", typed), wide:
        try:
            main()
        except SystemExit as ended:
            return Done(int(ended.code or 0), said.getvalue(), complained.getvalue())
    return Done(0, said.getvalue(), complained.getvalue())
