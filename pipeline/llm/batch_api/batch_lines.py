"""The lines of batch files: a request as it is written, and what became of one."""

import json
from dataclasses import dataclass
from typing import Any, Final

from pipeline.llm.completions import Completion, NotACompletion, one_line, read_completion
from pipeline.llm.request import Body
from pipeline.llm.retrying import SERVER_ERRORS, TOO_EARLY_OR_BUSY
from pipeline.settings import Settings

URL: Final = "/v1/chat/completions"
OK = 200
CANCELLED = "batch_cancelled"


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
    tokens = completion.input_tokens, completion.output_tokens
    if completion.complete:
        return BatchAnswer(key, reply, "", False, *tokens)  # noqa: FBT003  # not again
    cause = _shortcoming(completion, settings.model)
    return BatchAnswer(key, None, cause, False, *tokens)  # noqa: FBT003


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
    passes = status in TOO_EARLY_OR_BUSY or status >= SERVER_ERRORS
    body = response.get("body") or {}
    error = body.get("error") if isinstance(body, dict) else None
    return BatchAnswer(key, None, f"status {status}{_said(error)}", again=passes)


def _not_tried(key: str, error: dict[str, Any]) -> BatchAnswer:
    code = error.get("code") or "no response"
    return BatchAnswer(key, None, f"{code}{_said(error)}", again=code != CANCELLED)


def _said(error: object) -> str:
    words = error.get("message") if isinstance(error, dict) else error
    line = one_line(words, 200)
    return f": {line}" if line else ""
