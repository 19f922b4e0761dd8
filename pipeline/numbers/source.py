"""A source: an article with its quantities read once, for checking many statements against it."""

from dataclasses import dataclass
from functools import cached_property

from pipeline.numbers.read import find_quantities
from schemas import Article, Quantity, Sentence, TextSpan


@dataclass(frozen=True)
class SourceQuantity:
    """A quantity of the article, its span counted in the whole text, and the sentence it stands in."""

    quantity: Quantity
    sentence: Sentence

    @property
    def span(self) -> TextSpan:
        """The offsets of the quantity in the article's text."""
        return self.quantity.span


@dataclass(frozen=True)
class Source:
    """An article read for its numbers."""

    article: Article

    @cached_property
    def quantities(self) -> tuple[SourceQuantity, ...]:
        """Every quantity of the article in order, boilerplate included."""
        reading = self.article.reading_text
        return tuple(
            SourceQuantity(_moved(quantity, sentence.span.start, self.article.text), sentence)
            for sentence in self.article.sentences
            for quantity in find_quantities(reading[sentence.span.start : sentence.span.end])
        )

    @cached_property
    def _by_sentence(self) -> dict[str, tuple[SourceQuantity, ...]]:
        found: dict[str, list[SourceQuantity]] = {}
        for each in self.quantities:
            found.setdefault(each.sentence.sentence_id, []).append(each)
        return {sentence_id: tuple(some) for sentence_id, some in found.items()}

    def within(self, sentence_ids: frozenset[str]) -> tuple[SourceQuantity, ...]:
        """Return the quantities that stand in these sentences, in order."""
        found = [q for each in sentence_ids for q in self._by_sentence.get(each, ())]
        return tuple(sorted(found, key=lambda each: each.span.start))


def _moved(quantity: Quantity, by: int, text: str) -> Quantity:
    """Return the quantity with offsets into the whole text, its words verbatim."""
    span = TextSpan(start=quantity.span.start + by, end=quantity.span.end + by)
    number = TextSpan(start=quantity.number.start + by, end=quantity.number.end + by)
    return quantity.model_copy(
        update={"span": span, "number": number, "text": text[span.start : span.end]}
    )
