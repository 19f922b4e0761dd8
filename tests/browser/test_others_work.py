"""Work that others bring in while this browser keeps some: neither overrules the other unasked."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.stages.render.html import report_html
from pipeline.stages.take_work import read_work, take_work, work_in
from schemas import Report, WorkStatus
from tests.articles import STORM
from tests.browser.conftest import Open
from tests.browser.test_work import enter, exported
from tests.reports import full_report

ROW = full_report().worklist.rows[2]
# Made before a browser starts an event loop.
_UPDATE = article_from_text(f"{STORM}\n\nIt will rain on 3 more days.", source="storm.txt")
LATER = fact_check(_UPDATE, drafter=ExtractiveDrafter())
BEN = {"status": "wrong", "checker": "Ben", "note": "it was 5"}


def brought_in(report: Report, **work: object) -> Report:
    """Return the report with work that somebody has brought in by the command."""
    entry = {"row_id": ROW.row_id, **work}
    text = json.dumps({"factdesk": "work", "version": 1, "rows": [entry]})
    return take_work(report, [work_in("work.json", text.encode())], replace=True).report


def opened(page: Page, folder: Path, report: Report) -> None:
    """Write the page of the report anew at the same place, and open it in the same browser."""
    file = folder / "report.html"
    if page.url == file.as_uri():
        _wait_for_storage(page, folder / "empty.html")
    file.write_text(report_html(report), encoding="utf-8")
    page.goto(file.as_uri())
    expect(page.locator("#progress")).to_contain_text("checked")


def _wait_for_storage(page: Page, empty: Path) -> None:
    """Wait until another process of the browser has what the page keeps: it is sent on in time."""
    empty.write_text("", encoding="utf-8")
    other = page.context.new_page()
    other.goto(empty.as_uri())
    stored = page.evaluate("JSON.stringify(Object.entries(localStorage).sort())")
    other.wait_for_function(
        "stored => JSON.stringify(Object.entries(localStorage).sort()) === stored", arg=stored
    )
    other.close()


def third(page: Page) -> Any:
    """Return what the export holds of the row that was worked on twice."""
    return next((row for row in exported(page)["rows"] if row["row_id"] == ROW.row_id), None)


@pytest.mark.parametrize(
    ("chosen", "status", "checker"),
    [(None, "wrong", "Ben"), ("here", "verified", "Nina"), ("later", "wrong", "Ben")],
)
def test_where_the_file_says_something_else_since_both_are_shown_and_the_files_stands(
    open_page: Open, tmp_path: Path, chosen: str | None, status: str, checker: str
) -> None:
    page = open_page("full")
    opened(page, tmp_path, full_report())
    enter(page, status="verified", checker="Nina")

    opened(page, tmp_path, brought_in(full_report(), **BEN))
    dialog = page.locator("#clashes")
    expect(dialog).to_contain_text("in the file: wrong by Ben · it was 5")
    expect(dialog).to_contain_text("entered in this browser: verified by Nina")
    if chosen == "here":
        dialog.locator("[value=here]").check()
    page.click("#keep-here" if chosen == "later" else "#use-choices")

    assert (third(page)["status"], third(page)["checker"]) == (status, checker)
    page.reload()
    expect(page.locator("#progress")).to_contain_text("checked")
    assert dialog.is_visible() == (chosen == "later")


@pytest.mark.parametrize(
    ("before", "since", "status", "note"),
    [
        ({}, {"status": "wrong"}, "wrong", "mine"),
        ({"note": "mine"}, {"note": "mine", "status": "wrong"}, "wrong", "mine"),
        ({"status": "wrong"}, {"status": "wrong"}, "wrong", "mine"),
    ],
    ids=["another field", "the same and more", "nothing since"],
)
def test_what_does_not_differ_is_taken_over_unasked(
    open_page: Open,
    tmp_path: Path,
    before: dict[str, str],
    since: dict[str, str],
    status: str,
    note: str,
) -> None:
    page = open_page("full")
    opened(page, tmp_path, brought_in(full_report(), **before))
    enter(page, note="mine")

    opened(page, tmp_path, brought_in(full_report(), **since))

    assert not page.locator("#clashes").is_visible()
    assert (third(page)["status"], third(page)["note"]) == (status, note)


def test_what_was_exported_and_brought_in_gives_way_to_what_comes_later(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page("full")
    opened(page, tmp_path, full_report())
    enter(page, status="verified", checker="Nina")
    own = third(page)

    opened(page, tmp_path, brought_in(full_report(), **own))
    opened(page, tmp_path, brought_in(full_report(), **BEN))

    assert not page.locator("#clashes").is_visible()
    assert (third(page)["status"], third(page)["checker"]) == ("wrong", "Ben")


def test_what_was_entered_after_an_export_stands_over_what_was_exported(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page("full")
    opened(page, tmp_path, full_report())
    enter(page, status="needs_source")
    own = third(page)
    enter(page, status="verified")

    opened(page, tmp_path, brought_in(full_report(), **own))

    assert not page.locator("#clashes").is_visible()
    assert third(page)["status"] == "verified"


def test_an_older_export_asks_before_it_brings_back_a_verdict_that_was_taken_back(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page("full")
    enter(page, status="wrong")
    older = tmp_path / "older.json"
    older.write_text(json.dumps(exported(page)), encoding="utf-8")
    enter(page, status="open")
    page.reload()

    page.set_input_files("#import", older)

    expect(page.locator("#clashes")).to_contain_text("on this page: open")
    page.click("#use-choices")
    expect(page.locator("#message")).to_contain_text("1 of its entries differ and were left out")
    assert third(page)["status"] == "open"


def test_work_on_an_earlier_version_that_was_not_exported_is_offered(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page("full")
    opened(page, tmp_path, full_report())
    enter(page, status="wrong", note="it was 5", checker="Bo")

    opened(page, tmp_path, LATER)
    offered = page.locator("#earlier")
    expect(offered).to_contain_text("earlier version")
    with page.expect_download() as download:
        offered.get_by_role("button", name="Download work on 1 row").click()
    work = read_work(str(download.value.path()))
    taken = take_work(LATER, [work], earlier=True)

    assert work.work.article_id == full_report().article.article_id
    assert taken.unplaced == ()
    (row,) = taken.changed
    assert (row.work.status, row.work.note) == (WorkStatus.WRONG, "it was 5")
    page.reload()
    expect(page.locator("#progress")).to_contain_text("checked")
    assert not offered.is_visible()


def test_work_on_another_article_at_another_place_is_not_offered(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page("full")
    enter(page, status="wrong")

    opened(page, tmp_path, LATER)

    assert not page.locator("#earlier").is_visible()
