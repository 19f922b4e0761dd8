"""Telling repeats: whether two mentions in an article are one figure, said twice."""

from dataclasses import dataclass

from pipeline.numbers.reconcile.dimensions import dimension
from pipeline.numbers.reconcile.source import Source, SourceQuantity
from pipeline.text.words import content_stems
from schemas import Quantity

# Words of meaning that two mentions of one figure share around it. One shared word is common to
# all figures of an article ("NATO"), two were enough to keep different figures of one value apart
# in the labelled articles of the development data.
_LEAST_SHARED = 2
_REACH = 90  # characters to either side
_MOST_CANDIDATES = (
    100  # groups of one value; "rose 1%" a thousand times is not compared a million times
)
_MOST_CONTEXTS = 5  # of a group; a figure said a hundred times is known by its first mentions


@dataclass(slots=True)
class _Group:
    """Mentions of one figure, with the words around the first few of them."""

    mentions: list[SourceQuantity]
    sentence_ids: set[str]
    contexts: list[set[str]]

    def takes(self, item: SourceQuantity, context: set[str]) -> bool:
        """Return whether a mention belongs here; a sentence says a figure once."""
        if item.sentence.sentence_id in self.sentence_ids:
            return False
        return any(len(context & other) >= _LEAST_SHARED for other in self.contexts)

    def add(self, item: SourceQuantity, context: set[str]) -> None:
        """Take the mention in."""
        self.mentions.append(item)
        self.sentence_ids.add(item.sentence.sentence_id)
        if len(self.contexts) < _MOST_CONTEXTS:
            self.contexts.append(context)


def group_repeats(
    source: Source, items: tuple[SourceQuantity, ...]
) -> tuple[tuple[SourceQuantity, ...], ...]:
    """Return the quantities in groups, each one figure with all its mentions, in text order."""
    groups: list[_Group] = []
    alike: dict[object, list[_Group]] = {}
    for item in items:
        context = _context(source, item)
        candidates = alike.setdefault(_value(item.quantity), [])
        home = next((g for g in candidates[-_MOST_CANDIDATES:] if g.takes(item, context)), None)
        if home is None:
            home = _Group([], set(), [])
            candidates.append(home)
            groups.append(home)
        home.add(item, context)
    return tuple(tuple(group.mentions) for group in groups)


def _value(quantity: Quantity) -> object:
    """Return what two mentions of one figure have in common whatever their words."""
    value = (quantity.low, quantity.high, quantity.whole)
    return value, quantity.kind, dimension(quantity), quantity.per


def _context(source: Source, item: SourceQuantity) -> set[str]:
    """Return the stems around a mention, within its sentence."""
    text = source.article.reading_text
    start = max(item.sentence.span.start, item.span.start - _REACH)
    end = min(item.sentence.span.end, item.span.end + _REACH)
    around = text[start : item.span.start] + " " + text[item.span.end : end]
    return {stem for stem in content_stems(around) if not stem.isdecimal()}
