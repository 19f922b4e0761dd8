"""Statements in JSON: a brief as one object, and pairs, one object a line.

A brief is our own `result.json`, or any object with a headline, points or claims. The standard
library reads values and forgets where they stood, so the strings are found here.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import ValidationError

from pipeline.errors import ArticleError
from pipeline.text.placed import Character, PlacedText
from schemas import Article, TextSpan

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],]')
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a file; `source` and `source_path` are what its line itself names."""

    words: PlacedText
    source: str | None = None
    source_path: str | None = None

    @property
    def brings_source(self) -> bool:
        """Whether its own line names what it is held against, as that of a pair does."""
        return self.source is not None or self.source_path is not None


@dataclass(frozen=True, slots=True)
class Misread:
    """A part of a file that is no statement, and why."""

    span: TextSpan
    reason: str


class JsonString(NamedTuple):
    """A string value; the path to it holds keys and, of arrays, places from 0."""

    path: tuple[str | int, ...]
    words: PlacedText


def json_strings(
    text: str, offset: int = 0, wanted: tuple[str | int, ...] | None = None
) -> Iterator[JsonString]:
    """Yield the string values of a text that is valid JSON, in order; keys are not values.

    `offset` is added to each place. With `wanted`, only what stands at that path: of a long string
    with escapes it takes longer to place the characters than to check what they say.
    """
    path: list[str | int] = []
    awaits_key = False
    for token in _TOKEN.finditer(text):
        sign = token[0][0]
        if sign in "{[":
            path.append("" if sign == "{" else 0)
            awaits_key = sign == "{"
        elif sign in "}]":
            path.pop()
            awaits_key = False
        elif sign == ",":
            last = path[-1]
            path[-1] = last + 1 if isinstance(last, int) else last
            awaits_key = isinstance(last, str)
        elif awaits_key:
            path[-1] = json.loads(token[0])
            awaits_key = False
        elif wanted is None or wanted == tuple(path):
            yield JsonString(tuple(path), _placed(token, offset))


def _placed(token: re.Match[str], offset: int) -> PlacedText:
    start, end = token.start() + 1, token.end() - 1
    if "\\" not in token[0]:
        within = range(offset + start, offset + end)
        return PlacedText(token[0][1:-1], within, range(offset + start + 1, offset + end + 1))
    return PlacedText.of(
        Character(_decoded(match[0]), offset + match.start(), offset + match.end())
        for match in _CHARACTER.finditer(token.string, start, end)
    )


def _decoded(character: str) -> str:
    if not character.startswith("\\"):
        return character
    decoded = str(json.loads(f'"{character}"'))
    return "\ufffd" if "\ud800" <= decoded <= "\udfff" else decoded  # half a pair


def statements_of_brief(name: str, text: str) -> Iterator[PlacedText]:
    """Yield the words of the headline, the points and the claims; the same only once.

    What was withheld is left out: the brief does not state it. Raises ArticleError, naming the
    line, for what is not JSON.
    """
    _parsed(name, text)
    said: set[str] = set()
    for path, words in json_strings(text):
        if _is_stated(path) and words.text.strip() and words.text not in said:
            said.add(words.text)
            yield words


def article_of_result(name: str, text: str) -> Article | None:
    """Return the article that a `result.json` holds; None where there is none."""
    value = _parsed(name, text)
    article = value.get("article") if isinstance(value, dict) else None
    if not isinstance(article, dict):
        return None
    try:
        return Article.model_validate_json(json.dumps(article))
    except ValidationError:
        return None


def _parsed(name: str, text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ArticleError(f"{name} is not JSON: {error.msg} ({where})") from error
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"{name} is not JSON that can be read: {error}") from error


def _is_stated(path: tuple[str | int, ...]) -> bool:
    """Return whether a string is a headline, a point or a claim: itself, or its `text`."""
    own = path[1:] if path[:1] == ("brief",) else path
    match own:
        case ("headline",) | ("headline", "text"):
            return True
        case ("points" | "claims", int()) | ("points" | "claims", int(), "text"):
            return True
    return False


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
    said = [string.words for string in json_strings(line, offset, wanted=("statement",))]
    return said[-1] if said else None


def _misread(line: str, offset: int, reason: str) -> Misread:
    return Misread(TextSpan(start=offset, end=offset + len(line)), reason)
