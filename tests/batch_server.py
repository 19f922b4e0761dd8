"""OpenAI's Batch API on loopback: files and batches, with their states, faults and partial work.

A batch moves on by one state each time it is looked at. What becomes of it is scripted by `fates`,
one for each batch in the order in which they are created; the last one serves all that follow.
"""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.scripted_server import Reply, completion, failing

Answerer = Callable[[dict[str, Any]], Reply]
"""From the body of a request to the reply that an ordinary server would give."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a batch."""

    end: str = "completed"
    executed: int | None = None
    """How many of its requests are executed, from the first; None for all."""
    errors: tuple[dict[str, Any], ...] = ()
    """Why it failed in validation."""
    steps: tuple[str, ...] = ("validating", "in_progress", "finalizing")
    """Its states before the last, one a look."""
    twice: bool = False
    """Whether every line comes twice."""
    silent: bool = False
    """Whether the requests that were not executed have no line anywhere."""


QUEUE_FULL = Fate(
    "failed",
    executed=0,
    errors=({"code": "token_limit_exceeded", "message": "Enqueued token limit reached."},),
    steps=("validating",),
    silent=True,
)


@dataclass(slots=True)
class _Batch:
    id: str
    file: str
    metadata: dict[str, str]
    fate: Fate
    looks: int = 0
    output: str | None = None
    errors: str | None = None

    @property
    def status(self) -> str:
        steps = (*self.fate.steps, self.fate.end)
        return steps[min(self.looks, len(steps) - 1)]


@dataclass(slots=True)
class Drop:
    """A fault of one step: "POST /files" fails `times` times, after it was `done` or before."""

    step: str
    reply: Reply | None = None
    """None resets the connection."""
    done: bool = False
    times: int = 1


@dataclass(slots=True)
class BatchScript:
    """What the server has, what it was asked, and how it is to behave."""

    answer: Answerer
    fates: Sequence[Fate] = (Fate(),)
    faults: list[Drop] = field(default_factory=list)
    has_batches: bool = True
    base_url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, _Batch] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    """What was asked, in order: "POST /files", "GET /batches/batch_1"."""
    executed: list[str] = field(default_factory=list)
    """The custom ids of the requests that were executed, each of which is billed."""
    live: list[dict[str, Any]] = field(default_factory=list)
    """Bodies that were posted to /chat/completions."""
    lock: threading.RLock = field(default_factory=threading.RLock)

    def uploaded(self) -> list[list[dict[str, Any]]]:
        """Return the lines of each request file, in the order of upload."""
        inputs = [content for name, content in self.files.items() if name.startswith("file-in")]
        return [[json.loads(line) for line in content.splitlines()] for content in inputs]

    def batched(self) -> list[str]:
        """Return the custom ids of all batches, each of which would be billed on a real server."""
        contents = [self.files[batch.file] for batch in self.batches.values()]
        return [json.loads(line)["custom_id"] for each in contents for line in each.splitlines()]

    def serve(self, method: str, path: str, query: dict[str, list[str]], sent: bytes) -> Reply:
        """Return the reply to a step."""
        kind, *rest = path.removeprefix("/v1/").split("/")
        if method == "POST" and kind == "chat":
            self.live.append(json.loads(sent))
            return self.answer(json.loads(sent))
        if not self.has_batches:
            return failing(404, "Not Found")
        if kind == "files":
            return self._file(method, rest, sent)
        if kind == "batches":
            return self._batch(method, rest, query, sent)
        return failing(404, "Not Found")

    def _file(self, method: str, rest: list[str], sent: bytes) -> Reply:
        if method == "POST":
            name = f"file-in-{len(self.files) + 1}"
            self.files[name] = sent
            return _json({"id": name, "object": "file", "bytes": len(sent), "purpose": "batch"})
        if rest[0] not in self.files:
            return failing(404, "No such File object")
        return Reply(self.files[rest[0]], content_type="application/octet-stream")

    def _batch(
        self, method: str, rest: list[str], query: dict[str, list[str]], sent: bytes
    ) -> Reply:
        if method == "POST":
            return self._create(json.loads(sent))
        if rest:
            return self._look(rest[0])
        newest_first = list(reversed(self.batches.values()))
        after = query.get("after", [""])[0]
        names = [each.id for each in newest_first]
        start = names.index(after) + 1 if after else 0
        page = newest_first[start : start + 2]  # small, so that the next page is needed
        more = start + 2 < len(names)
        return _json(
            {"object": "list", "data": [self._told(each) for each in page], "has_more": more}
        )

    def _create(self, asked: dict[str, Any]) -> Reply:
        assert asked["endpoint"] == "/v1/chat/completions"
        assert asked["completion_window"] == "24h"
        count = len(self.batches)
        fate = self.fates[min(count, len(self.fates) - 1)]
        batch = _Batch(f"batch_{count + 1}", asked["input_file_id"], asked["metadata"], fate)
        self.batches[batch.id] = batch
        return _json(self._told(batch))

    def _look(self, name: str) -> Reply:
        if name not in self.batches:
            return failing(404, "No such batch")
        batch = self.batches[name]
        before = batch.status
        batch.looks += 1
        if batch.status == batch.fate.end != before:
            self._execute(batch)
        return _json(self._told(batch))

    def _execute(self, batch: _Batch) -> None:
        requests = [json.loads(line) for line in self.files[batch.file].splitlines()]
        number = len(requests) if batch.fate.executed is None else batch.fate.executed
        good: list[dict[str, Any]] = []
        bad: list[dict[str, Any]] = []
        for request in requests[:number]:
            reply = self.answer(request["body"])
            self.executed.append(request["custom_id"])
            line = _line(request["custom_id"], reply)
            (good if reply.status == 200 else bad).extend([line] * (1 + batch.fate.twice))
        if not batch.fate.silent:
            bad += [_not_tried(each["custom_id"], batch.fate.end) for each in requests[number:]]
        batch.output = self._keep(list(reversed(good)))  # in any order, says the documentation
        batch.errors = self._keep(bad)

    def _keep(self, lines: list[dict[str, Any]]) -> str | None:
        if not lines:
            return None
        name = f"file-out-{len(self.files) + 1}"
        self.files[name] = "".join(json.dumps(each) + "\n" for each in lines).encode()
        return name

    def _told(self, batch: _Batch) -> dict[str, Any]:
        ended = batch.status == batch.fate.end
        total = len(self.files[batch.file].splitlines())
        return {
            "id": batch.id,
            "object": "batch",
            "endpoint": "/v1/chat/completions",
            "completion_window": "24h",
            "created_at": 1_700_000_000,
            "input_file_id": batch.file,
            "status": batch.status,
            "metadata": batch.metadata,
            "errors": {"object": "list", "data": list(batch.fate.errors)} if ended else None,
            "output_file_id": batch.output if ended else None,
            "error_file_id": batch.errors if ended else None,
            "request_counts": {"total": total, "completed": total if ended else 0, "failed": 0},
        }


def _json(value: object) -> Reply:
    return Reply(json.dumps(value))


def _line(key: str, reply: Reply) -> dict[str, Any]:
    response = {
        "status_code": reply.status,
        "request_id": f"req_{key[:6]}",
        "body": json.loads(reply.content),
    }
    return {"id": f"batch_req_{key[:6]}", "custom_id": key, "response": response, "error": None}


def _not_tried(key: str, end: str) -> dict[str, Any]:
    error = {"code": f"batch_{end}", "message": "This request was not executed in time."}
    return {"id": f"batch_req_{key[:6]}", "custom_id": key, "response": None, "error": error}


class _Handler(BaseHTTPRequestHandler):
    server: "_HttpServer"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # the name that http.server calls
        self._serve("GET")

    def do_POST(self) -> None:  # the name that http.server calls
        self._serve("POST")

    def _serve(self, method: str) -> None:
        script, parts = self.server.script, urlsplit(self.path)
        sent = self._read()
        with script.lock:
            step = f"{method} {parts.path.removeprefix('/v1')}"
            script.steps.append(step)
            fault = next((each for each in script.faults if step.startswith(each.step)), None)
            if fault is not None:
                fault.times -= 1
                if fault.times == 0:
                    script.faults.remove(fault)
            reply: Reply | None = None
            if fault is None or fault.done:
                reply = script.serve(method, parts.path, parse_qs(parts.query), sent)
            if fault is not None:
                reply = fault.reply
        if reply is None:  # closed without a byte: the client cannot know what was done
            self.close_connection = True
            return
        self._send(reply)

    def _read(self) -> bytes:
        kind = self.headers.get("content-type", "")
        if self.headers.get("transfer-encoding") == "chunked":
            sent = b"".join(self._chunks())
        else:
            sent = self.rfile.read(int(self.headers.get("content-length", 0)))
        if not kind.startswith("multipart/"):
            return sent
        whole = BytesParser(policy=policy.HTTP).parsebytes(
            b"content-type: " + kind.encode() + b"\r\n\r\n" + sent
        )
        parts = {
            each.get_param("name", header="content-disposition"): each.get_payload(decode=True)
            for each in whole.iter_parts()
        }
        assert parts["purpose"] == b"batch"
        file = parts["file"]
        assert isinstance(file, bytes)
        return file

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline(), 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("content-type", reply.content_type)
        self.send_header("content-length", str(len(reply.content)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.content[: reply.cut])
        self.close_connection = reply.cut is not None

    def log_message(self, *_: object) -> None:
        """Say nothing: pytest shows what matters."""


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, script: BatchScript) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = script
        script.base_url = f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, *_: object) -> None:
        """Say nothing: a client that leaves is no fault."""


@contextmanager
def batch_server(
    answer: Answerer, *fates: Fate, faults: Sequence[Drop] = ()
) -> Iterator[BatchScript]:
    """Serve a Batch API on a free port of loopback for the time of the block."""
    script = BatchScript(answer, fates or (Fate(),), list(faults))
    http = _HttpServer(script)
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield script
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


__all__ = ["QUEUE_FULL", "BatchScript", "Drop", "Fate", "batch_server", "completion", "failing"]
