"""An OpenAI-compatible server on loopback that answers from a script and keeps what it was asked.

Faults are scripted here because no recording can hold them: a reset, a hang, a reply cut short.
"""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Reply:
    """One scripted reply; `reset` closes the connection without one."""

    body: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = JSON
    delay: float = 0.0
    reset: bool = False


RESET = Reply("", reset=True)


def completion(
    content: object,
    *,
    finish: str = "stop",
    refusal: str | None = None,
    tokens: tuple[int, int] = (100, 10),
    delay: float = 0.0,
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
    return Reply(json.dumps(body), delay=delay)


def failing(status: int, message: str = "no", code: str | None = None, **headers: str) -> Reply:
    """Return a reply with an error object as OpenAI writes it; header names use underscores."""
    body = {"error": {"message": message, "type": "error", "param": None, "code": code}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(json.dumps(body), status=status, headers=named)


class ScriptedServer:
    """What the server was asked, in order, and where it listens."""

    def __init__(self, script: Sequence[Reply] | Callable[[dict[str, Any]], Reply]) -> None:
        self._script = script
        self._lock = threading.Lock()
        self.requests: list[dict[str, Any]] = []
        self.authorizations: list[str | None] = []
        self.busiest = 0
        self._busy = 0
        self.base_url = ""

    def take(self, body: dict[str, Any], authorization: str | None) -> Reply:
        """Return the reply to a request; the last of a script serves all that follow."""
        with self._lock:
            self.requests.append(body)
            self.authorizations.append(authorization)
            self._busy += 1
            self.busiest = max(self.busiest, self._busy)
            if callable(self._script):
                return self._script(body)
            return self._script[min(len(self.requests), len(self._script)) - 1]

    def done(self) -> None:
        """Note that a request has been answered."""
        with self._lock:
            self._busy -= 1


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing: a client that cancels leaves amid a request, and that is no fault."""


@contextmanager
def scripted_server(
    script: Sequence[Reply] | Callable[[dict[str, Any]], Reply],
) -> Iterator[ScriptedServer]:
    """Serve a script on a free port of loopback for the time of the block."""
    scripted = ScriptedServer(script)
    http = _QuietServer(("127.0.0.1", 0), _handler(scripted))
    http.daemon_threads = True
    http.block_on_close = False
    scripted.base_url = f"http://127.0.0.1:{http.server_address[1]}/v1"
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield scripted
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def _handler(scripted: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:  # the name that http.server calls
            sent = self._read_all()
            if sent is None:
                self.close_connection = True  # a cancelled request: the client left amid its body
                return
            body = json.loads(sent)
            reply = scripted.take(body, self.headers.get("authorization"))
            try:
                time.sleep(reply.delay)
                if reply.reset:
                    _reset(self.connection)
                    self.close_connection = True
                else:
                    self._send(reply)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the client left first, as in the test of a hang
            finally:
                scripted.done()

        def _read_all(self) -> bytes | None:
            length = int(self.headers["content-length"])
            try:
                sent = self.rfile.read(length)
            except ConnectionResetError:
                return None
            return sent if len(sent) == length else None

        def _send(self, reply: Reply) -> None:
            content = reply.body.encode()
            self.send_response(reply.status)
            self.send_header("content-type", reply.content_type)
            self.send_header("content-length", str(len(content)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing: pytest shows what matters."""

    return Handler


def _reset(connection: socket.socket) -> None:
    # Lingering for no time at all makes the close a reset rather than an end.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
