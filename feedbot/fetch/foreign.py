"""The border: every error of sockets, TLS, http.client, urllib3 and requests becomes one of ours, in plain words."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator

import requests
import urllib3.exceptions as u3

from feedbot.errors import FetchError, Unreachable

FOREIGN = (requests.RequestException, u3.HTTPError, http.client.HTTPException, OSError, UnicodeError)

_CERTIFICATE = {  # X509_V_ERR_* codes of OpenSSL
    9: "its certificate is not valid yet; the clock of this machine may be wrong",
    10: "its certificate has expired",
    18: "its certificate is self-signed",
    19: "its certificate is signed by an authority that this machine does not know",
    20: "its certificate is signed by nobody that this machine knows, or the site leaves out a certificate in between",
    21: "its certificate is signed by nobody that this machine knows, or the site leaves out a certificate in between",
    23: "its certificate was revoked",
    62: "its certificate is for another host name",
    64: "its certificate is for another address",
}
_TLS_HINT = "tell the site's owner; REQUESTS_CA_BUNDLE names a file with authorities of your own"


def _name(error: BaseException) -> str:
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
        return "the name server gives no answer"
    return "no host has this name"


def _certificate(error: BaseException) -> str:
    code = getattr(error, "verify_code", 0)
    return _CERTIFICATE.get(code) or f"its certificate cannot be trusted: {getattr(error, 'verify_message', error)}"


# First match wins, so the narrow kinds stand first: kind, what is wrong, what to try.
_TABLE: tuple[tuple[type[BaseException], str | Callable[[BaseException], str], str], ...] = (
    (u3.ProxyError, "the proxy fails", "check HTTP_PROXY and HTTPS_PROXY in the environment"),
    (socket.gaierror, _name, "check the spelling, and this machine's network"),
    (u3.NameResolutionError, _name, "check the spelling, and this machine's network"),
    (ssl.SSLCertVerificationError, _certificate, _TLS_HINT),
    (
        ssl.SSLError,
        lambda e: f"the TLS connection failed ({getattr(e, 'reason', None) or e})",
        "try http:// or a browser",
    ),
    (u3.SSLError, lambda e: f"the TLS connection failed ({e})", "try http:// or a browser"),
    (u3.ConnectTimeoutError, "does not answer", "the site may be down; a run tries it again later"),
    (TimeoutError, "stopped answering", "the site may be down; fetch.timeout gives it longer"),
    (u3.TimeoutError, "stopped answering", "the site may be down; fetch.timeout gives it longer"),
    (ConnectionRefusedError, "refuses the connection", "the site may be down, or the port is wrong"),
    (http.client.RemoteDisconnected, "closed the connection without an answer", "a run tries it again later"),
    (http.client.LineTooLong, "sends header lines that are too long", "the site has a fault"),
    (http.client.BadStatusLine, "does not speak HTTP", "check the port; the site may have a fault"),
    (u3.InvalidChunkLength, "sends a broken body", "the site has a fault; a run tries it again later"),
    (u3.IncompleteRead, "broke the page off before its end", "a run tries it again later"),
    (http.client.IncompleteRead, "broke the page off before its end", "a run tries it again later"),
    (ConnectionError, "broke the connection off", "a run tries it again later"),
    (http.client.HTTPException, lambda e: f"sends a broken answer ({e})", "the site has a fault"),
    (u3.ProtocolError, "broke the page off before its end", "a run tries it again later"),
    (
        OSError,
        lambda e: f"cannot be connected to ({getattr(e, 'strerror', None) or e})",
        "check this machine's network",
    ),
)

# Kinds that say as much of every page of a host as of the one that was asked for.
_NO_CONNECTION = {
    socket.gaierror,
    u3.NameResolutionError,
    ssl.SSLCertVerificationError,
    ssl.SSLError,
    u3.SSLError,
    u3.ConnectTimeoutError,
    ConnectionRefusedError,
    u3.ProxyError,
    OSError,
}


def ours(url: str, error: BaseException) -> FetchError:
    """The FetchError that says what a foreign error means: the most telling one of those that wrap each other."""
    chain = list(_causes(error))
    for kind, what, hint in _TABLE:
        for cause in chain:
            if isinstance(cause, kind) and not isinstance(cause, requests.RequestException):
                found = Unreachable(url, what if isinstance(what, str) else what(cause), hint=hint)
                found.connected = kind not in _NO_CONNECTION
                return found
    return Unreachable(url, f"cannot be fetched ({error})")


def is_stale(error: BaseException) -> bool:
    """Whether a kept connection was closed by the server just before it was used again."""
    return any(
        isinstance(cause, (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError))
        for cause in _causes(error)
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that it wraps, the way requests (args), urllib3 (reason, args) and `raise from` wrap."""
    queue, seen = [error], set()
    while queue:
        cause = queue.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        inner = [*cause.args, getattr(cause, "reason", None), cause.__cause__, cause.__context__]
        queue += [item for item in inner if isinstance(item, BaseException)]
