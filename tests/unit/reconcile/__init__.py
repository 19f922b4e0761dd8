"""What the tests of reconciling share: short ways to read a number, a source and a verdict."""

from pipeline.numbers.read import find_quantities
from pipeline.reconcile import Source, check_statement
from pipeline.reconcile.arithmetic import Arithmetic
from pipeline.reconcile.frames import Frame
from pipeline.reconcile.operations import Result
from pipeline.reconcile.values import Value, value_of
from pipeline.reconcile.weigh import Weighed, read_sentences, weigh_all
from pipeline.text.article import article_from_text
from schemas import Finding, Quantity


def source_of(text: str) -> Source:
    """Return a text read for its numbers."""
    return Source(article_from_text(text))


def quantity(text: str) -> Quantity:
    """Return the one quantity that a text holds."""
    (one,) = find_quantities(text)
    return one


def value(text: str) -> Value:
    """Return what the one quantity of a text measures."""
    found = value_of(quantity(text))
    assert found is not None
    return found


def frames(sentence: str) -> list[Frame]:
    """Return the frames of the numbers of a source of one sentence, in order."""
    return list(source_of(sentence).frames)


def frame(sentence: str, number: str | None = None) -> Frame:
    """Return the frame of the only number of a sentence, or of the one that is written so."""
    (one,) = [each for each in frames(sentence) if number in (None, each.quantity.text)]
    return one


def arithmetic(text: str) -> Arithmetic:
    """Return what follows from the numbers of a text."""
    return source_of(text).arithmetic


def everything(text: str, dimension: str) -> list[Result]:
    """Return all that follows of a dimension."""
    return arithmetic(text).between(dimension, float("-inf"), float("inf"))


def weighed(source: Source | str, statement: str) -> list[Weighed]:
    """Return what a source has to say of each number of a statement of one sentence."""
    read = source_of(source) if isinstance(source, str) else source
    ((words, stated),) = read_sentences(statement, read)
    return weigh_all(stated, words, read)


def weigh(source: Source | str, statement: str) -> Weighed:
    """Return what a source has to say of the first number of a statement."""
    return weighed(source, statement)[0]


def findings(source: str, statement: str) -> tuple[Finding, ...]:
    """Return the findings on a statement, in the order of its numbers."""
    return check_statement(statement, source).findings


def found(source: str, statement: str) -> Finding:
    """Return the finding on the one number of a statement."""
    (finding,) = findings(source, statement)
    return finding
