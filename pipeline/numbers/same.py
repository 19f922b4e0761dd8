"""Telling repeats: whether two mentions in an article are one figure, said twice."""

from pipeline.numbers.compare import dimension
from pipeline.numbers.source import Source, SourceQuantity
from pipeline.text.words import content_stems
from schemas import Quantity

# Words of meaning that two mentions of one figure share around it. One shared word is common to
# all figures of an article ("NATO"), two were enough to keep different figures of one value apart
# in the labelled articles of the development data.
_LEAST_SHARED = 2
_REACH = 90  # characters to either side


def group_repeats(
    source: Source, items: tuple[SourceQuantity, ...]
) -> tuple[tuple[SourceQuantity, ...], ...]:
    """Return the quantities in groups, each one figure with all its mentions, in text order."""
    groups: list[list[SourceQuantity]] = []
    alike: dict[object, list[list[SourceQuantity]]] = {}
    for item in items:
        candidates = alike.setdefault(_value(item.quantity), [])
        home = next((group for group in candidates if _belongs(source, item, group)), None)
        if home is None:
            home = []
            candidates.append(home)
            groups.append(home)
        home.append(item)
    return tuple(tuple(group) for group in groups)


def _value(quantity: Quantity) -> object:
    """Return what two mentions of one figure have in common whatever their words."""
    value = (quantity.low, quantity.high, quantity.whole)
    return value, quantity.kind, dimension(quantity), quantity.per


def _belongs(source: Source, item: SourceQuantity, group: list[SourceQuantity]) -> bool:
    """Return whether a mention shares its context with one of the group; a sentence says a figure once."""
    if any(item.sentence == mention.sentence for mention in group):
        return False
    mine = _context(source, item)
    return any(len(mine & _context(source, mention)) >= _LEAST_SHARED for mention in group)


def _context(source: Source, item: SourceQuantity) -> set[str]:
    """Return the stems around a mention, within its sentence."""
    text = source.article.reading_text
    start = max(item.sentence.span.start, item.span.start - _REACH)
    end = min(item.sentence.span.end, item.span.end + _REACH)
    around = text[start : item.span.start] + " " + text[item.span.end : end]
    return {stem for stem in content_stems(around) if not stem.isdigit()}
