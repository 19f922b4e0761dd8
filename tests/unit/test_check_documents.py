"""Word documents and PDFs at the command line: drafts, sources, articles, folders, pairs."""

import io
import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from pipeline.documents.docx_package import DocxPackage
from pipeline.documents.docx_text import read_docx
from pipeline.stages.render.codes import known_codes
from tests.command import Command
from tests.pdf_documents import drawn, lines, wrapped
from tests.word_documents import hung, p, remark, t, table, tr, unzipped, word, zipped

FIRST = (
    "The council decided on Tuesday to rebuild the harbour over 6 years at a cost of $212 million."
)
SECOND = "An inspection found that 11 of the 18 wharves were unsafe for heavy loads."
THIRD = "A typical household would pay $84 more a year, the mayor told nearly 400 people."
DRAFT = word(
    p("A harbour for ", t("$212", "<w:b/>"), " million")
    + p("A household would pay ", t("$9", "<w:i/>"), "4 more a year.")
    + table(tr("Unsafe wharves", "11"), tr("Wharves", "19"))
)


def story(canvas: Canvas) -> None:
    for page, text in enumerate((FIRST, SECOND, THIRD), 1):
        lines(canvas, ["The Harbour Gazette"], y=800)
        lines(canvas, wrapped(text, 60))
        lines(canvas, [f"Page {page}"], y=30)
        canvas.showPage()


STORY = drawn(story)


@pytest.fixture(autouse=True)
def files(factdesk: Command) -> None:  # noqa: ARG001  # makes the folder
    Path("draft.docx").write_bytes(DRAFT)
    Path("story.pdf").write_bytes(STORY)


def test_a_word_draft_is_checked_against_a_pdf(factdesk: Command) -> None:
    done = factdesk("check", "draft.docx", "--source", "story.pdf")

    assert done.code == 1
    assert "draft.docx, paragraph 2" in done.out
    assert ", page 3: A typical household would pay [$84] more a year" in done.out
    assert "draft.docx:" not in done.out


def test_each_format_names_paragraph_and_page(factdesk: Command) -> None:
    said = {
        form: factdesk("check", "draft.docx", "--source", "story.pdf", "--format", form).out
        for form in ("github", "sarif", "junit", "jsonl")
    }

    command = next(line for line in said["github"].splitlines() if line.startswith("::error"))
    assert command.startswith("::error file=draft.docx,title=")
    assert command.endswith("In paragraph 2")
    assert "story.pdf, page 3, s" in command
    (run,) = json.loads(said["sarif"])["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1}
    assert 'name="paragraph 2: A household' in said["junit"]
    assert "draft.docx, paragraph 2: error" in said["junit"]
    statements = [json.loads(line) for line in said["jsonl"].splitlines()]
    assert [each["place"]["within"] for each in statements] == [
        "paragraph 1",
        "paragraph 2",
        "table 1, row 1",
        "table 1, row 2",
    ]
    assert statements[1]["findings"][0]["sentences"][0]["place"]["within"] == "page 3"


def test_each_column_of_the_summary_has_a_name(factdesk: Command) -> None:
    done = factdesk("check", "draft.docx", "--source", "story.pdf", "--format", "markdown")

    assert "\n| Where | Number | Verdict | Why | The source says |\n" in done.out
    assert "| draft.docx, paragraph 2 |" in done.out


def test_the_draft_comes_back_with_comments(factdesk: Command) -> None:
    done = factdesk("check", "draft.docx", "--source", "story.pdf", "--out", "reviewed.docx")

    assert done.code == 1
    assert done.out.endswith("Wrote reviewed.docx\n")
    raw = Path("reviewed.docx").read_bytes()
    read = [read_docx(DocxPackage(each, "a")).document for each in (DRAFT, raw)]
    assert read[0] == read[1]
    comments = [comment.text for comment in Document(io.BytesIO(raw)).comments]
    assert comments[0] == (
        "“$94” is not supported: the source says “$84”.\n"
        f"story.pdf, page 3: “{THIRD}”\n"
        "The words fit a number of the source that has another value. Correct it, or name the "
        "source that it comes from.\n"
        "If it is right as it stands, answer this comment with “factdesk: ok” and the reason, and "
        "the next check lets it stand."
    )
    assert comments[1].startswith("“19” is not supported: ")
    assert len(comments) == 2
    assert Path("draft.docx").read_bytes() == DRAFT


def test_no_comment_holds_a_code_or_a_figure_of_ours(factdesk: Command) -> None:
    draft = [
        "The city bought 40 buses.",
        "It cost $212 billion, and 11 of the 18 boats were unsafe.",
        "Nobody saw the 7,731 gulls.",
        "It will take up to 60 years, the mayor told over 400 people.",
    ]
    Path("draft.docx").write_bytes(word("".join(map(p, draft))))
    Path("story.txt").write_text(f"{FIRST}\n{SECOND}\n{THIRD}\nThe city plans to buy 40 buses.\n")

    factdesk("check", "draft.docx", "--source", "story.txt", "--out", "reviewed.docx")

    comments = Document(io.BytesIO(Path("reviewed.docx").read_bytes())).comments
    first_lines = [each.text.splitlines()[0] for each in comments]
    assert any(" needs a look: the source expects or plans " in line for line in first_lines)
    assert any(" is not supported: " in line for line in first_lines)
    for comment in comments:
        said, *between, meaning, let_stand = comment.text.splitlines()
        assert not re.search(r"support \.|\(\w+\)|, s\d", comment.text)
        assert said.endswith(".")
        assert all(re.search(r"story\.txt, sentence \d: “", line) for line in between)
        assert meaning in {each.help for each in known_codes().values()}
        assert "“factdesk: ok”" in let_stand


def test_what_was_mended_in_the_reviewed_draft_has_no_comment_any_more(factdesk: Command) -> None:
    factdesk("check", "draft.docx", "--source", "story.pdf", "--out", "reviewed.docx")
    files = unzipped(Path("reviewed.docx").read_bytes())
    main = "word/document.xml"
    assert files[main].count(b">$9</w:t>") == 1
    mended = zipped(files | {main: files[main].replace(b">$9</w:t>", b">$8</w:t>")})
    Path("mended.docx").write_bytes(mended)

    done = factdesk("check", "mended.docx", "--source", "story.pdf", "--out", "again.docx")

    assert done.code == 1
    raw = Path("again.docx").read_bytes()
    (comment,) = Document(io.BytesIO(raw)).comments
    assert comment.text.startswith("“19”")
    assert raw.count(b"word/comments") == mended.count(b"word/comments")


def test_a_draft_without_findings_comes_back_as_it_was(factdesk: Command) -> None:
    good = word(p(FIRST))
    Path("good.docx").write_bytes(good)

    done = factdesk("check", "good.docx", "--source", "story.pdf", "-o", "out/reviewed.docx")

    assert done.code == 0
    assert Path("out/reviewed.docx").read_bytes() == good


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("draft.docx", "--out", "draft.docx"), "'draft.docx' would be written over"),
        (("draft.docx", "--out", "./draft.docx"), "would be written over"),
        (("draft.docx", "storm.txt", "--out", "r.docx"), "check one alone"),
        (("storm.txt", "--out", "r.docx"), "storm.txt is no Word document to write comments"),
        (("story.pdf", "--out", "r.docx"), "story.pdf is no Word document to write comments"),
        (("draft.docx", "--out", "r.docx", "--format", "sarif"), "leave out --format"),
        (("draft.docx", "--out", "other.docx", "--source", "other.docx"), "would be written over"),
    ],
)
def test_what_cannot_be_written_is_one_line(
    factdesk: Command, args: tuple[str, ...], says: str
) -> None:
    Path("other.docx").write_bytes(word(p(FIRST)))

    done = factdesk("check", *args, "--source", "story.pdf")

    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert says in done.err
    assert Path("draft.docx").read_bytes() == DRAFT
    assert not Path("r.docx").exists()


def remarked(body: str, *comments: tuple[str, str]) -> bytes:
    """Return a Word document with comments, each by an author, numbered from 0."""
    said = [remark(number, author, p(text)) for number, (author, text) in enumerate(comments)]
    return word(body, {"comments": "".join(said)})


LET_STAND = {
    "on the number": (p("A household would pay ", hung(0, "$94"), " more."), "ok fine", 1),
    "by its code": (p("It would pay ", hung(0, "$94"), " more."), "ok(value) fine", 1),
    "in capitals": (p("It would pay ", hung(0, "$94"), " more."), "OK (Value): fine", 1),
    "by another code": (p("It would pay ", hung(0, "$94"), " more."), "ok(scale) fine", 0),
    "on other words": (p(hung(0, "A household"), " would pay $94 more."), "ok fine", 0),
    "on no words": (p("It would pay $94 more, of 19 wharves.", hung(0)), "ok fine", 2),
    "on one of two": (
        p("It would pay $94 more, of ", hung(0, "19"), " wharves."),
        "ok fine",
        1,
    ),
    "on a cell": (table(tr("Household", p(hung(0, "$94 more")))), "ok fine", 1),
}
"""Of each body, what its comment says and how many findings that lets stand."""


@pytest.mark.parametrize("name", LET_STAND)
def test_a_comment_of_word_lets_the_findings_of_its_words_stand(
    factdesk: Command, name: str
) -> None:
    body, says, count = LET_STAND[name]
    Path("draft.docx").write_bytes(remarked(body, ("Ada", f"factdesk: {says}")))

    done = factdesk("check", "draft.docx", "--source", "story.pdf", "--format", "jsonl")

    findings = [each for line in done.out.splitlines() for each in json.loads(line)["findings"]]
    let_stand = [each["suppressed"] for each in findings if each["suppressed"]]
    assert let_stand == [{"by": "draft", "reason": "fine"}] * count
    told = "draft.docx, " in done.err and "suppresses no finding: take it out" in done.err
    assert told == (count == 0)


@pytest.mark.parametrize("output", ["text", "github", "sarif", "junit", "markdown"])
def test_what_is_wrong_with_a_comment_of_word_is_told(factdesk: Command, output: str) -> None:
    body = p("A household would pay ", hung(0, "$94"), " more.", hung(1, "Good."))
    comments = [("Ada", "factdesk: ok(valu, value)"), ("Ben", "Who says so?")]
    Path("draft.docx").write_bytes(remarked(body, *comments))

    done = factdesk("check", "draft.docx", "--source", "story.pdf", "--format", output)

    assert done.code == 0
    assert "draft.docx, paragraph 1: there is no code 'valu'" in done.err
    assert "a suppression without a reason: say why" in done.err
    assert "draft.docx:1" not in done.out


def test_what_stands_is_not_remarked_upon_and_its_comment_stays(factdesk: Command) -> None:
    body = p("A household would pay ", hung(0, "$94"), " more, of ", hung(1, "19"), ".")
    comments = [("factdesk", "“$94”: Another value"), ("Ada", "factdesk: ok the mayor’s own")]
    Path("draft.docx").write_bytes(remarked(body, *comments))

    done = factdesk("check", "draft.docx", "--source", "story.pdf", "--out", "reviewed.docx")

    after = list(Document(io.BytesIO(Path("reviewed.docx").read_bytes())).comments)
    assert done.code == 1
    assert [each.author for each in after] == ["Ada", "factdesk"]
    assert "“$94”" in after[1].text


def test_a_pdf_is_a_draft_as_well_without_its_headers(factdesk: Command) -> None:
    done = factdesk("check", "story.pdf", "--source", "story.pdf", "--format", "jsonl")

    assert done.code == 0
    statements = [json.loads(line) for line in done.out.splitlines()]
    assert [each["statement"] for each in statements] == [FIRST, SECOND, THIRD]
    assert [each["place"]["within"] for each in statements] == ["page 1", "page 2", "page 3"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7\n", "is no PDF that can be read"),
        (word(p("")), "holds no statement"),
    ],
)
def test_a_draft_that_cannot_be_read_costs_no_other(
    factdesk: Command, content: bytes, says: str
) -> None:
    Path("bad.docx").write_bytes(content)

    alone = factdesk("check", "bad.docx", "--source", "story.pdf")
    beside = factdesk("check", "bad.docx", "draft.docx", "--source", "story.pdf")

    assert alone.code == 2
    assert len(alone.err.splitlines()) == 1
    assert says in alone.err
    assert beside.code == 3
    assert "not checked: bad.docx" in beside.err
    assert "draft.docx, paragraph 2" in beside.out


def test_articles_in_documents_are_briefed_by_page_and_paragraph(factdesk: Command) -> None:
    Path("bad.pdf").write_bytes(b"%PDF-1.7\n")

    done = factdesk(
        "brief", "story.pdf", "draft.docx", "bad.pdf", "--model", "extractive", "--out", "out"
    )

    assert done.code == 3
    assert "bad.pdf is no PDF that can be read" in done.err
    result = json.loads(Path("out/story/result.json").read_text(encoding="utf-8"))
    article = result["article"]
    assert article["text"].startswith("The Harbour Gazette\n\nPage 1\n\nThe council decided")
    roles = {each["role"] for each in article["sentences"][:2]}
    assert roles == {"boilerplate"}
    assert [each["name"] for each in article["landmarks"]] == ["page 1", "page 2", "page 3"]
    page = Path("out/story/report.html").read_text(encoding="utf-8")
    assert "page 3" in page
    assert "table 1, row 2" in Path("out/draft/report.html").read_text(encoding="utf-8")


def test_a_folder_of_documents_is_a_corpus(factdesk: Command) -> None:
    folder = Path("stories")
    folder.mkdir()
    for name, content in {"a.docx": DRAFT, "b.pdf": STORY, "c.pdf": b"%PDF-1.7\n"}.items():
        (folder / name).write_bytes(content)
    (folder / "d.doc").write_bytes(b"\xd0\xcf\x11\xe0")

    done = factdesk("run", "stories", "--model", "extractive", "--out", "out", "--quiet")

    assert done.code == 3
    rows = [
        json.loads(line)
        for line in Path("out/results.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [row["status"] for row in rows] == ["done", "done", "failed"]
    missed = Path("out/not-processed.jsonl").read_text(encoding="utf-8")
    assert "c.pdf is no PDF that can be read" in missed


def test_pairs_name_documents_as_their_sources(factdesk: Command) -> None:
    pairs = [{"statement": "It costs $212 million.", "source_path": "story.pdf"}] * 2
    Path("pairs.jsonl").write_text("\n".join(map(json.dumps, pairs)), encoding="utf-8")

    alone = factdesk("check", "pairs.jsonl")
    stream = factdesk("check", "--pairs", "pairs.jsonl", "--workers", "1", "--quiet")

    assert alone.code == stream.code == 0
    assert alone.out.count("✓ It costs $212 million.") == 2
    checked = [json.loads(line)["checked"] for line in stream.out.splitlines()]
    assert [each["findings"][0]["sentences"][0]["place"]["within"] for each in checked] == (
        ["page 1"] * 2
    )


def test_a_draft_may_come_by_standard_input(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(DRAFT)))

    done = factdesk("check", "-", "--source", "story.pdf", "--out", "reviewed.docx")

    assert done.code == 1
    assert "word/comments.xml" in unzipped(Path("reviewed.docx").read_bytes())


def test_documents_may_be_ten_times_as_large_as_texts(factdesk: Command) -> None:
    with_picture = io.BytesIO(DRAFT)
    with ZipFile(with_picture, "a") as target:
        target.writestr("word/media/a.png", bytes(6_000_000))
    Path("large.docx").write_bytes(with_picture.getvalue())
    Path("large.txt").write_bytes(b"x" * 6_000_000)

    assert factdesk("check", "large.docx", "--source", "story.pdf").code == 1
    assert factdesk("check", "large.txt", "--source", "story.pdf").code == 2
