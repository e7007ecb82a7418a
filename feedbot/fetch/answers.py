"""Is an answer a page? Tables of statuses, signs of robot checks, content types and magic bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from feedbot import urls
from feedbot.errors import BadStatus, Blocked, NotAPage, RateLimited
from feedbot.fetch.polite import MAX_HOLD

ACCEPT = (
    "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json,"
    "application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5"
)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PAGES = frozenset({200, 203})  # the statuses whose body is the page
_DEFAULT_HOLD = 60.0  # seconds after a 429 that names no time

_HINTS = {
    204: "the page is empty; look at it in a browser",
    206: "the site sends a part that nobody asked for; it has a fault",
    304: "the site says that nothing changed although nothing was compared; it has a fault",
    401: "the page wants a password; feedbot reads what everyone can read",
    402: "the page is for paying readers",
    403: "the site refuses feedbot; fetch.user_agent with your own contact address may help, or ask its owner",
    404: "the page is gone; look for its new address in a browser",
    406: "the site does not serve what feedbot accepts",
    410: "the page is gone for good; remove it",
    451: "the page is withheld for legal reasons",
}
_FAULT_HINT = "the site has a fault; a run tries it again later"
_REFUSED_HINT = "look at the page in a browser"

_REFUSALS = frozenset({202, 401, 403, 405, 406, 409, 429, 503})  # statuses under which a robot check comes
# Headers of robot checks under such a status, and what they hold; from the vendors' documentation and observed answers.
_CHECK_HEADERS = (
    ("cf-mitigated", re.compile("challenge|block"), "Cloudflare"),
    ("x-amzn-waf-action", re.compile("challenge|captcha"), "AWS WAF"),
    ("x-vercel-mitigated", re.compile("challenge|deny"), "Vercel"),
    ("sg-captcha", re.compile("challenge"), "SiteGround"),
    ("x-datadome", re.compile("protected"), "DataDome"),
    ("x-sucuri-block", re.compile(""), "Sucuri"),
    ("server", re.compile("ddos-guard"), "DDoS-Guard"),
)
# Marks in the body of such an answer.
_CHECK_BODY = re.compile(
    rb"/cdn-cgi/challenge-platform/|cf-browser-verification|cf_chl_|_Incapsula_Resource|px-captcha|captcha-delivery\.com"
    rb"|/\.well-known/sgcaptcha|ddos-guard/js-challenge|awswaf|g-recaptcha|h-captcha|cf-turnstile"
)
# Titles of robot checks that come with status 200; a page of news has more to its title.
_CHECK_TITLE = re.compile(
    rb"<title[^>]*>\s*(?:Just a moment\.{3}|Attention Required! \| Cloudflare|Verify(?:ing)? you are (?:a )?human"
    rb"|Making sure you(?:&#39;|')re not a bot!|Checking your browser[^<]{0,40}|Pardon Our Interruption|Robot Check"
    rb"|Are you a robot\?|DDoS-Guard|Human Verification|Security Checkpoint|Client Challenge)\.{0,3}\s*</title>",
    re.I,
)
_CHECK_SIZE = 100_000  # bytes; robot checks are small

_PAGE_TYPES = re.compile(r"text/(?:html|xml|plain|json)|application/(?:json|xml|[\w.-]+\+(?:xml|json)|rdf|rss|atom)")
_NO_PAGE_TYPES = re.compile(
    r"(?:image|audio|video|font|model)/.*"
    r"|application/(?:pdf|zip|gzip|x-(?:gzip|tar|bzip2?|7z-compressed|rar-compressed|shockwave-flash|msdownload)|epub\+zip"
    r"|msword|vnd\.(?:ms-|openxmlformats|oasis).*|wasm|java-archive|(?:x-)?javascript|postscript|rtf|sql)"
    r"|text/(?:css|(?:x-)?javascript|calendar|csv|vcard)"
)
# First bytes of what is no page, whatever its label. https://mimesniff.spec.whatwg.org/#matching-a-mime-type-pattern
_MAGIC = re.compile(
    rb"(?P<PDF>%PDF-)|(?P<image>\x89PNG\r\n\x1a\n|GIF8[79]a|\xff\xd8\xff|BM.{4}\0\0|RIFF.{4}WEBP|.{4}ftyp(?:avif|heic)|\0\0\x01\0)"
    rb"|(?P<archive>PK\x03\x04|\x1f\x8b\x08|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|BZh[1-9]|\xfd7zXZ\0|\x28\xb5\x2f\xfd)"
    rb"|(?P<recording>ID3|OggS\0|fLaC|.{4}ftyp|\x1aE\xdf\xa3|RIFF.{4}(?:WAVE|AVI ))|(?P<font>wOF[F2]|OTTO|\0\x01\0\0)"
    rb"|(?P<program>\x7fELF|MZ\x90\0|\xca\xfe\xba\xbe|\0asm)|(?P<document>\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf1|%!PS-Adobe)",
    re.S,
)
_UTF_BOM = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_BINARY = re.compile(rb"[\0-\x08\x0b\x0e-\x1a\x1c-\x1f]")  # binary data bytes of the same standard


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one request; `body` is what the wire carried, not yet decoded."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    def header(self, name: str) -> str:
        return self.headers.get(name) or ""


def check_head(answer: Answer) -> None:
    """Refuse what is no page by its status and headers. Raises Blocked, RateLimited, BadStatus, NotAPage."""
    if answer.status in _REFUSALS:
        for name, sign, vendor in _CHECK_HEADERS:
            if name in answer.headers and sign.search(answer.header(name)):
                raise Blocked(answer.url, f"shows a robot check of {vendor} in the page's place ({answer.status})")
    if answer.status in PAGES:
        kind = _media_type(answer)
        if _NO_PAGE_TYPES.fullmatch(kind) and not _is_packed_sitemap(answer.url):
            raise NotAPage(answer.url, f"is {kind}, not a page", hint="give the address of a web page")


def check_status(answer: Answer, now: float) -> None:
    """Refuse every status that brings no page; `now` is the unix time that a Retry-After date is read against."""
    status = answer.status
    if status in PAGES:
        return
    after = silence(answer, now)
    if after is not None:
        raise RateLimited(answer.url, status, after)
    if status in _REFUSALS and _CHECK_BODY.search(answer.body):
        raise Blocked(answer.url, f"shows a robot check in the page's place ({status})")
    raise BadStatus(answer.url, status, hint=_HINTS.get(status, _FAULT_HINT if status >= 500 else _REFUSED_HINT))


def silence(answer: Answer, now: float) -> float | None:
    """How many seconds the host wants no requests, None if it said nothing of the kind; `now` is unix time."""
    if answer.status not in (429, 503):
        return None
    after = retry_after(answer.header("retry-after"), now)
    return _DEFAULT_HOLD if after is None and answer.status == 429 else after


def _is_packed_sitemap(url: str) -> bool:
    """Whether the address is that of a gzip file which the sitemap door unpacks. https://sitemaps.org/protocol.html"""
    return urls.parts(url).path.endswith(".xml.gz")


def check_body(url: str, body: bytes, content_type: str) -> None:
    """Refuse a decoded body that is no page. Raises NotAPage, Blocked."""
    if not body.strip():
        raise NotAPage(url, "answered with an empty page", hint="look at it in a browser", retry=True)
    if _is_packed_sitemap(url):
        return
    magic = _MAGIC.match(body)
    if magic:
        raise NotAPage(url, f"is a file ({magic.lastgroup}), not a page", hint="give the address of a web page")
    kind = content_type.partition(";")[0].strip().lower()
    if not _PAGE_TYPES.fullmatch(kind) and not body.startswith(_UTF_BOM) and _BINARY.search(body, 0, 1445):
        raise NotAPage(url, f"is {kind or 'without a content type'} and holds binary data", hint="it is no web page")
    if len(body) < _CHECK_SIZE and _CHECK_TITLE.search(body, 0, 8192):
        raise Blocked(url, "shows a robot check in the page's place (200)")


def retry_after(value: str, now: float) -> float | None:
    """Seconds of a Retry-After header, as a number or as an HTTP date, at least 1 and at most a day; None without one.

    >>> retry_after("120", 0.0), retry_after("Thu, 01 Jan 1970 00:00:30 GMT", 10.0), retry_after("soon", 0.0)
    (120.0, 20.0, None)
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        seconds = float(value[:10])
    else:
        try:
            at = parsedate_to_datetime(value)
            seconds = (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - now  # asctime's form names no zone
        except (ValueError, OverflowError, OSError):
            return None
    return min(max(seconds, 1.0), MAX_HOLD)


def _media_type(answer: Answer) -> str:
    return answer.header("content-type").partition(";")[0].strip().lower()
