"""Batches: many requests in a file, answered within a day for half the price.

Below are the state of a batch, and the lines of its files: a request as it is written, and what
became of one. `openai_batches` is the server of OpenAI's Batch API.
"""

import json
from dataclasses import dataclass
from typing import Any, Final

from pipeline.llm.completions import (
    Completion,
    NotACompletion,
    error_words,
    read_completion,
)
from pipeline.llm.faults import status_is_passing
from pipeline.llm.request import Body
from pipeline.settings import Settings

URL: Final = "/v1/chat/completions"
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
"""States that a batch does not leave."""
QUEUE_FULL = "token_limit_exceeded"
"""Why a batch fails when the account's queue may hold no more tokens; nothing is billed."""
CANCELLED = "batch_cancelled"
OK = 200


@dataclass(frozen=True, slots=True)
class BatchState:
    """What the server says of a batch."""

    batch_id: str
    status: str
    done: int
    """Requests that are over, whatever became of them."""
    output_file: str | None
    error_file: str | None
    code: str = ""
    """Of the first error of a batch that failed, such as `token_limit_exceeded`."""
    failure: str = ""
    """What the server says of why it failed, on one line."""

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status in ENDED

    @property
    def queue_full(self) -> bool:
        """Whether it failed because the account's queue has no room now."""
        return self.status == "failed" and self.code == QUEUE_FULL


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """What became of one request of a batch."""

    key: str
    reply: str | None
    """The reply to keep: a complete answer; None for all else."""
    cause: str = ""
    """Why there is no reply, on one line."""
    again: bool = False
    """Whether the same request may well succeed when it is sent once more."""
    input_tokens: int = 0
    output_tokens: int = 0
    """What is billed, whatever became of the answer."""


def request_line(key: str, body: Body) -> bytes:
    """Return the line of a request; its key is the name that the answer will carry."""
    line = {"custom_id": key, "method": "POST", "url": URL, "body": body}
    # In ASCII, so that half a surrogate pair in an article cannot spoil the file for all others.
    return json.dumps(line, separators=(",", ":")).encode() + b"\n"


def body_in(line: bytes) -> Body:
    """Return the body of a line that `request_line` wrote."""
    body: Body = json.loads(line)["body"]
    return body


def key_in(line: bytes) -> str:
    """Return the key of a line that `request_line` wrote."""
    return str(json.loads(line)["custom_id"])


def read_answer(line: bytes, settings: Settings) -> BatchAnswer:
    """Return what a line of an output or error file says; raises ValueError for any other."""
    try:
        told = json.loads(line)
        key, response, error = str(told["custom_id"]), told.get("response"), told.get("error")
        if response and response["status_code"] == OK:
            return _answered(key, settings.without_secrets(json.dumps(response["body"])), settings)
        answer = _refused(key, response) if response else _not_tried(key, error or {})
    except (TypeError, LookupError, AttributeError, RecursionError) as unreadable:
        raise ValueError(f"no line of a batch: {line[:80]!r}") from unreadable
    else:
        return answer


def _answered(key: str, reply: str, settings: Settings) -> BatchAnswer:
    try:
        completion = read_completion(reply)
    except NotACompletion as error:
        return BatchAnswer(key, None, f"no completion came back but {error}", again=True)
    return BatchAnswer(
        key,
        reply if completion.complete else None,
        "" if completion.complete else _shortcoming(completion, settings.model),
        input_tokens=completion.input_tokens,
        output_tokens=completion.output_tokens,
    )


def _shortcoming(completion: Completion, model: str) -> str:
    if completion.refusal is not None:
        return f"model {model!r} declines"
    if completion.finish == "content_filter":
        return f"the content filter of model {model!r} cut the answer"
    if completion.finish == "length":
        return f"the answer of model {model!r} was cut off: ask for less at once (--window)"
    return f"model {model!r} gave no answer (finish: {completion.finish[:40]!r})"


def _refused(key: str, response: dict[str, Any]) -> BatchAnswer:
    status = int(response["status_code"])
    passes = status_is_passing(status)
    body = response.get("body") or {}
    error = body.get("error") if isinstance(body, dict) else None
    return BatchAnswer(key, None, _with_words(f"status {status}", error), again=passes)


def _not_tried(key: str, error: dict[str, Any]) -> BatchAnswer:
    code = error.get("code") or "no response"
    return BatchAnswer(key, None, _with_words(str(code), error), again=code != CANCELLED)


def _with_words(cause: str, error: object) -> str:
    return ": ".join(filter(None, (cause, error_words(error))))
