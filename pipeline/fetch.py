"""Fetching a page from the web: from public addresses alone, within a limit of time and bytes.

An article may come from a list that somebody else wrote, so an address must not lead into the
network that factdesk runs in (server-side request forgery, CWE-918). Each hop is resolved once, the
addresses are looked at, and the connection goes to the one that was looked at: a name that answers
differently the second time gains nothing.
"""

import ipaddress
import socket
import time
import urllib.request
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import httpx2

from pipeline.errors import ArticleError

_MOST_REDIRECTS = 5
_STEP_SECONDS = 10.0
"""For the connection, and for each next piece of the page."""
_TOTAL_SECONDS = 30.0
"""For the whole page: a server that drips would else hold a run for ever."""
_AGENT = "factdesk (reads one article for its user)"
_SCHEMES = ("http", "https")

_FAILED = 400
"""Statuses of HTTP from which a page is none."""


class PrivateAddress(httpx2.RequestError):
    """The address leads to a machine that is not on the public internet."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent, decompressed, and what it says of it."""

    body: bytes
    media: str
    """Such as text/html, which it is as well where the server says nothing."""
    charset: str | None


def fetch(
    url: str, limit: int, advice: str, *, types: Collection[str] = (), private: bool = False
) -> Page:
    """Return what stands at an http(s) address, at most `limit` bytes of it.

    Of other media types than `types`, if there are any, nothing is read. `private` allows addresses
    inside one's own network. Raises ArticleError, one line that says what to do, for what cannot or
    must not be fetched; `advice` is that for a server that says no.
    """
    if url.partition("://")[0].lower() not in _SCHEMES:
        raise ArticleError(f"{url} is no web address: only http and https are read")
    try:
        with _client(types, private=private) as client, client.stream("GET", url) as response:
            if response.status_code >= _FAILED:
                status = response.status_code
                raise ArticleError(f"{url} answers with status {status}: {advice}")
            told = response.headers.get("content-type") or "text/html"
            media = told.split(";")[0].strip().lower()
            if types and media not in types:
                raise ArticleError(f"{url} is {media}, not a page: give the address of an article")
            body = _collected(url, response.iter_bytes(), limit)
            return Page(body, media, response.charset_encoding)
    except PrivateAddress as error:
        raise ArticleError(
            f"{url} leads into a private network ({error}): --private-network allows it"
        ) from error
    except httpx2.TimeoutException:
        raise ArticleError(f"{url} did not answer in time: try again or save the page") from None
    except httpx2.TooManyRedirects:
        raise ArticleError(f"{url} redirects too often: open it and save the page") from None
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise ArticleError(f"{url} cannot be fetched ({reason}): check the address") from error


def _client(types: Collection[str], *, private: bool) -> httpx2.Client:
    # A proxy resolves names itself: the addresses behind it are its owner's to guard.
    proxied = bool(urllib.request.getproxies().keys() & {"http", "https", "all"})
    return httpx2.Client(
        transport=None if private or proxied else _PublicTransport(),
        event_hooks={"request": [] if private else [_refuse_private_literal]},
        follow_redirects=True,
        max_redirects=_MOST_REDIRECTS,
        timeout=_STEP_SECONDS,
        headers={"User-Agent": _AGENT, "Accept": ", ".join(types) or "*/*"},
    )


class _PublicTransport(httpx2.HTTPTransport):
    """Connects only to addresses of the public internet; each redirect passes through here too."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request to the address that was looked at; TLS still asks for the name."""
        host = request.url.host
        address = public_address(host, request.url.port or _default_port(request.url), request)
        return super().handle_request(
            httpx2.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,  # with the Host that was asked for
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
        )


def _default_port(url: httpx2.URL) -> int:
    return 443 if url.scheme == "https" else 80


def public_address(host: str, port: int, request: httpx2.Request) -> str:
    """Return an address of the host; raises PrivateAddress when any of them is not public."""
    try:
        resolved = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpx2.ConnectError(f"no address for {host}", request=request) from error
    addresses = [str(socket_address[0]) for *_, socket_address in resolved]
    for address in addresses:
        if not _is_public(address):
            raise PrivateAddress(f"{host} is {address}", request=request)
    return addresses[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (inner is None or inner.is_global)


def _refuse_private_literal(request: httpx2.Request) -> None:
    """Raise PrivateAddress for a number that is no public address: a proxy would follow it."""
    try:
        public = _is_public(request.url.host)
    except ValueError:
        public = request.url.host.rstrip(".").lower() != "localhost"
    if not public:
        raise PrivateAddress(request.url.host, request=request)


def _collected(url: str, chunks: Iterator[bytes], limit: int) -> bytes:
    """Return the chunks joined; a server that drips or floods, or packs a bomb, is cut off."""
    deadline = time.monotonic() + _TOTAL_SECONDS
    raw = bytearray()
    for chunk in chunks:
        raw += chunk
        if len(raw) > limit:
            raise ArticleError(
                f"{url} is over the limit of {limit:,} bytes: save the article alone"
            )
        if time.monotonic() > deadline:
            raise ArticleError(f"{url} did not answer in time: try again or save the page")
    return bytes(raw)
