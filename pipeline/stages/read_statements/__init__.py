"""Reading what is to be checked: a file of statements, a draft, a brief or pairs."""

from collections.abc import Callable, Iterable

from pipeline.errors import ArticleError
from pipeline.files import STDIN, read_input
from pipeline.stages.read_statements.json_statements import (
    article_of_result,
    statement_of_pair,
    statements_of_brief,
    statements_of_pairs,
)
from pipeline.stages.read_statements.prose_statements import (
    statements_of_lines,
    statements_of_markdown,
)
from pipeline.stages.read_statements.statement_file import (
    Form,
    Misread,
    Statement,
    StatementFile,
    form_of,
)
from pipeline.text.decode import decode
from pipeline.text.placed import Places
from schemas import Unread

__all__ = [
    "Form",
    "Misread",
    "Statement",
    "StatementFile",
    "read_statements",
    "statement_of_pair",
]

_ADVICE = "check it in parts"
_NONE_FOUND = {
    Form.LINES: "write one a line",
    Form.MARKDOWN: "give a draft with text in it",
    Form.JSON: "give a headline, points or claims, as result.json does",
    Form.PAIRS: 'write {"statement": …, "source": …}, one a line',
}


def read_statements(
    name: str,
    form: Form | None = None,
    *,
    stdin: Callable[[], bytes] | None = None,
    limit: int = 5_000_000,
) -> StatementFile:
    """Return the statements of a file, or of standard input for "-"; form None: told by itself.

    `limit` is in bytes. Raises ArticleError, one line that says what to do, for what cannot be
    read or holds no statement; a line of pairs that is wrong is an `Unread` and costs no other.
    """
    label = "stdin" if name == STDIN else name
    text = decode(read_input(name, limit, _ADVICE, stdin), label)
    if not text.strip():
        raise ArticleError(f"{label} is empty and holds no statement")
    form = form or form_of(name, text)
    read = tuple(_taken_apart(label, text, form))
    if not read:
        raise ArticleError(f"{label} holds no statement: {_NONE_FOUND[form]}")
    return StatementFile(
        name=label,
        text=text,
        in_order=_placed(label, text, read),
        article=article_of_result(label, text) if form is Form.JSON else None,
    )


def _taken_apart(name: str, text: str, form: Form) -> Iterable[Statement | Misread]:
    match form:
        case Form.LINES:
            return statements_of_lines(text)
        case Form.MARKDOWN:
            return statements_of_markdown(text)
        case Form.JSON:
            return statements_of_brief(name, text)
        case Form.PAIRS:
            return statements_of_pairs(text)


def _placed(
    name: str, text: str, read: Iterable[Statement | Misread]
) -> tuple[Statement | Unread, ...]:
    """Return the same with the place of each part that could not be read."""
    places = Places(name, text)
    return tuple(
        Unread(place=places.at(part.span), reason=part.reason)
        if isinstance(part, Misread)
        else part
        for part in read
    )
