"""Rules for a site in use: behind the source's own selectors, before detection."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from worlds import Web

from feedbot.gather import Gatherer
from feedbot.model import Article, ArticleRules
from feedbot.sites.rules import Rules, parse

STORY = "https://paper.example/2026/ferry-runs-hourly"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def sentences(about: str, many: int = 4) -> str:
    return "".join(
        f"<p>Sentence {n} about the {about} is long enough for a paragraph of an article, and says so at length.</p>"
        for n in range(many)
    )


PAGE = f"""<html lang=en><head><title>Ferry | The Paper</title></head><body><h1>Ferry</h1>
<h2 class=real>Ferry to run hourly</h2>
<div class=hand>by <i>Nobody</i></div><b class=pen>Ida Holm</b><span class=day>20 May 2026</span>
<article>{sentences("pier", 8)}</article>
<div id=story>{sentences("ferry")}<p class=box>A box that is no part of it at all.</p></div>
</body></html>"""


def gather(page: str, rules: str, own: ArticleRules = ArticleRules(), **others: str) -> Article:
    web = Web()
    web |= {STORY: page, **{f"{STORY}{end}": more for end, more in others.items()}}
    site: Rules = parse(rules, "paper.example.txt")
    return Gatherer(web, own, NOW, sites=lambda url: site).article(web(STORY))


def test_rules_choose_the_text_before_detection_does() -> None:
    assert "about the pier" in gather(PAGE, "").text
    article = gather(PAGE, "body: //div[@id='story']\nstrip: //p[@class='box']")
    assert "about the ferry" in article.text
    assert "about the pier" not in article.text
    assert "A box" not in article.text + article.content
    assert article.provenance["content"].signal == "paper.example.txt"


def test_rules_give_the_metadata() -> None:
    rules = "title: //h2[@class='real']\nauthor: //b[@class='pen']\ndate: //span[@class='day']"
    article = gather(PAGE, rules)
    assert (article.title, article.authors) == ("Ferry to run hourly", ("Ida Holm",))
    assert article.published is not None
    assert article.published.isoformat()[:10] == "2026-05-20"
    for field in ("title", "authors", "published"):
        assert article.provenance[field].signal == "paper.example.txt"


def test_the_first_line_that_finds_something_counts() -> None:
    article = gather(
        PAGE, "body: //div[@id='none']\nbody: //div[@id='story']\nbody: //article\nauthor: //u\nauthor: //b"
    )
    assert "about the pier" not in article.text
    assert article.authors == ("Ida Holm",)


def test_the_first_of_several_is_taken_where_a_rule_says_so() -> None:
    page = PAGE.replace(
        "<div id=story>", f"<div><!-- x -->y<article>{sentences('boat', 8)}</article></div><div id=story>"
    )
    assert "about the boat" in gather(page, "body: //article").text
    article = gather(page, "body: (//article)[1]")
    assert "about the pier" in article.text
    assert "about the boat" not in article.text
    second = gather(page, "body: (//div/article)[1]")
    assert "about the boat" in second.text
    assert "about the pier" not in second.text


def test_the_source_s_own_selectors_come_first() -> None:
    own = ArticleRules(content=("article",), title=("h1",), authors=(".hand i",))
    article = gather(PAGE, "body: //div[@id='story']\ntitle: //h2\nauthor: //b", own)
    assert "about the pier" in article.text
    assert (article.title, article.authors) == ("Ferry", ("Nobody",))
    assert article.provenance["content"].signal == "selector"


def test_the_site_s_rules_serve_where_the_source_s_own_find_nothing() -> None:
    article = gather(PAGE, "body: //div[@id='story']", ArticleRules(content=(".gone",)))
    assert "about the ferry" in article.text
    assert article.provenance["content"].signal == "paper.example.txt"


def test_detection_goes_on_where_no_rule_finds_anything() -> None:
    article = gather(PAGE, "body: //div[@id='gone']\ntitle: //h6\nauthor: //u\ndate: //u")
    assert "about the pier" in article.text
    assert article.title == gather(PAGE, "").title
    assert article.provenance["content"].signal != "paper.example.txt"


def test_strings_are_replaced_before_the_page_is_read() -> None:
    page = PAGE.replace("<article>", "<article><amp-img src=/pier.jpg width=600 height=400></amp-img>")
    article = gather(page, "find_string: <amp-img\nreplace_string: <img\nreplace_string(Sentence 3): Sentence three")
    assert "https://paper.example/pier.jpg" in article.content
    assert "Sentence three" in article.text


def test_strings_are_replaced_in_pages_of_any_encoding() -> None:
    page = PAGE.replace("The Paper</title>", 'The Paper</title><meta charset="windows-1251">')
    web = Web()
    web[STORY] = page.replace("pier", "пирс").encode("windows-1251")
    site = parse("replace_string(пирс): паром", "paper.example.txt")
    asked = replace(web(STORY), content_type="text/html")
    assert "about the паром" in Gatherer(web, ArticleRules(), NOW, sites=lambda url: site).article(asked).text


def test_links_to_further_pages_are_followed() -> None:
    page = f"<html><title>Ferry</title><h1>Ferry</h1><article>{sentences('pier')}</article>"
    more = f"<html><title>Else</title><h1>Else</h1><article>{sentences('boat')}</article>"
    link = f'<a class=on href="{STORY}-continued">on</a>'
    rules = "next_page_link: //a[@class='on']/@href\n"
    assert "about the boat" in gather(page + link, rules, **{"-continued": more}).text
    rules += "if_page_contains: //div[@class='pager']"
    assert "about the boat" not in gather(page + link, rules, **{"-continued": more}).text
    assert "about the boat" in gather(page + link + "<div class=pager></div>", rules, **{"-continued": more}).text


def test_the_single_page_is_taken() -> None:
    page = f"<html><title>Ferry</title><h1>Ferry</h1><article>{sentences('pier')}</article><a href='?whole'>all</a>"
    whole = f"<html><title>F.</title><h1>Print</h1><article>{sentences('pier')}{sentences('boat')}</article>"
    article = gather(page, "single_page_link: //a[contains(text(), 'all')]", **{"?whole": whole})
    assert "about the boat" in article.text
    assert article.title == "Ferry"


def test_check_names_what_is_not_used_and_does_not_fail(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "paper.example.txt").write_text("body: //article\ntitle: id('x')\n")
    (tmp_path / "config.yaml").write_text("site_rules: rules\nsources: {paper: https://www.paper.example/news/}\n")

    def check(*more: str) -> subprocess.CompletedProcess[str]:
        call = [sys.executable, "-m", "feedbot", "check", *more]
        return subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)

    done = check()
    assert done.returncode == 0
    assert f"note: {tmp_path}/rules/paper.example.txt:2: title: id()" in done.stdout
    told = json.loads(check("--json").stdout)
    assert told["site_rules"] == ["paper.example.txt"]
    assert len(told["notes"]) == 1


def test_a_folder_that_is_missing_is_told_by_check(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("site_rules: nowhere\nsources: {paper: https://paper.example/}\n")
    call = [sys.executable, "-m", "feedbot", "check"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "site_rules" in done.stderr
