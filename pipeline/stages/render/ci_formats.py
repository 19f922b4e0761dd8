"""Results in the three forms that a CI takes: GitHub's commands, SARIF 2.1.0 and JUnit XML.

They hold no time and no host: the same input gives the same bytes.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import PurePath
from urllib.parse import quote
from xml.etree import ElementTree as ET

from pipeline.stages.render.ci_results import Case, Level, Result, Results
from pipeline.stages.render.codes import said_of_suppressed
from pipeline.text.escaping import markdown_text, visible
from pipeline.version import VERSION
from schemas import FilePlace, Silence, Suppressed

STDIN = "stdin"
SHOWN = 10
"""Annotations of each level that GitHub shows of a step; it takes the first ones printed."""
SUMMARY_BYTES = 1024 * 1024
"""What GitHub takes as the summary of a step; it refuses all of a larger one."""
# The names that the runner knows: "Workflow commands for GitHub Actions".
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_Json = dict[str, object]


def github_commands(results: Results) -> str:
    """Return a command a line, and first a notice where GitHub will not show all of them."""
    counts = Counter(finding.level for finding in results.all)
    hidden = sum(max(0, count - SHOWN) for count in counts.values())
    commands = [*map(_command, results.all)]
    if hidden:
        hidden += counts[Level.NOTE] >= SHOWN  # the notice takes the place of one
        said = f"GitHub shows {SHOWN} annotations of each level; {hidden} of these are only in the"
        commands.insert(0, workflow_command("notice", {"title": "factdesk"}, f"{said} log."))
    return "".join(f"{command}\n" for command in commands)


def most_serious(results: Results) -> str:
    """Return a command a line for as many of each level as GitHub shows, the weightiest."""
    shown, _ = _split(results.all)
    return "".join(f"{_command(finding)}\n" for finding in shown)


def step_summary(results: Results, room: int = SUMMARY_BYTES) -> str:
    """Return what `most_serious` leaves out, as a table of at most `room` bytes.

    Empty where nothing is left out, or there is no room.
    """
    _, rest = _split(results.all)
    head = (
        f"### factdesk {results.command}: {len(rest)} more\n\n"
        "| Level | Where | What | Message |\n|---|---|---|---|\n"
    )
    tail = "\nThere was no room for the last {} of them.\n"
    left = room - len(head.encode()) - len(tail) - len(str(len(rest)))
    rows = fitting([*map(_summary_row, rest)], left)
    cut = tail.format(len(rest) - len(rows)) if len(rows) < len(rest) else ""
    return "".join([head, *rows, cut, "\n"]) if rows else ""


def fitting(rows: Sequence[str], room: int) -> list[str]:
    """Return the first rows that fit into so many bytes."""
    ends = accumulate(len(row.encode("utf-8", "replace")) for row in rows)
    return [row for row, end in zip(rows, ends, strict=True) if end <= room]


def _split(findings: Sequence[Result]) -> tuple[list[Result], list[Result]]:
    """Return those that are shown and the rest, each in the order given."""
    chosen: set[int] = set()
    for level in Level:
        at = [place for place, finding in enumerate(findings) if finding.level is level]
        chosen |= set(sorted(at, key=lambda place: -findings[place].weight)[:SHOWN])
    shown = [finding for place, finding in enumerate(findings) if place in chosen]
    return shown, [finding for place, finding in enumerate(findings) if place not in chosen]


def _text(finding: Result) -> str:
    return "\n".join([*finding.message, *([f"In {finding.within}"] if finding.within else [])])


def _summary_row(finding: Result) -> str:
    place = finding.place
    where = f"{finding.file}:{place.line}" if place else finding.file
    cells = (finding.level, where, finding.rule.title, _text(finding))
    return f"| {' | '.join(markdown_text(cell) for cell in cells)} |\n"


def _command(finding: Result) -> str:
    properties = {**_spot(finding.file, finding.place), "title": finding.rule.title}
    return workflow_command(_COMMANDS[finding.level], properties, _text(finding))


def _spot(file: str, place: FilePlace | None) -> dict[str, str]:
    """Return the properties that lead to a place; an address is no file to annotate."""
    no_file = file == STDIN or "://" in file
    named = {} if no_file else {"file": file.replace("\\", "/")}
    if place is None:
        return named
    spot = {"line": place.line, "endLine": place.end_line}
    # The runner refuses columns that run over a line end.
    if place.line == place.end_line:
        spot |= {"col": place.column, "endColumn": place.end_column - 1}
    return {**named, **{name: str(value) for name, value in spot.items()}}


def workflow_command(name: str, properties: Mapping[str, str], message: str) -> str:
    """Return one command; whatever the message holds, it stays one line and one command."""
    spelled = ",".join(
        f"{key}={_data(value).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in properties.items()
    )
    return f"::{name} {spelled}::{_data(message)}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def sarif_log(results: Results) -> str:
    """Return the log with one run: its rules, its results, and what could not be checked."""
    rules = [
        {
            "id": rule.rule_id,
            "name": rule.name,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.text},
            "help": {"text": rule.help},
        }
        for rule in results.rules
    ]
    run = {
        "tool": {"driver": {"name": "factdesk", "version": VERSION, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [
            {
                "executionSuccessful": not results.not_checked,
                "toolExecutionNotifications": [
                    {
                        "level": missed.level,
                        "message": _message(f"not checked: {missed.message[0]}"),
                        "locations": [{"physicalLocation": _physical(missed.file, missed.place)}],
                    }
                    for missed in results.not_checked
                ],
            }
        ],
        "results": list(_sarif_results(results)),
    }
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _sarif_results(results: Results) -> Iterator[_Json]:
    order = {rule.rule_id: place for place, rule in enumerate(results.rules)}
    seen: Counter[str] = Counter()
    # Either all results say whether they are suppressed or none does (section 3.27.23).
    tells = results.has_baseline or any(result.suppressed for result in results.found)
    for result in results.found:
        seen[result.digest] += 1
        # Where no line is known, the sentence says where it stands.
        within = {"logicalLocations": [{"name": result.within}]} if result.within else {}
        yield {
            "ruleId": result.rule.rule_id,
            "ruleIndex": order[result.rule.rule_id],
            "level": result.level,
            "message": _message("\n".join(result.message)),
            "locations": [{"physicalLocation": _physical(result.file, result.place), **within}],
            "relatedLocations": [
                {
                    "message": _message(related.words),
                    "physicalLocation": _physical(related.place.file, related.place),
                }
                for related in result.related
            ],
            # No line in it: the same result further down the file is the same result.
            "partialFingerprints": {
                results.fingerprint: f"{result.digest}:{seen[result.digest]}"
            },
            **(_suppressions(result.suppressed) if tells else {}),
            **(_baseline_state(result.suppressed) if results.has_baseline else {}),
        }  # fmt: skip


def _suppressions(suppressed: Suppressed | None) -> _Json:
    if suppressed is None:
        return {"suppressions": []}
    kind = "inSource" if suppressed.by is Silence.DRAFT else "external"
    reason = {"justification": visible(suppressed.reason)} if suppressed.reason else {}
    return {"suppressions": [{"kind": kind, **reason}]}


def _baseline_state(suppressed: Suppressed | None) -> _Json:
    is_old = suppressed is not None and suppressed.by is Silence.BASELINE
    return {"baselineState": "unchanged" if is_old else "new"}


def _physical(file: str, place: FilePlace | None) -> _Json:
    # Code hosts refuse a result without a line, as of a page whose text is not the file's.
    region = {"startLine": 1} if place is None else {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": place.start,
        "charLength": place.end - place.start,
    }  # fmt: skip
    return {"artifactLocation": {"uri": file_uri(file)}, "region": region}


def _message(text: str) -> _Json:
    """Return a message; words of an article must not become a link (section 3.11.6)."""
    return {"text": visible(text).replace("](", "] (")}


def file_uri(name: str) -> str:
    """Return a file's name as a URI reference; relative names stay relative, addresses as is."""
    if name.startswith(("http://", "https://")):
        return name
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="replace")


def junit_xml(results: Results) -> str:
    """Return the suite: sentences with failures fail, what could not be checked is an error."""
    counts = {
        "tests": str(len(results.cases) + len(results.not_checked)),
        "failures": str(sum(bool(case.failures) for case in results.cases)),
        "errors": str(len(results.not_checked)),
    }
    skipped = str(sum(map(_is_skipped, results.cases)))
    suites = ET.Element("testsuites", {"name": "factdesk", **counts})
    name = f"factdesk {results.command}"
    suite = ET.SubElement(suites, "testsuite", {"name": name, **counts, "skipped": skipped})
    suite.extend(map(_junit_case, results.cases))
    for missed in results.not_checked:
        line = missed.place.line if missed.place else None
        case = _test_case(missed.file, line, f"{line}: not checked" if line else "not checked")
        case.append(_element("error", {"type": "unread", "message": missed.message[0]}))
        suite.append(case)
    ET.indent(suites)
    body = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _element(tag: str, attributes: Mapping[str, str], lines: Iterable[str] = ()) -> ET.Element:
    element = ET.Element(tag, {name: visible(value) for name, value in attributes.items()})
    element.text = visible("\n".join(lines)) or None
    return element


def _test_case(file: str, line: int | None, name: str) -> ET.Element:
    at = {} if line is None else {"line": str(line)}
    return _element("testcase", {"classname": file, "name": name, "file": file, **at})


def _junit_case(case: Case) -> ET.Element:
    element = _test_case(case.file, case.line, case.name)
    if failures := case.failures:
        kinds = " ".join(dict.fromkeys(failure.rule.rule_id for failure in failures))
        said = "; ".join(failure.message[0] for failure in failures)
        lines = [line for failure in failures for line in _compiler_lines(failure)]
        element.append(_element("failure", {"type": kinds, "message": said}, lines))
    if _is_skipped(case):
        said = "; ".join(_let_stand(result) for result in case.suppressed)
        element.append(_element("skipped", {"message": said}))
    if others := [result for result in case.results if not result.fails]:
        lines = [line for result in others for line in _compiler_lines(result)]
        element.append(_element("system-out", {}, lines))
    return element


def _is_skipped(case: Case) -> bool:
    return bool(case.suppressed) and not case.failures


def _let_stand(result: Result) -> str:
    assert result.suppressed  # noqa: S101  # the caller asks for those alone
    return f"{result.message[0]} ({said_of_suppressed(result.suppressed)})"


def _compiler_lines(result: Result) -> Iterator[str]:
    """Yield what is wrong as compilers say it, then what to compare it with."""
    first, *more = result.message
    place = result.place
    spot = f":{place.line}:{place.column}" if place else f", {result.within}" * bool(result.within)
    yield f"{result.file}{spot}: {result.level}: {first}"
    yield from (f"  {line}" for line in more)
