"""Invented section pages with known items, for training beside the labelled ones.

Real pages are few, and what they do not show the trees cannot learn: rows whose titles are shorter than the navigation,
one author under every story, a link blog whose every address leads away, downloads beside releases, links without text.
Each page is put together by chance from parts that pages of the web are made of; no part is taken from a page.
"""

from __future__ import annotations

import random
from typing import Any

_SCRIPTS = (
    "river council budget vote plan city storm school team doctor bridge train market harvest museum mayor".split(),
    "haus stadt rat wahl schule brücke markt fluss polizei gericht wasser neue für über und der große straße".split(),
    "город совет река школа новый мост суд рынок поезд музей выборы команда врач в на о".split(),
    "市 長 選 挙 学 校 新 駅 開 業 台 風 図 書 館 港 漁 大 会 高 橋".split(),
)
_SECTIONS = (
    "news sport culture business weather travel opinion science local world about contact jobs shop forum".split()
)


class Inventor:
    """One invented page; every choice comes from the seed."""

    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)
        self.words = self.r.choice(_SCRIPTS)
        self.join = "" if self.words is _SCRIPTS[3] else " "
        self.host = f"https://site{seed}.example"
        self.serial = self.r.randrange(100, 90_000)
        self.section = self.r.choice(["/", "/news/", "/blog", "/category/city/", "/archive.php?c=3"])
        self.items: list[str] = []

    def page(self) -> tuple[str, str, list[str]]:
        """URL, HTML and the addresses of the items."""
        kind = self.r.choice((self.cards, self.cards, self.rows, self.releases, self.linkblog, self.forum, self.bare))
        main = kind()
        parts = [self.nav(), main]
        if self.r.random() < 0.6:
            parts.insert(self.r.choice((1, 2)), self.sidebar())
        parts.append(self.footer())
        return self.host + self.section, "<!doctype html><html><body>" + "".join(parts) + "</body></html>", self.items

    def maybe(self, chance: float, text: str) -> str:
        return text if self.r.random() < chance else ""

    def title(self, least: int = 2, most: int = 12) -> str:
        return self.join.join(self.r.choice(self.words) for _ in range(self.r.randint(least, most))).capitalize()

    def path(self) -> str:
        """A maker of addresses, one style a page."""
        self.serial += self.r.randint(1, 9)
        n, slug = self.serial, "-".join(self.r.choice(_SCRIPTS[0]) for _ in range(self.r.randint(1, 8)))
        return self.style.format(n=n, slug=slug, y=self.r.randint(2005, 2025), m=self.r.randint(1, 12))

    @property
    def style(self) -> str:
        if not hasattr(self, "_style"):
            self._style = self.r.choice(
                ("/{slug}-{n}", "/{y}/{m:02d}/{slug}/", "/news/{n}.html", "/story.php?id={n}", "/a/{slug}", "/p/{n}")
            )
        return self._style

    def nav(self) -> str:
        some = self.r.sample(_SECTIONS, self.r.randint(4, 9))
        links = "".join(
            f'<li><a href="/{name}">{name.title()}{self.maybe(0.2, " and more of it")}</a></li>' for name in some
        )
        opening = self.r.choice(
            ("<nav><ul>", '<ul class="menu">', '<div id="top"><ul>', '<header><ul class="nav">', "<ul>")
        )
        return f'<a href="/"><img src="/logo.png" alt="Site"></a>{opening}{links}</ul>'

    def footer(self) -> str:
        return self.r.choice(("<footer>", "<div>", '<div class="footer">')) + "".join(
            f'<a href="/{name}">{name.replace("-", " ").title()}</a> '
            for name in ("privacy-policy", "terms-of-use", "contact", "imprint")
        )

    def sidebar(self) -> str:
        """Addresses like the items', elsewhere on the page."""
        links = "".join(f'<li><a href="{self.path()}">{self.title()}</a></li>' for _ in range(self.r.randint(4, 10)))
        opening = self.r.choice(("<aside>", '<div class="sidebar">', '<div id="secondary" class="widget-area">'))
        closing = "</aside>" if opening == "<aside>" else "</div>"
        return f"{opening}<h4>{self.title(1, 2)}</h4><ul>{links}</ul>{closing}"

    def date(self) -> str:
        return f"{self.r.randint(2005, 2025)}-{self.r.randint(1, 12):02d}-{self.r.randint(1, 28):02d}"

    def keep(self, url: str) -> str:
        self.items.append(url if url.startswith("http") else self.host + url)
        return url

    def cards(self) -> str:
        """Teasers: picture, kicker, headline, text, author, date, comments, Read more; each there or not."""
        r = self.r
        has = {
            part: r.random() < 0.5
            for part in ("image", "tag", "heading", "teaser", "author", "date", "comments", "more")
        }
        way = r.choice(("link", "link", "link", "whole", "overlay", "more", "thumb"))
        tag, name = r.choice((("article", "card"), ("div", "post"), ("li", "item"), ("div", "x1"), ("section", "")))
        one = f'<a href="/author/{r.randint(1, 99)}">{self.title(2, 2)}</a>'
        cards = []
        for _ in range(r.randint(5, 24)):
            url, title, teaser = self.keep(self.path()), self.title(), self.title(12, 30)
            level = r.choice(("h2", "h3")) if has["heading"] else "div"
            head = {
                "link": f'<{level}><a href="{url}">{title}</a></{level}>',
                "whole": f'<a href="{url}"><{level}>{title}</{level}><p>{teaser}</p></a>',
                "overlay": f'<a href="{url}" aria-label="{title}"></a><img src="/i/{self.serial}.jpg" alt="">',
                "more": f"<{level}>{title}</{level}>",
                "thumb": f'<a href="{url}"><img src="/i/{self.serial}.jpg" alt="{title}"></a>',
            }[way]
            cards.append(
                f'<{tag} class="{name}">'
                + (f'<a href="{url}"><img src="/i/{self.serial}.jpg" alt=""></a>' if has["image"] else "")
                + (f'<a href="/tag/{r.randint(1, 5)}">{r.choice(self.words)}</a>' if has["tag"] else "")
                + head
                + (f"<p>{teaser}</p>" if has["teaser"] or way == "more" else "")
                + (one if has["author"] else "")
                + (f"<time>{self.date()}</time>" if has["date"] else "")
                + (f'<a href="{url}#comments">{r.randint(0, 99)} comments</a>' if has["comments"] else "")
                + (f'<a href="{url}">Read more</a>' if has["more"] or way == "more" else "")
                + f"</{tag}>"
            )
        pager = '<div><a href="?page=2">2</a> <a href="?page=3">3</a></div>'
        return self.r.choice(("<main>", "<div>")) + "".join(cards) + pager + self.r.choice(("</main>", "</div>"))

    def rows(self) -> str:
        """A table or list: date, title, and at times one more link."""
        one = self.maybe(0.4, f'<td><a href="/author/{self.r.randint(1, 99)}">{self.title(2, 2)}</a></td>')
        file = self.r.random() < 0.3
        rows = []
        for _ in range(self.r.randint(6, 40)):
            url = self.keep(
                f"/files/{self.serial}/{self.path().strip('/?').replace('/', '-')}.pdf" if file else self.path()
            )
            rows.append(f'<tr><td>{self.date()}</td><td><a href="{url}">{self.title(1, 10)}</a></td>{one}</tr>')
        return "<table>" + "".join(rows) + "</table>"

    def releases(self) -> str:
        """Versions: titles of a few letters, a download each."""
        level, major = self.r.choice(("h2", "h3", "div")), self.r.randint(1, 12)
        prefix = self.r.choice(("v", "", "Version "))
        base = self.r.choice(("/releases/tag/v", "/changelog/", "/news/version-"))
        parts = []
        for minor in range(self.r.randint(5, 15), 0, -1):
            name = f"{major}.{minor}.{self.r.randint(0, 9)}"
            url = self.keep(base + name)
            parts.append(
                f'<section><{level}><a href="{url}">{prefix}{name}</a></{level}>{self.date()}'
                f'<p>{self.title(5, 30)}</p><a href="/archive/{name}.zip">Source code</a></section>'
            )
        return "<main>" + "".join(parts) + "</main>"

    def linkblog(self) -> str:
        """Rows whose titles lead to other sites; what leads on within the site is no item."""
        rows = []
        site, talk = self.r.random() < 0.6, self.r.random() < 0.8
        for _ in range(self.r.randint(8, 40)):
            away = f"{self.r.choice(_SCRIPTS[0])}{self.r.choice(_SCRIPTS[0])}{self.serial}.example"
            url = self.keep(f"https://{away}{self.path()}")
            rows.append(
                f'<li><a href="{url}">{self.title(1, 12)}</a>'
                + (f' <a href="/from?site={away}">{away}</a>' if site else "")
                + (
                    f' by <a href="/user?id={self.r.choice(_SCRIPTS[0])}">{self.r.choice(self.words)}</a>'
                    if talk
                    else ""
                )
                + (f' <a href="/item?id={self.serial}">{self.r.randint(0, 300)} comments</a>' if talk else "")
                + "</li>"
            )
        return "<ol>" + "".join(rows) + "</ol>"

    def forum(self) -> str:
        """Threads with starter, pages and last post."""
        rows = []
        base = self.r.choice(("/threads/", "/t/", "/viewtopic.php?t="))
        for _ in range(self.r.randint(8, 40)):
            self.serial += 3
            slug = self.title(1, 6).replace(" ", "-").lower() if self.words is _SCRIPTS[0] and "?" not in base else "t"
            url = self.keep(f"{base}{slug}.{self.serial}/" if "?" not in base else f"{base}{self.serial}")
            rows.append(
                f'<div class="row"><div><a href="{url}">{self.title(1, 8)}</a></div>'
                f'<a href="/members/{self.r.randint(1, 99)}">'
                f"{self.r.choice(self.words)}</a> <span>{self.date()}</span>"
                + self.maybe(0.3, f' <a href="{url}{"&" if "?" in url else "page-"}2">2</a>')
                + f' <a href="{url}{"&goto=" if "?" in url else ""}latest">{self.date()}</a></div>'
            )
        return "<div>" + "".join(rows) + "</div>"

    def bare(self) -> str:
        """Lines with a date and a link, parted by <br>."""
        lines = [
            f'{self.date()} <a href="{self.keep(self.path())}">{self.title(1, 9)}</a>'
            for _ in range(self.r.randint(6, 30))
        ]
        return "<p>" + "<br>".join(lines) + "</p>"


def label(seed: int) -> tuple[str, dict[str, Any]]:
    """HTML and label of one invented page."""
    url, html, items = Inventor(seed).page()
    return html, {
        "id": f"i{seed}",
        "url": url,
        "kind": "invented",
        "required": [{"url": item} for item in items],
        "allowed": [],
    }
