"""Word documents that are broken, locked or hostile: each is one line that says what to do."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from pipeline.documents import docx_package, docx_text
from pipeline.documents.docx_package import DocxPackage
from pipeline.documents.reading import document_in
from pipeline.errors import ArticleError
from tests.word_documents import HEAD, p, unzipped, word, zipped

GOOD = word(p("It cost $212 million."))
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def changed(**files: bytes | None) -> bytes:
    """Return the good document with some files changed, or left out."""
    named = {"types": "[Content_Types].xml", "links": "_rels/.rels", "main": "word/document.xml"}
    kept = unzipped(GOOD)
    for name, content in files.items():
        if content is None:
            del kept[named[name]]
        else:
            kept[named[name]] = content
    return zipped(kept)


def locked() -> bytes:
    """Return the good document with the mark of encryption on each of its files."""
    raw = bytearray(GOOD)
    at = raw.find(b"PK\x01\x02")
    while at != -1:
        raw[at + 8] |= 1
        at = raw.find(b"PK\x01\x02", at + 4)
    return bytes(raw)


def refusal(raw: bytes) -> str:
    with pytest.raises(ArticleError) as caught:
        document_in(raw, "a.docx", 1_000_000)
    assert "\n" not in str(caught.value)
    return str(caught.value)


OLE = b"\xd0\xcf\x11\xe0" + b"\0" * 500


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (GOOD[: len(GOOD) // 2], "a broken Word document"),
        (GOOD.replace(b"word/document.xml", b"word/d\xffcument.xml", 1), "a broken Word document"),
        (changed(main=b"<w:document"), "a broken Word document"),
        (changed(main=None), "a broken Word document"),
        (changed(links=None), "no Word document (.odt, .xlsx …): save it as .docx"),
        (changed(types=b"<Types/>"), "no Word document"),
        (zipped({"content.xml": b"<x/>"}), "no Word document"),
        (locked(), "protected by a password"),
        (OLE, "an old Office file (.doc …)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (word(p("&i;"), prolog=f"{HEAD}{LAUGHS}]>"), "a broken Word document"),
        (
            word(p("&x;"), prolog=f'{HEAD}<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            "declares entities",
        ),
        (word(p("1"), prolog=f'{HEAD}<!DOCTYPE w SYSTEM "http://127.0.0.1:9/w.dtd">'), "declares"),
        (word("<w:sdt>" * 400 + p("1") + "</w:sdt>" * 400), "a broken Word document"),
    ],
)
def test_what_is_no_good_document_is_one_line(raw: bytes, says: str) -> None:
    said = refusal(raw)

    assert said.startswith("a.docx ")
    assert says in said


def test_a_document_that_unpacks_to_too_much_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(docx_package, "_MOST_XML_BYTES", 1_000_000)

    assert "unpacks to more than 1 MB" in refusal(changed(main=b"<a>" + b" " * 3_000_000 + b"</a>"))


def test_a_document_of_too_many_parts_is_refused() -> None:
    stream = io.BytesIO(GOOD)
    with ZipFile(stream, "a", ZIP_DEFLATED) as target:
        for number in range(10_001):
            target.writestr(f"x/{number}", b"")

    assert "more than 10,000 parts" in refusal(stream.getvalue())


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(ArticleError, match="has 21 characters, over the limit of 20"):
        document_in(GOOD, "a.docx", 20)


def test_what_is_nested_as_deep_as_xml_may_be_is_read() -> None:
    nested = word("<w:sdt>" * 240 + p("It cost 7.") + "</w:sdt>" * 240)

    document = document_in(nested, "a.docx", 100)

    assert document is not None
    assert document.text == "It cost 7."


def test_what_is_nested_deeper_than_python_calls_is_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def too_deep(_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(docx_text._Reader, "read", too_deep)

    assert "nests too deep" in refusal(GOOD)


def test_a_text_is_no_document() -> None:
    assert document_in(b"PK is short for Pakistan.", "a.txt", 100) is None


def test_relationships_outside_the_document_are_not_followed() -> None:
    links = unzipped(GOOD)["_rels/.rels"]
    outside = links.replace(
        b'Target="word/document.xml"', b'Target="word/document.xml" TargetMode="External"'
    )

    assert "no Word document" in refusal(changed(links=outside))


def test_the_type_of_an_ending_names_the_main_part() -> None:
    kept = unzipped(GOOD)["[Content_Types].xml"]
    media = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    override = b'<Override PartName="/word/document.xml" ContentType="' + media + b'"/>'
    types = kept.replace(override, b'<Default Extension="xml" ContentType="' + media + b'"/>')

    assert types != kept
    assert DocxPackage(changed(types=types), "a.docx").main == "word/document.xml"
