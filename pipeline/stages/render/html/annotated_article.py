"""The article in full, in paragraphs and sentences, with every quantity marked and numbered."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from pipeline.stages.render.evidence_words import is_contradicted
from pipeline.stages.render.html.page_text import Segment, aside_id, place_id, segments
from pipeline.stages.render.html.statement_views import Doubt
from pipeline.stages.render.html.worklist_views import LooseFlag
from schemas import Disposition, LedgerEntry, Outcome, Report, Role, Sentence, TextSpan

_LABELS = {
    Role.HEADLINE: "Headline",
    Role.CAPTION: "Caption",
    Role.BOILERPLATE: "Not part of the article",
}


class Note(NamedTuple):
    """A footnote at a number of the article: "[3]", the row that verifies it."""

    href: str
    text: str
    label: str
    """What a screen reader says for it."""


class Piece(NamedTuple):
    """Some words of the article, in one sentence or between two."""

    text: str
    markup: bool
    went: Disposition | None = None
    """Where the quantity went that these words are, or are a part of."""
    alert: bool = False
    anchor: str | None = None
    """Id of the quantity, on its first piece only."""
    href: str | None = None
    """Where its reason stands, for what was set aside."""
    notes: tuple[Note, ...] = ()
    """On its last piece only."""


class Line(NamedTuple):
    """One sentence of the article, or what stands between two (`sentence_id` is None)."""

    sentence_id: str | None
    claims: str | None
    """Where the claims on this sentence stand."""
    pieces: tuple[Piece, ...]


class Block(NamedTuple):
    """One paragraph of the article; `label` names its role where that changes."""

    role: str
    label: str | None
    lines: tuple[Line, ...]


_MARKUP: Literal["markup"] = "markup"
"""Labels signs of Markdown and targets of links."""


class _Paragraph(NamedTuple):
    """The number of a paragraph, which reaches to the beginning of the next."""

    number: int
    role: Role


_Label = Sentence | LedgerEntry | Literal["markup"] | _Paragraph


class _Notes(NamedTuple):
    """The footnotes of each quantity, and which quantities carry an alert."""

    of: dict[TextSpan, tuple[Note, ...]]
    alerts: frozenset[TextSpan]


def article_blocks(
    report: Report, doubts: tuple[Doubt, ...], loose: tuple[LooseFlag, ...]
) -> tuple[Block, ...]:
    """Return the paragraphs of the article; their pieces joined are its text."""
    notes = _notes(report, doubts, loose)
    claimed = {claim.sentence_id for claim in report.claims}
    cut = segments(report.article.text, list(_labelled(report)))
    blocks, shown = [], None
    for paragraph, inside in groupby(cut, key=_paragraph):
        lines = tuple(_lines(inside, notes, claimed))
        label = _LABELS.get(paragraph.role) if paragraph.role is not shown else None
        blocks.append(Block(paragraph.role.value, label, lines))
        shown = paragraph.role
    return tuple(blocks)


def _labelled(report: Report) -> Iterator[tuple[TextSpan, _Label]]:
    article = report.article
    yield from _paragraphs(report)
    yield from ((sentence.span, sentence) for sentence in article.sentences)
    yield from ((span, _MARKUP) for span in article.markup)
    yield from ((entry.span, entry) for entry in report.ledger.entries)


def _paragraphs(report: Report) -> Iterator[tuple[TextSpan, _Paragraph]]:
    """Yield paragraphs that together hold the whole text; each begins with the line that it is on.

    What stands on that line before the first sentence are signs of Markdown.
    """
    text, at = report.article.text, 0
    starts: list[int] = []
    roles: list[Role] = []
    for _, inside in groupby(report.article.sentences, key=lambda sentence: sentence.paragraph):
        first, *others = inside
        starts.append(text.rfind("\n", at, first.span.start) + 1 or first.span.start)
        roles.append(first.role)
        at = (first, *others)[-1].span.end
    ends = pairwise([0, *starts[1:], len(text)])
    for number, (role, (start, end)) in enumerate(zip(roles, ends, strict=False)):
        yield TextSpan(start=start, end=end), _Paragraph(number, role)


def _paragraph(segment: Segment[_Label]) -> _Paragraph:
    first = segment.labels[0] if segment.labels else None
    return first if isinstance(first, _Paragraph) else _Paragraph(0, Role.BODY)


def _sentence(segment: Segment[_Label]) -> Sentence | None:
    return next((label for label in segment.labels if isinstance(label, Sentence)), None)


def _lines(inside: Iterator[Segment[_Label]], notes: _Notes, claimed: set[str]) -> Iterator[Line]:
    for sentence, cut in groupby(inside, key=_sentence):
        named = sentence.sentence_id if sentence else None
        claims = f"#claims-{named}" if named in claimed else None
        yield Line(named, claims, tuple(_piece(segment, notes) for segment in cut))


def _piece(segment: Segment[_Label], notes: _Notes) -> Piece:
    entry = next((label for label in segment.labels if isinstance(label, LedgerEntry)), None)
    markup = _MARKUP in segment.labels
    if entry is None:
        return Piece(segment.text, markup)
    return Piece(
        text=segment.text,
        markup=markup,
        went=entry.went,
        alert=entry.span in notes.alerts,
        anchor=place_id(entry.span) if segment.span.start == entry.start else None,
        href=f"#{aside_id(entry)}" if entry.went is Disposition.SET_ASIDE else None,
        notes=notes.of.get(entry.span, ()) if segment.span.end == entry.end else (),
    )


def _notes(report: Report, doubts: tuple[Doubt, ...], loose: tuple[LooseFlag, ...]) -> _Notes:
    found: dict[TextSpan, dict[Note, None]] = {}
    for note, spans in _noted(report, doubts, loose):
        for span in spans:
            found.setdefault(span, {})[note] = None
    rows = report.worklist.rows
    flags = [*(flag for row in rows for flag in row.flags), *report.worklist.loose_flags]
    alerts = [span for flag in flags if flag.alert for span in flag.places]
    alerts += [place.span for row in rows if is_contradicted(row) for place in row.places]
    return _Notes({span: tuple(notes) for span, notes in found.items()}, frozenset(alerts))


def _noted(
    report: Report, doubts: tuple[Doubt, ...], loose: tuple[LooseFlag, ...]
) -> Iterator[tuple[Note, Sequence[TextSpan]]]:
    """Yield each footnote with its places: rows, flags on no row, what speaks against a doubt."""
    for row in report.worklist.rows:
        note = Note(f"#row-{row.row_id}", f"[{row.rank}]", f"row {row.rank}")
        yield note, [place.span for place in row.places]
    for anchor, (flag, _), _ in loose:
        yield Note(f"#{anchor}", f"[{flag.check}]", f"flag {flag.check}"), flag.places
    for doubt in doubts:
        note = Note(f"#{doubt.statement.anchor}", f"[{doubt.name}]", f"not borne out, {doubt.name}")
        for verdict in doubt.statement.verdicts:
            if verdict.finding.outcome is Outcome.UNSUPPORTED:
                yield note, verdict.finding.source
