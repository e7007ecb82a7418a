"""A source's own rules for its links: a selector of the items, and patterns that addresses must or must not match."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import SelectolaxError

from feedbot.discover.evidence import Target
from feedbot.document import Document
from feedbot.errors import ConfigError
from feedbot.model import LinkRules

EXCLUDED = "links.exclude"
NOT_INCLUDED = "not in links.include"


def selected(document: Document, targets: Sequence[Target], css: str) -> list[Target]:
    """The targets that the selector marks, in page order: each link that it matches, or the best link in each element.

    Raises ConfigError where the selector is no CSS.
    """
    try:
        nodes = document.tree.css(css)
    except SelectolaxError as error:
        raise ConfigError([f"links.select is no CSS selector: {css}"]) from error
    owners = {anchor.node.mem_id: target for target in targets for anchor in target.anchors}
    marked = []
    for node in nodes:
        if node.tag == "a":
            target = owners.get(node.mem_id)
        else:
            held = [owners[link.mem_id] for link in node.css("a[href]") if link.mem_id in owners]
            target = max(held, key=lambda some: (some.best.heading > 0, some.best.size)) if held else None
        if target is not None:
            marked.append(target)
    return list(dict.fromkeys(marked))


def filtered(chosen: Sequence[Target], rules: LinkRules) -> tuple[list[Target], dict[str, str]]:
    """What include and exclude leave, and the reason for each address that they bar.

    Raises ConfigError where one is no regular expression.
    """
    include, exclude = _pattern("include", rules.include), _pattern("exclude", rules.exclude)
    kept, barred = [], {}
    for target in chosen:
        if rules.exclude and exclude.search(target.url):
            barred[target.key] = EXCLUDED
        elif not include.search(target.url):
            barred[target.key] = NOT_INCLUDED
        else:
            kept.append(target)
    return kept, barred


def _pattern(name: str, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise ConfigError([f"links.{name} is no regular expression ({error}): {text}"]) from error
