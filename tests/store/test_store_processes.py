"""Several processes on one store, and processes that die: what they do stands in `processes.py`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("processes.py")


@pytest.mark.slow
@pytest.mark.parametrize(
    "story",
    [
        "killed_at_any_moment",
        "killed_between_two_steps",
        "two_at_once",
        "taking_turns",
        "full_disk",
        "read_only_folder",
    ],
)
def test_processes(story: str, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, SCRIPT, story, tmp_path], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
