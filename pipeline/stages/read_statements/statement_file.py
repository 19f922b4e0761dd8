"""A file of statements: its form, and the statements with their places."""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from pipeline.errors import ArticleError
from pipeline.text.placed import PlacedText
from schemas import Article, TextSpan, Unread


class Form(StrEnum):
    """How statements are written in a file."""

    LINES = "lines"
    MARKDOWN = "markdown"
    JSON = "json"
    PAIRS = "pairs"


_ENDINGS = {
    ".txt": Form.LINES,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".jsonl": Form.PAIRS,
    ".ndjson": Form.PAIRS,
}
_PAGES = {".html", ".htm", ".xhtml"}


def form_of(name: str, text: str) -> Form:
    """Return the form of a file.

    Raises ArticleError for a web page, whose places nobody could find again.
    """
    ending = PurePath(name).suffix.lower()
    if ending in _PAGES:
        raise ArticleError(f"{name} is a web page: give the draft as plain text or Markdown")
    if ending == ".json":
        return _form_of_json(text)
    return _ENDINGS.get(ending) or _form_of_text(text)


def _form_of_text(text: str) -> Form:
    return _form_of_json(text) if text.lstrip().startswith("{") else Form.LINES


def _form_of_json(text: str) -> Form:
    """Return pairs where the first line is a pair by itself, whatever the name's ending."""
    first_line = text.lstrip().partition("\n")[0]
    try:
        first = json.loads(first_line)
    except (ValueError, RecursionError):
        return Form.JSON
    return Form.PAIRS if isinstance(first, dict) and "statement" in first else Form.JSON


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
        return tuple(part for part in self.in_order if isinstance(part, Statement))
