"""The pool: the sentences and cells of a library that a figure is held against, as one source.

Each candidate stands behind a sentence of its own context (title, headings, caption, what stands
before it), as a figure stands behind the headline of its article, so that it is read and aligned
as any source is.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from pipeline.evidence.library.passages import StoredPart
from pipeline.evidence.library.searching import Library, Stored
from pipeline.evidence.readers.cell_numbers import figure_in
from pipeline.evidence.readers.cells import CellWords, cell_words
from pipeline.evidence.verdict.asked import Asked
from pipeline.evidence.verdict.siblings import Number, Sibling, siblings, siblings_in
from pipeline.evidence.verdict.totals import Total, totals
from pipeline.numbers.read import find_quantities
from pipeline.reconcile import Source, SourceQuantity
from pipeline.reconcile.direct import relate
from pipeline.reconcile.frames import Frame, Setting, read_frames
from pipeline.reconcile.values import BORNE_OUT, EXACT, Relation, Value
from pipeline.text.words import content_stems
from schemas import Article, Role, Sentence, TextSpan, digest

_BY_NUMBER, _BY_WORDS = 200, 60
"""Hits that are looked at of each kind."""
_MOST_PASSAGES = 60
_CLOSE = 0.01
"""How far from a stated value a hit may lie, as a share of it, beside its own last digit."""
_FAR = 1.5
"""Times a bound that a value may be and still be told by it: "more than 500" of 700."""
_BLANK = "."
"""The sentence that parts two candidates, so that the words of neither count for the other."""


class Candidate(NamedTuple):
    """A number of the library beside the figure that it may be."""

    stored: Stored
    column: int | None
    """Of a cell."""
    figure: SourceQuantity
    relation: Relation | None
    """How its value stands to the stated one; None where it measures something else."""
    form: int
    summed: tuple[Stored, ...] = ()
    """Of a total that the table does not print: the rows that were summed."""

    @property
    def table(self) -> tuple[str, StoredPart]:
        """Of a cell: its document, and its table there."""
        return self.stored.source.name, self.stored.part

    @property
    def number(self) -> Number:
        """Which number of the library it is."""
        place = self.figure.frame.start if self.column is None else self.column
        return self.stored.passage, place

    @property
    def bears_out(self) -> bool:
        """Whether its value may bear the stated one out."""
        return self.relation is not None and self.relation in BORNE_OUT


@dataclass(frozen=True, eq=False)
class Pool:
    """What a library has for one figure."""

    asked: Asked
    source: "PooledSource"
    candidates: tuple[Candidate, ...]
    siblings: Mapping[Number, Sibling]
    """Those that are of the same thing at other times."""
    lacking: frozenset[str]
    """The stems that are asked for and stand in no document."""


@dataclass(frozen=True, eq=False)
class PooledSource(Source):
    """A source whose words are as rare as in the whole library."""

    rarities: Mapping[str, float]
    """Of the stems that are asked for."""

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much a word tells, by its stem."""
        stems = dict.fromkeys(chain.from_iterable(each.stems for each in self.readings))
        return {stem: self.rarities.get(stem, self.unknown) for stem in stems}

    @cached_property
    def unknown(self) -> float:
        """What a word counts that the library does not have, or was not asked for."""
        return max(self.rarities.values(), default=1.0)


def gather(asked: Asked, library: Library) -> Pool:
    """Return the sentences and cells that may say the same as a figure, or something else of it."""
    words = dict(chain.from_iterable(each.items() for each in (*asked.searched, asked.words)))
    rarity = library.rarity(words.values())
    rarities = {stem: rarity[word] for stem, word in asked.words.items()}
    passages = list(_passages(asked, library))
    weights = {stem: weight * rarity[words[stem]] for stem, weight in asked.search_weights.items()}

    def told(each: Stored) -> float:
        # Exactly, since the stems are in no order.
        return math.fsum(weights.get(stem, 0.0) for stem in stems_of(each))

    best = sorted(passages, key=lambda each: (-told(each), each.passage))[:_MOST_PASSAGES]
    lacking = frozenset(stem for stem, word in asked.words.items() if not library.has(word))
    return _pool(asked, best, rarities, lacking, _tables(best, library))


_MOST_ROWS = 200
"""Of a table that has no more rows, all are summed, and looked through for the newest."""
_ROWS_AROUND = 20
"""Of a longer table, rows around one of the pool that are looked through for the newest."""


class _Rows(NamedTuple):
    """Rows of a table, in order."""

    rows: list[Stored]
    are_all: bool
    """Whether the table has no others: the sum over some of its rows would be of nothing."""


def _tables(passages: Sequence[Stored], library: Library) -> list[_Rows]:
    """Return the rows of each table that has some in the pool; of a long one those around these."""
    found: list[_Rows] = []
    seen: set[int] = set()
    long: set[tuple[str, StoredPart]] = set()
    for each in passages:
        if each.row is None or each.passage in seen:
            continue
        part = each.source.name, each.part
        rows = library.beside(each.passage, _ROWS_AROUND if part in long else _MOST_ROWS + 1)
        if len(rows) > _MOST_ROWS:
            long.add(part)
            rows = library.beside(each.passage, _ROWS_AROUND)
        seen |= {row.passage for row in rows}
        found.append(_Rows(rows, part not in long))
    return found


def _passages(asked: Asked, library: Library) -> list[Stored]:
    value = asked.value
    hits = library.by_number(value.dimension, *window(value), _BY_NUMBER)
    own = [asked.words[stem] for stem in asked.own if stem in asked.words]
    found = [hit.passage for hit in hits]
    found += library.by_words(own, _BY_WORDS)
    found += library.by_words(list(asked.words.values()), _BY_WORDS)
    for phrase in asked.searched:
        found += library.by_words(list(phrase.values()), _BY_WORDS)
    return library.read(dict.fromkeys(found))


def stems_of(each: Stored) -> frozenset[str]:
    """Return the stems of a passage and of its context."""
    return own_stems(each) | stems_in(each.part.context) | stems_in(each.part.caption)


def own_stems(each: Stored) -> frozenset[str]:
    """Return the stems of a sentence, or of the labels of a row and the headings of its table."""
    if each.row is None:
        return stems_in(each.sentence.text) if each.sentence else frozenset()
    headings = (column.heading for column in each.part.columns)
    return stems_in(" ".join((each.row.group, *each.row.cells, *headings)))


@lru_cache(maxsize=4096)
def stems_in(text: str) -> frozenset[str]:
    """Return the stems of a text that carry meaning."""
    return frozenset(content_stems(text))


def window(value: Value) -> tuple[float, float]:
    """Return between which values a number of the library may bear a stated one out."""
    low, high = value.reaches()
    most = max(abs(value.low), abs(value.high))
    near = max(value.step / 2, _CLOSE * most) if value.modifier in EXACT else 0.0
    low = value.low / _FAR if math.isinf(low) else low - near
    high = value.high * _FAR if math.isinf(high) else high + near
    return min(low, high), max(low, high)


class _Line(NamedTuple):
    """A sentence or a cell that goes into the pool."""

    stored: Stored
    column: int | None
    text: str
    number: TextSpan | None
    """Of a cell: the number that counts; of a sentence, all do."""
    summed: tuple[Stored, ...] = ()

    @property
    def context(self) -> str:
        """What stands above it."""
        part = self.stored.part
        return " · ".join(filter(None, (part.context, part.caption)))


def _lines(
    passages: Sequence[Stored], tables: Sequence[_Rows], sums: Iterable[Total]
) -> Iterator[_Line]:
    signed: dict[int, frozenset[int]] = {}
    for each in tables:
        signed |= dict.fromkeys((row.passage for row in each.rows), _signed(each.rows))
    for passage in passages:
        if passage.sentence is not None:
            yield _Line(passage, None, passage.sentence.text, None)
        else:
            yield from _cells(passage, signed.get(passage.passage, frozenset()))
    for total in sums:
        yield from _cells(total.row, frozenset(), total.of)


def _cells(row: Stored, signed: frozenset[int], summed: tuple[Stored, ...] = ()) -> Iterator[_Line]:
    if row.row is None:
        return
    for column in range(len(row.part.columns)):
        words = cell_words(row.part.columns, row.row, column)
        if words.number is None:
            continue
        if column in signed and not words.value.endswith(_DEGREES):
            words = _as_change(words, words.number)
        yield _Line(row, column, words.text, words.number, summed)


_DEGREES = ("°C", "°F", "°")
"""Below zero is no fall."""


def _as_change(words: CellWords, number: TextSpan) -> CellWords:
    """Return a cell of a column with signs as people say it: -4.2 percent is "down 4.2 percent"."""
    way = "down " if words.value.startswith("-") else "up "
    value = words.value.removeprefix("-").removeprefix("+")
    start = number.start + len(way)
    text = f"{words.text[: number.start]}{way}{value}."
    return CellWords(text, TextSpan(start=start, end=start + len(value)), value)


def _signed(rows: Sequence[Stored]) -> frozenset[int]:
    """Return the columns of a table that have a negative number, and so tell the way of each."""
    return frozenset(
        at
        for each in rows
        if each.row is not None
        for at, cell in enumerate(each.row.cells)
        if not each.part.columns[at].is_label
        and (figure := figure_in(cell)) is not None
        and figure.number.startswith("-")
    )


def _pool(
    asked: Asked,
    passages: Sequence[Stored],
    rarities: Mapping[str, float],
    lacking: frozenset[str],
    tables: Sequence[_Rows],
) -> Pool:
    words, years = frozenset(asked.words), asked.years
    sums = chain.from_iterable(
        totals(each.rows, words, years)[:_MOST_SUMS] for each in tables if each.are_all
    )
    lines = list(_lines(passages, tables, sums))
    source = PooledSource(_article(lines), rarities)
    candidates = []
    for at, line in enumerate(lines):
        for figure in _figures(source, _place(at), line):
            relation, form = relate(asked.frame, figure.frame) or (None, 0)
            candidates.append(
                Candidate(line.stored, line.column, figure, relation, form, line.summed)
            )
    kin = {cell: each for some in tables for cell, each in siblings(some.rows).items()}
    for passage, frames in by_sentence(candidates).items():
        kin |= siblings_in(passage, frames)
    return Pool(asked, source, tuple(candidates), kin, lacking)


def by_sentence(candidates: Iterable[Candidate]) -> Mapping[int, Sequence[Frame]]:
    """Return the numbers in sentences that measure what is asked for, by their passage."""
    found: dict[int, list[Frame]] = defaultdict(list)
    for each in candidates:
        if each.column is None and each.relation is not None:
            found[each.stored.passage].append(each.figure.frame)
    return found


_MOST_SUMS = 12
"""Rows of sums of one table."""


def _figures(source: Source, position: int, line: _Line) -> Iterator[SourceQuantity]:
    """Yield the numbers of a line of the pool: all of a sentence, the one of a cell."""
    sentence, reading = source.article.sentences[position], source.readings[position]
    for frame in read_frames(reading, find_quantities(line.text), 0, Setting(position)):
        number = frame.quantity.number
        if line.number is None or (
            number.start < line.number.end and number.end > line.number.start
        ):
            yield SourceQuantity(source.article, sentence, frame)


def _place(line: int) -> int:
    """Return the place of a line of the pool among the sentences: a blank, its context, itself."""
    return 3 * line + 2


def _article(lines: Sequence[_Line]) -> Article:
    """Return the lines as an article, each behind a blank sentence and its context."""
    texts = [text for line in lines for text in (_BLANK, line.context or _BLANK, line.text)]
    sentences, at = [], 0
    for number, text in enumerate(texts, start=1):
        span = TextSpan(start=at, end=at + len(text))
        at = span.end + 1
        sentences.append(
            Sentence(sentence_id=f"s{number}", span=span, role=Role.BODY, paragraph=number)
        )
    text = "\n".join(texts)
    return Article(
        article_id=digest(text), source="library", title=None, text=text, sentences=tuple(sentences)
    )
