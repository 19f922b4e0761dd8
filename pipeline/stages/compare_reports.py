"""Comparing reports: what became of each figure, and whether the work on it still stands.

Which row of the old report is which of the new is told by what the sentences state of each figure,
the surest rule first. A pair that is wrong shows two sentences side by side and asks to look again;
none lets a check of one figure stand for another, for that is decided by what differs.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import NamedTuple, TypeVar

from pipeline.reconcile.readings import tokens
from pipeline.text.words import content_stems
from schemas import (
    Attribution,
    Brief,
    Changes,
    Difference,
    LedgerCounts,
    Modifier,
    PointPair,
    Quantity,
    QuantityKind,
    Report,
    Role,
    Row,
    RowPair,
    SentencePair,
    SourceKind,
    Standing,
    TextSpan,
    Version,
    Work,
)

_Item = TypeVar("_Item")
Rule = Callable[[_Item, _Item], float]

_SAME_THING = 0.3
"""Value and noun are equal, so a word in common is enough: a headline has few."""
_SAME_SENTENCE = 0.5
"""Likeness from which two sentences, or two points of a brief, are one that was reworded."""

# Small words that turn what a sentence says, though they carry no subject of their own; and days.
_TURNING = frozenset(
    "not no nor only most more few before after under over above below up down against all any "
    "each both again until will would could should can "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_BLANK = " # "


class Wording(NamedTuple):
    """The words of a sentence that carry meaning, without the figures that have rows themselves."""

    stems: tuple[str, ...]
    """In order."""
    turning: tuple[str, ...]
    names: tuple[str, ...]
    """In order: "A sold B" is not "B sold A". The first word of a sentence counts as none."""
    place: int
    """Which of the sentence's figures it is, from 0: two that change places change what is said."""


class RowStatement(NamedTuple):
    """One row as it is compared."""

    row: Row
    figure: tuple[object, ...]
    """What must be equal for the figure to be the same."""
    value: tuple[object, ...]
    """The number alone, however it is spelled."""
    noun: frozenset[str]
    """Stems of what it counts."""
    mentions: tuple[Wording, ...]
    """The sentence that the row quotes first, then the others."""
    stems: tuple[frozenset[str], ...]
    """Of each mention without the speaker, for telling likeness: whom they quote is no likeness."""

    @property
    def main(self) -> Wording:
        """The wording of the sentence that the row quotes."""
        return self.mentions[0]


def compare_reports(old: Report, new: Report) -> Changes:
    """Return what became of each row, point and count of the old report in the new one."""
    matched = _match_by(_RULES, _statements_of(old), _statements_of(new))
    pairs = sorted((_pair(*versions) for versions in matched), key=lambda pair: pair.new.rank)
    gone = {pair.old.row_id for pair in pairs}
    known = {pair.new.row_id for pair in pairs}
    return Changes(
        old=_version(old),
        new=_version(new),
        pairs=tuple(pairs),
        added=tuple(row for row in new.worklist.rows if row.row_id not in known),
        removed=tuple(row for row in old.worklist.rows if row.row_id not in gone),
        points=tuple(_points(old.brief, new.brief)),
        sentences=tuple(_sentences(old, new)),
    )


def _pair(old: RowStatement, new: RowStatement) -> RowPair:
    is_same_text = old.row.row_id == new.row.row_id
    differing = () if is_same_text else tuple(_differences(old, new))
    standing = Standing.LOOK_AGAIN if differing else Standing.STANDS
    before, after = _alerts(old.row), _alerts(new.row)
    return RowPair(
        old=old.row,
        new=new.row,
        differences=differing,
        moved=tuple(role for role in Role if role in _roles(new.row) - _roles(old.row)),
        alerts_raised=tuple(check_id for check_id in after if check_id not in before),
        alerts_cleared=tuple(check_id for check_id in before if check_id not in after),
        work=None if old.row.work == Work() else standing,
    )


def _alerts(row: Row) -> tuple[str, ...]:
    return tuple(sorted({flag.check for flag in row.flags if flag.alert}))


def _roles(row: Row) -> set[Role]:
    return {place.role for place in row.places}


def _sentences(old: Report, new: Report) -> Iterator[SentencePair]:
    """Yield each sentence without a figure that somebody has worked on, by its words."""
    later = {sentence.group_id: sentence for sentence in new.unlisted}
    for sentence in old.unlisted:
        if sentence.work != Work():
            yield SentencePair(old=sentence, new=later.get(sentence.group_id))


def _points(old: Brief, new: Brief) -> Iterator[PointPair]:
    """Yield the headline and the points that are not what they were: changed, gone, then new."""
    if old.headline.text != new.headline.text:
        yield PointPair(old=old.headline.text, new=new.headline.text)
    before, after = (tuple(point.text for point in brief.points) for brief in (old, new))
    pairs = dict(_match_by((_same_text, _like_text), before, after))
    for text in before:
        if pairs.get(text) != text:
            yield PointPair(old=text, new=pairs.get(text))
    matched = set(pairs.values())
    for text in after:
        if text not in matched:
            yield PointPair(old=None, new=text)


def _same_text(old: str, new: str) -> float:
    return old == new


def _like_text(old: str, new: str) -> float:
    near = _likeness(frozenset(content_stems(old)), frozenset(content_stems(new)))
    return near if near >= _SAME_SENTENCE else 0


def _version(report: Report) -> Version:
    counts = set(LedgerCounts.model_fields)
    return Version(
        article_id=report.article.article_id,
        source=report.article.source,
        title=report.article.title,
        ledger=LedgerCounts(**report.ledger.model_dump(include=counts)),
    )


def _differences(old: RowStatement, new: RowStatement) -> Iterator[Difference]:
    if old.figure != new.figure:
        yield Difference.FIGURE
    old_source, new_source = old.row.attribution, new.row.attribution
    same_source = old_source.voice is new_source.voice and _is_same_speaker(old_source, new_source)
    if not same_source:
        yield Difference.ATTRIBUTION
    # Who speaks was compared: "Rossi" after an inserted paragraph is "mayor Anna Rossi" before.
    aside = _speaker_stems(old_source) | _speaker_stems(new_source)
    before = _meaning(old.main, aside)
    again = any(_meaning(mention, aside) == before for mention in new.mentions)
    if not again or old.row.kind is not new.row.kind:
        yield Difference.WORDING


def _is_same_speaker(old: Attribution, new: Attribution) -> bool:
    first, second = (set(content_stems(source.name or "")) for source in (old, new))
    # A surname alone may be taken for a body's name: nobody is introduced by it.
    if SourceKind.NAMED in {old.kind, new.kind}:
        return bool(first & second) and (first <= second or second <= first)
    return first == second


def _speaker_stems(source: Attribution) -> set[str]:
    return set(content_stems(f"{source.name or ''} {source.role or ''}"))


def _meaning(wording: Wording, aside: set[str]) -> tuple[object, ...]:
    """Return what two sentences have in common that say the same of a figure, in any order."""
    stems = sorted(stem for stem in wording.stems if stem not in aside)
    names = [name for name in wording.names if not aside.intersection(content_stems(name))]
    return stems, wording.turning, names, wording.place


def _statements_of(report: Report) -> tuple[RowStatement, ...]:
    rows = sorted(report.worklist.rows, key=lambda row: row.quantity.span.start)
    figures: dict[str, set[TextSpan]] = {}
    for row in rows:
        for place in row.places:
            figures.setdefault(place.sentence_id, set()).add(place.span)
    sentences = {sentence.sentence_id: sentence.span for sentence in report.article.sentences}
    return tuple(_statement(row, report.article.reading_text, sentences, figures) for row in rows)


def _statement(
    row: Row, text: str, sentences: dict[str, TextSpan], figures: dict[str, set[TextSpan]]
) -> RowStatement:
    places = sorted(row.places, key=lambda place: place.span != row.quantity.span)
    mentions, speaker = [], set(content_stems(row.attribution.name or ""))
    for place in places:
        spans = sorted(figures[place.sentence_id], key=lambda span: span.start)
        words = "".join(_without(text, sentences[place.sentence_id], spans))
        mentions.append(_wording(words, spans.index(place.span)))
    return RowStatement(
        row=row,
        figure=_figure(row.quantity),
        value=_value(row.quantity),
        noun=frozenset(content_stems(row.quantity.noun or "")),
        mentions=tuple(mentions),
        stems=tuple(frozenset(mention.stems) - speaker for mention in mentions),
    )


def _without(text: str, sentence: TextSpan, spans: list[TextSpan]) -> Iterator[str]:
    """Yield the pieces of a sentence between its figures, each figure a mark."""
    end = sentence.start
    for span in spans:
        yield text[end : span.start] + _BLANK
        end = max(end, span.end)
    yield text[end : sentence.end]


def _wording(words: str, place: int) -> Wording:
    read = tokens(words)
    return Wording(
        stems=content_stems(words),
        turning=tuple(sorted(word.lower for word in read if word.lower in _TURNING)),
        names=tuple(word.lower for word in read if word.is_name),
        place=place,
    )


def _value(quantity: Quantity) -> tuple[object, ...]:
    return quantity.low, quantity.high, quantity.whole, quantity.unit


def _figure(quantity: Quantity) -> tuple[object, ...]:
    modifier = Modifier.NONE if quantity.modifier is Modifier.EXACTLY else quantity.modifier
    return (
        *_value(quantity), quantity.kind, modifier, quantity.direction, quantity.part, quantity.per,
    )  # fmt: skip


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return from 0 to 1 how much two sets of stems have in common (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _nearest_likeness(old: RowStatement, new: RowStatement) -> float:
    """Return the likeness of the nearest two mentions; all words of the shorter one count as 1.

    A headline has few words, and all of them may stand in the sentence that it is made from.
    """
    return max(
        (len(a & b) / min(len(a), len(b)) for a, b in product(old.stems, new.stems) if a and b),
        default=0.0,
    )


def _match_by(
    rules: Sequence[Rule[_Item]], olds: Sequence[_Item], news: Sequence[_Item]
) -> list[tuple[_Item, _Item]]:
    """Return the pairs that the rules make one after another, the best first; 0 is no pair.

    Of equally good ones those that come first in their version go together.
    """
    left, right = dict(enumerate(olds)), dict(enumerate(news))
    pairs = []
    for rule in rules:
        scored = [
            (-score, i, j)
            for i, old in left.items()
            for j, new in right.items()
            if (score := rule(old, new))
        ]
        for _, i, j in sorted(scored):
            if i in left and j in right:
                pairs.append((left.pop(i), right.pop(j)))
    return pairs


def _same_row(old: RowStatement, new: RowStatement) -> float:
    return old.row.row_id == new.row.row_id


def _said_alike(old: RowStatement, new: RowStatement) -> float:
    return old.figure == new.figure and old.main in new.mentions


def _said_alike_of_another_number(old: RowStatement, new: RowStatement) -> float:
    return bool(old.main.stems) and old.main in new.mentions and _comparable(old, new)


def _same_figure(old: RowStatement, new: RowStatement) -> float:
    """The same number, in words that need be the less alike where it counts the same thing."""
    if old.value != new.value:
        return 0
    near, counted = _nearest_likeness(old, new), _likeness(old.noun, new.noun)
    return near + counted if near >= (_SAME_THING if counted else _SAME_SENTENCE) else 0


def _corrected(old: RowStatement, new: RowStatement) -> float:
    """Nearly the same sentence with another number of the same sort."""
    near = _likeness(old.stems[0], new.stems[0])
    if near < _SAME_SENTENCE or not _comparable(old, new):
        return 0
    return near + _likeness(old.noun, new.noun)


def _comparable(old: RowStatement, new: RowStatement) -> bool:
    before, after = old.row.quantity, new.row.quantity
    # A wrong currency is corrected as well.
    is_money = before.kind is after.kind is QuantityKind.MONEY
    return before.kind is after.kind and (is_money or before.unit == after.unit)


_RULES: tuple[Rule[RowStatement], ...] = (
    _same_row,
    _said_alike,
    _said_alike_of_another_number,
    _same_figure,
    _corrected,
)
