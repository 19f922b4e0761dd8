"""A checked statement: what `factdesk check` says of one statement of a draft."""

from enum import StrEnum

from pydantic import Field, computed_field

from schemas.article import TextSpan
from schemas.base import FrozenModel
from schemas.evidence import EvidenceOutcome, FoundEvidence
from schemas.finding import Finding, Outcome, StatementCheck
from schemas.quantity import Quantity
from schemas.second_look import Judge, SecondLook


class FilePlace(FrozenModel):
    """Where words stand in a file; everything counts characters, not bytes.

    `start` and `end` are half-open offsets into the decoded file. Lines and columns count from 1,
    and `end_column` is the one after the last character.
    """

    file: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    line: int = Field(ge=1)
    column: int = Field(ge=1)
    end_line: int = Field(ge=1)
    end_column: int = Field(ge=1)
    within: str | None = None
    """Page or paragraph of a document, which has no lines; they are those of its text then."""

    @property
    def shown(self) -> str:
        """The place as a person finds it."""
        return self.line_shown if self.within else f"{self.line_shown}:{self.column}"

    @property
    def line_shown(self) -> str:
        """The place as a person finds it, without the column."""
        return f"{self.file}, {self.within}" if self.within else f"{self.file}:{self.line}"

    @property
    def line_name(self) -> str:
        """Its line, or what is named in place of one."""
        return self.within or f"line {self.line}"


class SourceSentence(FrozenModel):
    """A sentence of a source that speaks for or against a number."""

    source: str
    sentence_id: str
    span: TextSpan
    """Offsets into the article's text."""
    text: str
    """For reading: without markup, white space folded."""
    numbers: tuple[TextSpan, ...]
    """Where in `text` the numbers stand; none in a sentence that is merely the nearest."""
    place: FilePlace | None
    """None where the article's text is not the file's, as of a web page."""


class Silence(StrEnum):
    """What lets a finding stand: the draft, the factdesk.toml, or the baseline of earlier ones."""

    DRAFT = "draft"
    PROJECT = "project"
    BASELINE = "baseline"


class Suppressed(FrozenModel):
    """Why a finding does not count."""

    by: Silence
    reason: str
    """As a person wrote it; empty where nobody gave one."""


class CheckedNumber(Finding):
    """The verdict on one number of a draft: the best that any of the sources allows."""

    article: str
    """The source that the verdict is about; `source` holds offsets into its text."""
    place: FilePlace
    """Where the number stands in the draft."""
    sentences: tuple[SourceSentence, ...]
    """The sentences of that source which the verdict rests on."""
    nearest: SourceSentence | None
    """Of an absent number: the sentence that shares most words with the statement, if any does."""
    suppressed: Suppressed | None = None
    """None where the finding counts, or the number is supported."""
    by: Judge = Judge.ENGINE
    """Who decided the outcome."""
    second_look: SecondLook | None = None
    """What a model said of it; None where none was asked, or it left the number out."""

    @property
    def is_doubtful(self) -> bool:
        """Whether a person has to look: it is not supported, and nobody has let it stand."""
        return self.outcome is not Outcome.SUPPORTED and self.suppressed is None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def flagged(self) -> bool:
        """Whether the number is unsupported, and nobody has let it stand."""
        return self.outcome is Outcome.UNSUPPORTED and self.suppressed is None


class SoughtNumber(FrozenModel):
    """What a library of evidence says of one number of a draft."""

    quantity: Quantity
    """Its offsets count in the statement."""
    place: FilePlace
    """Where the number stands in the draft."""
    found: FoundEvidence
    suppressed: Suppressed | None = None
    """None where a contradiction counts, or there is none."""

    @property
    def code(self) -> str:
        """The code under which a contradiction is let stand."""
        return self.outcome.value

    @property
    def outcome(self) -> EvidenceOutcome:
        """How the evidence stands to the number."""
        return self.found.outcome

    @property
    def is_doubtful(self) -> bool:
        """Whether evidence contradicts it, and nobody has let that stand."""
        return self.outcome is EvidenceOutcome.CONTRADICTED and self.suppressed is None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def flagged(self) -> bool:
        """Whether it counts as an unsupported number does: each contradiction that stands."""
        return self.is_doubtful


class CheckedStatement(StatementCheck):
    """Every number of one statement of a draft."""

    place: FilePlace
    findings: tuple[CheckedNumber, ...]
    """The verdicts of the sources; none where the draft has none, and only evidence is sought."""
    evidence: tuple[SoughtNumber, ...] = ()
    """What a library of evidence says of each number; none where no library was asked."""

    @property
    def numbers(self) -> tuple[CheckedNumber | SoughtNumber, ...]:
        """All that is said of its numbers: the verdicts of the sources, then the evidence."""
        return self.findings + self.evidence

    @computed_field  # type: ignore[prop-decorator]
    @property
    def flagged(self) -> bool:
        """Whether any number of it is flagged."""
        return any(number.flagged for number in self.numbers)


class Suppression(FrozenModel):
    """A comment of a draft that lets findings of a statement, a paragraph or some words stand."""

    place: FilePlace
    codes: tuple[str, ...]
    """The codes that it lets stand; none for all."""
    reason: str
    """Empty where none is given."""
    about: TextSpan | None
    """Where in the file the statements begin that it is about; None where there are none."""
    words: tuple[TextSpan, ...] = ()
    """Of a comment of Word: the words that it hangs on, for it is about the numbers in them."""
    findings: int = Field(default=0, ge=0)
    """How many findings it lets stand."""


class Unread(FrozenModel):
    """A line of a file of statements that could not be checked, and why."""

    place: FilePlace
    reason: str


class CheckRun(FrozenModel):
    """All that one `factdesk check` found out, in the order of the files."""

    sources: tuple[str, ...]
    """The names of the sources that were read, whether or not a verdict rests on them."""
    statements: tuple[CheckedStatement, ...]
    unread: tuple[Unread, ...]
    suppressions: tuple[Suppression, ...] = ()
    has_baseline: bool = False
    """Whether findings were held against those of an earlier run."""
    settled: tuple[str, ...] = ()
    """Statements of the baseline, a line for each number, that have no such finding any more."""


class CheckedPair(FrozenModel):
    """What became of one row of `factdesk check --pairs`: a verdict, or why there is none."""

    line: int = Field(ge=1)
    """Of the file of pairs, from 1."""
    digest: str
    """Of the row and all it was checked with; a run that is resumed knows its rows by it."""
    checked: CheckedStatement | None
    reason: str | None
    """Why the row could not be checked."""
