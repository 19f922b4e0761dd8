"""The verdicts of `factdesk check` as results: a rule a code, a result a number that is not supported."""

from collections.abc import Iterator

from pipeline.stages.render.codes import Code, code_of, evidence_of, known_codes, message_of
from pipeline.stages.render.results import Case, Level, NotChecked, Related, Result, Results, Rule
from schemas import CheckedNumber, CheckedStatement, CheckRun, Outcome, digest

_LEVELS = {Outcome.UNSUPPORTED: Level.ERROR, Outcome.REVIEW: Level.NOTE}


def results_of_check(run: CheckRun) -> Results:
    """Return a case for each statement: unsupported numbers as errors, those for review as notes."""
    cases = tuple(_case(statement) for statement in run.statements)
    known = {code: _rule(code, meaning) for code, meaning in known_codes().items()}
    found = {result.rule.rule_id: result.rule for case in cases for result in case.results}
    return Results(
        command="check",
        fingerprint="statementAndNumber/v1",
        rules=tuple((known | found).values()),
        cases=cases,
        not_checked=tuple(NotChecked(e.place.file, e.place, e.reason) for e in run.unread),
    )


def _rule(code: str, meaning: Code) -> Rule:
    name = "".join(word.capitalize() for word in code.split("_"))
    return Rule(code, name, meaning.title, meaning.help, meaning.help)


def _case(statement: CheckedStatement) -> Case:
    place = statement.place
    name = f"{place.line}: {statement.statement}"
    return Case(place.file, place.line, name, tuple(_results(statement)))


def _results(statement: CheckedStatement) -> Iterator[Result]:
    for finding in statement.findings:
        if finding.outcome in _LEVELS:
            yield Result(
                rule=_rule(finding.code, code_of(finding)),
                level=_LEVELS[finding.outcome],
                fails=finding.flagged,
                weight=0,
                message=(message_of(finding), *evidence_of(finding)),
                file=finding.place.file,
                place=finding.place,
                within="",
                related=tuple(_related(finding)),
                digest=_digest(statement, finding),
            )


def _digest(statement: CheckedStatement, finding: CheckedNumber) -> str:
    file, words = statement.place.file, statement.statement
    return digest(file, words, finding.quantity.text, finding.code)


def _related(finding: CheckedNumber) -> Iterator[Related]:
    """Yield the places of the source's words, where they stand in a file as they were read."""
    for sentence in finding.sentences:
        if sentence.place:
            yield Related(f"{sentence.sentence_id}: {sentence.text}", sentence.place)
