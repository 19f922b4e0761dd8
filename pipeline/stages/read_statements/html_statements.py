"""Statements in HTML: the sentences of a draft as an editorial system keeps it, each in its place.

It is read as it stands, for the places of its numbers must be found again: no tag is repaired. What
is an article of a page, and what stands around it, is not asked; a draft has nothing around it.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.text.placed import Character, PlacedText, folded
from pipeline.text.sentences import split_sentences
from schemas import TextSpan

_TAG = re.compile(r"/?([a-zA-Z][a-zA-Z0-9-]*)")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NO_PROSE = frozenset("head math noscript pre script style svg template textarea".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th"})
_BLOCKS = _HEADINGS | frozenset(
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption "
    "figure footer form header hgroup hr html legend li main menu nav ol option p section select "
    "summary table tbody tfoot thead title tr ul".split()
)


def statements_of_html(text: str) -> Iterator[PlacedText]:
    """Yield the sentences of a draft in order; a heading is one whatever stops it holds."""
    for block in _blocks(text):
        yield from _sentences(block.characters, is_heading=block.name in _HEADINGS)


def blocks_of_html(text: str) -> Iterator[TextSpan]:
    """Yield where the blocks of a draft stand that have words, in order."""
    for block in _blocks(text):
        if block.characters:
            yield TextSpan(start=block.characters[0].start, end=block.characters[-1].end)


def comments_of_html(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of each comment: none of a script, an attribute or what is no prose."""
    return ((token.start, token.end) for token in _tokens(text) if token.name == _COMMENT)


class _Block(NamedTuple):
    name: str
    """Of the tag that begins it, or ends what stood before."""
    characters: list[Character]


def _blocks(text: str) -> Iterator[_Block]:
    block = _Block("", [])
    for part in _parts(text):
        if isinstance(part, Character):
            block.characters.append(part)
        else:
            yield block
            block = _Block(part, [])
    yield block


def _sentences(block: list[Character], *, is_heading: bool) -> Iterator[PlacedText]:
    words = PlacedText.of(folded(block))
    if is_heading and words.text:
        yield words
        return
    for span in split_sentences(words.text):
        part = slice(span.start, span.end)
        yield PlacedText(words.text[part], words.starts[part], words.ends[part])


def _parts(text: str) -> Iterator[Character | str]:
    """Yield the characters that are shown, and the name of a tag where a block begins or ends."""
    for token in _tokens(text):
        start, end, name = token
        if name is None:
            yield from _characters(text, start, end)
        elif name in _BLOCKS:
            yield name if text[start + 1] != "/" else "/" + name
        elif name in _CELLS or name == "br":
            yield from (Character(sign, start, end) for sign in (" | " if name in _CELLS else " "))


class _Token(NamedTuple):
    start: int
    end: int
    name: str | None
    """Of a tag, "!--" of a comment, "" of what is not shown, None of text."""


_COMMENT = "!--"


def _tokens(text: str) -> Iterator[_Token]:
    at = begun = 0
    while (start := text.find("<", at)) >= 0:
        token = _tag(text, start)
        at = token.end if token else start + 1
        if token:
            yield _Token(begun, start, None)
            yield token
            begun = at
    yield _Token(begun, len(text), None)


def _tag(text: str, start: int) -> _Token | None:
    """Return a tag, a comment or what is no prose; None where it is text."""
    if text.startswith("<!--", start):
        end = text.find("-->", start + 4)
        return _Token(start, end + 3, _COMMENT) if end >= 0 else _Token(start, len(text), "")
    named = _TAG.match(text, start + 1)
    if named is None and text[start + 1 : start + 2] not in {"!", "?"}:
        return None
    end = _end_of_tag(text, start)
    name = named[1].lower() if named else ""
    if name in _NO_PROSE and text[start + 1] != "/":
        closing = re.compile(rf"</{name}\b", re.IGNORECASE).search(text, end)
        return _Token(start, closing.start() if closing else len(text), "")
    return _Token(start, end, name)


_QUOTED = re.compile(r"""[^<>"']*(?:"[^"]{0,2000}"|'[^']{0,2000}')""")


def _end_of_tag(text: str, start: int) -> int:
    """Return where a tag ends; a sign in the quotes of an attribute ends none."""
    at = start + 1
    while quoted := _QUOTED.match(text, at):
        at = quoted.end()
    end = text.find(">", at)
    return len(text) if end < 0 else end + 1


def _characters(text: str, start: int, end: int) -> Iterator[Character]:
    """Yield the characters of a stretch without tags, references such as &amp; read."""
    at = start
    for reference in _REFERENCE.finditer(text, start, end):
        yield from (Character(text[i], i, i + 1) for i in range(at, reference.start()))
        at = reference.end()
        for sign in html.unescape(reference[0]):
            yield Character(sign, reference.start(), at)
    yield from (Character(text[i], i, i + 1) for i in range(at, end))
