"""Markdown: which characters are markup and not prose, and which lines make a block.

markdown-it-py tells the blocks; it gives no offsets inside a line, so inline markup is read here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.text.blocks import Block, Head, Line, Mark, day_of, lines_of
from pipeline.text.placed import SPACE
from pipeline.text.sentences import trimmed
from schemas import TextSpan

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Possessive or bounded throughout, so that a hostile line is read once.
_FRONT_MATTER = re.compile(
    r"\A\ufeff?(---|\+\+\+)[ \t]*+\r?\n(.{0,20000}?)^(?:\1|\.\.\.)[ \t]*+\r?$",
    re.MULTILINE | re.DOTALL,
)
_NOTE_OR_TASK = re.compile(r"(?P<note>\[\^[^\]\s]{1,40}\]:[ \t]*+)|\[[ xX]\][ \t]++")
_AFTER_YEAR = re.compile(r"(?<=\d{4})[.)]")


Range = tuple[int, int]
"""The offsets where something starts and ends."""


class Markdown(NamedTuple):
    """What a Markdown text is made of."""

    markup: tuple[TextSpan, ...]
    blocks: tuple[Block, ...]
    head: Head  # from the front matter
    code: tuple[TextSpan, ...] = ()  # the lines of fenced code, which are blocks as well


def read_markdown(text: str) -> Markdown:
    """Return the markup, the blocks and the front matter of a Markdown text."""
    front = _FRONT_MATTER.match(text)
    hidden = [front.span()] if front else []
    hidden += comments(text, front.end() if front else 0)
    scan = _Scan(tuple(lines_of(blanked(text, _merged(hidden)))))
    found = [*hidden, *scan.markup]
    for draft in scan.drafts:
        if draft.is_prose:
            found += inline_markup(text, draft.start, draft.end, scan.labels)
    markup = _merged(found)
    reading = blanked(text, markup)
    blocks = tuple(_finished(text, reading, draft) for draft in scan.drafts)
    code = tuple(TextSpan(start=d.start, end=d.end) for d in scan.drafts if not d.is_prose)
    return Markdown(
        markup,
        tuple(b for b in blocks if b.text),
        _head(front[2], "=" if front[1] == "+++" else ":") if front else Head(),
        code,
    )


def comments(text: str, at: int = 0) -> Iterator[Range]:
    """Yield the offsets of each comment, `<!--` and `-->` included, from an offset on."""
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        at = end + 3
        yield start, at


def code_of(text: str) -> tuple[TextSpan, ...]:
    """Return what shows code in a Markdown text: front matter, code blocks and code spans.

    A comment in them is none, it is shown.
    """
    front = _FRONT_MATTER.match(text)
    hidden = _merged([front.span()] if front else [])
    scan = _Scan(tuple(lines_of(blanked(text, hidden))))
    found = [(span.start, span.end) for span in hidden]
    for draft in scan.drafts:
        if draft.is_prose:
            found += [(s, e) for s, _, _, e in _code_spans(text, draft.start, draft.end)]
        else:
            found.append((draft.start, draft.end))
    return _merged(found)


def blanked(text: str, markup: Iterable[TextSpan]) -> str:
    """Return the text at the same length with the spans blanked out; line ends stay."""
    pieces, at = [], 0
    for mark in markup:
        inside = text[mark.start : mark.end]
        pieces += [text[at : mark.start], "".join(c if c in "\r\n" else " " for c in inside)]
        at = mark.end
    return "".join([*pieces, text[at:]])


def _merged(ranges: Iterable[Range]) -> tuple[TextSpan, ...]:
    """Return the ranges as spans in order, with those that touch or overlap made one."""
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if start == end:
            continue
        if joined and start <= joined[-1][1]:
            first, last = joined.pop()
            joined.append((first, max(last, end)))
        else:
            joined.append((start, end))
    return tuple(TextSpan(start=start, end=end) for start, end in joined)


def _head(front: str, sign: str) -> Head:
    """Return the title and the day that lines such as `title: "Rates rise"` give."""
    values: dict[str, str] = {}
    for line in front.splitlines():
        name, _, value = line.partition(sign)
        values.setdefault(name.rstrip(), value.strip().strip("\"'").strip())
    return Head(
        values.get("title") or None,
        day_of(values.get("date", "")) or day_of(values.get("published", "")),
    )


def _finished(text: str, reading: str, draft: "_Draft") -> Block:
    span = trimmed(reading, draft.start, draft.end)
    mark = draft.mark
    if mark is Mark.NONE and text.startswith(("![", "[!["), draft.start):
        mark = Mark.CAPTION
    return Block(span, " ".join(reading[span.start : span.end].split()), mark)


class _Draft(NamedTuple):
    """The lines of a block before its inline markup is known."""

    start: int
    end: int
    mark: Mark
    is_prose: bool = True


@cache
def parser() -> "MarkdownIt":
    """Return a parser of CommonMark and tables; what is indented or begins with a tag is prose."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 80 ms, which plain text does not need

    return MarkdownIt("commonmark").enable("table").disable(["code", "html_block"])


_ODD_SPACES = {code: "x" for code in range(0x3001) if chr(code).isspace()} | {9: "\t", 32: " "}
"""The parser would strip these from a block, and its lines would be counted wrongly."""


def _for_parser(line: Line) -> str:
    """Return a line for the parser, which tells nothing but places: "2012. That" is no list."""
    return "" if line.is_blank else _AFTER_YEAR.sub("x", line.text.translate(_ODD_SPACES))


class _Scan:
    """The blocks of a text by a parser's tokens, which count in lines; we count in characters."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Read the lines; all signs that are in no block are markup."""
        self._lines = lines
        self._words: dict[int, Range] = {}  # of each line that is not all markup
        self._pipes: list[Range] = []
        self.drafts: list[_Draft] = []
        self._source = [_for_parser(line) for line in lines]
        environment: dict[str, Any] = {}
        tokens: list[Token] = []
        parser().block.parse("\n".join(self._source), parser(), environment, tokens)
        self.labels = frozenset(environment.get("references", ()))
        self._read(tokens)

    def _read(self, tokens: Sequence["Token"]) -> None:
        depth = 0  # of list items
        for token, following in pairwise((*tokens, *tokens[-1:])):
            match token.type:
                case "list_item_open":
                    depth += 1
                case "list_item_close":
                    depth -= 1
                case "paragraph_open":
                    self._add_prose(following, Mark.ITEM if depth else Mark.NONE)
                case "heading_open":
                    self._add_prose(following, Mark.HEADING)
                case "tr_open" if token.map:
                    self._add_row(token.map[0])
                case "fence" if token.map:
                    self._add_code(token.map[0] + 1, token.content.count("\n"))

    def _add_prose(self, token: "Token", mark: Mark) -> None:
        first = token.map[0] if token.map else 0
        spans = [
            self._found(first + number, words.strip())
            for number, words in enumerate(token.content.split("\n"))
        ]
        start, end = spans[0]
        sign = _NOTE_OR_TASK.match(token.content)
        if sign and (mark is Mark.ITEM or sign["note"]):
            start += sign.end()
        self._words[first] = start, end
        self.drafts.append(_Draft(start, spans[-1][1], mark))

    def _found(self, number: int, words: str) -> Range:
        """Return where these words stand, with which a line ends but for signs."""
        start = self._lines[number].start + self._source[number].rindex(words)
        self._words[number] = start, start + len(words)
        return self._words[number]

    def _add_row(self, number: int) -> None:
        line = self._lines[number]
        start = line.end - len(line.text.lstrip("> \t"))
        self._words[number] = start, line.end
        self.drafts.append(_Draft(start, line.end, Mark.ITEM))
        for at, (before, sign) in enumerate(pairwise(f" {line.text}"), line.start):
            if sign == "|" and before != "\\":
                self._pipes.append((at, at + 1))

    def _add_code(self, first: int, count: int) -> None:
        for number, line in enumerate(self._lines[first : first + count], first):
            if not line.is_blank:
                self._words[number] = line.start, line.end
                self.drafts.append(_Draft(line.start, line.end, Mark.NONE, is_prose=False))

    @property
    def markup(self) -> Iterator[Range]:
        """The signs around the words of each line, in no particular order."""
        yield from self._pipes
        for number, line in enumerate(self._lines):
            first, last = self._words.get(number, (line.end, line.end))
            for start, end in ((line.start, first), (last, line.end)):
                if line.text[start - line.start : end - line.start].strip():
                    yield start, end


_SIGNS = "\\`<[]*_~&"
"""One of these is in all inline markup; most lines have none."""
_TICKS = re.compile(r"`+")
_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<address><(?:https?|mailto):[^<>\s]{1,2000}>)"
    r"|(?P<tag></?[A-Za-z][^<>]{0,400}>)"
    rf"|(?P<space>{SPACE})"
    r"|(?P<footnote>\[\^[^\]\s]{1,40}\](?!:))"
    r"|(?P<opening>!?\[)"
    r"|(?P<closing>\])"
    r"|(?P<run>\*+|_+|~~)"
)
# Possessive throughout: a target that never closes is scanned once and given up.
_TARGET = re.compile(
    r"\(\s*+(?:<[^<>\n]*+>|(?:[^\s()]|\([^\s()]*+\))*+)"
    r"""(?:\s++(?:"[^"]*+"|'[^']*+'|\([^()]*+\)))?+\s*+\)"""
)
_REFERENCE = re.compile(r"\[([^\[\]]{0,200})\]")
_NO_LABELS: frozenset[str] = frozenset()


def inline_markup(
    text: str, start: int, end: int, labels: frozenset[str] = _NO_LABELS
) -> Iterator[Range]:
    """Yield the spans of inline markup between two offsets, in no particular order.

    `labels` are the normalized names of the text's link definitions: `[sic]` is an editor's word,
    and only a defined label makes it a link.
    """
    words = text[start:end]
    if not any(sign in words for sign in _SIGNS):
        return
    brackets: list[re.Match[str]] = []
    runs: list[re.Match[str]] = []
    at = start
    for left, inner, outer, right in (*_code_spans(text, start, end), (end, end, end, end)):
        for token in _TOKEN.finditer(text, at, left):
            match token.lastgroup:
                case "opening" | "closing":
                    brackets.append(token)
                case "run":
                    runs.append(token)
                case "escape":
                    yield token.start(), token.start() + 1
                case _:
                    yield token.start(), token.end()
        yield left, inner
        yield outer, right
        at = right
    yield from _links(text, brackets, labels)
    yield from _emphasis(text, runs, start, end)


def _code_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield start and end of the opening and the closing backticks of each code span."""
    runs = [(m.start(), m.end()) for m in _TICKS.finditer(text, start, end)]
    last_of_length = {right - left: left for left, right in runs}
    opened: tuple[int, int] | None = None
    for left, right in runs:
        if opened is None:
            opened = (left, right) if last_of_length[right - left] > left else None
        elif right - left == opened[1] - opened[0]:
            yield (*opened, left, right)
            opened = None


def _links(text: str, brackets: list[re.Match[str]], labels: frozenset[str]) -> Iterator[Range]:
    opened: list[re.Match[str]] = []
    for bracket in brackets:
        if bracket.lastgroup == "opening":
            opened.append(bracket)
            continue
        if not opened:
            continue
        first = opened.pop()
        target_end = _target_end(text, first.end(), bracket, labels)
        if target_end is not None:
            yield first.start(), first.end()
            yield bracket.start(), target_end


def _target_end(
    text: str, inside: int, bracket: re.Match[str], labels: frozenset[str]
) -> int | None:
    """Return where the link ends that this bracket closes; None when it closes no link."""
    if target := _TARGET.match(text, bracket.end()):
        return target.end()
    if not labels:
        return None
    from markdown_it.common.utils import normalizeReference  # noqa: PLC0415 - as above

    reference = _REFERENCE.match(text, bracket.end())
    inner = text[inside : min(bracket.start(), inside + 200)]
    label = (reference[1] if reference else "") or inner
    if normalizeReference(label) not in labels:
        return None
    return reference.end() if reference else bracket.end()


def _emphasis(text: str, runs: list[re.Match[str]], start: int, end: int) -> Iterator[Range]:
    """Yield the signs that pair up; a lone asterisk (a note, a product) is prose."""
    opened: dict[str, list[Range]] = {"*": [], "_": [], "~": []}
    for run in runs:
        before = text[run.start() - 1] if run.start() > start else " "
        after = text[run.end()] if run.end() < end else " "
        stack = opened[run[0][0]]
        left, right = run.span()
        while stack and left < right and _closes(run[0][0], before, after):
            first, last = stack.pop()
            size = min(last - first, right - left)
            yield last - size, last
            yield left, left + size
            left += size
            if last - first > size:
                stack.append((first, last - size))
        if left < right and _opens(run[0][0], before, after):
            stack.append((left, right))


def _opens(sign: str, before: str, after: str) -> bool:
    if after.isspace() or (before.isdigit() and after.isdigit()):  # 2*3 is a product
        return False
    if not after.isalnum() and before.isalnum():
        return False
    return sign != "_" or not before.isalnum()


def _closes(sign: str, before: str, after: str) -> bool:
    return _opens(sign, after, before)
