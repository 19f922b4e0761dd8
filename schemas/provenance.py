"""What made a result: enough to make it again."""

from typing import Literal

from schemas.base import FrozenModel
from schemas.desk import DeskSettings


class PromptDigest(FrozenModel):
    """One prompt as it was used: `brief.v1` and the SHA-256 of its file."""

    name: str
    sha256: str


class Provenance(FrozenModel):
    """Which drafter wrote, with what; no clock, so the same input gives the same bytes."""

    factdesk: str
    drafter: Literal["model", "extractive"]
    model: str | None
    window: int | None
    """Sentences a request for claims."""
    prompts: tuple[PromptDigest, ...]
    desk: DeskSettings = DeskSettings()
    """What the desk had set."""
    notes: tuple[str, ...] = ()
    """What a reader must know: that no model wrote, or that a part of a long article was left out.
    """
    library: str | None = None
    """The way from the folder that holds this result to that of the library of evidence which was
    asked: the files that it lists lie there. None where none was asked, or nothing was written."""
