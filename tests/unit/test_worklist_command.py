"""`factdesk worklist import`, and what becomes of work when an article is briefed again."""

import csv
import io
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from pipeline.errors import SettingsError
from pipeline.own_files import set_aside
from tests.articles import STORM
from tests.command import Command

FOLDER = Path("out/storm")
RESULT = FOLDER / "result.json"
TABLE = FOLDER / "worklist.csv"


@pytest.fixture(autouse=True)
def _briefed(factdesk: Command) -> None:
    factdesk("brief", "storm.txt", "--out", "out")


def rows(path: Path = RESULT) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["worklist"]["rows"]
    return found


def row_about(words: str, path: Path = RESULT) -> dict[str, Any]:
    return next(row for row in rows(path) if words in row["quantity"]["text"])


def write_work(name: str, *entries: Mapping[str, object], article_id: str | None = None) -> str:
    article = json.loads(RESULT.read_text(encoding="utf-8"))["article"]["article_id"]
    work = {"factdesk": "work", "version": 1, "article_id": article_id or article, "rows": entries}
    Path(name).write_text(json.dumps(work), encoding="utf-8")
    return name


def fill_in(words: str, path: Path = TABLE, **cells: str) -> None:
    """Fill cells of a row in, as a person does in a spreadsheet."""
    lines = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    row_id = row_about(words)["row_id"]
    filled = [line | cells if line["row_id"] == row_id else line for line in lines]
    names = list(dict.fromkeys(name for line in filled for name in line))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(filled)


def update_article(old: str, new: str) -> None:
    Path("storm.txt").write_text(STORM.replace(old, new), encoding="utf-8")


def contents() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in FOLDER.glob("[!.]*")}


def test_what_was_filled_in_stands_in_every_file_afterwards(factdesk: Command) -> None:
    before = rows()
    work = write_work(
        "work.json",
        {"row_id": before[0]["row_id"], "status": "verified", "evidence": ["https://a.example"]},
        {"row_id": before[1]["row_id"], "status": "wrong", "note": "=it was 470"},
        {"row_id": before[2]["row_id"], "status": "needs_source"},
        {"row_id": before[3]["row_id"], "status": "open", "note": ""},
    )

    done = factdesk("worklist", "import", str(FOLDER), work)

    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == (
        "3 rows: 1 verified, 1 wrong, 1 needs a source; 1 unchanged"
    )
    assert rows()[1]["work"] == {
        "status": "wrong", "evidence": [], "note": "=it was 470", "checker": "",
    }  # fmt: skip
    assert [row | {"work": None} for row in rows()] == [row | {"work": None} for row in before]
    table = list(csv.DictReader(io.StringIO(TABLE.read_text(encoding="utf-8"))))
    assert [line["note"] for line in table[:2]] == ["", "'=it was 470"]


def test_what_was_found_wrong_is_told_beside_the_brief_in_every_file_and_on_the_screen(
    factdesk: Command,
) -> None:
    row = row_about("nearly 480")
    work = write_work(
        "work.json",
        {"row_id": row["row_id"], "status": "wrong", "note": "it was 470", "checker": "AK"},
    )

    done = factdesk("worklist", "import", str(FOLDER), work)
    again = factdesk("brief", "storm.txt", "--out", "out")

    told = "nearly 480 homes: wrong by AK: it was 470"
    assert f"the brief rests on {told}" in done.out
    assert told in again.out
    files = {name: content.decode("utf-8", "replace") for name, content in contents().items()}
    assert f"  - ✗ **{told}**" in files["brief.md"].splitlines()
    assert "nearly 480 homes</a>: wrong by AK: it was 470" in files["report.html"]
    (verdict,) = json.loads(files["result.json"])["brief"]["points"][0]["verdicts"]
    assert (verdict["status"], verdict["note"], verdict["row_id"]) == (
        "wrong", "it was 470", row["row_id"],
    )  # fmt: skip
    reviews = {each["identifier"]: each for each in json.loads(files["claimreview.json"])}
    assert reviews[row["row_id"]]["reviewBody"].startswith(
        "nearly 480 homes: marked wrong. The brief says: “The"
    )


def test_a_workbook_saved_by_another_program_is_taken_in(factdesk: Command) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Status", "row_id", "Note"])
    book.active.append(["needs source", rows()[0]["row_id"], 480])
    book.save("anna.xlsx")

    done = factdesk("worklist", "import", str(FOLDER), "anna.xlsx")

    assert "1 row: 1 needs a source; 0 unchanged" in done.out
    assert rows()[0]["work"]["note"] == "480"


def test_the_same_work_twice_gives_the_same_bytes(factdesk: Command) -> None:
    work = write_work("work.json", {"row_id": rows()[0]["row_id"], "status": "wrong"})
    factdesk("worklist", "import", str(RESULT), work)
    first = contents()

    done = factdesk("worklist", "import", str(RESULT), work)

    assert "0 rows; 1 unchanged" in done.out
    assert contents() == first


def test_a_row_that_is_not_in_the_worklist_is_listed_with_what_was_entered(
    factdesk: Command,
) -> None:
    work = write_work("work.json", {"row_id": "r0", "status": "wrong", "note": "no such ship"})

    done = factdesk("worklist", "import", str(FOLDER), work)

    assert done.code == 1
    assert "0 rows; 0 unchanged; 1 not in this worklist (r0)" in done.out
    assert "r0 of work.json: wrong no such ship" in done.err
    assert factdesk("worklist", "import", str(FOLDER), work, "--fail-on", "none").code == 0


@pytest.mark.parametrize(
    ("entry", "article_id", "message"),
    [
        ({"row_id": "r0", "status": "done"}, None, "the status 'done' is unknown"),
        ({"row_id": "r0"}, "elsewhere", "is work on another text"),
    ],
)
def test_what_is_wrong_ends_with_a_plain_line_and_nothing_is_written(
    factdesk: Command, entry: dict[str, object], article_id: str | None, message: str
) -> None:
    before = contents()
    good = write_work("good.json", {"row_id": rows()[0]["row_id"], "status": "wrong"})
    bad = write_work("bad.json", entry, article_id=article_id)

    done = factdesk("worklist", "import", str(FOLDER), good, bad)

    assert done.code == 2
    assert message in done.err
    assert contents() == before


def test_a_folder_without_a_result_is_named(factdesk: Command) -> None:
    done = factdesk("worklist", "import", "nowhere", "work.json")

    assert done.code == 2
    assert "nowhere does not exist" in done.err


def test_whose_status_gave_way_to_whose_is_said_of_two_files_and_of_the_result(
    factdesk: Command,
) -> None:
    row, other = rows()[:2]
    mark = {"row_id": row["row_id"], "checker": "Ben"}
    first = write_work("first.json", {**mark, "status": "wrong"})
    second = write_work("second.json", {**mark, "status": "verified", "checker": "Nina"})
    third = write_work(
        "third.json",
        {**mark, "status": "misleading", "checker": ""},
        {"row_id": other["row_id"], "status": "wrong"},
    )

    both = factdesk("worklist", "import", str(FOLDER), first, second)
    later = factdesk("worklist", "import", str(FOLDER), third)

    place = f"row {row['rank']}"
    assert (both.code, later.code) == (0, 0)
    assert f"{place}: wrong by Ben of first.json gave way to verified by Nina of" in both.err
    assert f"{place}: verified by Nina gave way to misleading of third.json" in later.err
    assert "gave way" not in later.err.replace(f"{place}: verified by Nina gave way", "")
    assert rows()[0]["work"]["status"] == "misleading"
    kept = FOLDER / "result.previous.json"  # all that Nina had entered
    assert f"{FOLDER / 'result.json'} holds other work: kept as {kept}" in later.err
    assert rows(kept)[0]["work"]["checker"] == "Nina"


def test_rows_that_are_open_in_the_file_keep_their_status_and_that_is_said(
    factdesk: Command,
) -> None:
    marks = [{"row_id": row["row_id"]} for row in rows()[:3]]
    done = write_work("done.json", *({**mark, "status": "wrong"} for mark in marks[:2]))
    factdesk("worklist", "import", str(FOLDER), done)
    back = write_work("back.json", *({**mark, "status": "open"} for mark in marks))

    kept = factdesk("worklist", "import", str(FOLDER), back)
    erased = factdesk("worklist", "import", str(FOLDER), back, "--replace")

    said = "2 rows are open in back.json and keep their status: --replace takes over what"
    assert said in kept.err
    assert "keep their status" not in erased.err
    assert erased.err.count("wrong gave way to open of back.json") == 2
    assert [row["work"]["status"] for row in rows()[:2]] == ["open", "open"]


def test_a_table_that_was_filled_in_comes_in_along_with_the_files_that_are_named(
    factdesk: Command,
) -> None:
    fill_in("480", note="called the operator")
    work = write_work("work.json", {"row_id": rows()[0]["row_id"], "status": "wrong"})

    factdesk("worklist", "import", str(FOLDER), work)

    assert row_about("480")["work"]["note"] == "called the operator"
    assert rows()[0]["work"]["status"] == "wrong"
    assert not (FOLDER / "worklist.previous.csv").exists()


def test_a_column_that_somebody_added_to_the_table_is_kept_when_work_comes_in(
    factdesk: Command,
) -> None:
    fill_in("480", status="verified", comment="ask again on Monday")

    factdesk("worklist", "import", str(FOLDER), str(TABLE))

    assert row_about("480")["work"]["status"] == "verified"
    assert "ask again" in (FOLDER / "worklist.previous.csv").read_text(encoding="utf-8")


def test_under_out_all_files_are_written_elsewhere_and_other_work_there_is_kept(
    factdesk: Command,
) -> None:
    before = contents()
    first = write_work("first.json", {"row_id": rows()[0]["row_id"], "status": "wrong"})
    second = write_work("second.json", {"row_id": rows()[1]["row_id"], "status": "verified"})
    factdesk("worklist", "import", str(FOLDER), first, "--out", "checked")

    done = factdesk("worklist", "import", str(FOLDER), second, "--out", "checked")

    assert contents() == before
    assert rows(Path("checked/result.json"))[1]["work"]["status"] == "verified"
    assert "holds other work" in done.err
    assert rows(Path("checked/result.previous.json"))[0]["work"]["status"] == "wrong"


def test_checks_that_still_stand_are_taken_from_the_result_of_an_earlier_version(
    factdesk: Command,
) -> None:
    fill_in("480", status="Verified")
    fill_in("700", status="Verified", checker="AK")
    factdesk("worklist", "import", str(FOLDER), str(TABLE))
    Path("later.txt").write_text(STORM.replace("At least 700", "At least 900"), encoding="utf-8")
    factdesk("brief", "later.txt", "--out", "out")

    done = factdesk("worklist", "import", "out/later", str(FOLDER))

    assert done.code == 1
    assert "1 row: 1 verified" in done.out
    assert "does not stand: At least 700 people (verified by AK): the figure is now" in done.err
    assert row_about("480", Path("out/later/result.json"))["work"]["status"] == "verified"


def test_an_export_of_an_earlier_version_is_placed_by_figure_when_that_is_asked_for(
    factdesk: Command,
) -> None:
    row = row_about("480")
    entry = {"row_id": row["row_id"], "group_id": row["group_id"], "status": "verified"}
    work = write_work("work.json", entry)
    update_article("At least 700", "At least 900")
    factdesk("brief", "storm.txt", "--out", "out")

    done = factdesk("worklist", "import", str(FOLDER), work, "--earlier-version")

    assert done.code == 0
    assert row_about("480")["work"]["status"] == "verified"
    assert "look at wording and source" in done.err


def test_briefing_an_article_again_keeps_what_was_entered(factdesk: Command) -> None:
    work = write_work("work.json", {"row_id": rows()[0]["row_id"], "status": "wrong"})
    factdesk("worklist", "import", str(FOLDER), work)
    before = contents()

    done = factdesk("brief", "storm.txt", "--out", "out")

    assert (done.code, done.err) == (0, "")
    assert contents() == before


def test_a_table_that_was_filled_in_by_hand_outlives_briefing_the_article_again(
    factdesk: Command,
) -> None:
    fill_in("480", status="misleading", note="some were cut off twice")

    factdesk("brief", "storm.txt", "--out", "out")

    assert row_about("480")["work"]["status"] == "misleading"
    assert [name for name in contents() if "previous" in name] == []


def test_work_that_does_not_stand_after_an_update_is_said_and_kept(factdesk: Command) -> None:
    fill_in("480", status="verified")
    fill_in("700", status="verified", note="from the mayor's list")
    update_article("At least 700", "At least 900")

    done = factdesk("brief", "storm.txt", "--out", "out")

    kept = FOLDER / "result.previous.json"
    assert f"not carried over, and kept in {kept}:" in done.err
    assert "At least 700 people (verified: from the mayor's list)" in done.err
    assert row_about("480")["work"]["status"] == "verified"
    assert row_about("900")["work"]["status"] == "open"
    assert row_about("700", kept)["work"]["note"] == "from the mayor's list"


def test_work_with_several_lines_is_told_in_one_with_its_parts_apart(factdesk: Command) -> None:
    row_id = row_about("nearly 480")["row_id"]
    entry = {"status": "wrong", "note": "it was\n470", "evidence": ["in the log", "page 7"]}
    factdesk("worklist", "import", str(FOLDER), write_work("work.json", entry | {"row_id": row_id}))
    told = "wrong: it was 470 · in the log · page 7"
    stray = write_work("stray.json", entry | {"row_id": "r0"})
    shutil.copytree(FOLDER, "before")
    update_article("nearly 480 homes", "nearly 490 homes")

    unplaced = factdesk("worklist", "import", str(FOLDER), stray)
    carried = factdesk("brief", "storm.txt", "--out", "out")
    compared = factdesk("diff", "before", str(FOLDER))

    assert "r0 of stray.json: wrong it was 470 · in the log · page 7" in unplaced.err
    assert told in " ".join(carried.err.split())
    assert told in " ".join(compared.out.split())


def test_an_earlier_version_that_was_kept_is_not_written_over_by_the_next(
    factdesk: Command,
) -> None:
    for before, after in (("700", "900"), ("900", "950")):
        fill_in(before, status="verified")
        update_article("At least 700", f"At least {after}")
        factdesk("brief", "storm.txt", "--out", "out")

    assert row_about("700", FOLDER / "result.previous.json")["work"]["status"] == "verified"
    assert row_about("900", FOLDER / "result.previous-2.json")["work"]["status"] == "verified"


def test_a_table_with_what_cannot_be_read_back_is_kept_beside_the_new_one(
    factdesk: Command,
) -> None:
    fill_in("480", status="verified", comment="ask again on Monday")

    done = factdesk("brief", "storm.txt", "--out", "out")

    assert "was changed since it was written: it is kept as" in done.err
    assert row_about("480")["work"]["status"] == "verified"
    assert "ask again" in (FOLDER / "worklist.previous.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("status", ["", "done"])
def test_a_table_that_makes_no_sense_is_kept_and_costs_no_brief(
    factdesk: Command, status: str
) -> None:
    table = f"row_id,status,note\nr0,{status},mine\n"
    TABLE.write_text(table, encoding="utf-8")

    done = factdesk("brief", "storm.txt", "--out", "out")

    assert done.code == 0
    assert "was changed since it was written: it is kept as" in done.err
    assert (FOLDER / "worklist.previous.csv").read_text(encoding="utf-8") == table
    assert TABLE.read_text(encoding="utf-8") != table


@pytest.mark.parametrize("content", ["{", '{"article": {}, "worklist": {}}'])
def test_a_result_that_cannot_be_read_is_kept_and_the_table_is_still_taken_in(
    factdesk: Command, content: str
) -> None:
    fill_in("480", status="wrong")
    RESULT.write_text(content, encoding="utf-8")

    done = factdesk("brief", "storm.txt", "--out", "out")

    assert done.code == 0
    assert "no result.json of this version of factdesk" in done.err
    assert len(done.err.splitlines()) == 1
    assert (FOLDER / "result.previous.json").read_text(encoding="utf-8") == content
    assert row_about("480")["work"]["status"] == "wrong"


def test_a_file_that_cannot_be_set_aside_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be kept"):
        set_aside(tmp_path / "gone.csv")


def test_the_help_shows_how_to_bring_work_back(factdesk: Command) -> None:
    shown = factdesk("worklist", "import", "--help").out

    assert "factdesk worklist import out/story anna.xlsx ben.csv" in shown
    assert "import" in factdesk("worklist", "--help").out
