"""Working through the list: filters, search, sorting, keys, and links both ways."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

ROWS = "tbody[id^=row-]"


def shown(page: Page) -> list[str]:
    """Return the ranks of the rows that are shown, in their order."""
    return page.locator(f"{ROWS}:not([hidden]) > tr:first-child > th").all_text_contents()


def current(page: Page) -> str | None:
    row = page.query_selector("tbody.current th")
    return row.text_content() if row else None


def test_each_filter_leaves_the_rows_that_fit(open_page: Open) -> None:
    page = open_page("full")
    everything = shown(page)

    page.select_option("#by-tier", "A")
    assert shown(page) == ["1"]
    page.select_option("#by-tier", "alert")
    assert shown(page) == ["1"]
    page.click("#clear")
    page.select_option("#by-status", "verified")
    assert shown(page) == ["2"]
    page.click("#clear")
    page.select_option("#by-list", "opinion")
    assert shown(page) == ["4"]
    page.click("#clear")
    page.select_option("#by-who", label="Maria Rossi")
    assert 0 < len(shown(page)) < len(everything)
    page.click("#clear")
    assert shown(page) == everything


def test_rows_on_which_no_check_fired_can_be_asked_for(open_page: Open) -> None:
    page = open_page("full")

    page.select_option("#by-tier", "none")

    assert shown(page)
    assert page.locator(f"{ROWS}:not([hidden]) .badge").count() == 0


def test_search_takes_every_word_and_says_how_many_rows_fit(open_page: Open) -> None:
    page = open_page("full")

    page.fill("#search", "PUMPS failed")

    assert page.locator(f"{ROWS}:not([hidden]) .figure").all_inner_texts() == [
        "22 of the 32 pumps",
        "At least 700 people",
    ]
    expect(page.locator("#shown")).to_have_text("2 of 9 rows")


def test_a_search_that_nothing_fits_says_so(open_page: Open) -> None:
    page = open_page("full")

    page.fill("#search", "marzipan")

    assert shown(page) == []
    expect(page.locator("#none")).to_be_visible()


def test_a_heading_sorts_and_sorts_back_and_tells_screen_readers(open_page: Open) -> None:
    page = open_page("full")
    heading = page.locator("#list-fact th[data-sort=at]")

    heading.get_by_role("button").click()
    ascending = page.eval_on_selector_all(
        "#list-fact .places a:first-child", "all => all.map(a => Number(a.hash.split('-')[1]))"
    )

    assert ascending == sorted(ascending)
    assert heading.get_attribute("aria-sort") == "ascending"
    assert page.locator("#list-fact th[aria-sort]").count() == 1
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"


def test_the_worst_checks_come_first_when_sorted_by_checks(open_page: Open) -> None:
    page = open_page("full")

    page.locator("#list-fact th[data-sort=severity] button").click()
    assert shown(page)[0] == "1"
    page.locator("#list-fact th[data-sort=severity] button").click()
    page.locator("#list-fact th[data-sort=rank] button").click()

    assert shown(page)[:3] == ["1", "2", "3"]


def test_j_and_k_walk_the_rows_that_are_shown_and_enter_opens_one(open_page: Open) -> None:
    page = open_page("full")
    page.fill("#search", "pumps")
    page.keyboard.press("Escape")
    ranks = shown(page)

    page.keyboard.press("j")
    assert current(page) == ranks[0]
    page.keyboard.press("k")
    assert current(page) == ranks[0]
    page.keyboard.press("Enter")

    assert page.locator("tbody.current details").get_attribute("open") is not None
    page.keyboard.press("Enter")
    assert page.locator("tbody.current details").get_attribute("open") is None


def test_the_places_of_the_current_row_are_shown_in_the_article(open_page: Open) -> None:
    page = open_page("full")

    page.keyboard.press("j")

    here = page.locator("article mark.here")
    assert here.count() == page.locator("tbody.current .places a").count()
    expect(here.first).to_be_in_viewport()


def test_a_question_mark_lists_the_keys_and_escape_closes_the_list(open_page: Open) -> None:
    page = open_page("full")

    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("j")
    assert current(page) is None
    page.keyboard.press("Escape")

    expect(page.locator("#keys")).to_be_hidden()


def test_keys_type_in_a_field(open_page: Open) -> None:
    page = open_page("full")

    page.keyboard.press("/")
    page.keyboard.type("jk?")

    assert page.input_value("#search") == "jk?"
    assert current(page) is None
    expect(page.locator("#keys")).to_be_hidden()


def test_a_number_leads_to_its_row_and_the_row_back_to_its_number(open_page: Open) -> None:
    page = open_page("full")
    note = page.locator("article .note").last

    note.click()
    row = page.locator("tbody.current")
    expect(row).to_be_in_viewport()
    assert f"[{row.locator('th').first.text_content()}]" == note.text_content()
    row.locator(".figure").click()

    expect(page.locator("article mark:target")).to_be_in_viewport()


def test_a_marked_number_itself_leads_to_its_row(open_page: Open) -> None:
    page = open_page("full")

    page.locator("article mark.covered").last.click()

    expect(page.locator("tbody.current")).to_be_in_viewport()


def test_a_deep_link_opens_its_row(open_page: Open) -> None:
    row_id = open_page("full").locator(ROWS).nth(4).get_attribute("id")

    page = open_page("full", f"#{row_id}")

    expect(page.locator(f"#{row_id}")).to_be_in_viewport()
    assert page.locator(f"#{row_id} details").get_attribute("open") is not None
    assert current(page) == page.locator(f"#{row_id} th").first.text_content()


def test_a_link_to_a_row_that_is_filtered_out_shows_it(open_page: Open) -> None:
    page = open_page("full")
    page.select_option("#by-status", "verified")

    page.locator("article .note[aria-label='row 3']").first.click()

    expect(page.locator("tbody.current")).to_be_in_viewport()
    assert current(page) == "3"


def test_a_link_to_a_claim_opens_the_list_that_holds_it(open_page: Open) -> None:
    page = open_page("full")

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("tbody.current a[href^='#claim-']").first.click()

    expect(page.locator("#claims :target")).to_be_in_viewport()


def test_on_a_narrow_screen_nothing_is_wider_than_the_screen(open_page: Open) -> None:
    page = open_page("full", width=400)

    page.eval_on_selector_all("details", "all => all.forEach(each => { each.open = true })")

    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_without_scripts_the_page_reads_completely(open_page: Open) -> None:
    page = open_page("full", java_script_enabled=False)

    expect(page.locator(ROWS)).to_have_count(9)
    expect(page.locator(".filters")).to_be_hidden()
    page.locator(".more summary").nth(1).click()
    expect(page.locator(".work").nth(1)).to_contain_text("They sent the log.")
    expect(page.locator("article .note").first).to_be_visible()


def test_in_print_details_are_open_and_controls_are_gone(open_page: Open) -> None:
    page = open_page("full")

    page.emulate_media(media="print")

    expect(page.locator(".settle").first).to_be_visible()
    expect(page.locator(".reasons").first).to_be_hidden()
    expect(page.locator(".work").nth(1)).to_contain_text("They sent the log.")
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".tools")).to_be_hidden()
    expect(page.locator("article .note").first).to_be_visible()
    ends = "document.querySelector('.desk').getBoundingClientRect().bottom"
    begins = "document.querySelector('article').getBoundingClientRect().top"
    assert page.evaluate(f"{begins} >= {ends}")


def test_thirteen_rows_and_their_article_are_printed_on_four_pages(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page("printed")
    assert page.locator(ROWS).count() >= 13

    printed = page.pdf(path=tmp_path / "printed.pdf", format="A4")

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 4


@pytest.mark.parametrize("width", [1280, 390])
def test_a_closed_row_takes_two_lines(open_page: Open, width: int) -> None:
    page = open_page("full", width=width)

    heights = page.eval_on_selector_all(
        ROWS, "all => all.map(row => row.getBoundingClientRect().height)"
    )
    line = page.evaluate("parseFloat(getComputedStyle(document.body).lineHeight)")

    assert max(heights) < 3 * line


def test_the_form_stands_above_what_explains_the_score(open_page: Open) -> None:
    page = open_page("full")

    page.locator(".more summary").first.click()

    form = page.locator(".entry").first.bounding_box()
    reasons = page.locator(".reasons").first.bounding_box()
    assert form
    assert reasons
    assert form["y"] + form["height"] <= reasons["y"]


@pytest.mark.parametrize("width", [1280, 1024, 390])
def test_the_menu_stays_on_the_page(open_page: Open, width: int) -> None:
    page = open_page("full", width=width)

    page.click("#work-menu summary")

    menu = page.locator("#work-menu > div").bounding_box()
    assert menu
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= width
    assert menu["y"] + menu["height"] <= 900
    page.click(".brand")
    expect(page.locator("#export-json")).to_be_hidden()


def test_keys_set_the_status_of_the_current_row_and_are_told(open_page: Open) -> None:
    page = open_page("full")
    keys = {"v": "verified", "w": "wrong", "m": "misleading", "s": "needs a source"}
    keys |= {"u": "unverifiable", "n": "not a claim", "o": "open"}

    page.keyboard.press("w")
    expect(page.locator("#progress")).to_have_text("1 of 9 checked")
    page.keyboard.press("j")
    for key, status in keys.items():
        page.keyboard.press(key)
        expect(page.locator("tbody.current .state")).to_have_text(status)

    told = page.locator(".keys").inner_text()
    page.keyboard.press("?")
    listed = page.locator("#keys").inner_text()
    for key, status in keys.items():
        assert f"{key} {status}" in told
        assert f"marks the row {status}" in listed


def test_colours_follow_the_system_until_a_person_chooses(open_page: Open) -> None:
    page = open_page("full", color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)

    page.click("#theme")
    light = page.evaluate(background)
    page.reload()

    assert dark == "rgb(21, 24, 26)"
    assert light == page.evaluate(background) == "rgb(253, 252, 249)"
    assert page.text_content("#theme") == "Colours: light"


def test_what_was_entered_is_printed_with_separators_and_without_empty_fields(
    open_page: Open,
) -> None:
    page = open_page("full")
    page.keyboard.press("j")
    page.keyboard.press("w")

    page.emulate_media(media="print")

    parted = "each => getComputedStyle(each, '::before').content"
    first, second = page.locator(".work").nth(0), page.locator(".work").nth(1)
    assert first.locator("dt").all_inner_texts() == ["status"]
    assert second.locator("dd p").nth(1).evaluate(parted) == '"; "'
    assert second.locator("div").nth(1).evaluate(parted) == '" · "'


def test_badges_that_do_not_fit_a_closed_row_are_cut_with_an_ellipsis(open_page: Open) -> None:
    page = open_page("full")

    shown = page.locator("tbody:has(.badge) .checks").first.evaluate(
        "cell => [getComputedStyle(cell).textOverflow,"
        " ...[...cell.children].map(each => getComputedStyle(each).display)]"
    )

    assert shown[0] == "ellipsis"
    assert set(shown[1:]) == {"inline"}


def test_the_evidence_box_grows_with_what_is_typed(open_page: Open) -> None:
    page = open_page("full")
    page.locator(".more summary").first.click()
    field = page.locator("[name=evidence]").first
    height = "field => field.getBoundingClientRect().height"
    before = field.evaluate(height)

    field.fill("a\nb\nc\nd\ne")

    assert field.evaluate(height) > before
    assert field.evaluate("field => field.scrollHeight <= field.clientHeight")


def test_on_a_narrow_screen_what_sorts_stands_on_one_line_and_says_so(open_page: Open) -> None:
    page = open_page("full", width=390)

    head = page.locator("#list-fact thead tr")
    tops = head.locator("th").evaluate_all(
        "all => all.map(each => Math.round(each.getBoundingClientRect().top))"
    )

    assert len(set(tops)) == 1
    label = head.evaluate("row => getComputedStyle(row, '::before').content")
    assert label == '"Sort by"'
    expect(page.locator("#list-sentence thead")).to_be_hidden()


def test_the_headings_count_what_is_still_open(open_page: Open) -> None:
    page = open_page("full")
    count = page.locator("#list-fact caption span")
    rows = page.locator("#list-fact > tbody").count()
    expect(count).to_have_text(f"{rows - 1} of {rows} still open")

    page.keyboard.press("j")
    page.keyboard.press("w")

    expect(count).to_have_text(f"{rows - 2} of {rows} still open")


def test_an_import_that_went_well_is_not_told_as_an_alarm(open_page: Open, tmp_path: Path) -> None:
    page = open_page("full")
    work = tmp_path / "work.json"
    article_id = page.locator("html").get_attribute("data-article")
    work.write_text(
        f'{{"factdesk": "work", "version": 1, "article_id": "{article_id}", "rows": []}}'
    )

    page.set_input_files("#import", work)
    message = page.locator("#message")
    expect(message).to_have_class("done")
    work.write_text("nothing")
    page.set_input_files("#import", work)

    expect(message).not_to_have_class("done")
