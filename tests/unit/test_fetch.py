"""Pages of the web: fetched from public addresses alone, within limits, each refusal one line."""

import contextlib
import gzip
import http.server
import socket
import threading
from collections.abc import Iterator
from typing import Any, ClassVar

import httpx2
import pytest

from pipeline import fetch as module
from pipeline.errors import ArticleError
from pipeline.stages.read_article import read_article

TEXT = "Rates rise\r\n\r\nThe bank raised its rate to 5% on Monday. It was the 11th rise.\r\n"
HTML = (
    "<html><head><title>Rates rise | Post</title></head><body><h1>Rates rise</h1>"
    "<p>The bank of Selm raised its rate to 5% on Monday, the eleventh rise in 26 months.</p>"
    "<p>It said that two more were likely before the end of the year, as prices rose by 4%.</p>"
    "</body></html>"
)


def refusal(source: str, limit: int = 5_000_000, *, private: bool = True) -> str:
    """Return the one line that is said about an address that cannot be read."""
    with pytest.raises(ArticleError) as caught:
        read_article(source, limit=limit, private=private)
    message = str(caught.value)
    assert "\n" not in message
    return message


class _Site(http.server.BaseHTTPRequestHandler):
    """Answers by path: a status, a type, a body."""

    answers: ClassVar[dict[str, tuple[int, str, bytes]]] = {
        "/page": (200, "text/html; charset=utf-8", HTML.encode()),
        "/latin": (
            200,
            "text/html; charset=iso-8859-2",
            HTML.replace("5%", "5% ž").encode("latin2"),
        ),
        "/text": (200, "text/plain", TEXT.encode()),
        "/none": (404, "text/html", b"<p>No such page.</p>"),
        "/pdf": (200, "application/pdf", b"%PDF-1.7"),
        "/picture": (200, "image/png", b"\x89PNG"),
        "/big": (200, "text/plain", b"It rose. " * 5_000),
        "/round": (302, "/round", b""),
        "/moved": (302, "/page", b""),
        "/away": (302, "ftp://example.invalid/x", b""),
        "/file": (302, "file:///etc/hostname", b""),
        "/bomb": (200, "text/plain", gzip.compress(bytes(200_000_000))),
    }

    def do_GET(self) -> None:
        status, kind, body = self.answers[self.path]
        self.send_response(status)
        self.send_header("Location" if status == 302 else "Content-Type", kind)
        if self.path == "/bomb":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # a reader that gave up
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("path", "title"), [("/page", "Rates rise"), ("/moved", "Rates rise")])
def test_a_web_page_is_fetched(site: str, path: str, title: str) -> None:
    article = read_article(site + path, private=True)

    assert (article.source, article.title) == (site + path, title)


def test_a_page_is_decoded_as_its_server_says(site: str) -> None:
    assert "5% ž" in read_article(site + "/latin", private=True).text


def test_plain_text_is_fetched_as_it_stands(site: str) -> None:
    assert read_article(site + "/text", private=True).text == TEXT


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/none", "answers with status 404"),
        ("/picture", "is image/png, not a page"),
        ("/pdf", "is no PDF that can be read"),
        ("/round", "redirects too often"),
        ("/away", "cannot be fetched"),
        ("/file", "cannot be fetched"),
    ],
)
def test_a_page_that_cannot_be_had_is_named(site: str, path: str, says: str) -> None:
    said = refusal(site + path)

    assert said.startswith(site + path)
    assert says in said


def test_a_page_over_the_limit_is_cut_off(site: str) -> None:
    assert "over the limit of 1,000 bytes" in refusal(site + "/big", limit=1_000)


def test_a_page_that_drips_is_cut_off(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TOTAL_SECONDS", -1.0)

    assert "did not answer in time" in refusal(site + "/big")


def test_other_addresses_are_refused() -> None:
    assert "only http and https" in refusal("ftp://example.test/a.txt")
    assert "only http and https" in refusal("file:///a.txt")
    assert "cannot be fetched" in refusal("http://")


def test_a_host_that_does_not_exist_is_named() -> None:
    said = refusal("http://no-such-host.invalid/a")

    assert said.startswith("http://no-such-host.invalid/a cannot be fetched")


def test_a_bomb_is_cut_off_as_it_unpacks(site: str) -> None:
    assert "over the limit of 5,000,000 bytes" in refusal(site + "/bomb")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0.0.0.0",  # noqa: S104  # an address to refuse, not one to listen on
        "10.0.0.7",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:169.254.169.254]",
        "[fe80::1]",
        "[fd00::1]",
        "[2002:7f00:1::]",
    ],
)
def test_a_private_address_is_refused_however_it_is_spelled(host: str) -> None:
    said = refusal(f"http://{host}/latest/meta-data/", private=False)

    assert "private network" in said
    assert "--private-network" in said


def answering(addresses: list[str]) -> Any:
    """Return a resolver that gives one address after the other, the last one again and again."""
    left = list(addresses)

    def getaddrinfo(*_: object, **__: object) -> list[Any]:
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))]

    return getaddrinfo


def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answering(["127.0.0.1"]))
    port = site.rpartition(":")[2]

    said = refusal(f"http://news.example:{port}/page", private=False)

    assert "private network (news.example is 127.0.0.1)" in said


def test_a_redirect_that_leads_inside_is_refused(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def handle(_: object, request: httpx2.Request) -> httpx2.Response:
        asked.append(str(request.url))
        return httpx2.Response(302, headers={"Location": f"{site}/page"})

    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", handle)
    monkeypatch.setattr(socket, "getaddrinfo", answering(["93.184.216.34", "127.0.0.1"]))

    said = refusal("http://news.example/page", private=False)

    assert "private network" in said
    assert asked == ["http://93.184.216.34/page"]


def test_the_connection_goes_to_the_address_that_was_looked_at_under_the_name_that_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[httpx2.Request] = []

    def handle(_: object, request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(200, headers={"Content-Type": "text/plain"}, content=TEXT)

    monkeypatch.setattr(httpx2.HTTPTransport, "handle_request", handle)
    monkeypatch.setattr(socket, "getaddrinfo", answering(["93.184.216.34", "10.0.0.1"]))

    article = read_article("https://news.example/page")

    [request] = asked
    assert article.title == "Rates rise"
    assert request.url.host == "93.184.216.34"
    assert request.headers["Host"] == "news.example"
    assert request.extensions["sni_hostname"] == "news.example"


def test_behind_a_proxy_an_inner_address_is_still_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    assert "private network" in refusal("http://169.254.169.254/x", private=False)
    assert "private network" in refusal("http://localhost./x", private=False)


def test_a_page_of_the_own_network_is_read_where_that_is_allowed(site: str) -> None:
    assert read_article(site + "/page", private=True).title == "Rates rise"
    assert "private network" in refusal(site + "/page", private=False)
