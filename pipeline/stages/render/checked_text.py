"""Checked statements for a terminal: what the draft says beside what the source says."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.box import MINIMAL
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.stages.render.checked_numbers import (
    counts_of,
    line_of,
    sought_of,
    told_of,
    verdict_of,
)
from pipeline.stages.render.codes import (
    STANDINGS,
    outcome_of,
    reason_of,
    said_of_suppressed,
    said_of_suppression,
)
from pipeline.text.escaping import printable
from schemas import (
    CheckedNumber,
    CheckedStatement,
    CheckRun,
    EvidenceOutcome,
    FilePlace,
    Judge,
    Outcome,
    Silence,
    SoughtNumber,
    SourceSentence,
    Status,
    TextSpan,
)

_WIDE = 80
"""Columns from which draft and source fit side by side; below they are stacked."""
_WIDEST_NUMBER = 32
_MOST_SETTLED = 20
_QUIET = "dim"
_OUTCOME_WORDS = {
    Outcome.SUPPORTED: "supported",
    Outcome.REVIEW: "to review",
    Outcome.UNSUPPORTED: "unsupported",
}
_RAISED = (Outcome.SUPPORTED, Outcome.REVIEW)
"""What a model may make of a number in doubt."""
_SILENCES = {
    Silence.DRAFT: "in the draft",
    Silence.PROJECT: "by factdesk.toml",
    Silence.BASELINE: "by the baseline",
}
_OF_EVIDENCE = {
    EvidenceOutcome.BORNE_OUT: Outcome.SUPPORTED,
    EvidenceOutcome.CONTRADICTED: Outcome.UNSUPPORTED,
    EvidenceOutcome.OTHER: Outcome.REVIEW,
    EvidenceOutcome.NOTHING: Outcome.REVIEW,
}
"""What evidence makes of a number that no source says anything of."""
_OUTCOMES = tuple(Outcome)
_SIGNS = {
    Outcome.SUPPORTED: ("✓", "green"),
    Outcome.REVIEW: ("~", "bold yellow"),
    Outcome.UNSUPPORTED: ("!", "bold red"),
}
"""The sign of an outcome, and its style."""


def show_checked(run: CheckRun, console: Console) -> None:
    """Print each statement with the verdicts on its numbers, then how many there are of each.

    ! is not supported and flagged, ~ for review, ✓ supported, - suppressed, · without a number.
    What evidence contradicts is flagged as what is not supported is.
    """
    view = _View(console, several_sources=len(run.sources) > 1)
    for statement in run.statements:
        view.show(statement)
    console.print()
    console.print(Text("\n".join(summary_of(run))))


def summary_of(run: CheckRun) -> tuple[str, ...]:
    """Return how many numbers could be read and what came of them, then what they stand for."""
    statements = run.statements
    findings = [finding for statement in statements for finding in statement.findings]
    outcomes = Counter(finding.outcome for finding in findings if finding.suppressed is None)
    silences = Counter(finding.suppressed.by for finding in findings if finding.suppressed)
    statuses = Counter(finding.status for finding in findings)
    parts = [f"{outcomes[outcome]} {word}" for outcome, word in _OUTCOME_WORDS.items()]
    parts += [f"{silences[by]} suppressed {word}" for by, word in _SILENCES.items() if silences[by]]
    numbers = sum(len(each.findings or each.evidence) for each in statements)
    read = f"{_counted(numbers, 'number')} in {_counted(len(statements), 'statement')}"
    without = sum(not (each.findings or each.evidence) for each in statements)
    apart = [f"{_counted(without, 'statement')} without a number"] if without else []
    apart += [f"{_counted(len(run.unread), 'line')} not checked"] if run.unread else []
    lines = [f"{read}: {', '.join(parts)}" if findings else read]
    lines += ["; ".join(apart)] if apart else []
    said = (f"{statuses[each]} {STANDINGS[each]}" for each in Status if statuses[each])
    lines += [f"by status: {', '.join(said)}"] if findings else []
    found = counts_of(statements)
    return (*lines, *([found] if found else []), *_second_look(findings))


def _second_look(findings: Sequence[CheckedNumber]) -> Iterator[str]:
    looked = [finding for finding in findings if finding.second_look]
    for model in dict.fromkeys(each.second_look.model for each in looked if each.second_look):
        own = [each for each in looked if each.second_look and each.second_look.model == model]
        moved = Counter(each.outcome for each in own if each.by is Judge.MODEL)
        refused = sum(
            each.second_look is not None and each.second_look.refusal is not None for each in own
        )
        parts = [f"{moved[outcome]} {_OUTCOME_WORDS[outcome]}" for outcome in _RAISED]
        parts += [f"{refused} refused", f"{len(own) - moved.total() - refused} as before"]
        yield f"second look by {model}: {_counted(len(own), 'number')}: {', '.join(parts)}"


def notes_of(run: CheckRun) -> Iterator[str]:
    """Yield what to say of comments that lets findings stand, and of findings that are settled."""
    for suppression in run.suppressions:
        if said := said_of_suppression(suppression):
            yield f"{suppression.place.line_shown}: {said}"
    for line in run.settled[:_MOST_SETTLED]:
        yield f"settled, and still in the baseline: {line}"
    if len(run.settled) > _MOST_SETTLED:
        more = len(run.settled) - _MOST_SETTLED
        yield f"{more:,} more are settled: --write-baseline takes them out"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


class _Line(NamedTuple):
    """A number of a statement: where it stands, and what is said of it."""

    span: TextSpan
    place: FilePlace
    verdict: str
    style: str
    reason: Text
    is_doubtful: bool


class _View:
    """Prints statements; knows how wide the terminal is and whether it shows colours."""

    def __init__(self, console: Console, *, several_sources: bool) -> None:
        self._console = console
        self._is_wide = console.width >= _WIDE
        # Where no style can be seen, brackets show which number is meant.
        self._brackets = console.color_system is None
        self._several = several_sources

    def show(self, statement: CheckedStatement) -> None:
        lines = self._lines(statement)
        grid = Table.grid(padding=(0, 1), expand=True)
        grid.add_column(width=1)
        grid.add_column(ratio=1)
        sign, style = _sign(statement)
        grid.add_row(Text(sign, style), self._compared(statement, lines))
        self._console.print(grid)
        if lines:
            self._console.print(Padding(self._verdicts(statement, lines), (0, 0, 0, 4)))

    def _lines(self, statement: CheckedStatement) -> list[_Line]:
        beside = [(each, sought_of(each, statement)) for each in statement.findings]
        told = [sought for _, sought in beside]
        lines = [self._of_source(finding, sought) for finding, sought in beside]
        lines += [_of_evidence(each) for each in statement.evidence if each not in told]
        return sorted(lines, key=lambda line: line.span.start)

    def _of_source(self, finding: CheckedNumber, sought: SoughtNumber | None) -> _Line:
        shown = finding.is_doubtful or (sought is not None and sought.is_doubtful)
        reason = Text(_shown(reason_of(finding)), "" if finding.is_doubtful else _QUIET)
        if sought and sought.outcome is not EvidenceOutcome.NOTHING:
            style = _style(sought) if sought.is_doubtful else _QUIET
            reason.append(f"\n{_shown(line_of(sought))}", style)
        return _Line(
            finding.quantity.span,
            finding.place,
            self._verdict(finding),
            _style(finding),
            reason,
            shown,
        )

    def _compared(self, statement: CheckedStatement, lines: Sequence[_Line]) -> RenderableType:
        """Return the statement, and beside or below it what the sources say against it."""
        draft = self._highlighted(
            statement.statement,
            [(line.span, line.style) for line in lines],
            [line.span for line in lines if line.is_doubtful],
        )
        sources = self._sources(statement)
        if not sources:
            return draft
        if not self._is_wide:
            return Group(draft, Padding(sources, (0, 0, 0, 2)))
        table = Table(box=MINIMAL, show_header=False, show_edge=False, padding=(0, 1, 0, 0))
        table.expand, table.border_style = True, _QUIET
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        table.add_row(draft, Padding(sources, (0, 0, 0, 1)))
        return table

    def _sources(self, statement: CheckedStatement) -> Text:
        """Return the sentences that speak against the statement, each once; empty for none."""
        against: dict[tuple[str, str], list[tuple[SourceSentence, str]]] = {}
        for finding in statement.findings:
            for sentence, note in _against(finding):
                key = (sentence.source, sentence.sentence_id)
                against.setdefault(key, []).append((sentence, note))
        return Text("\n").join(map(self._quoted, against.values()))

    def _quoted(self, same: Sequence[tuple[SourceSentence, str]]) -> Text:
        """Return a sentence with the numbers that any doubtful verdict names."""
        sentence, note = same[0]
        numbers = list(dict.fromkeys(span for named, _ in same for span in named.numbers))
        where = f"{_short(sentence.source)} " if self._several else ""
        page = sentence.place.within if sentence.place else None
        on_page = f", {page}" if page else ""
        label = printable(f"{where}{sentence.sentence_id}{on_page}{note}: ")
        words = self._highlighted(sentence.text, [(span, "bold") for span in numbers], numbers)
        return Text.assemble((label, _QUIET), words)

    def _verdicts(self, statement: CheckedStatement, lines: Sequence[_Line]) -> Table:
        table = Table.grid(padding=(0, 2))
        if self._is_wide:
            table.add_column(max_width=_WIDEST_NUMBER)
        for line in lines:
            words = statement.statement[line.span.start : line.span.end]
            number, verdict = Text(_shown(words)), Text(line.verdict, line.style)
            reason = line.reason
            if line.is_doubtful:
                reason.append(f"\n{printable(line.place.shown)}", _QUIET)
            if self._is_wide:
                table.add_row(number, verdict, reason)
            else:
                table.add_row(Text.assemble(number, ": ", verdict, "; ", reason))
        for column in table.columns:
            column.overflow = "fold"
        return table

    def _verdict(self, finding: CheckedNumber) -> str:
        said = outcome_of(finding)
        if finding.suppressed:
            return f"{said}, {printable(said_of_suppressed(finding.suppressed))}"
        names_source = self._several and finding.sentences and not finding.is_doubtful
        return f"{said} by {printable(_short(finding.article))}" if names_source else said

    def _highlighted(
        self,
        text: str,
        marked: Iterable[tuple[TextSpan, str]],
        bracketed: Sequence[TextSpan],
    ) -> Text:
        """Return the text with styles and, where none can be seen, brackets around the numbers."""
        words = Text(_shown(text))
        for span, style in marked:
            words.stylize(style, span.start, span.end)
        if not self._brackets:
            return words
        opening = {span.start for span in bracketed}
        closing = {span.end for span in bracketed}
        edges = sorted(opening | closing)
        first, *rest = words.divide(edges)
        parts: list[str | Text] = [first]
        for edge, piece in zip(edges, rest, strict=True):
            parts += ["]" * (edge in closing) + "[" * (edge in opening), piece]
        return Text.assemble(*parts)


def _sign(statement: CheckedStatement) -> tuple[str, str]:
    """Return the sign of the worst of its numbers that count; "-" where all are let stand."""
    findings, evidence = statement.findings, statement.evidence
    if not (findings or evidence):
        return "·", _QUIET
    counted = [finding.outcome for finding in findings if finding.suppressed is None]
    counted += [
        _OF_EVIDENCE[each.outcome]
        for each in evidence
        if each.is_doubtful or not (findings or each.suppressed)
    ]
    worst = max(counted, key=_OUTCOMES.index, default=None)
    return _SIGNS[worst] if worst else ("-", _QUIET)


def _of_evidence(number: SoughtNumber) -> _Line:
    """Return the line of a number that no source says anything of."""
    reason = Text(_shown(told_of(number)), "" if number.is_doubtful else _QUIET)
    verdict, style = printable(verdict_of(number)), _style(number)
    return _Line(number.quantity.span, number.place, verdict, style, reason, number.is_doubtful)


def _style(number: CheckedNumber | SoughtNumber) -> str:
    outcome = number.outcome
    meant = _OF_EVIDENCE[outcome] if isinstance(outcome, EvidenceOutcome) else outcome
    return _QUIET if number.suppressed else _SIGNS[meant][1]


def _against(finding: CheckedNumber) -> Iterator[tuple[SourceSentence, str]]:
    """Yield the sentences to compare, and what to say of one that is merely the nearest.

    What a model has settled is to be compared as well.
    """
    if not (finding.is_doubtful or finding.by is Judge.MODEL):
        return
    yield from ((sentence, "") for sentence in finding.sentences)
    if finding.nearest:
        yield finding.nearest, ", nearest"


def _short(source: str) -> str:
    return source.rstrip("/").rpartition("/")[2]


def _shown(text: str) -> str:
    """Return text of the same length that is safe to print on one line.

    A line that begins with two colons is a command to the runner of a workflow.
    """
    return printable(text).replace("\n", " ").replace("\t", " ").replace("::", "∶:")
