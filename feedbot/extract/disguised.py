"""Elements that are something else than their tag says: lines of code in <span>, questions in <button>.

Lines that only a style breaks run together for whoever copies their text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

# Around a line until it is known whether the text breaks it as well; no valid text holds these characters.
START, END = "\ufdd0", "\ufdd1"

# As Shiki, Prism, Gatsby and their heirs name them: line, code-line, highlight-line, line-of-code__a1b2c.
_NAMED = re.compile(r"(?<!\S)(?:[\w-]*[-_])?(?<!single-)(?<!multi-)(?<!in-)line(?:-of-code)?(?:__\w+)?(?!\S)", re.A)
_ENDS = re.compile(END + "{2,}")  # of a line and of one around it
_ASKING = ("?", "？", "؟")
_LAST = re.compile(END + r"((?:</\w+>)*)$")


@lru_cache(maxsize=1024)
def is_line(names: str) -> bool:
    """Whether an inline element inside <pre> is a line of its own, by its class."""
    return _NAMED.search(names) is not None


def is_question(button: LexborNode) -> bool:
    """Whether a button is the question to the answer that it unfolds, and not a control of the page."""
    said = (button.text() or "").strip()
    return said.endswith(_ASKING) and " " in said


def broken(code: str) -> str:
    r"""Code with one line break behind each line but the last, whether the text has one there or not.

    >>> broken(f"{START}a{END}{START}{END}\n{START}b{END}")
    'a\n\nb'
    """
    if END not in code:
        return code
    code = _LAST.sub(r"\1", _ENDS.sub(END, code))
    return code.replace(f"{END}\n", "\n").replace(f"\n{END}", "\n").replace(END, "\n").replace(START, "")
