"""What the page shows, ready for the templates: plain values, nothing left to work out."""

from datetime import date
from typing import NamedTuple

from pipeline.stages.render.codes import outcome_of
from schemas import Disposition, Finding, Flag, Row


class Link(NamedTuple):
    """A link within the page, or out of it, and its words."""

    href: str
    text: str


class Piece(NamedTuple):
    """Some words of a statement or sentence, and their mark where a number is in doubt."""

    text: str
    mark: str


class Note(NamedTuple):
    """A footnote at a number of the article: "[3]", the row that verifies it."""

    href: str
    text: str
    label: str
    """What a screen reader says for it."""


class Mark(NamedTuple):
    """A quantity of the article, or the part of it that one piece holds."""

    anchor: str | None
    """Id of the quantity, on its first piece only."""
    went: Disposition
    alert: bool
    href: str | None
    """Where its reason stands, for what was set aside."""


class ArticlePiece(NamedTuple):
    """Some words of the article, in one sentence or between two."""

    text: str
    mark: Mark | None
    markup: bool
    notes: tuple[Note, ...]


class Line(NamedTuple):
    """One sentence of the article, or what stands between two (`sentence_id` is None)."""

    sentence_id: str | None
    claims: str | None
    """Where the claims on this sentence stand."""
    pieces: tuple[ArticlePiece, ...]


class Block(NamedTuple):
    """One paragraph of the article; `label` names its role where that changes."""

    role: str
    label: str | None
    lines: tuple[Line, ...]


class Verdict(NamedTuple):
    """What was found out about one number of a statement, and where in the article."""

    finding: Finding
    places: tuple[Link, ...]

    @property
    def outcome(self) -> str:
        """The outcome in words."""
        return outcome_of(self.finding)


class Statement(NamedTuple):
    """A headline, point or claim with its sentences and the verdicts on its numbers."""

    anchor: str
    pieces: tuple[Piece, ...]
    cites: tuple[Link, ...]
    verdicts: tuple[Verdict, ...]
    by: str | None
    """Whose words they are, where that needs saying."""
    rows: tuple[Link, ...]


class Conflict(NamedTuple):
    """A sentence of the article that speaks against a statement, its number marked."""

    cite: Link
    pieces: tuple[Piece, ...]


class Doubt(NamedTuple):
    """A statement that the article does not bear out, and what stands against it."""

    name: str
    kind: str
    statement: Statement
    reason: str
    support: float
    conflicts: tuple[Conflict, ...]
    nearest: bool
    """Whether the sentences only are those that the statement cites, with no such number."""


class ClaimGroup(NamedTuple):
    """The claims on one sentence."""

    sentence: Link
    anchor: str
    claims: tuple[Statement, ...]


class Badge(NamedTuple):
    """One firing of a check, with what the check is called."""

    flag: Flag
    name: str


class CheckView(NamedTuple):
    """A check that fired somewhere: what it means and what would settle it."""

    check_id: str
    name: str
    definition: str
    settles: str


class PlaceView(NamedTuple):
    """One mention of a figure."""

    link: Link
    where: str


class RowView(NamedTuple):
    """A row of the worklist."""

    row: Row
    band: str
    who: str
    who_number: int
    voice: str
    claim: str
    flags: tuple[Badge, ...]
    """What fired, alerts first; the same said of two mentions is said once."""
    badges: tuple[Badge, ...]
    """One for each check that fired."""
    tiers: str
    severity: int
    """For sorting by checks: larger is more serious."""
    before: str
    quote: tuple[str, str, str]
    after: str
    says: tuple[tuple[str, str], ...]
    """The quantity as it was read: name and value."""
    places: tuple[PlaceView, ...]
    points: tuple[Link, ...]
    claims: tuple[Link, ...]
    worked: bool
    """Whether anything was entered before."""
    entered: str
    """What was entered before, as JSON in ASCII: the script reads it as it was typed."""
    sources: tuple[Link, ...]
    """Evidence that was entered before; only web addresses have an href."""


class RowList(NamedTuple):
    """One of the lists: facts, forecasts, opinions, personal experience."""

    kind: str
    title: str
    caption: str
    rows: tuple[RowView, ...]


class LooseFlag(NamedTuple):
    """A flag on what is no row of the list."""

    anchor: str
    badge: Badge
    places: tuple[Link, ...]


class SetAside(NamedTuple):
    """The numbers that were set aside for one reason, each with its anchor and place."""

    why: str
    numbers: tuple[tuple[str, Link], ...]


class Page(NamedTuple):
    """The whole page."""

    title: str
    article_id: str
    source: Link
    """Where the article came from; only a web address has an href."""
    published: date | None
    made: str
    notes: tuple[str, ...]
    headline: Statement
    points: tuple[Statement, ...]
    doubts: tuple[Doubt, ...]
    lists: tuple[RowList, ...]
    speakers: tuple[str, ...]
    statuses: tuple[tuple[str, str], ...]
    loose: tuple[LooseFlag, ...]
    checks: tuple[CheckView, ...]
    ledger: str
    set_aside: tuple[SetAside, ...]
    unlisted: str
    unlisted_sentences: tuple[Link, ...]
    claims: tuple[ClaimGroup, ...]
    blocks: tuple[Block, ...]
