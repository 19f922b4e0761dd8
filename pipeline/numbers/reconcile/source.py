"""A source: an article with its quantities read once, for checking many statements against it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from pipeline.numbers.read import find_quantities
from pipeline.numbers.reconcile.ellipsis import with_units
from pipeline.numbers.reconcile.likeness import Surroundings
from pipeline.numbers.reconcile.mention import Mention, mention_at
from schemas import Article, Quantity, Sentence, TextSpan

_MOST_COMPARED = 1000


@dataclass(frozen=True)
class SourceQuantity:
    """A quantity of the article, its span counted in the whole text, and the sentence it stands in.

    `position` is the place of that sentence in the article.
    """

    quantity: Quantity
    sentence: Sentence
    position: int
    mention: Mention

    @property
    def span(self) -> TextSpan:
        """The offsets of the quantity in the article's text."""
        return self.quantity.span


@dataclass(frozen=True, eq=False)
class Source:
    """An article read for its numbers; each is equal to itself alone, so that it is found at once.

    Where the day of publication is known, "yesterday" and "last year" are dates, in statements on
    it too.
    """

    article: Article

    @property
    def published(self) -> date | None:
        """The day of publication, where it is known."""
        return self.article.published

    @cached_property
    def spans(self) -> dict[str, TextSpan]:
        """Where each sentence stands, by its id."""
        return {each.sentence_id: each.span for each in self.article.sentences}

    @cached_property
    def quantities(self) -> tuple[SourceQuantity, ...]:
        """Every quantity of the article in order, boilerplate included."""
        return tuple(
            quantity
            for position, sentence in enumerate(self.article.sentences)
            for quantity in self._read(position, sentence)
        )

    def _read(self, position: int, sentence: Sentence) -> Iterator[SourceQuantity]:
        text = self.article.reading_text[sentence.span.start : sentence.span.end]
        for found in find_quantities(text, self.published):
            quantity = _moved(found, sentence.span.start, self.article.text)
            mention = mention_at(text, sentence.span.start, quantity)
            yield SourceQuantity(quantity, sentence, position, mention)

    @cached_property
    def surroundings(self) -> Surroundings:
        """The words of the article, for telling which number the words of a statement fit."""
        reading = self.article.reading_text
        return Surroundings(
            {
                each.sentence_id: reading[each.span.start : each.span.end]
                for each in self.article.sentences
            }
        )

    def likeness(self, stated: Mention, each: SourceQuantity) -> float:
        """Return from 0 to 1 how well the words around a stated number fit those around one of here."""
        return self.surroundings.likeness(stated, each.mention, each.position)

    @cached_property
    def _by_sentence(self) -> dict[str, tuple[SourceQuantity, ...]]:
        found: dict[str, list[SourceQuantity]] = {}
        for each in self.quantities:
            found.setdefault(each.sentence.sentence_id, []).append(each)
        return {sentence_id: tuple(some) for sentence_id, some in found.items()}

    @cached_property
    def _by_span(self) -> dict[tuple[int, int], SourceQuantity]:
        return {(each.span.start, each.span.end): each for each in self.quantities}

    def at(self, span: TextSpan) -> SourceQuantity | None:
        """Return the quantity that stands at this place of the text, or None."""
        return self._by_span.get((span.start, span.end))

    @cached_property
    def elliptic(self) -> dict[TextSpan, Quantity]:
        """Bare numbers by their place, each with the unit that its sentence says only once."""
        return {
            mention.quantity.span: filled
            for some in self._by_sentence.values()
            for mention, filled in with_units([each.mention for each in some])
        }

    def filled(self, each: SourceQuantity) -> SourceQuantity:
        """Return a number with the unit that its sentence says only once; itself where it lacks none."""
        meant = self.elliptic.get(each.span)
        return each if meant is None else replace(each, quantity=meant)

    @cached_property
    def _by_value(self) -> dict[object, tuple[SourceQuantity, ...]]:
        found: dict[object, list[SourceQuantity]] = {}
        for each in self.quantities:
            found.setdefault(_value(each.quantity), []).append(each)
        return {value: tuple(some) for value, some in found.items()}

    def candidates(
        self, quantity: Quantity, cited: frozenset[str] | None
    ) -> tuple[SourceQuantity, ...]:
        """Return what a stated quantity is to be compared with: all numbers of what is cited.

        Of a table or a book with more than a thousand of them, only those of its very value.
        """
        some = self.quantities if cited is None else self.within(cited)
        if len(some) <= _MOST_COMPARED:
            return some
        equal = self._by_value.get(_value(quantity), ())
        return tuple(each for each in equal if cited is None or each.sentence.sentence_id in cited)[
            :_MOST_COMPARED
        ]

    def within(self, sentence_ids: frozenset[str]) -> tuple[SourceQuantity, ...]:
        """Return the quantities that stand in these sentences, in order."""
        if len(sentence_ids) == 1:
            (sentence_id,) = sentence_ids
            return self._by_sentence.get(sentence_id, ())
        found = [q for each in sentence_ids for q in self._by_sentence.get(each, ())]
        return tuple(sorted(found, key=lambda each: each.span.start))


class _Itself:
    """An article that is known by being the same object: to compare its whole text takes longer."""

    def __init__(self, article: Article) -> None:
        self.article = article

    def __hash__(self) -> int:
        return id(self.article)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.article is other.article


def source_of(article: Article) -> Source:
    """Return the article read for its numbers: the same source to all who ask one after the other.

    Who judges the answers of a model and who reports on the article read it once.
    """
    return _source_of(_Itself(article))


@lru_cache(maxsize=8)  # more in one process are drafted at once only while it waits for a model
def _source_of(itself: _Itself) -> Source:
    return Source(itself.article)


def _value(quantity: Quantity) -> object:
    return quantity.low, quantity.high, quantity.whole, quantity.date


def _moved(quantity: Quantity, by: int, text: str) -> Quantity:
    """Return the quantity with offsets into the whole text, its words verbatim."""
    span = TextSpan(start=quantity.span.start + by, end=quantity.span.end + by)
    number = span
    if quantity.number is not quantity.span:  # one object, where it is the number alone
        number = TextSpan(start=quantity.number.start + by, end=quantity.number.end + by)
    return quantity.model_copy(
        update={"span": span, "number": number, "text": text[span.start : span.end]}
    )
