"""The only door to the net: a URL goes in, a Page comes out, and everything that can go wrong is a FetchError."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

from requests import PreparedRequest, Response
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar, get_cookie_header
from requests.structures import CaseInsensitiveDict

from feedbot import urls
from feedbot.errors import BadStatus, FetchError, Forbidden, RateLimited, TooLarge
from feedbot.fetch import answers, polite, robots
from feedbot.fetch.answers import Answer
from feedbot.fetch.connection import Wire
from feedbot.fetch.decode import ACCEPT_ENCODING, decode
from feedbot.fetch.foreign import FOREIGN, is_stale, ours
from feedbot.fetch.guard import Guard, web_address
from feedbot.fetch.polite import Politeness
from feedbot.fetch.robots import MAX_ROBOTS, Robots
from feedbot.model import FetchRules, Page

MAX_HOPS = 5  # redirects followed for one page
_CHUNK = 256 * 1024  # bytes per read
_MAX_SCRAP = 64 * 1024  # bytes of an error page or a redirect's body that are read
# Validators that can be sent back: one line, and no longer than any server makes them.
_VALIDATOR = re.compile(r"[\x20-\x7e\x80-\xff]{1,1024}")


class Memory(robots.Memory, polite.Memory, Protocol):
    """What is kept of hosts from one run to the next."""


class Stats(threading.local):
    """What the thread that looks has sent: pages, redirects and robots.txt are asked for in the caller's thread."""

    requests = 0
    received = 0  # bytes of bodies on the wire


@dataclass(slots=True)
class _Chain:
    """One page's requests from the asked URL to the final one: what is sent, what time is left, where it has been."""

    headers: dict[str, str]
    limit: int  # bytes of the page on the wire
    left: float  # seconds for all exchanges together; waiting for one's turn does not count
    robots: bool = False  # robots.txt itself: no rules hold for it, and what is past the limit is not read
    been: set[tuple[str, str]] = field(default_factory=set)  # URL and cookies of each request
    cookies: RequestsCookieJar = field(default_factory=RequestsCookieJar)  # set by redirects, sent along the chain only


class Fetcher:
    """Fetches pages for many threads at once, politely, under the limits of `rules`.

    `clock` and `sleep` serve the pauses between requests, `now` gives unix time for what is kept and for dates.
    """

    def __init__(
        self,
        rules: FetchRules,
        *,
        memory: Memory,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.stats = Stats()
        self._rules, self._now = rules, now
        agent = rules.user_agent or default_user_agent()
        self._headers = {"User-Agent": agent, "Accept": answers.ACCEPT, "Accept-Encoding": ACCEPT_ENCODING}
        self._closing = threading.Event()
        self._wire = Wire(Guard(rules.allow_addresses), connections=rules.per_host)
        self._polite = Politeness(
            per_host=rules.per_host,
            pause=rules.pause,
            clock=clock,
            sleep=sleep or self._closing.wait,
            closed=self._closing.is_set,
            memory=memory,
            now=now,
        )
        self._robots = Robots(memory, self._read_robots, agent, now)

    def __call__(self, url: str, *, etag: str = "", last_modified: str = "") -> Page:
        """The page behind a URL; status 304 and no body where the validators still hold.

        Raises FetchError; Stopped once `close` was called; what `memory` raises.
        """
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {name: value for name, value in validators.items() if _VALIDATOR.fullmatch(value)}
        chain = _Chain(self._headers | conditions, self._rules.max_wire, self._rules.deadline)
        start = web_address(url)
        try:
            return self._page(url, self._follow(chain, start), conditions)
        except FetchError as error:
            error.trace_back_to(start)
            raise

    def close(self) -> None:
        """Break off what is under way; whoever waits is told by Stopped. Nothing can be fetched after."""
        self._closing.set()
        self._wire.close()

    def _page(self, asked: str, answer: Answer, conditions: dict[str, str]) -> Page:
        """The page that an answer brings. Raises BadStatus, RateLimited, Blocked, NotAPage, TooLarge."""
        unchanged = answer.status == HTTPStatus.NOT_MODIFIED and bool(conditions)
        known = conditions if unchanged else {}  # a 304 need not repeat the validators
        page = Page(
            url=answer.url,
            body=b"",
            asked=asked,
            status=answer.status,
            content_type=answer.header("content-type"),
            etag=answer.header("etag") or known.get("If-None-Match", ""),
            last_modified=answer.header("last-modified") or known.get("If-Modified-Since", ""),
            fetched=datetime.fromtimestamp(self._now(), UTC),
            received=len(answer.body),
        )
        if unchanged:
            return page
        answers.check_status(answer, self._now())
        body = decode(page.url, answer.body, answer.header("content-encoding"), self._rules.max_decoded)
        answers.check_body(page.url, body, page.content_type)
        return replace(page, body=body)

    def _follow(self, chain: _Chain, url: str) -> Answer:
        """The answer at the end of a chain of redirects; robots.txt, the guard and a turn at the host at every hop.

        Raises BadStatus where the chain does not end, and what its hops raise.
        """
        for hop in range(MAX_HOPS + 1):
            try:
                answer = self._hop(chain, url)
            except Forbidden as error:
                if hop:  # where the site leads is not the reader's choice, so no key is offered to open it
                    error.hint = "the site leads there by a redirect; see it in a browser before you allow it"
                raise
            silence = answers.silence(answer, self._now())
            if silence is not None:
                self._polite.hold(url, answer.status, silence)
            if answer.status not in answers.REDIRECTS:
                return answer
            try:
                url = _next_url(answer)
            except Forbidden as error:
                error.led = True
                raise
        raise BadStatus(url, answer.status, f"more than {MAX_HOPS} redirects", hint="open it in a browser")

    def _hop(self, chain: _Chain, url: str) -> Answer:
        """The answer of one address, when robots.txt allows it and it is our turn.

        Raises Disallowed, RateLimited while the host asked for silence, Stopped, and what `_ask` raises.
        """
        obey = self._rules.robots == "obey" and not chain.robots
        delay = self._robots.check(url) if obey else 0.0
        with self._polite.turn(url, delay):
            return self._ask(chain, url)

    def _ask(self, chain: _Chain, url: str) -> Answer:
        """One request and its answer; a kept connection that turns out to be closed is replaced once.

        Raises Unreachable, Forbidden by the guard, Stopped, and what `_exchange` raises on purpose.
        """
        request = _prepared(chain, url)
        until = time.monotonic() + chain.left
        for last in (False, True):
            left = max(until - time.monotonic(), 0.1)
            with self._wire.exchange(url, left) as exchange:
                try:
                    answer = self._exchange(chain, request, min(self._rules.timeout, left))
                    exchange.check()
                    break
                except FOREIGN as error:
                    exchange.check()
                    if last or not (exchange.reused and is_stale(error)):
                        raise ours(url, error) from error
        chain.left = until - time.monotonic()
        return answer

    def _exchange(self, chain: _Chain, request: PreparedRequest, timeout: float) -> Answer:
        """One request sent, its answer read. Raises Blocked, NotAPage, TooLarge, and foreign errors."""
        self.stats.requests += 1
        with closing(self._wire.send(request, timeout)) as response:
            answer = Answer(str(request.url), response.status_code, response.headers)
            if answer.status in answers.REDIRECTS:
                extract_cookies_to_jar(chain.cookies, request, response.raw)  # type: ignore[no-untyped-call]
            if not chain.robots:
                answers.check_head(answer)
            if answer.status in answers.PAGES:
                body = _read(response, answer.url, chain.limit, cut=chain.robots)
            else:
                body = _read(response, answer.url, _MAX_SCRAP, cut=True)
        self.stats.received += len(body)
        return replace(answer, body=body)

    def _read_robots(self, url: str) -> str:
        """The text of a robots.txt; empty where there is none, which RFC 9309 takes for leave to ask for everything.

        Raises RateLimited, BadStatus for 5xx, and what keeps it from being read: Unreachable, Forbidden, NotAPage.
        """
        chain = _Chain(self._headers, MAX_ROBOTS, self._rules.deadline, robots=True)
        try:
            answer = self._follow(chain, url)
        except BadStatus:  # redirects without end, or to nowhere
            return ""
        silence = answers.silence(answer, self._now())
        if silence is not None:
            raise RateLimited(url, answer.status, silence)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise BadStatus(url, answer.status)
        if answer.status not in answers.PAGES:
            return ""
        body = decode(url, answer.body, answer.header("content-encoding"), self._rules.max_decoded)
        if len(body) > MAX_ROBOTS:  # the line that the limit falls into would say something else than it does
            body = body[:MAX_ROBOTS].rpartition(b"\n")[0]
        return body.decode("utf-8-sig", "replace")


def _prepared(chain: _Chain, url: str) -> PreparedRequest:
    """The request as requests would prepare it; the URL is normal and the headers are known, so nothing is checked.

    Raises BadStatus where the chain comes round to where it was.
    """
    request = PreparedRequest()
    request.method, request.url, request.headers = "GET", url, CaseInsensitiveDict(chain.headers)
    cookies: str = ""
    if chain.been:
        cookies = get_cookie_header(chain.cookies, request) or ""  # type: ignore[no-untyped-call]
    if cookies:
        request.headers["Cookie"] = cookies
    if (url, cookies) in chain.been:
        raise BadStatus(url, 302, "redirects in a circle", hint="open it in a browser and take the address shown there")
    chain.been.add((url, cookies))
    return request


def _read(response: Response, url: str, limit: int, *, cut: bool) -> bytes:
    """The body as the wire carries it; past `limit` it is cut (one byte more shows that), or TooLarge is raised."""
    raw = response.raw
    told = raw.length_remaining or 0
    if told > limit and not cut:
        raise TooLarge(url, f"has {told:,} bytes", hint=f"fetch.max_wire is {limit:,}")
    step = min(_CHUNK, limit + 1)
    # Reading on to the empty end, not only to the last byte, gives the connection of an empty body back as well.
    stream = raw.stream(step, False) if raw.chunked else iter(lambda: raw.read(step, False), b"")
    pieces: list[bytes] = []
    size = 0
    for piece in stream:
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            if cut:
                break
            raise TooLarge(url, f"goes on past {limit:,} bytes", hint="raise fetch.max_wire")
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _next_url(answer: Answer) -> str:
    """Where a redirect leads. From https it leads to https only: browsers with HSTS go the same way.

    Raises BadStatus without a target, Forbidden for one that is no plain web address.
    """
    location = answer.header("location").strip()
    if not location:
        hint = "the site has a fault; look at the page in a browser"
        raise BadStatus(answer.url, answer.status, f"redirects without saying where ({answer.status})", hint=hint)
    with suppress(UnicodeError):  # http.client reads headers as latin-1; servers write UTF-8
        location = location.encode("latin-1").decode()
    target = urls.absolute(location, answer.url)
    if not target:
        raise Forbidden(answer.url, f"redirects to {location[:200]!r}", hint="only http:// and https:// are followed")
    target = web_address(target)
    if answer.url.startswith("https:") and target.startswith("http:"):
        target = "https:" + target.removeprefix("http:")
    return target


def default_user_agent() -> str:
    """`feedbot/<version>` with the address where its makers can be found."""
    try:
        number = version("feedbot")
    except PackageNotFoundError:  # run from a checkout that is not installed
        number = "0"
    return f"feedbot/{number} (+https://github.com/feedbot/feedbot)"
