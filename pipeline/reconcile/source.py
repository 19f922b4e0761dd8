"""A source: an article with its numbers read once, for judging many statements against it."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import chain

from pipeline.numbers.read import find_quantities
from pipeline.reconcile.arithmetic import Arithmetic
from pipeline.reconcile.frames import Frame, Setting, read_frames
from pipeline.reconcile.moments import Calendar
from pipeline.reconcile.readings import SentenceReading
from schemas import Article, Quantity, QuantityKind, Role, Sentence, TextSpan

_NAME = re.compile(r"(?<=[\w,;’'”\"-] )[A-Z][\w’'-]+")
_PREFIX = 5
"""Letters by which two stems are one word: "elector" and "election"."""
_DIGITS = re.compile(r"\d[\d,.]*\d|\d")
_ITEM = r"[^\W\d](?:[^\s,;:.()“”\"\d]|\s(?!(?:and|or)\s)){1,40}+"
_LIST = re.compile(rf"{_ITEM}(?:,\s{_ITEM}){{1,11}},?\s(?:and|or)\s{_ITEM}")
_MAY_LIST = re.compile(rf",\s{_ITEM},?\s(?:and|or)\s[^\W\d]")
"""What each list has, tried only at commas: a tenth of the time of the whole pattern."""
_BETWEEN_ITEMS = re.compile(r",\s(?:and|or)\s|\s(?:and|or)\s|,\s")
NEIGHBOUR = 0.4
_MAY_BE_DATED = re.compile(r"\d{4}")
_DATELINE, _ISO = 120, 10  # characters: where a dateline ends; of a full date
_WITH_CENTS = frozenset("USD EUR AUD CAD NZD ZAR SGD HKD MYR KES".split())


@dataclass(frozen=True, eq=False)
class SourceQuantity:
    """A quantity of the article with its sentence and its frame."""

    article: Article
    sentence: Sentence
    frame: Frame

    @property
    def position(self) -> int:
        """The place of its sentence in the article."""
        return self.frame.position

    @property
    def place(self) -> tuple[int, int]:
        """Its offsets in the article's text."""
        start = self.sentence.span.start
        return start + self.frame.start, start + self.frame.end

    @cached_property
    def span(self) -> TextSpan:
        """The offsets of the quantity in the article's text."""
        start, end = self.place
        return TextSpan(start=start, end=end)

    @cached_property
    def quantity(self) -> Quantity:
        """The quantity with offsets into the article's text, its words verbatim."""
        read, by = self.frame.quantity, self.sentence.span.start
        number = self.span
        if read.number is not read.span:  # one object, where it is the number alone
            number = TextSpan(start=read.number.start + by, end=read.number.end + by)
        text = self.article.text[self.span.start : self.span.end]
        return read.model_copy(update={"span": self.span, "number": number, "text": text})


@dataclass(frozen=True, eq=False)
class Source:
    """An article read for its numbers; each is equal to itself alone, so that it is found at once.

    Where the day of publication is known, "yesterday" and "last year" are dates, in statements on
    it too.
    """

    article: Article

    @cached_property
    def published(self) -> date | None:
        """The day of publication: as the page says, or else the article's dateline."""
        return self.article.published or _dateline(self.article.reading_text)

    @cached_property
    def year(self) -> int:
        """The year of dates that name none: that of publication, else the latest of full dates."""
        if self.published is not None:
            return self.published.year
        dates = (q.date for some in self._found for q in some if q.date)
        return max(
            (int(each[:4]) for each in dates if len(each) == _ISO and each[:4].isdecimal()),
            default=2001,
        )

    @cached_property
    def cents_of(self) -> str | None:
        """The currency whose hundredths plain cents are: the one of most amounts of the article."""
        codes = Counter(q.unit for some in self._found for q in some if q.unit in _WITH_CENTS)
        return codes.most_common(1)[0][0] if codes else None

    @cached_property
    def spans(self) -> dict[str, TextSpan]:
        """Where each sentence stands, by its id."""
        return {each.sentence_id: each.span for each in self.article.sentences}

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that are written with a capital within a sentence."""
        found = _NAME.findall(self.article.reading_text)
        return frozenset(name.lower().removesuffix("'s").removesuffix("’s") for name in found)

    @cached_property
    def readings(self) -> tuple[SentenceReading, ...]:
        """Each sentence with its words and times."""
        text = self.article.reading_text
        return tuple(
            SentenceReading(text[each.span.start : each.span.end], self.names)
            for each in self.article.sentences
        )

    @cached_property
    def _found(self) -> tuple[tuple[Quantity, ...], ...]:
        return tuple(find_quantities(each.text, self.published) for each in self.readings)

    @cached_property
    def quantities(self) -> tuple[SourceQuantity, ...]:
        """Every quantity of the article in order, boilerplate included."""
        return tuple(
            quantity
            for position, sentence in enumerate(self.article.sentences)
            for quantity in self._read(position, sentence)
        )

    def _read(self, position: int, sentence: Sentence) -> Iterator[SourceQuantity]:
        setting = Setting(position, self.cents_of, self.year)
        for frame in read_frames(self.readings[position], self._found[position], 0, setting):
            yield SourceQuantity(self.article, sentence, frame)

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """The frames of all quantities that are not boilerplate, in order."""
        prose = [each for each in self.quantities if each.sentence.role is not Role.BOILERPLATE]
        return tuple(each.frame for each in prose)

    @cached_property
    def _by_value(self) -> dict[tuple[Decimal | None, str | None], list[Frame]]:
        found: dict[tuple[Decimal | None, str | None], list[Frame]] = {}
        for each in self.frames:
            found.setdefault((each.quantity.low, each.quantity.date), []).append(each)
        return found

    def with_value(self, quantity: Quantity) -> Sequence[Frame]:
        """Return the frames of the numbers with the value and the date of another, in order."""
        return self._by_value.get((quantity.low, quantity.date), ())

    @cached_property
    def calendar(self) -> Calendar:
        """Its numbers, by their place among the frames, by what their dates say."""
        return Calendar(each.quantity for each in self.frames)

    @cached_property
    def by_frame(self) -> dict[int, SourceQuantity]:
        """The quantity of each frame, by the identity of the frame."""
        return {id(each.frame): each for each in (*self.quantities, *self._lists)}

    @cached_property
    def _lists(self) -> tuple[SourceQuantity, ...]:
        """The lists of three and more things in the article, as counts of what they name."""
        found: list[SourceQuantity] = []
        for position, (sentence, reading) in enumerate(
            zip(self.article.sentences, self.readings, strict=True)
        ):
            if sentence.role is not Role.BOILERPLATE and _MAY_LIST.search(reading.text):
                lists = _LIST.finditer(reading.text)
                found += [self._list(position, sentence, match) for match in lists]
        return tuple(found)

    def _list(self, position: int, sentence: Sentence, match: re.Match[str]) -> SourceQuantity:
        items = Decimal(len(_BETWEEN_ITEMS.split(match[0])))
        place = TextSpan(start=match.start(), end=match.end())
        quantity = Quantity(
            text=match[0],
            span=place,
            number=place,
            kind=QuantityKind.COUNT,
            low=items,
            high=items,
            step=Decimal(1),
            checkable=False,
        )
        setting = Setting(position, None, self.year)
        (frame,) = read_frames(self.readings[position], [quantity], 0, setting)
        return SourceQuantity(self.article, sentence, frame)

    @cached_property
    def arithmetic(self) -> Arithmetic:
        """What follows from the numbers of the article."""
        lists = [(int(each.quantity.low or 0), each.frame) for each in self._lists]
        return Arithmetic(self.frames, lists)

    # --- words ---

    @cached_property
    def stems(self) -> tuple[frozenset[str], ...]:
        """The stems of each sentence."""
        return tuple(frozenset(each.stems) for each in self.readings)

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much a word tells: the logarithm of in how few sentences it stands."""
        counts = Counter(chain.from_iterable(each.stems for each in self.readings))
        total = len(self.stems) + 1
        return {stem: math.log(total / count) + 0.1 for stem, count in counts.items()}

    @cached_property
    def unknown(self) -> float:
        """What a word counts that the article does not have."""
        return math.log(len(self.stems) + 1) * 0.7 + 0.1

    @cached_property
    def _by_prefix(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for stem in self.rarity:
            found.setdefault(stem[:_PREFIX], stem)
        return found

    def known(self, stem: str) -> str | None:
        """Return the stem under which the article has a word, or None where it does not."""
        if stem in self.rarity:
            return stem
        return self._by_prefix.get(stem[:_PREFIX]) if len(stem) >= _PREFIX else None

    @cached_property
    def digits(self) -> frozenset[str]:
        """All strings of digits of the article."""
        return frozenset(digits_of(self.article.reading_text))

    @cached_property
    def digits_in_names(self) -> frozenset[str]:
        """The strings of digits of its names, such as F-35."""
        names = (q for q in self.quantities if q.quantity.kind is QuantityKind.IDENTIFIER)
        return frozenset(digits for name in names for digits in digits_of(name.quantity.text))

    @cached_property
    def by_sentence(self) -> dict[str, tuple[SourceQuantity, ...]]:
        """The quantities of each sentence that has some, by its id."""
        found: dict[str, list[SourceQuantity]] = {}
        for each in self.quantities:
            found.setdefault(each.sentence.sentence_id, []).append(each)
        return {sentence_id: tuple(some) for sentence_id, some in found.items()}

    @cached_property
    def _by_span(self) -> dict[tuple[int, int], SourceQuantity]:
        return {each.place: each for each in self.quantities}

    def at(self, span: TextSpan) -> SourceQuantity | None:
        """Return the quantity that stands at this place of the text, or None."""
        return self._by_span.get((span.start, span.end))

    def within(self, sentence_ids: frozenset[str]) -> tuple[SourceQuantity, ...]:
        """Return the quantities that stand in these sentences, in order."""
        found = [q for each in sentence_ids for q in self.by_sentence.get(each, ())]
        return tuple(sorted(found, key=lambda each: each.place))


def _dateline(text: str) -> date | None:
    """Return the full date that stands in the first words of an article, or None."""
    first = text[:_DATELINE]
    for each in find_quantities(first) if _MAY_BE_DATED.search(first) else ():
        if each.kind is QuantityKind.DATE and each.date and len(each.date) == _ISO:
            with suppress(ValueError):  # 30 February
                return date.fromisoformat(each.date)
    return None


def digits_of(text: str) -> list[str]:
    """Return the strings of digits of a text, with the points and commas inside them."""
    return _DIGITS.findall(text)


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
