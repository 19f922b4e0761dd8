"""PDFs read in reading order with every number in place: columns, pages, headers, tables, notes."""

import io
import json
from collections.abc import Callable
from itertools import zip_longest

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.documents import pdf, pdf_text_runs
from pipeline.documents.pdf import read_pdf
from pipeline.errors import ArticleError
from pipeline.text.blocks import Mark
from schemas import landmark_at
from tests.pdf_documents import HEIGHT, LEFT, SIZE, TOP, cells, drawn, justified, lines, wrapped

Block = tuple[str, Mark, str]
NONE, ITEM, HEADING, TITLE, OUTSIDE = (
    Mark.NONE,
    Mark.ITEM,
    Mark.HEADING,
    Mark.TITLE,
    Mark.OUTSIDE,
)
RIGHT = 320.0
"""Where the right one of two columns begins."""
COST = (
    "The city council decided on Tuesday night to rebuild the harbour over 6 years at a cost of "
    "$212 million, ending a dispute that began in 2019."
)
SAFE = (
    "Engineers found that 11 of the 18 wharves were unsafe for heavy loads, and that another 4 "
    "will be so by 2030 unless 1,200 piles are replaced."
)
CARGO = (
    "The port handled 3,412,000 tonnes of cargo last year, 12 percent more than in 2024, and it "
    "expects to handle twice as much in 10 years."
)
BILLS = (
    "A typical household would pay $84 more a year, the mayor told a meeting that drew nearly 400 "
    "people, of whom 31 spoke."
)
PARTED = (
    "Its development took twenty-five months of the 15-year plan of 2024-2025, and one-third of "
    "the wellbeing fund, the mayor said."
)
FIGURE = "Figure 1. Cargo of the port since 1990, in thousands of tonnes a year, by the port itself"
STORY = (COST, SAFE, CARGO, BILLS)


def read(raw: bytes) -> list[Block]:
    document = read_pdf(raw, "a.pdf")
    return [
        (landmark_at(document.landmarks, block.span.start) or "", block.mark, block.text)
        for block in document.blocks
    ]


def release(canvas: Canvas) -> None:
    y = lines(canvas, ["Harbour costs rise by 41 percent"], size=18)
    y = lines(canvas, wrapped(COST, 90), y=y - 12)
    y = lines(canvas, ["Its develop-", "ment took twenty-", "five months of the 15-"], y=y - 12)
    y = lines(canvas, ["year plan of 2024-", "2025, and one-", "third of the well-"], y=y)
    lines(canvas, ["being fund, the mayor said."], y=y)


def paper(canvas: Canvas) -> None:
    """Two pages with two columns; each text goes on in the next column, the last on page 2."""
    texts = [wrapped(text, 45) for text in STORY * 3]
    all_lines = [
        ("  " + line if at == 0 else line) for text in texts for at, line in enumerate(text)
    ]
    _heads(canvas, 1)
    y = lines(canvas, ["A harbour and its 18 wharves"], x=150, y=TOP, size=18)
    lines(canvas, wrapped("Abstract. " + CARGO, 95), y=y - 10)
    columns = [(LEFT, 640.0, 10), (RIGHT, 640.0, 10), (LEFT, 740.0, 13), (RIGHT, 740.0, 99)]
    for at, (x, y, count) in enumerate(columns):
        if at == 2:
            canvas.showPage()
            _heads(canvas, 2)
        column, all_lines = all_lines[:count], all_lines[count:]
        for row, line in enumerate(column):
            lines(canvas, [line.strip()], x=x + 10 * line.startswith("  "), y=y - 12 * row)


def _heads(canvas: Canvas, page: int) -> None:
    lines(canvas, ["Journal of Harbours 12 (2026) 45-58"], y=HEIGHT - 40, size=8)
    lines(canvas, [f"Page {page} of 2"], x=270, y=30, size=8)


PAPER = [
    ("page 1", OUTSIDE, "Journal of Harbours 12 (2026) 45-58"),
    ("page 1", OUTSIDE, "Page 1 of 2"),
    ("page 1", TITLE, "A harbour and its 18 wharves"),
    ("page 1", NONE, "Abstract. " + CARGO),
    *[("page 1", NONE, text) for text in (*STORY, COST, SAFE)],
    ("page 2", OUTSIDE, "Journal of Harbours 12 (2026) 45-58"),
    ("page 2", OUTSIDE, "Page 2 of 2"),
    *[("page 2", NONE, text) for text in (CARGO, BILLS, *STORY)],
]


def across(canvas: Canvas) -> None:
    """Two columns drawn line by line over both, as some programs do."""
    left, right = (wrapped(text, 45) for text in (COST + " " + SAFE, CARGO + " " + BILLS))
    for at, (one, other) in enumerate(zip_longest(left, right, fillvalue="")):
        lines(canvas, [one], y=TOP - 12 * at)
        lines(canvas, [other], x=RIGHT, y=TOP - 5 - 12 * at)


def tables(canvas: Canvas) -> None:
    y = lines(canvas, wrapped(COST, 90))
    grid = [["Port", "2024", "2025"], ["Ellery", "1,204", "1,350"], ["Marsh", "88", "91"]]
    y = cells(canvas, grid, x=LEFT, y=y - 12)
    lines(canvas, wrapped(SAFE, 90), y=y - 12)
    lines(canvas, ["– 1 –"], x=280, y=40)


def notes(canvas: Canvas) -> None:
    texts = wrapped(COST + " " + SAFE, 90)
    lines(canvas, [*texts[:2]], y=200)
    canvas.setFont("Times-Roman", 6)
    canvas.drawString(LEFT + canvas.stringWidth(texts[1], "Times-Roman", SIZE), 192, "1")
    lines(canvas, ["In prices of 2025, without 7 percent of tax."], x=LEFT + 5, y=120, size=7)
    canvas.setFont("Times-Roman", 5)
    canvas.drawString(LEFT, 123, "1")
    canvas.showPage()
    y = lines(canvas, texts[2:])
    canvas.setFont("Times-Roman", SIZE)
    canvas.drawString(LEFT, y - 12, "It moves 10")
    canvas.setFont("Times-Roman", 6)
    canvas.drawString(LEFT + canvas.stringWidth("It moves 10", "Times-Roman", SIZE), y - 8, "6")
    canvas.setFont("Times-Roman", SIZE)
    canvas.drawString(LEFT + 60, y - 12, "tonnes of CO")
    canvas.setFont("Times-Roman", 6)
    canvas.drawString(
        LEFT + 60 + canvas.stringWidth("tonnes of CO", "Times-Roman", SIZE), y - 14, "2"
    )


def newspaper(canvas: Canvas) -> None:
    lines(canvas, ["Harbour to cost $212 million"], size=24)
    for at, text in enumerate((COST, SAFE, CARGO)):
        justified(canvas, wrapped(text, 28), x=LEFT + 165 * at, y=TOP - 50, width=140)


def lists(canvas: Canvas) -> None:
    y = lines(canvas, ["What was decided", "", "The council voted 9 to 4:"], y=TOP)
    y = lines(
        canvas, ["• the harbour is rebuilt for $212 million,", "  of which 40 percent is paid"], y=y
    )
    y = lines(
        canvas,
        ["• 1,200 piles are replaced", "1. The bids are opened in May.", "2. Work begins."],
        y=y,
    )
    for at, text in enumerate((SAFE, CARGO)):
        own = wrapped(text, 90)
        y = lines(canvas, own[:1], x=LEFT + 15, y=y - 12 * (at == 0))
        y = lines(canvas, own[1:], y=y)


def turned(canvas: Canvas) -> None:
    """A landscape page that is turned when it is shown, with a stamp along its edge."""
    canvas.setPageRotation(90)
    canvas.translate(595, 0)
    canvas.rotate(90)
    y = lines(canvas, wrapped(COST, 90), y=500)
    lines(canvas, wrapped(SAFE, 90), y=y - 12)
    canvas.rotate(90)
    lines(canvas, ["stamp:2026.123v1"], x=100, y=-20)


def words(canvas: Canvas) -> None:
    """Words drawn one by one, the second half of a line before the first."""
    y = TOP
    for text in wrapped(COST, 60):
        placed, x = [], LEFT
        for word in text.split():
            placed.append((x, word))
            x += canvas.stringWidth(word + " ", "Times-Roman", SIZE)
        for x, word in [*placed[len(placed) // 2 :], *placed[: len(placed) // 2]]:
            lines(canvas, [word], x=x, y=y)
        y -= 12


def side_box(canvas: Canvas) -> None:
    """A figure with its caption, over both columns, in the middle of a text that goes on below."""
    text = wrapped(" ".join(STORY), 45)
    for at, x in enumerate((LEFT, RIGHT)):
        lines(canvas, text[6 * at : 6 * at + 6], x=x)
    canvas.rect(LEFT, 520, 480, 120)
    lines(
        canvas,
        [FIGURE],
        y=500,
        size=8,
    )
    half = (len(text) - 12 + 1) // 2
    lines(canvas, text[12 : 12 + half], y=460)
    lines(canvas, text[12 + half :], x=RIGHT, y=460)


def quotation(canvas: Canvas) -> None:
    """A quotation in larger letters, and a text that goes on behind a table."""
    words = wrapped(COST, 90)
    y = lines(canvas, wrapped(f"“{SAFE}”", 60), size=14)
    y = lines(canvas, words[:1], y=y - 20)
    y = cells(canvas, [["Ellery", "1,204"], ["Marsh", "88"]], x=LEFT, y=y - 12)
    lines(canvas, words[1:], y=y - 12)
    canvas.showPage()
    cells(canvas, [["Quay", "7"], ["Pier", "9"]], x=LEFT, y=TOP)


DOCUMENTS: dict[str, tuple[Callable[[Canvas], None], list[Block]]] = {
    "a release with words that are parted": (
        release,
        [
            ("page 1", TITLE, "Harbour costs rise by 41 percent"),
            ("page 1", NONE, COST),
            ("page 1", NONE, PARTED),
        ],
    ),
    "a paper of two columns": (paper, PAPER),
    "columns drawn across": (
        across,
        [("page 1", NONE, f"{COST} {SAFE}"), ("page 1", NONE, f"{CARGO} {BILLS}")],
    ),
    "a table in a text": (
        tables,
        [
            ("page 1", OUTSIDE, "– 1 –"),
            ("page 1", NONE, COST),
            ("page 1", ITEM, "Port | 2024 | 2025"),
            ("page 1", ITEM, "Ellery | 1,204 | 1,350"),
            ("page 1", ITEM, "Marsh | 88 | 91"),
            ("page 1", NONE, SAFE),
        ],
    ),
    "a note, and figures that are raised": (
        notes,
        [
            ("page 1", NONE, f"{COST} {SAFE}".replace("18 wharves", "18¹ wharves")),
            ("page 1", NONE, "¹ In prices of 2025, without 7 percent of tax."),
            ("page 2", NONE, "It moves 10⁶ tonnes of CO₂"),
        ],
    ),
    "a newspaper of three columns": (
        newspaper,
        [
            ("page 1", TITLE, "Harbour to cost $212 million"),
            ("page 1", NONE, COST),
            ("page 1", NONE, SAFE),
            ("page 1", NONE, CARGO),
        ],
    ),
    "lists, and paragraphs that are set in": (
        lists,
        [
            ("page 1", NONE, "What was decided"),
            ("page 1", NONE, "The council voted 9 to 4:"),
            (
                "page 1",
                ITEM,
                "• the harbour is rebuilt for $212 million, of which 40 percent is paid",
            ),
            ("page 1", ITEM, "• 1,200 piles are replaced"),
            ("page 1", ITEM, "1. The bids are opened in May."),
            ("page 1", ITEM, "2. Work begins."),
            ("page 1", NONE, SAFE),
            ("page 1", NONE, CARGO),
        ],
    ),
    "a page that is turned": (
        turned,
        [
            ("page 1", OUTSIDE, "stamp:2026.123v1"),
            ("page 1", NONE, COST),
            ("page 1", NONE, SAFE),
        ],
    ),
    "a quotation, and a table in a sentence": (
        quotation,
        [
            ("page 1", NONE, f"“{SAFE}”"),
            ("page 1", NONE, COST),
            ("page 1", ITEM, "Ellery | 1,204"),
            ("page 1", ITEM, "Marsh | 88"),
            ("page 2", ITEM, "Quay | 7"),
            ("page 2", ITEM, "Pier | 9"),
        ],
    ),
    "words drawn one by one": (words, [("page 1", NONE, COST)]),
    "a figure between columns": (
        side_box,
        [
            ("page 1", NONE, " ".join(STORY)),
            ("page 1", NONE, FIGURE),
        ],
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_pdf_reads_in_order(name: str) -> None:
    draw, expected = DOCUMENTS[name]

    assert read(drawn(draw)) == expected


@pytest.mark.parametrize("name", DOCUMENTS)
def test_another_process_draws_the_same_as_this_one(name: str) -> None:
    raw, stream = drawn(DOCUMENTS[name][0]), io.StringIO()

    pdf_text_runs.write(raw, stream)

    assert list(map(json.loads, stream.getvalue().splitlines())) == pdf._drawn(raw, "a.pdf")


def test_a_page_that_is_cut_up_without_end_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_end(_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(pdf, "paragraphs_of", without_end)

    with pytest.raises(ArticleError, match=r"a\.pdf is laid out in too many columns"):
        read_pdf(drawn(words), "a.pdf")


def test_a_pdf_that_opens_without_its_password_is_read() -> None:
    locked = drawn(release, password=StandardEncryption("", ownerPassword="x", canPrint=0))

    assert read(locked) == read(drawn(release))
