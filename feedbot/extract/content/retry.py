"""Where else an article can be when the visible tree seems to hold none; each place costs more than the last."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape

from selectolax.lexbor import LexborHTMLParser

from feedbot.document import Document

_LEAST = 300  # characters below which a string is no article
_PARAGRAPH = 80  # characters from which a string of an embedded state may be a paragraph
_STRING = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)(?=")')
_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|ul|blockquote)\b", re.IGNORECASE)
_TEMPLATE = ("text/template", "text/html", "text/x-template", "text/x-handlebars-template")
# Where frameworks leave a page's data: scripts, or an attribute (Discourse, Inertia, react-rails).
_STATES = "script:not([src]),[data-preloaded],[data-page],[data-props],[data-react-props],[data-state]"
_DATA_TYPES = ("", "application/json", "text/javascript", "module")
_LONGEST_STATE = 3_000_000  # characters of script that are searched


def elsewhere(document: Document, forum: bool) -> Iterator[tuple[str, str]]:
    """HTML that may hold the article, and where it was found: templates, JSON-LD, the state of a script-built page.

    Of an embedded state the longest text is the article, but all of a forum's.
    """
    for script in document.tree.css("script[type]"):
        if (script.attributes.get("type") or "").lower() in _TEMPLATE and _MARKUP.search(script.text() or ""):
            yield script.text() or "", "template"
    for fragment in document.tree.css("template"):
        yield fragment.inner_html or "", "template"
    said = max((_article_body(node) for node in document.json_ld), key=len, default="")
    if len(said) >= _LEAST:
        yield said, "JSON-LD"
    state = max((_state(said, forum) for said in _states(document)), key=len, default="")
    if len(state) >= _LEAST:
        yield state, "embedded state"


def stated(document: Document) -> int:
    """The characters of the article as the structured data has it."""
    return max((len(body) for node in document.json_ld if isinstance(body := node.get("articleBody"), str)), default=0)


def description(document: Document) -> str:
    """What the page says of itself in its head: all that is left where a script brings the text later."""
    names = ("og:description", "description", "twitter:description")
    return max((text for name in names for text in document.meta.get(name, [])), key=len, default="")


def _article_body(node: dict[str, object]) -> str:
    body = node.get("articleBody")
    return as_html(body) if isinstance(body, str) else ""


def as_html(text: str) -> str:
    """Text of unknown kind as HTML: markup as it is, plain text by its paragraphs, escaped entities resolved."""
    if "&lt;" in text and "<" not in text:
        text = LexborHTMLParser(text).text() if text else ""
    if _MARKUP.search(text):
        return text
    return "".join(f"<p>{escape(line.strip(), quote=False)}</p>" for line in re.split(r"[\r\n]+", text) if line.strip())


def _states(document: Document) -> Iterator[str]:
    """Scripts and attributes that may hold a page's data, up to a budget."""
    budget = _LONGEST_STATE
    for node in document.tree.css(_STATES):
        attributes = node.attributes
        held = [value for name, value in attributes.items() if value and name.startswith("data-")]
        if node.tag == "script":
            held = [node.text() or ""] if (attributes.get("type") or "").lower() in _DATA_TYPES else []
        for text in held:
            budget -= len(text)
            if len(text) >= _LEAST and budget > 0:
                yield text


def _state(said: str, everything: bool) -> str:
    """The article in the strings of a script or of JSON: with markup, else all that read like paragraphs, in order."""
    strings = [text for text in _strings(said) if _is_prose(text)]
    marked = [text for text in dict.fromkeys(strings) if _MARKUP.search(text)]
    found = "".join(marked) if everything else max(marked, key=len, default="")
    if len(found) >= _LEAST:
        return found
    return "".join(map(as_html, dict.fromkeys(strings)))


def _strings(said: str) -> Iterator[str]:
    """The long strings in JSON or in a script, and in JSON that is itself such a string."""
    place = 0
    while found := _STRING.search(said, place):
        place = found.end()  # the quote that ends a short one may begin a string: code may hold an odd number of them
        if len(found[1]) < _PARAGRAPH:
            continue
        place += 1
        text = _unquoted(found[1])
        if text[:1] in ("{", "["):
            yield from _strings(text)
        elif text:
            yield text


def _unquoted(inside: str) -> str:
    try:
        said = json.loads(f'"{inside}"', strict=False)
    except ValueError:
        return ""
    return said if isinstance(said, str) else ""


def _is_prose(text: str) -> bool:
    """Whether a string reads like sentences and not like code, a style, an address or a list of names."""
    bare = re.sub(r"<[^>]*>", "", text)
    if len(bare) < _PARAGRAPH or any(mark in bare for mark in ("{", "};", "function(", "://", "\\")):
        return False
    spaces = bare.count(" ")
    return not bare.isascii() or (len(bare) / 12 < spaces and ("." in bare or "!" in bare or "?" in bare))
