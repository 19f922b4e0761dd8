"""Results as workflow commands of GitHub Actions, which it shows beside the lines of a file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pipeline.stages.render.ci_results import Level, NotChecked, Result, Results
from pipeline.text.escaping import markdown_text, printable
from schemas import FilePlace

STDIN = "stdin"
SHOWN = 10
"""Annotations of each level that GitHub shows of a step; it takes the first ones printed."""
SUMMARY_BYTES = 1024 * 1024
"""What GitHub takes as the summary of a step; it refuses all of a larger one."""
# The names that the runner knows: "Workflow commands for GitHub Actions".
_NAMES = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


class Annotation(NamedTuple):
    """One thing to show beside a line."""

    level: Level
    weight: int
    title: str
    message: str
    file: str
    place: FilePlace | None

    @property
    def command(self) -> str:
        """The workflow command that shows it."""
        properties = {**_spot(self.file, self.place), "title": self.title}
        return workflow_command(_NAMES[self.level], properties, printable(self.message))


def github_commands(results: Results) -> str:
    """Return a command a line, and first a notice where GitHub will not show all of them."""
    annotations = _annotations(results)
    counts = Counter(annotation.level for annotation in annotations)
    hidden = sum(max(0, count - SHOWN) for count in counts.values())
    notice = _notice(hidden + (counts[Level.NOTE] >= SHOWN)) if hidden else ()
    return _lines([*notice, *(annotation.command for annotation in annotations)])


def most_serious(results: Results) -> str:
    """Return a command a line for as many of each level as GitHub shows, the weightiest."""
    return _lines(annotation.command for annotation in _split(_annotations(results))[0])


def step_summary(results: Results, room: int = SUMMARY_BYTES) -> str:
    """Return the annotations that `most_serious` leaves out, as a table of at most `room` bytes.

    Empty where nothing is left out, or there is no room.
    """
    rest = _split(_annotations(results))[1]
    head = (
        f"### factdesk {results.command}: {len(rest)} more\n\n"
        "| Level | Where | What | Message |\n|---|---|---|---|\n"
    )
    tail = "\nThere was no room for the last {} of them.\n"
    left = room - len(head.encode()) - len(tail) - len(str(len(rest)))
    rows: list[str] = []
    for annotation in rest:
        row = _row(annotation)
        left -= len(row.encode("utf-8", "replace"))
        if left < 0:
            break
        rows.append(row)
    cut = tail.format(len(rest) - len(rows)) if len(rows) < len(rest) else ""
    return "".join([head, *rows, cut, "\n"]) if rows else ""


def _annotations(results: Results) -> list[Annotation]:
    return [*map(_of_result, results.all), *map(_of_missed, results.not_checked)]


def _of_result(result: Result) -> Annotation:
    lines = [*result.message, *([f"In {result.within}"] if result.within else [])]
    message, title = "\n".join(lines), result.rule.title
    return Annotation(result.level, result.weight, title, message, result.file, result.place)


def _of_missed(missed: NotChecked) -> Annotation:
    return Annotation(Level.ERROR, 0, "Not checked", missed.reason, missed.file, missed.place)


def _split(annotations: list[Annotation]) -> tuple[list[Annotation], list[Annotation]]:
    """Return those that are shown and the rest, each in the order given."""
    chosen: set[int] = set()
    for level in Level:
        at = [place for place, annotation in enumerate(annotations) if annotation.level is level]
        chosen |= set(sorted(at, key=lambda place: -annotations[place].weight)[:SHOWN])
    shown = [annotation for place, annotation in enumerate(annotations) if place in chosen]
    return shown, [
        annotation for place, annotation in enumerate(annotations) if place not in chosen
    ]


def _notice(hidden: int) -> Iterator[str]:
    said = f"GitHub shows {SHOWN} annotations of each level; {hidden} of these are only in the log."
    yield workflow_command("notice", {"title": "factdesk"}, said)


def _lines(commands: Iterable[str]) -> str:
    return "".join(f"{command}\n" for command in commands)


def _row(annotation: Annotation) -> str:
    place = annotation.place
    where = f"{annotation.file}:{place.line}" if place else annotation.file
    cells = (annotation.level, where, annotation.title, printable(annotation.message))
    return f"| {' | '.join(markdown_text(cell) for cell in cells)} |\n"


def _spot(file: str, place: FilePlace | None) -> dict[str, str]:
    """Return the properties that lead to a place; an address is no file to annotate."""
    no_file = file == STDIN or "://" in file
    named = {} if no_file else {"file": file.replace("\\", "/")}
    if place is None:
        return named
    spot = {"line": place.line, "endLine": place.end_line, "col": place.column}
    # The runner refuses columns that run over a line end.
    if place.line == place.end_line:
        spot["endColumn"] = place.end_column - 1
    else:
        del spot["col"]
    return {**named, **{name: str(value) for name, value in spot.items()}}


def workflow_command(name: str, properties: Mapping[str, str], message: str) -> str:
    """Return one command; whatever the message holds, it stays one line and one command."""
    spelled = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {spelled}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
