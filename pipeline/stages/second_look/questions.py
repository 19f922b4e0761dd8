"""What a model is asked about the numbers in doubt of one statement, and what was shown to it.

It sees the statement and the few sentences of the source that may bear its numbers out, each number
and quantity with an id behind it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.llm import Question, was_asked
from pipeline.reconcile import Source, SourceQuantity
from pipeline.reconcile.recompute import Operation
from pipeline.reconcile.shortlist import Doubt, doubts_of, quantities_in, sentences_for
from pipeline.text.placed import plain_text
from prompts import read_prompt
from schemas import CheckedStatement, Sentence, SourceSentence, TextSpan
from schemas.drafts import SecondLookForm, second_look_form

SECOND_LOOK = "second_look.v1"
_OPERATIONS = tuple(operation.value for operation in Operation)


class LookedAt(Protocol):
    """A source as statements are checked against it."""

    @property
    def name(self) -> str:
        """The name that its user gave it."""
        ...

    @property
    def read(self) -> Source:
        """The source with its numbers."""
        ...

    def sentences_of(self, numbers: Sequence[TextSpan]) -> tuple[SourceSentence, ...]:
        """Return the sentences that hold these numbers, each once."""
        ...


@dataclass(frozen=True)
class Asked:
    """A question on the numbers in doubt of a statement, with what the ids in it stand for."""

    question: Question[SecondLookForm]
    source: LookedAt
    numbers: Mapping[str, Doubt]
    quantities: Mapping[str, SourceQuantity]
    shown: str
    """The statement and the sentences as the model sees them, without ids."""


def is_recorded(cassette: Path) -> bool:
    """Return whether a recording holds answers of a second look; raises CassetteError."""
    return was_asked(cassette, read_prompt(SECOND_LOOK).rstrip())


def questions_on(statement: CheckedStatement, sources: Iterable[LookedAt]) -> tuple[Asked, ...]:
    """Return a question for each source that verdicts in doubt are about; often there is one.

    None is asked where the source has no quantity that could bear anything out.
    """
    asked = (_question_on(statement, source) for source in sources)
    return tuple(each for each in asked if each is not None)


def _question_on(statement: CheckedStatement, source: LookedAt) -> Asked | None:
    spans = [
        each.quantity.span
        for each in statement.findings
        if each.is_doubtful and each.article == source.name
    ]
    doubts = doubts_of(statement.statement, source.read, spans) if spans else ()
    sentences = sentences_for(doubts, statement.statement, source.read) if doubts else ()
    quantities = {
        f"q{at}": each for at, each in enumerate(quantities_in(sentences, source.read), 1)
    }
    if not quantities:
        return None
    numbers = {f"n{at}": doubt for at, doubt in enumerate(doubts, 1)}
    marks = [(doubt.span.end, number) for number, doubt in numbers.items()]
    lines = [_marked(statement.statement, marks), *_sentences(sentences, quantities, source.read)]
    article = source.read.article
    question = Question(
        prompt=SECOND_LOOK,
        instructions=read_prompt(SECOND_LOOK),
        document="\n".join(lines),
        form=second_look_form(tuple(numbers), tuple(quantities), _OPERATIONS),
    )
    shown = [statement.statement, *(article.plain(each.span) for each in sentences)]
    return Asked(question, source, numbers, quantities, "\n".join(shown))


def _sentences(
    sentences: Sequence[Sentence], quantities: Mapping[str, SourceQuantity], source: Source
) -> Iterator[str]:
    """Yield each sentence on a line, its id in front and those of its quantities behind them."""
    article = source.article
    for sentence in sentences:
        words = plain_text(article.text, sentence.span, article.markup)
        inside = [(name, q) for name, q in quantities.items() if q.sentence is sentence]
        marks = [(words.find(q.span).end, name) for name, q in inside]
        yield f"[{sentence.sentence_id}] {_marked(words.text, marks)}"


def _marked(text: str, marks: Sequence[tuple[int, str]]) -> str:
    """Return a text on one line with ids behind what ends at these places."""
    parts, begin = [], 0
    for end, name in sorted(marks, key=lambda mark: mark[0]):
        parts += [text[begin:end], f" [{name}]"]
        begin = end
    return " ".join("".join([*parts, text[begin:]]).split())
