"""XPath becomes CSS that selects the same elements: libxml's own XPath says which those are."""

from __future__ import annotations

import pytest
from lxml import html
from selectolax.lexbor import LexborHTMLParser

from feedbot.sites.tokens import Untranslatable
from feedbot.sites.xpath import translate

PAGE = """<!DOCTYPE html><html><head><meta id="m" name="author" content="Ida Holm"></head><body id="b" class="side">
<div id="top" class="story lead"><h1 id="h">Ferry</h1><time id="t">Monday</time>
  <p id="p1" class="intro">One <b id="b1">bold</b></p><p id="p2" class="story-text">Two</p><p id="p3">Next page</p>
  <h2 id="r">Related stories</h2><ul id="u"><li id="l1"><a id="a1" href="/tag/x" rel="nofollow tag">x</a></li>
  <li id="l2"><a id="a2" href="/story/2" class="next">Next <i id="i">page</i></a></li></ul><p id="p4">Four</p></div>
<div id="foot" class="storyboard"><img id="g1" src="/a.jpg?q=20" width="1"><img id="g2"><p id="p5" style="x">Five</p>
  <div id="in"><p id="p6">Six</p><span id="s" itemprop="author name">Ida "the pier" Holm</span></div></div></html>"""

EXPRESSIONS = [
    "//p",
    "//div[@id='top']",
    '//div[@id = "top"]//p',
    "//div[@id='top']/p",
    "//div[@class='story lead']",
    "//div[contains(@class, 'story')]",
    "//*[contains(@class,'story')]",
    "//div[contains(concat(' ', normalize-space(@class), ' '), ' story ')]",
    "//div[contains(concat(' ',@class,' '),' story ')]/p",
    "//div[starts-with(@class, 'storyb')]",
    "//p[@class]",
    "//p[not(@class)]",
    "//p[@class!='intro']",
    "//p[not(contains(@class, 'story'))]",
    "//p[@class='intro' or @id='p3']",
    "//p[@class and @id='p2']",
    "//p[(@class='intro' or @class='story-text') and not(@id='p2')]",
    "//p[1]",
    "//p[2]",
    "//div[@id='top']/p[2]",
    "//div[@id='top']/p[@id][2]",
    "//p[last()]",
    "//p[last()-1]",
    "//p[position()<3]",
    "//p[position()>1]",
    "//p[position()=2]",
    "//p[position()=last()]",
    "//div[1]/p",
    "//h1 | //h2",
    "//h2/following-sibling::p",
    "//h2/following-sibling::*",
    "//h2/following-sibling::*[1]",
    "//h2/following-sibling::*[1][self::ul]",
    "//h2/preceding-sibling::p",
    "//h2/preceding-sibling::*[1]",
    "//time/parent::div",
    "//time/..",
    "//b/ancestor::div",
    "//i/ancestor::ul/li",
    "//p/self::p",
    "//div[p]",
    "//div[.//b]",
    "//div[./p/b]",
    "//ul[li/a[contains(@href,'tag')]]",
    "//li[a/@rel]",
    "//li[a/@href='/story/2']",
    "//p[following-sibling::h2]",
    "//p[preceding-sibling::h2]",
    "//ul[preceding-sibling::*[1][self::h2]]",
    "//p[parent::div[@id='in']]",
    "//p[ancestor::div[@id='foot']]",
    "//p[../@id='top']",
    "//a[contains(@rel, 'nofollow')]",
    "//a[contains(text(), 'Next')]",
    "//a[contains(., 'Next')]",
    "//a[contains(., 'page')]",
    "//p[contains(text(),'Next page')]",
    "//li[a[contains(text(), 'Next')]]",
    "//h2[contains(.,'Related')]/following-sibling::*",
    "//p[b[contains(text(),'bold')]]",
    "//a[contains(translate(@class, 'NEXT', 'next'), 'next')]",
    "//a[contains(normalize-space(.), 'Next')]",
    "//img[not(@src)]",
    "//img[contains(@src, '?q=20') or contains(@src, 'max/34/')]",
    "//img[@width=1]",
    "//span[@itemprop='author name']",
    "//span[contains(text(), '\"the pier\"')]",
    "/html/body/div",
    "/html/body//p",
    "//body/div/p[@id='p5']",
    "//div/child::p",
    "//div/descendant::p",
    "//DIV/P",
    "//div//div/p",
    "//*[@id='in']/*",
    "//li/a[@href][1]",
    "//div[not(.//b)]",
    "//ul[not(li[@class])]",
    "//meta[@name='author']",
]

REFUSED = {
    "//p[text()='Two']": "a whole text",
    "//p[.='Two']": "a whole text",
    "//p[count(b)=1]": "count()",
    "//p[string-length(text())<5]": "string-length()",
    "substring-after(//span, 'By ')": "substring-after()",
    "//p/comment()": "comment()",
    "//li/following-sibling::p[1]": "a place along an axis",
    "//b/ancestor::div[1]": "a place along an axis",
    "(//p)[2]": "other than the first",
    "(//div)[1]/p": "behind brackets",
    "//p/namespace::x": "namespace",
    "//div[contains(@class,'a']": "expected ')'",
    "//div[": "expected",
    "//": "expected",
    "": "expected",
    "$%&": "no XPath",
    "//p[@width<3]": "numbers",
    "//p[contains(@class, '')]": "nothing is looked for",
    "//svg:path": "name of an element",
    "//p]": "not read here",
    "//p[position() mod 2]": "position()",
    ".": "no element",
    "//p" + "[a" * 3000: "too deeply",
}


def by_libxml(xpath: str) -> list[str]:
    tree = html.fromstring(PAGE)
    return [node.get("id") for node in tree.xpath(xpath.replace("DIV", "div").replace("P", "p"))]


def by_css(xpath: str) -> list[str | None]:
    tree = LexborHTMLParser(PAGE)
    return [node.attributes.get("id") for node in tree.css(", ".join(one.css for one in translate(xpath)))]


@pytest.mark.parametrize("xpath", EXPRESSIONS)
def test_css_selects_what_xpath_selects(xpath: str) -> None:
    wanted = by_libxml(xpath)
    assert wanted, "an expression that selects nothing proves nothing"
    assert by_css(xpath) == wanted


@pytest.mark.parametrize(("xpath", "why"), REFUSED.items(), ids=[key[:30] for key in REFUSED])
def test_what_css_cannot_say_is_refused_with_the_reason(xpath: str, why: str) -> None:
    with pytest.raises(Untranslatable, match=why.replace("(", r"\(").replace(")", r"\)")):
        translate(xpath)


def test_an_attribute_at_the_end_is_told_apart() -> None:
    (found,) = translate("//meta[@name='author']/@content")
    assert (found.css, found.attribute) == ('meta[name="author"]', "content")


def test_the_first_of_the_document_is_told_apart() -> None:
    assert [one.first for one in translate("(//h1)[1] | string(//h2) | //h3")] == [True, True, False]


def test_quotes_cannot_leave_their_string() -> None:
    (found,) = translate("""//a[@title='"] , *[x="']""")
    assert LexborHTMLParser('<a title=y>x</a><a title="&quot;] , *[x=&quot;">z</a>').css(found.css)[0].text() == "z"
