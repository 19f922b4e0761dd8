"""Findings as workflow commands of GitHub Actions, which it shows beside the lines of a draft."""

from collections.abc import Iterator, Mapping

from pipeline.stages.render.codes import code_of, evidence_of, message_of
from pipeline.stages.render.screen import printable
from schemas import CheckRun, FilePlace, Risk

STDIN = "stdin"
# The names that the runner knows: "Workflow commands for GitHub Actions".
_LEVELS = {Risk.HIGH: "error", Risk.MEDIUM: "warning", Risk.LOW: "notice"}


def github_commands(run: CheckRun) -> str:
    """Return a command a line: risk high as an error, medium as a warning, low as a notice.

    GitHub shows ten of each level a step. A line that could not be checked is an error.
    """
    return "".join(f"{command}\n" for command in (*_of_findings(run), *_of_unread(run)))


def _of_findings(run: CheckRun) -> Iterator[str]:
    for statement in run.statements:
        for finding in statement.findings:
            if finding.risk in _LEVELS:
                title = code_of(finding).title
                properties = {**_place(finding.place), "title": title}
                message = "\n".join([message_of(finding), *evidence_of(finding)])
                yield workflow_command(_LEVELS[finding.risk], properties, printable(message))


def _of_unread(run: CheckRun) -> Iterator[str]:
    for unread in run.unread:
        properties = {**_place(unread.place), "title": "Not checked"}
        yield workflow_command("error", properties, unread.reason)


def _place(place: FilePlace) -> dict[str, str]:
    file = {} if place.file == STDIN else {"file": place.file.replace("\\", "/")}
    spot = {"line": place.line, "endLine": place.end_line, "col": place.column}
    # The runner refuses columns that run over a line end.
    if place.line == place.end_line:
        spot["endColumn"] = place.end_column - 1
    else:
        del spot["col"]
    return {**file, **{name: str(value) for name, value in spot.items()}}


def workflow_command(name: str, properties: Mapping[str, str], message: str) -> str:
    """Return one command; whatever the message holds, it stays one line and one command."""
    spelled = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {spelled}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
