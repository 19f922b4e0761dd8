"""Results as JUnit XML: a test case a sentence, so that any CI shows what failed."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from pipeline.stages.render.ci_results import Case, NotChecked, Result, Results
from pipeline.text.escaping import xml_legal


def junit_xml(results: Results) -> str:
    """Return the suite: sentences with failures fail, what could not be checked is an error.

    It holds no time and no host: the same input gives the same bytes.
    """
    counts = {
        "tests": str(len(results.cases) + len(results.not_checked)),
        "failures": str(sum(bool(case.failures) for case in results.cases)),
        "errors": str(len(results.not_checked)),
    }
    suites = ET.Element("testsuites", {"name": "factdesk", **counts})
    name = f"factdesk {results.command}"
    suite = ET.SubElement(suites, "testsuite", {"name": name, **counts, "skipped": "0"})
    suite.extend(_case(case) for case in results.cases)
    suite.extend(_error(missed) for missed in results.not_checked)
    ET.indent(suites)
    body = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _element(tag: str, attributes: dict[str, str], text: str | None = None) -> ET.Element:
    element = ET.Element(tag, {name: xml_legal(value) for name, value in attributes.items()})
    element.text = xml_legal(text) if text else None
    return element


def _case(case: Case) -> ET.Element:
    element = _element("testcase", _named(case.file, case.line, case.name))
    if failures := case.failures:
        kinds = " ".join(dict.fromkeys(failure.rule.rule_id for failure in failures))
        said = "; ".join(failure.message[0] for failure in failures)
        text = "\n".join(line for failure in failures for line in _lines(failure))
        element.append(_element("failure", {"type": kinds, "message": said}, text))
    if others := [line for result in case.results if not result.fails for line in _lines(result)]:
        element.append(_element("system-out", {}, "\n".join(others)))
    return element


def _lines(result: Result) -> Iterator[str]:
    """Yield what is wrong as compilers say it, then what to compare it with."""
    first, *more = result.message
    place = result.place
    spot = f":{place.line}:{place.column}" if place else f", {result.within}" * bool(result.within)
    yield f"{result.file}{spot}: {result.level}: {first}"
    yield from (f"  {line}" for line in more)


def _error(missed: NotChecked) -> ET.Element:
    line = missed.place.line if missed.place else None
    name = f"{line}: not checked" if line else "not checked"
    case = _element("testcase", _named(missed.file, line, name))
    case.append(_element("error", {"type": "unread", "message": missed.reason}))
    return case


def _named(file: str, line: int | None, name: str) -> dict[str, str]:
    at = {} if line is None else {"line": str(line)}
    return {"classname": file, "name": name, "file": file, **at}
