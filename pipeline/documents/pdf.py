"""A PDF as a document: its text drawn out by a process of its own, put in order here."""

import json
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipeline.documents.document import Document, document_of
from pipeline.documents.pdf_layout import Run
from pipeline.documents.pdf_paragraphs import Page, paragraphs_of
from pipeline.errors import ArticleError
from pipeline.text.blocks import Mark

_SCRIPT = Path(__file__).with_name("pdf_text_runs.py")
_SECONDS = 30
"""Of processor time, where no limit is set on our own; a hundred dense pages take two."""
_MEGABYTES = 2_000
_UNKNOWN_SHARE = 0.2
"""Of characters that nobody can name, beyond which a text is none; formulas have some."""
_UNKNOWN = "\ufffd"
_MOST_NAMED_PAGES = 5
_SCAN = "have its text recognised first (OCR, such as ocrmypdf)"
_FAULTS = {
    "password": "is protected by a password: save it without one",
    "broken": "is no PDF that can be read: open it and save it anew",
    "long": "has more than two million characters: give it in parts",
}


def read_pdf(raw: bytes, name: str) -> Document:
    """Return the document; raises ArticleError, one line, where no text of it can be read."""
    if find_spec("pypdfium2") is None:
        raise ArticleError(
            f"{name} is a PDF, and what reads them is not installed: "
            "pip install 'factdesk[documents]'"
        )
    drawn = _drawn(raw, name)
    pages = [
        Page(number, tuple(Run(*run) for run in page["runs"]), page["aside"])
        for number, page in enumerate(drawn, 1)
    ]
    try:
        document = document_of(paragraphs_of(pages))
    except RecursionError as error:
        raise ArticleError(f"{name} is laid out in too many columns: give its text") from error
    if all(block.mark is Mark.OUTSIDE for block in document.blocks):
        raise ArticleError(f"{name} holds no text but pictures of it, as scans do: {_SCAN}")
    if document.text.count(_UNKNOWN) > _UNKNOWN_SHARE * len(document.text):
        raise ArticleError(f"{name} does not say which letters its fonts show: {_SCAN}")
    empty = [number for number, page in enumerate(drawn, 1) if page["pictured"]]
    return document._replace(note=_note_on(empty))


def _note_on(pages: list[int]) -> str | None:
    """Return that some pages were not read, where that is so."""
    if not pages:
        return None
    named = ", ".join(map(str, pages[:_MOST_NAMED_PAGES]))
    more = " and others" if len(pages) > _MOST_NAMED_PAGES else ""
    noun = "page" if len(pages) == 1 else "pages"
    return f"not read, for there are but pictures on them: {noun} {named}{more}"


def _drawn(raw: bytes, name: str) -> list[dict[str, Any]]:
    """Return what stands on each page, as `pdf_text_runs` tells it."""
    # No -m, and not the folder of the script: nothing of where we are started is imported.
    command = [sys.executable, "-P", str(_SCRIPT), str(_seconds_left()), str(_MEGABYTES)]
    done = subprocess.run(command, input=raw, capture_output=True, check=False)  # noqa: S603  # ours
    if done.returncode == -getattr(signal, "SIGXCPU", 0):
        raise ArticleError(
            f"{name}: took more than its time to read: give it in parts, or more --max-seconds"
        )
    if done.returncode:
        raise ArticleError(
            f"{name} cannot be read: it is broken, or needs more than {_MEGABYTES:,} MB"
        )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    fault = next((line["fault"] for line in lines if "fault" in line), None)
    if fault:
        raise ArticleError(f"{name} {_FAULTS[fault]}")
    return lines


def _seconds_left() -> int:
    """Return the processor time that is left of our own limit, which does not count children."""
    left = signal.getitimer(signal.ITIMER_PROF)[0] if hasattr(signal, "getitimer") else 0
    return max(int(left), 1) if left else _SECONDS
