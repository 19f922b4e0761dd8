"""What a library of evidence says, on the page: closed, opened, filtered, narrow and printed."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open

ROWS = "tbody[id^=row-]"


def test_a_closed_row_has_a_line_of_evidence_which_the_opened_one_shows_whole(
    open_page: Open,
) -> None:
    page = open_page("evidence")
    row = page.locator(ROWS).first
    expect(row.locator(".found-line")).to_be_visible()

    row.locator(".more summary").click()

    expect(row.locator(".found-line")).to_be_hidden()
    expect(row.locator(".found-part mark")).to_have_text("512 homes")
    expect(row.locator(".found-part a")).to_have_attribute("href", "grid-report.pdf#page=3")


@pytest.mark.parametrize("width", [1280, 400])
def test_a_closed_row_with_evidence_takes_three_lines(open_page: Open, width: int) -> None:
    page = open_page("evidence", width=width)

    heights = page.eval_on_selector_all(
        ROWS, "all => all.map(row => row.getBoundingClientRect().height)"
    )
    line = page.evaluate("parseFloat(getComputedStyle(document.body).lineHeight)")

    assert max(heights) < 4 * line


@pytest.mark.parametrize(
    ("chosen", "rows"), [("contradicted", 1), ("nothing_found", 5), ("borne_out", 1), ("none", 0)]
)
def test_rows_are_filtered_by_what_was_found(open_page: Open, chosen: str, rows: int) -> None:
    page = open_page("evidence")

    page.select_option("#by-tier", chosen)

    expect(page.locator(f"{ROWS}[data-tiers]:visible:not([data-tiers=''])")).to_have_count(rows)


def test_a_contradicted_figure_counts_as_an_alert(open_page: Open) -> None:
    page = open_page("evidence")

    page.select_option("#by-tier", "alert")

    expect(page.locator(f"{ROWS}:visible .badge.contradicted").first).to_be_visible()


def test_headings_of_a_table_are_headings(open_page: Open) -> None:
    page = open_page("evidence")
    page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true })")

    headings = page.locator(".cells th")

    expect(headings.and_(page.locator("[scope=col]"))).to_have_count(3)
    expect(headings.and_(page.locator("[scope=row]"))).to_have_count(3)
    expect(page.locator(".cells mark")).to_have_text("22")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_on_a_narrow_screen_evidence_is_no_wider_than_the_screen(
    open_page: Open, colours: str
) -> None:
    page = open_page("evidence", width=400, color_scheme=colours)

    page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true })")

    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_the_best_place_is_printed(open_page: Open, tmp_path: Path) -> None:
    page = open_page("evidence")
    page.emulate_media(media="print")

    places = page.locator(ROWS).nth(1).locator(".source")
    expect(places).to_have_count(2)
    expect(places.first).to_be_visible()
    expect(places.last).to_be_hidden()

    expect(page.locator(".found-part").first).to_be_visible()
    expect(page.locator(".found-line").first).to_be_hidden()
    assert page.pdf(path=tmp_path / "printed.pdf", format="A4")
