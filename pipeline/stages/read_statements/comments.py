"""Comments by which the author of a draft lets findings stand: `<!-- factdesk: ok REASON -->`.

In plain text it is `# factdesk: ok REASON` at the end of a line. `ok(scale, value)` is about these
codes alone. A comment is about the statement that it stands in or right behind, and where it stands
before any, as alone on a line, about the paragraph that follows; in plain text that ends with a
blank line.

In a Word document it is a comment of Word that begins with `factdesk: ok`, and about the numbers
in the words that it hangs on. Word begins a sentence with a capital letter, so case is free.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from pipeline.documents.document import MarginComment
from pipeline.errors import ArticleError
from pipeline.stages.read_statements.html_statements import blocks_of_html, comments_of_html
from pipeline.text.blocks import lines_of
from pipeline.text.markdown import code_of, comments, read_markdown
from pipeline.text.placed import PlacedText, Places
from schemas import FilePlace, Suppression, TextSpan

Item = TypeVar("Item")

_OK = re.compile(
    r"\s*factdesk:\s*ok(?!\w)(?P<codes>\s*\(\s*[\w-]+(?:\s*,\s*[\w-]+)*\s*\))?(?P<reason>.*)",
    re.DOTALL | re.IGNORECASE,
)
_REASON = re.compile(r"(?:\s*[\s:;,.–—-]\s*(?P<words>[^\s(\[].*)?)?", re.DOTALL)
"""What may follow; else the list of codes is wrong, and the comment must not stand for all."""
_LONGEST_SHOWN = 40
_AT_END = re.compile(r"(?:^|\s)#(?=\s*factdesk:\s*ok\b)", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_SIGN = "factdesk:"
_MOST = 1_000


def without_comment(line: str) -> str:
    """Return a line of plain text up to the comment at its end."""
    found = _AT_END.search(line)
    return line[: found.start()] if found else line


def suppressions_of_lines(
    name: str, text: str, statements: Sequence[PlacedText]
) -> tuple[Suppression, ...]:
    """Return the comments of a plain text in order; raises ArticleError for far too many."""
    found = (
        (line.start + sign.start(), line.end, line.text[sign.end() :])
        for line in lines_of(text)
        if (sign := _AT_END.search(line.text))
    )
    return tuple(_suppressions(name, text, statements, found))


def suppressions_of_markdown(
    name: str, text: str, statements: Sequence[PlacedText]
) -> tuple[Suppression, ...]:
    """Return the comments of a Markdown draft in order; raises ArticleError for far too many.

    What shows a comment, as code does, is none.
    """
    if _SIGN not in text.lower():
        return ()
    code = code_of(text)
    found = (
        (start, end, text[start + 4 : end - 3])
        for start, end in comments(text)
        if not _is_within(start, code)
    )
    blocks = [block.span for block in read_markdown(text).blocks]
    return tuple(_suppressions(name, text, statements, found, blocks))


def suppressions_of_html(
    name: str, text: str, statements: Sequence[PlacedText]
) -> tuple[Suppression, ...]:
    """Return the comments of a draft in HTML in order; raises ArticleError for far too many."""
    if _SIGN not in text.lower():
        return ()
    found = ((start, end, text[start + 4 : end - 3]) for start, end in comments_of_html(text))
    return tuple(_suppressions(name, text, statements, found, list(blocks_of_html(text))))


def _is_within(offset: int, spans: Sequence[TextSpan]) -> bool:
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return at >= 0 and offset < spans[at].end


def suppressions_of_margin(
    places: Places, name: str, comments: Iterable[MarginComment]
) -> tuple[Suppression, ...]:
    """Return the comments of a Word document in order; raises ArticleError for far too many."""
    said = ((each, match) for each in comments if (match := _OK.fullmatch(each.text)))
    return tuple(
        _suppression(places.at(comment.place), match, words=comment.words)
        for comment, match in _at_most(name, said)
    )


def _suppressions(
    name: str,
    text: str,
    statements: Sequence[PlacedText],
    found: Iterable[tuple[int, int, str]],
    blocks: Sequence[TextSpan] | None = None,
) -> Iterator[Suppression]:
    places = Places(name, text)
    reading = _Reading(text, [statement.whole for statement in statements], blocks)
    said = ((start, end, match) for start, end, words in found if (match := _OK.fullmatch(words)))
    for start, end, match in _at_most(name, said):
        place = places.at(TextSpan(start=start, end=end))
        yield _suppression(place, match, about=reading.about(start, end))


def _at_most(name: str, said: Iterable[Item]) -> Iterator[Item]:
    for number, each in enumerate(said, 1):
        if number > _MOST:
            raise ArticleError(f"{name} suppresses findings in more than {_MOST:,} comments")
        yield each


def _suppression(
    place: FilePlace,
    match: re.Match[str],
    *,
    about: TextSpan | None = None,
    words: tuple[TextSpan, ...] = (),
) -> Suppression:
    said = _REASON.fullmatch(match["reason"])
    codes: tuple[str, ...]
    if said is None:
        wrong = " ".join((match["codes"] or "").split() + match["reason"].split())
        codes, reason = (wrong[:_LONGEST_SHOWN],), ""
    else:
        listed = (match["codes"] or "").strip().strip("()").lower().split(",")
        codes = tuple(code.strip() for code in listed if code.strip())
        reason = " ".join((said["words"] or "").split())
    return Suppression(place=place, codes=codes, reason=reason, about=about, words=words)


class _Reading:
    """Where the statements of a text begin and end."""

    def __init__(
        self, text: str, statements: Sequence[TextSpan], blocks: Sequence[TextSpan] | None
    ) -> None:
        """Without blocks, a paragraph ends with a blank line."""
        self._text, self._statements, self._blocks = text, statements, blocks
        self._paragraph_ends: dict[int, int] = {}

    def about(self, start: int, end: int) -> TextSpan | None:
        """Return where the statements begin that a comment from `start` to `end` is about."""
        at = bisect_right(self._statements, start, key=lambda span: span.start)
        if at and self._ends_on_the_line_of(self._statements[at - 1], start):
            first = self._statements[at - 1].start
            return TextSpan(start=first, end=first + 1)
        at = bisect_right(self._statements, end - 1, key=lambda span: span.start)
        if at == len(self._statements):
            return None
        first = self._statements[at].start
        if first not in self._paragraph_ends:
            self._paragraph_ends[first] = self._end_of_paragraph(first)
        return TextSpan(start=first, end=self._paragraph_ends[first])

    def _end_of_paragraph(self, start: int) -> int:
        if self._blocks is not None:
            at = bisect_right(self._blocks, start, key=lambda span: span.start) - 1
            return max(self._blocks[at].end, start + 1) if at >= 0 else start + 1
        blank = _BLANK_LINE.search(self._text, start)
        return blank.start() if blank else len(self._text)

    def _ends_on_the_line_of(self, statement: TextSpan, start: int) -> bool:
        return self._text.find("\n", statement.end, start) < 0
