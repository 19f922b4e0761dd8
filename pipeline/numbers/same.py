"""Telling repeats: whether two mentions in an article are one figure, said twice."""

from pipeline.numbers.compare import dimension
from pipeline.numbers.source import Source, SourceQuantity
from pipeline.text.words import content_stems

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
    for item in items:
        home = next(
            (group for group in groups if any(_is_same(source, item, m) for m in group)), None
        )
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    return tuple(tuple(group) for group in groups)


def _is_same(source: Source, one: SourceQuantity, other: SourceQuantity) -> bool:
    """Return whether two mentions have one value of one thing; a sentence says a figure once."""
    mine, theirs = one.quantity, other.quantity
    same_value = (mine.low, mine.high, mine.whole) == (theirs.low, theirs.high, theirs.whole)
    same_sort = (
        mine.kind is theirs.kind and dimension(mine) == dimension(theirs) and mine.per == theirs.per
    )
    if not (same_value and same_sort) or one.sentence == other.sentence:
        return False
    shared = _context(source, one) & _context(source, other)
    return len(shared) >= _LEAST_SHARED


def _context(source: Source, item: SourceQuantity) -> set[str]:
    """Return the stems around a mention, within its sentence."""
    text = source.article.reading_text()
    start = max(item.sentence.span.start, item.span.start - _REACH)
    end = min(item.sentence.span.end, item.span.end + _REACH)
    around = text[start : item.span.start] + " " + text[item.span.end : end]
    return {stem for stem in content_stems(around) if not stem.isdigit()}
