"""Work comes back from whatever it was filled in with, and nothing of it is lost on the way."""

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.errors import WorkError
from pipeline.stages.take_work import Taken, read_work, take_work, work_in
from schemas import Report, Work, WorkedRow, WorkStatus
from tests.articles import STORM, storm

REPORT = fact_check(storm, drafter=ExtractiveDrafter())
FIRST, SECOND = REPORT.worklist.rows[:2]
QUIET = fact_check(
    article_from_text(
        f"{STORM}\n\nThe mayor voted against the law that raised taxes on companies.",
        source="quiet.txt",
    ),
    drafter=ExtractiveDrafter(),
)
"""With a sentence that holds no figure and can be checked."""
(SENTENCE,) = QUIET.unlisted


def entries(text: str | bytes) -> tuple[WorkedRow, ...]:
    raw = text if isinstance(text, bytes) else text.encode()
    return work_in("work", raw).work.rows


def taken(*files: str, replace: bool = False, report: Report = REPORT) -> Taken:
    named = [work_in(f"file{at}", text.encode()) for at, text in enumerate(files)]
    return take_work(report, named, replace=replace)


def work_of(result: Taken, row_id: str = FIRST.row_id) -> Work:
    return next(row.work for row in result.report.worklist.rows if row.row_id == row_id)


def worked(**work: object) -> Report:
    """Return the report with work on its first row."""
    row = FIRST.model_copy(update={"work": Work.model_validate(work)})
    rows = (row, *REPORT.worklist.rows[1:])
    return REPORT.model_copy(update={"worklist": REPORT.worklist.model_copy(update={"rows": rows})})


def exported(*rows: Mapping[str, object], article_id: str = storm.article_id) -> str:
    return json.dumps({"factdesk": "work", "version": 1, "article_id": article_id, "rows": rows})


VERIFIED = WorkedRow(
    row_id="r1",
    status=WorkStatus.VERIFIED,
    evidence=("https://a.example", "https://b.example"),
    note="seen",
    checker="AK",
)


@pytest.mark.parametrize(
    "text",
    [
        "row_id,status,evidence,note,checker\r\nr1,verified,https://a.example https://b.example,seen,AK\r\n",
        "\ufeffrow_id;status;evidence;note;checker\nr1;Verified;https://a.example https://b.example;seen;AK",
        "row_id\tstatus\tevidence\tnote\tchecker\nr1\tVERIFIED \thttps://a.example  https://b.example\tseen\tAK",
        'sep=;\nrow_id;status;evidence;note;checker\nr1;verified;"https://a.example\nhttps://b.example";seen;AK',
        "Our list\n\nrank,Row ID,Status,Evidence,Note,Checker\n1,r1,verified,https://a.example https://b.example,seen,AK",
        '{"row_id": "r1", "work": {"status": "verified", "evidence": ["https://a.example https://b.example"], "note": "seen", "checker": "AK"}}',
    ],
    ids=["csv", "semicolons and a mark", "tabs", "sep=", "a title above", "a line of JSON"],
)  # fmt: skip
def test_work_is_read_in_every_form_that_programs_save_it_in(text: str) -> None:
    assert entries(text) == (VERIFIED,)


def test_the_export_of_the_report_is_read() -> None:
    row = {
        "row_id": "r1",
        "group_id": "g1",
        "status": "needs_source",
        "evidence": [],
        "note": "",
        "checker": "",
        "seen": True,
    }

    assert entries(exported(row)) == (
        WorkedRow(
            row_id="r1",
            group_id="g1",
            status=WorkStatus.NEEDS_SOURCE,
            evidence=(),
            note="",
            checker="",
        ),
    )


def test_text_in_utf_16_as_excel_saves_it_is_read() -> None:
    text = "row_id\tnote\nr1\tgeprüft"

    assert entries(text.encode("utf-16"))[0].note == "geprüft"


@pytest.mark.parametrize(
    "status", ["needs source", "Needs_Source", "NEEDS-SOURCE ", "needs  source"]
)
def test_a_status_may_be_spelled_as_people_spell_it(status: str) -> None:
    assert entries(f"row_id,status\nr1,{status}")[0].status is WorkStatus.NEEDS_SOURCE


def test_a_cell_keeps_what_the_protection_against_formulas_was_put_before() -> None:
    read = entries("row_id,note,checker\nr1,'=1+1,'tis\nr2,-,''=x\n")

    assert [(each.note, each.checker) for each in read] == [("=1+1", "'tis"), ("-", "'=x")]


def test_a_column_that_is_missing_is_not_a_field_that_is_empty() -> None:
    only_note = entries("row_id,note\nr1,\n")[0]

    assert (only_note.note, only_note.status, only_note.evidence) == ("", None, None)


def workbook(*lines: list[object], creator: str | None = None) -> bytes:
    book, content = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["Notes of the desk"])
    sheet = book.create_sheet("Worklist")
    for line in lines:
        sheet.append(line)
    if creator:
        book.properties.creator = creator
    book.save(content)
    return content.getvalue()


def test_a_workbook_is_read_from_the_sheet_that_has_row_ids() -> None:
    raw = workbook(["row_id", None, "status", "checker"], ["r1", "x", "Not a claim", 7.0], [])

    assert entries(raw) == (WorkedRow(row_id="r1", status=WorkStatus.NOT_A_CLAIM, checker="7"),)


def test_apostrophes_of_a_csv_file_saved_as_a_workbook_go_and_those_of_our_own_stay() -> None:
    lines: tuple[list[object], ...] = (["row_id", "note"], ["r1", "'-5"])

    assert entries(workbook(*lines))[0].note == "-5"
    assert entries(workbook(*lines, creator="factdesk"))[0].note == "'-5"


def test_a_cell_that_excel_cut_counts_as_empty_and_so_erases_nothing() -> None:
    raw = workbook(["row_id", "note"], ["r1", "n" * 32_767])

    assert entries(raw)[0].note == ""


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "work is empty"),
        (b"name,note\nx,y\n", "work has no column row_id"),
        (b"{not json", "work is not JSON"),
        (b'{"headline": "x"}', "work holds no work"),
        (b'{"factdesk": "work", "version": 2, "rows": []}', "a newer factdesk reads it"),
        (b'{"factdesk": "work", "version": 1, "article_id": 5, "rows": []}', "article_id is 5"),
        (b'[{"status": "open"}]', "entry 1 has no row_id"),
        (b'[{"row_id": "r1", "note": 5}]', "work, row r1: note is 5, not text"),
        (b'[{"row_id": "r1", "evidence": [5]}]', "not a list of addresses"),
        (b'[{"row_id": "r1", "work": 5}]', "work is 5, not an object"),
        (b'{"row_id": "r1"}\nnot json\n', "work is not JSON"),
        (b"[" * 100_000, "work is not JSON"),
        (b"PK\x03\x04 no workbook", "work is no workbook that can be read"),
        (b"\xd0\xcf\x11\xe0 locked", "save it as .xlsx without password"),
        (b"%PDF-1.7", "a worklist is CSV, XLSX or JSON"),
    ],
)
def test_what_is_no_work_is_refused_with_a_line_that_says_why(raw: bytes, message: str) -> None:
    with pytest.raises(WorkError) as refused:
        work_in("work", raw)

    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_unknown_status_names_the_row_the_value_and_what_is_allowed() -> None:
    with pytest.raises(WorkError) as refused:
        work_in("work.csv", b"row_id,status\nr1,open\nr2,done\n")

    assert str(refused.value) == (
        "work.csv, line 3, row r2: the status 'done' is unknown; write one of open, verified, "
        "wrong, "
        "misleading, needs_source, unverifiable, not_a_claim"
    )


def test_a_workbook_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.stages.take_work import work_table  # noqa: PLC0415  # only its limit

    monkeypatch.setattr(work_table, "_MOST_UNPACKED", 1000)

    with pytest.raises(WorkError, match="over the limit of 1,000"):
        work_in("work", workbook(["row_id"], ["r1"]))


def test_a_line_of_json_may_hold_what_some_count_as_the_end_of_a_line() -> None:
    lines = '{"row_id": "r1", "note": "one\u2028two"}\r\n{"row_id": "r2", "note": "x"}\r\n'

    assert [each.note for each in entries(lines)] == ["one\u2028two", "x"]


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(WorkError, match=r"gone\.csv does not exist"):
        read_work("gone.csv")


def test_a_file_is_read_whatever_its_name_says(tmp_path: Path) -> None:
    path = tmp_path / "work.txt"
    path.write_text("row_id,note\nr1,x\n", encoding="utf-8")

    assert read_work(str(path)).work.rows[0].note == "x"


def test_work_goes_into_its_row_and_nothing_else_changes() -> None:
    result = taken(f"row_id,status,note\n{FIRST.row_id},verified,they sent the log\n")

    assert work_of(result) == Work(status=WorkStatus.VERIFIED, note="they sent the log")
    assert result.changed == (result.report.worklist.rows[0],)
    without = result.report.worklist.rows[0].model_copy(update={"work": Work()})
    assert (without, *result.report.worklist.rows[1:]) == REPORT.worklist.rows
    assert result.report.model_copy(update={"worklist": REPORT.worklist}) == REPORT


def test_an_empty_field_erases_nothing_and_evidence_is_added() -> None:
    report = worked(status=WorkStatus.VERIFIED, evidence=("https://a.example",), note="seen")
    file = f"row_id,status,evidence,note,checker\n{FIRST.row_id},open,https://b.example,,AK\n"

    assert work_of(taken(file, report=report)) == Work(
        status=WorkStatus.VERIFIED,
        evidence=("https://a.example", "https://b.example"),
        note="seen",
        checker="AK",
    )


def test_with_replace_an_empty_field_erases_and_a_missing_column_does_not() -> None:
    report = worked(status=WorkStatus.VERIFIED, evidence=("https://a.example",), checker="AK")
    file = f"row_id,status,evidence\n{FIRST.row_id},open,https://b.example\n"

    assert work_of(taken(file, report=report, replace=True)) == Work(
        evidence=("https://b.example",), checker="AK"
    )


def test_of_two_files_that_disagree_the_later_wins_and_both_are_named() -> None:
    result = taken(
        f"row_id,status\n{FIRST.row_id},wrong\n", f"row_id,status\n{FIRST.row_id},verified\n"
    )

    assert work_of(result).status is WorkStatus.VERIFIED
    (overruled,) = result.overruled
    assert (overruled.item.row_id, overruled.lost, overruled.won) == (
        FIRST.row_id, (WorkStatus.WRONG, "", "file0"), (WorkStatus.VERIFIED, "", "file1"),
    )  # fmt: skip


def test_of_two_files_with_different_notes_the_later_wins_and_both_are_named() -> None:
    result = taken(f"row_id,note\n{FIRST.row_id},a\n", f"row_id,note\n{FIRST.row_id},b\n")

    assert work_of(result).note == "b"
    assert result.conflicts == ((FIRST.row_id, "note", "a", "file0", "file1"),)


def test_two_files_on_different_fields_of_a_row_do_not_disagree() -> None:
    result = taken(
        f"row_id,status,evidence\n{FIRST.row_id},wrong,https://a.example\n",
        f"row_id,note,evidence\n{FIRST.row_id},it was 470,https://b.example\n",
    )

    assert result.conflicts == ()
    assert work_of(result) == Work(
        status=WorkStatus.WRONG,
        evidence=("https://a.example", "https://b.example"),
        note="it was 470",
    )


def test_a_file_exported_before_others_came_in_takes_nothing_back() -> None:
    report = worked(status=WorkStatus.VERIFIED)

    result = taken(
        f"row_id,status\n{FIRST.row_id},wrong\n",
        f"row_id,status\n{FIRST.row_id},verified\n",
        report=report,
    )

    assert work_of(result).status is WorkStatus.WRONG
    assert [each.lost.name for each in result.overruled] == [""]


def test_a_row_of_another_version_is_found_by_its_figure() -> None:
    result = taken(f"row_id,group_id,status\nr0,{FIRST.group_id},verified\n")

    assert work_of(result).status is WorkStatus.VERIFIED
    assert result.regrouped == (FIRST.row_id,)


@pytest.mark.parametrize(
    "lines",
    [
        "r0,gnone,verified\n",
        f"r0,{FIRST.group_id},verified\nr9,{FIRST.group_id},wrong\n",
        f"r0,{FIRST.group_id},verified\n{FIRST.row_id},{FIRST.group_id},open\n",
        ",,verified\n",
        f",{FIRST.group_id},verified\n,{SECOND.group_id},wrong\n",
    ],
    ids=[
        "no such figure",
        "two rows had it",
        "the row is there itself",
        "no id at all",
        "no row_id",
    ],
)
def test_what_has_no_clear_row_is_listed_and_goes_nowhere(lines: str) -> None:
    result = taken("row_id,group_id,status\n" + lines)

    assert result.changed == ()
    assert {each.entry.status for each in result.unplaced} <= {
        WorkStatus.VERIFIED,
        WorkStatus.WRONG,
    }
    assert result.unplaced


def test_a_strange_row_without_work_is_not_worth_a_word() -> None:
    assert taken("row_id,status,note\nr0,open,\n").unplaced == ()


def test_work_on_another_article_is_refused_unless_it_is_an_earlier_version() -> None:
    text = exported(
        {"row_id": "r0", "group_id": FIRST.group_id, "status": "verified"}, article_id="x"
    )
    file = work_in("work.json", text.encode())

    with pytest.raises(WorkError, match="work on another text"):
        take_work(REPORT, [file])
    assert work_of(take_work(REPORT, [file], earlier=True)).status is WorkStatus.VERIFIED


def test_the_work_of_a_result_comes_back_from_it() -> None:
    entries = [
        {"row_id": each.row_id, "status": "wrong", "note": "no"}
        for each in (QUIET.worklist.rows[0], SENTENCE)
    ]
    report = taken(exported(*entries, article_id=QUIET.article.article_id), report=QUIET).report
    file = work_in("result.json", report.model_dump_json().encode())

    assert file.is_result
    assert take_work(QUIET, [file]).report == report


DEPENDENT = next(row for row in REPORT.worklist.rows if row.point_ids)


@pytest.mark.parametrize(
    ("status", "is_told"),
    [
        ("wrong", True),
        ("misleading", True),
        ("needs_source", True),
        ("unverifiable", True),
        ("verified", False),
        ("not_a_claim", False),
    ],
)
def test_a_doubt_is_told_beside_every_point_of_the_brief_that_rests_on_the_figure(
    status: str, *, is_told: bool
) -> None:
    result = taken(f"row_id,status,note,checker\n{DEPENDENT.row_id},{status},it was 470,AK\n")

    brief = result.report.brief
    told = {p.point_id: p.verdicts for p in (brief.headline, *brief.points) if p.verdicts}
    assert set(told) == (set(DEPENDENT.point_ids) if is_told else set())
    for verdicts in told.values():
        assert [(v.row_id, v.status, v.note, v.checker) for v in verdicts] == [
            (DEPENDENT.row_id, status, "it was 470", "AK")
        ]


def test_a_doubt_that_is_taken_back_is_told_no_longer() -> None:
    wrong = taken(f"row_id,status\n{DEPENDENT.row_id},wrong\n").report

    result = taken(f"row_id,status\n{DEPENDENT.row_id},verified\n", report=wrong)

    assert result.report.brief == REPORT.brief


def test_a_sentence_without_a_figure_is_worked_like_a_row() -> None:
    entry = {"row_id": SENTENCE.row_id, "status": "wrong", "note": "no tree fell"}

    result = taken(exported(entry, article_id=QUIET.article.article_id), report=QUIET)

    assert [each.work for each in result.changed] == [
        Work(status=WorkStatus.WRONG, note="no tree fell")
    ]
    (worked_on,) = result.report.worklist.sentence_work
    assert worked_on.sentence_id == SENTENCE.sentence_id
    assert result.report.unlisted[0].work == result.changed[0].work
    assert result.unplaced == ()


def test_a_sentence_of_another_version_is_found_by_its_words() -> None:
    entry = {"row_id": "s-other", "group_id": SENTENCE.group_id, "status": "verified"}

    result = taken(exported(entry, article_id=QUIET.article.article_id), report=QUIET)

    assert result.report.unlisted[0].work.status is WorkStatus.VERIFIED
    assert result.regrouped == (SENTENCE.row_id,)


def test_a_doubted_sentence_is_told_beside_the_points_that_cite_it() -> None:
    point = QUIET.brief.points[0]
    citing = point.model_copy(update={"sentence_ids": (*point.sentence_ids, SENTENCE.sentence_id)})
    brief = QUIET.brief.model_copy(update={"points": (citing, *QUIET.brief.points[1:])})
    report = QUIET.model_copy(update={"brief": brief})

    result = taken(f"row_id,status\n{SENTENCE.row_id},wrong\n", report=report)

    assert [v.figure for v in result.report.brief.points[0].verdicts] == [SENTENCE.text]
