"""One statement a line."""

from collections.abc import Iterator

from pipeline.stages.read_statements.statement import Statement
from pipeline.text.blocks import lines_of
from pipeline.text.placed import PlacedText
from pipeline.text.sentences import trimmed


def statements_of_lines(text: str) -> Iterator[Statement]:
    """Yield each line that is not blank, without the white space at its ends."""
    for line in lines_of(text):
        if not line.is_blank:
            span = trimmed(text, line.start, line.end)
            yield Statement(PlacedText.slice_of(text, span.start, span.end))
