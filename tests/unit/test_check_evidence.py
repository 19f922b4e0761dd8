"""`factdesk check --evidence`: what a library of evidence says of the numbers of a draft."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from jsonschema import Draft202012Validator

from pipeline.errors import ArticleError
from pipeline.evidence.verdict.asked import Asked
from pipeline.stages import verify as stage
from schemas import FoundEvidence
from schemas.export import schema_text
from tests.command import Command, Done
from tests.evidence import BORNE_OUT, CONTRADICTED, NOTHING, OTHER
from tests.word_documents import p, word

LIBRARY = "evidence.sqlite"
ASKED = ("--evidence", LIBRARY)
REPORT = """Grid report on the storm

The storm of 9 June 2025 cut power to 512 homes in the city.

Of the 32 pumps of the water office, 22 failed on 9 June 2025.
"""
STORY = "The storm cut power to 480 homes. Of 32 pumps, 22 failed, and 7 buses stood still.\n"
RIGHT = "Power failed in 480 homes.\n"
SAID = {"22": BORNE_OUT, "480": CONTRADICTED, "7": OTHER}
DRAFT = (
    "Power failed in 480 homes. Of 32 pumps 22 failed in 2025.\n\nNobody slept.\n\n7 buses stood.\n"
)


@pytest.fixture(autouse=True)
def library(factdesk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a library into the folder of the command."""
    monkeypatch.delenv("FACTDESK_EVIDENCE", raising=False)
    Path("grid.txt").write_text(REPORT, encoding="utf-8")
    Path("story.txt").write_text(STORY, encoding="utf-8")
    factdesk("evidence", "add", "grid.txt")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[Asked]]:
    """Let the library say the same of each number whatever weights it has; return who asks."""
    together: list[list[Asked]] = []

    def found(asked: Sequence[Asked], library: object) -> list[FoundEvidence]:  # noqa: ARG001
        together.append([*asked])
        return [SAID.get(each.frame.quantity.text.split()[0], NOTHING) for each in asked]

    monkeypatch.setattr(stage, "find_evidence", found)
    return together


def draft(text: str = DRAFT, name: str = "draft.md") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def statements(done: Done) -> list[Any]:
    return [json.loads(line) for line in done.out.splitlines()]


def test_a_draft_without_a_source_is_held_against_the_library_alone(factdesk: Command) -> None:
    text = (
        "The storm of 9 June 2025 cut power to 480 homes in the city.\n\n"
        "Of 32 pumps of the water office 22 failed.\n"
    )

    done = factdesk("check", draft(text), *ASKED)

    assert done.code == 1
    assert "! The storm of 9 June 2025 cut power to [480] homes in the city.\n" in done.out
    assert "contradicted" in done.out
    assert (
        "512 (grid.txt, line 3): “The storm of 9 June 2025 cut power to 512 homes in the city.”"
        in done.out
    )
    assert "draft.md:1:39\n" in done.out
    assert "✓ Of 32 pumps of the water office 22 failed.\n" in done.out
    assert done.out.endswith(
        "4 numbers in 2 statements\nevidence: 2 borne out, 1 contradicted, 1 nothing found\n"
    )


@pytest.mark.usefixtures("asked")
def test_each_number_is_listed_with_what_the_evidence_says(factdesk: Command) -> None:
    done = factdesk("check", draft(), *ASKED)

    assert done.code == 1
    assert (
        done.out
        == """\
! Power failed in [480] homes.
    480  contradicted  512 homes (grid-report.pdf, page 3): “The storm cut power to 512 homes.”; confidence 92 %, high
                       draft.md:1:17
~ Of 32 pumps 22 failed in 2025.
    32    nothing found  The thing and the time agree: nothing found.
    22    borne out      9 + 13 = 22 (pumps.xlsx, sheet Pumps, cell C4 and grid-report.pdf, page 3); confidence 92 %, high
    2025  nothing found  It has no value that a library could be asked for.
· Nobody slept.
~ 7 buses stood.
    7  other time or scope  512 homes (https://grid.example/a.pdf, table 2 on page 7): “The storm cut power to 512 homes.”; confidence 55 %, low

5 numbers in 4 statements
1 statement without a number
evidence: 1 borne out, 1 contradicted, 1 of another time or scope, 2 nothing found
"""
    )


def test_the_numbers_of_a_draft_are_looked_up_together(
    factdesk: Command, asked: list[list[Asked]]
) -> None:
    factdesk("check", draft(), *ASKED)

    (together,) = asked
    assert [each.frame.quantity.text for each in together] == ["480", "32", "22", "7"]
    assert together[1].source is together[0].source
    assert "failed" in together[3].words.values()


def test_pairs_are_looked_up_each_by_itself(factdesk: Command, asked: list[list[Asked]]) -> None:
    lines = [{"statement": "It cut power to 480 homes.", "source": STORY}, {"statement": "22 pumps failed.", "source": STORY}]  # fmt: skip

    done = factdesk("check", draft("\n".join(map(json.dumps, lines)), "pairs.jsonl"), *ASKED)

    assert [len(each) for each in asked] == [1, 1]
    assert "2 numbers in 2 statements: 1 supported" in done.out


@pytest.mark.usefixtures("asked")
def test_with_a_source_the_evidence_stands_beside_its_verdict(factdesk: Command) -> None:
    done = factdesk("check", draft(RIGHT), "--source", "story.txt", *ASKED)

    assert done.code == 1
    assert (
        done.out
        == """\
! Power failed in [480] homes.
    480  supported  in the article
                    evidence: contradicted, 512 homes (grid-report.pdf, page 3): “The storm cut power to 512 homes.”; confidence 92 %, high
                    draft.md:1:17

1 number in 1 statement: 1 supported, 0 to review, 0 unsupported
by status: 1 in the article
evidence: 1 contradicted
"""
    )


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("source", [(), ("--source", "story.txt")])
@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (RIGHT, (), 1),
        (RIGHT, ("--fail-on", "none"), 0),
        ("22 pumps failed.\n", (), 0),
        ("7 buses stood still.\n", (), 0),
        ("Nobody slept.\n", (), 0),
        ("Power failed in 480 homes. <!-- factdesk: ok the mayor counts otherwise -->\n", (), 0),
        ("Power failed in 480 homes. <!-- factdesk: ok(contradicted) late count -->\n", (), 0),
        ("Power failed in 480 homes. <!-- factdesk: ok(scale) late count -->\n", (), 1),
    ],
)
def test_a_contradiction_counts_as_a_finding(
    factdesk: Command, source: tuple[str, ...], text: str, options: tuple[str, ...], code: int
) -> None:
    assert factdesk("check", draft(text), *source, *ASKED, *options).code == code


@pytest.mark.usefixtures("asked")
def test_a_contradiction_that_is_let_stand_is_shown_as_such(factdesk: Command) -> None:
    text = "Power failed in 480 homes. <!-- factdesk: ok(contradicted) late count -->\n"

    done = factdesk("check", draft(text), *ASKED)

    assert done.err == ""
    assert done.out.startswith("- Power failed in 480 homes.\n")
    assert "contradicted, suppressed: late count" in done.out
    assert done.out.endswith("evidence: 1 contradicted; 1 suppressed\n")


@pytest.mark.usefixtures("asked")
def test_a_baseline_lets_a_contradiction_stand(factdesk: Command) -> None:
    known = ("--baseline", "known.json")

    written = factdesk("check", draft(RIGHT), *ASKED, *known, "--write-baseline")
    again = factdesk("check", draft(f"Nobody slept.\n\n{RIGHT}"), *ASKED, *known)

    assert (written.code, again.code) == (0, 0)
    assert "suppressed: in known.json" in again.out
    (old,) = json.loads(Path("known.json").read_bytes())["findings"]
    assert (old["number"], old["code"], old["outcome"]) == ("480", "contradicted", "contradicted")


@pytest.mark.usefixtures("asked")
def test_jsonl_carries_what_was_found_for_each_number(factdesk: Command) -> None:
    done = factdesk("check", draft(), *ASKED, "--format", "jsonl")

    lines = statements(done)
    schema = Draft202012Validator(json.loads(schema_text("checked_statement")))
    for each in lines:
        schema.validate(each)
    assert [each["flagged"] for each in lines] == [True, False, False, False]
    assert [[n["found"]["outcome"] for n in each["evidence"]] for each in lines] == [
        ["contradicted"],
        ["nothing_found", "borne_out", "nothing_found"],
        [],
        ["other_time_or_scope"],
    ]
    number = lines[1]["evidence"][1]
    span = number["quantity"]["span"]
    assert lines[1]["statement"][span["start"] : span["end"]] == "22"
    assert DRAFT[number["place"]["start"] : number["place"]["end"]] == "22"
    assert number["found"]["places"][0]["where"] == "sheet Pumps, cell C4"


CONTRADICTION = (
    "“480” contradicted: The thing and the time agree: contradicted.",
    "512 homes (grid-report.pdf, page 3): “The storm cut power to 512 homes.”; confidence 92 %, high",
)


@pytest.mark.usefixtures("asked")
def test_github_annotates_a_contradiction_and_nothing_that_is_borne_out(factdesk: Command) -> None:
    done = factdesk("check", draft(), *ASKED, "--format", "github")

    (command,) = done.out.splitlines()
    said = "%0A".join(CONTRADICTION).replace("92 %", "92 %25")
    assert command == (
        "::error file=draft.md,line=1,endLine=1,col=17,endColumn=19,"
        f"title=Contradicted by evidence::{said}"
    )


@pytest.mark.usefixtures("asked")
def test_sarif_has_a_result_by_a_rule_of_its_own(factdesk: Command) -> None:
    done = factdesk("check", draft(), *ASKED, "--format", "sarif")

    (run,) = json.loads(done.out)["runs"]
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("contradicted", "error")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "contradicted"
    assert result["message"]["text"] == "\n".join(CONTRADICTION)
    assert result["locations"][0]["physicalLocation"]["region"]["startColumn"] == 17


@pytest.mark.usefixtures("asked")
def test_junit_fails_the_case_of_its_statement(factdesk: Command) -> None:
    done = factdesk("check", draft(), *ASKED, "--format", "junit")

    (suite,) = ET.fromstring(done.out)  # noqa: S314  # we wrote it
    assert (suite.attrib["tests"], suite.attrib["failures"]) == ("4", "1")
    failure = suite[0][0]
    assert (failure.tag, failure.attrib["type"]) == ("failure", "contradicted")
    assert failure.attrib["message"] == CONTRADICTION[0]
    assert CONTRADICTION[1] in str(failure.text)


@pytest.mark.usefixtures("asked")
def test_markdown_has_a_row_for_a_contradiction(factdesk: Command) -> None:
    done = factdesk("check", draft(), *ASKED, "--format", "markdown")

    rows = [line for line in done.out.splitlines() if line.startswith("| draft.md")]
    assert len(rows) == 1
    assert rows[0].startswith("| draft.md:1 | 480 | contradicted | The thing and the time agree")
    assert "evidence: 1 borne out, 1 contradicted, " in done.out


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("form", ["github", "sarif", "junit", "markdown"])
def test_evidence_stands_beside_what_no_source_supports(factdesk: Command, form: str) -> None:
    text = "Only 22 of 90 pumps failed.\n"

    done = factdesk("check", draft(text), "--source", "story.txt", *ASKED, "--sensitivity", "strict", "--format", form)  # fmt: skip
    alone = factdesk("check", draft(text), *ASKED, "--format", form)

    told = "evidence: borne out, 9 + 13 = 22"
    assert told in done.out
    assert told not in alone.out


@pytest.mark.usefixtures("asked")
def test_a_word_draft_gets_a_comment_at_a_contradiction(factdesk: Command) -> None:
    Path("draft.docx").write_bytes(word("".join(map(p, DRAFT.split("\n\n")))))

    done = factdesk("check", "draft.docx", *ASKED, "--out", "reviewed.docx")

    assert done.code == 1
    (comment,) = Document(io.BytesIO(Path("reviewed.docx").read_bytes())).comments
    first, second, *_ = comment.text.splitlines()
    assert first == "“480” is contradicted by evidence: The thing and the time agree: contradicted."
    assert second == CONTRADICTION[1]


PROJECT = """\
evidence = "evidence.sqlite"

[[check]]
drafts = "*.md"
sources = "story.txt"
"""


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("args", "is_asked"),
    [
        ((), True),
        (("draft.md",), True),
        (("draft.md", "--config", "factdesk.toml"), True),
        (("draft.md", "--source", "story.txt"), False),
        (("draft.md", "--source", "story.txt", *ASKED), True),
    ],
)
def test_a_factdesk_toml_that_counts_names_the_library(
    factdesk: Command,
    args: tuple[str, ...],
    is_asked: bool,  # noqa: FBT001  # a case
) -> None:
    draft(RIGHT)
    draft(PROJECT, "factdesk.toml")

    done = factdesk("check", *args)

    assert ("evidence: 1 contradicted" in done.out) is is_asked
    assert done.code == is_asked


@pytest.mark.usefixtures("asked")
def test_a_project_may_let_contradictions_stand(factdesk: Command) -> None:
    draft(RIGHT)
    draft(f'{PROJECT}[suppress]\ncontradicted = "our own count"\n', "factdesk.toml")

    done = factdesk("check")

    assert done.code == 0
    assert "contradicted, suppressed: our own count" in done.out


@pytest.mark.usefixtures("asked")
def test_the_environment_names_another_library_than_the_project(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft(RIGHT)
    draft(PROJECT, "factdesk.toml")
    Path(LIBRARY).rename("other.sqlite")
    without = factdesk("check")
    monkeypatch.setenv("FACTDESK_EVIDENCE", "other.sqlite")

    done = factdesk("check")

    assert without.code == 2
    assert without.err.startswith("factdesk: there is no library of evidence at 'evidence.sqlite'")
    assert "evidence: 1 contradicted" in done.out


def test_the_environment_alone_asks_no_library(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTDESK_EVIDENCE", LIBRARY)

    assert "evidence" not in factdesk("check", draft(RIGHT), "--source", "story.txt").out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("draft.md", "--evidence", "none.sqlite"), "there is no library of evidence at 'none.sqlite'"),
        (("draft.md", "--evidence", "story.txt"), "story.txt' is no library of evidence"),
        (("--pairs", "pairs.jsonl", *ASKED), "--evidence belongs to files of statements, not to"),
        (("draft.md", *ASKED, "--out", LIBRARY), "would be written over"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_in_a_line(
    factdesk: Command, args: tuple[str, ...], said: str
) -> None:
    draft(RIGHT)

    done = factdesk("check", *args)

    assert done.code == 2
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_draft_that_takes_too_long_is_told_and_keeps_its_verdicts(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(*_: object) -> None:
        raise ArticleError("took more than 60 s of work")

    monkeypatch.setattr(stage, "find_evidence", too_long)

    done = factdesk("check", draft(RIGHT), "--source", "story.txt", *ASKED)

    assert done.code == 3
    assert "1 supported" in done.out
    assert done.err == (
        "not checked: draft.md, line 1: its evidence was not sought: took more than 60 s of work\n"
    )


@pytest.mark.parametrize("published", ["2025-06-12", None])
def test_last_year_counts_from_the_day_of_the_one_article(
    factdesk: Command, asked: list[list[Asked]], published: str | None
) -> None:
    head = f'<meta property="article:published_time" content="{published}">' if published else ""
    draft(
        f"<html><head>{head}</head><body><article><p>{STORY}</p></article></body></html>",
        "story.html",
    )

    factdesk("check", draft("Last year 480 homes lost power.\n"), "--source", "story.html", *ASKED)

    days = [each.published and each.published.isoformat() for each in asked[0]]
    assert days == [published]
