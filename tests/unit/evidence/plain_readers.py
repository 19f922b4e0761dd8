"""A reader of documents that knows two kinds, and does to its process what a name asks for."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import ArticleError
from pipeline.evidence.parts import (
    Column,
    Part,
    PlacedSentence,
    Prose,
    ReadDocument,
    Table,
    TableRow,
)
from tests.unit.evidence.shelf import plain_values

cell_values = plain_values


def read_parts(raw: bytes | Path, name: str) -> ReadDocument:
    text = (raw if isinstance(raw, bytes) else raw.read_bytes()).decode()
    if not text.strip():
        raise ArticleError(f"{name} is empty: give it some text")
    lines = text.splitlines()
    return ReadDocument(lines[0], _table(lines) if name.endswith(".csv") else _prose(lines))


def _table(lines: list[str]) -> Iterator[Part]:
    headings = lines[0].split(",")
    columns = tuple(Column(each, "£{}", not at) for at, each in enumerate(headings))
    rows = (TableRow(number, tuple(line.split(","))) for number, line in enumerate(lines[1:], 2))
    yield Table("", "", "", columns, rows, in_cells=True)


def _prose(lines: list[str]) -> Iterator[Part]:
    yield Prose(lines[0], _sentences(lines[1:]))


def _sentences(lines: list[str]) -> Iterator[PlacedSentence]:
    for number, line in enumerate(lines, 2):
        _obey(line)
        yield PlacedSentence(line, f"line {number}")


def _obey(line: str) -> None:
    match line:
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "memory":
            raise MemoryError
        case "work":
            while True:
                pass
        case "fault":
            raise ZeroDivisionError
        case "print":
            print("a parser prints this")  # noqa: T201
