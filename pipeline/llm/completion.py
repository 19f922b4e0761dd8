"""One completion, read from what a server sent: all servers' dialects end here."""

import hashlib
import json
from dataclasses import astuple, dataclass
from typing import Any


class NotACompletion(ValueError):
    """A reply with status 200 that holds no completion: an HTML page, no choices, cut JSON."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model wrote, why it stopped and what it cost."""

    text: str
    finish: str
    refusal: str | None
    input_tokens: int
    output_tokens: int

    @property
    def complete(self) -> bool:
        """Whether the model came to its own end and answered, so that the answer may be kept."""
        return self.finish == "stop" and self.refusal is None and bool(self.text)

    @property
    def digest(self) -> str:
        """The SHA-256 of all of it, in hex: two replies that say the same have the same."""
        return hashlib.sha256(json.dumps(astuple(self)).encode()).hexdigest()


def read_completion(reply: str) -> Completion:
    """Return the completion that a server's reply holds; raises NotACompletion."""
    try:
        body = json.loads(reply)
        choice = body["choices"][0]
        message, refusal = choice["message"], choice["message"].get("refusal")
        return Completion(
            text=_text(message.get("content")),
            finish=str(choice.get("finish_reason")),
            refusal=str(refusal) if refusal else None,
            input_tokens=_tokens(body, "prompt_tokens"),
            output_tokens=_tokens(body, "completion_tokens"),
        )
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise NotACompletion(_gist(reply)) from error


def _text(content: object) -> str:
    if content is None:
        return ""
    if not isinstance(content, str):
        raise TypeError("content is no text")
    return content


def _tokens(body: dict[str, Any], name: str) -> int:
    """Return a count, 0 where there is none to read: an answer is worth no less for it."""
    try:
        return max(0, int(body["usage"][name]))
    # OverflowError: JSON's 1e999 is read as infinity.
    except (ValueError, TypeError, LookupError, OverflowError):
        return 0


def _gist(reply: str) -> str:
    """Return what came instead, on one line: an error's words, or enough to tell a proxy's page."""
    try:
        error = json.loads(reply)["error"]
        return f"an error: {_begin(str(error.get('message') or error))}"
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return _begin(reply) if reply.strip() else "nothing at all"


def _begin(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= 80 else line[:79] + "…")
