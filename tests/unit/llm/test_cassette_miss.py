from pathlib import Path
from typing import Any

import pytest

from pipeline.llm.cassette import describe, explain_miss

TAPE = Path("tape.yaml")
WAY_OUT = "record it afresh with --record all"


def body(document: str, system: str = "Write a brief.", **changed: Any) -> dict[str, Any]:
    tagged = f"<article-0123456789ab>\n{document}\n</article-0123456789ab>"
    messages = [{"role": "system", "content": system}, {"role": "user", "content": tagged}]
    schema = {"json_schema": {"name": "Brief"}}
    return {"model": "m", "messages": messages, "response_format": schema, "seed": 7} | changed


def told(asked: object, *recorded: object) -> list[str]:
    """Return the lines between the first, which names the request, and the way out."""
    first, *lines, last = explain_miss(TAPE, asked, recorded).split("\n")
    assert first.startswith("'tape.yaml' does not hold this request: ")
    assert last == WAY_OUT
    return lines


@pytest.mark.parametrize(
    ("request_body", "line"),
    [
        (body("[s1] Rain."), "Brief asked of model 'm', document begins '[s1] Rain.'"),
        (body("r" * 61), f"Brief asked of model 'm', document begins '{'r' * 59}…'"),
        (body("r" * 60), f"Brief asked of model 'm', document begins '{'r' * 60}'"),
        ({"model": "m"}, "a request asked of model 'm'"),
        ("no JSON", "a request asked of model '?'"),
    ],
)
def test_a_request_is_described_in_one_line(request_body: object, line: str) -> None:
    assert describe(request_body) == line


def test_one_changed_line_is_shown_before_and_after() -> None:
    assert told(body("[s1] Rain.\n[s2] Sun."), body("[s1] Rain.\n[s2] Snow.")) == [
        "  document differs:",
        "    -[s2] Snow.",
        "    +[s2] Sun.",
    ]


def test_each_part_that_differs_is_named_in_the_order_of_the_request() -> None:
    lines = told(body("d", system="new", seed=8), body("d", system="old"))

    assert lines == [
        "  system message differs:",
        "    -old",
        "    +new",
        "  settings differs:",
        '    - "seed": 7',
        '    + "seed": 8',
    ]


def test_a_model_and_a_schema_are_parts_of_their_own() -> None:
    asked = body("d", model="n", response_format={"json_schema": {"name": "é"}})

    assert told(asked, body("d")) == [
        "  model differs:",
        "    -m",
        "    +n",
        "  schema differs:",
        '    -  "name": "Brief"',
        '    +  "name": "é"',
    ]


def test_a_part_that_is_new_and_one_that_is_gone_are_shown_as_such() -> None:
    longer = body("d")
    longer["messages"] = [*longer["messages"], {"content": "answer"}, {"content": "mend it"}]

    assert told(longer, body("d"))[-2:] == ["    -", "    +mend it"]
    assert told(body("d"), longer)[-2:] == ["    -mend it", "    +"]


def test_the_tag_that_follows_from_the_document_is_no_difference() -> None:
    other = body("d", system="Between <article-ffffffffffff> tags.")

    assert told(other, body("d", system="Between <article-000000000000> tags.")) == []


def test_the_recording_with_the_most_parts_in_common_is_compared() -> None:
    near = body("[s1] Rain.")
    far = body("[s1] Sun. " * 40, system="Write a brief!", model="n")

    assert told(body("[s1] Sun. " * 40), far, near)[0] == "  document differs:"


def test_a_request_of_the_same_form_is_nearer_than_one_with_more_parts_alike() -> None:
    brief = {"json_schema": {"name": "Brief", "strict": True}}
    claims = {"json_schema": {"name": "Claims"}}
    other_form = body("d", response_format=claims)
    same_form = body("d", system="old", seed=8)

    lines = told(body("d", response_format=brief), other_form, same_form)

    assert lines[0] == "  system message differs:"


def test_of_recordings_with_as_many_parts_in_common_the_most_alike_is_compared() -> None:
    lines = told(body("[s1] Rain fell on Monday."), body("[s1] Wind."), body("[s1] Rain fell."))

    assert "    -[s1] Rain fell." in lines


@pytest.mark.parametrize("at", [0, 29, 30, 31, 69, 70, 71, 170, 199, 200])
def test_a_long_line_is_cut_to_a_hundred_characters_around_what_differs(at: int) -> None:
    before = "a" * 201
    after = before[:at] + "b" + before[at + 1 :]

    _, old, new = told(body(after), body(before))

    for line, sign in ((old, "-"), (new, "+")):
        shown = line.removeprefix(f"    {sign}")
        assert len(shown.strip("…")) == 100
        assert shown.startswith("…") is (at > 30)
        assert shown.endswith("…") is (at < 131)
    assert "b" in new


def test_a_line_of_a_hundred_characters_is_not_cut() -> None:
    assert told(body("b" * 99), body("a" * 99))[1:] == [f"    -{'a' * 99}", f"    +{'b' * 99}"]


def test_eight_changed_lines_are_shown_and_the_rest_counted() -> None:
    old, new = ("\n".join(f"{word} {n}" for n in range(5)) for word in ("old", "new"))

    lines = told(body(new), body(old))

    assert len(lines) == 1 + 8 + 1
    assert lines[-1] == "    … and 2 more lines"


def test_nothing_recorded_and_too_often_asked_are_told_as_that() -> None:
    assert told(body("d")) == ["  nothing is recorded in it"]
    assert told(body("d"), body("d")) == [
        "  it was recorded, but is asked more often than it was then"
    ]
