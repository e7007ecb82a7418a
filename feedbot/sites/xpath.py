"""XPath -> CSS, as far as CSS goes: the parser reads CSS only, and the community's rules for sites are XPath 1.0.

What CSS cannot say (whole texts, counts, parts of strings, a place in the whole document) is refused with the reason.
`:lexbor-contains` is the parser's own word; inside `:has()` it wants `*` before `:is()`, and it counts wrongly in
`:nth-child(2 of p[id])` but not in `:nth-child(2 of :is(p[id]))`.
"""

from __future__ import annotations

from typing import NamedTuple

from feedbot.sites.tokens import Tokens, Untranslatable

_AXES = {
    "child": "child",
    "descendant": "descendant",
    "descendant-or-self": "descendant",
    "following-sibling": "following",
    "preceding-sibling": "preceding",
    "parent": "parent",
    "ancestor": "ancestor",
    "self": "self",
}
_FORWARD = {"child": " > ", "descendant": " ", "following": " ~ ", "next": " + "}
# The other axes: of a condition on an element, and of a step that leads from what was selected so far.
_INSIDE = {
    "parent": ":is({} > *)",
    "ancestor": ":is({} *)",
    "preceding": ":is({} ~ *)",
    "previous": ":is({} + *)",
    "self": ":is({})",
}
_AROUND = {
    "parent": "{}:has(> *:is({}))",
    "ancestor": "{}:has(*:is({}))",
    "preceding": "{}:has(~ *:is({}))",
    "previous": "{}:has(+ *:is({}))",
    "self": "{}:is({})",
}
_NEAREST = {"following": "next", "preceding": "previous", "parent": "parent", "self": "self"}  # behind [1]
_OPERATORS = {"contains": "*=", "starts-with": "^=", "ends-with": "$="}
_FOLDING = ("lower-case", "upper-case", "translate")
_FIRST = ":nth-child(1 of "


class Selector(NamedTuple):
    """What an expression selects: elements, and of these an attribute where one is named."""

    css: str
    attribute: str = ""
    first: bool = False  # only the first one in the document is meant


class _Step(NamedTuple):
    axis: str
    compound: str  # tag and conditions


class _Value(NamedTuple):
    """A string that a condition looks at: an attribute or the text of an element that a path leads to."""

    steps: tuple[_Step, ...] = ()
    attribute: str = ""
    own: bool = False  # text(): not the text of what is inside
    words: bool = False  # with blanks around it, so that whole words are looked for
    fold: bool = False  # whatever the case


def translate(xpath: str) -> tuple[Selector, ...]:
    """The expression's alternatives as CSS. Raises Untranslatable.

    >>> [one.css for one in translate("//div[@id='a']/p[contains(@class, 'lead')] | //h1[1]")]
    ['div[id="a"] > p[class*="lead"]', ':nth-child(1 of h1)']
    >>> translate("//meta[@name='d']/@content")[0].attribute
    'content'
    """
    reader = _Reader(xpath)
    try:
        found = reader.union()
    except RecursionError:
        raise Untranslatable("it is nested too deeply") from None
    reader.tokens.end()
    return found


def quoted(value: str) -> str:
    """A string as CSS writes it."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ") + '"'


class _Reader:
    """Reads an expression from left to right, each rule of the grammar by one method."""

    def __init__(self, xpath: str) -> None:
        self.tokens = Tokens(xpath)

    # -- paths ---------------------------------------------------------------------------------------------------------

    def union(self) -> tuple[Selector, ...]:
        found = self._whole()
        while self.tokens.take("|"):
            found += self._whole()
        return found

    def _whole(self) -> tuple[Selector, ...]:
        """A path from the root; as a string, or in brackets with [1] behind them, the document's first."""
        tokens = self.tokens
        call = tokens.call()
        if call in ("string", "normalize-space") or tokens.take("("):
            found = self.union()
            tokens.expect(")")
            first = bool(call)
            if not call and tokens.take("["):
                if tokens.next() != ("number", "1"):
                    raise Untranslatable("a place in the whole document other than the first")
                tokens.expect("]")
                first = True
            if tokens.at("/", "//", "["):
                raise Untranslatable("a path that goes on behind brackets")
            return tuple(one._replace(first=one.first or first) for one in found)
        if call:
            raise Untranslatable(f"{call}()")
        steps, attribute, _ = self._path()
        if not steps and not attribute:
            raise Untranslatable("no element is named")
        return (Selector(_chain(steps or (_Step("descendant", f"*[{attribute}]"),)), attribute),)

    def _path(self) -> tuple[tuple[_Step, ...], str, bool]:
        """Steps, the attribute at their end, and whether text() stands there."""
        tokens = self.tokens
        deep = tokens.take("//")
        if not deep and not tokens.take("/") and tokens.take("."):
            if not tokens.at("/", "//"):
                return (), "", False
            deep = tokens.next()[1] == "//"
        steps: list[_Step] = []
        while True:
            if tokens.at("@") or tokens.called("text"):
                if deep:
                    steps.append(_Step("descendant", "*"))
                name = tokens.name("@") if tokens.take("@") else ""
                if not name:
                    tokens.call()
                    tokens.expect(")")
                return tuple(steps), name, not name
            steps.append(self._step(deep=deep))
            if not tokens.at("/", "//"):
                return tuple(steps), "", False
            deep = tokens.next()[1] == "//"

    def _step(self, *, deep: bool) -> _Step:
        tokens = self.tokens
        if tokens.take(".."):
            axis, compound = "parent", "*"
        else:
            axis = tokens.axis()
            if axis not in _AXES:
                raise Untranslatable(f"the axis {axis}")
            axis, compound = _AXES[axis], self._test()
        if deep:
            if axis not in ("child", "descendant"):
                raise Untranslatable("// before an axis")
            axis = "descendant"
        while tokens.take("["):
            axis, compound = self._predicate(axis, compound)
            tokens.expect("]")
        return _Step(axis, compound)

    def _test(self) -> str:
        """The tag that a step asks for."""
        tokens = self.tokens
        if tokens.take("*"):
            return "*"
        call = tokens.call()
        if call == "node":
            tokens.expect(")")
            return "*"
        if call:
            raise Untranslatable(f"{call}()")
        return tokens.name("an element").lower()

    # -- conditions ----------------------------------------------------------------------------------------------------

    def _predicate(self, axis: str, compound: str) -> tuple[str, str]:
        """A step with one more condition."""
        place = self._place()
        if not place:
            return axis, compound + self._either()
        if axis in ("child", "descendant"):
            return axis, f"{place}{compound if compound.isalnum() else f':is({compound})'})"
        if place != _FIRST or axis not in _NEAREST or (axis in ("following", "preceding") and compound != "*"):
            raise Untranslatable("a place along an axis")
        return _NEAREST[axis], compound

    def _place(self) -> str:
        """A place among the children of one parent as the beginning of CSS, or "" where no place is asked for."""
        tokens = self.tokens
        operator = "="
        if tokens.called("position"):
            tokens.call()
            tokens.expect(")")
            operator = tokens.next()[1]
        if tokens.called("last"):
            tokens.call()
            tokens.expect(")")
            back = int(tokens.next()[1]) if tokens.take("-") else 0
            if operator != "=":
                raise Untranslatable("a comparison with last()")
            return f":nth-last-child({back + 1} of "
        if tokens.peek()[0] != "number":
            return ""
        number = int(tokens.next()[1])
        if operator not in _RANGES:
            raise Untranslatable(f"position() {operator}")
        return f":nth-child({_RANGES[operator](number)} of "

    def _either(self) -> str:
        found = [self._all()]
        while self.tokens.take("or"):
            found.append(self._all())
        return found[0] if len(found) == 1 else f":is({', '.join(found)})"

    def _all(self) -> str:
        found = self._one()
        while self.tokens.take("and"):
            found += self._one()
        return found

    def _one(self) -> str:
        """One condition, as what stands behind the tag in CSS."""
        tokens = self.tokens
        if tokens.take("("):
            found = self._either()
            tokens.expect(")")
            return found
        if tokens.called("not"):
            tokens.call()
            found = self._either()
            tokens.expect(")")
            return f":not({found})"
        if tokens.called(*_OPERATORS):
            operator = _OPERATORS[tokens.call()]
            value = self._value()
            tokens.expect(",")
            literal = tokens.literal()
            tokens.expect(")")
            return _compared(value, operator, literal)
        value = self._value()
        if tokens.at("=", "!="):
            return _compared(value, tokens.next()[1], tokens.literal())
        if tokens.at("<", ">", "<=", ">="):
            raise Untranslatable("numbers are compared")
        return _exists(value.steps, _tail(value))

    def _value(self) -> _Value:
        """A string: an attribute or a text, perhaps with functions around it that CSS can do without."""
        tokens = self.tokens
        call = "" if tokens.called("text", "node") else tokens.call()
        if not call:
            if tokens.peek()[0] in ("string", "number"):
                raise Untranslatable("a condition that begins with a value")
            return _Value(*self._path())
        if call == "concat":
            return self._padded()
        if call not in ("string", "normalize-space", *_FOLDING):
            raise Untranslatable(f"{call}()")
        value = _Value() if tokens.at(")") else self._value()
        while tokens.take(","):
            tokens.literal()
        tokens.expect(")")
        return value._replace(fold=value.fold or call in _FOLDING)

    def _padded(self) -> _Value:
        """concat(' ', value, ' '), which everybody writes to look for a whole class."""
        tokens = self.tokens
        before = tokens.literal()
        tokens.expect(",")
        value = self._value()
        tokens.expect(",")
        if before.strip() or tokens.literal().strip():
            raise Untranslatable("concat()")
        tokens.expect(")")
        return value._replace(words=True)


_RANGES = {
    "=": lambda number: f"{number}",
    "<": lambda number: f"-n+{number - 1}",
    "<=": lambda number: f"-n+{number}",
    ">": lambda number: f"n+{number + 1}",
    ">=": lambda number: f"n+{number}",
}


def _chain(steps: tuple[_Step, ...]) -> str:
    """Steps from the root as one selector."""
    css = steps[0].compound
    for axis, compound in steps[1:]:
        css = css + _FORWARD[axis] + compound if axis in _FORWARD else _AROUND[axis].format(compound, css)
    return css


def _exists(steps: tuple[_Step, ...], tail: str) -> str:
    """That steps lead from an element to another, with `tail` behind that one's tag; as what stands behind a tag."""
    if not steps:
        return tail
    chain, ahead = "", 0
    while ahead < len(steps) and steps[ahead].axis in _FORWARD:
        chain += _FORWARD[steps[ahead].axis] + steps[ahead].compound
        ahead += 1
    if chain:
        return f":has({(chain + _exists(steps[ahead:], tail)).strip()})"
    return _INSIDE[steps[0].axis].format(steps[0].compound + _exists(steps[1:], tail))


def _tail(value: _Value) -> str:
    return f"[{value.attribute}]" if value.attribute else ":not(:empty)" if value.own else ""


def _compared(value: _Value, operator: str, literal: str) -> str:
    """A comparison of a string, as what stands behind a tag."""
    fold = " i" if value.fold else ""
    if value.attribute:
        if value.words and operator == "*=":
            literal = literal.strip()
            operator = "*=" if " " in literal else "~="
        if not literal and operator != "=" and operator != "!=":
            raise Untranslatable("nothing is looked for")
        if operator == "!=":
            return _exists(value.steps, f"[{value.attribute}]:not([{value.attribute}={quoted(literal)}{fold}])")
        return _exists(value.steps, f"[{value.attribute}{operator}{quoted(literal)}{fold}]")
    if operator != "*=" or not literal.strip():
        raise Untranslatable("a whole text is compared")
    found = f":lexbor-contains({quoted(literal)}{fold})"
    return _exists(value.steps, found if value.own else f":is({found}, :has({found}))")
