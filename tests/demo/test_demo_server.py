from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
import requests

from feedbot.demo import DemoSite, serve


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    with DemoSite() as running:
        yield running


def test_a_page_comes_packed_and_with_validators(site: DemoSite) -> None:
    with requests.get(f"{site.url}/arts/", stream=True, timeout=5) as answer:
        packed = answer.raw.read(decode_content=False)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) == len(packed)
    assert b"Arts" in gzip.decompress(packed)
    assert answer.headers["Last-Modified"] == "Fri, 23 Oct 2026 09:30:00 GMT"


@pytest.mark.parametrize(("validator", "question"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_an_unchanged_page_is_not_sent_twice(site: DemoSite, validator: str, question: str) -> None:
    first = requests.get(f"{site.url}/harbour/", timeout=5)
    again = requests.get(f"{site.url}/harbour/", headers={question: first.headers[validator]}, timeout=5)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_a_wrong_etag_counts_more_than_a_right_date(site: DemoSite) -> None:
    first = requests.get(f"{site.url}/harbour/", timeout=5)
    headers = {"If-None-Match": '"old"', "If-Modified-Since": first.headers["Last-Modified"]}
    assert requests.get(f"{site.url}/harbour/", headers=headers, timeout=5).status_code == 200


def test_head_and_images_and_robots_and_what_is_not_there(site: DemoSite) -> None:
    head = requests.head(f"{site.url}/schools/", timeout=5)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) > 0
    assert requests.get(f"{site.url}/images/seal.png", timeout=5).content.startswith(b"\x89PNG")
    assert "Disallow: /search" in requests.get(f"{site.url}/robots.txt", timeout=5).text
    assert requests.get(f"{site.url}/harbour/2026/10/regatta-results/", timeout=5).status_code == 404


def test_a_round_begins_for_the_next_request() -> None:
    with DemoSite() as site:
        url = f"{site.url}/town-hall/"
        first = requests.get(url, timeout=5)
        site.turn(2)
        assert requests.get(url, headers={"If-None-Match": first.headers["ETag"]}, timeout=5).status_code == 304
        site.turn(3)
        assert "Three firms offer" in requests.get(url, timeout=5).text
        assert site.requests == ["/town-hall/"] * 3


def test_serve_gives_a_site_that_runs() -> None:
    with_own_port = serve()
    try:
        assert requests.get(with_own_port.url, timeout=5).status_code == 200
    finally:
        with_own_port.__exit__()
