"""Every kind of file is read as the parts it is made of, by its bytes or its name."""

import io
import json
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from bench import evidence_files
from pipeline.errors import ArticleError
from pipeline.evidence.parts import Part, Table
from pipeline.evidence.readers import delimited, reading, records
from pipeline.evidence.readers.reading import read_parts
from tests.evidence_tables import kept, sentences_of, words_of

ROWS = "Roads budget (£m),,\nArea,2023,2024\nLeeds,3.2,4.1\nYork,1.1,1.3\n"
WORDS = [
    "Leeds, 2023: £3.2 million.",
    "Leeds, 2024: £4.1 million.",
    "York, 2023: £1.1 million.",
    "York, 2024: £1.3 million.",
]
PROSE = """# Roads report

The council spent £3.2 million on roads.

## Costs

| Area | 2023 (£m) | 2024 (£m) |
|---|---|---|
| Leeds | 3.2 | 4.1 |
| York | 1.1 | 1.3 |

It was 12 per cent more than in 2022.
"""


def parts(source: bytes | Path, name: str) -> list[Part]:
    return kept(read_parts(source, name).parts)


def as_parquet() -> bytes:
    stream = io.BytesIO()
    table = pa.table({"area": ["Leeds", "York"], "spent_gbp_m": [3.2, None], "year": [2023, 2024]})
    parquet.write_table(table, stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.csv", ROWS.encode()),
        ("a.csv", ROWS.replace(",", ";").encode()),
        ("a.csv", ROWS.replace("£", "£").encode("cp1252")),
        ("a.csv", ROWS.encode("utf-16")),
        ("a.csv", b"\xef\xbb\xbf" + ROWS.encode()),
        ("a.csv", ROWS.replace("\n", "\r\n").encode()),
        ("a.tsv", ROWS.replace(",", "\t").encode()),
        ("https://example.org/data/a.csv?version=2", ROWS.replace(",", "|").encode()),
        ("a.xlsx", evidence_files.xlsx(ROWS)),
        ("a.ods", evidence_files.ods(ROWS)),
        ("download", evidence_files.xlsx(ROWS)),
        ("a.docx", evidence_files.docx(PROSE)),
        ("a.pdf", evidence_files.pdf(PROSE)),
        ("a.md", PROSE.encode()),
        (
            "a.jsonl",
            (
                b'{"area": "Leeds", "2023_gbp_m": 3.2, "2024_gbp_m": 4.1}\n\n'
                b'{"area": "York", "2023_gbp_m": 1.1, "2024_gbp_m": 1.3}\n'
            ),
        ),
        (
            "a.json",
            (
                b'{"rows": [{"area": "Leeds", "2023 (GBP m)": 3.2, "2024 (GBP m)": 4.1},'
                b'{"area": "York", "2023 (GBP m)": 1.1, "2024 (GBP m)": 1.3}]}'
            ),
        ),
    ],
)
def test_a_table_says_the_same_in_every_kind_of_file(name: str, raw: bytes) -> None:
    assert words_of(parts(raw, name)) == WORDS


def test_a_file_is_read_by_its_path_as_by_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "roads.csv"
    file.write_text(ROWS)

    assert parts(file, "roads.csv") == parts(ROWS.encode(), "roads.csv")


def test_parquet_is_a_table_of_its_columns() -> None:
    (table,) = parts(as_parquet(), "a.parquet")

    assert isinstance(table, Table)
    assert words_of([table]) == ["Leeds, 2023, spent: £3.2 million."]


@pytest.mark.parametrize(
    ("name", "title", "place"),
    [
        ("a.md", "Roads report", "line 3"),
        ("a.docx", "Roads report", "paragraph 2"),
        ("a.pdf", "Roads report", "page 1"),
        ("a.txt", "# Roads report", "line 3"),
    ],
)
def test_prose_keeps_its_title_and_its_places(name: str, title: str, place: str) -> None:
    make = {"a.docx": evidence_files.docx, "a.pdf": evidence_files.pdf}.get(name, str.encode)
    read = read_parts(make(PROSE), name)

    assert read.title == title
    assert ("The council spent £3.2 million on roads.", place) in sentences_of(kept(read.parts))


def test_a_table_stands_under_the_headings_above_it() -> None:
    tables = [part for part in parts(PROSE.encode(), "a.md") if isinstance(part, Table)]

    assert [table.context for table in tables] == ["Roads report · Costs"]


@pytest.mark.parametrize(
    "raw", [b"<!DOCTYPE html><p>It cost \xc2\xa37.</p>", b"It cost \xc2\xa37."]
)
def test_a_name_without_a_known_ending_is_read_by_how_it_begins(raw: bytes) -> None:
    assert [text for text, _ in sentences_of(parts(raw, "page"))] == ["It cost £7."]


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.txt", b"", "a.txt is empty"),
        ("a.txt", b" \n ", "a.txt is empty"),
        ("a.txt", b"a\0b", "a.txt is a binary file"),
        ("a.png", b"\x89PNG....", "a.png is a picture"),
        ("a.jsonl", b'{"a": 1}\nb\n', "a.jsonl, line 2, is no JSON"),
        ("a.jsonl", b"[1]\n", "a.jsonl, line 1, is no JSON object"),
        ("a.jsonl", b'{"a": ' + b"[" * 100_000, "is no JSON"),
        ("a.jsonl", b'{"a": 1}\n' * 20_000 + b"\x81", "a.jsonl cannot be read: save it as UTF-8"),
        ("a.csv", b"a,1\n" * 20_000 + b"\x81,2", "a.csv cannot be read: save it as UTF-8"),
        ("a.json", b"{", "a.json is no JSON that can be read"),
        ("a.json", b'{"a": [1, 2]}', "a.json holds no list of JSON objects"),
        ("a.csv", b"a,b\n1," + b"7" * 2_000_000, "a.csv cannot be read as rows of cells"),
        ("a.csv", b"," * 20_000, "a.csv has more than 16,384 columns in row 1"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 100, "a.xlsx is a broken spreadsheet"),
        ("a.zip", b"PK\x03\x04" + b"\0" * 100, "a.zip is a broken Word document"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.doc is an old Office file"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.xls is a broken spreadsheet"),
        ("a.parquet", b"PAR1" + b"\0" * 60, "a.parquet is no Parquet that can be read"),
        ("a.pdf", b"%PDF-1.7 nothing", "a.pdf is no PDF that can be read"),
    ],
)
def test_what_cannot_be_read_is_one_line(name: str, raw: bytes, said: str) -> None:
    with pytest.raises(ArticleError) as caught:
        parts(raw, name)

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"gone\.csv cannot be opened: No such file"):
        read_parts(tmp_path / "gone.csv", "gone.csv")


def test_a_text_over_the_limit_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MOST_TEXT_BYTES", 1_000_000)

    with pytest.raises(ArticleError, match=r"a\.txt has more than 1 MB: give it in parts"):
        read_parts(b"x" * 1_000_001, "a.txt")


def test_a_table_has_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MOST_BYTES", 10)
    monkeypatch.setattr(reading, "_MOST_TEXT_BYTES", 10)

    assert words_of(parts(ROWS.encode(), "a.csv")) == WORDS


def test_large_parts_of_parquet_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_MOST_GROUP_BYTES", 10)

    with pytest.raises(ArticleError, match="smaller row groups"):
        parts(as_parquet(), "a.parquet")


@pytest.mark.parametrize(
    ("name", "raw", "module", "extra"),
    [
        ("a.xlsx", evidence_files.xlsx(ROWS), "python_calamine", "evidence"),
        ("a.parquet", as_parquet(), "pyarrow", "parquet"),
    ],
)
def test_what_is_not_installed_is_said(
    name: str, raw: bytes, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(ArticleError, match=rf"pip install 'factdesk\[{extra}\]'"):
        parts(raw, name)


def test_the_long_texts_of_records_are_prose() -> None:
    text = "The bridge cost £3.2 million. " * 5 + "\nIt opened in May."
    lines = [json.dumps({"title": f"Bridge {at}", "text": text, "cost": at}) for at in (7, 8)]

    found = parts("\n".join(lines).encode(), "a.jsonl")

    assert words_of(found) == ["Bridge 7, cost: 7.", "Bridge 8, cost: 8."]
    assert sentences_of(found)[-1] == ("It opened in May.", "line 2")


def test_fields_in_fields_are_told_by_both_names() -> None:
    line: dict[str, object] = {
        "town": "Leeds",
        "cost": {"2023": 5, "deep": {"er": {"est": 1}}},
        "tags": ["a", 1, None],
        "open": True,
        "rows": [{"a": 1}],
    }

    (table,) = parts(json.dumps(line).encode(), "a.jsonl")

    assert isinstance(table, Table)
    headings = [column.heading for column in table.columns]
    assert headings == ["town", "cost, 2023", "tags", "open"]
    assert [row.cells for row in table.rows] == [("Leeds", "5", "a, 1,", "yes")]


def test_the_delimiter_is_the_one_that_makes_rows_alike() -> None:
    assert delimited._delimiter_of("a;b;c\n1,5;2;3\n1,7;2;3\n") == ";"
    assert delimited._delimiter_of("one column\nno more\n") == ","
