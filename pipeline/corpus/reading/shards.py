"""A corpus as a stream of records, or cut into shards that any process can read."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from pipeline.corpus.causes import LeftOut, Skipped
from pipeline.corpus.corpus_storage import local_size, opened
from pipeline.corpus.reading import parquet, readers
from pipeline.corpus.reading.corpus_files import FORMS, Form, Part, parts
from pipeline.corpus.reading.file_rows import AS_CALLED, Place, Renaming
from pipeline.corpus.reading.record import Record
from pipeline.errors import CorpusError, SettingsError

_MOST_COUNTED_BYTES = 500_000_000
"""Of lines and tables that are passed over to count them: one to three seconds."""


def read_corpus(
    corpus: str,
    *,
    private: bool = False,
    skipped: Skipped,
    renaming: Renaming = AS_CALLED,
) -> Iterator[Record]:
    """Yield the records of a corpus in order, one at a time; what is broken is a record as well.

    A corpus is a folder, a pattern, or one file of any form, here or where fsspec reaches.
    `private` allows web addresses inside one's own network. `skipped` is told of files that are
    left out. Raises CorpusError when there is no such corpus, it is of no form that is known, or it
    is empty; SettingsError when a package is missing.
    """
    number = 0
    for part in map(_readable, parts(corpus, private=private, skipped=skipped, renaming=renaming)):
        before = number
        for record in readers.records(part, number):
            yield record
            number += 1
        if number == before:
            skipped(_nothing_of(part))
    if not number:
        raise _nothing_in(corpus)


def _readable(part: Part) -> Part:
    """Return the part. Raises CorpusError where it is the whole corpus and no row can be read."""
    if part.alone:
        first = next(readers.rows(part), None)
        if first is not None and first.is_broken:
            raise CorpusError(f"{part.address} {first.fault}")
    return part


def _nothing_of(part: Part) -> LeftOut:
    """Return what is told of a file without a record."""
    return LeftOut(part.address, "holds no article")


def _nothing_in(corpus: str) -> CorpusError:
    """Return the error of a corpus without a record."""
    return CorpusError(f"{corpus} holds no article: a corpus is {FORMS}")


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
    files = map(_readable, parts(corpus, private=private, skipped=skipped, renaming=renaming))
    for following in chain.from_iterable(_pieces(part, piece, skipped) for part in files):
        if sum(rows.count for rows in held) + following.count > piece:
            shard = Shard(number, tuple(held))
            yield shard
            number, held = number + shard.count, []
        held.append(following)
    if held:
        yield Shard(number, tuple(held))
    else:
        raise _nothing_in(corpus)


def records(shard: Shard) -> Iterator[Record]:
    """Yield the records of a shard, as read_corpus gives them."""
    number = shard.number
    for piece in shard.pieces:
        yield from islice(readers.records(piece.part, number, piece.start), piece.count)
        number += piece.count


def count(corpus: str, *, private: bool = False, renaming: Renaming = AS_CALLED) -> int | None:
    """Return how many records a corpus has where that is told within seconds, else None.

    Articles are counted by their names, Parquet files by what they say at their end; other files
    are passed over once, up to `_MOST_COUNTED_BYTES` bytes of this machine in all. Raises what
    read_corpus raises.
    """
    total, left = 0, _MOST_COUNTED_BYTES
    for part in parts(corpus, private=private, skipped=lambda _: None, renaming=renaming):
        if part.form is Form.PARQUET:
            total += _count_of_table(part)
        elif part.form is Form.ARTICLE:
            total += 1
        else:
            left -= local_size(part.address) or _MOST_COUNTED_BYTES + 1
            if left < 0:
                return None
            total += sum(1 for _ in readers.rows(part))
    return total


def _pieces(part: Part, piece: int, skipped: Skipped) -> Iterator[Piece]:
    """Yield the file cut into pieces of so many rows."""
    if part.form is Form.ARTICLE:
        yield Piece(part, readers.BEGIN, 1)  # one record whatever becomes of it
        return
    if part.form is Form.PARQUET:
        total = _count_of_table(part)
        for first in range(0, total, piece):
            yield Piece(part, Place(first, 0, first + 1), min(piece, total - first))
        if not total:
            skipped(_nothing_of(part))
        return
    start, size = readers.BEGIN, 0
    for row in readers.rows(part):
        if size == piece:
            yield Piece(part, start, size)
            size = 0
        if size == 0:
            start = row.place
        size += 1
    if size:
        yield Piece(part, start, size)
    else:
        skipped(_nothing_of(part))


def _count_of_table(part: Part) -> int:
    try:
        with opened(part.address, private=part.private) as file:
            return parquet.count(file, part.renaming)
    except SettingsError:
        raise
    except Exception:  # noqa: BLE001 - what breaks is one record that says so
        return 1
