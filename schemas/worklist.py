"""The worklist: one row a figure, ranked, each telling why it stands where it stands."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from schemas.article import Role, TextSpan
from schemas.base import FrozenModel
from schemas.drafted import ClaimKind
from schemas.evidence import FoundEvidence
from schemas.flag import Flag
from schemas.quantity import Quantity


class Place(FrozenModel):
    """One mention of a figure."""

    span: TextSpan
    quote: str
    sentence_id: str
    role: Role
    line: int = Field(ge=1)
    """Line of `Article.text`, from 1."""


class Component(FrozenModel):
    """One part of a score and what earned it."""

    name: str
    points: int = Field(ge=0)
    most: int = Field(ge=0, description="the most that this component can give")
    reason: str


class Voice(StrEnum):
    """In whose words the figure is given."""

    ARTICLE = "article"
    """The article states it itself."""
    REPORTED = "reported"
    """The article says that somebody says so, or it is not clear that it does not."""
    QUOTED = "quoted"
    """It stands inside quotation marks."""


class SourceKind(StrEnum):
    """What kind of source the article names for a figure."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"
    BODY = "body"
    """An organisation or office: a ministry, a company, an army."""
    OUTLET = "outlet"
    """Another newsroom or agency."""
    NONE = "none"


class Attribution(FrozenModel):
    """Who says so: the name as written, the role if the article gives one, and the kind."""

    name: str | None
    role: str | None
    kind: SourceKind
    voice: Voice


class ClaimType(StrEnum):
    """What sort of numeric claim it is (QuanTemp, arXiv 2403.17169)."""

    STATISTICAL = "statistical"
    TEMPORAL = "temporal"
    INTERVAL = "interval"
    COMPARISON = "comparison"


class ChangeKind(StrEnum):
    """How a change is stated."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    POINTS = "points"
    MULTIPLE = "multiple"


class Measure(FrozenModel):
    """What a figure measures, in the article's words, as far as its sentence says; else None."""

    measure: str | None
    """What is measured or counted: "defence spending", "tanks"."""
    population: str | None
    """Of whom or of what whole: "the alliance's 32 member countries"."""
    period: str | None
    """The time that it is of: "this year", "since 2016"."""
    baseline: str | None
    """What a change or comparison starts from: "a year earlier", "3,710,000 tonnes"."""
    change: ChangeKind | None


class Evidence(FrozenModel):
    """What would settle a figure, and where such things are found."""

    needed: str
    """What must be shown, in a sentence."""
    source: str
    """Whom to ask, or the document: "ask Maria Rossi for the document"; empty if none is known."""
    query: str
    """Words to search for."""
    suggested: str = ""
    """What the model suggests would settle it, and who publishes that; empty if it was not asked,
    or named nothing. It follows from no rule and is not checked."""


class WorkStatus(StrEnum):
    """What a person has made of a row so far."""

    OPEN = "open"
    VERIFIED = "verified"
    WRONG = "wrong"
    MISLEADING = "misleading"
    NEEDS_SOURCE = "needs_source"
    UNVERIFIABLE = "unverifiable"
    NOT_A_CLAIM = "not_a_claim"

    @property
    def is_doubt(self) -> bool:
        """Whether an editor must know it before using what rests on the figure."""
        return self in _DOUBTS


_DOUBTS = frozenset(
    {
        WorkStatus.WRONG,
        WorkStatus.MISLEADING,
        WorkStatus.NEEDS_SOURCE,
        WorkStatus.UNVERIFIABLE,
    }
)


class Work(FrozenModel):
    """What a person has entered for a row; factdesk itself never fills it."""

    status: WorkStatus = WorkStatus.OPEN
    evidence: tuple[str, ...] = ()
    """Where it was found: an address, or some words as they were typed."""
    note: str = ""
    checker: str = ""


class WorkedRow(FrozenModel):
    """What was entered for one row; None is what the file does not speak of."""

    row_id: str
    group_id: str | None = None
    status: WorkStatus | None = None
    evidence: tuple[str, ...] | None = None
    """Where it was found: an address, or some words as they were typed."""
    note: str | None = None
    checker: str | None = None


class WorkFile(FrozenModel):
    """The work on one worklist; `factdesk worklist import` reads it."""

    factdesk: Literal["work"] = "work"
    version: Literal[1] = 1
    article_id: str | None
    """The article that it belongs to; None where the file does not say, as a table."""
    rows: tuple[WorkedRow, ...]


class Row(FrozenModel):
    """One figure to verify: `text` is the claim, `quote` the words of the article that make it."""

    row_id: str
    """Follows from article, place and figure: the same text gives the same id."""
    group_id: str
    """Follows from the figure and what it counts alone: the same in another article or version."""
    rank: int = Field(ge=1)
    kind: ClaimKind
    """The list that the row is on."""
    claim_type: ClaimType
    section: Role
    text: str
    """One sentence that can be understood alone."""
    quote: str
    span: TextSpan
    """Of the sentence that is quoted; of one longer than 1,200 characters, of an excerpt."""
    before: str
    after: str
    attribution: Attribution
    quantity: Quantity
    measure: Measure
    places: tuple[Place, ...]
    """Every mention; the one whose span is that of `quantity` is the one that is quoted."""
    claim_ids: tuple[str, ...]
    point_ids: tuple[str, ...]
    """Points of the brief that depend on the figure."""
    flags: tuple[Flag, ...]
    computed: tuple[str, ...]
    """Arithmetic done for the checker: the share of a whole, a sum that agrees."""
    evidence: Evidence
    found: FoundEvidence | None = None
    """What a library of evidence says of it; None where none was asked."""
    score: int = Field(ge=0, le=100)
    components: tuple[Component, ...]
    reason: str
    work: Work = Work()


class SentenceWork(FrozenModel):
    """What a person has entered for a sentence that holds no figure."""

    row_id: str
    sentence_id: str
    work: Work


class UnlistedSentence(FrozenModel):
    """A sentence without a figure that can be checked, with the ids by which its work travels."""

    row_id: str
    group_id: str
    """Follows from the words alone: the same in another version of the article."""
    sentence_id: str
    text: str
    work: Work


class Worklist(FrozenModel):
    """Rows in the order in which to check them, whichever list each is on."""

    rows: tuple[Row, ...]
    brief_flags: tuple[Flag, ...]
    """Flags about the brief itself (S01)."""
    loose_flags: tuple[Flag, ...]
    """Flags on what is no row of the list, such as a date that does not exist."""
    sentences_without_numbers: int = Field(ge=0)
    """Prose sentences that hold no figure: the list does not speak of them."""
    unlisted: tuple[str, ...]
    """Those of them that state something that could be checked, by sentence id."""
    sentence_work: tuple[SentenceWork, ...] = ()
    """What was entered for sentences of `unlisted`."""

    @property
    def alerts(self) -> tuple[Flag, ...]:
        """Every flag shown to a person as an alert, each once: of the brief, of rows, loose."""
        flags = (*self.brief_flags, *(f for row in self.rows for f in row.flags), *self.loose_flags)
        return tuple(dict.fromkeys(flag for flag in flags if flag.alert))
