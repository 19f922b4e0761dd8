"""Evidence: what a library of documents and tables says of a figure. The checker decides."""

from enum import StrEnum

from pydantic import Field

from schemas.article import TextSpan
from schemas.base import FrozenModel


class EvidenceOutcome(StrEnum):
    """How the evidence found stands to a figure."""

    BORNE_OUT = "borne_out"
    """The same thing at the same time has this value."""
    CONTRADICTED = "contradicted"
    """The same thing at the same time has another value."""
    OTHER = "other_time_or_scope"
    """The value, or the thing, is there, but of another time, place or whole."""
    NOTHING = "nothing_found"

    @property
    def label(self) -> str:
        """The words that a person reads."""
        return self.value.replace("_", " ")


class TableExcerpt(FrozenModel):
    """A cell with its headings and the rows around it, as they are written in the table."""

    caption: str
    columns: tuple[str, ...]
    """The heading of each column."""
    rows: tuple[tuple[str, ...], ...]
    """Some rows of the table, in order; each has as many cells as there are columns."""
    row: int = Field(ge=0)
    """Which of `rows` holds the cell."""
    column: int = Field(ge=0)


class EvidencePlace(FrozenModel):
    """Where evidence stands: a sentence of a document, or a cell of a table."""

    source: str
    """The file or address, as it is listed in the library."""
    title: str | None
    where: str
    """As a person finds it: "page 3", "paragraph 12", "sheet Budget, cell B7"."""
    text: str
    """The sentence; of a cell, its headings and its number in words."""
    number: TextSpan | None
    """Offsets into `text` of the number that is compared."""
    value: str
    """That number as written, with its unit."""
    table: TableExcerpt | None = None

    @property
    def document(self) -> str:
        """The document by its short name, for a line that has little room."""
        return short_name(self.source)


def short_name(source: str) -> str:
    """Return the name of a file without its folders; an address stays whole."""
    return source if "://" in source else source.rstrip("/").rsplit("/", 1)[-1]


class FoundEvidence(FrozenModel):
    """What was found for one figure: a suggestion, which never sets its status."""

    outcome: EvidenceOutcome
    confidence: float = Field(ge=0, le=1)
    """How likely the outcome is right: of 100 outcomes with 0.8, about 80 are."""
    reason: str
    """In a sentence: what agrees, and what does not."""
    formula: str | None = None
    """Of a total, a share or a change that was computed: its arithmetic."""
    places: tuple[EvidencePlace, ...] = ()
    """At most three, best first."""
