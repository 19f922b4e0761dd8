"""Delimited text (CSV, TSV) as rows of cells, read as it comes and never held whole."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO

from pipeline.errors import ArticleError
from pipeline.evidence.readers.raw_rows import MOST_COLUMNS, RawRow, numbered
from pipeline.text.decode import decode

_DELIMITERS = ",;\t|"
_SAMPLE_BYTES = 65_536
_SAMPLE_LINES = 50
_CHUNK = 1 << 20
_MOST_FIELD = 1_000_000
"""Characters of one cell."""


def delimited_rows(file: BinaryIO, name: str) -> Iterator[RawRow]:
    """Yield the rows of a delimited text; raises ArticleError, one line, where it is none."""
    csv.field_size_limit(_MOST_FIELD)
    with text_of(file, name) as text:
        sample = text.read(_SAMPLE_BYTES)
        text.seek(0)
        try:
            for row in numbered(csv.reader(text, delimiter=_delimiter_of(sample))):
                if len(row.cells) > MOST_COLUMNS:
                    raise ArticleError(
                        f"{name} has more than {MOST_COLUMNS:,} columns in row {row.number}"
                    )
                yield row
        except csv.Error as error:
            raise ArticleError(f"{name} cannot be read as rows of cells: {error}") from error


@contextmanager
def text_of(file: BinaryIO, name: str) -> Iterator[TextIO]:
    """Yield a file as text that is decoded as it is read; raises ArticleError for what is none."""
    encoding = _encoding_of(file, name)
    file.seek(0)
    try:
        with io.TextIOWrapper(file, encoding=encoding, newline="") as text:
            yield text
    except UnicodeDecodeError as error:
        raise ArticleError(f"{name} cannot be read: save it as UTF-8") from error


def _encoding_of(file: BinaryIO, name: str) -> str:
    """Return the encoding of a file: UTF-8 if all of it is, else what its beginning tells."""
    file.seek(0)
    sample = file.read(_SAMPLE_BYTES)
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    decode(sample.rpartition(b"\n")[0] or sample, name)  # says what a binary file is
    file.seek(0)
    checker = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(_CHUNK):
            checker.decode(chunk)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _delimiter_of(sample: str) -> str:
    """Return the sign that parts most lines into the same number of cells."""
    lines = [line for line in sample.splitlines()[:_SAMPLE_LINES] if line.strip()]
    scores = {}
    for sign in _DELIMITERS:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1)
        width, rows = max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        scores[sign] = (rows, width)
    best = max(_DELIMITERS, key=lambda sign: scores[sign])
    return best if scores[best][0] else ","
