"""Checking statements: each of their numbers against several sources, with the places of both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from pipeline.reconcile import Source, check_statement
from pipeline.reconcile.readings import SentenceReading
from pipeline.text.placed import PlacedText, Places, plain_text
from schemas import (
    Article,
    CheckedNumber,
    CheckedStatement,
    Finding,
    Outcome,
    Role,
    Sensitivity,
    Sentence,
    SourceSentence,
    Status,
    TextSpan,
)

_OUTCOMES, _STATUSES = tuple(Outcome), tuple(Status)
_LEAST_SHARED = 2
"""Words in common from which a sentence is worth showing: with one, chance decides."""


@dataclass(frozen=True)
class NamedSource:
    """A source under the name that its user gave it, read once for all statements.

    `is_file_text` says whether the article's text is that of the file, so that offsets lead there.
    """

    name: str
    article: Article
    is_file_text: bool

    @property
    def has_places(self) -> bool:
        """Whether a person finds offsets of the article again: in its file, or on its pages."""
        return self.is_file_text or bool(self.article.landmarks)

    @cached_property
    def read(self) -> Source:
        """The source with its numbers."""
        return Source(self.article)

    @cached_property
    def places(self) -> Places:
        """The lines of the file."""
        return Places(self.name, self.article.text, landmarks=self.article.landmarks)

    def sentences_of(self, numbers: Sequence[TextSpan]) -> tuple[SourceSentence, ...]:
        """Return the sentences that hold these numbers, each once."""
        homes: dict[str, tuple[Sentence, list[TextSpan]]] = {}
        for number in numbers:
            home = self.article.sentence_at(number.start)
            if home and home.span.holds(number):
                homes.setdefault(home.sentence_id, (home, []))[1].append(number)
        return tuple(_shown(sentence, inside, self) for sentence, inside in homes.values())

    def nearest(self, stems: frozenset[str]) -> Sentence | None:
        """Return the first of the sentences with most of some stems, where one has enough."""
        if stems not in self._nearest:  # all numbers of a statement ask, and those worded like it
            shared = [
                (len(stems & own), sentence)
                for sentence, own in zip(self.article.sentences, self.read.stems, strict=True)
                if sentence.role is not Role.BOILERPLATE
            ]
            most, nearest = max(shared, default=(0, None), key=itemgetter(0))
            self._nearest[stems] = nearest if most >= _LEAST_SHARED else None
        return self._nearest[stems]

    @cached_property
    def _nearest(self) -> dict[frozenset[str], Sentence | None]:
        return {}


_Verdict = tuple[Finding, NamedSource]


def check_placed(
    words: PlacedText, places: Places, sources: Sequence[NamedSource], sensitivity: Sensitivity
) -> CheckedStatement:
    """Return the verdicts on a statement: for each number the best that any source allows."""
    verdicts = [
        (finding, source)
        for source in sources
        for finding in check_statement(words.text, source.read, sensitivity=sensitivity).findings
    ]
    return CheckedStatement(
        statement=words.text,
        place=places.at(words.whole),
        findings=tuple(
            _checked(finding, source, words, places) for finding, source in _best_of_each(verdicts)
        ),
    )


def _best_of_each(verdicts: Iterable[_Verdict]) -> list[_Verdict]:
    """Return the best verdict on each number, in order of the text; the first among equals."""
    best: dict[tuple[int, int], _Verdict] = {}
    for verdict in verdicts:
        span = verdict[0].quantity.span
        known = best.get((span.start, span.end))
        if known is None or _badness(verdict[0]) < _badness(known[0]):
            best[span.start, span.end] = verdict
    return [best[span] for span in sorted(best)]


def _badness(finding: Finding) -> tuple[int, float, int]:
    outcome, status = _OUTCOMES.index(finding.outcome), _STATUSES.index(finding.status)
    return outcome, -finding.support, status


def _checked(
    finding: Finding, source: NamedSource, words: PlacedText, places: Places
) -> CheckedNumber:
    is_absent = finding.status is Status.ABSENT
    return CheckedNumber(
        **dict(finding),
        article=source.name,
        place=places.at(words.place(finding.quantity.span)),
        sentences=source.sentences_of(finding.source),
        nearest=_nearest(words.text, source) if is_absent else None,
    )


def _shown(sentence: Sentence, numbers: Sequence[TextSpan], source: NamedSource) -> SourceSentence:
    words = plain_text(source.article.text, sentence.span, source.article.markup)
    seen = (words.find(number) for number in numbers)
    return SourceSentence(
        source=source.name,
        sentence_id=sentence.sentence_id,
        span=sentence.span,
        text=words.text,
        numbers=tuple(span for span in seen if span.start < span.end),
        place=source.places.at(sentence.span) if source.has_places else None,
    )


def _nearest(statement: str, source: NamedSource) -> SourceSentence | None:
    """Return the sentence with most words of the statement, the first among equals."""
    nearest = source.nearest(frozenset(SentenceReading(statement).stems))
    return _shown(nearest, (), source) if nearest else None
