"""A draft in Markdown: its sentences, headings, list items and rows of tables; no code."""

from bisect import bisect_right
from collections.abc import Iterator

from pipeline.stages.read_statements.own_brief import is_own_brief, stated_spans
from pipeline.stages.read_statements.statement import Statement
from pipeline.text.blocks import Block, Mark
from pipeline.text.markdown import Markdown, blanked, read_markdown
from pipeline.text.placed import plain_text
from pipeline.text.sentences import split_sentences
from schemas import TextSpan


def statements_of_markdown(text: str) -> Iterator[Statement]:
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
            yield Statement(words)


def _prose(draft: Markdown) -> Iterator[Block]:
    ends = [code.end for code in draft.code]
    for block in draft.blocks:
        following = bisect_right(ends, block.span.start)
        in_code = following < len(ends) and draft.code[following].start <= block.span.start
        if not in_code:
            yield block


def _sentences(reading: str, block: Block) -> Iterator[TextSpan]:
    """Yield the sentences of a block; a heading is one whatever stops it holds."""
    if block.mark is Mark.HEADING:
        yield block.span
        return
    start = block.span.start
    for span in split_sentences(reading[start : block.span.end]):
        yield TextSpan(start=start + span.start, end=start + span.end)
