"""What holds for every draft: places are exact, and no text breaks out of the form it is given in."""

import html
import json
import re
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import article_from_text
from pipeline.stages.check_statements import NamedSource, check_placed
from pipeline.stages.read_statements.html_statements import statements_of_html
from pipeline.stages.read_statements.json_statements import json_strings
from pipeline.stages.read_statements.prose_statements import statements_of_markdown
from pipeline.stages.render.ci_formats import (
    github_commands,
    junit_xml,
    sarif_log,
    workflow_command,
)
from pipeline.stages.render.ci_results import results_of_check
from pipeline.text.escaping import visible
from pipeline.text.placed import Places
from schemas import CheckedStatement, CheckRun, Outcome, Sensitivity
from tests.property.test_report import ANY, NEWS

MARKDOWN = st.lists(
    st.one_of(NEWS, st.sampled_from(["\n\n", "# ", "- ", "> ", "```\n", "|5|6|\n", "[a](b 5)", "<br>"]))
).map("".join)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
SOURCE = NamedSource(
    "storm.txt", article_from_text("Nearly 480 homes lost power on Monday."), is_file_text=True
)


def checked(text: str) -> tuple[CheckedStatement, ...]:
    places = Places("draft.md", text)
    return tuple(
        check_placed(words, places, [SOURCE], Sensitivity.NORMAL)
        for words in statements_of_markdown(text)
    )


def unescaped(text: str) -> str:
    """Undo what a workflow command escapes, in the order in which the runner does."""
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


@given(ANY, ANY)
def test_a_workflow_command_gives_back_what_was_put_in(title: str, message: str) -> None:
    command = workflow_command("error", {"title": title, "line": "1"}, message)

    assert not set("\r\n") & set(command)
    properties, _, data = command.removeprefix("::error ").partition("::")
    fields = dict(each.split("=", 1) for each in properties.split(","))
    given_back = {name: unescaped(each) for name, each in fields.items()}
    assert given_back == {"title": visible(title), "line": "1"}
    assert unescaped(data) == visible(message)


@given(st.one_of(MARKDOWN, ANY))
@settings(max_examples=150)
def test_the_words_of_a_draft_stand_where_it_says(text: str) -> None:
    for words in statements_of_markdown(text):
        for shown, start, end in zip(words.text, words.starts, words.ends, strict=True):
            assert shown == text[start:end] or shown in " |"
        assert list(words.starts) == sorted(words.starts)


HTML = st.lists(
    st.sampled_from(
        "<p> </p> <b> </b> <td> <tr> <br> <!-- --> <script> </script> < > & &amp; &#65; &#x41; &nbsp; &acE; "
        "5 $94 million. It rose é 😀 \n".split(" ")
    )
).map(" ".join)


@given(st.one_of(HTML, ANY))
@settings(max_examples=150)
def test_the_words_of_a_draft_in_html_stand_where_it_says(text: str) -> None:
    for words in statements_of_html(text):
        for shown, start, end in zip(words.text, words.starts, words.ends, strict=True):
            written = text[start:end]
            assert shown in html.unescape(written) or shown in " |"
        assert list(words.starts) == sorted(words.starts)


@given(MARKDOWN)
@settings(max_examples=80)
def test_a_number_is_annotated_where_it_stands(text: str) -> None:
    lines = re.split(r"\r\n|\r|\n", text)
    for statement in checked(text):
        for finding in statement.findings:
            place = finding.place
            written = text[place.start : place.end]
            assert written[0] == finding.quantity.text[0]
            assert written[-1] == finding.quantity.text[-1]
            assert lines[place.line - 1][place.column - 1] == written[0]
            assert lines[place.end_line - 1][place.end_column - 2] == written[-1]


@given(st.one_of(MARKDOWN, ANY))
@settings(max_examples=60)
def test_every_form_stays_well_formed(text: str) -> None:
    run = CheckRun(sources=("storm.txt",), statements=checked(text), unread=())
    results = results_of_check(run)

    found = [f.outcome for each in run.statements for f in each.findings]
    doubtful = len(found) - found.count(Outcome.SUPPORTED)
    commands = github_commands(results).split("\n")[:-1]
    assert sum("title=factdesk::" not in command for command in commands) == doubtful
    assert len(json.loads(sarif_log(results))["runs"][0]["results"]) == doubtful
    assert len(ET.fromstring(junit_xml(results))[0]) == len(run.statements)  # noqa: S314  # ours


@given(JSON, st.booleans())
def test_the_strings_of_json_are_those_that_the_library_reads(
    value: object,
    ensure_ascii: bool,  # noqa: FBT001  # hypothesis gives it by position
) -> None:
    text = json.dumps(value, ensure_ascii=ensure_ascii, indent=1)

    found = {path: words.text for path, words in json_strings(text)}

    assert found == dict(strings(value, ()))


def strings(value: object, path: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], str]]:
    """Return the strings of a value with their paths, found the plain way."""
    if isinstance(value, str):
        return [(path, value)]
    inner = list(enumerate(value)) if isinstance(value, list) else []
    inner = list(value.items()) if isinstance(value, dict) else inner
    return [each for key, child in inner for each in strings(child, (*path, key))]
