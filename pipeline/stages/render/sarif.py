"""Results as SARIF 2.1.0, the form that code hosts and editors read them in."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import quote

from pipeline.stages.render.ci_results import NotChecked, Related, Result, Results, Rule
from pipeline.version import VERSION
from schemas import FilePlace

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_Json = dict[str, object]


def sarif_log(results: Results) -> str:
    """Return the log with one run: its rules, its results, and what could not be checked."""
    driver = {
        "name": "factdesk",
        "version": VERSION,
        "rules": [_rule(rule) for rule in results.rules],
    }
    log: _Json = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\n", "\r"],
                "invocations": [_invocation(results)],
                "results": list(_results(results)),
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: Rule) -> _Json:
    return {
        "id": rule.rule_id,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.text},
        "help": {"text": rule.help},
    }


def _results(results: Results) -> Iterator[_Json]:
    order = {rule.rule_id: place for place, rule in enumerate(results.rules)}
    seen: Counter[str] = Counter()
    for result in results.all:
        seen[result.digest] += 1
        yield {
            "ruleId": result.rule.rule_id,
            "ruleIndex": order[result.rule.rule_id],
            "level": result.level,
            "message": _message("\n".join(result.message)),
            "locations": [_location(result)],
            "relatedLocations": [_related(related_place) for related_place in result.related],
            # No line in it: the same result further down the file is the same result.
            "partialFingerprints": {
                results.fingerprint: f"{result.digest}:{seen[result.digest]}"
            },
        }  # fmt: skip


def _location(result: Result) -> _Json:
    """Return where a result stands; where no line is known, the sentence says it."""
    within = {"logicalLocations": [{"name": result.within}]} if result.within else {}
    return {"physicalLocation": _physical(result.file, result.place), **within}


def _physical(file: str, place: FilePlace | None) -> _Json:
    # Code hosts refuse a result without a line, as of a page whose text is not the file's.
    region = {"startLine": 1} if place is None else _region(place)
    return {"artifactLocation": {"uri": file_uri(file)}, "region": region}


def _region(place: FilePlace) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": place.start,
        "charLength": place.end - place.start,
    }


def _related(related: Related) -> _Json:
    return {
        "message": _message(related.words),
        "physicalLocation": _physical(related.place.file, related.place),
    }


def _message(text: str) -> _Json:
    """Return a message; words of an article must not become a link (section 3.11.6)."""
    return {"text": text.replace("](", "] (")}


def file_uri(name: str) -> str:
    """Return a file's name as a URI reference; relative names stay relative, addresses as is."""
    if name.startswith(("http://", "https://")):
        return name
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="replace")


def _invocation(results: Results) -> _Json:
    return {
        "executionSuccessful": not results.not_checked,
        "toolExecutionNotifications": [_notification(missed) for missed in results.not_checked],
    }


def _notification(missed: NotChecked) -> _Json:
    return {
        "level": "error",
        "message": _message(f"not checked: {missed.reason}"),
        "locations": [{"physicalLocation": _physical(missed.file, missed.place)}],
    }
