from __future__ import annotations

import pytest

from feedbot.cli.given import listening
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


@pytest.mark.parametrize("written", ["", "²", "٣", "localhost", "0x50", "-1", "65536", "9" * 5000])
def test_what_is_no_port_is_refused_in_plain_words(written: str) -> None:
    with pytest.raises(ConfigError, match="is no address to listen on"):
        listening(written)
