"""The labelled figures for evidence: drafts of ours, each with a folder of documents and tables.

`bench/data/evidence/<folder>/documents` is what the figures of `drafts.yaml` are looked up in.
"""

import math
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bench.evidence_files import make_documents
from pipeline import article_from_text
from pipeline.evidence.library.searching import Library, Stored
from pipeline.evidence.verdict.asked import Asked
from pipeline.evidence.verdict.places import column_letters
from pipeline.evidence.verdict.pool import Candidate
from pipeline.numbers.read import find_quantities
from pipeline.reconcile import source_of
from pipeline.text.blocks import Head

DATA = Path(__file__).parent / "data" / "evidence"
BORNE_OUT, CONTRADICTED, NOTHING = "borne_out", "contradicted", "nothing"
OF_SEVERAL_ROWS = 0
"""The row of a sum, which the label names by one of those that are summed."""


class LabelledFigure(NamedTuple):
    """A figure of a draft, and what its folder says of it."""

    folder: str
    draft: str
    number: str
    asked: Asked | None
    """None where the figure is not read as one."""
    label: str
    file: str
    """Of the document that bears it out or contradicts it; empty where nothing does."""
    place: str
    """The cell ("B4", "Sheet!B4") or row of a table; empty in prose."""
    quote: str
    """The words of a document that hold the number; empty in a table."""
    says: str
    how: str


def folders(data: Path = DATA) -> list[Path]:
    """Return the folders of labelled figures, by name."""
    return sorted(path.parent for path in data.glob("*/drafts.yaml"))


def labelled_figures(folder: Path) -> Iterator[LabelledFigure]:
    """Yield the labelled figures of a folder, in order."""
    for draft in yaml.safe_load((folder / "drafts.yaml").read_text(encoding="utf-8")):
        published = draft["published"]
        if isinstance(published, str):
            published = date.fromisoformat(published)
        article = article_from_text(draft["text"], draft["draft"], told=Head(published=published))
        source = source_of(article)
        for row in draft["figures"]:
            start, end = _span(article.text, row)
            figure = next(
                (
                    each
                    for each in source.quantities
                    if each.span.start < end and each.span.end > start and each.frame.value
                ),
                None,
            )
            asked = None if figure is None else Asked(figure, source)
            yield _labelled(folder.name, draft["draft"], row, asked)


def _span(text: str, row: dict[str, Any]) -> tuple[int, int]:
    at = text.index(row["in"])
    start = text.index(str(row["number"]), at)
    return start, start + len(str(row["number"]))


def _labelled(folder: str, draft: str, row: dict[str, Any], asked: Asked | None) -> LabelledFigure:
    told = {name: str(row.get(name) or "") for name in ("file", "place", "quote", "says", "how")}
    return LabelledFigure(folder, draft, str(row["number"]), asked, row["label"], **told)


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    """Hold open a library of the documents of a folder, made for the time being."""
    with tempfile.TemporaryDirectory() as made:
        library = Path(made) / "evidence.sqlite"
        documents = Path(made) / "documents"
        make_documents(folder / "documents", documents)
        command = [sys.executable, "-m", "pipeline", "evidence", "add", str(documents)]
        command += ["--library", str(library)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  our own
        with Library.open(library) as found:
            yield found


class Place(NamedTuple):
    """Where a number stands in the documents of a folder."""

    source: str
    """The name of the document."""
    part: str
    """That of the table."""
    row: int | None
    """None in prose; of a sum of several rows 0."""
    column: int | None
    """None for all that a row or a sentence holds."""
    words: str
    """The sentence, or the cells of the row."""


def place_of(stored: Stored, column: int | None) -> Place:
    """Return where a number of a library stands."""
    name, part, row = stored.source.name, stored.part.name, stored.row
    if row is not None:
        return Place(name, part, row.number, column, " ".join(row.cells))
    return Place(name, part, None, None, stored.sentence.text if stored.sentence else "")


def is_labelled_place(labelled: LabelledFigure, each: Candidate) -> bool:
    """Return whether a number of a library stands where the label says."""
    return is_there(labelled, place_of(each.stored, each.column))


def is_there(labelled: LabelledFigure, place: Place) -> bool:
    """Return whether a place is the one that the label names."""
    made = re.sub(r"(\.(?:xlsx|ods|docx|pdf))\.\w+$", r"\1", labelled.file)
    if not labelled.file or Path(place.source).name != made:
        return False
    told = labelled.place.replace("$", "")
    sheet, _, cell = told.rpartition("!")
    if place.row is not None and (found := _CELL.match(cell)):
        here = place.column is None or column_letters(place.column) == found[1]
        same_row = place.row in {int(found[2]), OF_SEVERAL_ROWS}
        return here and same_row and _plain(sheet) in _plain(place.part)
    if place.row is not None and (made.endswith(".jsonl") or not labelled.quote):
        # A quoted record has the names of its fields, which no cell has.
        return place.row in {int((_DIGITS.search(told) or ["0"])[0]), OF_SEVERAL_ROWS}
    words = _plain(_TAG.sub(" ", labelled.quote)).split()
    here_words = _plain(place.words).split()
    if not words:
        return False
    in_one_piece = place.row is None and " ".join(words) in " ".join(here_words)
    return in_one_piece or sum(word in here_words for word in words) >= _MOST_OF * len(words)


def says_the_same(says: str, each: Candidate) -> bool:
    """Return whether a number is the one that the label says stands there, in any scale."""
    told = [float(q.low) for q in find_quantities(says) if q.low is not None]
    low = each.figure.quantity.low
    if not told or low is None:
        return True
    value = float(low)
    return any(math.isclose(one * scale, value, rel_tol=1e-6) for one in told for scale in _SCALES)


_CELL = re.compile(r"([A-Z]{1,2})(\d+)")
_DIGITS = re.compile(r"\d+")
_TAG = re.compile(r"<[^>]*>")
_MOST_OF = 0.75
_SCALES = (1.0, 1e3, 1e6, 1e-3)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9.,%£$]+", " ", text.lower()).strip()
