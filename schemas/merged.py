"""The merged worklist: rows of many articles in one list, one entry for each figure."""

from datetime import date

from pydantic import Field

from schemas.article import Role, TextSpan
from schemas.base import FrozenModel
from schemas.drafted import ClaimKind
from schemas.evidence import FoundEvidence
from schemas.worklist import Evidence


class Alert(FrozenModel):
    """What a check found on a figure that a person must see."""

    check: str
    """Id of the check: "A05"."""
    message: str


class ListedFigure(FrozenModel):
    """A figure as an article words it, and its number in plain digits."""

    text: str
    """With what it counts: "nearly 480 homes"."""
    value: str
    """"480", "3 to 5", "22 of 32"; empty where the words give no number."""
    unit: str | None
    """Canonical, as `Quantity.unit`; None for a plain count."""
    noun: str | None
    """What it counts or is of, as written."""


class MergedPlace(FrozenModel):
    """Where one article states a figure: the row of its own worklist."""

    id: str
    """Of the article in the corpus: the id that its row gave, or its file's name there."""
    url: str | None
    """Where it was published, as its row says."""
    article_id: str
    """A digest of its text, as `Article.article_id`."""
    source: str
    """Where the article came from, as `Article.source`."""
    title: str | None
    published: date | None
    row_id: str
    group_id: str
    text: str
    """The claim, in a sentence that can be understood alone."""
    quote: str
    """The words of this article that make it."""
    line: int = Field(ge=1)
    """Line of `Article.text`, from 1."""
    span: TextSpan
    """Of the figure in `Article.text`."""
    section: Role
    mentions: int = Field(ge=1)
    """How often the article says it."""
    figure: ListedFigure
    speaker: str | None
    score: int = Field(ge=0, le=100)
    alerts: tuple[Alert, ...]


class OtherValue(FrozenModel):
    """Another value that the corpus gives for the same thing, and the first article that does."""

    figure: ListedFigure
    id: str
    """As `MergedPlace.id`."""
    article_id: str
    row_id: str
    source: str
    quote: str


class MergedRow(FrozenModel):
    """One figure of the corpus with every article that tells it; nothing told is left out."""

    rank: int = Field(ge=1)
    merged_id: str
    """Follows from its places alone."""
    kind: ClaimKind
    text: str
    """Of its highest-ranked row, as are the quote, the figure, the reason and the evidence."""
    quote: str
    figure: ListedFigure
    score: int = Field(ge=0, le=100)
    """The highest of its rows."""
    articles: int = Field(ge=1)
    """How many articles tell it."""
    alerts: tuple[Alert, ...]
    """Of all its rows, each once."""
    conflicts: tuple[OtherValue, ...] = ()
    """Other values for the same thing, where that is sure; to be looked at first."""
    computed: tuple[str, ...]
    evidence: Evidence
    found: FoundEvidence | None = None
    """What a library of evidence says of the figure in one of its rows: what contradicts it goes
    before what bears it out, and that before the rest; None where none was asked."""
    reason: str
    places: tuple[MergedPlace, ...]
    """In the order of the corpus, the highest-ranked row's among them."""


class MergedCounts(FrozenModel):
    """What the merged list holds: every row put in stands in exactly one entry."""

    articles: int = Field(default=0, ge=0)
    """Articles that have a row."""
    rows: int = Field(default=0, ge=0)
    entries: int = Field(default=0, ge=0)
    shared: int = Field(default=0, ge=0)
    """Entries that more than one article tells."""
    conflicting: int = Field(default=0, ge=0)
    """Entries that the corpus gives another value for."""
