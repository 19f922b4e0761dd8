"""Every form of a corpus gives its rows as records, with all that they held."""

import bz2
import gzip
import lzma
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.corpus.reading import Kind, Record
from tests.corpora import RISE, STORM, Rows, jsonl, parquet, rss, table, whole

ROWS: Rows = (
    {"id": "a1", "text": RISE, "title": "Rates  rise", "url": "https://x.test/1"},
    {"id": "a2", "text": STORM, "published_at": "2026-02-14", "desk": "weather, local"},
)


def of(row: Record) -> tuple[Any, ...]:
    return row.number, row.id, row.content, row.title, row.published, row.address


EXPECTED = [
    (0, "a1", RISE, "Rates rise", None, "https://x.test/1"),
    (1, "a2", STORM, None, "2026-02-14", None),
]


@pytest.mark.parametrize(
    ("name", "content", "sources"),
    [
        ("c.jsonl", jsonl(ROWS), ("c.jsonl:1", "c.jsonl:2")),
        ("c.ndjson", b"\xef\xbb\xbf" + jsonl(ROWS), ("c.ndjson:1", "c.ndjson:2")),
        ("c.jsonl.gz", gzip.compress(jsonl(ROWS)), ("c.jsonl.gz:1", "c.jsonl.gz:2")),
        ("c.jsonl.bz2", bz2.compress(jsonl(ROWS)), ("c.jsonl.bz2:1", "c.jsonl.bz2:2")),
        ("c.csv.xz", lzma.compress(table(ROWS)), ("c.csv.xz:2", "c.csv.xz:3")),
        ("c.csv", b"\xef\xbb\xbf" + table(ROWS), ("c.csv:2", "c.csv:3")),
        ("c.tsv", table(ROWS, "\t"), ("c.tsv:2", "c.tsv:3")),
        ("C.PARQUET", parquet(ROWS), ("C.PARQUET:1", "C.PARQUET:2")),
    ],
)
def test_rows_are_records_that_a_person_finds_again(
    tmp_path: Path, name: str, content: bytes, sources: tuple[str, str]
) -> None:
    (tmp_path / name).write_bytes(content)

    found = whole(str(tmp_path / name))

    assert [of(each) for each in found] == EXPECTED
    assert [each.source for each in found] == [str(tmp_path / source) for source in sources]
    assert ("desk", "weather, local") in found[1].keys
    assert {each.fault for each in found} == {None}


def test_entries_of_rss_are_records(tmp_path: Path) -> None:
    rows = [
        {
            "id": f"guid-{n}",
            "title": "Rates &amp; rents",
            "url": f"https://x.test/{n}",
            "published_at": "Sat, 14 Feb 2026 09:30:00 +0200",
            "html": f"<p>{RISE}</p>",
        }
        for n in (1, 2)
    ]
    (tmp_path / "feed.xml").write_bytes(rss(rows))

    first, second = whole(str(tmp_path / "feed.xml"))

    assert of(first) == (
        0, "guid-1", f"<p>{RISE}</p>", "Rates & rents", "2026-02-14T07:30:00Z", "https://x.test/1",
    )  # fmt: skip
    assert (first.kind, second.source) == (Kind.HTML, f"{tmp_path}/feed.xml:2")


def test_entries_of_atom_are_records_with_author_and_tags(tmp_path: Path) -> None:
    (tmp_path / "desk.atom").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Desk</title><entry><id>urn:1</id>'
        '<title>Storm</title><link href="https://x.test/1"/><updated>2026-02-14T09:30:00Z</updated>'
        '<author><name>Ann</name></author><category term="weather"/>'
        f'<summary>Short.</summary><content type="text">{STORM}</content></entry></feed>'
    )

    [record] = whole(str(tmp_path / "desk.atom"))

    assert of(record) == (0, "urn:1", STORM, "Storm", "2026-02-14T09:30:00Z", "https://x.test/1")
    assert record.kind is Kind.TEXT
    assert record.keys == (("author", "Ann"), ("tags", ["weather"]))


def test_a_feed_asks_for_nothing_and_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the password")
    (tmp_path / "feed.xml").write_text(
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
        f'<rss version="2.0"><channel><item><description>{RISE} &x;</description></item></channel></rss>'
    )

    [record] = whole(str(tmp_path / "feed.xml"))

    assert "password" not in repr(record)


def test_html_is_read_where_a_row_has_no_text(tmp_path: Path) -> None:
    rows = [
        {"html": "<p>It rose.</p>", "text": " "},
        {"html": "<p>It fell.</p>", "text": "It fell."},
    ]
    (tmp_path / "c.jsonl").write_bytes(jsonl(rows))

    page, text = whole(str(tmp_path / "c.jsonl"))

    assert (page.kind, page.content) == (Kind.HTML, "<p>It rose.</p>")
    assert (text.kind, text.content) == (Kind.TEXT, "It fell.")


def test_a_row_without_an_id_gets_one_that_follows_from_its_place(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_bytes(
        b"\n" + jsonl([{"text": RISE}, {"id": 7, "text": RISE}, {"id": " a  b\n"} | {"text": RISE}])
    )

    assert [each.id for each in whole(str(tmp_path / "c.jsonl"))] == ["c.jsonl:2", "7", " a  b\n"]


def test_rows_of_the_same_id_are_both_kept(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_bytes(
        jsonl([{"id": "a", "text": RISE}, {"id": "a", "text": STORM}])
    )

    assert [(r.number, r.id, r.content) for r in whole(str(tmp_path / "c.jsonl"))] == [
        (0, "a", RISE),
        (1, "a", STORM),
    ]


def test_a_cell_may_be_long_and_run_over_lines(tmp_path: Path) -> None:
    long = "It rose.\n" * 30_000  # over twice what Python's csv takes by itself
    (tmp_path / "c.csv").write_bytes(table([{"text": long}, {"text": RISE}]))

    first, second = whole(str(tmp_path / "c.csv"))

    assert first.content == long
    assert (second.source, second.content) == (f"{tmp_path}/c.csv:30003", RISE)


def test_a_table_in_the_encoding_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_bytes("id,text\r\n1,It cost €5 in Orrin.\r\n".encode("cp1252"))

    assert whole(str(tmp_path / "c.csv"))[0].content == "It cost €5 in Orrin."


def test_a_text_of_bytes_in_parquet_is_read_as_utf8(tmp_path: Path) -> None:
    (tmp_path / "c.parquet").write_bytes(parquet([{"text": RISE.encode()}, {"text": b"\xff"}]))

    first, second = whole(str(tmp_path / "c.parquet"))

    assert (first.content, first.fault) == (RISE, None)
    assert second.fault == "has a text that is no UTF-8: invalid start byte"


def test_a_value_that_python_has_no_type_for_costs_no_row(tmp_path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 - half a second
    from pyarrow import parquet as pq  # noqa: PLC0415

    days = pa.array([20_000, 4_000_000], pa.date32())
    rows = pa.table({"text": [RISE, STORM], "day": days})
    pq.write_table(rows, tmp_path / "c.parquet")

    first, second = whole(str(tmp_path / "c.parquet"))

    assert (first.content, first.keys) == (RISE, (("day", "2024-10-04"),))
    assert (second.content, second.fault) == (STORM, None)
    assert second.keys == (("day", "12921-08-18"),)


def test_other_columns_of_parquet_come_in_types_that_json_has(tmp_path: Path) -> None:
    row = {
        "text": RISE,
        "published_at": datetime(2026, 2, 14, 9, 30, tzinfo=UTC),
        "day": date(2026, 2, 14),
        "price": Decimal("1.50"),
        "raw": b"x",
        "share": float("nan"),
        "tags": [{"name": "news", "weight": 0.5}],
    }
    (tmp_path / "c.parquet").write_bytes(parquet([row]))

    [record] = whole(str(tmp_path / "c.parquet"))

    assert record.published == "2026-02-14T09:30:00+00:00"
    assert record.keys == (
        ("day", "2026-02-14"),
        ("price", "1.50"),
        ("raw", "x"),
        ("share", "nan"),
        ("tags", [{"name": "news", "weight": 0.5}]),
    )
