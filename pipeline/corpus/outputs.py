"""What a run writes at its end: results, merged worklist, what was not processed, summary."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from pipeline.corpus.ledger import Kept, Ledger
from pipeline.corpus.merging.merged_list import write_worklist
from pipeline.corpus.merging.merged_table import NO_WORK, Entered, MergedTable
from pipeline.corpus.outcome import State, result_of
from pipeline.corpus.results_folder import Folder
from pipeline.corpus.run_summary import add_up, group_causes
from pipeline.errors import SettingsError
from schemas import ArticleCounts, FailureCause, MergedCounts, RunSummary, SummaryPart

RESULTS, TABLE = "results.jsonl", "results.parquet"
WORKLIST, WORKLIST_TABLE = "worklist.jsonl", "worklist.csv"
NOT_PROCESSED, SUMMARY = "not-processed.jsonl", "summary.json"
OTHER_FILES = (WORKLIST, WORKLIST_TABLE, NOT_PROCESSED, SUMMARY)
"""What a run writes beside its results."""
GENERATED = f"{WORKLIST_TABLE} as generated"
"""Under which the table is known without the cells that people fill in."""
_SETTLED = (State.DONE, State.FAILED, State.DEAD)
_GROUP_ARTICLES = 256
"""A row group: some 20 MB of reports, which are held in memory once."""
_COLUMNS = ("id", "source", "extra", "status", "reason", "result")


ResultsFormat = Literal["jsonl", "parquet"]
RESULTS_FILES: Mapping[ResultsFormat, str] = {"jsonl": RESULTS, "parquet": TABLE}


class Worked(NamedTuple):
    """Work to be written into the merged table again, and whom to tell of what has no row there."""

    entered: Mapping[str, Entered] = NO_WORK
    lapsed: Callable[[AbstractSet[str]], None] = lambda _: None
    """Called with merged_ids while the old table still stands."""


_NOBODY = Worked()


def write_outputs(
    ledger: Ledger,
    folder: Folder,
    results: ResultsFormat,
    *,
    bom: bool = False,
    left_out: tuple[FailureCause, ...] = (),
    worked: Worked = _NOBODY,
) -> tuple[RunSummary, tuple[str, ...]]:
    """Write the files of a run as its ledger has them; return the summary and their names.

    The same ledger and the same work give the same bytes. Raises SettingsError for a file that
    cannot be written.
    """
    name = _write_results(ledger, folder, results)
    totals = add_up(map(SummaryPart.model_validate_json, ledger.parts()))
    with folder.writing(WORKLIST) as rows, folder.writing(WORKLIST_TABLE) as stream:
        if bom:
            stream.write("\ufeff")
        table = MergedTable(stream, worked.entered, with_evidence=bool(totals.evidence))
        merged = write_worklist(ledger.connection, rows, table)
        if table.lapsed:
            worked.lapsed(table.lapsed)
        folder.own_files.expect({GENERATED: table.generated})
    with folder.writing(NOT_PROCESSED) as stream:
        stream.writelines(failure_line(kept) for kept in _not_processed(ledger))
    summary = _summary(ledger, totals, merged, left_out)
    with folder.writing(SUMMARY) as stream:
        stream.write(summary.model_dump_json(indent=2) + "\n")
    return summary, (name, *OTHER_FILES)


def left_from_earlier(folder: Folder, written: Collection[str]) -> Iterator[str]:
    """Yield the names of results that an earlier run left there in another format."""
    if folder.is_here:
        for name in (RESULTS, TABLE):
            if name not in written and Path(folder.name_of(name)).exists():
                yield name


def _write_results(ledger: Ledger, folder: Folder, results: ResultsFormat) -> str:
    settled = ledger.kept(*_SETTLED, results=True)
    if results == "parquet":
        with folder.writing_bytes(TABLE) as stream:
            write_table(settled, stream)
        return TABLE
    with folder.writing(RESULTS) as text:
        text.writelines(map(result_line, settled))
    return RESULTS


def _not_processed(ledger: Ledger) -> Iterator[Kept]:
    return ledger.kept(State.FAILED, State.DEAD)


def _summary(
    ledger: Ledger,
    totals: SummaryPart,
    merged: MergedCounts,
    left_out: tuple[FailureCause, ...],
) -> RunSummary:
    counts = ledger.counts()
    articles = ArticleCounts(
        done=counts[State.DONE],
        failed=counts[State.FAILED],
        dead=counts[State.DEAD],
        pending=counts[State.PENDING],
    )
    return RunSummary(
        articles=articles,
        totals=totals,
        causes=group_causes((kept.source, kept.reason) for kept in _not_processed(ledger)),
        merged=merged,
        left_out=left_out,
        repeated_ids=ledger.repeated_ids(),
    )


def reason_of(kept: Kept) -> str | None:
    """Return why an article has no report, the name of its source once; None where it has one."""
    if kept.state is State.DONE:
        return None
    said = kept.reason or "the run ended before it"
    named = said if said.startswith(kept.source) else f"{kept.source}: {said}"
    return f"not processed: {named}"


def result_line(kept: Kept) -> str:
    """Return the line of `results.jsonl`, its end included.

    `{"id", "source", "extra", "status", "reason", "result"}`; `extra` is all that its
    row held but the id and the text.
    """
    head = _head(kept) | {"extra": json.loads(kept.extra)}
    # The report is JSON already; to read it only to write it again would take longer than the rest.
    head_text = json.dumps(head, ensure_ascii=False)
    return f'{head_text[:-1]}, "result": {_result(kept) or "null"}}}\n'


def failure_line(kept: Kept) -> str:
    """Return the line of `not-processed.jsonl`: what could not be done, how often it was tried."""
    fields = {
        "id": kept.id,
        "source": kept.source,
        "state": kept.state,
        "attempts": kept.attempts,
        "reason": reason_of(kept),
    }
    return json.dumps(fields, ensure_ascii=False) + "\n"


def require_parquet() -> None:
    """Raise SettingsError, saying what to install, where Parquet cannot be written."""
    try:
        from pyarrow import parquet  # noqa: F401, PLC0415  # half a second, for those who want it
    except ImportError as error:
        raise SettingsError(
            "Parquet needs pyarrow: install it with pip install 'factdesk[parquet]'"
        ) from error


def write_table(articles: Iterable[Kept], stream: BinaryIO) -> None:
    """Write the articles in their order, with the columns of `results.jsonl`."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    schema = pa.schema([(name, pa.string()) for name in _COLUMNS])
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        rest = iter(articles)
        while group := list(islice(rest, _GROUP_ARTICLES)):
            rows = [_head(kept) | {"result": _result(kept)} for kept in group]
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def _head(kept: Kept) -> dict[str, str | None]:
    return {
        "id": kept.id,
        "source": kept.source,
        "extra": kept.extra,
        "status": "done" if kept.state is State.DONE else "failed",
        "reason": reason_of(kept),
    }


def _result(kept: Kept) -> str | None:
    return None if kept.result is None else result_of(kept.result)
