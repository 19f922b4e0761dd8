"""Reading what is to be checked: a file of statements, a draft, a brief or pairs."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from pipeline.documents.document import Document
from pipeline.documents.reading import document_in, is_word, most_bytes
from pipeline.errors import ArticleError
from pipeline.files import STDIN, read_input
from pipeline.stages.read_statements.comments import (
    suppressions_of_html,
    suppressions_of_lines,
    suppressions_of_margin,
    suppressions_of_markdown,
)
from pipeline.stages.read_statements.html_statements import statements_of_html
from pipeline.stages.read_statements.json_statements import Misread as Misread
from pipeline.stages.read_statements.json_statements import Statement as Statement
from pipeline.stages.read_statements.json_statements import (
    article_of_result,
    statements_of_brief,
    statements_of_pairs,
)
from pipeline.stages.read_statements.json_statements import statement_of_pair as statement_of_pair
from pipeline.stages.read_statements.prose_statements import (
    statements_of_blocks,
    statements_of_lines,
    statements_of_markdown,
)
from pipeline.text.decode import decode
from pipeline.text.placed import Places
from schemas import Article, Landmark, Suppression, Unread


class Form(StrEnum):
    """How statements are written in a file."""

    LINES = "lines"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    PAIRS = "pairs"


_ADVICE = "check it in parts"
ENDINGS = {
    ".txt": Form.LINES,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".xhtml": Form.HTML,
    ".jsonl": Form.PAIRS,
    ".ndjson": Form.PAIRS,
}
"""What the ending of a file's name says of the form."""
_NONE_FOUND = {
    Form.LINES: "write one a line",
    Form.MARKDOWN: "give a draft with text in it",
    Form.HTML: "give a draft with text in it",
    Form.JSON: "give a headline, points or claims, as result.json does",
    Form.PAIRS: 'write {"statement": …, "source": …}, one a line',
}


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A file of statements as it was read."""

    name: str
    text: str
    in_order: tuple[Statement | Unread, ...]
    article: Article | None = None
    """The article that a result.json was made from."""
    suppressions: tuple[Suppression, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    """Of a document, whose text this is."""
    word: bytes = b""
    """A Word document as it was read, for the comments that may be written into it."""

    @property
    def places(self) -> Places:
        """Where its offsets are."""
        return Places(self.name, self.text, landmarks=self.landmarks)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements alone, in order."""
        return tuple(part for part in self.in_order if isinstance(part, Statement))


def read_statements(
    name: str,
    form: Form | None = None,
    *,
    stdin: Callable[[], bytes] | None = None,
    limit: int = 5_000_000,
) -> StatementFile:
    """Return the statements of a file, or of standard input for "-"; form None: told by itself.

    A Word document or a PDF is known by how it begins, and its sentences are the statements.
    `limit` is in bytes. Raises ArticleError, one line that says what to do, for what cannot be
    read or holds no statement; a line of pairs that is wrong is an `Unread` and costs no other.
    """
    label = "stdin" if name == STDIN else name
    raw = read_input(name, most_bytes(name, limit), _ADVICE, stdin)
    document = document_in(raw, label, limit)
    if document is not None:
        return _of_document(label, document, raw)
    text = decode(raw, label)
    if not text.strip():
        raise ArticleError(f"{label} is empty and holds no statement")
    form = form or _form_of(name, text)
    file = statements_of_text(label, text, form)
    if not file.in_order:
        raise ArticleError(f"{label} holds no statement: {_NONE_FOUND[form]}")
    return file


def statements_of_text(name: str, text: str, form: Form) -> StatementFile:
    """Return the statements of what is in memory already, none where it holds none.

    As `read_statements`, which it is for the text of a file.
    """
    suppressions: tuple[Suppression, ...] = ()
    read: tuple[Statement | Misread, ...]
    if form is Form.PAIRS:
        read = tuple(statements_of_pairs(text))
    elif form is Form.JSON:
        read = tuple(map(Statement, statements_of_brief(name, text)))
    else:
        statements_of, suppressions_of = _PROSE[form]
        words = tuple(statements_of(text))
        read, suppressions = tuple(map(Statement, words)), suppressions_of(name, text, words)
    places = Places(name, text)
    return StatementFile(
        name=name,
        text=text,
        in_order=tuple(
            Unread(place=places.at(part.span), reason=part.reason)
            if isinstance(part, Misread)
            else part
            for part in read
        ),
        article=article_of_result(name, text) if form is Form.JSON else None,
        suppressions=suppressions,
    )


_PROSE = {
    Form.LINES: (statements_of_lines, suppressions_of_lines),
    Form.MARKDOWN: (statements_of_markdown, suppressions_of_markdown),
    Form.HTML: (statements_of_html, suppressions_of_html),
}
"""What reads statements, and what the comments of the draft let stand, of the forms with both."""


def _of_document(name: str, document: Document, raw: bytes) -> StatementFile:
    read = tuple(map(Statement, statements_of_blocks(document.text, document.blocks)))
    if not read:
        raise ArticleError(f"{name} holds no statement: give a draft with text in it")
    word = raw if is_word(raw) else b""
    places = Places(name, document.text, landmarks=document.landmarks)
    return StatementFile(
        name,
        document.text,
        read,
        suppressions=suppressions_of_margin(places, name, document.comments),
        landmarks=document.landmarks,
        word=word,
    )


def _form_of(name: str, text: str) -> Form:
    """Return the form of a file."""
    ending = PurePath(name).suffix.lower()
    if ending in ENDINGS:
        return ENDINGS[ending]
    is_json = ending == ".json" or text.lstrip().startswith("{")
    return _form_of_json(text) if is_json else Form.LINES


def _form_of_json(text: str) -> Form:
    """Return pairs where the first line is a pair by itself, whatever the name's ending."""
    first_line = text.lstrip().partition("\n")[0]
    try:
        first = json.loads(first_line)
    except (ValueError, RecursionError):
        return Form.JSON
    return Form.PAIRS if isinstance(first, dict) and "statement" in first else Form.JSON
