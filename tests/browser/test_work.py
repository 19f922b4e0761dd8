"""What a person enters: it survives a reload, is exported, and is read back in."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pipeline.stages.render.html import report_html
from pipeline.stages.render.worklist_table import worklist_csv, worklist_xlsx
from pipeline.stages.take_work import read_work, take_work
from pipeline.text.escaping import formula_safe
from schemas import Work, WorkStatus
from tests.browser.conftest import Open
from tests.reports import full_report

STORAGE_REFUSED = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })"
)


def enter(page: Page, rank: int = 3, **fields: str) -> None:
    """Enter work in the row of that rank, which is opened for it."""
    row = page.locator("tbody[id^=row-]").nth(rank - 1)
    if row.locator("details").get_attribute("open") is None:
        row.locator("summary").click()
    for name, value in fields.items():
        field = row.locator(f"[name={name}]")
        field.select_option(value) if name == "status" else field.fill(value)


def downloaded(page: Page, button: str) -> str:
    if page.locator("#work-menu").get_attribute("open") is None:
        page.click("#work-menu summary")
    with page.expect_download() as download:
        page.click(button)
    return Path(download.value.path()).read_text(encoding="utf-8")


def exported(page: Page) -> Any:
    return json.loads(downloaded(page, "#export-json"))


def test_what_was_entered_survives_a_reload_and_is_in_the_export(open_page: Open) -> None:
    page = open_page("full")
    report = full_report()
    row = report.worklist.rows[2]

    enter(
        page,
        status="wrong",
        evidence="https://a.example/1\nhttps://a.example/2",
        note="N",
        checker="Bo",
    )
    page.reload()

    before = report.worklist.rows[1]
    assert exported(page) == {
        "factdesk": "work",
        "version": 1,
        "article_id": report.article.article_id,
        "rows": [
            {
                "row_id": before.row_id,
                "group_id": before.group_id,
                "status": "verified",
                "evidence": ["https://grid.example/outages", "by telephone"],
                "note": "They sent the log.",
                "checker": "Ida",
            },
            {
                "row_id": row.row_id,
                "group_id": row.group_id,
                "status": "wrong",
                "evidence": ["https://a.example/1", "https://a.example/2"],
                "note": "N",
                "checker": "Bo",
            },
        ],
    }


def test_a_status_shows_in_the_row_in_the_article_and_in_the_count(open_page: Open) -> None:
    page = open_page("full")

    enter(page, status="wrong")

    assert page.locator("tbody[id^=row-]").nth(2).locator(".state").text_content() == "wrong"
    assert page.locator("article mark[data-work=wrong]").count() > 0
    expect(page.locator("#progress")).to_have_text("2 of 9 checked")


def test_a_row_is_as_it_came_when_what_was_entered_is_undone(open_page: Open) -> None:
    page = open_page("full")
    enter(page, rank=2, status="open", note="")

    page.locator("tbody[id^=row-]").nth(1).locator("[name=undo]").click()

    row = page.locator("tbody[id^=row-]").nth(1)
    assert row.locator(".state").text_content() == "verified"
    assert row.locator("[name=note]").input_value() == "They sent the log."


def test_rows_that_nobody_touched_are_not_exported(open_page: Open) -> None:
    page = open_page("withheld")

    assert exported(page)["rows"] == []


def test_the_csv_runs_no_formula_and_keeps_quotes_and_line_ends(open_page: Open) -> None:
    page = open_page("withheld")

    enter(
        page,
        rank=1,
        note='=HYPERLINK("x")\nsecond, line',
        checker="@bo",
        evidence="https://a.example b",
    )
    rows = list(csv.reader(io.StringIO(downloaded(page, "#export-csv"), newline="")))

    assert rows[0] == ["row_id", "group_id", "status", "evidence", "note", "checker"]
    assert rows[1][2:] == ["open", "https://a.example b", '\'=HYPERLINK("x")\nsecond, line', "'@bo"]


def test_the_page_marks_the_cells_that_the_command_marks(open_page: Open) -> None:
    page = open_page("full")
    texts = [f'{sign}1;{sign}2,\u200b{sign}3|"{sign}4\n{sign}5 {sign}' for sign in "=+-@＝＋－＠"]

    for rank, text in enumerate(texts, 1):
        enter(page, rank=rank, note=text)
    _, *rows = csv.reader(io.StringIO(downloaded(page, "#export-csv"), newline=""))

    assert [row[4] for row in rows] == [formula_safe(text) for text in texts]


@pytest.mark.parametrize("hidden", ["\u200e", "\u200f", "\u202e"])
def test_what_is_exported_is_what_was_typed(open_page: Open, tmp_path: Path, hidden: str) -> None:
    page = open_page("full")
    enter(page, note=f"12{hidden}34")
    work = tmp_path / "work.json"
    work.write_text(json.dumps(exported(page)), encoding="utf-8")

    report = take_work(full_report(), [read_work(str(work))]).report
    again = tmp_path / "again.html"
    again.write_text(report_html(report), encoding="utf-8")
    page.goto(again.as_uri())
    page.evaluate("localStorage.clear()")
    page.reload()

    shown = page.locator("tbody[id^=row-]").nth(2).locator(".work").text_content()
    assert f"12⟦U+{ord(hidden):04X}⟧34" in str(shown)
    assert f"12{hidden}34" in {row["note"] for row in exported(page)["rows"]}


def imported(page: Page, folder: Path, **fields: object) -> None:
    """Import a file that enters fields into the second row, in which Ida has worked before."""
    row = full_report().worklist.rows[1]
    work = {"factdesk": "work", "version": 1, "article_id": full_report().article.article_id}
    file = folder / "work.json"
    file.write_text(json.dumps({**work, "rows": [{"row_id": row.row_id, **fields}]}), "utf-8")
    page.set_input_files("#import", file)


def test_an_import_takes_nothing_away_and_joins_evidence(open_page: Open, tmp_path: Path) -> None:
    page = open_page("full")

    imported(page, tmp_path, status="open", note="", checker="", evidence=["https://b.example"])

    expect(page.locator("#message")).to_have_text(
        "Took over 1 of 1 rows from work.json. Open there, and kept as marked here: 1."
    )
    [row] = exported(page)["rows"]
    assert (row["status"], row["note"], row["checker"]) == ("verified", "They sent the log.", "Ida")
    assert row["evidence"] == ["https://grid.example/outages", "by telephone", "https://b.example"]


@pytest.mark.parametrize(
    ("chosen", "button", "note", "said"),
    [
        ("given", "#use-choices", "Another.", "Took over 1 of 1 rows from work.json."),
        ("here", "#use-choices", "They sent the log.", "1 of its entries differ"),
        ("given", "#keep-here", "They sent the log.", "1 of its entries differ"),
    ],
)
def test_an_import_that_differs_shows_both_and_asks(
    open_page: Open, tmp_path: Path, chosen: str, button: str, note: str, said: str
) -> None:
    page = open_page("full")

    imported(page, tmp_path, status="verified", note="Another.")

    dialog = page.locator("#clashes")
    expect(dialog).to_contain_text("on this page: They sent the log.")
    expect(dialog).to_contain_text("in work.json: Another.")
    dialog.locator(f"[value={chosen}]").check()
    page.click(button)
    expect(page.locator("#message")).to_contain_text(said)
    assert exported(page)["rows"][0]["note"] == note


def test_an_export_is_read_back_in_another_browser(open_page: Open, tmp_path: Path) -> None:
    page = open_page("full")
    enter(page, status="misleading", note="of 2019")
    work = tmp_path / "work.json"
    work.write_text(json.dumps(exported(page)), encoding="utf-8")

    other = open_page("full")
    other.set_input_files("#import", work)

    expect(other.locator("#message")).to_have_text("Took over 2 of 2 rows from work.json.")
    assert exported(other) == exported(page)


@pytest.mark.parametrize(
    ("button", "name"), [("#export-json", "work.json"), ("#export-csv", "work.csv")]
)
def test_what_the_page_exports_is_taken_in_by_the_command_that_reads_work(
    open_page: Open, tmp_path: Path, button: str, name: str
) -> None:
    page = open_page("full")
    row = full_report().worklist.rows[2]
    enter(
        page,
        status="wrong",
        evidence="https://a.example/1",
        note='=1+1 "so", she said',
        checker="Bo",
    )
    file = tmp_path / name
    file.write_bytes(downloaded(page, button).encode())

    taken = take_work(full_report(), [read_work(str(file))]).report

    work = next(each.work for each in taken.worklist.rows if each.row_id == row.row_id)
    assert (work.status, work.evidence) == (WorkStatus.WRONG, ("https://a.example/1",))
    assert (work.note, work.checker) == ('=1+1 "so", she said', "Bo")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("nothing", "is no JSON"),
        ('{"rows": []}', "holds no work"),
        ('{"factdesk": "work", "version": 1, "article_id": "x", "rows": []}', "another article"),
        ("null", "holds no work"),
    ],
)
def test_a_file_that_is_no_work_on_this_article_is_refused(
    open_page: Open, tmp_path: Path, text: str, complaint: str
) -> None:
    page = open_page("full")
    strange = tmp_path / "strange.json"
    strange.write_text(text, encoding="utf-8")

    page.set_input_files("#import", strange)

    expect(page.locator("#message")).to_contain_text(complaint)


def test_only_web_addresses_among_the_evidence_become_links(open_page: Open) -> None:
    page = open_page("full")

    enter(page, evidence="javascript:alert(1) https://a.example/x")

    row = page.locator("tbody[id^=row-]").nth(2)
    assert row.locator(".work a").evaluate_all("all => all.map(a => a.href)") == [
        "https://a.example/x"
    ]
    expect(row.locator(".complaint")).to_contain_text("javascript:alert(1)")


def test_a_new_line_can_be_typed_among_the_evidence(open_page: Open) -> None:
    page = open_page("full")
    enter(page)
    field = page.locator("tbody[id^=row-]").nth(2).locator("[name=evidence]")

    field.press_sequentially("https://a.example\nhttps://b.example")

    assert field.input_value() == "https://a.example\nhttps://b.example"


def test_a_browser_that_keeps_nothing_is_said_to(open_page: Open) -> None:
    page = open_page("full")
    page.add_init_script(STORAGE_REFUSED)

    page.reload()

    expect(page.locator("#message")).to_contain_text("keeps nothing")
    enter(page, status="wrong")
    assert exported(page)["rows"][1]["status"] == "wrong"


def test_damaged_storage_costs_no_page(open_page: Open) -> None:
    page = open_page("full")
    key = f"factdesk:work:{full_report().article.article_id}"

    for damage in ('{"r', "7", '{"x": null}', "[1]"):
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, damage])
        page.reload()
        expect(page.locator("#progress")).to_have_text("1 of 9 checked")


def test_the_name_of_who_checks_is_typed_once(open_page: Open) -> None:
    page = open_page("full")

    enter(page, rank=1, status="wrong", checker="Bo")
    enter(page, rank=3, status="verified")
    page.reload()
    enter(page, rank=4, note="asked")
    page.locator("tbody[id^=row-]").nth(4).locator("summary").focus()
    page.keyboard.press("v")

    checkers = [row["checker"] for row in exported(page)["rows"]]
    assert checkers == ["Bo", "Ida", "Bo", "Bo", "Bo"]


def test_a_name_alone_is_no_work(open_page: Open) -> None:
    page = open_page("withheld")
    enter(page, rank=1, status="wrong", checker="Bo")

    enter(page, rank=2)

    assert page.locator("tbody[id^=row-]").nth(1).locator("[name=checker]").input_value() == "Bo"
    assert len(exported(page)["rows"]) == 1


def test_a_name_is_remembered_while_the_page_is_open_where_nothing_is_kept(
    open_page: Open,
) -> None:
    page = open_page("full")
    page.add_init_script(STORAGE_REFUSED)
    page.reload()

    enter(page, rank=1, status="wrong", checker="Bo")
    enter(page, rank=3, status="wrong")

    assert [row["checker"] for row in exported(page)["rows"]] == ["Bo", "Ida", "Bo"]


def test_a_doubt_stands_beside_the_point_that_rests_on_it_at_once(open_page: Open) -> None:
    page = open_page("full")
    row = full_report().worklist.rows[0]
    told = page.locator(f".told[data-point=point-{row.point_ids[0]}]")
    expect(told).to_be_hidden()

    enter(page, rank=1, status="wrong", note="it was 470", checker="Bo")

    expect(told).to_have_text(f"{row.quantity.label()}: wrong by Bo: it was 470")
    page.reload()
    expect(told).to_contain_text("wrong by Bo")
    enter(page, rank=1, status="verified")
    expect(told).to_be_hidden()


def test_a_sentence_without_a_figure_is_worked_like_a_row(open_page: Open, tmp_path: Path) -> None:
    page = open_page("full")
    (sentence,) = full_report().unlisted

    enter(page, rank=9, status="wrong", note="no", evidence="by telephone", checker="Bo")
    page.reload()
    work = tmp_path / "work.json"
    work.write_text(json.dumps(exported(page)), encoding="utf-8")
    report = take_work(full_report(), [read_work(str(work))]).report

    expect(page.locator("#progress")).to_have_text("2 of 9 checked")
    assert page.locator(f"article #{sentence.sentence_id}").get_attribute("data-work") == "wrong"
    assert report.unlisted[0].work == Work(
        status=WorkStatus.WRONG, note="no", evidence=("by telephone",), checker="Bo"
    )
    again = open_page("full")
    again.set_input_files("#import", work)
    expect(again.locator("#message")).to_have_text("Took over 2 of 2 rows from work.json.")
    assert exported(again) == exported(page)


TYPED = "by  telephone, with Ida:  “12\u200f34”\n https://a.example/1 (page 7)\nhttps://b.example"


@pytest.mark.parametrize(
    ("button", "name"), [("#export-json", "work.json"), ("#export-csv", "work.csv")]
)
def test_evidence_stays_as_it_was_typed_on_every_way_back(
    open_page: Open, tmp_path: Path, button: str, name: str
) -> None:
    page = open_page("full")
    enter(page, evidence=TYPED)
    file = tmp_path / name
    file.write_bytes(downloaded(page, button).encode())

    report = take_work(full_report(), [read_work(str(file))]).report
    book = tmp_path / "worklist.xlsx"
    book.write_bytes(worklist_xlsx(report))
    table = tmp_path / "worklist.csv"
    table.write_text(worklist_csv([report]), encoding="utf-8", newline="")
    again = tmp_path / "again.html"
    again.write_text(report_html(report), encoding="utf-8")
    page.goto(again.as_uri())
    page.evaluate("localStorage.clear()")
    page.reload()
    enter(page)

    for written in (book, table):
        back = take_work(full_report(), [read_work(str(written))]).report
        assert "\n".join(back.worklist.rows[2].work.evidence) == TYPED
    assert page.locator("tbody[id^=row-]").nth(2).locator("[name=evidence]").input_value() == TYPED
