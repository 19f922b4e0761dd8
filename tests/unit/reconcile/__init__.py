"""What the tests of reconciling share: short ways to read a number and to check a statement."""

from pipeline import check_statement, find_quantities
from pipeline.numbers import Source
from pipeline.numbers.reconcile.mention import Mention, mention_in
from pipeline.text.article import article_from_text
from schemas import Finding, Quantity


def findings(source: str, statement: str) -> tuple[Finding, ...]:
    """Return the findings on a statement, in the order of its numbers."""
    return check_statement(statement, source).findings


def found(source: str, statement: str) -> Finding:
    """Return the finding on the one number of a statement."""
    (finding,) = findings(source, statement)
    return finding


def codes(source: str, statement: str) -> list[str]:
    """Return the codes of the findings on a statement."""
    return [finding.code for finding in findings(source, statement)]


def doubts(source: str, statement: str) -> list[tuple[str, str]]:
    """Return each number that a person must look at, with its code."""
    return [(f.quantity.text, f.code) for f in findings(source, statement) if f.status.flagged]


def quantity(text: str) -> Quantity:
    """Return the one quantity that a text holds."""
    (one,) = find_quantities(text)
    return one


def mention(text: str, number: str | None = None) -> Mention:
    """Return where a number stands in a text: the only one, or the one that is written so."""
    some = find_quantities(text)
    (one,) = [each for each in some if number is None or number in each.text]
    return mention_in(text, one)


def source_of(text: str) -> Source:
    """Return a text read for its numbers."""
    return Source(article_from_text(text))
