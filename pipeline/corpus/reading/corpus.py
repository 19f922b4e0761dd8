"""A corpus as a stream of records."""

from collections.abc import Iterator
from itertools import chain

from pipeline.corpus.reading.form import FORMS
from pipeline.corpus.reading.left_out import LeftOut, Skipped
from pipeline.corpus.reading.parts import Part, parts
from pipeline.corpus.reading.reader import records, rows
from pipeline.corpus.reading.record import Record
from pipeline.corpus.reading.renaming import AS_CALLED, Renaming
from pipeline.errors import CorpusError


def read_corpus(
    corpus: str,
    *,
    private: bool = False,
    skipped: Skipped,
    renaming: Renaming = AS_CALLED,
) -> Iterator[Record]:
    """Yield the records of a corpus in order, one at a time; what is broken is a record as well.

    A corpus is a folder, a pattern, or one file of any form, here or where fsspec reaches. `private`
    allows web addresses inside one's own network. `skipped` is told of files that are
    left out. Raises CorpusError when there is no such corpus, it is of no form that is known, or it
    is empty; SettingsError when a package is missing.
    """
    found = parts(corpus, private=private, skipped=skipped, renaming=renaming)
    return _filled(corpus, _numbered(map(readable, found), skipped))


def readable(part: Part) -> Part:
    """Return the part; raises CorpusError when it is the whole corpus and not one row can be read."""
    if part.alone:
        first = next(rows(part), None)
        if first is not None and first.is_broken:
            raise CorpusError(f"{part.address} {first.fault}")
    return part


def _numbered(found: Iterator[Part], skipped: Skipped) -> Iterator[Record]:
    number = 0
    for part in found:
        first = number
        for record in records(part, number):
            yield record
            number += 1
        if number == first:
            skipped(nothing_of(part))


def nothing_of(part: Part) -> LeftOut:
    """Return what is told of a file without a record."""
    return LeftOut(part.address, "holds no article")


def _filled(corpus: str, found: Iterator[Record]) -> Iterator[Record]:
    first = next(found, None)
    if first is None:
        raise nothing_in(corpus)
    yield from chain((first,), found)


def nothing_in(corpus: str) -> CorpusError:
    """Return the error of a corpus without a record."""
    return CorpusError(f"{corpus} holds no article: a corpus is {FORMS}")
