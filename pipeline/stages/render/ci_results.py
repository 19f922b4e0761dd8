"""What `factdesk check` and `factdesk brief` tell a CI: results at places of files, by their rules.

A rule of a check is a code, of a brief a check for pitfalls; a case is a statement, or a
sentence of the article or the brief. `ci_formats` writes them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from pipeline.checks import CHECKS, Check, check_of
from pipeline.stages.render.checked_numbers import Told, told_in
from pipeline.stages.render.codes import Code, known_codes, said_of_suppression
from pipeline.text.placed import Places
from schemas import (
    Article,
    CheckedStatement,
    CheckRun,
    FilePlace,
    Flag,
    Outcome,
    Point,
    Report,
    Sentence,
    Suppressed,
    Suppression,
    TextSpan,
    Tier,
    Unread,
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
    message: tuple[str, ...]
    """What is wrong in a line, then what to compare it with."""
    file: str
    place: FilePlace | None
    """None where the file's text is not what was read, as of a page."""
    digest: str
    """The same as long as the words are, wherever they stand."""
    fails: bool = True
    """Whether it makes a test report fail."""
    weight: int = 0
    """Which of a level matter most; equal ones keep their order."""
    within: str = ""
    """Where no place can be given, the sentence's id, or the page or paragraph; else empty."""
    related: tuple[Related, ...] = ()
    suppressed: Suppressed | None = None
    """Why it does not count."""


class Case(NamedTuple):
    """A sentence that was looked at, with what was found in it."""

    file: str
    line: int | None
    name: str
    results: tuple[Result, ...]

    @property
    def failures(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.fails)

    @property
    def suppressed(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.suppressed)


_NOT_CHECKED = Rule("not_checked", "NotChecked", "Not checked", text="", help="")
"""In no list of rules: its title alone is shown."""


def not_checked(file: str, place: FilePlace | None, reason: str) -> Result:
    """Return what could not be looked at, and why: an error among the results."""
    return Result(_NOT_CHECKED, Level.ERROR, (reason,), file, place, digest="")


class Results(NamedTuple):
    """All that one run of a command found."""

    command: str
    fingerprint: str
    """Name of the kind of digest, with its version."""
    rules: tuple[Rule, ...]
    cases: tuple[Case, ...]
    not_checked: tuple[Result, ...]
    has_baseline: bool = False
    """Whether the results were held against those of an earlier run."""

    @property
    def found(self) -> tuple[Result, ...]:
        return tuple(result for case in self.cases for result in case.results)

    @property
    def all(self) -> tuple[Result, ...]:
        """The results that count in order, then what was not checked."""
        return (*(each for each in self.found if not each.suppressed), *self.not_checked)


def results_of_check(run: CheckRun) -> Results:
    """Return a case a statement: unsupported numbers are errors, those for review notes."""
    cases = tuple(
        Case(
            file=statement.place.file,
            line=None if statement.place.within else statement.place.line,
            name=f"{statement.place.within or statement.place.line}: {statement.statement}",
            results=tuple(_result_of_number(each, statement) for each in told_in(statement)),
        )
        for statement in run.statements
    )
    comments = tuple(_suppression_cases(run.suppressions))
    cases = (*cases, *comments)
    known = {code: _rule_of_code(code, meaning) for code, meaning in known_codes().items()}
    found = {result.rule.rule_id: result.rule for case in cases for result in case.results}
    return Results(
        command="check",
        fingerprint="statementAndNumber/v1",
        rules=tuple((known | found).values()),
        cases=cases,
        not_checked=tuple(map(_unread, run.unread)),
        has_baseline=run.has_baseline,
    )


_SUPPRESSION = Rule(
    "suppression",
    "Suppression",
    "Suppression",
    "A comment of the draft that lets findings stand has no reason, an unknown code or no use.",
    "Say why the finding may stand, or take the comment out.",
)


def _suppression_cases(suppressions: Sequence[Suppression]) -> Iterator[Case]:
    """Yield a case for each comment of a draft that something is wrong with; none of them fails."""
    for each in suppressions:
        if not (said := said_of_suppression(each)):
            continue
        file, within = each.place.file, each.place.within
        line = None if within else each.place.line
        result = Result(
            rule=_SUPPRESSION,
            level=Level.WARNING,
            message=(said,),
            file=file,
            place=None if within else each.place,
            within=within or "",
            digest=digest(file, "suppression", said, each.reason),
            fails=False,
        )
        yield Case(file=file, line=line, name=f"{within or line}: suppression", results=(result,))


def _unread(unread: Unread) -> Result:
    place = unread.place
    if place.within is None:
        return not_checked(place.file, place, unread.reason)
    return not_checked(place.file, None, f"{place.within}: {unread.reason}")


def _rule_of_code(code: str, meaning: Code) -> Rule:
    return Rule(code, _name(code.split("_")), meaning.title, meaning.help, meaning.help)


def _name(words: Sequence[str]) -> str:
    return "".join(word.capitalize() for word in words)


_BY_MODEL = Rule(
    "second_look",
    "SecondLook",
    "Supported by a model",
    "A model said what bears the number out, and code recomputed it; code alone had left it in "
    "doubt.",
    "See whether the words of the source mean what the statement says.",
)


def _result_of_number(told: Told, statement: CheckedStatement) -> Result:
    """Return what a person must look at, or what a model has settled."""
    number, place = told.number, told.number.place
    is_settled = told.outcome is Outcome.SUPPORTED
    return Result(
        rule=_BY_MODEL if is_settled else _rule_of_code(number.code, told.code),
        level=Level.ERROR if told.outcome is Outcome.UNSUPPORTED else Level.NOTE,
        message=(told.message, *told.beside),
        file=place.file,
        place=None if place.within else place,
        within=place.within or "",
        digest=digest(place.file, statement.statement, number.quantity.text, number.code),
        fails=number.flagged,
        suppressed=number.suppressed,
        # The source's words have a place where they stand in a file as they were read.
        related=tuple(
            Related(f"{sentence.sentence_id}: {sentence.text}", sentence.place)
            for sentence in told.sentences
            if sentence.place and not sentence.place.within
        ),
    )


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
        return self.report.article

    @cached_property
    def _places(self) -> Places:
        return Places(self.article.source, self.article.text)

    @cached_property
    def _weights(self) -> dict[Flag, int]:
        """The score of the most urgent row that each flag is on."""
        rows = sorted(self.report.worklist.rows, key=lambda row: row.score)
        return {flag: row.score for row in rows for flag in row.flags}

    def cases(self) -> Iterator[Case]:
        """Yield the points of the brief, then the sentences that hold a figure or an alert."""
        brief, flags = self.report.brief, self.report.worklist.brief_flags
        withheld = (held.point for held in brief.withheld)
        for point in (brief.headline, *brief.points, *withheld):
            results = tuple(self._of_point(point, f) for f in flags if f.subject == point.point_id)
            yield Case(self.article.source, None, f"brief: {point.text}", results)
        for sentence, alerts in self._sentences():
            place = self._place(sentence.span)
            words = self.article.plain(sentence.span)
            name = f"{place.line if place else sentence.sentence_id}: {words}"
            results = tuple(self._of_sentence(words, sentence, flag) for flag in alerts)
            yield Case(self.article.source, place.line if place else None, name, results)

    def _place(self, span: TextSpan) -> FilePlace | None:
        return self._places.at(span) if self.is_file_text else None

    def _sentences(self) -> Iterator[tuple[Sentence, list[Flag]]]:
        """Yield the sentences that hold a figure or an alert, with their alerts in text order."""
        worklist = self.report.worklist
        found: dict[str, list[Flag]] = {
            place.sentence_id: [] for row in worklist.rows for place in row.places
        }
        flags = [*(flag for row in worklist.rows for flag in row.flags), *worklist.loose_flags]
        alerts = dict.fromkeys(flag for flag in flags if flag.alert and flag.places)
        for flag in sorted(alerts, key=lambda flag: flag.places[0].start):
            if home := self.article.sentence_at(flag.places[0].start):
                found.setdefault(home.sentence_id, []).append(flag)
        for sentence in self.article.sentences:
            if sentence.sentence_id in found:
                yield sentence, found[sentence.sentence_id]

    def _of_sentence(self, words: str, sentence: Sentence, flag: Flag) -> Result:
        first, *others = flag.places
        quote, check = self.article.quote, check_of(flag.check)
        computed = [flag.computed] if flag.computed and flag.computed not in flag.message else []
        related = others if self.is_file_text else ()
        return Result(
            rule=_rule_of_check(check),
            level=_LEVELS_OF_TIERS[flag.tier],
            message=(flag.message, *computed, f"To settle it: {check.settles}"),
            file=self.article.source,
            place=self._place(first),
            digest=digest(self.article.source, flag.check, words, *map(quote, flag.places)),
            weight=self._weights.get(flag, 0),
            within="" if self.is_file_text else sentence.sentence_id,
            related=tuple(Related(quote(span), self._places.at(span)) for span in related),
        )

    def _of_point(self, point: Point, flag: Flag) -> Result:
        """Return the result on a sentence of the brief, at the article's sentence that it cites."""
        return Result(
            rule=_rule_of_check(check_of(flag.check)),
            level=_LEVELS_OF_TIERS[flag.tier],
            message=(flag.message, f"The brief does not show: “{point.text}”"),
            file=self.article.source,
            place=self._place(point.spans[0]) if point.spans else None,
            digest=digest(self.article.source, flag.check, point.text, flag.message),
            weight=_ABOVE_ALL,
            within="" if self.is_file_text else "".join(point.sentence_ids[:1]),
        )


def results_of_briefs(briefed: Sequence[Briefed], missed: Sequence[Result] = ()) -> Results:
    """Return a case for each sentence that holds a figure, and for each sentence of the briefs."""
    return Results(
        command="brief",
        fingerprint="checkAndSentence/v1",
        rules=tuple(map(_rule_of_check, CHECKS)),
        cases=tuple(case for article in briefed for case in article.cases()),
        not_checked=tuple(missed),
    )


def _rule_of_check(check: Check) -> Rule:
    title = f"{check.check_id} {check.name.replace('-', ' ')}"
    return Rule(
        check.check_id, _name(check.name.split("-")), title, check.definition, check.settles
    )
