"""Findings that a person lets stand: in the draft, in factdesk.toml, or by those of earlier runs.

A baseline holds a line for each finding: its file, statement, number and code. A finding is an old
one as long as file, statement and number are the same, wherever they stand in the file.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.errors import SettingsError
from schemas import (
    CheckedNumber,
    CheckedStatement,
    CheckRun,
    Silence,
    Suppressed,
    Suppression,
)

_KIND = "factdesk baseline"
_VERSION = 1


Silencing = Callable[[CheckedStatement, CheckedNumber], Suppressed | None]


class _Old(NamedTuple):
    """What makes a finding the same as an earlier one."""

    file: str
    statement: str
    number: str


def with_suppressions(run: CheckRun, suppressions: Sequence[Suppression]) -> CheckRun:
    """Return the run with what comments of its drafts let stand, and how much each does."""
    by_file: dict[str, list[int]] = {}
    for at, each in enumerate(suppressions):
        by_file.setdefault(each.place.file, []).append(at)
    used: Counter[int] = Counter()

    def silenced(statement: CheckedStatement, finding: CheckedNumber) -> Suppressed | None:
        for at in by_file.get(statement.place.file, ()):
            if _is_about(suppressions[at], statement, finding):
                used[at] += 1
                return Suppressed(by=Silence.DRAFT, reason=suppressions[at].reason)
        return None

    statements = _each(run, silenced)
    counted = (
        each.model_copy(update={"findings": used[at]}) for at, each in enumerate(suppressions)
    )
    return run.model_copy(update={"statements": statements, "suppressions": tuple(counted)})


def _is_about(
    suppression: Suppression, statement: CheckedStatement, finding: CheckedNumber
) -> bool:
    about, place = suppression.about, finding.place
    is_there = about is not None and about.start <= statement.place.start < about.end
    is_there |= any(word.start < place.end and place.start < word.end for word in suppression.words)
    return is_there and (not suppression.codes or finding.code in suppression.codes)


def with_codes(run: CheckRun, reasons: Mapping[str, str]) -> CheckRun:
    """Return the run with what stands under some codes in all drafts, each with its reason."""

    def silenced(_: CheckedStatement, finding: CheckedNumber) -> Suppressed | None:
        reason = reasons.get(finding.code)
        return None if reason is None else Suppressed(by=Silence.PROJECT, reason=reason)

    return run.model_copy(update={"statements": _each(run, silenced)}) if reasons else run


def with_baseline(run: CheckRun, baseline: str, name: str) -> CheckRun:
    """Return the run with what the baseline, the content of a file, lets stand.

    Raises SettingsError where the file is no baseline.
    """
    left = Counter(_read(baseline, name))

    def silenced(statement: CheckedStatement, finding: CheckedNumber) -> Suppressed | None:
        old = _old(statement, finding)
        if not left[old]:
            return None
        left[old] -= 1
        return Suppressed(by=Silence.BASELINE, reason=f"in {name}")

    statements = _each(run, silenced)
    settled = [f"{old.file}: “{old.number}” in “{old.statement}”" for old in left.elements()]
    return run.model_copy(
        update={"statements": statements, "has_baseline": True, "settled": tuple(settled)}
    )


def baseline_of(run: CheckRun, files: frozenset[str], before: str | None, name: str) -> str:
    """Return the baseline of the doubtful findings that nothing else lets stand, as JSON.

    Of the baseline before, the content of a file, what is about other files stays. Raises
    SettingsError where that is no baseline.
    """
    kept = [] if before is None else [e for e in _entries(before, name) if e["file"] not in files]
    findings = [
        {**_old(statement, finding)._asdict(), "code": finding.code, "outcome": finding.outcome}
        for statement in run.statements
        for finding in statement.findings
        if finding.is_doubtful
    ]
    whole = {"kind": _KIND, "version": _VERSION, "findings": [*kept, *findings]}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _each(
    run: CheckRun,
    silenced: Silencing,
) -> tuple[CheckedStatement, ...]:
    """Return the statements, their doubtful findings with what lets them stand."""
    return tuple(
        statement.model_copy(
            update={
                "findings": tuple(
                    finding.model_copy(update={"suppressed": silenced(statement, finding)})
                    if finding.is_doubtful
                    else finding
                    for finding in statement.findings
                )
            }
        )
        for statement in run.statements
    )


def _old(statement: CheckedStatement, finding: CheckedNumber) -> _Old:
    return _Old(statement.place.file, statement.statement, finding.quantity.text)


def _read(content: str, name: str) -> Iterator[_Old]:
    return (_Old(*(each[field] for field in _Old._fields)) for each in _entries(content, name))


def _entries(content: str, name: str) -> list[dict[str, str]]:
    """Return the findings of a baseline; raises SettingsError where it is none."""
    wrong = f"{name} is no baseline: write one with --write-baseline"
    try:
        read = json.loads(content)
        known = read["kind"] == _KIND and read["version"] == _VERSION
        texts = [each[field] for each in read["findings"] for field in _Old._fields]
        findings = [dict(each) for each in read["findings"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SettingsError(wrong) from error
    if not known or not all(isinstance(text, str) for text in texts):
        raise SettingsError(wrong)
    return findings
