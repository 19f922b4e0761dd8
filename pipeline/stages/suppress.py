"""Findings that a person lets stand: in the draft, in factdesk.toml, or by those of earlier runs.

A baseline holds each finding: its file, statement, number, code and outcome. A finding is an old
one as long as these are the same, wherever it stands in the file, or its outcome is better.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from pipeline.errors import SettingsError
from schemas import (
    CheckedNumber,
    CheckedStatement,
    CheckRun,
    Outcome,
    Silence,
    SoughtNumber,
    Suppressed,
    Suppression,
)

_KIND = "factdesk baseline"
_VERSION = 1


_Number = CheckedNumber | SoughtNumber
"""What may be let stand: a verdict of a source, or what a library of evidence says."""
_N = TypeVar("_N", CheckedNumber, SoughtNumber)
Silencing = Callable[[CheckedStatement, _Number], Suppressed | None]


class _Old(NamedTuple):
    """What makes a finding the same as an earlier one."""

    file: str
    statement: str
    number: str
    code: str
    outcome: str

    def worst(self) -> "_Old":
        """Return the same with the worst outcome, which lets a better one stand."""
        return self._replace(outcome=Outcome.UNSUPPORTED.value)


Names = Mapping[str, str]
"""The files that were checked, by what a baseline calls them."""


def with_suppressions(run: CheckRun, suppressions: Sequence[Suppression]) -> CheckRun:
    """Return the run with what comments of its drafts let stand, and how much each does."""
    by_file: dict[str, list[int]] = {}
    for at, each in enumerate(suppressions):
        by_file.setdefault(each.place.file, []).append(at)
    used: Counter[int] = Counter()

    def silenced(statement: CheckedStatement, finding: _Number) -> Suppressed | None:
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


def _is_about(suppression: Suppression, statement: CheckedStatement, finding: _Number) -> bool:
    about, place = suppression.about, finding.place
    is_there = about is not None and about.start <= statement.place.start < about.end
    is_there |= any(word.start < place.end and place.start < word.end for word in suppression.words)
    return is_there and (not suppression.codes or finding.code in suppression.codes)


def with_codes(run: CheckRun, reasons: Mapping[str, str]) -> CheckRun:
    """Return the run with what stands under some codes in all drafts, each with its reason."""

    def silenced(_: CheckedStatement, finding: _Number) -> Suppressed | None:
        reason = reasons.get(finding.code)
        return None if reason is None else Suppressed(by=Silence.PROJECT, reason=reason)

    return run.model_copy(update={"statements": _each(run, silenced)}) if reasons else run


def with_baseline(run: CheckRun, names: Names, baseline: str, name: str) -> CheckRun:
    """Return the run with what the baseline, the content of a file, lets stand.

    Raises SettingsError where the file is no baseline.
    """
    left = Counter(_read(baseline, name))

    def silenced(statement: CheckedStatement, finding: _Number) -> Suppressed | None:
        old = _old(names, statement, finding)
        for each in (old, old.worst()):
            if left[each]:
                left[each] -= 1
                return Suppressed(by=Silence.BASELINE, reason=f"in {name}")
        return None

    statements = _each(run, silenced)
    checked = frozenset(names.values())
    settled = [
        f"{old.file}: “{old.number}” in “{old.statement}”"
        for old in left.elements()
        if old.file in checked
    ]
    return run.model_copy(
        update={"statements": statements, "has_baseline": True, "settled": tuple(settled)}
    )


def baseline_of(run: CheckRun, names: Names, before: str | None, name: str) -> str:
    """Return the baseline of the doubtful findings that nothing else lets stand, as JSON.

    Of the baseline before, the content of a file, what is about other files stays. Raises
    SettingsError where that is no baseline.
    """
    checked = frozenset(names.values())
    kept = [] if before is None else [old for old in _read(before, name) if old.file not in checked]
    findings = [
        _old(names, statement, finding)
        for statement in run.statements
        for finding in statement.numbers
        if finding.is_doubtful
    ]
    whole = {"kind": _KIND, "version": _VERSION}
    listed = [old._asdict() for old in (*kept, *findings)]
    return json.dumps({**whole, "findings": listed}, indent=1, ensure_ascii=False) + "\n"


def _each(run: CheckRun, silenced: Silencing) -> tuple[CheckedStatement, ...]:
    """Return the statements, their doubtful findings with what lets them stand."""

    def marked(statement: CheckedStatement, numbers: Sequence[_N]) -> tuple[_N, ...]:
        return tuple(
            each.model_copy(update={"suppressed": silenced(statement, each)})
            if each.is_doubtful
            else each
            for each in numbers
        )

    return tuple(
        each.model_copy(
            update={
                "findings": marked(each, each.findings),
                "evidence": marked(each, each.evidence),
            }
        )
        for each in run.statements
    )


def _old(names: Names, statement: CheckedStatement, finding: _Number) -> _Old:
    file = names.get(statement.place.file, statement.place.file)
    number = finding.quantity.text
    return _Old(file, statement.statement, number, finding.code, finding.outcome.value)


def _read(content: str, name: str) -> list[_Old]:
    """Return the findings of a baseline; raises SettingsError where it is none."""
    wrong = f"{name} is no baseline: write one with --write-baseline"
    try:
        read = json.loads(content)
        known = read["kind"] == _KIND and read["version"] == _VERSION
        findings = [_Old(*(each[field] for field in _Old._fields)) for each in read["findings"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SettingsError(wrong) from error
    if not known or not all(isinstance(part, str) for old in findings for part in old):
        raise SettingsError(wrong)
    return findings
