"""A second look: what a model said of a number in doubt, and what code made of it."""

from enum import StrEnum

from schemas.base import FrozenModel
from schemas.finding import Outcome


class Judge(StrEnum):
    """Who decided the outcome of a number."""

    ENGINE = "engine"
    MODEL = "model"


class LookAnswer(StrEnum):
    """What a model may say of a number in doubt."""

    SAME = "same"
    DERIVATION = "derivation"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"


class Refusal(StrEnum):
    """Why code did not take what a model said."""

    UNKNOWN = "unknown"
    """It names a quantity that was not shown."""
    MEASURE = "measure"
    """It names a quantity that measures something else."""
    OPERATION = "operation"
    """The operation cannot be carried out on what it names, or gives none such number."""
    VALUE = "value"
    """It comes out at another value."""
    CONTRADICTION = "contradiction"
    """Scale, bound, unit, direction or period speak against it."""
    UNRELATED = "unrelated"
    """It comes out, of numbers that no word of the statement stands near."""
    REMARK = "remark"
    """Its sentence holds a number that neither statement nor source has, or runs on."""


class SecondLook(FrozenModel):
    """What a model said of a number in doubt; only what code has recomputed counts."""

    model: str
    answer: LookAnswer
    operation: str | None = None
    """Of a derivation."""
    quantities: tuple[str, ...] = ()
    """What it names, as the source writes it."""
    formula: str | None = None
    """What code computed; None where nothing came out."""
    remark: str | None = None
    """The model's own sentence on what differs."""
    refusal: Refusal | None = None
    """None where the answer was taken."""
    refused: str | None = None
    """The refusal in a reader's words."""
    before: Outcome
    """What it was before."""
    doubt: str
    """What code had said of it, in a reader's words."""
