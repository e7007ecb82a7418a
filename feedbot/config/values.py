"""The single values of config.yaml: how each is read from its text, what a complaint calls it, and its JSON Schema.

A parser takes text that is not empty and raises ValueError, whose text, where there is one, is advice.
"""

from __future__ import annotations

import re

from feedbot import urls
from feedbot.config.complaints import did_you_mean
from feedbot.config.kinds import Scalar
from feedbot.text import squeeze

# Seconds of each unit of a duration.
_UNITS = {"w": 604800.0, "d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_DURATION = r"(?:\d+(?:\.\d+)?(?:ms|[wdhms]))+"
# Decimal units, as in HTTP libraries and file managers.
_SIZES = {"kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
_VARIABLE = r"\$\{"  # in a JSON Schema pattern: a value that comes from the environment
_LONGEST = 366 * 86400.0


def text(expected: str = "text", *, pattern: str = "", advice: str = "") -> Scalar:
    """One line of text, matching `pattern` where one is given."""

    def parse(written: str) -> str:
        value = squeeze(written)
        if pattern and not re.fullmatch(pattern, value):
            raise ValueError(advice)
        return value

    return Scalar(expected, parse, {"type": "string"} | ({"pattern": f"^(?:{pattern})$"} if pattern else {}))


def choice(*names: str) -> Scalar:
    """One of a few words."""

    def parse(written: str) -> str:
        if written not in names:
            raise ValueError(did_you_mean(written, names) if len(names) > 2 else "")
        return written

    return Scalar(" or ".join(names) if len(names) < 3 else "one of " + ", ".join(names), parse, {"enum": [*names]})


def whole(least: int, most: int) -> Scalar:
    """A whole number within bounds."""

    def parse(written: str) -> int:
        number = int(written) if re.fullmatch(r"[+-]?\d{1,12}", written, re.ASCII) else least - 1
        if not least <= number <= most:
            raise ValueError
        return number

    bounds = {"type": "integer", "minimum": least, "maximum": most}
    return Scalar(f"a whole number from {least} to {most}", parse, bounds)


def duration(least: float = 0.0) -> Scalar:
    """A duration, in seconds: `90s`, `30m`, `1h30m`, `2d`."""

    def parse(written: str) -> float:
        if re.fullmatch(r"\d+(?:\.\d+)?", written):
            raise ValueError(f"which unit? {written}s is seconds, {written}m minutes, {written}h hours")
        if not re.fullmatch(_DURATION, written, re.ASCII):
            raise ValueError
        seconds = sum(float(n) * _UNITS[unit] for n, unit in re.findall(r"([\d.]+)(ms|[wdhms])", written))
        if not least <= seconds <= _LONGEST:
            raise ValueError(f"at least {least:g}s" if seconds < least else "at most 366d")
        return seconds

    return Scalar(
        "a duration such as 30m, 1h30m or 15s", parse, {"type": "string", "pattern": f"^{_DURATION}$|{_VARIABLE}"}
    )


def _size(written: str) -> int:
    found = re.fullmatch(r"(\d+(?:\.\d+)?) ?(kB|MB|GB)", written)
    if not found:
        raise ValueError
    size = int(float(found[1]) * _SIZES[found[2]])
    if not size:
        raise ValueError("at least one byte")
    return size


SIZE = Scalar(
    "a size such as 500kB or 10MB", _size, {"type": "string", "pattern": r"^\d+(?:\.\d+)? ?(?:kB|MB|GB)$|\$\{"}
)


def _url(written: str) -> str:
    url = urls.absolute(written, "about:blank")
    if urls.names_user(url):
        raise ValueError("without user name and password")
    if url:
        return url
    guess = f"https://{written}"
    plausible = not re.search("://|@", written) and "." in written.split("/")[0] and urls.absolute(guess, "about:blank")
    raise ValueError(f"did you mean {guess}?" if plausible else "")


URL = Scalar(
    "an absolute http or https address", _url, {"type": "string", "format": "uri", "pattern": f"^https?://|{_VARIABLE}"}
)


def _folder_url(written: str) -> str:
    scheme, host, path, query, fragment = urls.parts(_url(written))
    if query or fragment:
        raise ValueError("without ? and #")
    return f"{scheme}://{host}{path.rstrip('/')}/"


FOLDER_URL = Scalar("an absolute http or https address of a folder", _folder_url, URL.form)


def _zone(written: str) -> str:
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(written)
    except (ValueError, KeyError, OSError):
        raise ValueError(did_you_mean(written, available_timezones()).partition("known:")[0]) from None
    return written


ZONE = Scalar("a time zone such as Europe/Berlin", _zone, {"type": "string"})


def _pattern(written: str) -> str:
    try:
        re.compile(written)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from None
    return written


PATTERN = Scalar("a regular expression", _pattern, {"type": "string", "format": "regex"})


def _selector(written: str) -> str:
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        LexborHTMLParser("").css(written)
    except SelectolaxError:
        raise ValueError("XPath is not read" if written.startswith(("/", "./")) else "") from None
    return written


SELECTOR = Scalar("a CSS selector", _selector, {"type": "string"})


def _user_agent(written: str) -> str:
    if not re.fullmatch(r"[\x20-\x7e]+", written):
        raise ValueError("one line only" if written.isascii() else "ASCII characters only")
    return written


USER_AGENT = Scalar("one line of ASCII text", _user_agent, {"type": "string"})


def _address(written: str) -> str:
    from ipaddress import ip_network

    try:
        return str(ip_network(written, strict=False)) if "/" in written else str(ip_network(written).network_address)
    except ValueError:
        pass
    host, colon, port = written.rpartition(":")
    if not colon:
        raise ValueError(f"with its port: {written}:8000" if re.fullmatch(r"[\w.-]+", written) else "")
    if not (
        re.fullmatch(r"[\w.-]+|\[[0-9A-Fa-f:.]+\]", host) and re.fullmatch(r"\d{1,5}", port) and 0 < int(port) < 65536
    ):
        raise ValueError
    return written.lower()


ADDRESS = Scalar("a network (10.0.0.0/8), an address, or host:port", _address, {"type": "string"})


_SERVER = re.compile(r"postgresql(?:\+psycopg)?://(?=[^/?#]+/[^/?#])")
_NO_PORT = re.compile(r"(?:\[[^/\]]*\]|[^/\[\]]*):(?!\d{1,5}/)")


def _store(written: str) -> str:
    if server := _SERVER.match(written):
        user, _, host = written[server.end() :].partition("?")[0].rpartition("@")
        if "@" in user:  # SQLAlchemy would take its rest for the host, and show it
            raise ValueError("an @ in a password is written %40")
        if _NO_PORT.match(host):
            raise ValueError("with a number as the port, as in postgresql://user@localhost:5432/feedbot")
        return "postgresql+psycopg://" + written[server.end() :]
    if written.startswith("postgresql"):
        raise ValueError("with host and database, as in postgresql://user@localhost/feedbot")
    path = written.removeprefix("sqlite:///")
    if path == written or not path:
        raise ValueError("" if ":" in written else f"did you mean sqlite:///{written}?")
    if "?" in path.rpartition("/")[2]:
        raise ValueError("without options behind ?")
    return written


STORE = Scalar(
    "sqlite:///PATH or postgresql://USER@HOST/NAME",
    _store,
    {"type": "string", "pattern": rf"^sqlite:///.|^postgresql(?:\+psycopg)?://.|{_VARIABLE}"},
)
LANGUAGE = text("a language tag such as en or pt-BR", pattern=r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LENGTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # days of the months, from 1
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
# The five fields of a crontab line: name, smallest, largest, names of its numbers (crontab(5)).
_FIELDS: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of the month", 1, 31, ()),
    ("month", 1, 12, ("", *_MONTHS)),
    ("day of the week", 0, 7, _DAYS),
)


def cron(written: str) -> str:
    """A crontab line, checked; its days of the week become names, because programs number them differently.

    >>> cron("*/15 6-23 * * 1-5")
    '*/15 6-23 * * mon,tue,wed,thu,fri'
    """
    fields = written.lower().split()
    if len(fields) != len(_FIELDS):
        raise ValueError(f"five fields: minute, hour, day, month, day of the week; here are {len(fields)}")
    for field, (name, least, most, names) in zip(fields, _FIELDS, strict=True):
        for part in field.split(","):
            _numbers(part, name, least, most, names)
    *others, days = fields
    if days == "*" and not _comes(*others[2:]):
        raise ValueError("no month that it names has such a day")
    return " ".join([*others, _day_names(days)])


def _comes(days: str, months: str) -> bool:
    """Whether any of the days comes in any of the months, be it in leap years only."""
    first = min(number for part in days.split(",") for number in _numbers(part, *_FIELDS[2]))
    return any(first <= _LENGTHS[number] for part in months.split(",") for number in _numbers(part, *_FIELDS[3]))


def _numbers(part: str, name: str, least: int, most: int, names: tuple[str, ...]) -> range:
    """The numbers that one part of a field (`*/5`, `1-5`, `mon`) stands for."""
    span, slash, step = part.partition("/")
    first, dash, last = span.partition("-")
    low, high = (least, most) if span == "*" else (_number(first, names), _number(last if dash else first, names))
    if not least <= low <= high <= most:
        raise ValueError(f"{part!r} as {name}: expected {least} to {most}, *, lists, ranges, or steps")
    if slash and not (step.isascii() and step.isdigit() and int(step) and (dash or span == "*")):
        raise ValueError(f"{part!r} as {name}: a step stands behind * or a range, as in */15")
    return range(low, high + 1, int(step or 1))


def _number(written: str, names: tuple[str, ...]) -> int:
    if written and written in names:
        return names.index(written)
    return int(written) if written.isascii() and written.isdigit() else -1


def _day_names(field: str) -> str:
    if field == "*":
        return field
    days = {number % 7 for part in field.split(",") for number in _numbers(part, *_FIELDS[4])}
    return ",".join(_DAYS[number] for number in sorted(days))


CRON = Scalar('a crontab line such as "*/15 6-23 * * *"', cron, {"type": "string"})
