"""Addresses: absolute, canonical, alike. WHATWG URL rules by ada-url; no other module takes a URL apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import ada_url

# Parameters that say where a reader came from and never which page it is.
# Sources: the lists of ClearURLs, Firefox's query stripping and AdGuard, as far as they are not tied to one site.
_TRACKING = re.compile(
    r"(?:utm_[\w-]*|at_(?:medium|campaign|custom\d|format|link_\w+|ptr_name|bbc_team)|mc_[ce]id|mkt_tok|fbclid|gclid|gclsrc|dclid|wbraid"
    r"|gbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|li_fat_id|_hs(?:enc|mi)|hsCtaTracking|vero_(?:conv|id)|oly_(?:anon|enc)_id"
    r"|__s|_openstat|wickedid|rb_clickid|s_cid|ml_subscriber(?:_hash)?|guccounter|guce_referrer(?:_sig)?|ns_(?:mchannel|source|campaign"
    r"|linkname|fee)|xtor|cmpid|mbid|smid|smtyp|ref_src|ref_url|WT\.\w+|wt_mc|wtmc|ncid|icid|itm_\w+|pk_\w+|mtm_\w+|piwik_\w+"
    r"|phpsessid|jsessionid|sessionid|sid_)",
    re.I,
)
# Names that forums and shops give to sessions, others to pages: a hash beside another parameter is a session.
_HASHED = re.compile(r"(?:sid|s|sess|sessid|oscsid|zenid)=[0-9a-f]{32}", re.I)
_SESSION = re.compile(r";(?:jsessionid|sid)=[^/?#]*", re.I)
_PARTS = re.compile(r"([a-z][a-z0-9+.-]*):(?://(?:[^/?#@]*@)?([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.I | re.S)
_NOT_IN_URI = re.compile(r"[^\w.~:/?#\[\]@!$&'()*+,;=%-]|%(?![0-9A-F]{2})", re.I | re.A)
# Addresses that every step of WHATWG parsing leaves as they are: the common case, told by one look. No port, no
# punycode, no dot segment, nothing to encode.
_HOST = r"https?://(?:(?!xn--)[a-z0-9-]+\.)+(?!xn--)[a-z]{2,}(?=/)"
_PLAIN_PATH = r"(?:/(?![./%])[A-Za-z0-9_~!$&()*+,;=:@%.-]*)+"
_REST = _PLAIN_PATH + r"(?:\?[A-Za-z0-9_~!$&()*+,;=:@%/?.-]*)?(?:#[A-Za-z0-9_~!$&()*+,;=:@%/?.-]*)?"
_PLAIN = re.compile(_HOST + _REST)
_ROOTED = re.compile(_REST)
_VARIANT_ENDS = ("/", "/amp", "/index.html", "/index.htm", "/index.php")
_VARIANT_PATH = re.compile(r"/(?:amp/?|index\.(?:html?|php))?$")
_VARIANT_HOST = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")


class Parts(NamedTuple):
    """The parts of an absolute URL; `host` carries the port where one is named."""

    scheme: str
    host: str
    path: str
    query: str
    fragment: str


def absolute(href: str | None, base: str) -> str:
    """`href` as a browser standing on `base` would read it, or "" where that is no http(s) address.

    >>> absolute(" ../b c?x=1#y ", "https://example.org/a/d/")
    'https://example.org/a/b%20c?x=1#y'
    >>> absolute("/a/b", "http://127.0.0.1:8080/d")
    'http://127.0.0.1:8080/a/b'
    >>> absolute("javascript:void(0)", "https://example.org/")
    ''
    """
    if not href:
        return ""
    if href[0] == "/":
        if _ROOTED.fullmatch(href) and (start := _origin(base)):
            return start + href
    elif _PLAIN.fullmatch(href):
        return href
    try:
        url: str = ada_url.join_url(base, href)
    except (ValueError, UnicodeError):
        return ""
    return url if url.startswith(("https://", "http://")) else ""


@lru_cache(maxsize=64)
def _origin(base: str) -> str:
    """Scheme, host and port of a base, as every path on it begins; "" where no path can stand behind them."""
    try:
        url = ada_url.URL(base)
    except (ValueError, UnicodeError):
        return ""
    return url.origin if url.protocol in ("https:", "http:") and not (url.username or url.password) else ""


@lru_cache(maxsize=1024)  # one page's steps ask for the same addresses
def parts(url: str) -> Parts:
    """The parts of an absolute URL that `absolute` gave; parts that are missing are ""."""
    rest, _, fragment = url.partition("#")
    rest, _, query = rest.partition("?")
    scheme, slashes, rest = rest.partition("://")
    if scheme not in ("https", "http") or not slashes:
        found = _PARTS.fullmatch(url)
        return Parts(*found.groups("")) if found else Parts("", "", url, "", "")
    authority, slash, path = rest.partition("/")
    return Parts(scheme, authority.partition("@")[2] or authority, slash + path, query, fragment)


def names_user(url: str) -> bool:
    """Whether a user, or even a password, stands before the host.

    >>> names_user("https://me:secret@example.org/"), names_user("https://example.org/@me")
    (True, False)
    """
    return re.match("[^:/]*://[^/?#]*@", url) is not None


def clean(url: str) -> str:
    """The URL without fragment, tracking parameters and session ids: the form that is fetched and published.

    >>> clean("https://example.org/a;jsessionid=1F?utm_source=x&id=7#top")
    'https://example.org/a?id=7'
    >>> clean("https://example.org/viewtopic.php?t=7&sid=0123456789abcdef0123456789abcdef")
    'https://example.org/viewtopic.php?t=7'
    """
    if "#" not in url and "?" not in url and ";" not in url:
        return url
    scheme, host, path, query, _ = parts(url)
    pairs = [pair for pair in query.split("&") if pair and not _tracks(pair.partition("=")[0])]
    if len(pairs) > 1:
        pairs = [pair for pair in pairs if not _HASHED.fullmatch(pair)]
    kept = "&".join(pairs)
    path = _SESSION.sub("", path) if ";" in path else path
    return f"{scheme}://{host}{path}" + (f"?{kept}" if kept else "")


@lru_cache(maxsize=4096)
def _tracks(name: str) -> bool:
    """Whether a parameter of this name says where a reader came from."""
    return _TRACKING.fullmatch(name) is not None


def identity(url: str) -> str:
    """What makes two addresses one page: no scheme, no www/mobile host, no trailing slash, parameters in order.

    >>> identity("http://www.example.org/a/?b=2&a=1") == identity("https://m.example.org/a?a=1&b=2#c")
    True
    """
    if "?" in url or ";" in url:
        _, host, path, query, _ = parts(clean(url))
    else:  # the common case, without the full parse
        host, slash, path = url.partition("#")[0].partition("://")[2].partition("/")
        path, query = slash + path, ""
    host = _bare_host(host)
    if path.endswith(_VARIANT_ENDS):
        path = _VARIANT_PATH.sub("", path)
    return host + path + ("?" + "&".join(sorted(query.split("&"))) if query else "")


@lru_cache(maxsize=4096)
def _bare_host(host: str) -> str:
    return _VARIANT_HOST.sub("", host.lower(), count=1)


def uri(url: str) -> str:
    """The address as RFC 3986 spells it, which feeds ask for; browsers' rules leave some characters as they are.

    >>> uri("https://example.org/a|b?q={1}&p=100%")
    'https://example.org/a%7Cb?q=%7B1%7D&p=100%25'
    """
    return _NOT_IN_URI.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "ignore")), url)


def host(url: str) -> str:
    """Host and port of an absolute URL, lower case."""
    return parts(url).host.lower()


@lru_cache(maxsize=4096)
def site(name: str) -> str:
    """The registrable domain of a host name (`www.bbc.co.uk` -> `bbc.co.uk`); an address or a bare name is its own."""
    bare = re.sub(r":\d+$", "", name.lower()).rstrip(".")
    if "." not in bare or bare.startswith("[") or bare.replace(".", "").isdigit():
        return name.lower()
    labels = bare.split(".")
    if len(labels) == 2:
        return bare
    if labels[-1] in ("com", "org", "net"):  # the common case, without loading the list
        return ".".join(labels[-2:])
    return _suffixes().privatesuffix(bare) or bare


@lru_cache(maxsize=1)
def _suffixes():  # type: ignore[no-untyped-def]
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(only_icann=True)


def same_site(one: str, other: str) -> bool:
    """Whether two absolute URLs belong to one registrable domain."""
    return site(host(one)) == site(host(other))
