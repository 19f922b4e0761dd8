"""What a `brief.md` of ours states: its headline and points, and whatever an editor has added.

The rest is about the brief, not part of it: where it comes from, the figures to verify, what was
withheld, the sentences it cites and the ledger. A test reads back what `render.markdown` writes.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.text.blocks import Block, Mark
from schemas import TextSpan

_ORIGIN = re.compile(r"From .+ Numbers checked by factdesk \S+\Z")
_NOTE = re.compile(
    r"No model wrote this: .*|The brief rests on the first \d+ of \d+ sentences\."
    r"|Nothing was drafted from s\d+ to s\d+\b.*|\d+ sentences hold no figure and are not on this list; .*",
    re.DOTALL,
)
_OWN_SECTIONS = re.compile(
    r"(?:Before you reuse it: figures to verify|Planned or expected: who says so\?|Figures in an opinion"
    r"|Figures of personal experience): \d+"
    r"|Also look at|For review: numbers that the article may not bear out|Withheld: numbers that the article does not bear out|Sentences cited|Ledger"
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
        if block.mark is Mark.HEADING:
            apart = bool(_OWN_SECTIONS.fullmatch(block.text))
        if not apart and not _ORIGIN.match(block.text) and not _NOTE.fullmatch(block.text):
            yield _without_cites(reading, block.span)


def _without_cites(reading: str, span: TextSpan) -> TextSpan:
    cites = _CITES.search(reading, span.start, span.end)
    return TextSpan(start=span.start, end=cites.start()) if cites else span
