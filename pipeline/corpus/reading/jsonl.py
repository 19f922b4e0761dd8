"""Files with a JSON object a line."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.corpus.reading.lines import lines, too_long
from pipeline.corpus.reading.rows import Faulty, Place, Row, Values


def rows(file: BinaryIO, start: Place) -> Iterator[Row]:
    """Yield the lines that are not blank."""
    row = start.row
    for line in lines(file, start.offset, start.line):
        place = Place(row, line.offset, line.number)
        if line.raw is None:
            yield Row(place, None, too_long(line.size))
        elif line.raw.isspace() or not line.raw:
            continue
        else:
            yield Row(place, line.raw)
        row += 1


def values(raw: bytes) -> Values:
    """Return the object of a line; raises Faulty when there is none."""
    try:
        found = json.loads(raw.decode().rstrip())
    except UnicodeDecodeError as error:
        raise Faulty(f"is no UTF-8 (byte {error.start + 1}): save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise Faulty(f"is no JSON ({error.msg}: character {error.pos + 1})") from None
    except (RecursionError, ValueError) as error:
        what = "it nests too deep" if isinstance(error, RecursionError) else "a number is too long"
        raise Faulty(f"is no JSON that can be read: {what}") from None
    if not isinstance(found, dict):
        raise Faulty("is no JSON object: give an object with a text a line")
    return found
