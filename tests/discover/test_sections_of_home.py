"""Which sections a home page leads to."""

from __future__ import annotations

from feedbot.demo import Site
from feedbot.demo.stories import SECTIONS
from feedbot.discover.sections import is_home, sections
from feedbot.document import Document
from feedbot.model import Page

HOME = "https://paper.example/"


STORIES = "".join(f'<h2><a href="/2024/05/0{n}/a-story-of-that-day/">A story of that day</a></h2>' for n in range(1, 9))


def found(body: str, url: str = HOME, listed: tuple[str, ...] = ()) -> dict[str, str]:
    page = Page(url, f"<body>{body}<main>{STORIES}</main></body>".encode())
    return {section.name: section.url.removeprefix(HOME) for section in sections(Document(page), listed)}


def links(*pairs: tuple[str, str]) -> str:
    return "".join(f'<li><a href="/{path}">{text}</a></li>' for path, text in pairs)


def nav(*pairs: tuple[str, str]) -> str:
    return f"<nav><ul>{links(*pairs)}</ul></nav>"


def test_the_sample_newspaper_has_its_sections_in_the_order_of_its_navigation() -> None:
    site = Site("http://127.0.0.1:1")
    page = Page("http://127.0.0.1:1/", site.get("/").body)
    names = [section.name for section in sections(Document(page))]
    assert names == [*(section.title for section in SECTIONS.values()), "What’s on"]


def test_navigation_leads_to_sections_and_not_to_pages_about_the_site() -> None:
    body = nav(
        ("", "Home"),
        ("politics/", "Politics"),
        ("category/health/", "Health"),
        ("about-us/", "Who we are"),
        ("kontakt", "Kontakt"),
        ("subscribe", "Subscribe"),
        ("login?next=/", "Log in"),
        ("tag/fish/", "Fish"),
        ("2024/05/03/the-bridge-is-open/", "The bridge is open"),
    )
    assert found(body) == {"Politics": "politics/", "Health": "category/health/"}


def test_other_sites_and_files_are_no_sections() -> None:
    body = '<nav><a href="https://other.example/politics/">Politics</a><a href="/plan.pdf">Plan</a></nav>'
    assert found(body) == {}


def test_a_folder_of_stories_is_a_section_wherever_its_link_stands() -> None:
    stories = links(*((f"harbour/story-{n}.html", f"A story of the harbour with the number {n}") for n in range(3)))
    assert found(f'<main><a href="/harbour/">Harbour</a><ul>{stories}</ul></main>') == {"Harbour": "harbour/"}
    assert found('<main><a href="/harbour/">Harbour</a></main>') == {}


def test_addresses_of_a_sitemap_tell_a_folder_of_stories() -> None:
    body = '<main><a href="/harbour/">Harbour</a></main>'
    listed = tuple(f"{HOME}harbour/story-{n}" for n in range(3))
    assert found(body, listed=listed) == {"Harbour": "harbour/"}


def test_a_page_that_leads_to_no_section_has_the_folders_of_its_sitemap() -> None:
    listed = tuple(f"{HOME}{folder}/story-{n}" for folder in ("town-hall", "arts", "2024", "tag") for n in range(3))
    assert found("", listed=(*listed, f"{HOME}plan/one")) == {"Town hall": "town-hall/", "Arts": "arts/"}


def test_a_section_that_has_a_feed_of_its_own_may_stand_in_the_footer() -> None:
    feed = '<link rel="alternate" type="application/rss+xml" href="/arts/feed/">'
    footer = f"<footer>{links(('arts/', 'Arts'), ('house-rules/', 'House rules'))}</footer>"
    assert found(feed + footer) == {"Arts": "arts/"}


def test_sections_by_parameter_are_found() -> None:
    assert found(nav(("?cat=3", "জাতীয়"), ("?cat=4", "খেলা"), ("?p=77", "A page"))) == {"জাতীয়": "?cat=3", "খেলা": "?cat=4"}


def test_two_sections_of_one_name_are_told_apart() -> None:
    body = nav(("news/sport/", "Sport"), ("local/sport/", "Sport"), ("news/sport/", "Sport"))
    assert found(body) == {"Sport": "news/sport/", "Sport (local/sport)": "local/sport/"}


def test_a_page_without_links_has_no_sections() -> None:
    assert found("<p>Hello</p>") == {}


def test_a_home_page_is_known_by_its_address() -> None:
    homes = (
        "https://a.example/",
        "https://a.example/en-GB/",
        "https://a.example/index.html",
        "https://a.example/?utm_source=x",
    )
    assert [is_home(url) for url in homes] == [True, True, True, False]
    assert not is_home("https://a.example/politics/")
