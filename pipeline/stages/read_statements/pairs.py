"""Pairs, one JSON object a line: a statement and the source to hold it against."""

import json
from collections.abc import Iterator

from pipeline.stages.read_statements.json_strings import json_strings
from pipeline.stages.read_statements.statement import Misread, Statement
from pipeline.text.placed import PlacedText
from schemas import TextSpan


def statements_of_pairs(text: str) -> Iterator[Statement | Misread]:
    """Yield the statement of each line, or what is wrong with the line.

    An object holds `statement` and either `source`, the source's text, or `source_path`; with
    neither, the statement is held against the sources of the command line.
    """
    start = 0
    # A JSON string may hold U+2028 as it is: only \n ends a line here.
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            yield statement_of_pair(bare, start + line.index(bare))
        start += len(line) + 1


def statement_of_pair(line: str, offset: int = 0) -> Statement | Misread:
    """Return the statement of one object, or what is wrong with it; `offset` is where it begins."""
    try:
        pair = json.loads(line)
    except json.JSONDecodeError as error:
        return _misread(line, offset, f"not JSON: {error.msg} (column {error.colno})")
    except (ValueError, RecursionError) as error:
        return _misread(line, offset, f"not JSON that can be read: {error}")
    if not isinstance(pair, dict):
        return _misread(line, offset, 'not an object: write {"statement": …, "source": …}')
    for key in ("statement", "source", "source_path"):
        if not isinstance(pair.get(key), str | None):
            return _misread(line, offset, f"{key!r} is not text")
    if pair.get("source") is not None and pair.get("source_path") is not None:
        return _misread(line, offset, "both 'source' and 'source_path': give one")
    words = _statement(line, offset)
    if not (words and words.text.strip()):
        return _misread(line, offset, "no 'statement', or an empty one")
    return Statement(words, pair.get("source"), pair.get("source_path"))


def _statement(line: str, offset: int) -> PlacedText | None:
    """Return the words of the statement; of a key that is said twice the last, as JSON has it."""
    found = [each.words for each in json_strings(line, offset, wanted=("statement",))]
    return found[-1] if found else None


def _misread(line: str, offset: int, reason: str) -> Misread:
    return Misread(TextSpan(start=offset, end=offset + len(line)), reason)
