"""Lines of code that are elements, broken by style alone: what copies their text would run them together."""

from __future__ import annotations

import re
from functools import lru_cache

# Around a line until it is known whether the text breaks it as well; no valid text holds these characters.
START, END = "\ufdd0", "\ufdd1"

# As Shiki, Prism, Gatsby and their heirs name them: line, code-line, highlight-line, line-of-code__a1b2c.
_NAMED = re.compile(r"(?<!\S)(?:[\w-]*[-_])?(?<!single-)(?<!multi-)(?<!in-)line(?:-of-code)?(?:__\w+)?(?!\S)", re.A)
_ENDS = re.compile(END + "{2,}")  # of a line and of one around it
_LAST = re.compile(END + r"((?:</\w+>)*)$")


@lru_cache(maxsize=1024)
def is_line(names: str) -> bool:
    """Whether an inline element inside <pre> is a line of its own, by its class."""
    return _NAMED.search(names) is not None


def broken(code: str) -> str:
    r"""Code with one line break behind each line but the last, whether the text has one there or not.

    >>> broken(f"{START}a{END}{START}{END}\n{START}b{END}")
    'a\n\nb'
    """
    if END not in code:
        return code
    code = _LAST.sub(r"\1", _ENDS.sub(END, code))
    return code.replace(f"{END}\n", "\n").replace(f"\n{END}", "\n").replace(END, "\n").replace(START, "")
