"""Statements in prose: lines of plain text, or a draft in Markdown without its code.

Of a `brief.md` of ours only its headline, its points and what an editor has added count. The rest
is about the brief: where it comes from, the figures to verify, what was withheld, the sentences
cited and the ledger. A test reads back what `render.brief_text` writes.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.stages.read_statements.comments import without_comment
from pipeline.text.blocks import Block, Mark, lines_of
from pipeline.text.markdown import Markdown, blanked, read_markdown
from pipeline.text.placed import PlacedText, plain_text
from pipeline.text.sentences import split_sentences, trimmed
from schemas import TextSpan


def statements_of_markdown(text: str) -> Iterator[PlacedText]:
    """Yield the sentences of a draft in order; of a brief of ours, only what it states."""
    draft = read_markdown(text)
    reading = blanked(text, draft.markup)
    if is_own_brief(draft.blocks):
        spans = stated_spans(reading, draft.blocks)
    else:
        spans = (span for block in _prose(draft) for span in _sentences(reading, block))
    for span in spans:
        words = plain_text(text, span, draft.markup)
        if words.text:
            yield words


def statements_of_blocks(text: str, blocks: Sequence[Block]) -> Iterator[PlacedText]:
    """Yield the sentences of a document in order, its headers and footers left out."""
    for block in blocks:
        if block.mark is not Mark.OUTSIDE:
            for span in _sentences(text, block):
                yield plain_text(text, span)


def _prose(draft: Markdown) -> Iterator[Block]:
    ends = [code.end for code in draft.code]
    for block in draft.blocks:
        following = bisect_right(ends, block.span.start)
        in_code = following < len(ends) and draft.code[following].start <= block.span.start
        if not in_code:
            yield block


def _sentences(reading: str, block: Block) -> Iterator[TextSpan]:
    """Yield the sentences of a block; a heading is one whatever stops it holds."""
    if block.mark in {Mark.TITLE, Mark.HEADING}:
        yield block.span
        return
    start = block.span.start
    for span in split_sentences(reading[start : block.span.end]):
        yield span.moved(start)


_ORIGIN = re.compile(r"From .+ Numbers checked by factdesk \S+\Z")
_NOTE = re.compile(
    r"No model wrote this: .*|The brief rests on the first \d+ of \d+ sentences\."
    r"|Nothing was drafted from s\d+ to s\d+\b.*|\d+ sentences? holds? no figure and (?:is|are) "
    r"not on this list\b.*|[✗▲] .*",
    re.DOTALL,
)
_OWN_SECTIONS = re.compile(
    r"(?:Before you reuse it: figures to verify|Planned or expected: who says so\?|Figures in an "
    r"opinion"
    r"|Figures of personal experience): \d+(?: of \d+ still open)?"
    r"|Also look at|For review: numbers that the article may not bear out|Withheld: numbers that "
    r"the article does not bear out|Sentences cited|Ledger"
)
_CITES = re.compile(r"\s*\(s\d+(?:, s\d+)*(?:; the article’s own words)?\)\Z")
_ORIGIN_WITHIN = 3
"""The origin stands right below the headline; an editor may have put a line between."""


def is_own_brief(blocks: Sequence[Block]) -> bool:
    """Return whether the draft was written by `factdesk brief`."""
    return any(_ORIGIN.match(block.text) for block in blocks[:_ORIGIN_WITHIN])


def stated_spans(reading: str, blocks: Sequence[Block]) -> Iterator[TextSpan]:
    """Yield the offsets of what the brief states, without the sentences it cites."""
    apart = False
    for block in blocks:
        if block.mark in {Mark.TITLE, Mark.HEADING}:
            apart = bool(_OWN_SECTIONS.fullmatch(block.text))
        if not apart and not _ORIGIN.match(block.text) and not _NOTE.fullmatch(block.text):
            yield _without_cites(reading, block.span)


def _without_cites(reading: str, span: TextSpan) -> TextSpan:
    cites = _CITES.search(reading, span.start, span.end)
    return TextSpan(start=span.start, end=cites.start()) if cites else span


def statements_of_lines(text: str) -> Iterator[PlacedText]:
    """Yield each line that is not blank, without the white space and the comment at its ends."""
    for line in lines_of(text):
        words = line._replace(text=without_comment(line.text))
        if not words.is_blank:
            span = trimmed(text, words.start, words.end)
            yield PlacedText.slice_of(text, span.start, span.end)
