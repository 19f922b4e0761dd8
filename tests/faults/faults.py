"""Every way in which a model's server fails that we know of, and what is done about each.

`requests`, `reasks` and `waits` are what the tests hold the layer to; what the user reads is in
docs/faults.md, which `make docs` writes from what happened here.
"""

import email.utils
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.errors import (
    ModelDenied,
    ModelError,
    ModelOutputInvalid,
    ModelRefused,
    ModelUnavailable,
)
from tests.scripted_server import RESET, Reply, completion, failing, gzipped
from tests.unit.llm.asking import BROKEN, GOOD

NOW = 1_800_000_000.0
"""The time of these tests, in seconds of the epoch."""

NONE = "none"
BACKOFF = "0 to 0.5, 1, 2, 4 s"
LONG_BACKOFF = "0 to 0.5, 1, 2, 4, 8, 16, 8 × 30 s"
FINE = completion(GOOD)
PAGE = Reply("<html><h1>Welcome</h1></html>", content_type="text/html")
NEVER = threading.Event()
CUT_ANSWER = '{"headline": "A br'


@dataclass(frozen=True, slots=True, eq=False)
class Fault:
    """A script whose last reply stays for ever, and what it costs until an answer or an error."""

    name: str
    script: tuple[Reply, ...]
    error: type[ModelError] | None
    requests: int
    reasks: int = 0
    waits: str = NONE
    passes: bool = False
    """Whether a good reply after the first of the script is waited for."""
    told: Mapping[str, float] = field(default_factory=dict)
    """Settings that the case needs, such as a short deadline."""


def busy(name: str, reply: Reply, waits: str = BACKOFF) -> Fault:
    """Return a fault that may pass: it is tried again, five times at most."""
    return Fault(name, (reply,), ModelUnavailable, requests=5, waits=waits, passes=True)


def crowded(name: str, reply: Reply, waits: str = LONG_BACKOFF) -> Fault:
    """Return a fault of a server that gets too many requests: it is asked three times as often."""
    return Fault(name, (reply,), ModelUnavailable, requests=15, waits=waits, passes=True)


def left(name: str, reply: Reply, **told: float) -> Fault:
    """Return a fault of a server that is not waited for any longer."""
    return Fault(name, (reply,), ModelUnavailable, requests=1, told=told)


def denied(name: str, reply: Reply) -> Fault:
    """Return a fault that trying again cannot mend."""
    return Fault(name, (reply,), ModelDenied, requests=1)


def unfit(name: str, reply: Reply) -> Fault:
    """Return an answer that the model is asked to mend, twice."""
    return Fault(name, (reply,), ModelOutputInvalid, requests=3, reasks=2, passes=True)


def date(seconds: float) -> str:
    """Return a time from now as HTTP writes it."""
    return email.utils.formatdate(NOW + seconds, usegmt=True)


FAULTS: Mapping[str, tuple[Fault, ...]] = {
    "The server is busy or broken": (
        crowded("429", failing(429, "slow down")),
        crowded("429, Retry-After 1 s", failing(429, retry_after="1"), "1 to 4 × 1.25, 9, 17, 8 × 31 s"),
        crowded("429, Retry-After 0 s", failing(429, "", retry_after="0"), "0 to 4 × 0.25, 8, 16, 8 × 30 s"),
        crowded("429, retry-after-ms 1500", failing(429, retry_after_ms="1500"), "1.5 to 4 × 1.75, 9.5, 17.5, 8 × 31.5 s"),
        crowded("429, Retry-After a date in 20 s", failing(429, retry_after=date(20)), "20 to 4 × 20.25, 28, 36, 8 × 50 s"),
        crowded("429, Retry-After a date gone by", failing(429, retry_after=date(-20)), "0 to 4 × 0.25, 8, 16, 8 × 30 s"),
        busy("429, Retry-After 130 s", failing(429, retry_after="130"), "130 to 130.25 s, 4 times"),
        left("429, Retry-After 3600 s: longer than one answer may take", failing(429, retry_after="3600")),
        crowded("429, Retry-After that is no number and no date", failing(429, retry_after="soon")),
        Fault("429, Retry-After 3 s, an answer within 5 s", (failing(429, retry_after="3"),), ModelUnavailable,
              requests=2, waits="3 to 3.25 s", passes=True, told={"deadline": 5.0}),
        busy("500", failing(500, "internal error")),
        busy("502, a proxy's page", Reply("<html>Bad Gateway</html>", status=502, content_type="text/html")),
        busy("503", failing(503)),
        crowded("503, Retry-After 7 s", failing(503, retry_after="7"), "7 to 4 × 7.25, 15, 23, 8 × 37 s"),
        left("503, x-should-retry: false", failing(503, x_should_retry="false")),
        busy("408", failing(408)),
        busy("409", failing(409)),
        busy("425", failing(425)),
        busy("529", failing(529, "overloaded")),
    ),
    "The connection": (
        busy("reset before the reply", RESET),
        busy("reset amid the body", Reply(FINE.body, cut=60)),
        left("silence, an answer within 2 s", Reply(FINE.body, until=NEVER), deadline=2.0),
        left("a byte each 0.1 s, an answer within 2 s", Reply(FINE.body, drip=0.1), deadline=2.0),
        busy("gzip that cannot be read", Reply("no gzip", headers={"content-encoding": "gzip"})),
        Fault("gzip", (gzipped(FINE),), None, requests=1),
    ),
    "A reply with status 200 that is no completion": (
        busy("an HTML page", PAGE),
        busy("no choices", Reply('{"choices": []}')),
        busy("an error object", Reply('{"error": {"message": "overloaded", "code": 529}}')),
        busy("JSON cut short", Reply(str(FINE.body)[:60])),
        busy("JSON of another kind", Reply("[1, 2]")),
        busy("nothing", Reply("")),
    ),
    "The request is turned down": (
        denied("400", failing(400, "bad schema")),
        Fault("400, x-should-retry: true", (failing(400, x_should_retry="true"),), ModelDenied,
              requests=5, waits=BACKOFF, passes=True),
        denied("400, context_length_exceeded", failing(400, "too many tokens", "context_length_exceeded")),
        denied("401", failing(401, "Incorrect API key")),
        denied("402", failing(402)),
        denied("403", failing(403)),
        denied("404", failing(404)),
        denied("413", failing(413)),
        denied("422", failing(422, "unknown field")),
        denied("429, insufficient_quota", failing(429, "quota", "insufficient_quota")),
        denied("307 to another address", Reply("", status=307, headers={"location": "http://elsewhere/v1"})),
    ),
    "The answer does not do": (
        Fault("it breaks the schema once", (completion(BROKEN), FINE), None, requests=2, reasks=1),
        Fault("it breaks the schema twice", (completion(BROKEN),) * 2 + (FINE,), None, requests=3, reasks=2),
        unfit("it breaks the schema always", completion(BROKEN)),
        unfit("it is no JSON", completion("Here is your brief:")),
        unfit("its JSON is cut short", completion(CUT_ANSWER)),
        unfit("it is empty", completion("")),
        Fault("finish_reason length", (completion(CUT_ANSWER, finish="length"),), ModelOutputInvalid, requests=1),
        Fault("a refusal", (completion(None, refusal="I cannot help."),), ModelRefused, requests=1),
        Fault("the content filter", (completion("", finish="content_filter"),), ModelRefused, requests=1),
        Fault("a fault, then a broken answer, then a good one", (failing(500), completion(BROKEN), FINE), None,
              requests=3, reasks=1, waits="0 to 0.5 s"),
    ),
}  # fmt: skip
