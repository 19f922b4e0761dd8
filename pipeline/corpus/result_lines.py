"""The lines of `results.jsonl` and `not-processed.jsonl`: an article with its report, or why there is none."""

import json

from pipeline.corpus.ledger import Kept
from pipeline.corpus.outcome import State, result_of


def reason_of(kept: Kept) -> str | None:
    """Return why an article has no report, the name of its source once; None where it has one."""
    if kept.state is State.DONE:
        return None
    said = kept.reason or "the run ended before it"
    named = said if said.startswith(kept.source) else f"{kept.source}: {said}"
    return f"not processed: {named}"


def status_of(kept: Kept) -> str:
    """Return "done" where there is a report, "failed" where there is none."""
    return "done" if kept.state is State.DONE else "failed"


def result_line(kept: Kept) -> str:
    """Return the line of `results.jsonl`, its end included.

    `{"id", "source", "extra", "status", "reason", "result"}`; `extra` is all that its
    row held but the id and the text.
    """
    head = {
        "id": kept.id,
        "source": kept.source,
        "extra": json.loads(kept.extra),
        "status": status_of(kept),
        "reason": reason_of(kept),
    }
    # The report is JSON already; to read it only to write it again would take longer than the rest.
    result = "null" if kept.result is None else result_of(kept.result)
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "result": {result}}}\n'


def failure_line(kept: Kept) -> str:
    """Return the line of `not-processed.jsonl`: what could not be done, how often it was tried."""
    fields = {
        "id": kept.id,
        "source": kept.source,
        "state": kept.state,
        "attempts": kept.attempts,
        "reason": reason_of(kept),
    }
    return json.dumps(fields, ensure_ascii=False) + "\n"
