"""Verifying: what a library of evidence says of each figure of a worklist, or of a draft."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from pipeline.evidence.library.searching import Library
from pipeline.evidence.verdict.asked import Asked, can_be_asked
from pipeline.evidence.verdict.finding import find_evidence
from pipeline.reconcile import Source, source_of
from pipeline.reconcile.frames import is_judged
from pipeline.text.article import article_from_blocks
from pipeline.text.blocks import Block, Head
from pipeline.text.placed import PlacedText, Places
from schemas import EvidenceOutcome, FoundEvidence, Report, SearchPhrases, SoughtNumber, TextSpan

_NOT_ASKED = FoundEvidence(
    outcome=EvidenceOutcome.NOTHING,
    confidence=1.0,
    reason="It has no value that a library could be asked for.",
)
_BETWEEN = "\n\n"
_OFFSETS = ("span", "number")
"""What of a quantity counts in its text."""


def verify(report: Report, library: Library, phrases: Iterable[SearchPhrases] = ()) -> Report:
    """Return the report with what the library says of each row in its `found`.

    `phrases` are words to search it for beside those of the article, by sentence.
    """
    source = source_of(report.article)
    more = {each.sentence_id: each.phrases for each in phrases}
    rows = report.worklist.rows
    asked: dict[str, Asked] = {}
    for row in rows:
        figure = source.at(row.quantity.span)
        if figure is not None and can_be_asked(figure):
            searched = more.get(figure.sentence.sentence_id, ())
            asked[row.row_id] = Asked(figure, source, row.text, searched)
    # In the order of the article, whatever the rank: the result does not depend on it.
    by_place = sorted(asked, key=lambda row_id: asked[row_id].figure.place)
    evidence = find_evidence([asked[row_id] for row_id in by_place], library)
    found = dict(zip(by_place, evidence, strict=True))
    verified = tuple(
        row.model_copy(update={"found": found.get(row.row_id, _NOT_ASKED)}) for row in rows
    )
    worklist = report.worklist.model_copy(update={"rows": verified})
    return report.model_copy(update={"worklist": worklist})


def verify_statements(
    statements: Sequence[PlacedText],
    places: Places,
    library: Library,
    *,
    published: date | None = None,
) -> list[tuple[SoughtNumber, ...]]:
    """Return what the library says of the numbers of each statement of one draft, in order.

    The statements are one text: each is read with those before it. From the day of publication
    "last year" counts.
    """
    starts, source = _read_as_one(statements, published)
    figures = [each for each in source.quantities if is_judged(each.quantity)]
    asked = {each.place: Asked(each, source) for each in figures if can_be_asked(each)}
    found = dict(zip(asked, find_evidence([*asked.values()], library), strict=True))
    numbers: list[list[SoughtNumber]] = [[] for _ in statements]
    for each in figures:
        at = bisect_right(starts, each.span.start) - 1
        moved = {name: getattr(each.quantity, name).moved(-starts[at]) for name in _OFFSETS}
        quantity = each.quantity.model_copy(update=moved)
        numbers[at].append(
            SoughtNumber(
                quantity=quantity,
                place=places.at(statements[at].place(quantity.span)),
                found=found.get(each.place, _NOT_ASKED),
            )
        )
    return list(map(tuple, numbers))


def _read_as_one(
    statements: Sequence[PlacedText], published: date | None
) -> tuple[list[int], Source]:
    """Return where each statement begins in the text that all of them are, and that text read."""
    starts, at = [], 0
    for each in statements:
        starts.append(at)
        at += len(each.text) + len(_BETWEEN)
    blocks = [
        Block(TextSpan(start=start, end=start + len(each.text)), each.text)
        for start, each in zip(starts, statements, strict=True)
    ]
    text = _BETWEEN.join(each.text for each in statements)
    told = Head(published=published)
    return starts, Source(article_from_blocks("draft", text, blocks, (), told=told))
