from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from feedbot.errors import OutputError
from feedbot.web import Server

ATOM = b"<feed>" + b"a story " * 200 + b"</feed>"
LONG_AGO = 1_600_000_000
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def server(place: Path) -> Iterator[Server]:
    with Server(place / "output", port=0) as server:
        yield server


@pytest.fixture(autouse=True)
def folder(place: Path) -> Iterator[Path]:
    output = place / "output"
    (output / "below").mkdir(parents=True)
    for name in ("town.rss", "town.json", "index.html", "feeds.opml", ".town.atom.tmp.atom", "town.atom.tmp", "a.db"):
        (output / name).write_bytes(f"bytes of {name}".encode())
    (output / "town.atom").write_bytes(ATOM)
    os.utime(output / "town.atom", (LONG_AGO, LONG_AGO))
    (output / "below/deep.atom").write_bytes(b"deep")
    (place / "secret.atom").write_bytes(b"secret")
    (output / "linked.atom").symlink_to(place / "secret.atom")
    yield output
    shutil.rmtree(output)


def get(server: Server, path: str = "town.atom", method: str = "GET", **headers: str) -> requests.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with requests.Session() as session:
        session.trust_env = False
        return session.request(method, server.url + path, headers=PLAIN | named, timeout=5)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("town.atom", "application/atom+xml"),
        ("town.rss", "application/rss+xml"),
        ("town.json", "application/feed+json"),
        ("index.html", "text/html"),
        ("feeds.opml", "text/x-opml"),
    ],
)
def test_each_file_has_its_media_type(server: Server, folder: Path, name: str, media_type: str) -> None:
    answer = get(server, name)
    assert answer.status_code == 200
    assert answer.content == (folder / name).read_bytes()
    assert answer.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "max-age=300"


def test_the_root_is_the_index(server: Server) -> None:
    assert get(server, "").content == b"bytes of index.html"


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_an_unchanged_file_is_not_sent_again(server: Server, encoding: str) -> None:
    first = get(server, Accept_Encoding=encoding)
    for condition in (
        {"If_None_Match": first.headers["ETag"]},
        {"If_None_Match": f'"other", W/{first.headers["ETag"]}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": first.headers["Last-Modified"]},
        {"If_None_Match": first.headers["ETag"], "If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        again = get(server, Accept_Encoding=encoding, **condition)
        assert (again.status_code, again.content) == (304, b""), condition
        for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
            assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize(
    "condition",
    [
        {"If_None_Match": '"other"'},
        {"If_None_Match": '"other"', "If_Modified_Since": "Fri, 31 Dec 2100 00:00:00 GMT"},
        {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If_Modified_Since": "yesterday"},
        {"If_Modified_Since": "Fri, 31 Dec 99999 00:00:00 GMT"},
    ],
)
def test_what_the_asker_lacks_is_sent(server: Server, condition: dict[str, str]) -> None:
    assert get(server, **condition).status_code == 200


def test_the_validators_are_those_of_the_bytes(server: Server, folder: Path) -> None:
    first = get(server).headers["ETag"]
    os.utime(folder / "town.atom", (1, 1))
    touched = get(server)
    assert touched.headers["ETag"] == first
    assert touched.headers["Last-Modified"] == "Thu, 01 Jan 1970 00:00:01 GMT"


def test_a_date_that_another_version_could_bear_is_not_told(server: Server, folder: Path) -> None:
    tomorrow = time.time() + 86400
    os.utime(folder / "town.atom", (tomorrow, tomorrow))
    answer = get(server)
    assert "Last-Modified" not in answer.headers
    assert get(server, If_None_Match=answer.headers["ETag"]).status_code == 304


def test_a_changed_file_is_served_at_once(server: Server, folder: Path) -> None:
    old = get(server)
    (folder / "new.tmp").write_bytes(b"<feed>new</feed>")
    os.replace(folder / "new.tmp", folder / "town.atom")
    new = get(server, If_None_Match=old.headers["ETag"])
    assert (new.status_code, new.content) == (200, b"<feed>new</feed>")
    (folder / "town.atom").unlink()
    assert get(server).status_code == 404


def test_gzip_is_sent_to_those_who_take_it_with_a_validator_of_its_own(server: Server) -> None:
    plain, packed = get(server), get(server, Accept_Encoding="gzip, deflate")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < len(ATOM) == int(plain.headers["Content-Length"])
    assert packed.content == plain.content == ATOM
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_head_tells_the_same_without_the_body(server: Server) -> None:
    head, answer = get(server, method="HEAD"), get(server)
    assert head.content == b""
    assert {**head.headers, "date": ""} == {**answer.headers, "date": ""}


def test_other_methods_are_refused_plainly(server: Server) -> None:
    answer = get(server, method="POST")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}
    assert answer.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    "path",
    [
        "missing.atom",
        ".town.atom.tmp.atom",
        "town.atom.tmp",
        "a.db",
        "below/deep.atom",
        "below",
        "linked.atom",
        "../secret.atom",
        "..%2fsecret.atom",
        "%2e%2e/secret.atom",
        "..%5csecret.atom",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "town.atom%00",
        "town.atom%00.html",
        "town.atom/",
        "x" * 5000 + ".atom",
    ],
)
def test_nothing_but_feeds_and_their_pages_is_served(server: Server, path: str) -> None:
    host, port = server.url.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as raw:  # a client that does not tidy the path
        raw.sendall(f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert answer.endswith(b"Not Found")


def test_health_counts_the_feeds(server: Server) -> None:
    answer = get(server, "health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "feeds": 1})
    assert answer.headers["Cache-Control"] == "no-store"


def test_health_says_when_the_folder_cannot_be_read(tmp_path: Path) -> None:
    with Server(tmp_path / "gone", port=0) as server:
        answer = get(server, "health")
        assert answer.status_code == 503
        assert answer.json()["status"] == "error"
        assert get(server, "").status_code == 404


def test_a_port_in_use_is_an_error_with_a_hint(server: Server, folder: Path) -> None:
    with pytest.raises(OutputError, match="cannot serve at") as caught:
        Server(folder, port=int(server.url.rstrip("/").rpartition(":")[2])).start()
    assert "port" in caught.value.hint


def test_a_stopped_server_gives_its_port_back(folder: Path) -> None:
    with Server(folder, port=0) as first:
        port = int(first.url.rstrip("/").rpartition(":")[2])
        assert get(first).status_code == 200
    with Server(folder, port=port) as second:
        assert get(second).status_code == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_ends_cleanly_on_a_signal(folder: Path, number: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    served = f"Path({str(folder)!r}), '127.0.0.1', {port}, print"
    code = f"from pathlib import Path; from feedbot.web import serve; serve({served})"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        _wait_for(port)
        process.send_signal(number)
        out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (0, f"http://127.0.0.1:{port}/\n".encode(), b"")


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            requests.get(f"http://127.0.0.1:{port}/health", timeout=5)
        except requests.ConnectionError:
            signal.sigtimedwait((), 0.05)
        else:
            return
    raise AssertionError("the server did not start")
