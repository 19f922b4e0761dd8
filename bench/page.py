"""How large the page of a report is, and how long Chromium takes to open it.

`python -m bench.page`. The articles are ours, one after the other, up to so many words: those of
examples/, which read like news, and those of bench/data, in which every other word is a number.
Opening is timed by the browser itself, from the navigation to the second frame drawn after loading.
"""

import shutil
import statistics
import sys
import tempfile
from importlib.util import find_spec
from itertools import accumulate, cycle
from pathlib import Path

from bench import labelled
from bench.speed import ARTICLES, EXAMPLES
from bench.table import table
from pipeline import ExtractiveDrafter, article_from_text, fact_check, read_article
from pipeline.stages.render.html import report_html
from schemas import Report

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_ROUNDS = 5
_DRAWN = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
  () => done(performance.now()))))"""


def chromium() -> str | None:
    """Return where Chromium is, or None where it, or what drives it, is not installed."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    return found if find_spec("playwright") else None


def article_of(texts: list[str], words: int) -> Report:
    """Return the report on so many words: the paragraphs of the texts in order, over and over."""
    paragraphs = [each for text in texts for each in text.split("\n\n")]
    lengths = accumulate(len(each.split()) for each in cycle(paragraphs))
    enough = 1 + next(number for number, length in enumerate(lengths) if length >= words)
    text = "\n\n".join(each for each, _ in zip(cycle(paragraphs), range(enough), strict=False))
    return fact_check(article_from_text(text), drafter=ExtractiveDrafter())


def opening(pages: list[str], executable: str) -> list[float]:
    """Return the seconds that each page takes to open, the median of a few rounds."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  a tool of the tests

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        taken = []
        for number, html in enumerate(pages):
            file = Path(folder, f"{number}.html")
            file.write_text(html, encoding="utf-8")
            rounds = []
            for _ in range(_ROUNDS):
                page = browser.new_page()
                page.goto(file.as_uri())
                rounds.append(page.evaluate(_DRAWN) / 1000)
                page.close()
            taken.append(statistics.median(rounds))
        browser.close()
    return taken


def report() -> str:
    """Return the table of sizes and, where Chromium is there, of times."""
    kinds = {
        "news": [read_article(str(EXAMPLES / name)).text for name in ARTICLES],
        "dense with numbers": list(labelled.articles().values()),
    }
    reports = {
        (name, words): article_of(texts, words)
        for words in (1_000, 10_000)
        for name, texts in kinds.items()
    }
    pages = [report_html(each) for each in reports.values()]
    executable = chromium()
    times = [f"{each:.2f}" for each in opening(pages, executable)] if executable else ["-"] * 4
    return table(
        "report.html: size, and seconds until Chromium has drawn it",
        ["", "words", "rows", "KB", "seconds"],
        [
            [
                name,
                f"{words:,}",
                str(len(made.worklist.rows)),
                f"{len(html.encode()) / 1000:.0f}",
                time,
            ]
            for ((name, words), made), html, time in zip(reports.items(), pages, times, strict=True)
        ],
    )


if __name__ == "__main__":
    sys.stdout.write(report())
