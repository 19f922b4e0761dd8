"""What the checker finds out about one number of a statement."""

from enum import StrEnum

from pydantic import Field, computed_field

from schemas.article import TextSpan
from schemas.base import FrozenModel
from schemas.quantity import Quantity


class Status(StrEnum):
    """How a number stands to the source, best first."""

    EXACT = "exact"
    REFORMATTED = "reformatted"
    ROUNDED = "rounded"
    WITHIN_BOUND = "within_bound"
    DERIVED = "derived"
    UNCLEAR = "unclear"
    ELSEWHERE = "elsewhere"
    CHANGED = "changed"
    ABSENT = "absent"


class Outcome(StrEnum):
    """What follows from a number's support, best first; gates act on `unsupported` alone."""

    SUPPORTED = "supported"
    REVIEW = "review"
    UNSUPPORTED = "unsupported"


class Sensitivity(StrEnum):
    """How many of 100 right statements may be unsupported: 1, 3 or 15; `review` begins at 15."""

    RELAXED = "relaxed"
    NORMAL = "normal"
    STRICT = "strict"


_OUTCOMES = tuple(Outcome)


class Finding(FrozenModel):
    """What was found out about one number, with the reason in a reader's words."""

    subject: str
    """Id of the claim, point, headline or statement that holds the number."""
    quantity: Quantity
    """As read in the subject's own text: its spans are offsets into that text."""
    outcome: Outcome
    support: float = Field(ge=0, le=1)
    """How likely it is that the source bears the number out."""
    status: Status
    """How the number stands to the source: it explains the outcome and decides nothing."""
    code: str
    """Machine-readable reason, such as `unit` or `value`; equals the status where there is no more
    to say.
    """
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
    def outcome(self) -> Outcome:
        """The worst of its numbers; supported where it has none."""
        return max(
            (each.outcome for each in self.findings), key=_OUTCOMES.index, default=_OUTCOMES[0]
        )

    @computed_field  # type: ignore[prop-decorator]
    @property
    def support(self) -> float:
        """The lowest of its numbers; 1 where it has none."""
        return min((each.support for each in self.findings), default=1.0)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def flagged(self) -> bool:
        """Whether any number of it is unsupported."""
        return self.outcome is Outcome.UNSUPPORTED
