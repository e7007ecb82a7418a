"""Content codings against a real server: all that are asked for, broken ones, bombs."""

from __future__ import annotations

import gzip
import os
import zlib

import brotli
import pytest
import zstandard

from feedbot.errors import NotAPage, TooLarge
from feedbot.fetch import Fetcher

from .conftest import HTML, Make, Site


def zlib_raw(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


CODERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=1),
    "zstd": zstandard.compress,
}


@pytest.mark.parametrize("coding", CODERS)
def test_every_coding_that_is_asked_for_is_understood(site: Site, fetch: Fetcher, coding: str) -> None:
    wire = CODERS[coding](HTML * 50)
    page = fetch(site.on("/a", body=wire, Content_Encoding=coding))
    assert (page.body, page.received) == (HTML * 50, len(wire))


def test_deflate_without_its_zlib_envelope_is_understood(site: Site, fetch: Fetcher) -> None:
    assert fetch(site.on("/a", body=zlib_raw(HTML), Content_Encoding="deflate")).body == HTML


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_body_of_several_members_is_read_whole(site: Site, fetch: Fetcher, coding: str) -> None:
    wire = b"".join(CODERS[coding](part) for part in (HTML, b"<p>more", b"<p>and more"))
    assert fetch(site.on("/a", body=wire, Content_Encoding=coding)).body == HTML + b"<p>more<p>and more"


@pytest.mark.parametrize("coding", CODERS)
def test_a_decompression_bomb_is_stopped_at_the_limit(site: Site, make_fetcher: Make, coding: str) -> None:
    bomb = CODERS[coding](HTML + b"\0" * 3_000_000)
    with pytest.raises(TooLarge, match="decompressed"):
        make_fetcher(max_decoded=1_000_000)(site.on("/a", body=bomb, Content_Encoding=coding))


def test_thousands_of_empty_members_cost_nothing(site: Site, fetch: Fetcher) -> None:
    wire = gzip.compress(HTML) + gzip.compress(b"") * 100_000
    assert fetch(site.on("/a", body=wire, Content_Encoding="gzip")).body == HTML


@pytest.mark.parametrize("coding", CODERS)
@pytest.mark.parametrize("fault", ["plain", "cut"])
def test_a_body_that_is_not_what_it_says_is_no_page(site: Site, fetch: Fetcher, coding: str, fault: str) -> None:
    body = HTML if fault == "plain" else CODERS[coding](os.urandom(2000))[:-300]
    with pytest.raises(NotAPage, match=f"no {coding}") as caught:
        fetch(site.on("/a", body=body, Content_Encoding=coding))
    assert caught.value.retry  # it may be whole the next time


@pytest.mark.parametrize("label", ["identity", "none", "UTF-8", "binary"])
def test_a_label_that_names_no_packing_is_overlooked(site: Site, fetch: Fetcher, label: str) -> None:
    assert fetch(site.on("/a", Content_Encoding=label)).body == HTML


@pytest.mark.parametrize("coding", ["gzip, gzip", "br, gzip", "compress", "aes128gcm"])
def test_chained_and_unknown_codings_are_refused(site: Site, fetch: Fetcher, coding: str) -> None:
    with pytest.raises(NotAPage, match="nobody asked for"):
        fetch(site.on("/a", body=gzip.compress(gzip.compress(HTML)), Content_Encoding=coding))
