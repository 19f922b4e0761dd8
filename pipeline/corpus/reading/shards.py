"""A corpus cut into pieces that any process can read by itself, to the very same records."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from pipeline.corpus.reading import parquet, reader
from pipeline.corpus.reading.corpus import nothing_in, nothing_of, readable
from pipeline.corpus.reading.form import Form
from pipeline.corpus.reading.left_out import Skipped
from pipeline.corpus.reading.parts import Part, parts
from pipeline.corpus.reading.record import Record
from pipeline.corpus.reading.renaming import AS_CALLED, Renaming
from pipeline.corpus.reading.rows import Place
from pipeline.corpus.reading.storage import local_size, opened
from pipeline.errors import SettingsError

_MOST_PASSED = 500_000_000
"""Bytes of lines and tables that are passed over to count them: one to three seconds."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of one file that follow each other."""

    part: Part
    start: Place
    count: int


@dataclass(frozen=True, slots=True)
class Shard:
    """Records of a corpus that follow each other; it goes to another process whole."""

    number: int
    """Of its first record."""
    pieces: tuple[Piece, ...]

    @property
    def count(self) -> int:
        """How many records it has."""
        return sum(piece.count for piece in self.pieces)


def shards(
    corpus: str,
    *,
    piece: int,
    private: bool = False,
    skipped: Skipped,
    renaming: Renaming = AS_CALLED,
) -> Iterator[Shard]:
    """Yield the corpus cut into shards of at most `piece` records, in order.

    Parquet files say how many rows they have; other rows are counted by passing over them once.
    records(shard) then begins at a byte, or in a packed file passes over what is before it. Takes
    and raises what read_corpus does.
    """
    number, held = 0, list[Piece]()
    found = map(readable, parts(corpus, private=private, skipped=skipped, renaming=renaming))
    for each in chain.from_iterable(_pieces(part, piece, skipped) for part in found):
        if sum(one.count for one in held) + each.count > piece:
            shard = Shard(number, tuple(held))
            yield shard
            number, held = number + shard.count, []
        held.append(each)
    if held:
        yield Shard(number, tuple(held))
    else:
        raise nothing_in(corpus)


def records(shard: Shard) -> Iterator[Record]:
    """Yield the records of a shard, as read_corpus gives them."""
    number = shard.number
    for piece in shard.pieces:
        yield from islice(reader.records(piece.part, number, piece.start), piece.count)
        number += piece.count


def count(corpus: str, *, private: bool = False, renaming: Renaming = AS_CALLED) -> int | None:
    """Return how many records a corpus has where that is told within seconds, else None.

    Articles are counted by their names, Parquet files by what they say at their end; other files
    are passed over once, up to `_MOST_PASSED` bytes of this machine in all. Raises what read_corpus
    raises.
    """
    total, left = 0, _MOST_PASSED
    for part in parts(corpus, private=private, skipped=lambda _: None, renaming=renaming):
        if part.form is Form.PARQUET:
            total += _count_of_table(part)
        elif part.form is Form.ARTICLE:
            total += 1
        else:
            left -= local_size(part.address) or _MOST_PASSED + 1
            if left < 0:
                return None
            total += sum(1 for _ in reader.rows(part))
    return total


def _pieces(part: Part, piece: int, skipped: Skipped) -> Iterator[Piece]:
    """Yield the file cut into pieces of so many rows."""
    if part.form is Form.ARTICLE:
        yield Piece(part, reader.BEGIN, 1)  # one record whatever becomes of it
        return
    if part.form is Form.PARQUET:
        total = _count_of_table(part)
        for first in range(0, total, piece):
            yield Piece(part, Place(first, 0, first + 1), min(piece, total - first))
        if not total:
            skipped(nothing_of(part))
        return
    start, size = reader.BEGIN, 0
    for row in reader.rows(part):
        if size == piece:
            yield Piece(part, start, size)
            size = 0
        if size == 0:
            start = row.place
        size += 1
    if size:
        yield Piece(part, start, size)
    else:
        skipped(nothing_of(part))


def _count_of_table(part: Part) -> int:
    try:
        with opened(part.address, private=part.private) as file:
            return parquet.count(file, part.renaming)
    except SettingsError:
        raise
    except Exception:  # noqa: BLE001 - what breaks is one record that says so
        return 1
