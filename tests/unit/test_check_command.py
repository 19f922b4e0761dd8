"""`factdesk check` as a user meets it: what it takes, prints, writes, refuses and ends with."""

import gzip
import io
import json
import os
import re
import shlex
import sys
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from pipeline.cli import check
from pipeline.errors import ArticleError
from pipeline.own_files import RECORD
from pipeline.stages.read_statements import read_statements
from schemas.export import schema_text
from tests.articles import STORM
from tests.command import Command
from tests.pdf_documents import drawn, lines, wrapped
from tests.word_documents import p, word

RIGHT = "Nearly 480 homes lost power."
WRONG = "Repairs cost $3.2 million."
PLANNED = "Maria Rossi has paid $3.2 billion for repairs."
"""The source only expects it, which is for review."""
OTHER = "A second storm cut power to 612 homes on Friday, the grid operator said.\n"


def draft(text: str, name: str = "draft.txt") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def pairs(*lines: object) -> str:
    return draft("\n".join(json.dumps(line) for line in lines), "pairs.jsonl")


def test_a_flagged_statement_stands_beside_the_sentence_of_the_source(factdesk: Command) -> None:
    done = factdesk("check", draft(f"{RIGHT}\n\n{WRONG}\n"), "--source", "storm.txt")

    assert done.code == 1
    assert "✓ Nearly 480 homes lost power." in done.out
    beside = next(line for line in done.out.splitlines() if line.startswith("!"))
    assert "Repairs cost [$3.2 million]." in beside
    assert "s4: She said repairs would cost [$3.2 billion] over five years." in beside
    verdict = r"not supported, support \.\d\d  changed \(scale\), the source says “\$3.2 billion”"
    assert re.search(verdict, done.out)
    assert "draft.txt:3:14" in done.out
    assert "2 numbers in 2 statements: 1 supported, 0 to review, 1 unsupported\n" in done.out
    assert "\nby status: 1 in the article, 1 changed\n" in done.out


def test_a_narrow_terminal_gets_draft_and_source_below_each_other(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    done = factdesk("check", draft(WRONG), "--source", "storm.txt")

    lines = done.out.splitlines()
    assert lines[0] == "! Repairs cost [$3.2 million]."
    assert lines[1] == "    s4: She said repairs would cost [$3.2 billion]"
    assert max(map(len, lines)) <= 50


def test_jsonl_is_one_object_a_statement_that_fits_its_schema(factdesk: Command) -> None:
    done = factdesk("check", draft(f"{RIGHT}\n{WRONG}"), "--source", "storm.txt", "--format", "jsonl")  # fmt: skip

    found = [json.loads(line) for line in done.out.splitlines()]
    for each in found:
        Draft202012Validator(json.loads(schema_text("checked_statement"))).validate(each)
    assert [each["flagged"] for each in found] == [False, True]
    assert [each["place"]["line"] for each in found] == [1, 2]
    number = found[1]["findings"][0]
    assert (number["place"]["column"], number["place"]["end_column"]) == (14, 26)
    assert number["sentences"][0]["place"]["line"] == 7


def test_fail_on_none_reports_and_ends_with_0(factdesk: Command) -> None:
    assert factdesk("check", draft(WRONG), "--source", "storm.txt", "--fail-on", "none").code == 0


@pytest.mark.parametrize(
    ("sensitivity", "statement", "code"),
    [
        ("strict", PLANNED, 1),
        ("normal", PLANNED, 0),
        ("relaxed", PLANNED, 0),
        ("normal", "Some 480 pumps failed in the storm.", 0),
        ("relaxed", WRONG, 1),
    ],
)
def test_sensitivity_decides_how_soon_a_number_is_flagged(
    factdesk: Command, sensitivity: str, statement: str, code: int
) -> None:
    done = factdesk(
        "check", draft(statement), "--source", "storm.txt", "--sensitivity", sensitivity
    )

    assert done.code == code


def test_a_number_for_review_is_shown(factdesk: Command) -> None:
    done = factdesk("check", draft(PLANNED), "--source", "storm.txt")

    assert "~ Maria Rossi has paid [$3.2 billion] for repairs." in done.out.replace("\n", " ")
    assert "changed (projection)," in done.out


def test_a_number_is_fine_when_one_of_several_sources_bears_it_out(factdesk: Command) -> None:
    draft(OTHER, "second.txt")
    done = factdesk(
        "check",
        draft(f"{RIGHT}\nPower failed in 612 homes.\nPower failed in 900 homes.\n"),
        "--source",
        "storm.txt",
        "--source",
        "second.txt",
    )

    assert done.code == 1
    assert "supported by storm.txt" in done.out
    assert "supported by second.txt" in done.out
    assert "3 numbers in 3 statements: 2 supported, 0 to review, 1 unsupported" in done.out


def test_a_derived_number_shows_its_formula(factdesk: Command) -> None:
    done = factdesk("check", draft("69% of the pumps failed."), "--source", "storm.txt")

    assert done.code == 0
    assert "22 / 32 = 68.8 %" in done.out


def test_a_source_without_a_file_to_point_into_is_quoted_all_the_same(factdesk: Command) -> None:
    paragraphs = "".join(f"<p>{each}</p>" for each in STORM.split("\n\n"))
    draft(f"<html><body><article>{paragraphs}</article></body></html>", "page.html")
    Path("wide.txt").write_text(STORM, encoding="utf-16")

    for source in ("page.html", "wide.txt"):
        done = factdesk("check", draft(WRONG), "--source", source, "--format", "jsonl")

        sentence = json.loads(done.out)["findings"][0]["sentences"][0]
        assert sentence["text"].startswith("She said repairs would cost $3.2 billion")
        assert sentence["place"] is None


def test_the_article_may_come_from_standard_input(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORM.encode())))

    done = factdesk("check", draft(WRONG), "--source", "-")

    assert "changed (scale)" in done.out


def test_pairs_bring_their_own_sources(factdesk: Command) -> None:
    name = pairs(
        {"statement": RIGHT, "source": STORM},
        {"statement": WRONG, "source_path": "storm.txt"},
        {"statement": "Power failed in 612 homes.", "source": OTHER},
    )
    done = factdesk("check", name, "--format", "jsonl")

    found = [json.loads(line) for line in done.out.splitlines()]
    assert [each["flagged"] for each in found] == [False, True, False]
    assert [each["findings"][0]["article"] for each in found] == [
        "source of line 1",
        "storm.txt",
        "source of line 3",
    ]


def test_a_bad_line_costs_no_other_and_is_named_at_the_end(factdesk: Command) -> None:
    good = json.dumps({"statement": RIGHT, "source_path": "storm.txt"})
    lines = [
        '{"a":' + "[" * 200_000,
        '{"statement": ',
        "[1]",
        '{"statement": 5}',
        '{"source": "x"}',
        '{"statement": "A 5.", "source": "a", "source_path": "b"}',
        '{"statement": "A 5."}',
        '{"statement": "A 5.", "source_path": "gone.txt"}',
        '{"statement": "A 5.", "source_path": "-"}',
        '{"statement": "A 5.", "source_path": "http://127.0.0.1:9/"}',
        '{"statement": "A 5.", "source": " "}',
    ]
    done = factdesk("check", draft("\n".join([*lines, good]), "pairs.jsonl"))

    assert done.code == 3
    assert "✓ Nearly 480 homes lost power." in done.out
    assert (
        "1 number in 1 statement: 1 supported, 0 to review, 0 unsupported\n11 lines not checked\n"
        in done.out
    )
    notes = done.err.splitlines()
    assert [re.findall(r"pairs.jsonl, line (\d+): ", note) for note in notes] == [
        [str(line)] for line in range(1, 12)
    ]
    assert "gone.txt does not exist" in notes[7]


def test_a_result_is_held_against_the_article_it_was_made_from(factdesk: Command) -> None:
    factdesk("brief", "storm.txt", "--out", "out")
    result = json.loads(Path("out/storm/result.json").read_text(encoding="utf-8"))
    result["brief"]["headline"]["text"] = "Storm cuts power to 612 homes"
    name = draft(json.dumps(result), "edited.json")

    assert factdesk("check", "out/storm/result.json").code == 0
    done = factdesk("check", name)

    assert done.code == 1
    assert "! Storm cuts power to [612] homes" in done.out


def test_standard_input_is_read_and_its_form_told(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = json.dumps({"statement": WRONG, "source": STORM})
    for text, args in ((WRONG, ("--source", "storm.txt")), (line, ())):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

        done = factdesk("check", "-", *args)

        assert done.code == 1
        assert "stdin:1:" in done.out


def test_several_files_are_checked_and_an_unreadable_one_costs_no_other(factdesk: Command) -> None:
    one, two = draft(RIGHT, "one.txt"), draft(f"# Storm\n\n{WRONG}\n", "two.md")
    done = factdesk("check", one, "gone.txt", two, "--source", "storm.txt")

    assert done.code == 3
    assert "two.md:3:14" in done.out
    assert "not checked: gone.txt does not exist: check the name" in done.err


def test_a_named_pipe_is_a_file_of_statements_too(factdesk: Command) -> None:
    os.mkfifo("pipe")
    Thread(target=draft, args=(WRONG, "pipe")).start()

    done = factdesk("check", "pipe", "--source", "storm.txt")

    assert "pipe:1:14" in done.out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("empty.txt", "--source", "storm.txt"), "empty.txt is empty and holds no statement"),
        (("code.md", "--source", "storm.txt"), "code.md holds no statement"),
        (("other.json", "--source", "storm.txt"), "give a headline, points or claims"),
        (("broken.json", "--source", "storm.txt"), "is not JSON: Expecting ',' delimiter (line 2"),
        (("deep.json", "--source", "storm.txt"), "is not JSON"),
        (("binary.txt", "--source", "storm.txt"), "binary.txt"),
        (("page.html", "--source", "storm.txt"), "page.html holds no statement: give a draft"),
        (("gone.txt", "--source", "storm.txt"), "gone.txt does not exist"),
        ((".", "--source", "storm.txt"), "folder"),
        (("draft.txt", "--source", "gone.txt"), "gone.txt does not exist"),
        (("draft.txt",), "draft.txt names no source: give it with --source ARTICLE"),
        (("-", "--source", "-"), "standard input can be read once"),
        (("draft.txt", "--source", "storm.txt", "-o", "storm.txt/x"), "cannot write 'storm.txt/x'"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_gets_one_plain_line_and_exit_2(
    factdesk: Command, args: tuple[str, ...], words: str
) -> None:
    draft(RIGHT)
    draft(" \n", "empty.txt")
    draft("```\n500 lines\n```\n", "code.md")
    draft('{"title": "x"}', "other.json")
    draft('{"headline": "x"\n "points": []}', "broken.json")
    draft('{"a":' + "[" * 200_000, "deep.json")
    draft("<script>5</script>", "page.html")
    Path("binary.txt").write_bytes(b"\x00\x01\x02" * 50)

    done = factdesk("check", *args)

    assert done.code == 2
    assert words in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(ArticleError, match=r"over the limit of 10: check it in parts"):
        read_statements(__file__, limit=10)
    with pytest.raises(ArticleError, match=r"stdin is larger than the limit of 10 bytes"):
        read_statements("-", stdin=lambda: b"x" * 11, limit=10)


@pytest.mark.parametrize("form", ["text", "jsonl", "github", "sarif", "junit"])
def test_out_writes_the_file_and_prints_the_counts(factdesk: Command, form: str) -> None:
    name = draft(WRONG)
    printed = factdesk("check", name, "--source", "storm.txt", "--format", form)
    done = factdesk("check", name, "--source", "storm.txt", "--format", form, "-o", "made/out")

    written = Path("made/out").read_text(encoding="utf-8")
    assert done.code == printed.code == 1
    assert done.out == (
        "1 number in 1 statement: 0 supported, 0 to review, 1 unsupported\nby status: 1 changed\n"
        "Wrote made/out\n"
    )
    assert written == printed.out if form != "text" else "[$3.2 million]" in written
    assert {path.name for path in Path("made").iterdir()} == {"out", RECORD}


def test_out_writes_to_a_device_and_does_not_replace_it(factdesk: Command) -> None:
    done = factdesk("check", draft(RIGHT), "--source", "storm.txt", "-o", "/dev/null")

    assert done.code == 0
    assert Path("/dev/null").is_char_device()


def test_a_draft_can_be_read_in_another_form_than_its_name_says(factdesk: Command) -> None:
    name = draft(f"- {RIGHT} {WRONG}\n", "notes.txt")

    as_lines = factdesk("check", name, "--source", "storm.txt")
    as_markdown = factdesk("check", name, "--source", "storm.txt", "--input", "markdown")

    assert " in 1 statement: " in as_lines.out
    assert " in 2 statements: " in as_markdown.out


def test_a_statement_cannot_steer_the_terminal_or_the_runner_of_a_workflow(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    evil = "It cost \x1b[31m$3.2 million in all as they ::error::say or\u202e so."
    done = factdesk("check", draft(evil), "--source", "storm.txt")

    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
    assert "::" not in done.out


@pytest.mark.parametrize(("statements", "is_person"), [(10, True), (300, False), (300, True)])
def test_a_long_check_shows_its_progress_to_a_person_only(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    statements: int,
    *,
    is_person: bool,
) -> None:
    if is_person:
        monkeypatch.setenv("FORCE_COLOR", "1")

    assert [*check.counted(range(statements))] == [*range(statements)]

    is_shown = "checking statements" in capsys.readouterr().err
    assert is_shown == (is_person and statements > 200)


def test_an_interrupted_check_ends_with_130(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.cli.check.check_placed", interrupted)

    assert factdesk("check", draft(RIGHT), "--source", "storm.txt").code == 130


def test_the_examples_of_the_help_run(factdesk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("summary.txt", "draft.md", "report.txt", "release.txt"):
        draft(STORM, name)
    paragraphs = "".join(f"<p>{each}</p>" for each in STORM.split("\n\n"))
    draft(f"<html><body><article>{paragraphs}</article></body></html>", "article.html")
    Path("draft.docx").write_bytes(word(p(RIGHT)))
    Path("story.pdf").write_bytes(drawn(lambda canvas: lines(canvas, wrapped(STORM, 80))))
    raw = Path(pairs({"statement": RIGHT, "source": STORM})).read_bytes()
    Path("pairs.jsonl.gz").write_bytes(gzip.compress(raw))
    factdesk("brief", "storm.txt", "--out", ".")
    Path("storm/result.json").rename("result.json")
    factdesk("evidence", "add", "report.txt")
    Path("factdesk.toml").write_text('[[check]]\ndrafts = "draft.md"\nsources = "report.txt"\n')
    examples = re.findall(r"factdesk (check[^\[\n]*)\n", factdesk("check", "--help").out)

    codes = []
    for example in examples:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RIGHT.encode())))
        codes.append(factdesk(*shlex.split(example)).code)

    strict = next(at for at, each in enumerate(examples) if "strict" in each)
    assert codes.pop(strict) in {0, 1}  # it flags right statements, too
    assert codes == [0] * 10
    assert ET.parse("checks.xml").getroot().tag == "testsuites"  # noqa: S314  # we wrote it
