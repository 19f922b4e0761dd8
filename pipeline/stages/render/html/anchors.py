"""Where things stand on the page: ids of places, and which sentence a place is in."""

from bisect import bisect_right

from pipeline.stages.render.html.shown import clipped
from pipeline.stages.render.html.view import Link
from schemas import LedgerEntry, Report, Sentence, TextSpan


class Anchors:
    """The ids that links of the page lead to."""

    def __init__(self, report: Report) -> None:
        self._article = report.article
        self._sentences = {each.sentence_id: each for each in report.article.sentences}
        self._starts = [each.span.start for each in report.article.sentences]
        self._quantities = {(each.start, each.end) for each in report.ledger.entries}

    def place(self, span: TextSpan) -> Link:
        """Return the link to a place: to its quantity, else to its sentence, else to the article."""
        words = clipped(" ".join(self._article.quote(span).split()), 80)
        if (span.start, span.end) in self._quantities:
            return Link(f"#{place_id(span)}", words)
        sentence = self.sentence_at(span)
        return Link(f"#{sentence.sentence_id}" if sentence else "#article", words)

    def sentence(self, sentence_id: str) -> Sentence | None:
        """Return the sentence of that id."""
        return self._sentences.get(sentence_id)

    def cite(self, sentence_id: str) -> Link:
        """Return the link to a sentence, by its id."""
        known = sentence_id in self._sentences
        return Link(f"#{sentence_id}" if known else "#article", sentence_id)

    def sentence_at(self, span: TextSpan) -> Sentence | None:
        """Return the sentence that a place begins in."""
        at = bisect_right(self._starts, span.start) - 1
        found = self._article.sentences[at] if at >= 0 else None
        return found if found and span.start < found.span.end else None


def place_id(span: TextSpan | LedgerEntry) -> str:
    """Return the id of a quantity of the article."""
    return f"place-{span.start}-{span.end}"


def aside_id(entry: LedgerEntry) -> str:
    """Return the id of a quantity among those that were set aside."""
    return f"aside-{entry.start}-{entry.end}"
