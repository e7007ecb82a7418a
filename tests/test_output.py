"""Files are there whole, or the last good one stays."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from feedbot.errors import OutputError
from feedbot.output import Output

OLD, NEW = b"<feed>old</feed>", b"<feed>new</feed>"


@pytest.fixture
def output(tmp_path: Path) -> Output:
    return Output(tmp_path / "output")


def names(output: Output) -> list[str]:
    return sorted(path.name for path in output.folder.iterdir())


def test_write_makes_the_folder_and_the_file(output: Output) -> None:
    assert not output.mark("town.atom")
    assert output.read("town.atom") is None
    assert output.write("town.atom", NEW)
    assert output.mark("town.atom")
    assert output.read("town.atom") == NEW
    assert names(output) == ["town.atom"]


def test_the_same_bytes_leave_the_file_untouched(output: Output) -> None:
    output.write("town.atom", OLD)
    before = (output.folder / "town.atom").stat()
    assert not output.write("town.atom", OLD)
    after = (output.folder / "town.atom").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_other_bytes_of_the_same_length_replace_the_file(output: Output) -> None:
    output.write("town.atom", OLD)
    assert output.write("town.atom", NEW)
    assert output.read("town.atom") == NEW
    assert names(output) == ["town.atom"]


def test_who_reads_the_old_file_reads_it_to_its_end(output: Output) -> None:
    output.write("town.atom", OLD)
    with (output.folder / "town.atom").open("rb") as reader:
        output.write("town.atom", NEW)
        assert reader.read() == OLD


def test_an_empty_file_never_replaces_a_good_one(output: Output) -> None:
    output.write("town.atom", OLD)
    with pytest.raises(OutputError, match="nothing to write"):
        output.write("town.atom", b"")
    assert output.read("town.atom") == OLD


def test_a_web_server_may_read_the_file(output: Output) -> None:
    mask = os.umask(0o022)
    try:
        output.write("town.atom", NEW)
    finally:
        os.umask(mask)
    assert (output.folder / "town.atom").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/b", "/etc/x", ".hidden", "-rf", "a\0b", "a b", "ä", "x" * 201]
)
def test_a_name_that_is_more_than_a_name_is_refused(output: Output, name: str) -> None:
    for use in (output.read, lambda name: output.write(name, NEW)):
        with pytest.raises(OutputError, match="cannot be a file name"):
            use(name)
    assert not output.folder.exists()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"")
    with pytest.raises(OutputError, match=r"cannot write .*output/town\.atom: ") as caught:
        Output(tmp_path / "output").write("town.atom", NEW)
    assert "a file is in the way" in caught.value.hint
    assert Output(tmp_path / "output").read("town.atom") is None


def test_a_folder_in_the_place_of_the_file_is_named(output: Output) -> None:
    (output.folder / "town.atom").mkdir(parents=True)
    with pytest.raises(OutputError) as caught:
        output.write("town.atom", NEW)
    assert "a folder is in the way" in caught.value.hint
    assert names(output) == ["town.atom"]


def test_what_a_killed_run_left_is_cleared_away(output: Output) -> None:
    output.write("town.atom", OLD)
    (output.folder / ".feedbot-left").write_bytes(b"<fe")
    (output.folder / ".htaccess").write_bytes(b"mine")
    Output(output.folder).write("town.atom", NEW)
    assert names(output) == [".htaccess", "town.atom"]


def test_what_another_process_is_writing_stays(output: Output) -> None:
    from feedbot.files import _create

    output.folder.mkdir()
    descriptor, path = _create(output.folder)
    output.write("town.atom", NEW)
    assert path.exists()
    os.close(descriptor)


def test_threads_that_write_one_file_leave_one_of_their_versions(output: Output) -> None:
    versions = [bytes([65 + number]) * 50_000 for number in range(8)]
    writers = [threading.Thread(target=output.write, args=("town.atom", data)) for data in versions]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert output.read("town.atom") in versions
    assert names(output) == ["town.atom"]


def elsewhere(code: str, folder: Path) -> subprocess.Popen[str]:
    """A process of its own that runs the code on an Output of the folder."""
    start = f"import os, resource; from feedbot.output import *; output = Output(Path({str(folder)!r}))"
    command = [sys.executable, "-c", f"{start}\n{code}"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


FAIL = """
try:
    output.write("town.atom", b"x" * 100_000)
except Exception as error:
    print(error.code, error, error.hint, sep="; ")
"""


def test_a_full_disk_leaves_the_last_good_file(output: Output) -> None:
    output.write("town.atom", OLD)
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))"
    said, trouble = elsewhere(limit + FAIL, output.folder).communicate()
    assert said.startswith(f"output-error; cannot write {output.folder}/town.atom: "), trouble
    assert "the last good file stays" in said
    assert output.read("town.atom") == OLD
    assert names(output) == ["town.atom"]


def test_a_folder_without_write_rights_is_named() -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        said, trouble = elsewhere("os.getuid() or os.setuid(65534)" + FAIL, Path(name)).communicate()
        assert said.startswith(f"output-error; cannot write {name}/town.atom: Permission denied; "), trouble
        assert "the right to write" in said


FOR_EVER = """
while True:
    for letter in b"AB":
        output.write("town.atom", bytes([letter]) * 300_000)
"""


def test_a_reader_never_sees_half_a_file_though_the_writer_is_killed(output: Output) -> None:
    whole = {bytes([letter]) * 300_000 for letter in b"AB"}
    output.write("town.atom", b"A" * 300_000)
    for kill in range(5):
        writer = elsewhere(FOR_EVER, output.folder)
        seen: set[bytes | None] = set()
        reads = 0
        while seen < whole or reads < 40 + 7 * kill:
            found = output.read("town.atom")
            assert found in whole
            seen.add(found)
            reads += 1
        writer.kill()
        writer.communicate()
    Output(output.folder).write("town.atom", NEW)
    assert names(output) == ["town.atom"]
