"""An OpenAI-compatible server on loopback that answers from a script and keeps what it was asked.

Faults are scripted here because no recording can hold them: a reset, a hang, a reply cut short.
"""

import dataclasses
import gzip
import http.client
import json
import math
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tests.command import PATIENCE

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Reply:
    """One scripted reply, and how its connection fares."""

    body: str | bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = JSON
    delay: float = 0.0
    """Seconds before the first byte."""
    until: threading.Event | None = None
    """What has to happen before the first byte, the delay aside."""
    drip: float = 0.0
    """Seconds before each byte of the body."""
    reset: bool = False
    """Whether the connection is reset in place of a reply."""
    cut: int | None = None
    """Bytes of the body after which the connection is reset."""

    @property
    def content(self) -> bytes:
        """The body as it goes over the wire."""
        return self.body if isinstance(self.body, bytes) else self.body.encode()


RESET = Reply("", reset=True)


def completion(
    content: object,
    *,
    finish: str = "stop",
    refusal: str | None = None,
    tokens: tuple[int, int] = (100, 10),
    delay: float = 0.0,
    until: threading.Event | None = None,
) -> Reply:
    """Return a reply with a completion; content that is no text is written as JSON."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    message = {"role": "assistant", "content": text, "refusal": refusal}
    body = {
        "id": "chatcmpl-123",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "scripted",
        "system_fingerprint": "fp_1",
        "timings": {"predicted_ms": 12.5},
        "choices": [{"index": 0, "finish_reason": finish, "message": message, "logprobs": None}],
        "usage": {
            "prompt_tokens": tokens[0],
            "completion_tokens": tokens[1],
            "total_tokens": sum(tokens),
        },
    }
    return Reply(json.dumps(body), delay=delay, until=until)


def failing(status: int, message: str = "no", code: str | None = None, **headers: str) -> Reply:
    """Return a reply with an error object as OpenAI writes it; header names use underscores."""
    body = {"error": {"message": message, "type": "error", "param": None, "code": code}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(json.dumps(body), status=status, headers=named)


def gzipped(reply: Reply) -> Reply:
    """Return the reply with its body compressed, as proxies send it."""
    headers = {**reply.headers, "content-encoding": "gzip"}
    return dataclasses.replace(reply, body=gzip.compress(reply.content, mtime=0), headers=headers)


@dataclass(slots=True)
class Exchange:
    """One request and what became of it; times are those of `time.monotonic`."""

    body: dict[str, Any]
    authorization: str | None
    arrived: float
    answered: float | None = None
    """When the last byte of the reply was handed over; None until then, or if it never was."""


class _Hold(NamedTuple):
    over: threading.Event
    last: float = math.inf
    """The number of the last request that is answered before it is over."""


class ScriptedServer:
    """What the server was asked, in order, and where it listens."""

    def __init__(
        self,
        script: Sequence[Reply] | Callable[[dict[str, Any]], Reply],
        models: Reply | None = None,
    ) -> None:
        """Take the replies, or what gives the one to a body.

        The script is called for one request at a time, so it must not wait for another request:
        `Reply.until` is for that.
        """
        self._script = script
        self.models = models
        """What a GET is answered with, which asks for the list of models."""
        self._lock = threading.Lock()
        self._hold = _Hold(threading.Event())
        self._connections, self._left = 0, threading.Condition()
        self.exchanges: list[Exchange] = []
        self.busy = self.busiest = 0
        self.base_url = ""

    @property
    def requests(self) -> list[dict[str, Any]]:
        """The bodies of the requests."""
        return [each.body for each in self.exchanges]

    @property
    def authorizations(self) -> list[str | None]:
        """The keys that the requests carried."""
        return [each.authorization for each in self.exchanges]

    def take(self, exchange: Exchange) -> Reply:
        """Return the reply to a request, once it may be sent."""
        with self._lock:
            self.exchanges.append(exchange)
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
            reply, hold = self._reply(exchange), self._hold
            is_held = len(self.exchanges) > hold.last
        if is_held:
            hold.over.wait()
        return reply

    def _reply(self, exchange: Exchange) -> Reply:
        """Return the reply to the newest request; the last of a script serves all that follow."""
        if callable(self._script):
            return self._script(exchange.body)
        return self._script[min(len(self.exchanges), len(self._script)) - 1]

    @contextmanager
    def holding(self, after: int) -> Iterator[None]:
        """Answer so many more requests in the block; those beyond wait for its end.

        So whoever asks them cannot come to an end of their own meanwhile, however fast they are.
        """
        with self._lock:
            self._hold = hold = _Hold(threading.Event(), len(self.exchanges) + after)
        try:
            yield
        finally:
            with self._lock:
                self._hold = _Hold(hold.over)
            hold.over.set()

    def done(self) -> None:
        """Note that a request is no longer under way."""
        with self._lock:
            self.busy -= 1

    def connected(self, change: int) -> None:
        """Note that a connection was taken, or has come to its end."""
        with self._left:
            self._connections += change
            self._left.notify_all()

    def wait_until_all_have_left(self) -> None:
        """Wait until every connection that was made so far has come to its end."""
        # Connections are taken in their order: with this one, those before it are taken as well.
        last = http.client.HTTPConnection(urlsplit(self.base_url).netloc, timeout=PATIENCE)
        last.request("GET", "/")
        last.getresponse().read()
        last.close()
        with self._left:
            assert self._left.wait_for(lambda: not self._connections, PATIENCE)


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, scripted: ScriptedServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scripted = scripted
        scripted.base_url = f"http://127.0.0.1:{self.server_address[1]}/v1"

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection in a thread of its own."""
        self.scripted.connected(1)
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve a connection to its end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.scripted.connected(-1)

    def handle_error(self, *_: object) -> None:
        """Say nothing: a client that cancels leaves amid a request, and that is no fault."""


@contextmanager
def scripted_server(
    script: Sequence[Reply] | Callable[[dict[str, Any]], Reply],
    *,
    models: Reply | None = None,
) -> Iterator[ScriptedServer]:
    """Serve a script on a free port of loopback for the time of the block."""
    scripted = ScriptedServer(script, models)
    served = _HttpServer(scripted)
    thread = threading.Thread(target=served.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield scripted
    finally:
        served.shutdown()
        served.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: _HttpServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # the name that http.server calls
        self._send(self.server.scripted.models or failing(404))

    def do_POST(self) -> None:  # the name that http.server calls
        sent = self._read_all()
        if sent is None:
            self.close_connection = True  # a cancelled request: the client left amid its body
            return
        key = self.headers.get("authorization")
        exchange = Exchange(json.loads(sent), key, arrived=time.monotonic())
        reply = self.server.scripted.take(exchange)
        try:
            if reply.until:
                reply.until.wait(PATIENCE)
            time.sleep(reply.delay)
            if reply.reset:
                self._reset()
            else:
                self._send(reply)
                exchange.answered = time.monotonic()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client left first, as in the test of a hang
        finally:
            self.server.scripted.done()

    def _read_all(self) -> bytes | None:
        length = int(self.headers["content-length"])
        try:
            sent = self.rfile.read(length)
        except ConnectionResetError:
            return None
        return sent if len(sent) == length else None

    def _send(self, reply: Reply) -> None:
        content = reply.content
        self.send_response(reply.status)
        self.send_header("content-type", reply.content_type)
        self.send_header("content-length", str(len(content)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        for part in _parts(content[: reply.cut], reply.drip):
            self.wfile.write(part)
        if reply.cut is not None:
            self._reset()

    def _reset(self) -> None:
        # Lingering for no time at all makes the close a reset rather than an end.
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing: pytest shows what matters."""


def _parts(content: bytes, drip: float) -> Iterator[bytes]:
    """Yield the content whole, or a byte at a time after a pause."""
    if not drip:
        yield content
        return
    for byte in content:
        time.sleep(drip)
        yield bytes([byte])
