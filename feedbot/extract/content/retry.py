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
_STRING = re.compile(rf'"((?:[^"\\]|\\.){{{_PARAGRAPH},}})"')
_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|ul|blockquote)\b", re.IGNORECASE)
_TEMPLATE = ("text/template", "text/html", "text/x-template", "text/x-handlebars-template")
_LONGEST_STATE = 3_000_000  # characters of script that are searched


def elsewhere(document: Document) -> Iterator[tuple[str, str]]:
    """HTML that may hold the article, and where it was found: templates, JSON-LD, the state of a script-built page."""
    for script in document.tree.css("script[type]"):
        if (script.attributes.get("type") or "").lower() in _TEMPLATE and _MARKUP.search(script.text() or ""):
            yield script.text() or "", "template"
    for fragment in document.tree.css("template"):
        yield fragment.inner_html or "", "template"
    said = max((_article_body(node) for node in document.json_ld), key=len, default="")
    if len(said) >= _LEAST:
        yield said, "JSON-LD"
    state = max(map(_state, _state_scripts(document)), key=len, default="")
    if len(state) >= _LEAST:
        yield state, "embedded state"


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


def _state_scripts(document: Document) -> Iterator[str]:
    budget = _LONGEST_STATE
    for script in document.tree.css("script:not([src])"):
        kind = (script.attributes.get("type") or "").lower()
        if kind in ("", "application/json", "text/javascript", "module"):
            text = script.text() or ""
            budget -= len(text)
            if budget < 0:
                return
            if len(text) >= _LEAST:
                yield text


def _state(script: str) -> str:
    """The article in a script's JSON strings: the longest with markup, else all that read like paragraphs, in order."""
    strings = [text for text in map(_unquoted, _STRING.findall(script)) if _is_prose(text)]
    marked = max((text for text in strings if _MARKUP.search(text)), key=len, default="")
    if len(marked) >= _LEAST:
        return marked
    return "".join(map(as_html, dict.fromkeys(strings)))


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
