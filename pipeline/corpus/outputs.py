"""What a run writes at its end: results, the merged worklist, what was not processed, the summary."""

from collections.abc import Collection, Iterator
from enum import StrEnum
from pathlib import Path

from pipeline.corpus.ledger import Kept, Ledger
from pipeline.corpus.merging import NO_WORK, Failure, Worked, add_up, run_summary, write_worklist
from pipeline.corpus.outcome import State
from pipeline.corpus.places import Folder
from pipeline.corpus.result_lines import failure_line, result_line
from pipeline.corpus.results_table import write_table
from schemas import ArticleCounts, FailureCause, MergedCounts, RunSummary, SummaryPart

RESULTS, TABLE = "results.jsonl", "results.parquet"
WORKLIST, WORKLIST_TABLE = "worklist.jsonl", "worklist.csv"
NOT_PROCESSED, SUMMARY = "not-processed.jsonl", "summary.json"
_SETTLED = (State.DONE, State.FAILED, State.DEAD)


class ResultsFormat(StrEnum):
    """How the results are written."""

    JSONL = "jsonl"
    PARQUET = "parquet"


def write_outputs(
    ledger: Ledger,
    folder: Folder,
    results: ResultsFormat,
    *,
    bom: bool = False,
    left_out: tuple[FailureCause, ...] = (),
    worked: Worked = NO_WORK,
) -> tuple[RunSummary, tuple[str, ...]]:
    """Write the files of a run as its ledger has them; return the summary and their names.

    The same ledger and the same work give the same bytes. Raises SettingsError for a file that cannot be written.
    """
    name = _write_results(ledger, folder, results)
    merged = _write_worklist(ledger, folder, worked, bom=bom)
    with folder.writing(NOT_PROCESSED) as stream:
        stream.writelines(failure_line(kept) for kept in _not_processed(ledger))
    summary = _summary(ledger, merged, left_out)
    with folder.writing(SUMMARY) as stream:
        stream.write(summary.model_dump_json(indent=2) + "\n")
    return summary, (name, WORKLIST, WORKLIST_TABLE, NOT_PROCESSED, SUMMARY)


def left_from_earlier(folder: Folder, written: Collection[str]) -> Iterator[str]:
    """Yield the names of results in a folder of this machine that an earlier run wrote in another format."""
    if folder.is_here:
        others = (RESULTS, TABLE)
        yield from (
            each for each in others if each not in written and Path(folder.name_of(each)).exists()
        )


def _write_results(ledger: Ledger, folder: Folder, results: ResultsFormat) -> str:
    settled = ledger.kept(*_SETTLED, results=True)
    if results is ResultsFormat.PARQUET:
        with folder.writing_bytes(TABLE) as stream:
            write_table(settled, stream)
        return TABLE
    with folder.writing(RESULTS) as text:
        text.writelines(map(result_line, settled))
    return RESULTS


def _write_worklist(ledger: Ledger, folder: Folder, worked: Worked, *, bom: bool) -> MergedCounts:
    with folder.writing(WORKLIST) as rows, folder.writing(WORKLIST_TABLE) as table:
        if bom:
            table.write("\ufeff")
        return write_worklist(ledger.connection, rows, table, worked)


def _not_processed(ledger: Ledger) -> Iterator[Kept]:
    return ledger.kept(State.FAILED, State.DEAD)


def _summary(
    ledger: Ledger, merged: MergedCounts, left_out: tuple[FailureCause, ...]
) -> RunSummary:
    counts = ledger.counts()
    articles = ArticleCounts(
        done=counts[State.DONE],
        failed=counts[State.FAILED],
        dead=counts[State.DEAD],
        pending=counts[State.PENDING],
    )
    failures = (Failure(each.source, each.reason) for each in _not_processed(ledger))
    totals = add_up(map(SummaryPart.model_validate_json, ledger.parts()))
    summary = run_summary(articles, totals, failures, merged)
    found = {"left_out": left_out, "repeated_ids": ledger.repeated_ids()}
    return summary.model_copy(update=found)
