"""Markdown: which characters are markup and not prose, and which lines make a block.

A scanner of our own, because markdown-it-py gives no offsets inside a line.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from pipeline.text.blocks import Block, Head, Line, Mark, day_of, lines_of
from pipeline.text.sentences import trimmed
from schemas import TextSpan

# Possessive or bounded throughout, so that a hostile line is read once.
_FRONT_MATTER = re.compile(
    r"\A\ufeff?(---|\+\+\+)[ \t]*+\r?\n(.{0,20000}?)^(?:\1|\.\.\.)[ \t]*+\r?$",
    re.MULTILINE | re.DOTALL,
)
_PREFIX = re.compile(r"[ \t]{0,3}(?:>[ \t]?)++")
_FENCE = re.compile(r"[ \t]{0,3}(`{3,}+(?!.*`)|~{3,}+)")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}+(?=[ \t]|$)[ \t]*+")
_CLOSING_HASHES = re.compile(r"[ \t]#++[ \t]*+$")
_UNDERLINE = re.compile(r"[ \t]{0,3}(?:=++|-{2,}+)[ \t]*+$")
_RULE = re.compile(r"[ \t]{0,3}([-*_])(?:[ \t]*+\1){2,}+[ \t]*+$")
_BULLET = re.compile(r"[ \t]*+(?:[-*+]|(?P<number>\d{1,3})[.)])[ \t]++(?:\[[ xX]\][ \t]++)?")
_TABLE_RULE = re.compile(r"[ \t]*+\|?(?:[ \t]*+:?-++:?[ \t]*+\|?)++$")
_PIPE = re.compile(r"(?<!\\)\|")
_DEFINITION = re.compile(r"[ \t]{0,3}\[(?!\^)([^\[\]]{1,200})\]:[ \t]*+\S")
_FOOTNOTE = re.compile(r"[ \t]{0,3}\[\^[^\]\s]{1,40}\]:[ \t]*+")
_IMAGE = re.compile(r"\[?!\[")


class Markdown(NamedTuple):
    """What a Markdown text is made of."""

    markup: tuple[TextSpan, ...]
    blocks: tuple[Block, ...]
    head: Head  # from the front matter
    code: tuple[TextSpan, ...] = ()  # the lines of fenced code, which are blocks as well


def read_markdown(text: str) -> Markdown:
    """Return the markup, the blocks and the front matter of a Markdown text."""
    front = _FRONT_MATTER.match(text)
    hidden = [TextSpan(start=0, end=front.end())] if front else []
    hidden += _comments(text, front.end() if front else 0)
    scan = _Scan()
    for line in lines_of(blanked(text, hidden)):
        scan.read(line)
    scan.flush()
    found = [*hidden, *scan.markup]
    for draft in scan.drafts:
        if draft.is_prose:
            found += inline_markup(text, draft.start, draft.end, frozenset(scan.labels))
    markup = merged(found)
    reading = blanked(text, markup)
    blocks = tuple(_finished(text, reading, draft) for draft in scan.drafts)
    code = tuple(TextSpan(start=d.start, end=d.end) for d in scan.drafts if not d.is_prose)
    return Markdown(
        markup,
        tuple(b for b in blocks if b.text),
        _head(front[2], "=" if front[1] == "+++" else ":") if front else Head(),
        code,
    )


def blanked(text: str, markup: Iterable[TextSpan]) -> str:
    """Return the text at the same length with the spans blanked out; line ends stay."""
    pieces, at = [], 0
    for mark in markup:
        inside = text[mark.start : mark.end]
        pieces += [text[at : mark.start], "".join(c if c in "\r\n" else " " for c in inside)]
        at = mark.end
    return "".join([*pieces, text[at:]])


def merged(spans: Iterable[TextSpan]) -> tuple[TextSpan, ...]:
    """Return the spans in order, with those that touch or overlap made one."""
    joined: list[TextSpan] = []
    for span in sorted(spans, key=lambda span: span.start):
        if span.start == span.end:
            continue
        if joined and span.start <= joined[-1].end:
            last = joined.pop()
            joined.append(TextSpan(start=last.start, end=max(last.end, span.end)))
        else:
            joined.append(span)
    return tuple(joined)


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


def _comments(text: str, at: int) -> Iterator[TextSpan]:
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        at = end + 3
        yield TextSpan(start=start, end=at)


def _finished(text: str, reading: str, draft: "_Draft") -> Block:
    span = trimmed(reading, draft.start, draft.end)
    mark = draft.mark
    if mark is Mark.NONE and _IMAGE.match(text, draft.start):
        mark = Mark.CAPTION
    return Block(span, " ".join(reading[span.start : span.end].split()), mark)


class _Draft(NamedTuple):
    """The lines of a block before its inline markup is known."""

    start: int
    end: int
    mark: Mark
    is_prose: bool = True


class _Scan:
    """Reads lines one by one; collects markup, blocks and link labels."""

    def __init__(self) -> None:
        self.markup: list[TextSpan] = []
        self.drafts: list[_Draft] = []
        self.labels: set[str] = set()
        self._pending: list[Line] = []
        self._mark = Mark.NONE
        self._fence = ""
        self._in_table = False

    def read(self, line: Line) -> None:
        """Take the next line into account."""
        if self._fence:
            self._read_code(line)
            return
        if prefix := _PREFIX.match(line.text):
            line = self._cut(line, prefix.end())
        if line.is_blank:
            self.flush()
        elif not (self._read_table(line) or self._read_sign_line(line)):
            self._read_prose(line)

    def flush(self, mark: Mark | None = None) -> None:
        """Close the block that is open."""
        if self._pending:
            first, last = self._pending[0], self._pending[-1]
            start = first.start + len(first.text) - len(first.text.lstrip())
            self.drafts.append(_Draft(start, last.end, mark or self._mark))
        self._pending, self._mark, self._in_table = [], Mark.NONE, False

    def _hide(self, line: Line) -> None:
        self.markup.append(TextSpan(start=line.start, end=line.end))

    def _cut(self, line: Line, length: int) -> Line:
        self.markup.append(TextSpan(start=line.start, end=line.start + length))
        return Line(line.start + length, line.text[length:])

    def _read_code(self, line: Line) -> None:
        bare = line.text.strip()
        if bare.startswith(self._fence) and not bare.strip(self._fence[0]):
            self._hide(line)
            self._fence = ""
        elif not line.is_blank:
            self.drafts.append(_Draft(line.start, line.end, Mark.NONE, is_prose=False))

    def _read_table(self, line: Line) -> bool:
        is_rule = "|" in line.text and bool(_TABLE_RULE.match(line.text))
        if is_rule and self._pending and "|" in self._pending[-1].text:
            header = self._pending.pop()
            self.flush()
            self._hide(line)
            self._add_row(header)
            self._in_table = True
            return True
        if self._in_table and "|" in line.text:
            self._add_row(line)
            return True
        self._in_table = False
        return False

    def _add_row(self, line: Line) -> None:
        for pipe in _PIPE.finditer(line.text):
            at = line.start + pipe.start()
            self.markup.append(TextSpan(start=at, end=at + 1))
        self.drafts.append(_Draft(line.start, line.end, Mark.ITEM))

    def _read_sign_line(self, line: Line) -> bool:
        """Return whether the line is no prose line: a fence, heading, underline, rule, label."""
        if self._pending and self._mark is not Mark.ITEM and _UNDERLINE.match(line.text):
            self._hide(line)
            self.flush(Mark.HEADING)
        elif fence := _FENCE.match(line.text):
            self.flush()
            self._hide(line)
            self._fence = fence[1]
        elif _RULE.match(line.text):
            self.flush()
            self._hide(line)
        elif heading := _HEADING.match(line.text):
            self.flush()
            self._add_heading(self._cut(line, heading.end()))
        elif definition := _DEFINITION.match(line.text):
            self.flush()
            self._hide(line)
            self.labels.add(fold_label(definition[1]))
        else:
            return False
        return True

    def _add_heading(self, line: Line) -> None:
        end = line.end
        if hashes := _CLOSING_HASHES.search(line.text):
            end = line.start + hashes.start()
            self.markup.append(TextSpan(start=end, end=line.end))
        self.drafts.append(_Draft(line.start, end, Mark.HEADING))

    def _read_prose(self, line: Line) -> None:
        if note := _FOOTNOTE.match(line.text):
            self.flush()
            line = self._cut(line, note.end())
        bullet = _BULLET.match(line.text)
        # "2012. The …" in a wrapped paragraph is a year: a list there can only begin with 1.
        if bullet and (bullet["number"] in {None, "1"} or self._starts_a_list()):
            self.flush()
            self._mark = Mark.ITEM
            line = self._cut(line, bullet.end())
        self._pending.append(line)

    def _starts_a_list(self) -> bool:
        return not self._pending or self._mark is Mark.ITEM


_TICKS = re.compile(r"`+")
_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<address><(?:https?|mailto):[^<>\s]{1,2000}>)"
    r"|(?P<tag></?[A-Za-z][^<>]{0,400}>)"
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
) -> Iterator[TextSpan]:
    """Yield the spans of inline markup between two offsets, in no particular order.

    `labels` are the folded names of the text's link definitions: `[sic]` is an editor's word,
    and only a defined label makes it a link.
    """
    code = tuple(_code_spans(text, start, end))
    for ticks in code:
        yield TextSpan(start=ticks[0], end=ticks[1])
        yield TextSpan(start=ticks[2], end=ticks[3])
    at = start
    tokens: list[re.Match[str]] = []
    for left, _, _, right in (*code, (end, end, end, end)):
        tokens += _TOKEN.finditer(text, at, left)
        at = right
    kinds = {kind: list(found) for kind, found in _by_kind(tokens)}
    for kind in ("address", "tag", "footnote"):
        yield from (TextSpan(start=m.start(), end=m.end()) for m in kinds.get(kind, ()))
    for escape in kinds.get("escape", ()):
        yield TextSpan(start=escape.start(), end=escape.start() + 1)
    yield from _links(text, [m for m in tokens if m.lastgroup in {"opening", "closing"}], labels)
    yield from _emphasis(text, kinds.get("run", []), start, end)


def _by_kind(tokens: list[re.Match[str]]) -> Iterator[tuple[str, Iterator[re.Match[str]]]]:
    def kind(token: re.Match[str]) -> str:
        return token.lastgroup or ""

    yield from groupby(sorted(tokens, key=kind), kind)


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


def _links(text: str, brackets: list[re.Match[str]], labels: frozenset[str]) -> Iterator[TextSpan]:
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
            yield TextSpan(start=first.start(), end=first.end())
            yield TextSpan(start=bracket.start(), end=target_end)


def _target_end(
    text: str, inside: int, bracket: re.Match[str], labels: frozenset[str]
) -> int | None:
    """Return where the link ends that this bracket closes; None when it closes no link."""
    if target := _TARGET.match(text, bracket.end()):
        return target.end()
    if not labels:
        return None
    reference = _REFERENCE.match(text, bracket.end())
    inner = text[inside : min(bracket.start(), inside + 200)]
    label = (reference[1] if reference else "") or inner
    if fold_label(label) not in labels:
        return None
    return reference.end() if reference else bracket.end()


def fold_label(label: str) -> str:
    """Return a link label as Markdown compares them: case and white space do not count."""
    return " ".join(label.casefold().split())


def _emphasis(text: str, runs: list[re.Match[str]], start: int, end: int) -> Iterator[TextSpan]:
    """Yield the signs that pair up; a lone asterisk (a note, a product) is prose."""
    opened: dict[str, list[TextSpan]] = {"*": [], "_": [], "~": []}
    for run in runs:
        before = text[run.start() - 1] if run.start() > start else " "
        after = text[run.end()] if run.end() < end else " "
        stack = opened[run[0][0]]
        rest = TextSpan(start=run.start(), end=run.end())
        while stack and rest.start < rest.end and _closes(run[0][0], before, after):
            opener = stack.pop()
            size = min(opener.end - opener.start, rest.end - rest.start)
            yield TextSpan(start=opener.end - size, end=opener.end)
            yield TextSpan(start=rest.start, end=rest.start + size)
            rest = TextSpan(start=rest.start + size, end=rest.end)
            if opener.end - opener.start > size:
                stack.append(TextSpan(start=opener.start, end=opener.end - size))
        if rest.start < rest.end and _opens(run[0][0], before, after):
            stack.append(rest)


def _opens(sign: str, before: str, after: str) -> bool:
    if after.isspace() or (before.isdigit() and after.isdigit()):  # 2*3 is a product
        return False
    if not after.isalnum() and before.isalnum():
        return False
    return sign != "_" or not before.isalnum()


def _closes(sign: str, before: str, after: str) -> bool:
    return _opens(sign, after, before)
