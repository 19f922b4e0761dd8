"""Offsets of a text and positions of an editor: each the other's inverse, whatever is counted."""

import pytest
from lsprotocol.types import Position
from pygls.workspace import PositionCodec

from pipeline.lsp.positions import Lines

UNITS = {name: PositionCodec(name).client_num_units for name in ("utf-8", "utf-16", "utf-32")}
SHIP = "🚢 sailed"
ACCENT = "cafe\u0301 94"  # the accent is a character of its own
FAMILY = "👩‍👩‍👧 94"  # three of two units each, two joiners of one


@pytest.mark.parametrize(
    ("text", "offset", "units", "position"),
    [
        ("one 94", 4, "utf-16", (0, 4)),
        (SHIP, 1, "utf-16", (0, 2)),
        (SHIP, 1, "utf-8", (0, 4)),
        (SHIP, 1, "utf-32", (0, 1)),
        (ACCENT, 6, "utf-16", (0, 6)),
        (ACCENT, 6, "utf-8", (0, 7)),
        (FAMILY, 6, "utf-16", (0, 9)),
        ("a\nb 94", 4, "utf-16", (1, 2)),
        ("a\r\nb 94", 5, "utf-16", (1, 2)),
        ("a\rb 94", 4, "utf-16", (1, 2)),
        ("a\u2028b 94", 4, "utf-16", (0, 4)),  # no end of a line in the protocol
        ("a\x0bb 94", 4, "utf-16", (0, 4)),
        ("half \ud83d 94", 7, "utf-16", (0, 7)),
        ("a\n", 2, "utf-16", (1, 0)),
        ("", 0, "utf-16", (0, 0)),
    ],
)
def test_an_offset_has_one_position(
    text: str, offset: int, units: str, position: tuple[int, int]
) -> None:
    lines = Lines(text, UNITS[units])

    assert lines.position(offset) == Position(*position)
    assert lines.offset(Position(*position)) == offset


@pytest.mark.parametrize("units", UNITS)
@pytest.mark.parametrize("text", [SHIP, ACCENT, FAMILY, "a\r\n🚢\n\nb", "\n"])
def test_every_offset_is_found_again(text: str, units: str) -> None:
    lines = Lines(text, UNITS[units])
    inside = [at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n"]

    assert [lines.offset(lines.position(at)) for at in inside] == inside


@pytest.mark.parametrize(
    ("position", "offset"),
    [
        ((0, 99), 3),  # the end of the line
        ((0, 1), 1),  # in the middle of a ship
        ((1, 99), 6),
        ((7, 0), 6),
    ],
)
def test_a_position_that_is_none_is_the_next_one_that_is(
    position: tuple[int, int], offset: int
) -> None:
    lines = Lines("🚢ab\ncd", UNITS["utf-16"])

    assert lines.offset(Position(*position)) == offset


def test_the_first_line_is_without_its_end() -> None:
    assert Lines("🚢ab\r\ncd", UNITS["utf-16"]).first.end == Position(0, 4)


@pytest.mark.parametrize("line", ["It cost $5. ", "It cost €5. ", "🚢 5. "])
def test_a_character_is_counted_once_however_many_positions_are_asked_for(line: str) -> None:
    text, counted = line * 50, 0

    def units(characters: str) -> int:
        nonlocal counted
        counted += len(characters)
        return int(UNITS["utf-16"](characters))

    lines = Lines(text, units)
    for at in range(len(text)):
        assert lines.offset(lines.position(at)) == at

    assert counted <= len(text)
