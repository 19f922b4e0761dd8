"""Findings as JUnit XML: a test case a statement, so that any CI shows what failed."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from pipeline.stages.render.codes import evidence_of, message_of
from schemas import CheckedNumber, CheckedStatement, CheckRun, FilePlace, Unread

# What XML 1.0 cannot hold, not even escaped (section 2.2).
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(run: CheckRun) -> str:
    """Return the suite: flagged statements fail, lines that could not be checked are errors.

    It holds no time and no host: the same input gives the same bytes.
    """
    counts = {
        "tests": str(len(run.statements) + len(run.unread)),
        "failures": str(sum(each.flagged for each in run.statements)),
        "errors": str(len(run.unread)),
    }
    suites = ET.Element("testsuites", {"name": "factdesk", **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": "factdesk check", **counts, "skipped": "0"})
    suite.extend(_case(each) for each in run.statements)
    suite.extend(_error(each) for each in run.unread)
    ET.indent(suites)
    body = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _element(tag: str, attributes: dict[str, str], text: str | None = None) -> ET.Element:
    element = ET.Element(tag, {name: _legal(each) for name, each in attributes.items()})
    element.text = _legal(text) if text else None
    return element


def _case(statement: CheckedStatement) -> ET.Element:
    case = _element("testcase", _named(statement.place, statement.statement))
    flagged = [finding for finding in statement.findings if finding.flagged]
    if flagged:
        kinds = " ".join(dict.fromkeys(finding.code for finding in flagged))
        said = "; ".join(message_of(finding) for finding in flagged)
        text = "\n".join(line for finding in flagged for line in _lines(finding))
        case.append(_element("failure", {"type": kinds, "message": said}, text))
    return case


def _lines(finding: CheckedNumber) -> Iterator[str]:
    place = finding.place
    yield f"{place.file}:{place.line}:{place.column}: {message_of(finding)}; {finding.risk} risk"
    yield from (f"  {line}" for line in evidence_of(finding))


def _error(unread: Unread) -> ET.Element:
    case = _element("testcase", _named(unread.place, "not checked"))
    case.append(_element("error", {"type": "unread", "message": unread.reason}))
    return case


def _named(place: FilePlace, words: str) -> dict[str, str]:
    return {
        "classname": place.file,
        "name": f"{place.line}: {words}",
        "file": place.file,
        "line": str(place.line),
    }


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
