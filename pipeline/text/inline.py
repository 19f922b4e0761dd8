"""Markdown inside a paragraph: emphasis, code, links, images, footnote marks, tags, escapes."""

import re
from collections.abc import Iterator
from itertools import groupby

from schemas import TextSpan

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
