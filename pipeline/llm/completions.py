"""Completions by the body of their request: kept ones first, one request at a time for one body.

Besides, what a completion is, whichever server sent it, and the counts of a run.
"""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import astuple, dataclass, field
from typing import Any, Protocol, Self

from pipeline.llm.cache import AnswerCache
from pipeline.llm.request import Body
from schemas import PromptUsage

_GIST_CHARACTERS, _WORDS_CHARACTERS = 80, 200
"""Shown of a reply that holds no completion, and of what a server says of an error."""


class NotACompletion(ValueError):
    """A reply with status 200 that holds no completion: an HTML page, no choices, cut JSON."""


class NotKept(Exception):
    """No answer is kept, and the model is one that never asks for one."""


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


@dataclass(slots=True)
class Taken:
    """Answers and their tokens."""

    answers: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    @classmethod
    def sum_of(cls, parts: Iterable["Taken"]) -> Self:
        total = cls()
        for part in parts:
            total.add(part)
        return total

    def add(self, taken: "Completion | PromptUsage | Taken") -> None:
        """Count an answer in, or several."""
        self.answers += 1 if isinstance(taken, Completion) else taken.answers
        self.input_tokens += taken.input_tokens
        self.output_tokens += taken.output_tokens


@dataclass(slots=True)
class Traffic:
    """What went over the wire in one run so far, for the screen.

    A rerun from the cache has hits where the first run paid; `Answer.usage` is the same in both.
    """

    http_attempts: int = 0
    joined: int = 0
    """Questions that waited for the same request already under way."""
    paid: dict[str, Taken] = field(default_factory=dict)
    """What the server was asked for, by prompt."""
    kept: dict[str, Taken] = field(default_factory=dict)
    """What the cache had, by prompt."""
    reasked: Taken = field(default_factory=Taken)
    """The part of `paid` that asked again, after an answer that did not do."""
    notes: list[str] = field(default_factory=list)
    """What the user should read once, such as that the cache could not be written."""

    def pay(self, prompt: str, completion: Completion, *, again: bool) -> None:
        """Count an answer that the server gave; `again` tells a re-ask."""
        self.paid.setdefault(prompt, Taken()).add(completion)
        if again:
            self.reasked.add(completion)

    def save(self, prompt: str, taken: Completion | PromptUsage) -> None:
        """Count an answer, or all answers to a prompt, that the cache had."""
        self.kept.setdefault(prompt, Taken()).add(taken)

    @property
    def all_paid(self) -> Taken:
        """What the server was asked for, prompts added up."""
        return Taken.sum_of(self.paid.values())

    @property
    def all_kept(self) -> Taken:
        """What the cache had, prompts added up."""
        return Taken.sum_of(self.kept.values())

    def note(self, line: str) -> None:
        """Keep a line for the user, once."""
        if line not in self.notes:
            self.notes.append(line)


Keep = Callable[[str, Completion], Awaitable[None]]
"""Takes a reply and the completion in it before anything else is done with them."""


class CompletionServer(Protocol):
    """Sends a body to a model, or stands in its place."""

    asks: bool
    """Whether anything is ever sent; where not, `post` raises NotKept."""

    async def post(self, body: Body, keep: Keep) -> Completion:
        """Return the completion; the reply was handed to `keep` as soon as it was there."""
        ...


class Completions:
    """Completions through a cache; questions with the same body share one request."""

    def __init__(
        self,
        server: CompletionServer,
        cache: AnswerCache,
        key_of: Callable[[Body], str],
        traffic: Traffic,
    ) -> None:
        self._server, self._cache, self.key_of, self._traffic = server, cache, key_of, traffic
        self._under_way: dict[str, asyncio.Task[Completion]] = {}

    @property
    def asks(self) -> bool:
        return self._server.asks

    def kept(self, key: str) -> Completion | None:
        """Return the completion that is kept under a key, or None."""
        return _completion_in(self._cache.get(key))

    async def get(self, key: str, body: Body, *, prompt: str, again: bool = False) -> Completion:
        """Return the completion of a body: kept, or from the server, whose last error it raises.

        `prompt` and `again`, which tells a re-ask, say what its tokens are counted for.
        """
        if (kept := self.kept(key)) is not None:
            self._traffic.save(prompt, kept)
            return kept
        if key in self._under_way:
            self._traffic.joined += 1
        else:
            task = asyncio.create_task(self._answered(key, body, prompt, again=again))
            self._under_way[key] = task
            task.add_done_callback(lambda task: self._ended(key, task))
        # Shielded: when one of those who wait is cancelled, the others still get the answer.
        return await asyncio.shield(self._under_way[key])

    async def close(self) -> None:
        """Cancel what is still under way and wait until it is over."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, key: str, task: asyncio.Task[Completion]) -> None:
        del self._under_way[key]
        if not task.cancelled():
            task.exception()  # looked at, or asyncio complains when every waiter has left

    async def _answered(self, key: str, body: Body, prompt: str, *, again: bool) -> Completion:
        try:
            kept = _completion_in(await self._cache.claim(key))
            if kept is None:
                return await self._pay(key, body, prompt, again=again)
        finally:
            await self._cache.release(key)
        self._traffic.save(prompt, kept)
        return kept

    async def _pay(self, key: str, body: Body, prompt: str, *, again: bool) -> Completion:
        async def keep(reply: str, completion: Completion) -> None:
            if completion.complete:
                await self._cache.put(key, body, reply)

        completion = await self._server.post(body, keep)
        self._traffic.pay(prompt, completion, again=again)
        return completion


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


def one_line(text: object, longest: int) -> str:
    """Return a server's words on one line, cut to so many characters."""
    line = " ".join(str(text or "").split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def error_words(error: object) -> str:
    """Return a server's own words of an error, cut to one line; "" where it says nothing."""
    return one_line(error.get("message") if isinstance(error, dict) else error, _WORDS_CHARACTERS)


def _completion_in(reply: str | None) -> Completion | None:
    try:
        return None if reply is None else read_completion(reply)
    except NotACompletion:
        return None


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
    """Return what came instead: an error's words, or enough to tell a proxy's page."""
    try:
        error = json.loads(reply)["error"]
        return f"an error: {one_line(error.get('message') or error, _GIST_CHARACTERS)!r}"
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return repr(one_line(reply, _GIST_CHARACTERS)) if reply.strip() else "nothing at all"
