"""What a kilobyte costs as texts grow: flat where the work is linear in the length.

`python -m bench.linear [KILOBYTES]` reads ordinary text and hostile ones at 1, 10, 100, … up to so
many kilobytes (10 unless told; 1000 is the promise), checks them as statements and briefs them as
articles (up to 100, each in minutes), and prints CPU milliseconds a kilobyte, and the most that a
kilobyte grew dearer. A text whose kilobyte has tripled in cost is not linear, and
is read at no larger size: a square would take hours.
"""

import gc
import sys
import time
from collections.abc import Callable
from itertools import pairwise

from bench import labelled
from bench.table import table
from pipeline import (
    ExtractiveDrafter,
    article_from_text,
    fact_check,
    find_quantities,
)
from pipeline.reconcile import Source, check_statement
from pipeline.text.remembered import forget

KILOBYTE = 1024  # characters; a text of at most 1,000 would be remembered from the round before
_LARGEST = 10
_ENOUGH = 0.05  # seconds of rounds at one size, and the best of them counts
_NOT_LINEAR = 3.0  # the same work differs by half of itself from run to run

HOSTILE = {
    "digits": "7",
    "digits and spaces": "7 ",
    "commas": ",",
    "dots": ".",
    "digits with commas": "1,",
    "digits with dots": "1.",
    "groups of three": "123,",
    "number words": "one hundred and ",
    "number words, hyphens": "twenty-one-",
    "millions": "million ",
    "hyphens": "-",
    "digits with hyphens": "1-",
    "ranges": "from 1 to ",
    "slashes": "1/2/3/",
    "open brackets": "(",
    "open brackets, digits": "(1 ",
    "between": "between ",
    "between and": "between 1 and ",
    "currency signs": "$",
    "currency signs, digits": "$1 €",
    "of of 3": "of of 3 ",
    "out of": "3 out of ",
    "capital letters": "A",
    "capital words": "Boeing ",
    "capital letters, digits": "F-35 ",
    "hedges": "more than ",
    "hedges and digits": "about nearly 3 ",
    "rates": "3 a day per ",
    "units": "5 km per hour per ",
    "percent": "3 percent of ",
    "months": "May ",
    "dates": "May 5, ",
    "quotes": "“3",
    "spaces": " ",
    "newlines": "3\n",
    "nouns": "3 big red ",
    "nouns and": "3 drones and missiles and ",
    "one word": "a",
    "one word, digits": "5a",
    "sums": "5 + 5 = 10, ",
    "dates in full": "May 5, 2020, ",
    "days first": "12 May 2020 ",
    "dates in digits": "2020-05-06 ",
    "ranks": "1st ",
    "letters and digits": "AB12",
    "letters of sums": "R1 P2 ",
    "ends of sentences": "5. ",
}
_SOURCE = article_from_text("The storm cut power to 480 homes on Monday. It cost $5 million.")
_DRAFTER = ExtractiveDrafter()
WORKS: dict[str, tuple[Callable[[str], object], int]] = {
    "find_quantities": (find_quantities, 10_000),
    "check_statement": (lambda text: check_statement(text, Source(_SOURCE)), 100),
    "fact_check": (lambda text: fact_check(article_from_text(text), drafter=_DRAFTER), 100),
}
"""What is measured, and up to how many kilobytes."""


def cost(work: Callable[[str], object], text: str) -> float:
    """Return the CPU seconds of the fastest of a few rounds.

    Without the collection of garbage, which takes longer the more the rounds before have left.
    """
    best, spent = float("inf"), 0.0
    gc.collect()
    gc.disable()
    while spent < _ENOUGH:
        forget()
        began = time.process_time()
        work(text)
        taken = time.process_time() - began
        best, spent = min(best, taken), spent + max(taken, 1e-6)
    gc.enable()
    return best


def costs(work: Callable[[str], object], text: str, sizes: list[int]) -> list[float]:
    """Return the milliseconds a kilobyte at each size, as far as it is worth while."""
    found: list[float] = []
    for size in sizes:
        long = text * (size * KILOBYTE // len(text) + 1)
        found.append(1000 * cost(work, long[: size * KILOBYTE]) / size)
        if growth(found) > _NOT_LINEAR:
            break
    return found


def growth(found: list[float]) -> float:
    """Return the most that a kilobyte grew dearer from one size to any larger one."""
    cheapest = found[0]
    worst = 1.0
    for before, after in pairwise(found):
        cheapest = min(cheapest, before)
        worst = max(worst, after / cheapest)
    return worst


def report(largest: int = _LARGEST) -> str:
    """Return the tables; the ordinary text is our own articles, one after the other."""
    texts = {"ordinary text": "\n\n".join(labelled.articles().values()), **HOSTILE}
    tables = []
    for name, (work, most) in WORKS.items():
        sizes = [size for size in (1, 10, 100, 1000, 10_000) if size <= min(largest, most)]
        lines = [
            _line(shape, costs(work, text, sizes), len(sizes)) for shape, text in texts.items()
        ]
        head = ["", *(f"{size:,} KB" for size in sizes), "growth"]
        tables.append(table(f"{name}: CPU ms a kilobyte by length of text", head, lines))
    return "\n".join(tables)


def _line(name: str, found: list[float], columns: int) -> list[str]:
    missing = ["-"] * (columns - len(found))
    return [name, *(f"{each:.2f}" for each in found), *missing, f"{growth(found):.1f}"]


if __name__ == "__main__":
    sys.stdout.write(report(int(sys.argv[1]) if sys.argv[1:] else _LARGEST))
