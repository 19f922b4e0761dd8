"""The forms that a file of a corpus may have, told by the ending of its name."""

from enum import StrEnum
from posixpath import splitext
from urllib.parse import urlsplit

from pipeline.corpus.reading.storage import compression_of, is_web
from pipeline.stages.read_article import SUFFIXES

FORMS = (
    "a folder, a pattern such as 'stories/**/*.html', JSONL, CSV or TSV, Parquet, or RSS or Atom, "
    "here or at an address such as s3://bucket/stories"
)
"""What a corpus may be, for those who named something else."""


class Form(StrEnum):
    """How a file of a corpus is read."""

    ARTICLE = "article"
    LINES = "lines"
    COMMAS = "commas"
    TABS = "tabs"
    PARQUET = "parquet"
    FEED = "feed"


_ENDINGS = {
    **dict.fromkeys(SUFFIXES, Form.ARTICLE),
    **dict.fromkeys((".jsonl", ".ndjson"), Form.LINES),
    ".csv": Form.COMMAS,
    ".tsv": Form.TABS,
    **dict.fromkeys((".parquet", ".pq"), Form.PARQUET),
    **dict.fromkeys((".xml", ".rss", ".atom"), Form.FEED),
}


_INSTEAD = {
    ".json": "write an object a line, into a file named .jsonl",
    **dict.fromkeys((".zip", ".tar", ".tgz", ".7z"), "unpack it, and give the folder"),
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "save it as CSV"),
    **dict.fromkeys((".pdf", ".docx", ".doc", ".odt", ".rtf"), "export its text first"),
}


def what_instead(address: str) -> str:
    """Return what to do with a file of no form that is read."""
    return _INSTEAD.get(_ending(address), f"a corpus is {FORMS}")


def form_of(address: str) -> Form | None:
    """Return the form of a file by its name; None when it is of none that is read.

    What the web serves under no such name is taken for a feed, which is the form with such names.
    """
    if is_web(address):
        return _ENDINGS.get(_ending(urlsplit(address).path), Form.FEED)
    return _ENDINGS.get(_ending(address))


def unpacked_name(name: str) -> str:
    """Return a name without the ending that says how the file is packed."""
    return name.rpartition(".")[0] if compression_of(name) else name


def _ending(name: str) -> str:
    return splitext(unpacked_name(name))[1].lower()
