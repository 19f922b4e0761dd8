"""Every form of a corpus gives its rows as records, with all that they held."""

import bz2
import gzip
import lzma
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline.corpus.reading.file_rows import AS_CALLED, Renaming
from pipeline.corpus.reading.readers import count
from pipeline.corpus.reading.record import Kind, Record
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
        ("excel.csv", b"\xef\xbb\xbf" + table(ROWS, ";"), ("excel.csv:2", "excel.csv:3")),
        ("tabs.csv", table(ROWS, "\t"), ("tabs.csv:2", "tabs.csv:3")),
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
        0, "guid-1", f"<p>{RISE}</p>", "Rates & rents", "2026-02-14T09:30:00+02:00", "https://x.test/1",
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


def entry_of(folder: Path, inside: str, renaming: Renaming = AS_CALLED) -> Record:
    """Return the record of a feed of one Atom entry."""
    (folder / "desk.atom").write_text(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Desk</title><entry>{inside}</entry></feed>'
    )
    [record] = whole(str(folder / "desk.atom"), renaming=renaming)
    return record


def test_a_title_loses_its_markup_and_keeps_its_signs(tmp_path: Path) -> None:
    html = entry_of(tmp_path, '<title type="html">Up &lt;em&gt;5%&lt;/em&gt;, 3 &lt; 4</title>')
    text = entry_of(tmp_path, '<title type="text">Use of &lt;em&gt; rises</title>')

    assert (html.title, text.title) == ("Up 5%, 3 < 4", "Use of <em> rises")


def test_an_entry_is_of_the_day_of_its_own_place(tmp_path: Path) -> None:
    record = entry_of(tmp_path, "<published>2026-02-14T23:30:00-05:00</published>")

    assert record.published == "2026-02-14T23:30:00-05:00"


def test_all_authors_of_an_entry_are_kept_and_an_id_is_no_address(tmp_path: Path) -> None:
    names = "<author><name>Ann</name></author><author><name>Bo</name></author>"
    record = entry_of(tmp_path, f"<id>urn:7</id>{names}<summary>It rose.</summary>")

    assert (record.keys, record.address) == ((("author", "Ann, Bo"),), None)


def test_an_entry_without_a_text_is_named_by_its_id(tmp_path: Path) -> None:
    record = entry_of(tmp_path, '<id>urn:7</id><title>Rise</title><link href="https://x.test/7"/>')

    assert (record.id, record.title, record.address) == ("urn:7", "Rise", "https://x.test/7")
    assert (record.fault or "").startswith("is empty")


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


def test_what_else_a_row_holds_comes_back_as_it_was(tmp_path: Path) -> None:
    nested: Any = 1
    for _ in range(50):
        nested = {"in": [nested]}
    keys = {
        "views": 7,
        "paid": True,
        "desk": None,
        "share": 0.5,
        "tags": [1, {"n": 2}],
        "k": nested,
    }
    (tmp_path / "c.jsonl").write_bytes(jsonl([{"text": RISE, **keys}]))

    [record] = whole(str(tmp_path / "c.jsonl"))

    assert repr(dict(record.keys)) == repr(keys)  # 1 is True, and 7 might be "7"


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


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("c.jsonl", jsonl),
        ("c.csv", table),
        ("c.tsv", partial(table, delimiter="\t")),
        ("c.parquet", parquet),
    ],
)
def test_columns_that_are_called_otherwise_are_read_as_what_is_meant(
    tmp_path: Path, name: str, make: Callable[[Rows], bytes]
) -> None:
    rows = [{"guid": n, "body": RISE, "text": "Teaser.", "headline": "Rates"} for n in ("a", "b")]
    (tmp_path / name).write_bytes(make(rows))
    renaming = Renaming((("id", "guid"), ("text", "body"), ("title", "headline")))

    found = whole(str(tmp_path / name), renaming=renaming)

    assert [of(each)[1:4] for each in found] == [("a", RISE, "Rates"), ("b", RISE, "Rates")]
    assert found[0].keys == (("text (2)", "Teaser."),)
    assert count(str(tmp_path / name), renaming=renaming) == 2


def test_a_feed_has_its_own_names_for_all(tmp_path: Path) -> None:
    record = entry_of(
        tmp_path, "<title>Up</title><summary>It rose.</summary>", Renaming((("text", "title"),))
    )

    assert (record.title, record.content) == ("Up", "It rose.")


def test_the_title_of_a_page_is_read_as_html_and_that_of_a_text_as_it_stands(
    tmp_path: Path,
) -> None:
    title = "Up <b>5%</b> &amp; rising"
    rows = [{"html": f"<p>{RISE}</p>", "title": title}, {"text": RISE, "title": title}]
    (tmp_path / "c.jsonl").write_bytes(jsonl(rows))

    page, text = whole(str(tmp_path / "c.jsonl"))

    assert (page.title, text.title) == ("Up 5% & rising", title)


def test_an_id_that_is_no_string_is_written_as_json(tmp_path: Path) -> None:
    ids = [7, 7.0, True, ["a"], {"x": 1}]
    (tmp_path / "c.jsonl").write_bytes(jsonl([{"id": each, "text": RISE} for each in ids]))

    found = [each.id for each in whole(str(tmp_path / "c.jsonl"))]

    assert found == ["7", "7.0", "true", '["a"]', '{"x": 1}']


def test_what_a_table_calls_nan_is_missing(tmp_path: Path) -> None:
    nan = float("nan")
    (tmp_path / "c.jsonl").write_bytes(jsonl([{"id": nan, "text": RISE}, {"id": "a", "text": nan}]))

    named, empty = whole(str(tmp_path / "c.jsonl"))

    assert (named.id, empty.id) == ("c.jsonl:1", "a")
    assert (empty.fault or "").startswith("is empty")
