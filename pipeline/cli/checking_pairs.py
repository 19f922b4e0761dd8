"""What `factdesk check --pairs` does: options to a plan, progress, counts, and the right code."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from pipeline.cli.check_sources import read_sources
from pipeline.cli.choices import CheckFailOn, SensitivityName
from pipeline.cli.exits import FOUND, SOME_FAILED
from pipeline.cli.pairs_progress import said_of, shown
from pipeline.cli.standard_error import complain, note
from pipeline.cli.standard_output import print_data
from pipeline.corpus.pairs import Counts, Plan, check_rows, folder_of, opened, result_file
from pipeline.corpus.pairs.checking import Result
from pipeline.corpus.pairs.opening import STDIN, Pairs
from pipeline.corpus.pairs.results import ResultFile
from pipeline.corpus.pairs.rows import Row
from pipeline.corpus.workers import processes_here
from pipeline.errors import SettingsError
from schemas import Sensitivity

_NAMED = 20
"""Rows that were not checked are named on the screen up to this many; the results hold them all."""


@dataclass(frozen=True, slots=True)
class PairsRequest:
    """The options of one `factdesk check --pairs`."""

    pairs: str
    sources: Sequence[str]
    private: bool
    out: Path | None
    resume: bool
    workers: int | None
    quiet: bool
    sensitivity: SensitivityName
    fail_on: CheckFailOn


def check_pairs(request: PairsRequest) -> None:
    """Check every row and write its result as it comes; raises typer.Exit for codes 1 and 3.

    Raises FactdeskError when pairs, sources or results cannot be read or written.
    """
    if request.resume and request.out is None:
        raise SettingsError("--resume goes on with a file of results: name it with --out")
    if [request.pairs, *request.sources].count(STDIN) > 1:
        raise SettingsError("standard input can be read once: give only one of them as -")
    with opened(request.pairs, private=request.private) as pairs:
        counts = _checked(pairs, _plan(request), request)
        pairs.require_whole()
    if not request.quiet:
        note(said_of(counts) + (f"; wrote {request.out}" if request.out else ""))
    if counts.failed:
        raise typer.Exit(SOME_FAILED)
    if counts.flagged and request.fail_on is CheckFailOn.FLAGGED:
        raise typer.Exit(FOUND)


def _plan(request: PairsRequest) -> Plan:
    return Plan(
        name="stdin" if request.pairs == STDIN else request.pairs,
        sensitivity=Sensitivity(request.sensitivity),
        sources=read_sources(request.sources, private=request.private),
        folder=folder_of(request.pairs),
    )


def _checked(pairs: Pairs, plan: Plan, request: PairsRequest) -> Counts:
    """Return the counts of all rows, those done before included."""
    rows = pairs.rows()
    opened_results = _results(request, rows, plan.basis)
    with opened_results as results, shown(pairs.share, quiet=_is_quiet(request)) as show:
        try:
            for done in check_rows(
                rows, plan, results.write, workers=request.workers or processes_here()
            ):
                _name_failures(done, plan, results.counts)
                show(results.counts)
        except KeyboardInterrupt:
            said = said_of(results.counts)
            complain(f"stopped after {said}{'; --resume goes on' if request.out else ''}")
            raise
        return results.counts


class _Printed:
    """Results on standard output, which cannot be gone on with."""

    def __init__(self) -> None:
        self.counts = Counts()

    def write(self, results: list[Result]) -> None:
        print_data("".join(each.line.decode() for each in results))
        self.counts = self.counts.and_of(results)


@contextmanager
def _results(
    request: PairsRequest, rows: Iterator[Row], basis: str
) -> Iterator[ResultFile | _Printed]:
    """Open what results go to; with --resume the rows that are done are taken."""
    if request.out is None:
        yield _Printed()
    else:
        with result_file(request.out, resume=request.resume) as file:
            if request.resume:
                file.resume(rows, basis)
            yield file


def _is_quiet(request: PairsRequest) -> bool:
    """Return whether no progress is shown: nor beside results that scroll by on the same screen."""
    return request.quiet or (request.out is None and sys.stdout.isatty())


def _name_failures(results: list[Result], plan: Plan, counts: Counts) -> None:
    """Say which rows could not be checked; `counts` has them counted already."""
    failures = [each for each in results if each.reason is not None]
    for number, each in enumerate(failures, counts.failed - len(failures) + 1):
        if number <= _NAMED:
            complain(f"not checked: {plan.name}, line {each.row}: {each.reason}")
        if number == _NAMED:
            complain("further rows that are not checked are named in the results alone")
