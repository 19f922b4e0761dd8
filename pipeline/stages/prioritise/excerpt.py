"""An excerpt: what a row quotes of a sentence that is longer than anybody reads.

A line of a megabyte with a thousand figures would otherwise be copied into a thousand rows.
"""

import re

from schemas import TextSpan

LONGEST = 1_200
"""Characters; the longest sentence of 25,000 in news articles has half of that."""
_REACH = 400
_BREAK = re.compile(r"\s")


def excerpt_of(text: str, sentence: TextSpan, figure: TextSpan) -> TextSpan:
    """Return the sentence; of a very long one the words around the figure, cut between words."""
    if sentence.end - sentence.start <= LONGEST:
        return sentence
    start = max(sentence.start, figure.start - _REACH)
    end = min(sentence.end, max(figure.end, figure.start + LONGEST // 2) + _REACH // 2)
    if start > sentence.start:
        gap = _BREAK.search(text, start, figure.start)
        start = gap.end() if gap else figure.start
    if end < sentence.end:
        spaces = [gap.start() for gap in _BREAK.finditer(text, figure.end, end)]
        end = spaces[-1] if spaces else max(figure.end, min(end, figure.end + _REACH))
    return TextSpan(start=start, end=end)


def cut(text: str, *, keep_end: bool = False) -> str:
    """Return text that is no longer than an excerpt; what is left out shows as an ellipsis."""
    if len(text) <= LONGEST:
        return text
    return f"… {text[-LONGEST:]}" if keep_end else f"{text[:LONGEST]} …"
