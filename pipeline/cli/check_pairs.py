"""`factdesk check --pairs`: a stream of pairs, checked by processes, each row a line of results."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

from pipeline.cli.check_options import CheckOptions
from pipeline.cli.standard_output import complain, note, print_data
from pipeline.corpus.pairs.checking import Plan, Result
from pipeline.corpus.pairs.pair_rows import Pairs, folder_of, opened
from pipeline.corpus.pairs.result_file import Counts, ResultFile, result_file
from pipeline.corpus.reading.file_rows import Line
from pipeline.errors import ArticleError, SettingsError
from pipeline.files import STDIN
from schemas import Sensitivity

_MOST_NAMED_ROWS = 20
"""Rows that were not checked are named on the screen up to this many; the results hold them all."""


def check_pairs(options: CheckOptions, name: str) -> None:
    """Check every row and write its result as it comes; raises typer.Exit for codes 1 and 3.

    A run can be resumed. Raises FactdeskError when pairs, sources or results cannot be read or
    written.
    """
    if options.resume and options.out is None:
        raise SettingsError("--resume goes on with a file of results: name it with --out")
    plan = Plan(
        name="stdin" if name == STDIN else name,
        sensitivity=options.sensitivity or Sensitivity.NORMAL,
        sources=options.sources().given,
        folder=folder_of(name),
        limits=options.limits,
    )
    with opened(name, private=options.private) as pairs:
        counts = _checked_pairs(pairs, plan, options)
        pairs.require_whole()
    if not options.quiet:
        note(said_of(counts) + (f"; wrote {options.out}" if options.out else ""))
    options.end(failed=counts.failed > 0, flagged=counts.flagged > 0)


def _checked_pairs(pairs: Pairs, plan: Plan, options: CheckOptions) -> Counts:
    """Return the counts of all rows, those done before included."""
    # They take a tenth of a second to load, which a check of files need not pay.
    from pipeline.cli.progress import showing
    from pipeline.corpus.pairs.pool import check_rows
    from pipeline.corpus.processes import processes_here

    rows = pairs.rows()
    first = next(rows, None)
    if first is None:
        pairs.require_whole()
        raise ArticleError(f"{plan.name} is empty and holds no statement")
    rows = chain([first], rows)
    # Nor is progress shown beside results that scroll by on the same screen.
    quiet = options.quiet or (options.out is None and sys.stdout.isatty())
    with (
        _results(options, rows, plan.basis) as results,
        showing("quiet" if quiet else "auto") as show,
    ):
        workers = options.workers or processes_here()
        try:
            for done in check_rows(rows, plan, workers=workers):
                results.write(done)
                _name_failures(done, plan, results.counts)
                show(said_of(results.counts), pairs.share())
        except KeyboardInterrupt:
            said = said_of(results.counts)
            complain(f"stopped after {said}{'; --resume goes on' if options.out else ''}")
            raise
        return results.counts


class _Printed:
    """Results on standard output, which cannot be gone on with."""

    def __init__(self) -> None:
        self.counts = Counts()

    def write(self, results: list[Result]) -> None:
        print_data("".join(result.line.decode() for result in results))
        self.counts = self.counts.and_of(results)


@contextmanager
def _results(
    options: CheckOptions, rows: Iterator[Line], basis: str
) -> Iterator[ResultFile | _Printed]:
    """Open what results go to; with --resume the rows that are done are taken."""
    if options.out is None:
        yield _Printed()
    else:
        with result_file(options.out, resume=options.resume) as file:
            if options.resume:
                file.resume(rows, basis)
            yield file


def _name_failures(results: list[Result], plan: Plan, counts: Counts) -> None:
    """Say which rows could not be checked; `counts` has them counted already."""
    failures = [result for result in results if result.reason is not None]
    for number, failure in enumerate(failures, counts.failed - len(failures) + 1):
        if number <= _MOST_NAMED_ROWS:
            complain(f"not checked: {plan.name}, line {failure.row}: {failure.reason}")
        if number == _MOST_NAMED_ROWS:
            complain("further rows that are not checked are named in the results alone")


def said_of(counts: Counts) -> str:
    """Return the counts in words."""
    return f"{counts.rows:,} rows, {counts.flagged:,} flagged, {counts.failed:,} not checked"
