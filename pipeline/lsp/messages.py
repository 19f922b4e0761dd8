"""What an editor shows of a checked draft: diagnostics at numbers, and a hover on each of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lsprotocol.types import (
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
)

from pipeline.lsp.draft_check import CheckedDraft
from pipeline.lsp.draft_sources import SECTION
from pipeline.lsp.positions import Lines
from pipeline.project import FILE
from pipeline.stages.render.checks_list import measured
from pipeline.stages.render.codes import (
    code_of,
    evidence_of,
    message_of,
    said_of_suppressed,
    said_of_suppression,
)
from pipeline.text.escaping import markdown_text, visible
from schemas import CheckedNumber, Outcome, SourceSentence

ORIGIN = "factdesk"
"""Whom an editor names beside a diagnostic."""
_SEVERITIES = {
    Outcome.UNSUPPORTED: DiagnosticSeverity.Error,
    Outcome.REVIEW: DiagnosticSeverity.Information,
}


class Client(NamedTuple):
    """What an editor can show."""

    units: Callable[[str], int]
    """How it counts characters."""
    shows_related: bool
    """Whether a diagnostic may point to a place in another file."""
    shows_markdown: bool

    def lines(self, text: str) -> Lines:
        """Return the lines of a text."""
        return Lines(text, self.units)


def note_on(text: str, message: str, severity: DiagnosticSeverity, client: Client) -> Diagnostic:
    """Return what is to be said of a draft as a whole, at its first line."""
    return Diagnostic(client.lines(text).first, visible(message), severity=severity, source=ORIGIN)


def without_sources(name: str, missing: Sequence[str]) -> str:
    """Return how to name the sources of a draft; `missing` are those that a factdesk.toml names."""
    if missing:
        named = ", ".join(map(repr, missing))
        return (
            f"{FILE} holds this draft against {named}, which names no other file that is there, "
            f"so none of its numbers is checked. Mend the name in {FILE}, or save the source "
            "under it."
        )
    setting = f'{{"{SECTION}": {{"sources": {{"{name}": ["story.html"]}}}}}}'
    return (
        "No source is named for this draft, so none of its numbers is checked. Name the articles "
        f"that it rests on in the editor's settings: {setting}. Names and patterns, such as "
        f"drafts/*.md, count from the workspace folder. Or name them in a {FILE} in the draft's "
        "folder or above."
    )


def diagnostics_of(checked: CheckedDraft, client: Client) -> list[Diagnostic]:
    """Return what counts of a draft, in its order, then what is wrong with its comments."""
    lines = client.lines(checked.draft.text)
    sources = _lines_of_sources(checked, client) if client.shows_related else {}
    everything = checked.doubtful(0, len(checked.draft.text))
    found = [_of_number(finding, checked, lines, sources) for _, finding in everything]
    return [*found, *_of_comments(checked, lines)]


def _lines_of_sources(checked: CheckedDraft, client: Client) -> dict[str, Lines]:
    """Return the lines of the sources whose text is that of their file."""
    return {
        name: client.lines(source.article.text)
        for name, source in checked.basis.sources.items()
        if source.is_file_text
    }


def _of_number(
    finding: CheckedNumber, checked: CheckedDraft, lines: Lines, sources: Mapping[str, Lines]
) -> Diagnostic:
    meaning = code_of(finding)
    said = [message_of(finding), *evidence_of(finding), f"{meaning.title}: {meaning.help}"]
    related = list(_related(finding, checked, sources))
    return Diagnostic(
        lines.range(finding.place.start, finding.place.end),
        "\n".join(map(visible, said)),
        severity=_SEVERITIES[finding.outcome],
        code=finding.code,
        source=ORIGIN,
        related_information=related or None,
    )


def _related(
    finding: CheckedNumber, checked: CheckedDraft, sources: Mapping[str, Lines]
) -> Iterator[DiagnosticRelatedInformation]:
    """Yield the places of sentences in the sources whose lines are known."""
    for sentence in _sentences(finding):
        if lines := sources.get(sentence.source):
            place = lines.range(sentence.span.start, sentence.span.end)
            uri = checked.basis.files[sentence.source].absolute().as_uri()
            yield DiagnosticRelatedInformation(Location(uri, place), visible(sentence.text))


def _sentences(finding: CheckedNumber) -> tuple[SourceSentence, ...]:
    return (*finding.sentences, *([finding.nearest] if finding.nearest else []))


def _of_comments(checked: CheckedDraft, lines: Lines) -> Iterator[Diagnostic]:
    for each in checked.run.suppressions:
        if said := said_of_suppression(each):
            yield Diagnostic(
                lines.range(each.place.start, each.place.end),
                visible(said),
                severity=DiagnosticSeverity.Warning,
                code="suppression",
                source=ORIGIN,
                tags=None if each.findings else [DiagnosticTag.Unnecessary],
            )


def hover_text(finding: CheckedNumber, client: Client) -> str:
    """Return the verdict on a number, the sentences that it rests on, and what its code means."""
    shown = markdown_text if client.shows_markdown else visible
    quote = "> " if client.shows_markdown else ""
    parts = [shown(message_of(finding))]
    parts += [shown(said_of_suppressed(finding.suppressed))] if finding.suppressed else []
    for sentence in _sentences(finding):
        nearest = "nearest in " if sentence is finding.nearest else ""
        parts.append(shown(f"{nearest}{sentence.source}, {sentence.sentence_id}:"))
        parts.append(quote + shown(sentence.text))
    if finding.outcome is not Outcome.SUPPORTED:
        meaning = code_of(finding)
        parts.append(shown(f"{meaning.title}: {meaning.help}"))
        parts.append(shown(f"Code {finding.code}: {measured(finding.code)}"))
    return "\n\n".join(parts)
