"""Findings as SARIF 2.1.0, the form that code hosts and editors read results in."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from urllib.parse import quote

from pipeline.stages.render.codes import Code, code_of, evidence_of, known_codes, message_of
from pipeline.version import VERSION
from schemas import (
    CheckedNumber,
    CheckedStatement,
    CheckRun,
    FilePlace,
    Risk,
    SourceSentence,
    Unread,
    digest,
)

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Risk.HIGH: "error", Risk.MEDIUM: "warning", Risk.LOW: "note"}
_Json = dict[str, object]


def sarif_log(run: CheckRun) -> str:
    """Return the log: a rule for each code, a result for each number that has a risk."""
    rules = _rules(run)
    order = {code: place for place, code in enumerate(rules)}
    driver = {
        "name": "factdesk",
        "version": VERSION,
        "rules": [_rule(code, rules[code]) for code in rules],
    }
    log: _Json = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\n", "\r"],
                "invocations": [_invocation(run)],
                "results": list(_results(run, order)),
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _risky(run: CheckRun) -> Iterator[tuple[CheckedStatement, CheckedNumber]]:
    for statement in run.statements:
        for finding in statement.findings:
            if finding.risk in _LEVELS:
                yield statement, finding


def _rules(run: CheckRun) -> dict[str, Code]:
    """Return the rules by code: all that are known, then those that only a finding names."""
    return known_codes() | {
        finding.code: code_of(finding)
        for _, finding in _risky(run)
        if finding.code not in known_codes()
    }


def _rule(code: str, meaning: Code) -> _Json:
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in code.split("_")),
        "shortDescription": {"text": meaning.title},
        "fullDescription": {"text": meaning.help},
        "help": {"text": meaning.help},
    }


def _results(run: CheckRun, order: dict[str, int]) -> Iterator[_Json]:
    seen: Counter[str] = Counter()
    for statement, finding in _risky(run):
        print_ = digest(
            statement.place.file, statement.statement, finding.quantity.text, finding.code
        )
        seen[print_] += 1
        yield {
            "ruleId": finding.code,
            "ruleIndex": order[finding.code],
            "level": _LEVELS[finding.risk],
            "message": _message("\n".join([message_of(finding), *evidence_of(finding)])),
            "locations": [{"physicalLocation": _physical(finding.place)}],
            "relatedLocations": list(_related(finding.sentences)),
            # No line in it: the same finding further down the file is the same finding.
            "partialFingerprints": {"statementAndNumber/v1": f"{print_}:{seen[print_]}"},
        }


def _physical(place: FilePlace) -> _Json:
    return {
        "artifactLocation": {"uri": file_uri(place.file)},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "charOffset": place.start,
            "charLength": place.end - place.start,
        },
    }


def _related(sentences: Iterable[SourceSentence]) -> Iterator[_Json]:
    """Yield the places of the source's words; code hosts refuse one without lines, as of a page."""
    for sentence in sentences:
        if sentence.place:
            yield {
                "message": _message(f"{sentence.sentence_id}: {sentence.text}"),
                "physicalLocation": _physical(sentence.place),
            }


def _message(text: str) -> _Json:
    """Return a message; words of an article must not become a link (section 3.11.6)."""
    return {"text": text.replace("](", "] (")}


def file_uri(name: str) -> str:
    """Return a file's name as a URI reference: relative names stay relative, addresses as they are."""
    if name.startswith(("http://", "https://")):
        return name
    path = PurePath(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="replace")


def _invocation(run: CheckRun) -> _Json:
    return {
        "executionSuccessful": not run.unread,
        "toolExecutionNotifications": [_notification(unread) for unread in run.unread],
    }


def _notification(unread: Unread) -> _Json:
    return {
        "level": "error",
        "message": _message(f"not checked: {unread.reason}"),
        "locations": [{"physicalLocation": _physical(unread.place)}],
    }
