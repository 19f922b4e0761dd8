"""Statements in HTML: the sentences of a draft as an editorial system keeps it, each in its place.

It is read as it stands, for the places of its numbers must be found again: no tag is repaired. What
is an article of a page, and what stands around it, is not asked; a draft has nothing around it.
"""

import html
import re
from collections.abc import Iterator

from pipeline.text.placed import Character, PlacedText, folded
from pipeline.text.sentences import split_sentences

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
    block: list[Character] = []
    is_heading = False
    for part in _parts(text):
        if isinstance(part, Character):
            block.append(part)
            continue
        yield from _sentences(block, is_heading=is_heading)
        block, is_heading = [], part in _HEADINGS
    yield from _sentences(block, is_heading=is_heading)


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
    at = 0
    while (start := text.find("<", at)) >= 0:
        yield from _characters(text, at, start)
        end, name = _tag(text, start)
        if end is None:
            yield Character("<", start, start + 1)
            at = start + 1
            continue
        if name in _BLOCKS:
            yield name if text[start + 1] != "/" else "/" + name
        elif name in _CELLS or name == "br":
            yield from (Character(sign, start, end) for sign in (" | " if name in _CELLS else " "))
        at = end
    yield from _characters(text, at, len(text))


def _tag(text: str, start: int) -> tuple[int | None, str]:
    """Return where a tag, a comment or what is no prose ends, and the tag's name; None for none."""
    if text.startswith("<!--", start):
        end = text.find("-->", start + 4)
        return (len(text) if end < 0 else end + 3), ""
    named = _TAG.match(text, start + 1)
    if named is None and text[start + 1 : start + 2] not in {"!", "?"}:
        return None, ""
    end = text.find(">", start)
    if end < 0:
        return len(text), ""
    name = named[1].lower() if named else ""
    if name in _NO_PROSE and text[start + 1] != "/":
        closing = re.compile(rf"</{name}\b", re.IGNORECASE).search(text, end)
        return (closing.start() if closing else len(text)), ""
    return end + 1, name


def _characters(text: str, start: int, end: int) -> Iterator[Character]:
    """Yield the characters of a stretch without tags, references such as &amp; read."""
    at = start
    for reference in _REFERENCE.finditer(text, start, end):
        yield from (Character(text[i], i, i + 1) for i in range(at, reference.start()))
        at = reference.end()
        for sign in html.unescape(reference[0]):
            yield Character(sign, reference.start(), at)
    yield from (Character(text[i], i, i + 1) for i in range(at, end))
