"""Doors: which a page names, and what each kind of answer says."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedbot.config import keys
from feedbot.discover.doors import READERS, Door, direct, doors, enriched, read, xml
from feedbot.document import Document
from feedbot.errors import FeedbotError, NoLinks
from feedbot.model import JsonPaths, Link, Page, Section

SITE = "https://paper.example"
POLITICS = f"{SITE}/category/politics/"


def page(body: str | bytes, url: str = POLITICS, kind: str = "text/html; charset=utf-8") -> Document:
    return Document(Page(url, body.encode() if isinstance(body, str) else body, content_type=kind))


def named(body: str, url: str = POLITICS) -> list[tuple[str, str, bool]]:
    return [(door.kind, door.url.removeprefix(SITE), door.wide) for door in doors(page(body, url))]


def links(kind: str, body: str | bytes, url: str = f"{SITE}/feed/", **door: Any) -> tuple[Link, ...]:
    answer = Page(url, body.encode() if isinstance(body, str) else body)
    return read(answer, Door(kind, url, **{"section": f"{SITE}/"} | door)).links


def alternate(url: str, title: str = "", kind: str = "application/rss+xml") -> str:
    return f'<link rel=alternate type="{kind}" title="{title}" href="{url}">'


SITEMAPS = [("sitemap", "/robots.txt", True), ("sitemap", "/sitemap.xml", True)]


def test_the_names_in_the_configuration_are_those_of_the_readers() -> None:
    assert set(keys.VIA) == {"auto", "page", *READERS}


# What a page names


def test_the_feed_of_the_section_comes_before_that_of_the_site() -> None:
    heads = alternate("/feed/", "The Paper") + alternate("/rss/politics.xml", kind="application/atom+xml")
    assert named(heads) == [("feed", "/rss/politics.xml", False), ("feed", "/feed/", True), *SITEMAPS]


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("/comments/feed/", "The Paper"),
        ("/f1", "Kommentare zu: Politik"),
        ("/f2", "コメントフィード"),
        ("/2026/11/x/feed/", "The Paper » X Comments Feed"),
    ],
)
def test_feeds_of_comments_are_left_out(url: str, title: str) -> None:
    assert named(alternate(url, title)) == SITEMAPS


def test_a_link_to_a_feed_in_the_text_of_the_page_counts_too() -> None:
    assert named("<a href=/category/politics.rss>RSS</a>")[0] == ("feed", "/category/politics.rss", False)


def test_a_feed_of_another_kind_of_alternate_is_none() -> None:
    assert named(
        "<link rel=alternate hreflang=de href=/de/><link rel=stylesheet type=application/rss+xml href=/x>"
    ) == (SITEMAPS)


API = '<link rel="https://api.w.org/" href="/wp-json/">'


@pytest.mark.parametrize(
    ("body", "url", "query"),
    [
        ("<body class='archive category category-politics category-12'>", POLITICS, "&categories=12"),
        ("<body class='archive tag tag-x tag-7'>", f"{SITE}/tag/x/", "&tags=7"),
        ("<body class='archive author author-ana author-3'>", f"{SITE}/author/ana/", "&author=3"),
        ("<link rel=alternate type=application/json href=/wp-json/wp/v2/categories/9>", POLITICS, "&categories=9"),
        ("<body class='home blog'>", f"{SITE}/", ""),
    ],
)
def test_the_posts_of_a_wordpress_section_are_asked_for_by_its_id(body: str, url: str, query: str) -> None:
    (door,) = (door for door in doors(page(API + body, url)) if door.kind == "wordpress")
    fields = "_fields=link,title,date,date_gmt,excerpt"
    assert door.url == f"{SITE}/wp-json/wp/v2/posts?per_page=30&{fields}{query}"


def test_a_wordpress_section_that_states_no_id_has_no_api_but_a_feed_below_it() -> None:
    assert named(API) == [("feed", "/category/politics/feed/", False), *SITEMAPS]


def test_a_page_with_items_in_its_data_is_a_door_itself_and_comes_first() -> None:
    items = [{"url": f"/2026/{n}", "headline": "A headline that is long enough"} for n in range(4)]
    body = f"<script type=application/json>{json.dumps(items)}</script>" + alternate("/feed/politics")
    assert [kind for kind, _, _ in named(body)][:2] == ["json", "feed"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'<?xml version="1.0"?>\n<!-- made by x -->\n<rss version="2.0">', "feed"),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b"<rdf:RDF xmlns:rdf='x'>", "feed"),
        (b"<urlset>", "sitemap"),
        (b"<?xml version='1.0'?><?xml-stylesheet href='x'?><sitemapindex>", "sitemap"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed"),
        (b'[{"url": "/a"}]', "json"),
        (gzip.compress(b"<urlset>"), "sitemap"),
        (b"<!doctype html><html>", ""),
        (b"<html><rss>", ""),
        (b"", ""),
    ],
)
def test_the_first_bytes_tell_what_an_address_is(body: bytes, kind: str) -> None:
    door = direct(Page(f"{SITE}/x", body), Section(f"{SITE}/x"), JsonPaths())
    assert (door.kind if door else "") == kind


# What feeds say


def test_rss_says_title_date_author_picture_summary_and_category() -> None:
    (link,) = links(
        "feed",
        """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
        <channel><link>https://paper.example/</link><item><title>Rock &amp;amp; roll &lt;b&gt;tonight&lt;/b&gt;</title>
        <link>/2026/rock/?utm_source=rss</link><guid isPermaLink="false">17</guid><dc:creator>Ana Radelat</dc:creator>
        <pubDate>Tue, 10 Nov 2026 10:00:00 +0100</pubDate><category>Music</category><category>Town</category>
        <description><![CDATA[<p>The band&#8217;s <i>first</i> evening.</p>]]></description>
        <media:group><media:content url="/r.jpg" medium="image"/></media:group></item></channel></rss>""",
    )
    assert (link.url, link.title) == (f"{SITE}/2026/rock/", "Rock & roll tonight")
    assert link.published == datetime(2026, 11, 10, 10, tzinfo=timezone(timedelta(hours=1)))
    assert (link.authors, link.section, link.summary) == (("Ana Radelat",), "Music", "The band’s first evening.")
    assert link.image
    assert link.image.url == f"{SITE}/r.jpg"


def test_atom_says_the_same_and_its_bases_count() -> None:
    (link,) = links(
        "feed",
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/blog/"><entry><title type="html">A &amp;lt; B</title>
        <link rel="replies" href="c"/><link href="first"/><id>urn:x</id><updated>2026-11-11T00:00:00Z</updated>
        <published>2026-11-10T10:00:00Z</published><author><name>Bo</name><uri>/bo</uri></author>
        <category term="News"/></entry></feed>""",
    )
    assert (link.url, link.title, link.authors, link.section) == (f"{SITE}/blog/first", "A < B", ("Bo",), "News")
    assert link.published == datetime(2026, 11, 10, 10, tzinfo=UTC)


def test_rdf_has_its_items_beside_the_channel() -> None:
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><link>/</link></channel><item rdf:about="/a">
        <title>A</title><link>/a</link><dc:date>2026-11-10</dc:date></item></rdf:RDF>"""
    assert [(one.url, one.published) for one in links("feed", body)] == [(f"{SITE}/a", date(2026, 11, 10))]


def test_json_feed_says_the_same() -> None:
    item = {
        "id": "1",
        "url": "/a",
        "title": "A",
        "date_published": "2026-11-10T10:00:00Z",
        "authors": [{"name": "Bo"}],
        "image": "/a.jpg",
        "tags": ["News"],
    }
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item], "next_url": "/feed?p=2"})
    given = READERS["feed"](Page(f"{SITE}/feed", body.encode()), Door("feed", ""))
    assert [(one.url, one.authors, one.section) for one in given.links] == [(f"{SITE}/a", ("Bo",), "News")]
    assert given.next == f"{SITE}/feed?p=2"


@pytest.mark.parametrize(
    "item",
    [
        "<guid>https://paper.example/a</guid>",
        "<link/><guid isPermaLink='true'>https://paper.example/a</guid>",
        "<link>https://counter.example/x</link><feedburner:origLink>https://paper.example/a</feedburner:origLink>",
        "<link>https://paper.example/a</link><title>Fish & chips &nbsp; <title>",
        "<link>https://paper.example/a?</link>",
    ],
)
def test_feeds_that_are_nearly_right_are_read(item: str) -> None:
    assert links("feed", f"\n <rss><channel><item>{item}</item></channel></rss>")[0].url.rstrip("?") == f"{SITE}/a"


def test_an_entry_without_a_page_is_no_item() -> None:
    assert not links("feed", "<rss><channel><item><enclosure url='/a.mp3' type='audio/mpeg'/></item></channel></rss>")


def test_the_feed_of_a_site_counts_as_far_as_address_or_category_name_the_section() -> None:
    items = [("/2026/politics/a", "x"), ("/politics/b", "x"), ("/c", "Politics"), ("/d", "Sport"), ("/politicsx/e", "")]
    body = "".join(f"<item><link>{where}</link><category>{what}</category></item>" for where, what in items)
    found = links("feed", f"<rss><channel>{body}</channel></rss>", section=POLITICS, wide=True)
    assert [one.url.removeprefix(SITE) for one in found] == ["/2026/politics/a", "/politics/b", "/c"]


# What sitemaps say


def test_a_news_sitemap_says_titles_and_dates_and_the_newest_comes_first() -> None:
    def entry(n: int) -> str:
        return (
            f"<url><loc>/{n}</loc><news:news><news:publication_date>2026-11-1{n}T08:00:00Z</news:publication_date>"
            f"<news:title>Story {n}</news:title></news:news></url>"
        )

    body = f'<urlset xmlns="s" xmlns:news="n">{entry(1)}{entry(3)}{entry(2)}</urlset>'
    assert [one.title for one in links("sitemap", body)] == ["Story 3", "Story 2", "Story 1"]


def test_a_feed_that_is_well_formed_is_not_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    mended: list[bytes] = []
    monkeypatch.setattr(xml, "_mended", lambda found: mended.append(found[0]) or found[0])
    for body in (b"<rss><a>Salt &amp; Sea</a></rss>", b"<rss><a>Salt & Sea</a></rss>"):
        xml.root(Page(f"{SITE}/feed/", body))
    assert mended == [b"&"]


def test_a_plain_sitemap_states_no_date_of_publication_and_its_plain_pages_are_left_out() -> None:
    urls = ("/about", "/2026/11/a-long-evening-of-votes", "/")
    body = "".join(f"<url><loc>{url}</loc><lastmod>2026-11-10</lastmod></url>" for url in urls)
    (link,) = links("sitemap", f"<urlset>{body}</urlset>", wide=True)
    assert (link.url, link.published) == (f"{SITE}/2026/11/a-long-evening-of-votes", None)


def test_the_files_of_an_index_are_ordered_by_what_they_promise() -> None:
    names = ("tag-sitemap.xml", "a.xml", "post-sitemap.xml", "news.xml", "politics.xml")
    body = "".join(f"<sitemap><loc>/{name}</loc></sitemap>" for name in names)
    given = READERS["sitemap"](
        Page(f"{SITE}/s.xml", f"<sitemapindex>{body}</sitemapindex>".encode()), door_of(POLITICS)
    )
    assert [url.rpartition("/")[2] for url in given.parts] == [
        "news.xml",
        "politics.xml",
        "post-sitemap.xml",
        "a.xml",
        "tag-sitemap.xml",
    ]


def door_of(section: str) -> Door:
    return Door("sitemap", "", section, wide=True)


def test_robots_txt_names_sitemaps() -> None:
    body = b"User-agent: *\nDisallow: /x\nSITEMAP: https://paper.example/a.xml\nSitemap:/b.xml\n# Sitemap: no"
    given = READERS["sitemap"](Page(f"{SITE}/robots.txt", body), door_of(POLITICS))
    assert given.parts == (f"{SITE}/a.xml", f"{SITE}/b.xml")


def test_a_packed_sitemap_is_unpacked_and_a_bomb_is_not() -> None:
    body = gzip.compress(b"<urlset><url><loc>/a-b-c</loc></url></urlset>")
    assert len(links("sitemap", body)) == 1
    with pytest.raises(NoLinks, match="unpacks to more"):
        links("sitemap", gzip.compress(b"<urlset>" + b" " * 30_000_000))
    with pytest.raises(NoLinks, match="gzip"):
        links("sitemap", b"\x1f\x8b\x08 not a gzip")


# What WordPress and JSON say


def test_wordpress_posts_say_title_and_date_with_its_zone() -> None:
    post = {"link": "/a", "title": {"rendered": "Rock &#038; roll"}, "date": "2026-11-10T11:00:00"}
    (link,) = links("wordpress", json.dumps([post | {"date_gmt": "2026-11-10T10:00:00"}]))
    assert (link.title, link.published) == ("Rock & roll", datetime(2026, 11, 10, 10, tzinfo=UTC))
    assert links("wordpress", json.dumps([post]))[0].published == datetime(2026, 11, 10, 11)


def test_a_full_page_of_wordpress_posts_has_a_next_one() -> None:
    url = f"{SITE}/wp-json/wp/v2/posts?per_page=2&page=3"
    body = json.dumps([{"link": "/a"}, {"link": "/b"}]).encode()
    assert READERS["wordpress"](Page(url, body), Door("wordpress", url)).next == url.replace("page=3", "page=4")


HEADLINES = [f"The council voted on item {n} after a long evening" for n in range(4)]
SHAPES: dict[str, Any] = {
    "plain": [{"url": f"/n/{n}", "title": said, "date": "2026-11-10"} for n, said in enumerate(HEADLINES)],
    "edges": {"x": {"edges": [{"node": {"uri": f"n/{n}", "headline": said}} for n, said in enumerate(HEADLINES)]}},
    "strapi": {
        "data": [{"id": n, "attributes": {"path": f"/n/{n}", "title": said}} for n, said in enumerate(HEADLINES)]
    },
    "sanity": [{"slug": {"current": f"n/{n}"}, "title": said} for n, said in enumerate(HEADLINES)],
    "arc": [{"canonical_url": f"/n/{n}", "headlines": {"basic": said}} for n, said in enumerate(HEADLINES)],
    "normalized": {f"Post:{n}": {"webUrl": f"{SITE}/n/{n}", "name": said} for n, said in enumerate(HEADLINES)},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_articles_are_found_in_json_of_any_shape(shape: str) -> None:
    menu = [{"title": name, "url": f"/{name}"} for name in ("Home", "Politics", "Sport", "Arts", "Town")]
    found = links("json", json.dumps({"menu": menu, "main": SHAPES[shape]}), url=f"{SITE}/api")
    assert [(one.url, one.title) for one in found] == [(f"{SITE}/n/{n}", said) for n, said in enumerate(HEADLINES)]


ASSIGNED = {
    "next": "<script id=__NEXT_DATA__ type=application/json>{}</script>",
    "window": "<script>window.__STATE__ = {};</script>",
    "index": '<script>window["state"]={}</script>',
}


@pytest.mark.parametrize("form", [*ASSIGNED, "parsed", "flight", "nuxt"])
def test_articles_are_found_in_the_state_of_a_page(form: str) -> None:
    data = json.dumps({"posts": SHAPES["plain"]})
    if form == "parsed":
        body = f"<script>window.STATE = JSON.parse({json.dumps(data)})</script>"
    elif form == "flight":
        body = "".join(
            f"<script>self.__next_f.push([1,{json.dumps(part)}])</script>" for part in ("4:", data[:30], data[30:])
        )
    elif form == "nuxt":
        body = f"<script id=__NUXT_DATA__ type=application/json>{json.dumps(flat(SHAPES['plain']))}</script>"
    else:
        body = ASSIGNED[form].replace("{}", data)
    assert [one.title for one in links("json", f"<html>{body}")] == HEADLINES


def flat(posts: list[dict[str, str]]) -> list[Any]:
    """Nuxt's payload: every value once, parts by number."""
    made: list[Any] = [["ShallowReactive", 1], {"posts": 2}, list(range(3, 3 + len(posts)))]
    values: list[Any] = []
    for post in posts:
        made.append({key: 3 + len(posts) + len(values) + n for n, key in enumerate(post)})
        values += post.values()
    return made + values


def test_paths_of_an_app_in_a_folder_are_those_of_the_links_that_the_page_shows() -> None:
    menu = "".join(f"<a href=/app/n/{n}>x</a>" for n in range(4))
    body = f"<html>{menu}<script type=application/json>{json.dumps(SHAPES['plain'])}</script>"
    assert [one.url for one in links("json", body)] == [f"{SITE}/app/n/{n}" for n in range(4)]


def test_json_ld_lists_are_read_in_their_order_and_breadcrumbs_are_none() -> None:
    items = [{"@type": "ListItem", "position": n, "url": f"/n/{n}", "name": said} for n, said in enumerate(HEADLINES)]
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "item": "/", "name": "Home"}] * 3}
    data = json.dumps([crumbs, {"@type": "ItemList", "itemListElement": items}])
    found = links("json", f'<script type="application/ld+json">{data}</script>')
    assert [(one.title, one.why) for one in found] == [(said, "json-ld") for said in HEADLINES]


def test_what_json_ld_adds_to_a_link_never_replaces_what_the_page_says() -> None:
    node = {"@type": "BlogPosting", "url": "/a", "headline": "Other", "datePublished": "2026-11-10T08:00:00Z"}
    document = page(f'<script type="application/ld+json">{json.dumps(node)}</script>')
    said = Link(f"{SITE}/a", title="Mine", published=date(2026, 11, 10))
    (link,) = enriched([said], document)
    assert (link.title, link.published) == ("Mine", datetime(2026, 11, 10, 8, tzinfo=UTC))
    assert enriched([Link(f"{SITE}/a", published=date(2026, 1, 1))], document)[0].published == date(2026, 1, 1)


# What is hostile or broken


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    b"<rss><channel><item><link>https://paper.example/a</link><title>&c;&f;x</title></item></channel></rss>"
)


def test_entities_of_the_document_mean_nothing() -> None:
    (link,) = links("feed", BOMB)
    assert "aaa" not in link.title
    assert "root:" not in link.title


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<",
        b"\0",
        b"<rss",
        b"{" * 100_000,
        b"[" * 100_000,
        b"<rss>" + b"<item>" * 50_000,
        b"<!DOCTYPE " * 20_000,
        b"<urlset>" + b"<url><loc>" * 5000,
        b'{"items": 1, "version": "jsonfeed.org"}',
        b'[1, null, {"link": 3, "title": {"rendered": []}}]',
        b"<script>" + b"window.a=[" * 2000,
        b'<script type=application/ld+json>{"@type": {"a": 1}, "itemListElement": {"item": [[]]}}</script>',
        b"<script id=__NUXT_DATA__ type=application/json>[[1], [0], {'a': 1}]</script>",
        "<rss><channel><item><link>\ud800</link></item></channel></rss>".encode("utf-8", "surrogatepass"),
    ],
    ids=lambda body: body[:20],
)
def test_what_is_broken_is_refused_in_our_own_words(kind: str, body: bytes) -> None:
    for url in (f"{SITE}/x", f"{SITE}/robots.txt"):
        with suppress(FeedbotError):
            assert read(Page(url, body), Door(kind, url, url)).total < 3


PIECES = st.sampled_from(
    [
        b"<rss>", b"<channel>", b"<item>", b"</item>", b"<link>", b"</link>", b"https://paper.example/a", b"<![CDATA[",
        b"]]>", b"<title type='html'>", b"&nbsp;", b"&#0;", b"&#x110000;", b"<urlset>", b"<url>", b"<loc>", b"</loc>",
        b'{"items":', b'[{"url":', b'"/a"', b"}", b"]", b"null", b"1e999", b"-1", b'"title":',
        b"<script type=application/json>", b"</script>",
        b"[[", b'["Reactive",1]', b"\xff\xfe", b"\x1f\x8b\x08", b"Sitemap: //[", b"<a href='//['>", b",",
    ]
)  # fmt: skip
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(
            st.sampled_from(["url", "slug", "title", "date", "items", "@type", "itemListElement", "link", "node"]),
            inner,
        )
    ),
    max_leaves=30,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES | st.binary(max_size=8), max_size=25) | DATA.map(lambda data: [json.dumps(data).encode()]))
def test_readers_raise_nothing_but_our_own_errors(pieces: list[bytes]) -> None:
    body = b"".join(pieces)
    for kind in READERS:
        for text in (body, b'<script type="application/json">' + body, b'<script type="application/ld+json">' + body):
            try:
                given = read(Page(POLITICS, text), Door(kind, POLITICS, POLITICS, paths=JsonPaths()))
            except FeedbotError:
                continue
            assert all(link.url.startswith(("https://", "http://")) for link in given.links)
