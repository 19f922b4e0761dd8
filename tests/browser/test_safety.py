"""A hostile article runs nothing, breaks nothing and sends nothing; and axe finds no fault."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
OPEN_ALL = "all => all.forEach(each => { each.open = true })"


@pytest.mark.parametrize("name", ["hostile", "hostile evidence"])
def test_a_hostile_article_runs_nothing_sends_nothing_and_breaks_nothing(
    open_page: Open, watched: list[str], name: str
) -> None:
    page = open_page(name)

    page.eval_on_selector_all("#worklist details", OPEN_ALL)
    page.keyboard.press("j")
    page.fill("#search", "<script>")
    page.click("#clear")

    assert page.evaluate("window.ran") is None
    assert watched == []
    expect(page.locator("tbody[id^=row-]").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).display") == "grid"
    assert page.locator("script, style").count() == 2
    schemes = page.eval_on_selector_all("a", "all => [...new Set(all.map(each => each.protocol))]")
    assert set(schemes) == {"file:", "https:"}


def test_an_ordinary_page_logs_nothing_and_sends_nothing(
    open_page: Open, watched: list[str]
) -> None:
    page = open_page("full")

    page.keyboard.press("j")
    page.reload()

    assert watched == []


def test_the_policy_refuses_a_script_that_gets_in_all_the_same(open_page: Open) -> None:
    page = open_page("full")

    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        "document.body.append(s); const d = document.createElement('div');"
        "d.innerHTML = '<p onclick=\"window.ran = 2\">x</p>'; document.body.append(d);"
        "d.firstChild.click(); }"
    )

    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", ["full", "withheld", "evidence"])
def test_axe_finds_no_violation_wide_or_narrow_with_all_details_open(
    open_page: Open, name: str, colours: str
) -> None:
    page = open_page(name, color_scheme=colours)

    page.eval_on_selector_all("details", OPEN_ALL)
    page.keyboard.press("j")
    page.select_option("tbody[id] [name=status] >> nth=0", "wrong")

    assert violations(page) == []
    page.set_viewport_size({"width": 400, "height": 900})
    assert violations(page) == []


def test_axe_finds_no_violation_in_a_page_as_it_opens(open_page: Open) -> None:
    assert violations(open_page("full")) == []


def test_axe_finds_no_violation_in_the_list_of_keys(open_page: Open) -> None:
    page = open_page("full")

    page.keyboard.press("?")

    assert violations(page) == []


def violations(page: Page) -> list[str]:
    """Return each rule that axe finds broken, with the elements that break it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))  # a script tag would be refused by our policy
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [
        f"{each['id']}: {node['html'][:200]} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
    ]
