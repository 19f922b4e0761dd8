"""A library of evidence as it is searched."""

from pathlib import Path
from typing import NamedTuple, Self


class SourceEntry(NamedTuple):
    """A document of a library."""

    name: str
    digest: str


class Library:
    """A library that is only read."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Return the library in a file, to be closed, as at the end of a block."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""

    def sources(self) -> list[SourceEntry]:
        """Return all documents, in order of their names."""
        raise NotImplementedError
