"""PDFs that tests make: pages drawn line by line, as papers, newspapers and reports are laid out."""

import io
from collections.abc import Callable, Sequence
from textwrap import wrap

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
SIZE = 10.0
LEADING = 12.0
LEFT, TOP = 60.0, HEIGHT - 80
_FONT = "Times-Roman"


def drawn(draw: Callable[[Canvas], object], *, password: StandardEncryption | None = None) -> bytes:
    """Return the PDF that a function draws; it holds no clock."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1, encrypt=password)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def wrapped(text: str, columns: int) -> list[str]:
    """Return a text as lines of so many characters, no word parted."""
    return wrap(text, columns, break_on_hyphens=False)


def lines(
    canvas: Canvas,
    texts: Sequence[str],
    *,
    x: float = LEFT,
    y: float = TOP,
    size: float = SIZE,
    font: str = _FONT,
) -> float:
    """Draw lines from a height on; return that of the line after them."""
    canvas.setFont(font, size)
    for text in texts:
        canvas.drawString(x, y, text)
        y -= size * LEADING / SIZE
    return y


def justified(canvas: Canvas, texts: Sequence[str], *, x: float, y: float, width: float) -> float:
    """Draw lines whose words are moved apart until each but the last fills a width."""
    canvas.setFont(_FONT, SIZE)
    for at, text in enumerate(texts):
        words = text.split()
        own = sum(canvas.stringWidth(word) for word in words)
        gap = (width - own) / max(len(words) - 1, 1) if at < len(texts) - 1 else 2.5
        left = x
        for word in words:
            canvas.drawString(left, y, word)
            left += canvas.stringWidth(word) + gap
        y -= LEADING
    return y


def cells(canvas: Canvas, rows: Sequence[Sequence[str]], *, x: float, y: float) -> float:
    """Draw the rows of a table, cells 70 points apart; return the height below it."""
    canvas.setFont(_FONT, SIZE)
    for row in rows:
        for at, cell in enumerate(row):
            canvas.drawString(x + 70 * at, y, cell)
        y -= LEADING + 4
    return y
