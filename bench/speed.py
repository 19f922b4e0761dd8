"""How fast we are: articles and sentences a second, statements a second, and the time to import.

`python -m bench.speed [SECONDS]`. Each measurement repeats its work for about that long, in one
process, and reports the best round, the one that other programs disturbed least. Reading files and
starting Python are not counted. Statements are checked against sources of some 600 words that have
been read; the statements have not.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path

from bench import labelled
from bench.table import table
from pipeline import (
    ExtractiveDrafter,
    Source,
    article_from_text,
    check_statement,
    fact_check,
    find_quantities,
    read_article,
)
from pipeline.text.remembered import forget
from schemas import Article, Report, StatementCheck

EXAMPLES = Path(__file__).parents[1] / "examples"
ARTICLES = ("nato-defence.txt", "harbour-budget.html", "sleep-trial.md")
SECONDS = 2.0
_WORDS = 600
_IMPORT = "import time; t = time.process_time(); import {}; print(time.process_time() - t)"


def best_round(work: Callable[[], object], seconds: float) -> float:
    """Return how many CPU seconds the fastest of the rounds took that fit into the time given."""
    work()  # the first round fills caches and compiles patterns
    best, end = float("inf"), time.process_time() + seconds
    while time.process_time() < end:
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def import_time(module: str) -> float:
    """Return the CPU seconds of importing a module in a Python of its own, the best of five."""
    command = [sys.executable, "-c", _IMPORT.format(module)]
    runs = [
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  our own
        for _ in range(5)
    ]
    return min(float(run.stdout) for run in runs)


def long_sources() -> dict[str, Source]:
    """Return a read source for each labelled article: it and those after it, to 600 words."""
    texts = labelled.articles()
    names = list(texts)
    sources = {}
    for at, name in enumerate(names):
        following = [*names[at:], *names[:at]]
        paragraphs = [each for other in following for each in texts[other].split("\n\n")]
        lengths = accumulate(len(each.split()) for each in paragraphs)
        enough = 1 + sum(length < _WORDS for length in lengths)
        sources[name] = Source(article_from_text("\n\n".join(paragraphs[:enough])))
        check_statement("There were 3.", sources[name])
    return sources


def _check_articles(articles: Sequence[Article]) -> list[Report]:
    """Run the whole pipeline with nothing remembered from the round before."""
    forget()
    return [fact_check(each, drafter=ExtractiveDrafter()) for each in articles]


def _check_statements(statements: Sequence[tuple[str, Source]]) -> list[StatementCheck]:
    """Check statements with no number remembered; what was read of the sources is kept."""
    forget()
    return [check_statement(text, source) for text, source in statements]


def report(seconds: float = SECONDS) -> str:
    """Return the table of rates over the examples and the labelled statements."""
    articles = [read_article(str(EXAMPLES / name)) for name in ARTICLES]
    sentences = sum(len(article.sentences) for article in articles)
    sources = long_sources()
    statements = [(each.text, sources[each.name[:3]]) for each in labelled.statements()]
    reading = best_round(lambda: [find_quantities(each.text) for each in articles], seconds)
    whole = best_round(lambda: _check_articles(articles), seconds)
    checking = best_round(lambda: _check_statements(statements), seconds)
    rates = table(
        "Speed on one core: examples/, and statements on sources of 600 words",
        ["", "a second"],
        [
            ["find_quantities, sentences", f"{sentences / reading:,.0f}"],
            ["fact_check, extractive, sentences", f"{sentences / whole:,.0f}"],
            ["fact_check, extractive, articles", f"{len(articles) / whole:,.1f}"],
            ["check_statement, statements", f"{len(statements) / checking:,.0f}"],
        ],
    )
    return f"{rates}Importing pipeline.numbers takes {import_time('pipeline.numbers'):.2f} s.\n"


if __name__ == "__main__":
    sys.stdout.write(report(float(sys.argv[1]) if sys.argv[1:] else SECONDS))
