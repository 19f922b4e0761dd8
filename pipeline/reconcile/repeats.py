"""Telling repeats: whether two mentions in an article are one figure, said twice."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pipeline.numbers.dimensions import as_tonnes, dimension, factor
from pipeline.reconcile.source import Source, SourceQuantity
from pipeline.text.words import content_stems
from schemas import Quantity, QuantityKind, Role

# Words of meaning that two mentions of one figure share around it. One shared word is common to
# all figures of an article ("NATO"), two were enough to keep different figures of one value apart
# in the labelled articles of the development data.
_LEAST_SHARED = 2
_REACH = 90  # characters to either side
# Groups of one value that a mention is held against: "rose 1%" a thousand times would be a million.
_MOST_CANDIDATES = 100
# Digits from which a value is rare enough to be known by itself, or nearly: an article has $14.6
# million once, and says it again, but 12.5 percent may be two shares.
_RARE = 3
_OF_ONE_KIND = {QuantityKind.MONEY, QuantityKind.MEASURE}
_LONG = 600  # characters of a sentence that a headline may sum up
_MOST_CONTEXTS = 5  # of a group; a figure said a hundred times is known by its first mentions


class _Context(NamedTuple):
    """The stems around a mention within its reach, and those of its whole sentence."""

    near: frozenset[str]
    sentence: frozenset[str]
    in_headline: bool

    def shared(self, other: "_Context") -> int:
        """Return how many stems two mentions share; a headline sums up a whole sentence."""
        if self.in_headline or other.in_headline:
            return len(self.sentence & other.sentence)
        return len(self.near & other.near)


@dataclass(frozen=True)
class _Contexts:
    """The words around the mentions of an article; read only of figures that share their value."""

    source: Source
    read: dict[SourceQuantity, _Context]

    def of(self, item: SourceQuantity) -> _Context:
        """Return the words around a mention."""
        found = self.read.get(item)
        if found is None:
            found = self.read[item] = _context(self.source, item)
        return found


@dataclass(slots=True)
class _Group:
    """Mentions of one figure; the words around the first few of them tell the others."""

    mentions: list[SourceQuantity]
    sentence_ids: set[str]

    def takes(self, item: SourceQuantity, least: int, contexts: _Contexts) -> bool:
        """Return whether a mention belongs here; a sentence says a figure once.

        `least` are the words that it must share with one of the first mentions.
        """
        if item.sentence.sentence_id in self.sentence_ids:
            return False
        if _is_counted(item) and not _is_of_one_noun(item, self.mentions[0]):
            return False
        context = contexts.of(item)
        some = self.mentions[:_MOST_CONTEXTS]
        return any(context.shared(contexts.of(other)) >= least for other in some)

    def add(self, item: SourceQuantity) -> None:
        """Take the mention in."""
        self.mentions.append(item)
        self.sentence_ids.add(item.sentence.sentence_id)


def group_repeats(
    source: Source, items: tuple[SourceQuantity, ...]
) -> tuple[tuple[SourceQuantity, ...], ...]:
    """Return the quantities in groups, each one figure with all its mentions, in text order."""
    contexts = _Contexts(source, {})
    groups: list[_Group] = []
    alike: dict[object, list[_Group]] = {}
    for item in items:
        candidates = alike.setdefault(_value(item.quantity), [])
        least = _least_shared(item.quantity)
        near = candidates[-_MOST_CANDIDATES:]
        home = next((group for group in near if group.takes(item, least, contexts)), None)
        if home is None:
            home = _Group([], set())
            candidates.append(home)
            groups.append(home)
        home.add(item)
    return tuple(tuple(group.mentions) for group in groups)


def _least_shared(quantity: Quantity) -> int:
    """Return how many words around them two mentions of this value must share."""
    if not has_rare_value(quantity):
        return _LEAST_SHARED
    return 0 if quantity.kind in _OF_ONE_KIND else 1


def _is_counted(item: SourceQuantity) -> bool:
    """Return whether only its noun tells a mention apart: two officers, and two hostages.

    Of 390 articles nine such pairs were joined by the words around them, four of them wrongly; a
    figure that is hidden behind another is worse than one that is told twice.
    """
    return item.quantity.kind is QuantityKind.COUNT and not has_rare_value(item.quantity)


def _is_of_one_noun(one: SourceQuantity, other: SourceQuantity) -> bool:
    """Return whether two mentions count the same; a headline leaves out what: "14 dead"."""
    if Role.HEADLINE in {one.sentence.role, other.sentence.role}:
        return True
    nouns = (set(content_stems(each.quantity.noun or "")) for each in (one, other))
    return bool(set.intersection(*nouns))


def has_rare_value(quantity: Quantity) -> bool:
    """Return whether a value has so many digits that an article hardly has it of two things."""
    return quantity.low is not None and len(quantity.low.normalize().as_tuple().digits) >= _RARE


def _value(quantity: Quantity) -> object:
    """Return what two mentions of one figure have in common whatever their words and units."""
    unit = factor(as_tonnes(quantity))
    low, high, whole = (_base(v, unit) for v in (quantity.low, quantity.high, quantity.whole))
    return low, high, whole, quantity.kind, dimension(quantity), quantity.per


def _base(value: Decimal | None, unit: Decimal) -> Decimal | None:
    return None if value is None else value * unit


def _context(source: Source, item: SourceQuantity) -> _Context:
    """Return the stems around a mention, within its sentence."""
    sentence = item.sentence
    start = max(sentence.span.start, item.span.start - _REACH)
    end = min(sentence.span.end, item.span.end + _REACH)
    near = _stems(source, item, start, end)
    start = max(sentence.span.start, item.span.start - _LONG)
    wide = _stems(source, item, start, min(sentence.span.end, start + 2 * _LONG))
    return _Context(near, wide, sentence.role is Role.HEADLINE)


def _stems(source: Source, item: SourceQuantity, start: int, end: int) -> frozenset[str]:
    text = source.article.reading_text
    around = text[start : item.span.start] + " " + text[item.span.end : end]
    return frozenset(stem for stem in content_stems(around) if not stem.isdecimal())
