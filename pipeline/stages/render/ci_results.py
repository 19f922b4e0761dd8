"""What `factdesk check` and `factdesk brief` tell a CI: results at places of files, by their rules.

A rule of a check is a code, of a brief a check for pitfalls; a case is a statement, or a
sentence of the article or the brief. `sarif`, `github` and `junit` write them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from pipeline.checks import CHECKS, Check, check_of
from pipeline.stages.render.codes import Code, code_of, evidence_of, known_codes, message_of
from pipeline.text.placed import Places
from schemas import (
    Article,
    CheckedNumber,
    CheckedStatement,
    CheckRun,
    FilePlace,
    Flag,
    Outcome,
    Point,
    Report,
    Sentence,
    TextSpan,
    Tier,
    digest,
)


class Level(StrEnum):
    """How serious a result is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Rule(NamedTuple):
    """A kind of result: what it means and what to do about it."""

    rule_id: str
    name: str
    title: str
    """A few words."""
    text: str
    help: str


class Related(NamedTuple):
    """Another place that a result speaks of, and what stands there."""

    words: str
    place: FilePlace


class Result(NamedTuple):
    """One thing that a person must look at."""

    rule: Rule
    level: Level
    fails: bool
    """Whether it makes a test report fail."""
    weight: int
    """Which of a level matter most; equal ones keep their order."""
    message: tuple[str, ...]
    """What is wrong in a line, then what to compare it with."""
    file: str
    place: FilePlace | None
    """None where the file's text is not what was read, as of a page."""
    within: str
    """Id of the sentence where no place can be given; empty where one is, or none is known."""
    related: tuple[Related, ...]
    digest: str
    """The same as long as the words are, wherever they stand."""


class Case(NamedTuple):
    """A sentence that was looked at, with what was found in it."""

    file: str
    line: int | None
    name: str
    results: tuple[Result, ...]

    @property
    def failures(self) -> tuple[Result, ...]:
        """The results that make a test report fail."""
        return tuple(result for result in self.results if result.fails)


class NotChecked(NamedTuple):
    """What could not be looked at, and why."""

    file: str
    place: FilePlace | None
    reason: str


class Results(NamedTuple):
    """All that one run of a command found."""

    command: str
    fingerprint: str
    """Name of the kind of digest, with its version."""
    rules: tuple[Rule, ...]
    cases: tuple[Case, ...]
    not_checked: tuple[NotChecked, ...]

    @property
    def all(self) -> tuple[Result, ...]:
        """The results in order."""
        return tuple(result for case in self.cases for result in case.results)


_LEVELS_OF_OUTCOMES = {Outcome.UNSUPPORTED: Level.ERROR, Outcome.REVIEW: Level.NOTE}


def results_of_check(run: CheckRun) -> Results:
    """Return a case a statement: unsupported numbers are errors, those for review notes."""
    cases = tuple(_case_of_statement(statement) for statement in run.statements)
    known = {code: _rule_of_code(code, meaning) for code, meaning in known_codes().items()}
    found = {result.rule.rule_id: result.rule for case in cases for result in case.results}
    return Results(
        command="check",
        fingerprint="statementAndNumber/v1",
        rules=tuple((known | found).values()),
        cases=cases,
        not_checked=tuple(NotChecked(e.place.file, e.place, e.reason) for e in run.unread),
    )


def _rule_of_code(code: str, meaning: Code) -> Rule:
    name = "".join(word.capitalize() for word in code.split("_"))
    return Rule(code, name, meaning.title, meaning.help, meaning.help)


def _case_of_statement(statement: CheckedStatement) -> Case:
    place = statement.place
    name = f"{place.line}: {statement.statement}"
    return Case(place.file, place.line, name, tuple(_results_of_statement(statement)))


def _results_of_statement(statement: CheckedStatement) -> Iterator[Result]:
    for finding in statement.findings:
        if finding.outcome in _LEVELS_OF_OUTCOMES:
            yield Result(
                rule=_rule_of_code(finding.code, code_of(finding)),
                level=_LEVELS_OF_OUTCOMES[finding.outcome],
                fails=finding.flagged,
                weight=0,
                message=(message_of(finding), *evidence_of(finding)),
                file=finding.place.file,
                place=finding.place,
                within="",
                related=tuple(_related_sentences(finding)),
                digest=_digest(statement, finding),
            )


def _digest(statement: CheckedStatement, finding: CheckedNumber) -> str:
    file, words = statement.place.file, statement.statement
    return digest(file, words, finding.quantity.text, finding.code)


def _related_sentences(finding: CheckedNumber) -> Iterator[Related]:
    """Yield the places of the source's words, where they stand in a file as they were read."""
    for sentence in finding.sentences:
        if sentence.place:
            yield Related(f"{sentence.sentence_id}: {sentence.text}", sentence.place)


_LEVELS_OF_TIERS = {
    Tier.S: Level.ERROR,
    Tier.A: Level.ERROR,
    Tier.B: Level.WARNING,
    Tier.C: Level.NOTE,
}
_ABOVE_ALL = 101
"""What the brief says wrongly comes before any row, whose score is at most 100."""


@dataclass(frozen=True)
class Briefed:
    """A report, and whether its article's text is that of the file, so that offsets lead there."""

    report: Report
    is_file_text: bool

    @property
    def article(self) -> Article:
        """The article of the report."""
        return self.report.article

    @cached_property
    def places(self) -> Places:
        """The lines of the file."""
        return Places(self.article.source, self.article.text)

    @cached_property
    def weights(self) -> dict[Flag, int]:
        """The score of the most urgent row that each flag is on."""
        rows = sorted(self.report.worklist.rows, key=lambda row: row.score)
        return {flag: row.score for row in rows for flag in row.flags}

    @cached_property
    def alerts(self) -> tuple[Flag, ...]:
        """What a person is shown of the article itself, each once, in text order."""
        worklist = self.report.worklist
        flags = [*(flag for row in worklist.rows for flag in row.flags), *worklist.loose_flags]
        shown = dict.fromkeys(flag for flag in flags if flag.alert and flag.places)
        return tuple(sorted(shown, key=lambda flag: flag.places[0].start))

    def place(self, span: TextSpan) -> FilePlace | None:
        """Return where a span stands in the file, if it is known."""
        return self.places.at(span) if self.is_file_text else None

    def sentence_at(self, span: TextSpan) -> Sentence:
        """Return the sentence that a span begins in."""
        sentences = self.article.sentences
        at = bisect_right(sentences, span.start, key=lambda sentence: sentence.span.start)
        return sentences[max(at - 1, 0)]


def results_of_briefs(
    briefed: Sequence[Briefed], not_checked: Sequence[NotChecked] = ()
) -> Results:
    """Return a case for each sentence that holds a figure, and for each sentence of the briefs."""
    return Results(
        command="brief",
        fingerprint="checkAndSentence/v1",
        rules=tuple(_rule_of_check(check) for check in CHECKS),
        cases=tuple(case for article in briefed for case in _cases_of_brief(article)),
        not_checked=tuple(not_checked),
    )


def _rule_of_check(check: Check) -> Rule:
    name = "".join(word.capitalize() for word in check.name.split("-"))
    title = f"{check.check_id} {check.name.replace('-', ' ')}"
    return Rule(check.check_id, name, title, check.definition, check.settles)


def _cases_of_brief(briefed: Briefed) -> Iterator[Case]:
    """Yield the points of the brief, then the sentences that hold a figure or an alert."""
    brief, source = briefed.report.brief, briefed.article.source
    for point in (brief.headline, *brief.points, *(withheld.point for withheld in brief.withheld)):
        flags = [f for f in briefed.report.worklist.brief_flags if f.subject == point.point_id]
        results = tuple(_of_brief(briefed, point, flag) for flag in flags)
        yield Case(source, None, f"brief: {point.text}", results)
    for sentence, flags in _sentences(briefed):
        place = briefed.place(sentence.span)
        line = place.line if place else None
        words = briefed.article.plain(sentence.span)
        results = tuple(_of_article(briefed, sentence, flag) for flag in flags)
        yield Case(source, line, f"{line or sentence.sentence_id}: {words}", results)


def _sentences(briefed: Briefed) -> Iterator[tuple[Sentence, list[Flag]]]:
    found: dict[str, list[Flag]] = {
        place.sentence_id: [] for row in briefed.report.worklist.rows for place in row.places
    }
    for flag in briefed.alerts:
        found.setdefault(briefed.sentence_at(flag.places[0]).sentence_id, []).append(flag)
    for sentence in briefed.article.sentences:
        if sentence.sentence_id in found:
            yield sentence, found[sentence.sentence_id]


def _of_article(briefed: Briefed, sentence: Sentence, flag: Flag) -> Result:
    first, *others = flag.places
    quote = briefed.article.quote
    computed = [flag.computed] if flag.computed and flag.computed not in flag.message else []
    settles = f"To settle it: {check_of(flag.check).settles}"
    figures = [quote(place) for place in flag.places]
    words = briefed.article.plain(sentence.span)
    return Result(
        rule=_rule_of_check(check_of(flag.check)),
        level=_LEVELS_OF_TIERS[flag.tier],
        fails=True,
        weight=briefed.weights.get(flag, 0),
        message=(flag.message, *computed, settles),
        file=briefed.article.source,
        place=briefed.place(first),
        within="" if briefed.is_file_text else sentence.sentence_id,
        related=tuple(Related(quote(span), briefed.places.at(span)) for span in others)
        if briefed.is_file_text
        else (),
        digest=digest(briefed.article.source, flag.check, words, *figures),
    )


def _of_brief(briefed: Briefed, point: Point, flag: Flag) -> Result:
    """Return the result on a sentence of the brief, at the article's sentence that it cites."""
    cited = point.spans[:1]
    return Result(
        rule=_rule_of_check(check_of(flag.check)),
        level=_LEVELS_OF_TIERS[flag.tier],
        fails=True,
        weight=_ABOVE_ALL,
        message=(flag.message, f"The brief does not show: “{point.text}”"),
        file=briefed.article.source,
        place=briefed.place(cited[0]) if cited else None,
        within="" if briefed.is_file_text else "".join(point.sentence_ids[:1]),
        related=(),
        digest=digest(briefed.article.source, flag.check, point.text, flag.message),
    )
