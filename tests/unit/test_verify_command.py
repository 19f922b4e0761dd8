"""`factdesk verify`, `brief --evidence` and `run --evidence`, with a library made by hand."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline import ExtractiveDrafter, fact_check
from pipeline.cli import verify as verify_command
from pipeline.cli.run import RunOptions
from pipeline.corpus.merging.merged_list import most_telling
from pipeline.corpus.outcome import Finished, result_of
from pipeline.corpus.reading.record import Record
from pipeline.corpus.work import begin, job_of, library_at, reported
from pipeline.evidence.library.searching import Library
from pipeline.evidence.library.storing import Storing
from pipeline.limits import DEFAULT
from pipeline.stages import verify as stage
from pipeline.stages.draft.extractive import drafted_by_rule
from schemas import DeskSettings, Report
from tests.articles import STORM, storm
from tests.command import Command
from tests.evidence import HandMadeLibrary, contradicting, with_library

FLOOD = "Aldern counted 27 flooded cellars on Monday, and 9 of 12 pumps failed."
FOLDER = Path("out/storm")
LIBRARY = "evidence.sqlite"
CONTRADICTED = (
    "row 1, nearly 480 homes: contradicted, 512 homes (grid-report.pdf, page 3): "
    "“The storm cut power to 512 homes.”"
)


@pytest.fixture(autouse=True)
def library(factdesk: Command, monkeypatch: pytest.MonkeyPatch) -> Iterator[HandMadeLibrary]:  # noqa: ARG001  # it changes the folder first
    """Put a library where commands look for one; what it says contradicts each first row."""
    monkeypatch.delenv("FACTDESK_EVIDENCE", raising=False)
    with Storing.open(Path(LIBRARY)):
        pass
    made = HandMadeLibrary()
    monkeypatch.setattr(Library, "open", lambda _: made)
    monkeypatch.setattr(stage, "verify", contradicting)
    monkeypatch.setattr(verify_command, "with_evidence", contradicting)
    library_at.cache_clear()
    yield made
    library_at.cache_clear()


def report_in(folder: Path = FOLDER) -> Report:
    return Report.model_validate_json((folder / "result.json").read_bytes())


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def table(path: Path) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))]


def fill_in(path: Path, **cells: str) -> None:
    """Fill cells of the first row in, as a person does in a spreadsheet."""
    first, *rest = table(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(first), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows([first | cells, *rest])


def contents(folder: Path = FOLDER) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*")}


@pytest.mark.parametrize("out", ["out/storm", "out/storm/result.json", "out"])
def test_every_file_of_an_article_is_written_anew(factdesk: Command, out: str) -> None:
    factdesk("brief", "storm.txt", "--out", "out")
    before = contents()

    done = factdesk("verify", out)

    assert done.code == 0
    assert done.out.splitlines()[:2] == [
        "Evidence: 1 contradicted, 7 nothing found",
        CONTRADICTED,
    ]
    assert done.err == ""
    after = contents()
    assert after.keys() == before.keys()
    assert all(after[name] != before[name] for name in before)
    plain = fact_check(storm, drafter=ExtractiveDrafter())
    assert report_in() == with_library(contradicting(plain, None), "../..")
    assert 'href="../../grid-report.pdf#page=3"' in after["report.html"].decode()


def test_the_same_again_gives_the_same_bytes(factdesk: Command) -> None:
    factdesk("brief", "storm.txt", "--out", "out")
    factdesk("verify", "out/storm")
    once = contents()

    factdesk("verify", "out/storm")

    assert contents() == once


def test_brief_with_evidence_gives_what_verify_gives(factdesk: Command) -> None:
    factdesk("brief", "storm.txt", "--out", "out")
    factdesk("verify", "out/storm")
    verified = contents()

    done = factdesk("brief", "storm.txt", "--out", "other", "--evidence", LIBRARY)

    assert contents(Path("other/storm")) == verified
    assert "Evidence: 1 contradicted, 7 nothing found" in done.out


def test_several_articles_are_verified_one_after_the_other(factdesk: Command) -> None:
    Path("flood.txt").write_text(FLOOD, encoding="utf-8")
    factdesk("brief", "storm.txt", "flood.txt", "--out", "out")

    done = factdesk("verify", "out")

    assert report_in(Path("out/flood")).worklist.rows[0].found
    assert report_in().worklist.rows[0].found
    assert done.out.splitlines()[-1] == (
        "All together: 2 contradicted, "
        f"{len(report_in(Path('out/flood')).worklist.rows) + 6} nothing found"
    )


def test_one_result_that_cannot_be_read_costs_the_others_nothing(factdesk: Command) -> None:
    Path("flood.txt").write_text(FLOOD, encoding="utf-8")
    factdesk("brief", "storm.txt", "flood.txt", "--out", "out")
    Path("out/flood/result.json").write_text("{}", encoding="utf-8")

    done, alone = factdesk("verify", "out"), factdesk("verify", "out/flood")

    assert done.code == 3
    assert done.err.startswith("not verified: out/flood/result.json is no result.json of this")
    assert done.out.endswith("All together: 1 contradicted, 7 nothing found\n")
    assert report_in().worklist.rows[0].found
    assert alone.code == 2


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--fail-on", "contradicted"), 1), (("--fail-on", "none"), 0)])  # fmt: skip
def test_a_contradiction_ends_with_1_where_that_is_asked_for(
    factdesk: Command, options: tuple[str, ...], code: int
) -> None:
    factdesk("brief", "storm.txt", "--out", "out")

    assert factdesk("verify", "out/storm", *options).code == code


def test_without_a_contradiction_it_ends_with_0(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_command, "with_evidence", lambda report, *_: report)
    factdesk("brief", "storm.txt", "--out", "out")

    done = factdesk("verify", "out/storm", "--fail-on", "contradicted")

    assert done.code == 0
    assert done.out.startswith("Evidence: no figure to verify\n")


def test_what_a_person_entered_before_is_kept_beside_what_is_found(factdesk: Command) -> None:
    factdesk("brief", "storm.txt", "--out", "out")
    fill_in(FOLDER / "worklist.csv", status="wrong", evidence="by telephone", note="they say 512")

    done = factdesk("verify", "out/storm")

    row = report_in().worklist.rows[0]
    assert (row.work.status, row.work.evidence, row.work.note) == ("wrong", ("by telephone",), "they say 512")  # fmt: skip
    assert row.found
    assert "is kept as" not in done.err
    assert table(FOLDER / "worklist.csv")[0]["evidence"] == "by telephone"


def test_an_import_keeps_what_is_found_and_takes_none_of_it_for_the_persons(
    factdesk: Command,
) -> None:
    factdesk("brief", "storm.txt", "--out", "out")
    factdesk("verify", "out/storm")
    Path("anna.csv").write_bytes((FOLDER / "worklist.csv").read_bytes())
    fill_in(Path("anna.csv"), status="verified", note="rung up", evidence_found="borne out")
    found = report_in().worklist.rows[0].found

    done = factdesk("worklist", "import", "out/storm", "anna.csv")

    row = report_in().worklist.rows[0]
    assert done.out.startswith("1 row: 1 verified; ")
    assert row.found == found
    assert (row.work.status, row.work.evidence, row.work.note) == ("verified", (), "rung up")
    assert all(not each.work.evidence for each in report_in().worklist.rows)


def test_links_lead_to_the_files_from_wherever_the_results_are_written(factdesk: Command) -> None:
    Path("archive").mkdir()
    Path(LIBRARY).rename(f"archive/{LIBRARY}")
    factdesk("brief", "storm.txt", "--out", "out", "--evidence", f"archive/{LIBRARY}")
    table = str(FOLDER / "worklist.csv")

    factdesk("worklist", "import", "out/storm", table)
    factdesk("worklist", "import", "out/storm", table, "--out", "checked")

    assert report_in().provenance.library == "../../archive"
    assert report_in(Path("checked")).provenance.library == "../archive"
    page = Path("checked/report.html").read_text(encoding="utf-8")
    assert 'href="../archive/grid-report.pdf#page=3"' in page


@pytest.mark.parametrize("name", ["worklist.csv", "worklist.xlsx", "worklist.jsonl"])
def test_work_on_a_list_without_evidence_comes_into_a_verified_result(
    factdesk: Command, name: str
) -> None:
    factdesk("brief", "storm.txt", "--out", "out")
    fill_in(FOLDER / "worklist.csv", status="verified", evidence="https://grid.example/log")
    factdesk("worklist", "import", "out/storm", "out/storm/worklist.csv")
    kept = Path(f"kept-{name}")
    kept.write_bytes((FOLDER / name).read_bytes())
    factdesk("brief", "storm.txt", "--out", "other", "--evidence", LIBRARY)

    factdesk("worklist", "import", "other/storm", str(kept))

    row = report_in(Path("other/storm")).worklist.rows[0]
    assert row.work.evidence == ("https://grid.example/log",)
    assert row.found


def test_a_file_in_which_a_person_changed_what_was_found_is_kept_beside(factdesk: Command) -> None:
    factdesk("brief", "storm.txt", "--out", "out")
    factdesk("verify", "out/storm")
    fill_in(FOLDER / "worklist.csv", evidence_found="borne out")

    done = factdesk("verify", "out/storm")

    assert "worklist.previous.csv" in done.err
    assert table(FOLDER / "worklist.csv")[0]["evidence_found"] == "contradicted"


def test_a_byte_order_mark_stays(factdesk: Command) -> None:
    factdesk("brief", "storm.txt", "--out", "out", "--bom")

    factdesk("verify", "out/storm")

    assert (FOLDER / "worklist.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "args",
    [
        ("verify", "out/storm"),
        ("brief", "storm.txt", "--evidence", LIBRARY),
        ("run", "stories", "--out", "out", "--evidence", LIBRARY),
    ],
)
def test_a_library_that_is_missing_is_told_in_a_line(
    factdesk: Command, args: tuple[str, ...]
) -> None:
    Path(LIBRARY).unlink()
    Path("stories").mkdir()

    done = factdesk(*args)

    assert done.code == 2
    assert done.err == (
        "factdesk: there is no library of evidence at 'evidence.sqlite': "
        "`factdesk evidence add DIR` makes one\n"
    )


def test_the_library_is_the_one_that_evidence_add_fills(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    factdesk("brief", "storm.txt", "--model", "extractive", "--out", "out")
    Path("desk").mkdir()
    Path(LIBRARY).rename("desk/evidence.sqlite")
    monkeypatch.setenv("FACTDESK_EVIDENCE", "desk/evidence.sqlite")

    done = factdesk("verify", "out/storm")

    assert done.code == 0
    assert report_in().provenance.library == "../../desk"


@pytest.mark.parametrize("out", ["nowhere", "stories", "storm.txt"])
def test_a_folder_without_results_is_told_in_a_line(factdesk: Command, out: str) -> None:
    Path("stories").mkdir()

    done = factdesk("verify", out)

    assert done.code == 2
    assert done.err == (
        f"factdesk: {out!r} holds no result.json and no results.jsonl: give a folder that "
        "`factdesk brief --out` or `factdesk run` wrote\n"
    )


@pytest.fixture
def corpus() -> Path:
    stories = Path("stories")
    stories.mkdir()
    (stories / "a.txt").write_text(STORM, encoding="utf-8")
    (stories / "b.txt").write_text(FLOOD, encoding="utf-8")
    (stories / "c.txt").write_text(FLOOD, encoding="utf-8")
    (stories / "d.txt").write_text("", encoding="utf-8")
    (stories / "e.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return stories


def test_a_run_is_verified_article_by_article(factdesk: Command, corpus: Path) -> None:
    factdesk("run", str(corpus), "--out", "out")
    before = json.loads(Path("out/summary.json").read_bytes())

    done = factdesk("verify", "out", "--fail-on", "contradicted")

    assert done.code == 1
    counts = done.out.splitlines()[0]
    assert counts.startswith("Evidence: 3 contradicted, ")
    summary = json.loads(Path("out/summary.json").read_bytes())
    assert [each["outcome"] for each in summary["totals"]["evidence"]] == [
        "contradicted",
        "nothing_found",
    ]
    assert summary["left_out"] == before["left_out"] != []
    assert summary["causes"] == before["causes"] != []
    results = [each["result"] for each in rows_of(Path("out/results.jsonl"))]
    reports = [Report.model_validate_json(json.dumps(each)) for each in results if each]
    assert [report.worklist.rows[0].found is not None for report in reports] == [True] * 3
    merged = rows_of(Path("out/worklist.jsonl"))
    told = {each["found"]["outcome"] for each in merged}
    assert told == {"contradicted", "nothing_found"}
    cells = table(Path("out/worklist.csv"))
    assert [*cells[0]][6:8] == ["checker", "evidence_found"]
    assert {row["evidence_found"] for row in cells} == {"contradicted", "nothing found"}
    assert cells[0]["evidence_place"] == "grid-report.pdf, page 3"
    assert cells[0]["evidence_says"] == "The storm cut power to 512 homes."
    assert cells[0]["evidence_confidence"] == "0.92"
    assert cells[0]["evidence_why"] == "The thing and the time agree: contradicted."
    assert counts in factdesk("run", str(corpus), "--out", "out").out


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        (("nothing_found", "contradicted", "borne_out"), "contradicted"),
        (("other_time_or_scope", "borne_out"), "borne_out"),
        (("nothing_found", None, "other_time_or_scope"), "other_time_or_scope"),
        ((None, "nothing_found"), "nothing_found"),
        ((None, None), None),
    ],
)
def test_a_merged_row_tells_the_most_telling_evidence(
    outcomes: tuple[str | None, ...], told: str | None
) -> None:
    found = most_telling({"outcome": each} if each else None for each in outcomes)

    assert (found and found["outcome"]) == told


def test_work_in_the_merged_table_outlives_that_it_is_verified(
    factdesk: Command, corpus: Path
) -> None:
    factdesk("run", str(corpus), "--out", "out", "--bom")
    merged = Path("out/worklist.csv")
    fields = csv.DictReader(io.StringIO(merged.read_text(encoding="utf-8-sig"), newline=""))
    first, *rest = fields
    with merged.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(first), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows([first | {"status": "wrong", "evidence": "by telephone"}, *rest])

    done = factdesk("verify", "out")

    assert done.err == ""
    assert merged.read_bytes().startswith(b"\xef\xbb\xbf")
    kept = next(csv.DictReader(io.StringIO(merged.read_text(encoding="utf-8-sig"), newline="")))
    assert (kept["status"], kept["evidence"]) == ("wrong", "by telephone")
    assert kept["evidence_found"] == "contradicted"


def test_folders_of_a_run_are_verified_with_it(factdesk: Command, corpus: Path) -> None:
    factdesk("run", str(corpus), "--out", "out", "--folders")
    (folder, *_) = sorted(Path("out/articles").iterdir())
    fill_in(folder / "worklist.csv", status="verified")

    done = factdesk("verify", "out")

    assert done.code == 0
    row = report_in(folder).worklist.rows[0]
    assert row.found
    assert row.work.status == "verified"
    assert report_in(folder).provenance.library == "../../.."


def test_a_run_whose_ledger_lies_elsewhere_is_verified_by_its_name(
    factdesk: Command, corpus: Path
) -> None:
    factdesk("run", str(corpus), "--out", "out", "--ledger", "kept")

    refused, done = factdesk("verify", "out"), factdesk("verify", "out", "--ledger", "kept")

    assert refused.code == 2
    assert refused.err == (
        "factdesk: there is no ledger of the run in 'out': name its folder by --ledger\n"
    )
    assert done.code == 0


def test_a_table_of_results_is_written_anew(factdesk: Command, corpus: Path) -> None:
    pytest.importorskip("pyarrow")
    factdesk("run", str(corpus), "--out", "out", "--format", "parquet")

    done = factdesk("verify", "out")

    assert "Wrote results.parquet" in done.out
    assert not Path("out/results.jsonl").exists()


def recipe_for(evidence: str | None) -> Any:
    options = RunOptions(corpus="stories", out="out", evidence=Path(evidence) if evidence else None)
    return options.plan().recipe


def test_a_run_with_evidence_verifies_each_article_as_it_is_done() -> None:
    recipe = recipe_for(LIBRARY)
    record = Record(number=0, id="storm.txt", source="storm.txt", content=STORM)

    finished = begin(recipe, record, job_of(record, recipe.fingerprint()))

    assert isinstance(finished, Finished)
    report = Report.model_validate_json(result_of(finished.result))
    assert report.worklist.rows[0].found
    assert [(each.outcome, each.count) for each in finished.part.evidence] == [("contradicted", 1), ("nothing_found", 7)]  # fmt: skip


def test_a_run_is_done_anew_for_another_library_and_no_other_run_is(
    library: HandMadeLibrary,
) -> None:
    plain, first = recipe_for(None).fingerprint(), recipe_for(LIBRARY).fingerprint()
    again = recipe_for(LIBRARY).fingerprint()
    library.digest = "2"

    assert first == again
    assert len({plain, first, recipe_for(LIBRARY).fingerprint()}) == 3


def test_a_report_of_several_is_verified_in_its_process() -> None:
    drafted = drafted_by_rule(storm)

    report = reported(DeskSettings(), DEFAULT, Path(LIBRARY), storm, drafted)

    assert isinstance(report, Report)
    assert report.worklist.rows[0].found


def test_a_program_may_give_a_library() -> None:
    given: Callable[..., Report] = fact_check

    assert given(storm, library=HandMadeLibrary()).worklist.rows[0].found
    assert given(storm).worklist.rows[0].found is None
