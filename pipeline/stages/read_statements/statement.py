"""What is handed on: statements, each with its place in the file and perhaps a source of its own."""

from dataclasses import dataclass

from pipeline.text.placed import PlacedText
from schemas import Article, TextSpan, Unread


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a file; `source` and `source_path` are what its line itself names."""

    words: PlacedText
    source: str | None = None
    source_path: str | None = None


@dataclass(frozen=True, slots=True)
class Misread:
    """A part of a file that is no statement, and why."""

    span: TextSpan
    reason: str


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A file of statements as it was read."""

    name: str
    text: str
    in_order: tuple[Statement | Unread, ...]
    article: Article | None = None
    """The article that a result.json was made from."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements alone, in order."""
        return tuple(each for each in self.in_order if isinstance(each, Statement))
