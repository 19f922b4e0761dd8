import pytest

from pipeline.errors import ArticleError
from pipeline.text.decode import decode

TEXT = "Café prices rose 5% – “again”.\r\nIt cost £3.\r"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_is_read_in_its_encoding_and_keeps_its_line_ends(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


def test_utf_16_of_the_other_byte_order_is_read() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), "a.txt") == TEXT


def test_a_declared_charset_is_used_when_utf_8_does_not_fit() -> None:
    russian = "Цены выросли на 5%"

    assert decode(russian.encode("cp1251"), "a", "windows-1251") == russian
    page = f'<meta charset="windows-1251"><p>{russian}</p>'
    assert decode(page.encode("cp1251"), "a") == page


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert decode(TEXT.encode("cp1252"), "a", "ISO-8859-1") == TEXT


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-16", "rot13", "idna"])
def test_a_charset_that_no_page_is_in_is_passed_over(charset: str) -> None:
    assert decode(TEXT.encode("cp1252"), "a", charset) == TEXT


def test_a_charset_that_nobody_knows_is_passed_over() -> None:
    assert decode(TEXT.encode("cp1252"), "a", "x-none") == TEXT


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"%PDF-1.7 ...", "a.bin is a PDF: export its text first"),
        (b"PK\x03\x04....", "docx"),
        (b"\xd0\xcf\x11\xe0\xa1", "old Office"),
        (b"{\\rtf1", "RTF"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"GIF89a", "picture"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"abc\0def", "binary"),
        (b"\xff\xfea\0\0\0", "binary"),
        (b"\xef\xbb\xbfab\xff", "says it is UTF-8 and is not"),
        ("Цены выросли".encode("cp1251"), "save it as UTF-8"),
        (b"rose 5\x81 percent", "save it as UTF-8"),
        (b"rose 5\xe9 \x01\x02 percent again and again", "save it as UTF-8"),
    ],
)
def test_what_is_no_text_is_named_with_what_to_do(raw: bytes, says: str) -> None:
    with pytest.raises(ArticleError, match=r"^a\.bin .*") as caught:
        decode(raw, "a.bin")

    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
