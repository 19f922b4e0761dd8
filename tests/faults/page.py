"""Writes docs/faults.md from what the faults led to: `python -m tests.faults.page`."""

from collections.abc import Callable
from pathlib import Path

from tests.faults.faults import FAULTS, Fault
from tests.faults.playing import Played, played

HEAD = """\
# What happens when a model's server fails

Written by `make docs` from what the tests of `tests/faults/` saw: a server that misbehaves on purpose, and one
question asked of it, the brief of an article. A test compares.

Only faults that pass by themselves are tried again, in one place, five times at most for one answer, and fifteen times
where the server gets too many requests: that takes two minutes on average, and quotas by the minute need one. `factdesk run`
asks twice as often of a server that has answered before, which may be away for a minute. A server's own
Retry-After is kept, and exceeded from the fifth time on; without one, the pause is drawn by chance, so that those who were turned away together do not come
back together. No pause is begun that would outlast the time that one answer may take: 10 minutes, or 30 where
the server is on this machine. An answer that does not fit is asked for again twice, which is another request.

*Requests*, *re-asks* and *waits* are those of a fault that stays. *If it passes* says what becomes of a fault that comes
once. Where several articles are asked for, one that fails does not cost the others.

A process that is killed loses no more answers than it was asking for at that moment: 2 of a server on this machine, 16 of
any other. All others are in the cache, and the same command goes on from there; `make bench-kill` counts it.
"""

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
Play = Callable[[Fault], Played]
COLUMNS = ("fault", "requests", "re-asks", "waits", "if it passes", "what the user reads")
ANSWERED = "the answer"


def page(play: Play = played) -> str:
    """Return the page, every row of it played."""
    sections = [_section(title, faults, play) for title, faults in FAULTS.items()]
    return "".join([HEAD, *sections])


def _section(title: str, faults: tuple[Fault, ...], play: Play) -> str:
    rows = (row_of(fault, play(fault)) for fault in faults)
    return f"\n## {title}\n\n" + _line(COLUMNS) + _line(("---",) * len(COLUMNS)) + "".join(rows)


def row_of(fault: Fault, seen: Played) -> str:
    """Return the line of the table for a fault."""
    outcome = seen.lucky
    passing = ANSWERED if seen.passes else "told at once"
    line = f"`{outcome.line}`" if outcome.error else f"({ANSWERED})"
    counts = str(outcome.requests), str(outcome.reasks)
    return _line((fault.name, *counts, seen.waits, passing if outcome.error else "", line))


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
