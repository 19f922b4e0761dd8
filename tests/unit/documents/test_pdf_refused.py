"""PDFs without text, with a password, broken, or hostile to whoever reads them: one line each."""

import io
import json
import signal
import sys
import zlib
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.documents import pdf, pdf_text_runs
from pipeline.documents.pdf import read_pdf
from pipeline.errors import ArticleError
from tests.pdf_documents import drawn, lines

TEXT = ["It cost $212 million."]
PIXEL = ImageReader(io.BytesIO(b"P6 1 1 255\n\x00\x00\x00"))


def refusal(raw: bytes) -> str:
    with pytest.raises(ArticleError) as caught:
        read_pdf(raw, "a.pdf")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def scan(canvas: Canvas) -> None:
    for number in range(3):
        canvas.drawImage(PIXEL, 50, 50, 400, 600)
        lines(canvas, [f"Scanned by hand, page {number}"], y=20)
        canvas.showPage()


def blank(canvas: Canvas) -> None:
    canvas.showPage()


def text(canvas: Canvas) -> None:
    lines(canvas, TEXT)


_PAGE = (
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
    "/Resources<</Font<</F 5 0 R>>>>>>"
)


def plain_pdf(content: bytes, encoding: str = "") -> bytes:
    """Return a PDF of one page whose packed content is given, written by hand."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        _PAGE,
        f"<</Length {len(content)}/Filter/FlateDecode>>stream\n",
        f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica{encoding}>>",
    ]
    raw, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(raw))
        stream = content + b"\nendstream" if "stream" in each else b""
        raw += f"{number} 0 obj\n{each}".encode() + stream + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return raw + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(raw))
    )


def bomb(megabytes: int) -> bytes:
    """Return a PDF whose page unpacks to so much text."""
    packer = zlib.compressobj(9)
    content = packer.compress(b"BT /F 12 Tf 10 10 Td\n")
    some = b"(aaaa 12 bbbbb cc) Tj 0 20 Td\n" * 34_483  # a megabyte
    for _ in range(megabytes):
        content += packer.compress(some)
    return plain_pdf(content + packer.flush())


GOOD = drawn(text)
NAMELESS = zlib.compress(b"BT /F 12 Tf 10 10 Td (\x01\x02\x03\x04 \x05\x06\x07) Tj ET")
NO_NAMES = "/FirstChar 1/LastChar 7/Encoding<</Differences[1/g1/g2/g3/g4/g5/g6/g7]>>"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (drawn(scan), "a.pdf holds no text but pictures of it, as scans do: have its text"),
        (drawn(blank), "a.pdf holds no text"),
        (drawn(text, password=StandardEncryption("x")), "a.pdf is protected by a password"),
        (b"%PDF-1.7\n", "a.pdf is no PDF that can be read"),
        (GOOD[: len(GOOD) // 3], "a.pdf is no PDF that can be read"),
        (plain_pdf(NAMELESS, NO_NAMES), "a.pdf does not say which letters its fonts show"),
    ],
)
def test_what_has_no_text_to_read_is_one_line(raw: bytes, says: str) -> None:
    assert refusal(raw).startswith(says)


def test_halves_of_a_character_are_put_together_or_are_none() -> None:
    named = (
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        b"3 beginbfchar <41> <D800> <42> <D835DFCF> <43> <DC00> endbfchar endcmap"
    )
    codes = b"6 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n" % (len(named), named)
    page = zlib.compress(b"BT /F 12 Tf 10 10 Td (A B C it cost 12 dollars) Tj ET")
    raw = plain_pdf(page, "/ToUnicode 6 0 R").replace(b"xref\n0 6", codes + b"xref\n0 6")

    stream = io.StringIO()
    pdf_text_runs.write(raw, stream)

    assert read_pdf(raw, "a.pdf").text == "\U0001d7cf \ufffd it cost 12 dollars"
    assert json.loads(stream.getvalue()) == pdf._drawn(raw, "a.pdf")[0]


def test_a_page_that_is_a_picture_is_named() -> None:
    def mixed(canvas: Canvas) -> None:
        text(canvas)
        canvas.showPage()
        for _ in range(7):
            canvas.drawImage(PIXEL, 50, 50, 400, 600)
            canvas.showPage()

    note = read_pdf(drawn(mixed), "a.pdf").note

    assert note == ("not read, for there are but pictures on them: pages 2, 3, 4, 5, 6 and others")


def test_a_pdf_of_too_many_characters_is_refused() -> None:
    assert refusal(bomb(8)) == "a.pdf has more than two million characters: give it in parts"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of a process")
def test_a_pdf_that_needs_too_much_memory_ends_a_process_that_is_not_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "_MEGABYTES", 100)

    assert refusal(bomb(200)) == "a.pdf cannot be read: it is broken, or needs more than 100 MB"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of a process")
def test_a_pdf_that_takes_too_long_ends_a_process_that_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 9))\n"
    endless = tmp_path / "endless.py"
    endless.write_text(f"{limit}while True:\n    pass\n", encoding="utf-8")
    monkeypatch.setattr(pdf, "_SCRIPT", endless)

    assert refusal(GOOD).startswith("a.pdf: took more than its time to read")


def test_the_time_that_is_left_of_a_limit_is_what_a_pdf_may_take() -> None:
    signal.setitimer(signal.ITIMER_PROF, 300)
    try:
        left = pdf._seconds_left()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)

    assert 200 < left <= 300
    assert pdf._seconds_left() == 30


def test_without_the_package_a_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)

    assert refusal(GOOD) == (
        "a.pdf is a PDF, and what reads them is not installed: pip install 'factdesk[documents]'"
    )


def test_nothing_of_the_folder_where_we_start_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(1)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert read_pdf(GOOD, "a.pdf").text == TEXT[0]


# What the process of its own does, here in this one, where its coverage is measured.


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"%PDF-1.7\n", "broken"),
        (drawn(text, password=StandardEncryption("x")), "password"),
        (bomb(8), "long"),
    ],
)
def test_a_fault_is_a_word(raw: bytes, fault: str) -> None:
    stream = io.StringIO()

    pdf_text_runs.write(raw, stream)

    assert json.loads(stream.getvalue()) == {"fault": fault}


def test_the_limits_of_the_process_are_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    was = {
        resource.RLIMIT_CPU: (-1, -1),
        resource.RLIMIT_DATA: (5, -1),
        resource.RLIMIT_CORE: (9, 9),
    }
    found: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "getrlimit", was.__getitem__)
    monkeypatch.setattr(resource, "setrlimit", found.__setitem__)

    pdf_text_runs._bound(30, 1)

    assert found == {
        resource.RLIMIT_CPU: (30, -1),
        resource.RLIMIT_DATA: (5, -1),
        resource.RLIMIT_CORE: (0, 9),
    }
