"""Comments in a Word document: beside their words, and nothing else of it changed."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from docx import Document
from lxml import etree

from pipeline.documents.docx_comments import Comment, with_comments
from pipeline.documents.docx_package import DocxPackage
from pipeline.errors import ArticleError
from pipeline.text.escaping import visible
from schemas import TextSpan
from tests.unit.documents.test_docx_text import DOCUMENTS
from tests.word_documents import (
    STRICT,
    box,
    cited,
    deleted,
    hung,
    inserted,
    note,
    numbers_in,
    p,
    reference,
    remark,
    saved,
    t,
    table,
    text_of,
    tr,
    unzipped,
    word,
    zipped,
)

HUNG = {
    "fields, hidden text and contents",
    "notes",
    "content controls and other forms of the same",
    "text boxes",
    "tabs, breaks, formulas",
    "split runs",
    "strict, and another name of the main part",
}
"""Documents with numbers that can hold no comment, or that are shown raised."""
MARKS = {"commentRangeStart", "commentRangeEnd", "commentReference"}


def on(raw: bytes, *words: str, says: str = "Look here.") -> bytes:
    """Return the document with a comment on each of some words, at their first place."""
    text = text_of(raw)
    starts = [(text.index(word), word) for word in words]
    spans = [TextSpan(start=start, end=start + len(word)) for start, word in starts]
    return with_comments(raw, "a.docx", [Comment(span, [says]) for span in spans])


def local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def signs(raw: bytes) -> Iterator[tuple[str, bytes, str]]:
    """Yield each sign of the main part with how it looks and what it stands in."""
    root = etree.fromstring(unzipped(raw)[DocxPackage(raw, "a").main])
    for run in root.iter("{*}r"):
        properties = [etree.tostring(each) for each in run if local(each) == "rPr"]
        parents = "/".join(local(each) for each in run.iterancestors())
        for child in run:
            if local(child) in {"t", "delText"}:
                yield from ((sign, b"".join(properties), parents) for sign in child.text or "")
            elif local(child) not in {*MARKS, "rPr"}:
                yield local(child), b"".join(properties), parents


def covered(raw: bytes, main: str = "word/document.xml") -> dict[str, str]:
    """Return the words that each comment stands around, by its id, in the main part."""
    open_now: set[str] = set()
    words: dict[str, str] = {}
    for element in etree.fromstring(unzipped(raw)[main]).iter("{*}*"):
        name = local(element)
        number = next((str(v) for k, v in element.items() if str(k).endswith("}id")), "")
        if name == "commentRangeStart":
            open_now.add(number)
            words[number] = ""
        elif name == "commentRangeEnd":
            open_now.remove(number)
        elif name == "t":
            for each in open_now:
                words[each] += element.text or ""
    assert not open_now
    return words


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_comment_at_each_number_changes_nothing_else(name: str) -> None:
    raw, _ = DOCUMENTS[name]
    text = text_of(raw)
    numbers = numbers_in(text)

    done = with_comments(raw, "a.docx", [Comment(span, ["A", "B"]) for span in numbers])

    around = covered(done, DocxPackage(raw, "a").main)
    assert [around[str(at)] for at in range(len(numbers))] == [
        text[span.start : span.end] for span in numbers
    ] or name in HUNG
    assert text_of(done) == text
    assert list(signs(done)) == list(signs(raw))
    before, after = unzipped(raw), unzipped(done)
    touched = {each for each in after if before.get(each) != after[each]}
    main = DocxPackage(raw, "a").main
    links = DocxPackage(raw, "a").relationships_of(main)
    assert touched == {main, links, "[Content_Types].xml", "word/comments.xml"}
    assert list(after)[: len(before)] == list(before)
    ids = re.findall(rb"<w:comment [^>]*w:id=\"(\d+)\"", after["word/comments.xml"])
    assert [int(each) for each in ids] == list(range(len(numbers)))


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if "strict" not in name])
def test_another_library_reads_the_comments(name: str) -> None:
    raw, _ = DOCUMENTS[name]
    text = text_of(raw)
    numbers = numbers_in(text)
    comments = [Comment(span, [f"About {text[span.start : span.end]}."]) for span in numbers]

    document = Document(io.BytesIO(with_comments(raw, "a.docx", comments)))

    # In the order of the text: Word lists them by their places, python-docx by the part.
    assert [each.text for each in document.comments] == [
        f"About {text[span.start : span.end]}." for span in numbers
    ]
    assert {(each.author, each.initials, each.timestamp) for each in document.comments} == {
        ("factdesk", "fd", None)
    }


SPLIT = word(
    p(
        "Before ",
        t("$2", "<w:b/>"),
        "<w:hyperlink r:id='rId9'>" + t("12 mil", "<w:i/>") + "</w:hyperlink>",
        inserted("lion, not "),
        deleted("9 or "),
        inserted("8 of 10."),
    )
)


def test_a_comment_begins_and_ends_inside_runs() -> None:
    done = on(SPLIT, "$212 million", "8", "10")

    assert sorted(covered(done).values()) == ["$212 million", "10", "8"]
    assert list(signs(done)) == list(signs(SPLIT))


@pytest.mark.parametrize(
    ("body", "word_", "stands_around"),
    [
        (p("See ", cited(2), " here."), "7", ""),  # the citing run has no text
        (p("So ", box(p("In a box: 7."))), "7", "In a box: 7."),
        (p("So ", "<m:oMath><m:r><m:t>x=7.5</m:t></m:r></m:oMath>"), "7.5", "x=7.5"),
    ],
)
def test_what_can_hold_no_comment_has_it_where_it_hangs(
    body: str, word_: str, stands_around: str
) -> None:
    raw = word(body, {"footnotes": note(2, "Noted 7.")})

    done = on(raw, word_)

    assert set(covered(done).values()) <= {stands_around, stands_around * 2}
    assert len(covered(done)) == 1
    assert unzipped(done)["word/footnotes.xml"] == unzipped(raw)["word/footnotes.xml"]
    Document(io.BytesIO(done))


def reviewed(document: Any) -> None:
    run = document.add_paragraph("It cost ").add_run("$212 million")
    document.add_comment(run, "Who says so?", author="Ada", initials="A")


def test_the_same_document_gives_the_same_bytes() -> None:
    assert on(SPLIT, "8", "10") == on(SPLIT, "10", "8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_second_review_gives_the_bytes_of_the_first(name: str) -> None:
    raw, _ = DOCUMENTS[name]
    comments = [Comment(span, ["A", "B"]) for span in numbers_in(text_of(raw))]

    once = with_comments(raw, "a.docx", comments)

    assert with_comments(once, "a.docx", comments) == once


def test_a_second_review_replaces_our_comments_and_keeps_those_of_others() -> None:
    raw = saved(reviewed)
    once = on(raw, "212")

    twice = on(once, "$212 million", says="Look again.")
    clean = with_comments(twice, "a.docx", [])

    comments = list(Document(io.BytesIO(twice)).comments)
    assert [(each.comment_id, each.author, each.text) for each in comments] == [
        (0, "Ada", "Who says so?"),
        (1, "factdesk", "Look again."),
    ]
    assert covered(twice) == {"0": "$212 million", "1": "$212 million"}
    assert covered(clean) == covered(raw) == {"0": "$212 million"}
    assert [local(mark) for mark in marks(clean)] == [local(mark) for mark in marks(raw)]
    assert list(signs(clean)) == list(signs(raw))
    before, after = unzipped(raw), unzipped(clean)
    assert canonical(after["word/comments.xml"]) == canonical(before["word/comments.xml"])
    main = {"word/document.xml", "word/comments.xml"}
    assert {each for each in after if before.get(each) != after[each]} <= main
    assert with_comments(clean, "a.docx", []) is clean


def marks(raw: bytes) -> list[etree._Element]:
    root = etree.fromstring(unzipped(raw)["word/document.xml"])
    return [each for each in root.iter("{*}*") if local(each) in MARKS]


def canonical(xml: bytes) -> bytes:
    return bytes(etree.tostring(etree.fromstring(xml), method="c14n"))


def test_an_answer_to_our_comment_stays_as_a_comment_of_its_own() -> None:
    raw = as_word_saves_it()

    files = unzipped(with_comments(raw, "a.docx", []))

    assert re.findall(rb'w:id="(\d)"', files["word/comments.xml"]) == [b"1", b"2"]
    assert b"factdesk" not in files["word/comments.xml"]
    assert covered(with_comments(raw, "a.docx", [])) == {"1": "7"}
    assert files["word/document.xml"].count(b"commentReference") == 2
    assert records(files, "commentsExtended") == [{"paraId": "B"}, {"paraId": "C", "done": "1"}]
    assert records(files, "commentsIds") == [
        {"paraId": "B", "durableId": "2"},
        {"paraId": "C", "durableId": "3"},
    ]
    assert records(files, "commentsExtensible") == [{"durableId": "2"}, {"durableId": "3"}]
    assert files["word/people.xml"] == unzipped(raw)["word/people.xml"]


def as_word_saves_it() -> bytes:
    """Return a document with our comment, Ada's answer to it, and a comment of hers."""
    parts = {
        "comments": "".join(
            remark(number, author, f'<w:p w14:paraId="{paragraph}"/>') + "\n"
            for number, author, paragraph in (
                (0, "factdesk", "A"),
                (1, "Ada", "B"),
                (2, "Ada", "C"),
            )
        ),
        "commentsExtended": '<w:commentEx w:paraId="A"/><w:commentEx w:paraId="B" '
        'w:paraIdParent="A"/><w:commentEx w:paraId="C" w:done="1"/>',
        "commentsIds": "".join(
            f'<w:commentId w:paraId="{paragraph}" w:durableId="{number}"/>'
            for number, paragraph in enumerate("ABC", 1)
        ),
        "commentsExtensible": "".join(
            f'<w:commentExtensible w:durableId="{number}"/>' for number in (1, 2, 3)
        ),
        "people": '<w:person w:author="factdesk"/>',
    }
    return word(p("It cost ", hung(0, hung(1, "7")), " in all.", reference(2)), parts)


def records(files: dict[str, bytes], kind: str) -> list[dict[str, str]]:
    return [
        {str(key).rpartition("}")[2]: str(value) for key, value in each.items()}
        for each in etree.fromstring(files[f"word/{kind}.xml"])
    ]


def test_what_stands_between_cells_alone_has_no_comment() -> None:
    raw = word(table(tr("Ellery", "1,204")))

    assert covered(on(raw, " | ")) == {}


@pytest.mark.parametrize("hostile", ["a]]>b", "<w:t>&lt;", "\x00\x1b[31m\u202e", "\ud800", "=1+1"])
def test_hostile_words_are_text(hostile: str) -> None:
    (comment,) = Document(io.BytesIO(on(SPLIT, "8", says=hostile))).comments

    assert comment.text == visible(hostile)


def test_a_strict_document_has_strict_comments() -> None:
    office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    raw = word(p("It cost 7."), names=STRICT, office=office)

    files = unzipped(on(raw, "7"))

    assert f"{office}/comments".encode() in files["word/_rels/document.xml.rels"]
    assert STRICT.encode() in files["word/comments.xml"]


def test_a_name_that_is_taken_is_not_written_over() -> None:
    raw = unzipped(word(p("It cost 7.")))
    raw["word/comments.xml"] = b"left over"
    del raw["word/_rels/document.xml.rels"]

    files = unzipped(on(zipped(raw), "7"))

    assert files["word/comments.xml"] == b"left over"
    assert b"Look here." in files["word/comments1.xml"]


def test_a_document_that_unpacks_to_too_much_is_not_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.documents.docx_package._MOST_BYTES", 5_000)
    large = zipped({**unzipped(SPLIT), "word/media/a.png": b" " * 6_000})

    with pytest.raises(ArticleError, match=r"a\.docx unpacks to more than"):
        on(large, "8")
