"""Stories -> HTML pages, by the templates in layouts/. Six kinds of site in one newspaper, as the web has them."""

from __future__ import annotations

import json
import re
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from feedbot.demo import markup
from feedbot.demo.stories import SECTIONS, Section, Story

NAME = "The Harrow Bay Courier"
_LAYOUTS = Path(__file__).parent / "layouts"
_PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
_MOST_READ = ("mill-lane-main", "seal-pup", "fish-for-lunch", "cannery-mural", "new-principal")
_DONATION_AFTER = 2  # paragraphs

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_MESES = (
    "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho",
    "agosto", "setembro", "outubro", "novembro", "dezembro",
)  # fmt: skip
# How each layout writes a date.
_DATES = {
    "cards": "{month} {day}, {year}",
    "headlines": "{short}. {day}, {year}",
    "blog": "{month} {day}, {year}",
    "gallery": "{day} {month} {year}",
    "bairro": "{day} de {mes} de {year}",
    "board": "{month} {day}, {year}",
}

BIOS = {
    "Ines Carvalho": "has reported on the council since 2014 and has read every set of minutes back to 1950.",
    "Inês Carvalho": "has reported on the council since 2014 and has read every set of minutes back to 1950.",
    "Tom Okafor": "covers the harbour from a desk with a view of it. He used to be a ship’s cook.",
    "Priya Nair": "writes about schools and children, two of whom are hers and are never mentioned.",
    "Wendell Stroud": "is the Courier’s culture editor, and its only photographer on weekends.",
    "Joan Tibbets": "is the harbourmaster of Harrow Bay. Her column appears when there is no weather.",
}
# Pages that are no stories: path -> (title, text).
PLAIN = {
    "/": ("Today in Harrow Bay", "The newest stories of all sections."),
    "/about/": ("About the Courier", "A newspaper for a town of six thousand people, owned by eight hundred of them."),
    "/contact/": ("Contact", "Come to 4 Front Street, or telephone between nine and four."),
    "/advertise/": ("Advertise", "A small advertisement costs nine dollars and is read aloud in the bakery."),
    "/privacy/": ("Privacy", "We know that you live here. Everybody does."),
    "/corrections/": ("Corrections", "The clock on the town hall is six minutes slow, not five."),
    "/subscribe/": ("Subscribe", "Three dollars a month, or a jar of jam."),
    "/events/": ("What’s on", "Choir on Mondays, film on Wednesdays, fish on Thursdays."),
    "/search": ("Search", "Nothing was found."),
    "/notices/archive": ("Notices of past years", "The notices of past years can be read in the clerk’s office."),
    **{f"{section.path}page/2/": ("Older stories", "There are none yet.") for section in SECTIONS.values()},
}


def slug(text: str) -> str:
    """A name as part of an address.

    >>> slug("Inês Carvalho")
    'ines-carvalho'
    """
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")


def section_page(section: Section, stories: Iterable[Story], every: Mapping[str, Story], base: str) -> bytes:
    """The page that lists a section's stories."""
    items = "\n".join(_fill(f"{section.layout}.item", _item(story, section, base)).strip() for story in stories)
    values = {"section": escape(section.title), "section_path": section.path, "base": base, "items": items}
    return _encoded(_fill(section.layout, values | _furniture(every)), section.layout)


def story_page(story: Story, every: Mapping[str, Story], base: str) -> bytes:
    """The page of one story."""
    layout = story.section.layout
    related = _links(_neighbours(story, every))
    values = _item(story, story.section, base) | _furniture(every)
    values |= {
        "url": base + story.path,
        "image": f"{base}/images/{story.picture.name}.png" if story.picture else "",
        "body": _body(story),
        "figure": _figure(story),
        "json_ld": _json_ld(story, base),
        "author_links": _author_links(story),
        "updated": _updated(story),
        "tags": ", ".join(f'<a rel="tag" href="/tag/{slug(tag)}/">{escape(tag)}</a>' for tag in story.tags),
        "related": _fill("related", {"links": related}),
        "links": related,
        "share": _fill("share", {"url": base + story.path}),
        "newsletter": _fill("newsletter", {}),
        "author_box": _author_box(story.authors[0]),
        "comments": _fill("comments", {}),
    }
    return _encoded(_fill(f"{layout}.story", values), layout)


def plain_page(title: str, text: str, stories: Iterable[Story], every: Mapping[str, Story]) -> bytes:
    """A page that is neither a section nor a story."""
    values = {"title": escape(title), "text": escape(text, quote=False), "links": _links(stories)}
    return _fill("plain", values | _furniture(every)).encode()


def _item(story: Story, section: Section, base: str) -> dict[str, str]:
    """What a section page says of a story; a story of another section is linked as partners do, with tracking."""
    foreign = story.section is not section
    return {
        "href": escape(f"{base}{story.path}?utm_source={section.name}&utm_medium=list" if foreign else story.path),
        "section": escape(story.section.title),
        "section_path": story.section.path,
        "title": escape(story.title),
        "listed": escape(story.listed),
        "summary": escape(story.summary),
        "byline": escape(" and ".join(story.authors)),
        "author_slug": slug(story.authors[0]),
        "iso": story.published.isoformat(),
        "words": _words(story.published, section.layout),
        "thumb": f"/images/{story.picture.name if story.picture else 'courier'}.png",
        "tag": escape(story.tags[0]) if story.tags else "",
        "number": str(1000 + zlib.crc32(story.slug.encode()) % 9000),
    }


def _furniture(every: Mapping[str, Story]) -> dict[str, str]:
    """What stands on every page."""
    most_read = _links(every[name] for name in _MOST_READ)
    return {
        "header": _fill("header", {"skip": "Skip to content"}),
        "footer": _fill("footer", {}),
        "most_read": _fill("most-read", {"links": most_read}),
    }


def _links(stories: Iterable[Story]) -> str:
    return "\n".join(f'<li><a href="{escape(story.path)}">{escape(story.title)}</a></li>' for story in stories)


def _neighbours(story: Story, every: Mapping[str, Story]) -> list[Story]:
    """The three stories that follow it in its section, from the top again behind the last."""
    same = [other for other in every.values() if other.section is story.section and other.flag != "broken"]
    place = same.index(story)
    return (same[place + 1 :] + same[:place])[:3]


def _body(story: Story) -> str:
    blocks = [markup.to_html(block) for block in story.blocks]
    if story.section.layout in ("cards", "headlines"):
        blocks.insert(_DONATION_AFTER, _fill("donate", {}))
    body = "\n".join(blocks)
    # U+0092 becomes the bare byte 0x92 in `_encoded`: an apostrophe pasted from a word processor.
    return body.replace("’", "\x92", 1) if story.flag == "stray" else body


def _figure(story: Story) -> str:
    if not story.picture:
        return ""
    values = {
        "pixel": _PIXEL,
        "src": f"/images/{story.picture.name}.png",
        "alt": escape(story.picture.caption),
        "caption": escape(story.picture.caption, quote=False),
        "credit": escape(story.picture.credit),
    }
    return _fill(f"{story.section.layout}.figure", values).strip()


def _author_links(story: Story) -> str:
    return " and ".join(f'<a rel="author" href="/staff/{slug(name)}/">{escape(name)}</a>' for name in story.authors)


def _updated(story: Story) -> str:
    if not story.modified:
        return ""
    words = _words(story.modified, story.section.layout)
    return f' · Updated <time datetime="{story.modified.isoformat()}">{words}</time>'


def _author_box(author: str) -> str:
    bio = BIOS.get(author, "is a guest writer.")
    return _fill("author-box", {"author": escape(author), "author_slug": slug(author), "bio": bio})


def _json_ld(story: Story, base: str) -> str:
    article: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": story.title,
        "url": base + story.path,
        "datePublished": story.published.isoformat(),
        "dateModified": (story.modified or story.published).isoformat(),
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "articleSection": story.section.title,
        "keywords": list(story.tags),
        "inLanguage": story.section.language,
        "publisher": {"@type": "NewsMediaOrganization", "name": NAME},
    }
    if story.picture:
        article["image"] = f"{base}/images/{story.picture.name}.png"
    if story.section.layout == "bairro":
        site = {"@type": "WebSite", "name": NAME, "url": f"{base}/"}
        article = {"@graph": [site, article]}
    data = {"@context": "https://schema.org", **article}
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def _words(when: date | datetime, layout: str) -> str:
    month = _MONTHS[when.month - 1]
    mes = _MESES[when.month - 1]
    return _DATES[layout].format(month=month, short=month[:3], mes=mes, day=when.day, year=when.year)


def _fill(name: str, values: Mapping[str, str]) -> str:
    return _template(name).substitute(values)


@cache
def _template(name: str) -> Template:
    return Template((_LAYOUTS / f"{name}.html").read_text(encoding="utf-8"))


def _encoded(page: str, layout: str) -> bytes:
    if layout == "board":
        return page.encode("windows-1252", "xmlcharrefreplace")
    return page.encode().replace(b"\xc2\x92", b"\x92")
