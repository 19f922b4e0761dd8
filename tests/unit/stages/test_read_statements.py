"""What counts as a statement in each form of file, and where it stands."""

import json
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.stages.draft.model_drafter import _failed, _left_out
from pipeline.stages.read_statements import Form, StatementFile, read_statements
from pipeline.stages.render.brief_text import brief_markdown
from pipeline.stages.render.json_output import result_json
from pipeline.stages.take_work import take_work, work_in
from schemas import ClaimKind, Flag, Origin, Report, Tier
from tests.articles import storm
from tests.reports import full_report

Read = Callable[..., StatementFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that reads a text as a file of that name."""

    def from_text(text: str, name: str = "draft.txt", form: Form | None = None) -> StatementFile:
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return read_statements(str(path), form)

    return from_text


def said(file: StatementFile) -> list[str]:
    return [statement.words.text for statement in file.statements]


def stood(file: StatementFile) -> list[str]:
    """Return the words of the file that each statement was read from."""
    spans = [statement.words.whole for statement in file.statements]
    return [file.text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("name", "text", "statements"),
    [
        ("a.txt", "One 1.\r\n\r\n  Two 2. Three 3.\t\n", ["One 1.", "Two 2. Three 3."]),
        ("a", "One 1.\u2028Two 2.", ["One 1.", "Two 2."]),
        ("a.txt", "{5} is no JSON", ["{5} is no JSON"]),
        ("a.md", "One 1. Two\n2.\n\n- Three 3.\n", ["One 1.", "Two 2.", "Three 3."]),
        ("a.md", "# 5 a.m. Raid\n\nBody.", ["5 a.m. Raid", "Body."]),
        ("a.md", "Raid\n====\n\n> Body 5.", ["Raid", "Body 5."]),
        ("a.md", "One.\n\n```\n5 rows\n```\n\n~~~\n6\n~~~\nTwo.", ["One.", "Two."]),
        ("a.md", "# (s1)\n\n**\n\nOne.", ["(s1)", "One."]),
        ("a.md", "---\ntitle: 5\n---\nOne. <!-- 6 -->\n", ["One."]),
        ("a.md", "|a|5|\n|---|---|\n|b|6|\n", ["a | 5", "b | 6"]),
        ("a.md", "It is **$5&nbsp;million** or 1&#8239;200 &amp; so.", ["It is $5\u00a0million or 1\u00a0200 &amp; so."]),
        ("a.markdown", "It is *5* [now](http://x.test/6).", ["It is 5 now."]),
        ("a.json", '{"headline": "H 5", "points": ["P 6"]}', ["H 5", "P 6"]),
        ("a.json", '{"headline": {"text": "H"}, "points": [{"text": "P"}]}', ["H", "P"]),
        ("a", '{\n"brief": {"headline": "H"},\n"claims": [{"text": "C"}]}', ["H", "C"]),
        ("a.json", '{"claims": [{"text": "C", "quote": "Q"}, {"text": "C"}]}', ["C"]),
        ("a.json", '{"headline": "H", "withheld": [{"point": {"text": "W"}}]}', ["H"]),
        ("a.jsonl", '{"statement": "S"}\n\n{"statement": "T"}\r\n', ["S", "T"]),
        ("a.json", '{"statement": "S"}\n{"statement": "T"}', ["S", "T"]),
        ("a", ' {"statement": "S"}', ["S"]),
        ("a.jsonl", '{"statement": "S", "statement": "T"}', ["T"]),
    ],
)  # fmt: skip
def test_each_form_is_told_and_taken_apart(
    read: Read, name: str, text: str, statements: list[str]
) -> None:
    assert said(read(text, name)) == statements


def test_a_form_that_is_given_is_not_looked_for(read: Read) -> None:
    assert said(read("# One\n", "a.md", Form.LINES)) == ["# One"]
    assert said(read("# One\n", "a.txt", Form.MARKDOWN)) == ["One"]


@pytest.mark.parametrize(
    ("spelled", "read_as"),
    [
        (r"a \"5\" b", 'a "5" b'),
        (r"\u00a35m\n", "£5m\n"),
        (r"\ud83d\ude00 5", "😀 5"),
        (r"\ud83d 5", "\ufffd 5"),
        (r"5\\6\/7\t", "5\\6/7\t"),
        ("£5 😀", "£5 😀"),
    ],
)
def test_a_json_string_keeps_the_place_of_each_character(
    read: Read, spelled: str, read_as: str
) -> None:
    file = read(f'{{"points": ["{spelled}"]}}', "a.json")
    words = file.statements[0].words

    assert words.text == read_as
    assert stood(file) == [spelled]
    at = words.text.index("5")
    assert file.text[words.starts[at] : words.ends[at]] == "5"


def test_keys_brackets_and_nested_values_do_not_confuse_the_paths(read: Read) -> None:
    value = {
        "points": [{"spans": [[1, 2], {"text": "not this"}], "text": "P, {1}"}, {"text": "Q: [2]"}],
        "points]": ["nor this"],
        "headline": {"note": {"text": "nor that"}, "text": "H"},
    }

    assert said(read(json.dumps(value), "a.json")) == ["P, {1}", "Q: [2]", "H"]


def test_a_line_that_is_no_pair_stands_in_order_with_its_reason(read: Read) -> None:
    file = read('{"statement": "S"}\n{"statement"}\n{"statement": "T"}', "a.jsonl")

    reasons = [getattr(each, "reason", "read") for each in file.in_order]

    assert reasons == ["read", "not JSON: Expecting ':' delimiter (column 13)", "read"]


def report() -> Report:
    return fact_check(storm, drafter=ExtractiveDrafter())


def changed(report: Report) -> Report:
    """Return the report with a stand-in among the points and a note of what made it."""
    first, *rest = report.brief.points
    stand_in = first.model_copy(update={"origin": Origin.EXTRACTIVE})
    brief = report.brief.model_copy(update={"points": (stand_in, *rest)})
    made = report.provenance.model_copy(update={"model": "small *model*", "notes": ()})
    return report.model_copy(update={"brief": brief, "provenance": made})


def full(report: Report) -> Report:
    """Return the report with rows in every list, an alert on what is no row, and every note."""
    kinds = cycle(ClaimKind)
    rows = [row.model_copy(update={"kind": next(kinds)}) for row in report.worklist.rows]
    alert = Flag(check="A11", tier=Tier.A, alert=True, message="July 8 is a Tuesday", places=())
    worklist = {"rows": tuple(rows), "loose_flags": (alert,)}
    notes = (*_left_out(80, 200), *_failed([("s6 to s10", "claims.v2: no answer in 3 tries")]))
    return report.model_copy(
        update={
            "worklist": report.worklist.model_copy(update=worklist),
            "provenance": report.provenance.model_copy(update={"model": "m", "notes": notes}),
        }
    )


def without_a_figure() -> Report:
    text = "The council met on the hill. It agreed to the plan.\n\nNobody objected to any of it."
    return fact_check(article_from_text(text), drafter=ExtractiveDrafter())


@pytest.mark.parametrize(
    "made",
    [report(), changed(report()), full(report()), without_a_figure()],
    ids=["extractive", "model", "full", "without a figure"],
)
def test_a_brief_of_ours_states_its_headline_and_points_and_no_more(
    read: Read, made: Report
) -> None:
    file = read(brief_markdown(made), "brief.md")

    assert said(file) == [made.brief.headline.text, *(point.text for point in made.brief.points)]


def test_alerts_and_verdicts_in_a_brief_of_ours_are_no_statements(read: Read) -> None:
    made = full_report()
    row = made.worklist.rows[0]
    entry = f"row_id,status,note\n{row.row_id},wrong,it was 470\n"
    worked = take_work(made, [work_in("work.csv", entry.encode())]).report

    file = read(brief_markdown(worked), "brief.md")

    assert said(file) == [made.brief.headline.text, *(point.text for point in made.brief.points)]


def test_what_an_editor_adds_to_a_brief_of_ours_is_checked_too(read: Read) -> None:
    brief = brief_markdown(report())
    edited = brief.replace("\n## Sentences", "\n## Context\n\nIn 1998 it was 500.\n\n## Sentences")

    assert said(read(edited, "brief.md"))[-2:] == ["Context", "In 1998 it was 500."]


def test_a_point_that_an_editor_emptied_states_nothing(read: Read) -> None:
    brief = brief_markdown(report()).replace("\n- ", "\n- (s1)\n- ", 1)

    assert len(said(read(brief, "brief.md"))) == 1 + len(report().brief.points)


def test_a_result_of_ours_states_headline_points_and_claims(read: Read) -> None:
    made = report()
    file = read(result_json(made), "result.json")

    points = [point.text for point in (made.brief.headline, *made.brief.points)]
    assert said(file) == list(dict.fromkeys([*points, *(claim.text for claim in made.claims)]))
    assert file.article == storm


def test_a_result_of_another_version_is_read_without_its_article(read: Read) -> None:
    file = read('{"article": {"body": "x"}, "headline": "H"}', "result.json")

    assert file.article is None
