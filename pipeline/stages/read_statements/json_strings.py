"""The strings of a JSON text, each with its path and with the place of every character.

The standard library reads values and forgets where they stood.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.text.placed import Character, PlacedText

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],]')
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


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
        Character(_decoded(each[0]), offset + each.start(), offset + each.end())
        for each in _CHARACTER.finditer(token.string, start, end)
    )


def _decoded(character: str) -> str:
    if not character.startswith("\\"):
        return character
    return _LONE_SURROGATE.sub("\ufffd", json.loads(f'"{character}"'))
