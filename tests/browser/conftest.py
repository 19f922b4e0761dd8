"""A Chromium for all tests of this folder, and the pages that they open in it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipeline.stages.render.html import report_html
from tests.command import PATIENCE
from tests.evidence import evidence_report, hostile_evidence_report
from tests.reports import full_report, hostile_report, printed_report, withheld_report

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",  # CI runs as root in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # One process for all pages of a browser: what one keeps, the next sees at once. Else it is sent
    # from process to process, and a page that is loaded again on a busy machine may come first.
    "--renderer-process-limit=1",
    "--process-per-site",
)
Open = Callable[..., Page]
# Five seconds, as it is without, are over on a busy machine before a page is drawn.
expect.set_options(timeout=PATIENCE * 1_000)


@pytest.fixture(scope="package")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the pages. They are made before a browser starts an event loop."""
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "full": full_report,
        "withheld": withheld_report,
        "hostile": hostile_report,
        "printed": printed_report,
        "evidence": evidence_report,
        "hostile evidence": hostile_evidence_report,
    }
    for name, report in made.items():
        (folder / f"{name}.html").write_text(report_html(report()), encoding="utf-8")
    return folder


@pytest.fixture(scope="package")
def browser(pages: Path) -> Iterator[Browser]:  # noqa: ARG001  made first
    """Return a browser, closed after the last test of this folder: its event loop ends with it."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("the tests of the page need a system package: chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def watched() -> list[str]:
    """Return a list that fills with all that no page may do, from its first byte on."""
    return []


@pytest.fixture
def open_page(browser: Browser, pages: Path, watched: list[str]) -> Iterator[Open]:
    """Return a function that opens one of the pages with an empty storage, at any size or colours."""
    contexts = []

    def open_named(name: str, fragment: str = "", width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, accept_downloads=True, **options
        )
        context.set_default_timeout(PATIENCE * 1_000)
        contexts.append(context)
        page = context.new_page()
        page.on("dialog", lambda dialog: watched.append(f"dialog: {dialog.message}"))
        page.on("console", lambda message: watched.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: watched.append(f"error: {error}"))
        page.on(
            "request", lambda request: watched.append(request.url) if _leaves(request.url) else None
        )
        page.goto((pages / f"{name}.html").as_uri() + fragment)
        return page

    yield open_named
    for context in contexts:
        context.close()


def _leaves(address: str) -> bool:
    return not address.startswith(("file:///", "data:image/svg+xml,"))
