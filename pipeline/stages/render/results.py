"""What both commands tell a CI: results at places of files, by the rules that gave them.

`check_results` and `brief_results` make them; `sarif`, `github` and `junit` write them.
"""

from enum import StrEnum
from typing import NamedTuple

from schemas import FilePlace


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
