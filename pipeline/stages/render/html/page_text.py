"""Text and places of the page: cut to length, cut into marked pieces, and the ids of links."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import urlsplit

from schemas import LedgerEntry, Report, TextSpan

_ROOM = 420
_EARLIER = 160


class Link(NamedTuple):
    """A link within the page, or out of it, and its words; "" leads nowhere."""

    href: str
    text: str


def clipped(text: str, room: int = _ROOM) -> str:
    """Return text of at most so many characters; a cut is marked by an ellipsis."""
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def excerpt(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands before, in and after a place of a text, cut where the text is long.

    A sentence may be a megabyte; its worklist row shows the part around the number.
    """
    if len(text) <= _ROOM:
        return text[:start], text[start:end], text[end:]
    since = max(0, start - _EARLIER)
    before = ("…" if since else "") + text[since:start]
    return before, clipped(text[start:end]), clipped(text[end:], _ROOM - _EARLIER)


def web_address(text: str) -> str:
    """Return the text if it is an http or https address, which alone may become a link, or ""."""
    try:
        address = urlsplit(text)
    except ValueError:
        return ""
    return text if address.scheme in {"http", "https"} and address.netloc else ""


Label = TypeVar("Label")


class Segment(NamedTuple, Generic[Label]):
    """A piece of a text that no label begins or ends in, and the labels that hold it."""

    span: TextSpan
    text: str
    labels: tuple[Label, ...]


def segments(text: str, labelled: Sequence[tuple[TextSpan, Label]]) -> list[Segment[Label]]:
    """Return the text in pieces, cut where any label begins or ends; joined they are the text.

    Labels come in the order in which they begin. What reaches beyond the text is cut off there, and
    a span without characters labels nothing.
    """
    beginning: dict[int, list[int]] = defaultdict(list)
    ending: dict[int, list[int]] = defaultdict(list)
    for number, (span, _) in enumerate(labelled):
        end = min(span.end, len(text))
        if span.start < end:
            beginning[span.start].append(number)
            ending[end].append(number)
    holding: dict[int, Label] = {}
    cut: list[Segment[Label]] = []
    for start, end in pairwise(sorted({0, len(text), *beginning, *ending})):
        for number in ending[start]:
            del holding[number]
        holding.update((number, labelled[number][1]) for number in beginning[start])
        span, labels = TextSpan(start=start, end=end), tuple(holding.values())
        cut.append(Segment(span, text[start:end], labels))
    return cut


class Anchors:
    """The ids that links of the page lead to."""

    def __init__(self, report: Report) -> None:
        self.article = report.article
        self.sentences = {sentence.sentence_id: sentence for sentence in report.article.sentences}
        self._quantities = {entry.span for entry in report.ledger.entries}

    def place(self, span: TextSpan) -> Link:
        """Return the link to a place: its quantity, else its sentence, else the article."""
        words = clipped(" ".join(self.article.quote(span).split()), 80)
        if span in self._quantities:
            return Link(f"#{place_id(span)}", words)
        sentence = self.article.sentence_at(span.start)
        return Link(f"#{sentence.sentence_id}" if sentence else "#article", words)

    def cite(self, sentence_id: str) -> Link:
        known = sentence_id in self.sentences
        return Link(f"#{sentence_id}" if known else "#article", sentence_id)


def place_id(span: TextSpan) -> str:
    return f"place-{span.start}-{span.end}"


def aside_id(entry: LedgerEntry) -> str:
    return f"aside-{entry.start}-{entry.end}"
