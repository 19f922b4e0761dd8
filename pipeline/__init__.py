"""factdesk: article in; brief, claims and worklist out, every number accounted for.

::

    from pipeline import ExtractiveDrafter, article_from_text, check_statement, fact_check

    report = fact_check(article_from_text(text), drafter=ExtractiveDrafter())
    check_statement("22% of members meet the target.", text).flagged
"""

from functools import lru_cache

from pipeline import numbers
from pipeline.numbers import Source, find_quantities
from pipeline.run import fact_check, fact_check_async
from pipeline.stages.draft.extractive import ExtractiveDrafter
from pipeline.stages.draft.model import ModelDrafter
from pipeline.stages.read_article import read_article
from pipeline.text.article import article_from_text
from schemas import Article, StatementCheck

__all__ = [
    "ExtractiveDrafter",
    "ModelDrafter",
    "Source",
    "article_from_text",
    "check_statement",
    "fact_check",
    "fact_check_async",
    "find_quantities",
    "read_article",
]


def check_statement(statement: str, source: str | Article | Source) -> StatementCheck:
    """Return the findings on each number of a statement; `.flagged` when one is not supported.

    A source given as text is read as plain text; the last few are kept, so that checking many
    statements against one text reads it once.
    """
    if isinstance(source, str):
        source = _read(source)
    elif isinstance(source, Article):
        source = Source(source)
    return numbers.check_statement(statement, source)


@lru_cache(maxsize=32)
def _read(text: str) -> Source:
    return Source(article_from_text(text))
