"""What the tools of `factdesk mcp` answer an assistant, where no other type says just that.

It is not re-exported: nothing else needs it.
"""

from enum import StrEnum

from pydantic import Field

from schemas.base import FrozenModel
from schemas.checked import CheckedStatement
from schemas.drafted import ClaimKind
from schemas.quantity import Quantity


class NotedStatement(CheckedStatement):
    """A checked statement, with what an assistant must know before it repeats the outcome."""

    notes: tuple[str, ...]
    """Such as that nothing was checked, where the outcome means nothing; mostly there is none."""


class CheckedText(FrozenModel):
    """What came of a draft: the counts of its numbers, and in full what a person should look at."""

    summary: str
    """The counts in words."""
    sources: tuple[str, ...]
    statements: int = Field(ge=0)
    numbers: int = Field(ge=0)
    supported: int = Field(ge=0)
    review: int = Field(ge=0)
    unsupported: int = Field(ge=0)
    suppressed: int = Field(ge=0)
    """Numbers that comments of the draft let stand."""
    doubtful: tuple[CheckedStatement, ...]
    """The statements with a number that is unsupported or for review, in order of the draft."""
    not_shown: int = Field(ge=0)
    """Further such statements: check the draft in parts to see them."""
    notes: tuple[str, ...]
    """What is wrong with the comments that let numbers stand; that nothing was checked."""


class FoundQuantities(FrozenModel):
    """Every quantity of a text, in order."""

    quantities: tuple[Quantity, ...]


class ShortPoint(FrozenModel):
    """A sentence of the brief with the sentences of the article that it rests on."""

    text: str
    rests_on: tuple[str, ...]


class ShortRow(FrozenModel):
    """A figure to verify, as a row of the worklist says it."""

    rank: int = Field(ge=1)
    score: int = Field(ge=0, le=100)
    figure: str
    kind: ClaimKind
    claim: str
    quote: str
    said_by: str | None
    """The name that the article gives for it; None where it names nobody."""
    why: str
    needed: str
    """What would settle it."""
    ask: str
    """Whom to ask, or the document; empty where none is known."""
    alerts: tuple[str, ...]
    """What checks found wrong with it: the id of the check and a message."""


class ShortReport(FrozenModel):
    """The brief of an article and the first rows of its worklist."""

    headline: str
    points: tuple[ShortPoint, ...]
    figures: tuple[ShortRow, ...]
    figures_in_all: int = Field(ge=0)
    """Rows of the whole worklist, of which `figures` are the first."""
    review: tuple[str, ...]
    """Sentences of the brief with a number that a person should look at, and why."""
    withheld: tuple[str, ...]
    """Sentences that a model wrote and whose numbers the article does not bear out, and why."""
    alerts: tuple[str, ...]
    """Every alert, those on the brief and on what is no row among them."""
    ledger: str
    """Where each quantity of the article went."""
    drafter: str
    """The name of the model that wrote the brief, or "extractive": sentences taken by rule."""
    notes: tuple[str, ...]


class ExplainedKind(StrEnum):
    """What an id is of."""

    CHECK = "check"
    CODE = "code"
    RETIRED = "retired"
    """A check that is no more."""


class Explanation(FrozenModel):
    """What a check for a numeric pitfall, or the code of a number, means."""

    id: str
    kind: ExplainedKind
    title: str
    meaning: str
    """What is wrong where it is found; of a code, what to do as well."""
    follows: str
    """What to do, or what happens, where it is found."""
    fires: str | None = None
    """Of a check: a text on which it fires."""
    silent: str | None = None
    """Of a check: one on which it does not."""
    settles: str | None = None
    """Of a check: what would settle it."""
    measured: str | None = None
    """Of a code: how often it was right."""
