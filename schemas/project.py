"""What a `factdesk.toml` says: which drafts are held against which sources, and how."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from schemas.base import FrozenModel
from schemas.finding import Sensitivity


def _listed(value: object) -> object:
    return (
        (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value
    )


Patterns = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]
"""Patterns of files below the folder of the `factdesk.toml`, or one of them."""


class DraftsAndSources(FrozenModel):
    """Drafts that are held against the same sources, or each against those of its own name."""

    drafts: Patterns
    """`{name}` stands for any letters but "/"; the sources may name them again."""
    sources: Patterns
    sensitivity: Sensitivity | None = None


class Project(FrozenModel):
    """A `factdesk.toml`."""

    check: Annotated[tuple[DraftsAndSources, ...], Field(min_length=1)]
    """A draft belongs to the first of them that names it."""
    sensitivity: Sensitivity = Sensitivity.NORMAL
    baseline: str | None = None
    """A file of findings that may stand."""
    model: str | None = None
    """The model of a second look; its answers are replayed from the cassette."""
    cassette: str | None = None
    """A recording of these answers, below the folder of the `factdesk.toml`."""
    evidence: str | None = None
    """The library of evidence, below the folder of the `factdesk.toml`."""
    suppress: dict[str, str] = Field(default_factory=dict)
    """Codes whose findings may stand in all drafts, each with the reason."""
