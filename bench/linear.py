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
from collections.abc import Callable, Mapping
from itertools import count, pairwise
from typing import NamedTuple

from bench import labelled
from bench.table import table
from pipeline import (
    ExtractiveDrafter,
    article_from_text,
    fact_check,
    find_quantities,
)
from pipeline.reconcile import Source, check_statement
from pipeline.text.article import Kind
from pipeline.text.remembered import forget

_TYPICAL = 3
"""Our article that ordinary text begins with: those before it hold fewer numbers than most, and a
kilobyte of them would be a fifth cheaper than one of ten."""
KILOBYTE = 1024  # characters; a text of at most 1,000 would be remembered from the round before
_LARGEST = 10
_ENOUGH = 0.15  # seconds of rounds at one size, and the best of them counts
_NOT_LINEAR = 3.0  # the same work differs by half of itself from run to run
_LEAST = 0.1
"""Milliseconds a kilobyte that cheaper ones count as. Half of .06 is the noise of the clock and of
caches (hyphens: .01 or .02 from run to run); work that grows is above it at the next size."""

Piece = str | Callable[[int], str]
"""What a text is made of: one piece again and again, or others by their number."""


def name(number: int) -> str:
    """Return a surname of its own for each number."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).capitalize() + "son"


HOSTILE: dict[str, Piece] = {
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
    "counts": lambda n: f"It lost {n + 10} boats. ",
    "one count": "It lost 480 boats. ",
    "sums said again": lambda n: f"It cost ${n + 100} million. ",
    "changes": lambda n: f"Sales fell from {n + 30} to {n + 20}, down {n % 90 + 1} percent. ",
    "definite figures": "They paid $270 million. The $270 billion was lost. ",
    "parts of wholes": lambda n: f"Some {n + 5} of the {n + 40} men left. ",
    "from year to year": lambda n: f"From {1800 + n % 230} to {1801 + n % 230} it ran. ",
    "days of many years": lambda n: f"On May {n % 28 + 1}, {1900 + n % 130}, it began. ",
    "one surname": lambda n: f"{name(n)} Rossi said {n + 10} men left. Rossi left. ",
    "one office": lambda n: f"{name(n)} {name(n + 7)}, the mayor of Elm, spoke. The mayor left. ",
    "names that say": lambda n: f"{name(n)} says so. ",
    "one quotation": "“The storm cut off 480 homes,” Rossi said. ",
    "quotations in quotations": "“a ‘b ",
    "quotations left open": "“Rossi said 5 men.\n\n",
    "one-word paragraphs": "word\n\n",
    "one-number paragraphs": lambda n: f"{n}\n\n",
    "hard-wrapped lines": lambda n: f"the mayor said of {n} men that they had left the\n",
    "lists": "ash, elm, oak and yew grew there. ",
    "abbreviations": "Mr. ",
    "initials": "A. ",
    "links and notes": lambda n: f"[{n}](http://x.test) left.[{n % 900}] ",
}
MARKDOWN: dict[str, Piece] = {
    "rows of a table": lambda n: f"| {n} | {n + 1} |\n" if n else "| a | b |\n|---|---|\n",
    "a wide table": lambda n: "|5\n" if n else "|a" * 30 + "\n" + "|-" * 30 + "\n",
    "cells of one row": lambda n: f"| {n} ",
    "lists in lists": lambda n: "  " * (n % 50) + f"- {n} men\n",
    "signs of lists": "- ",
    "signs of quotations": "> ",
    "quotations in quotations": lambda n: ">" * (n % 30 + 1) + f" {n} men\n",
    "emphasis left open": "*a _b ",
    "brackets": "[",
    "links": lambda n: f"[{n}](http://x.test/a) ",
    "definitions of links": lambda n: f"[a{n}]: http://x.test\n\n[b][a{n}] 5 men\n\n",
    "backticks": lambda n: "`" * (n % 40 + 1) + " ",
    "tags": "<a ",
    "comments": "<!-- 5 --> 5 ",
    "headings": lambda n: f"# {n} men\n\n",
    "footnotes": lambda n: f"5 men[^{n}]\n\n[^{n}]: 6 men\n\n",
}
PAGES: dict[str, Piece] = {
    "rows of a table": lambda n: f"<tr><td>{n}</td><td>{n + 1}</td></tr>",
    "cells": lambda n: f"<td>{n}</td>",
    "paragraphs": lambda n: f"<p>{n} men",
    "elements in elements": lambda n: f"<div>{n} ",
    "lists in lists": lambda n: f"<ul><li>{n} men",
    "line breaks": lambda n: f"{n} men<br><br>",
    "raised digits": lambda n: f"10<sup>{n}</sup> ",
    "headings": lambda n: f"<h2>{n} men</h2>",
    "articles": lambda n: f"<article><p>{n} men left.</p></article>",
    "captions": lambda n: f"<figcaption>{n} men left</figcaption>",
}
_SOURCE = article_from_text("The storm cut power to 480 homes on Monday. It cost $5 million.")
_DRAFTER = ExtractiveDrafter()


class Work(NamedTuple):
    """What is measured of texts of one form, and up to how many kilobytes."""

    do: Callable[[str], object]
    most: int
    shapes: Mapping[str, Piece]


def _brief(kind: Kind) -> Callable[[str], object]:
    return lambda text: fact_check(article_from_text(text, kind=kind), drafter=_DRAFTER)


WORKS: dict[str, Work] = {
    "find_quantities": Work(find_quantities, 10_000, HOSTILE),
    "check_statement": Work(lambda text: check_statement(text, Source(_SOURCE)), 100, HOSTILE),
    "fact_check": Work(_brief("text"), 100, HOSTILE),
    "fact_check of Markdown": Work(_brief("markdown"), 100, MARKDOWN),
    "fact_check of pages": Work(_brief("html"), 100, PAGES),
}


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


def text_of(piece: Piece, length: int) -> str:
    """Return a text of so many characters that is made of a piece."""
    if isinstance(piece, str):
        return (piece * (length // len(piece) + 1))[:length]
    pieces, so_far = [], 0
    for number in count():
        pieces.append(piece(number))
        so_far += len(pieces[-1])
        if so_far >= length:
            break
    return "".join(pieces)[:length]


def costs(work: Callable[[str], object], piece: Piece, sizes: list[int]) -> list[float]:
    """Return the milliseconds a kilobyte at each size, as far as it is worth while."""
    found: list[float] = []
    for size in sizes:
        found.append(1000 * cost(work, text_of(piece, size * KILOBYTE)) / size)
        if growth(found) > _NOT_LINEAR:
            break
    return found


def growth(found: list[float]) -> float:
    """Return the most that a kilobyte grew dearer from one size to any larger one."""
    told = [max(each, _LEAST) for each in found]
    cheapest, worst = told[0], 1.0
    for before, after in pairwise(told):
        cheapest = min(cheapest, before)
        worst = max(worst, after / cheapest)
    return worst


def report(largest: int = _LARGEST) -> str:
    """Return the tables; the ordinary text is our own articles, one after the other."""
    articles = list(labelled.articles().values())
    ordinary = {"ordinary text": "\n\n".join(articles[_TYPICAL:] + articles[:_TYPICAL])}
    tables = []
    for title, (work, most, shapes) in WORKS.items():
        sizes = [size for size in (1, 10, 100, 1000, 10_000) if size <= min(largest, most)]
        lines = [
            _line(shape, costs(work, piece, sizes), len(sizes))
            for shape, piece in {**ordinary, **shapes}.items()
        ]
        head = ["", *(f"{size:,} KB" for size in sizes), "growth"]
        tables.append(table(f"{title}: CPU ms a kilobyte by length of text", head, lines))
    return "\n".join(tables)


def _line(shape: str, found: list[float], columns: int) -> list[str]:
    missing = ["-"] * (columns - len(found))
    return [shape, *(f"{each:.2f}" for each in found), *missing, f"{growth(found):.1f}"]


if __name__ == "__main__":
    sys.stdout.write(report(int(sys.argv[1]) if sys.argv[1:] else _LARGEST))
