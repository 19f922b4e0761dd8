"""What people enter into the merged table of a run is there again when the run has written it anew."""

import csv
import io
import json
from pathlib import Path

import pytest

from pipeline.text.escaping import formula_safe
from tests.articles import STORM
from tests.command import Command

FLOOD = "Aldern counted 27 flooded cellars on Monday, and 9 of 12 pumps failed."
ENTERED = {
    "status": "verified",
    "evidence": "https://x.test/a https://x.test/b",
    "note": "=1+1 “so”, she said;\nthen more",
    "checker": "Bo",
}


@pytest.fixture
def table(factdesk: Command, tmp_path: Path) -> Path:
    """Return the table of a run over two articles."""
    rows = [{"id": "storm", "text": STORM}, {"id": "flood", "text": FLOOD}]
    (tmp_path / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    factdesk("run", "corpus.jsonl", "--out", "out")
    return tmp_path / "out" / "worklist.csv"


def rows_of(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def enter(table: Path, value: str, work: dict[str, str], delimiter: str = ",") -> str:
    """Fill in the row of a value as a program for tables saves it; return the text of the file."""
    rows = [row | work if row["value"] == value else row for row in rows_of(table)]
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, rows[0], delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def row_of(table: Path, value: str) -> dict[str, str]:
    return next(row for row in rows_of(table) if row["value"] == value)


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "cp1252")]
)
def test_work_in_the_merged_table_outlives_the_next_run(
    factdesk: Command, table: Path, delimiter: str, encoding: str
) -> None:
    untouched = [row for row in rows_of(table) if row["value"] != "27"]
    table.write_bytes(enter(table, "27", ENTERED, delimiter).encode(encoding))

    again = [factdesk("run", "corpus.jsonl", "--out", "out") for _ in range(2)]

    assert [(each.code, each.err) for each in again] == [(0, ""), (0, "")]
    found = {name: row_of(table, "27")[name] for name in ENTERED}
    assert found == ENTERED | {"note": formula_safe(ENTERED["note"])}
    assert [row for row in rows_of(table) if row["value"] != "27"] == untouched
    assert not list(table.parent.glob("*previous*"))


def test_work_on_what_is_on_the_list_no_more_is_kept_and_said_to_be(
    factdesk: Command, tmp_path: Path, table: Path
) -> None:
    worked = enter(table, "27", ENTERED)
    table.write_bytes(worked.encode())
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(corpus.read_text().replace("27 flooded", "29 flooded"))

    done = factdesk("run", "corpus.jsonl", "--out", "out")

    told = "work on 1 row of out/worklist.csv has no row in the new list: it is kept in"
    assert done.err == f"{told} out/worklist.previous.csv\n"
    assert (table.parent / "worklist.previous.csv").read_bytes() == worked.encode()
    assert row_of(table, "29")["status"] == "open"


@pytest.mark.parametrize("content", [b"rank,figure\n1,27\n", b"\x00\x01,merged_id\n\x81", b""])
def test_a_table_that_cannot_be_read_any_more_is_kept(
    factdesk: Command, table: Path, content: bytes
) -> None:
    table.write_bytes(content)

    done = factdesk("run", "corpus.jsonl", "--out", "out")

    assert done.err == (
        "out/worklist.csv was changed since it was written: it is kept as "
        "out/worklist.previous.csv\n"
    )
    assert (table.parent / "worklist.previous.csv").read_bytes() == content
    assert row_of(table, "27")["status"] == "open"
