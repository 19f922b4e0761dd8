"""What is broken in a corpus stands as a record that says so, and all else is read."""

import gzip
import json
import os
import re
from pathlib import Path

import pytest

from pipeline.corpus.reading.record import Record
from pipeline.errors import CorpusError
from tests.corpora import RISE, STORM, jsonl, parquet, table, whole

GOOD = json.dumps({"id": "good", "text": RISE}).encode()


def between_good_rows(folder: Path, row: bytes) -> Record:
    """Return the record of a row of JSONL that stands between two good ones."""
    path = folder / "c.jsonl"
    path.write_bytes(b"\n".join([GOOD, row, GOOD]))
    before, record, after = whole(str(path))
    assert [(each.number, each.id, each.fault) for each in (before, after)] == [
        (0, "good", None),
        (2, "good", None),
    ]
    assert (record.number, record.source, record.content) == (1, f"{path}:2", None)
    return record


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (b'{"text": "It ro', "is no JSON (Unterminated string starting at: character 10)"),
        (b'{"text": "\xff"}', "is no UTF-8 (byte 11): save the file as UTF-8"),
        (b"[1, 2]", "is no JSON object"),
        (b"[" * 100_000, "it nests too deep"),
        (b'{"text": ' + b"1" * 5_000 + b"}", "a number is too long"),
        (b'{"body": "It rose.", "n": 1}', "has no text and no html (it has body, n)"),
        (b"{}", "has no text and no html (it has none)"),
        (b'{"text": " "}', "is empty"),
        (b'{"text": null}', "is empty"),
        (b'{"text": "", "html": ""}', "is empty"),
        (b'{"text": "It rose.", "k": ' + b"[" * 102 + b"]" * 102 + b"}", "more than 100 deep"),
        (b'{"text": "It rose.", "k": ' + b'{"k": ' * 101 + b"1" + b"}" * 102, "more than 100 deep"),
        (b'{"text": ["It rose."]}', "has a text that is no string but list"),
    ],
)
def test_a_broken_row_is_named_and_the_others_are_read(
    tmp_path: Path, row: bytes, says: str
) -> None:
    fault = between_good_rows(tmp_path, row).fault

    assert fault is not None
    assert says in fault
    assert len(fault) < 300


def test_a_row_without_a_text_keeps_its_id_and_its_other_keys(tmp_path: Path) -> None:
    record = between_good_rows(tmp_path, b'{"id": "a7", "title": "Rates", "desk": "money"}')

    assert (record.id, record.title, record.keys) == ("a7", "Rates", (("desk", "money"),))


def test_a_row_over_the_limit_is_passed_over_by_its_length(tmp_path: Path) -> None:
    record = between_good_rows(tmp_path, json.dumps({"text": "x" * 12_345_678}).encode())

    assert record.fault == "is 12.3 MB long; the limit is 10 MB: give one article a row"


def test_half_a_character_is_replaced_and_every_offset_holds(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(b'{"text": "It \\ud83d rose \\ud83d\\ude00.", "k\\udc00": ["\\ud800"]}')

    [record] = whole(str(path))

    assert record.content == "It \ufffd rose \U0001f600."
    assert record.keys == (("k\ufffd", ["\ufffd"]),)


def test_a_table_row_with_too_many_cells_is_named(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(f"id,text\n1,It rose, by 5%\n2,{RISE}\n")

    broken, good = whole(str(tmp_path / "c.csv"))

    assert broken.fault == "has 3 cells and the head 2: is a quotation mark missing?"
    assert (broken.source, good.content) == (f"{tmp_path}/c.csv:2", RISE)


@pytest.mark.parametrize(
    ("broken", "behind"),
    [
        (f'2,"{RISE}\n', 3),  # not closed: the next row's mark shows it
        (f'2,"{RISE}\nIt rose, again.\n', 4),
        ('2,"He said "no" twice"\n', 3),
        ('2,"First.\nHe said "no", twice.\nThen, 5 left",\n', 5),
    ],
)
def test_a_quotation_mark_out_of_place_costs_no_other_row(
    tmp_path: Path, broken: str, behind: int
) -> None:
    path = tmp_path / "c.csv"
    path.write_text(f'id,text\n1,"{STORM}"\n{broken}3,"{RISE}"\n4,{RISE}\n')

    first, fault, third, fourth = whole(str(path))

    assert (first.id, first.content) == ("1", STORM)
    assert (fault.source, fault.content) == (f"{path}:3", None)
    assert "a quotation mark that is not closed, or stands single" in (fault.fault or "")
    assert (f"up to line {behind}" in (fault.fault or "")) == (behind > 3)
    assert (third.id, third.content) == ("3", RISE)
    assert (fourth.id, fourth.content) == ("4", RISE)


def test_marks_behind_backslashes_are_read_as_those_who_wrote_them_meant(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(
        "id,text,desk\n"
        '1,"He said \\"no\\", and left 5.","a\\"b"\n'
        '2,"It fell by ""5%"", to\n\\"9\\".",x\n'
        '3,"It rose by 5%. \\"Yes.\\"",x\n'
        f'4,"{RISE}",x\n'
        '5,"C:\\new",x\n'
    )

    found = whole(str(path))

    assert [each.content for each in found] == [
        'He said "no", and left 5.',
        'It fell by "5%", to\n"9".',
        'It rose by 5%. "Yes."',
        RISE,
        "C:\\new",
    ]
    assert found[0].keys == (("desk", 'a"b'),)


def test_a_mark_that_is_never_closed_says_how_far_the_table_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text('id,text\n1,It rose.\n2,"It fell.\n3,It rose.\n4,It fell.\n')

    good, broken = whole(str(path))

    assert (good.content, broken.source) == ("It rose.", f"{path}:3")
    assert "nothing could be read up to line 5" in (broken.fault or "")


def test_between_tabs_a_single_quotation_mark_is_a_sign_like_others(tmp_path: Path) -> None:
    path = tmp_path / "c.tsv"
    path.write_text(
        "id\ttext\tdesk\n"
        '1\t"No," he said, to 5.\tcity\n'
        '2\t"It rose by 5%.\tcity\n'
        '3\t"It fell by ""5%"".\nIt rose."\tcity\n'
    )

    found = whole(str(path))

    assert [(each.id, each.content) for each in found] == [
        ("1", '"No," he said, to 5.'),
        ("2", '"It rose by 5%.'),
        ("3", 'It fell by "5%".\nIt rose.'),
    ]


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("id,text,text", "has two columns named text: rename one"),
        ("id,text\r1,It rose.\r2,It fell.\r", "a line end that is a CR alone: save the file"),
        ("body;id", "has no column named text or html (it has body;id)"),
        ('"id,text', "has a head that has a quotation mark that is not closed"),
    ],
)
def test_a_head_that_cannot_be_meant_is_refused(tmp_path: Path, head: str, says: str) -> None:
    (tmp_path / "c.csv").write_bytes(head.encode())

    with pytest.raises(CorpusError, match=re.escape(says)):
        whole(str(tmp_path / "c.csv"))


def test_columns_of_one_name_are_all_kept(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("text,tag,tag,tag\nIt rose.,a,b,c\n")

    [record] = whole(str(tmp_path / "c.csv"))

    assert record.keys == (("tag", "a"), ("tag (2)", "b"), ("tag (3)", "c"))


def test_a_table_row_over_the_limit_ends_where_its_quotation_marks_close(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.corpus.reading.file_rows.MOST_ROW_BYTES", 1_000)
    monkeypatch.setattr("pipeline.corpus.reading.csv_table.MOST_ROW_BYTES", 1_000)
    rows = [{"text": 'He said "no".\n' * 200}, {"text": "x" * 3_000 + '"'}, {"text": RISE}]
    (tmp_path / "c.csv").write_bytes(table(rows))

    long, wide, good = whole(str(tmp_path / "c.csv"))

    assert (long.fault or "").startswith("is 0.0 MB long")
    assert (wide.source, wide.content) == (f"{tmp_path}/c.csv:203", None)
    assert (good.number, good.source, good.content) == (2, f"{tmp_path}/c.csv:204", RISE)


def test_a_quotation_mark_that_is_never_closed_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.corpus.reading.csv_table.MOST_ROW_BYTES", 1_000)
    (tmp_path / "c.csv").write_text(f'text\n{STORM.replace(",", "")}\n"' + "It rose.\n" * 500)

    good, broken = whole(str(tmp_path / "c.csv"))

    assert good.fault is None
    assert "a quotation mark is not closed" in (broken.fault or "")


def test_a_table_row_in_no_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_bytes(b"text\n\x81\x8d\n" + RISE.encode())

    broken, good = whole(str(tmp_path / "c.csv"))

    assert "encoding that cannot be told" in (broken.fault or "")
    assert good.content == RISE


def test_a_file_that_ends_amid_its_packing_gives_what_came_before(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": f"{RISE} {os.urandom(40).hex()}"} for n in range(2_000)]
    packed = gzip.compress(jsonl(rows))
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "b.txt").write_text(STORM)

    *read, broken, other = whole(str(tmp_path))

    assert [record.id for record in read] == [str(n) for n in range(len(read))]
    assert len(read) > 500
    assert broken.fault is not None
    assert "cannot be read further" in broken.fault
    assert (broken.source, broken.number) == (f"{tmp_path}/a.jsonl.gz", len(read))
    assert other.source == f"{tmp_path}/b.txt"


def test_a_file_in_a_folder_that_is_not_what_its_name_says_is_one_fault(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"no table")
    (tmp_path / "b.csv").write_text("body\nIt rose.\n")
    (tmp_path / "c.xml").write_text("<settings/>")
    (tmp_path / "d.jsonl").write_bytes(GOOD)

    *broken, good = whole(str(tmp_path))

    assert [each.source.rpartition("/")[2] for each in broken] == ["a.parquet", "b.csv", "c.xml"]
    assert "Parquet" in (broken[0].fault or "")
    assert "no column named text or html (it has body)" in (broken[1].fault or "")
    assert broken[2].fault == "is no RSS or Atom feed: check the address"
    assert good.id == "good"


def test_a_part_of_a_parquet_file_that_is_spoilt_costs_its_own_rows_alone(tmp_path: Path) -> None:
    from pyarrow import parquet as pq  # noqa: PLC0415 - half a second

    path = tmp_path / "c.parquet"
    path.write_bytes(parquet([{"id": str(n), "text": f"{RISE} {n}"} for n in range(9)], group=3))
    spoilt = pq.ParquetFile(path).metadata.row_group(1).column(0).file_offset or 0
    start = pq.ParquetFile(path).metadata.row_group(1).column(0).dictionary_page_offset or spoilt
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xff" * 40)

    found = whole(str(path))

    assert [record.number for record in found] == list(range(9))
    assert [record.id for record in found if not record.fault] == ["0", "1", "2", "6", "7", "8"]
    assert all("cannot be read: " in (record.fault or "") for record in found[3:6])


@pytest.mark.parametrize("name", ["c.csv", "c.tsv", "c.jsonl"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_named_once_and_costs_no_other_file(
    tmp_path: Path, name: str, encoding: str
) -> None:
    text = f'\ufeff{{"text": "{RISE}"}}\n' * 3
    (tmp_path / name).write_bytes(text.encode(encoding))
    (tmp_path / "z.txt").write_text(STORM)

    broken, other = whole(str(tmp_path))

    assert broken.fault == "is in UTF-16: save the file as UTF-8"
    assert other.content == STORM.encode()
    with pytest.raises(CorpusError, match=r"is in UTF-16: save the file as UTF-8"):
        whole(str(tmp_path / name))


@pytest.mark.parametrize("name", ["c.jsonl", "c.csv"])
def test_a_row_over_the_limit_costs_no_other(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.corpus.reading.file_rows.MOST_ROW_BYTES", 100)
    monkeypatch.setattr("pipeline.corpus.reading.csv_table.MOST_ROW_BYTES", 100)
    rows = [{"text": text} for text in ("a", "b\n" * 99, "c", "d" * 300, "e", 'f"\n' * 60, "g")]
    (tmp_path / name).write_bytes(jsonl(rows) if name == "c.jsonl" else table(rows))
    corpus = str(tmp_path / name)

    assert [record.content for record in whole(corpus)] == ["a", None, "c", None, "e", None, "g"]
