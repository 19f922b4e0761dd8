"""Changes: what became of an article's figures, and the work on them, between two versions."""

from enum import StrEnum

from schemas.article import Role
from schemas.base import FrozenModel
from schemas.ledger import LedgerCounts
from schemas.worklist import Row, UnlistedSentence


class Difference(StrEnum):
    """What differs between two versions of one figure, so that a check of it holds no longer."""

    FIGURE = "figure"
    """The number, its bound or its direction."""
    ATTRIBUTION = "attribution"
    """Who says so, or in whose words."""
    WORDING = "wording"
    """A word that carries meaning, in the sentence of the figure."""


class Standing(StrEnum):
    """Whether the work on a row still holds in the later version."""

    STANDS = "stands"
    LOOK_AGAIN = "look_again"


class RowPair(FrozenModel):
    """One figure in both versions."""

    old: Row
    new: Row
    differences: tuple[Difference, ...]
    moved: tuple[Role, ...]
    """Parts of the article that say it now and did not before."""
    alerts_raised: tuple[str, ...]
    """Checks that alert now and did not before, by id."""
    alerts_cleared: tuple[str, ...]
    work: Standing | None
    """None where nobody has worked on the old row."""


class PointPair(FrozenModel):
    """A point or headline of the brief that is not what it was; None where there is none."""

    old: str | None
    new: str | None


class SentencePair(FrozenModel):
    """A sentence without a figure that somebody has worked on; None where its words are gone."""

    old: UnlistedSentence
    new: UnlistedSentence | None


class Version(FrozenModel):
    """One of the two versions."""

    article_id: str
    source: str
    title: str | None
    ledger: LedgerCounts


class Changes(FrozenModel):
    """What became of each row: in a pair, added or removed. Rows are in the order of their rank."""

    old: Version
    new: Version
    pairs: tuple[RowPair, ...]
    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    points: tuple[PointPair, ...]
    sentences: tuple[SentencePair, ...] = ()
