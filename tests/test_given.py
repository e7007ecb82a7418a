from __future__ import annotations

import pytest

from feedbot.cli.given import listening, page
from feedbot.errors import ConfigError


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("8300", ("127.0.0.1", 8300)),
        (":8300", ("127.0.0.1", 8300)),
        ("0.0.0.0:80", ("0.0.0.0", 80)),
        ("[::1]:0", ("::1", 0)),
    ],
)
def test_where_to_listen_is_a_port_with_or_without_a_host(written: str, meant: tuple[str, int]) -> None:
    assert listening(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("example.org", "https://example.org/"),
        ("example.org/a:80", "https://example.org/a:80"),
        ("example.org:443/a", "https://example.org/a"),
        ("example.org:8443/a", "https://example.org:8443/a"),
        ("example.org:8080/a", "http://example.org:8080/a"),
        ("127.0.0.1:8000/news", "http://127.0.0.1:8000/news"),
        ("127.0.0.1/news", "http://127.0.0.1/news"),
        ("localhost:8000", "http://localhost:8000/"),
        ("[::1]:8000/news?a=b:c", "http://[::1]:8000/news?a=b:c"),
        ("https://127.0.0.1:8000/news", "https://127.0.0.1:8000/news"),
    ],
)
def test_a_scheme_that_is_left_out_is_https_but_on_this_machine_and_at_ports_of_other_kinds(
    written: str, meant: str
) -> None:
    assert page(written) == meant


@pytest.mark.parametrize(
    "written", ["", "²", "٣", "localhost", "0x50", "-1", "65536", "9" * 5000, "::1", "[::1", "::1:80"]
)
def test_what_is_no_port_is_refused_in_plain_words(written: str) -> None:
    with pytest.raises(ConfigError, match="is no address to listen on"):
        listening(written)
