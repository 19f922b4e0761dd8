"""What an article costs by stage, and a word by length of article: `python -m bench.stages`.

CPU milliseconds, medians over 300 articles of 400 words (`bench.synthetic`). Without a model: read,
draft, assemble and write an article that has not been met before. With a cached draft: as when a
corpus is run again; the drafts were made in another process, so that nothing of them is remembered
in this one, and to look an answer up is not counted. They are the article's own claims, taken for a
model's.

By length: the same paragraphs for all, in articles of 300 words and in one of 30,000. One length
after the other in several rounds, of which each length's cheapest counts: what else the machine
does only adds to it.
"""

import asyncio
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from statistics import median
from typing import TypeVar
from unittest.mock import patch

from bench import synthetic
from bench.table import table
from pipeline import ExtractiveDrafter, Source, article_from_text, run
from pipeline.gc_tuning import collect_seldom
from pipeline.reconcile import source_of
from pipeline.stages.draft import Drafted
from pipeline.stages.render.json_output import result_json
from pipeline.text.remembered import forget
from schemas import Article

ARTICLES, WORDS = 300, 400
LENGTHS = (300, 1000, 3000, 10_000, 30_000)
_WARM_UP = 20  # articles that are not counted: they fill the caches of words and compile patterns
_AT_LEAST = 15_000  # words in all, of each length
_ROUNDS = 5
_STAGES = {
    "ground": "ground",
    "reconcile": "reconcile",
    "check_article": "check",
    "prioritise": "prioritise",
    "coverage": "ledger",
    "sweep": "ledger",
    "keep_ledger": "ledger",
}
"""The stages in `pipeline.run` by the parts of the table that they count for."""
PARTS = ("read", "draft", "numbers", *dict.fromkeys(_STAGES.values()), "JSON", "all")

Costs = dict[str, float]
"""CPU seconds of one article by part."""
R = TypeVar("R")


class Clock:
    """Adds up the CPU seconds of each part of the work on one article."""

    def __init__(self) -> None:
        """Begin with nothing spent."""
        self.spent: Costs = {}

    def timed(self, part: str, work: Callable[..., R]) -> Callable[..., R]:
        """Return the function, with its time counted under a part."""

        def run_it(*args: object, **kwargs: object) -> R:
            began = time.process_time()
            found = work(*args, **kwargs)
            self.spent[part] = self.spent.get(part, 0) + time.process_time() - began
            return found

        return run_it

    @contextmanager
    def in_assemble(self) -> Iterator[None]:
        """Count the stages inside `pipeline.run.assemble` for as long as this is open."""
        with ExitStack() as held:
            for name, part in _STAGES.items():
                held.enter_context(patch.object(run, name, self.timed(part, getattr(run, name))))
            held.enter_context(patch.object(run, "source_of", self._source))
            yield

    def _source(self, article: Article) -> Source:
        source = source_of(article)
        self.timed("numbers", lambda: source.quantities)()
        return source


def costs(text: str, drafted: Drafted | None = None) -> tuple[Costs, Drafted]:
    """Return what an article costs by part, and its draft: the one given, or one made here."""
    clock = Clock()

    def all_of_it() -> Drafted:
        article = clock.timed("read", article_from_text)(text)
        draft = drafted or clock.timed("draft", _draft)(article)
        clock.timed("JSON", result_json)(run.assemble(article, draft))
        return draft

    with clock.in_assemble():
        draft = clock.timed("all", all_of_it)()
    return clock.spent, draft


def _draft(article: Article) -> Drafted:
    return asyncio.run(ExtractiveDrafter().draft(article))


def without_a_model(count: int) -> list[tuple[Costs, Drafted]]:
    """Return costs and drafts of so many articles, and before them those of the warming up."""
    return [costs(text) for text in islice(synthetic.articles(WORDS), _WARM_UP + count)]


def as_by_a_model(drafted: Drafted) -> Drafted:
    """Return a draft as if a model had made it: its claims quote nothing."""
    claims = tuple(claim.model_copy(update={"quote": None}) for claim in drafted.draft.claims)
    return replace(
        drafted,
        draft=drafted.draft.model_copy(update={"claims": claims}),
        provenance=drafted.provenance.model_copy(update={"drafter": "model"}),
    )


def by_stage(count: int = ARTICLES) -> str:
    """Return the table of parts, without a model and with a cached draft."""
    # A new interpreter: a copy of this one would share what it remembers.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere:
        fresh = elsewhere.submit(without_a_model, count).result()
    texts = list(islice(synthetic.articles(WORDS), _WARM_UP + count))
    cached = [
        costs(text, as_by_a_model(drafted))[0]
        for text, (_, drafted) in zip(texts, fresh, strict=True)
    ]
    columns = [[each for each, _ in fresh][_WARM_UP:], cached[_WARM_UP:]]
    totals = [_middle(column, "all") for column in columns]
    return table(
        f"CPU ms an article of {WORDS} words and {_numbers(texts):.0f} numbers, medians of {count}",
        ["", "without a model", "cached draft"],
        [
            *([part, *(f"{_middle(column, part):.1f}" for column in columns)] for part in PARTS),
            ["articles a second a core", *(f"{1000 / total:.0f}" for total in totals)],
        ],
    )


def _numbers(texts: Sequence[str]) -> float:
    """Return how many numbers an article holds; in our own they stand closer than in most news."""
    some = texts[:_WARM_UP]
    return sum(len(Source(article_from_text(text)).quantities) for text in some) / len(some)


def _middle(column: Sequence[Costs], part: str) -> float:
    return 1000 * median(each.get(part, 0.0) for each in column)


def by_length(
    lengths: Sequence[int] = LENGTHS, at_least: int = _AT_LEAST, rounds: int = _ROUNDS
) -> str:
    """Return the table of microseconds a word, of each length the least of some rounds."""
    found = [[_a_word(length, at_least) for length in lengths] for _ in range(rounds)]
    least = [1e6 * min(each) for each in zip(*found, strict=True)]
    return table(
        f"CPU microseconds a word by length of article, without a model, least of {rounds} rounds",
        ["words", "a word", "of the shortest's"],
        [
            [f"{length:,}", f"{each:.1f}", f"{each / least[0]:.2f}"]
            for length, each in zip(lengths, least, strict=True)
        ],
    )


def _a_word(length: int, at_least: int) -> float:
    """Return the CPU seconds a word of articles of a length, so many words in all."""
    texts = list(islice(synthetic.articles(length, 20), -(-at_least // length)))
    words = sum(len(text.split()) for text in texts)
    return sum(_cost_anew(text) for text in texts) / words


def _cost_anew(text: str) -> float:
    """Return what an article costs when none of its sentences is remembered."""
    forget()
    return costs(text)[0]["all"]


def report() -> str:
    """Return both tables."""
    collect_seldom()  # as all of our processes
    return f"{by_stage()}\n{by_length()}"


if __name__ == "__main__":
    sys.stdout.write(report())
