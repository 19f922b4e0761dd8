"""What a kilobyte costs as texts grow: flat where reading numbers is linear in the length.

`python -m bench.linear [KILOBYTES]` reads ordinary text and hostile ones at 1, 10, 100, … up to so
many kilobytes (10 unless told; 1000 is the promise), and prints CPU milliseconds a kilobyte, and
the most that a kilobyte grew dearer. A text whose kilobyte has tripled in cost is not linear, and
is read at no larger size: a square would take hours.
"""

import sys
import time
from itertools import pairwise

from bench import labelled
from bench.table import table
from pipeline import find_quantities

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
}


def cost(text: str) -> float:
    """Return the CPU seconds of the fastest of a few readings."""
    best, spent = float("inf"), 0.0
    while spent < _ENOUGH:
        began = time.process_time()
        find_quantities(text)
        taken = time.process_time() - began
        best, spent = min(best, taken), spent + max(taken, 1e-6)
    return best


def costs(text: str, sizes: list[int]) -> list[float]:
    """Return the milliseconds a kilobyte at each size, as far as it is worth while."""
    found: list[float] = []
    for size in sizes:
        long = text * (size * KILOBYTE // len(text) + 1)
        found.append(1000 * cost(long[: size * KILOBYTE]) / size)
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
    """Return the table; the ordinary text is our own articles, one after the other."""
    sizes = [size for size in (1, 10, 100, 1000, 10_000) if size <= largest]
    texts = {"ordinary text": "\n\n".join(labelled.articles().values()), **HOSTILE}
    return table(
        "find_quantities: CPU ms a kilobyte by length of text",
        ["", *(f"{size:,} KB" for size in sizes), "growth"],
        [_line(name, costs(text, sizes), len(sizes)) for name, text in texts.items()],
    )


def _line(name: str, found: list[float], columns: int) -> list[str]:
    missing = ["-"] * (columns - len(found))
    return [name, *(f"{each:.2f}" for each in found), *missing, f"{growth(found):.1f}"]


if __name__ == "__main__":
    sys.stdout.write(report(int(sys.argv[1]) if sys.argv[1:] else _LARGEST))
