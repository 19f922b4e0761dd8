"""Fetching a page from the web: from public addresses alone, within a limit of time and bytes.

Each hop is resolved once, the addresses are looked at, and the connection goes to the one that was
looked at: a name that answers differently the second time gains nothing. A proxy resolves names
itself, so behind one a name must be known here to be public before the proxy is asked for it.
"""

import time
import urllib.request
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import httpx2

from pipeline.addresses import PrivateAddress, Unresolved, public_address
from pipeline.errors import ArticleError

_MOST_REDIRECTS = 5
_STEP_SECONDS = 10.0
"""For the connection, and for each next piece of the page."""
_TOTAL_SECONDS = 30.0
"""For the whole page: a server that drips would else hold a run for ever."""
_AGENT = "factdesk (reads one article for its user)"
_SCHEMES = ("http", "https")

_OF_THE_ENVIRONMENT = "HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, SSL_CERT_FILE and SSL_CERT_DIR"
"""What may name proxies that are none, and certificates that cannot be read."""
_FAILED = 400
"""Statuses of HTTP from which a page is none."""


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
    except _BehindProxy as error:
        raise ArticleError(
            f"{url} may lead into a private network: only the proxy {error.proxy} could say where "
            f"{error.host} is: --private-network allows it"
        ) from error
    except httpx2.TimeoutException:
        raise ArticleError(
            f"{url} did not answer in time{_way(url)}: try again or save the page"
        ) from None
    except httpx2.TooManyRedirects:
        raise ArticleError(f"{url} redirects too often: open it and save the page") from None
    except ImportError as error:
        raise ArticleError(
            f"{url} cannot be fetched{_way(url)}: SOCKS needs a package: pip install socksio"
        ) from error
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        of_the_environment = isinstance(error, OSError | ValueError)
        check = _OF_THE_ENVIRONMENT if of_the_environment else "the address"
        raise ArticleError(
            f"{url} cannot be fetched{_way(url)} ({reason}): check {check}"
        ) from error


class _BehindProxy(Exception):
    """A host that this machine cannot resolve, and the proxy that could."""

    def __init__(self, host: str, proxy: str) -> None:
        super().__init__(host)
        self.host = host
        self.proxy = proxy


def proxy_for(url: str) -> str | None:
    """Return the proxy that the environment names for an address, or None.

    HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY are read, in capitals or not, and what Windows
    and macOS have set.
    """
    parsed = httpx2.URL(url)
    proxies = urllib.request.getproxies()
    proxy = proxies.get(parsed.scheme) or proxies.get("all")
    if not proxy or urllib.request.proxy_bypass(parsed.host):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def _way(url: str) -> str:
    """Return how an address is asked for, where it is through a proxy; for messages."""
    try:
        proxy = proxy_for(url)
    except httpx2.InvalidURL:
        return ""
    return f" through the proxy {proxy}" if proxy else ""


def _client(types: Collection[str], *, private: bool) -> httpx2.Client:
    return httpx2.Client(
        transport=_Transport(private=private),
        follow_redirects=True,
        max_redirects=_MOST_REDIRECTS,
        timeout=_STEP_SECONDS,
        headers={"User-Agent": _AGENT, "Accept": ", ".join(types) or "*/*"},
    )


class _Transport(httpx2.BaseTransport):
    """Asks the host or the proxy that stands for it; each redirect passes through here too.

    Unless `private`, it raises PrivateAddress or _BehindProxy before anything is sent to a host
    that is not public.
    """

    def __init__(self, *, private: bool) -> None:
        self._private = private
        self._transports: dict[str | None, httpx2.HTTPTransport] = {}

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request; without a proxy, to the address that was looked at."""
        proxy = proxy_for(str(request.url))
        if not self._private:
            request = self._looked_at(request, proxy)
        if proxy not in self._transports:
            self._transports[proxy] = httpx2.HTTPTransport(proxy=proxy)
        return self._transports[proxy].handle_request(request)

    def _looked_at(self, request: httpx2.Request, proxy: str | None) -> httpx2.Request:
        host = request.url.host
        try:
            address = public_address(host, request.url.port or _default_port(request.url))
        except Unresolved as error:
            if proxy:
                raise _BehindProxy(host, proxy) from error
            raise httpx2.ConnectError(f"no address for {host}", request=request) from error
        if proxy:
            return request
        return httpx2.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,  # with the Host that was asked for
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},  # TLS still asks for the name
        )

    def close(self) -> None:
        """Close all connections."""
        for transport in self._transports.values():
            transport.close()


def _default_port(url: httpx2.URL) -> int:
    return 443 if url.scheme == "https" else 80


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
