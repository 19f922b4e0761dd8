"""What the checker finds out about one number of a statement."""

from enum import StrEnum

from pydantic import computed_field

from schemas.article import TextSpan
from schemas.base import FrozenModel
from schemas.quantity import Quantity


class Status(StrEnum):
    """How a number stands to the source, best first. The last three flag."""

    EXACT = "exact"
    REFORMATTED = "reformatted"
    ROUNDED = "rounded"
    WITHIN_BOUND = "within_bound"
    DERIVED = "derived"
    UNCLEAR = "unclear"
    ELSEWHERE = "elsewhere"
    CHANGED = "changed"
    ABSENT = "absent"

    @property
    def flagged(self) -> bool:
        """Whether a person must look: the number belongs elsewhere, was changed or is absent."""
        return self in {Status.ELSEWHERE, Status.CHANGED, Status.ABSENT}

    @property
    def supported(self) -> bool:
        """Whether the source bears the number out."""
        return not self.flagged and self is not Status.UNCLEAR


class Risk(StrEnum):
    """How much a flagged number needs a person: high and medium flag a statement, low does not."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


class Finding(FrozenModel):
    """The status of one number, with the reason in a reader's words."""

    subject: str
    """Id of the claim, point, headline or statement that holds the number."""
    quantity: Quantity
    """As read in the subject's own text: its spans are offsets into that text."""
    status: Status
    risk: Risk
    """None where the number is supported; low where only a bound was left out, as headlines do."""
    code: str
    """Machine-readable reason, such as `unit` or `value`; equals the status where there is no more to say."""
    reason: str
    source: tuple[TextSpan, ...]
    """Where in the article: the match, both operands of a derivation, or what it conflicts with."""
    formula: str | None = None


class StatementCheck(FrozenModel):
    """Every number of one statement against one source."""

    statement: str
    findings: tuple[Finding, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def flagged(self) -> bool:
        """Whether any number of the statement needs a person: a risk that is high or medium."""
        return any(finding.risk in {Risk.HIGH, Risk.MEDIUM} for finding in self.findings)
