"""The characters of a PDF as runs with their places, for a process of its own: it prints JSON.

PDFium is written in C++: a hostile file may end the process that reads it, or take all of its
memory. So this file is run as a script, imports nothing of ours, and ends with its limits.
"""

import ctypes
import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

try:
    import resource
except ImportError:  # Windows has no limits of a process
    resource = None  # type: ignore[assignment]

MOST_CHARACTERS = 2_000_000
"""Twice what an article may have: spaces and headers are not counted there."""
_WIDE_GAP = 1.0
"""In heights of the text: what stands further apart is another cell or column."""
_LEAST_OVERLAP = 0.35
"""Share of the lower of two characters: lines that are set close overlap by a tenth."""
_SPACE_GAP = 0.15
"""Between words, in heights of the text; letters are kerned by less."""
_UPRIGHT = 0.1
"""Radians by which scans are askew and text is still no stamp along the edge."""
_ALIKE = 0.8
"""Height of the lower of two characters by that of the higher: else one may be raised."""
_HYPHEN = 0x02
"""What PDFium gives for one at the end of a line; fonts without names have it as well."""
_SPELLED = {0xFFFE: "-", 0xAD: "-"} | {
    0xFB00 + at: letters for at, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))
}
"""Soft hyphens and ligatures; in a PDF a soft hyphen is one that is seen."""
_SPELLED |= dict.fromkeys((0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC), "•")  # bullets of Symbol, Wingdings
_NAMELESS = frozenset({*range(9), *range(0x0E, 0x20), *range(0xD800, 0xF900)})
"""Codes that are no characters, halves of pairs too: the font does not say what it shows."""


@dataclass(slots=True)
class Run:
    """Characters that follow each other on one line, and the box around them, from below."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def size(self) -> float:
        """The height of its characters."""
        return self.y1 - self.y0

    def takes(self, x0: float, y0: float, y1: float) -> bool:
        """Return whether a character at such a place goes on with the run."""
        overlap = min(self.y1, y1) - max(self.y0, y0)
        lower, higher = sorted((self.size, y1 - y0))
        is_level = lower >= _ALIKE * higher and overlap >= _LEAST_OVERLAP * lower
        return is_level and -self.size < x0 - self.x1 <= _WIDE_GAP * self.size

    def add(self, sign: str, x0: float, x1: float, *, apart: bool) -> None:
        """Take a character on."""
        if apart or x0 - self.x1 > _SPACE_GAP * self.size:
            self.text += " "
        self.text += sign
        self.x1 = max(self.x1, x1)


_FIRST_HALVES, _SECOND_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_PICTURES = (c.FPDF_PAGEOBJ_IMAGE,)


class TooLong(Exception):
    """The document holds more characters than are read."""


def pages(raw: bytes) -> Iterator[dict[str, Any]]:
    """Yield the runs of each page in the order in which they were drawn.

    Raises pdfium.PdfiumError where it is no PDF that can be read, TooLong.
    """
    left = MOST_CHARACTERS
    document = pdfium.PdfDocument(raw)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        left -= text.count_chars()
        if left < 0:
            raise TooLong
        runs, aside = _runs(text, _Turned(page))
        shown = [[r.text, *(round(v, 2) for v in (r.x0, r.y0, r.x1, r.y1, r.size))] for r in runs]
        pictured = not runs and next(page.get_objects(_PICTURES, max_depth=2), None) is not None
        yield {"runs": shown, "aside": aside, "pictured": pictured}
        text.close()
        page.close()


class _Turned:
    """Turns places on a page to where they are when it is shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.quarters = page.get_rotation() // 90
        x0, y0, x1, y1 = page.get_mediabox()
        self._corner = {0: (x0, y0), 1: (y0, -x1), 2: (-x1, -y1), 3: (-y1, x0)}[self.quarters]

    def box(self, rect: c.FS_RECTF) -> tuple[float, float, float, float]:
        """Return a box as left, bottom, right and top."""
        corners = [self._turn(rect.left, rect.bottom), self._turn(rect.right, rect.top)]
        (xa, ya), (xb, yb) = corners
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def _turn(self, x: float, y: float) -> tuple[float, float]:
        for _ in range(self.quarters):
            x, y = y, -x
        return x - self._corner[0], y - self._corner[1]


def _runs(text: pdfium.PdfTextPage, turned: _Turned) -> tuple[list[Run], str]:
    """Return the runs of a page, and what stands on it at another angle."""
    runs: list[Run] = []
    aside: list[str] = []
    run, apart = None, False
    rect, raw = c.FS_RECTF(), text.raw
    for at, code in _codes(raw, text.count_chars()):
        sign = _SPELLED.get(code) or ("\ufffd" if code in _NAMELESS else chr(code))
        if code == _HYPHEN and c.FPDFText_IsHyphen(raw, at) == 1:
            sign = "-"
        if sign in "\r\n":
            run = None
            continue
        if sign.isspace() and code != 0xA0:
            apart = True
            continue
        if not _is_upright(c.FPDFText_GetCharAngle(raw, at), turned.quarters):
            aside.append(f"{' ' * apart}{sign}")
            run, apart = None, False
            continue
        if not c.FPDFText_GetLooseCharBox(raw, at, ctypes.byref(rect)):
            continue
        box = turned.box(rect)
        if run is not None and run.takes(box[0], box[1], box[3]):
            run.add(sign, box[0], box[2], apart=apart)
        else:
            run = Run(sign, *box)
            runs.append(run)
        apart = False
    return runs, "".join(aside).strip()


def _codes(raw: c.FPDF_TEXTPAGE, count: int) -> Iterator[tuple[int, int]]:
    """Yield where each character stands, and its code: PDFium gives some as two halves."""
    half = 0
    for at in range(count):
        code = c.FPDFText_GetUnicode(raw, at)
        if code in _FIRST_HALVES:
            half = code
            continue
        if half and code in _SECOND_HALVES:
            code = 0x10000 + ((half - 0xD800) << 10) + code - 0xDC00
        half = 0
        yield at, code


def _is_upright(angle: float, quarters: int) -> bool:
    """Return whether a character stands upright on the page as it is shown; -1 is no angle."""
    off = (angle + quarters * math.pi / 2) % (2 * math.pi)
    return angle < 0 or min(off, 2 * math.pi - off) < _UPRIGHT


def fault_of(error: Exception) -> str:
    """Return why a document is not read, in a word that the reader of this script knows."""
    if isinstance(error, TooLong):
        return "long"
    is_locked = getattr(error, "err_code", None) == c.FPDF_ERR_PASSWORD
    return "password" if is_locked else "broken"


def write(raw: bytes, stream: IO[str]) -> None:
    """Write a line of JSON a page, or one that holds a fault."""
    try:
        for page in pages(raw):
            stream.write(f"{json.dumps(page)}\n")
    except (pdfium.PdfiumError, TooLong) as error:
        stream.write(f"{json.dumps({'fault': fault_of(error)})}\n")


def _bound(seconds: int, megabytes: int) -> None:
    """Let this process take so much processor time and data, and write no memory to the disk."""
    wanted = [
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_DATA, megabytes * 1_000_000),
        (resource.RLIMIT_CORE, 0),
    ]
    for limit, most in wanted:
        soft, hard = resource.getrlimit(limit)
        bounds = [each for each in (soft, hard, most) if each != resource.RLIM_INFINITY]
        resource.setrlimit(limit, (min(bounds), hard))


if __name__ == "__main__":
    if resource is not None:
        _bound(int(sys.argv[1]), int(sys.argv[2]))
    write(sys.stdin.buffer.read(), sys.stdout)
