"""The forms that a check is given in for machines; the terminal's is in `test_check_command`."""

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from pipeline import article_from_text
from pipeline.stages.check_statements import NamedSource, check_placed
from pipeline.stages.render.ci_formats import (
    file_uri,
    github_commands,
    junit_xml,
    sarif_log,
    workflow_command,
)
from pipeline.stages.render.ci_results import results_of_check
from pipeline.stages.render.codes import code_of, reason_of
from pipeline.text.placed import PlacedText, Places
from schemas import CheckedStatement, CheckRun, Outcome, Sensitivity, TextSpan, Unread

SOURCE = "At least 300 welders came.\n\nThe yard cost $14 million.\n\nThe tide rose by 3 metres.\n"
DRAFT = (
    "Some 900 welders came.\n"
    "The yard cost $14 billion, and no $16 billion.\n"
    "The yard cost $14 million.\n"
    "300 welders came.\n"
)


def checked(
    draft: str = DRAFT,
    file: str = "drafts/a b.txt",
    unread: str = "",
    *,
    source_is_file: bool = True,
) -> CheckRun:
    source = NamedSource("yard.txt", article_from_text(SOURCE), is_file_text=source_is_file)
    places = Places(file, draft)
    lines, at = [], 0
    for line in draft.removesuffix("\n").split("\n"):
        words = PlacedText.slice_of(draft, at, at + len(line))
        lines.append(_judged(check_placed(words, places, [source], Sensitivity.NORMAL)))
        at += len(line) + 1
    misread = Unread(place=places.at(TextSpan(start=0, end=2)), reason=unread)
    return CheckRun(
        sources=("yard.txt",), statements=tuple(lines), unread=(misread,) if unread else ()
    )


def _judged(statement: CheckedStatement) -> CheckedStatement:
    """Put up a bound left out for review, however likely it is held to be borne out."""
    doubt = {"outcome": Outcome.REVIEW, "support": 0.3}
    findings = tuple(
        each.model_copy(update=doubt if each.code == "bound_dropped" else {})
        for each in statement.findings
    )
    return statement.model_copy(update={"findings": findings})


def sarif(run: CheckRun) -> Any:
    return json.loads(sarif_log(results_of_check(run)))["runs"][0]


def test_a_number_in_doubt_is_an_annotation_where_it_stands() -> None:
    commands = github_commands(results_of_check(checked())).splitlines()

    assert [command.split(" ")[0] for command in commands] == [
        "::error",
        "::error",
        "::error",
        "::notice",
    ]
    assert commands[1].startswith(
        "::error file=drafts/a b.txt,line=2,endLine=2,col=15,endColumn=25,title=Another scale::"
    )
    assert commands[1].endswith("says “$14 million”%0Ayard.txt, s2: The yard cost $14 million.")


def test_a_workflow_command_is_escaped_as_the_runner_undoes_it() -> None:
    command = workflow_command("error", {"file": "a,b:c%2C.md"}, "50%: a, b\r\n::c")

    assert command == "::error file=a%2Cb%3Ac%252C.md::50%25: a, b%0D%0A::c"


def test_standard_input_has_no_file_to_annotate() -> None:
    command = github_commands(results_of_check(checked(file="stdin"))).splitlines()[0]

    assert command.startswith("::error line=1,")


def test_words_over_two_lines_are_annotated_by_line_alone() -> None:
    place = Places("a.md", "at\nall").at(TextSpan(start=0, end=6))
    run = CheckRun(sources=(), statements=(), unread=(Unread(place=place, reason="odd"),))

    assert (
        github_commands(results_of_check(run))
        == "::error file=a.md,line=1,endLine=2,title=Not checked::odd\n"
    )


def test_sarif_has_what_the_standard_demands() -> None:
    log = json.loads(sarif_log(results_of_check(checked())))
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]

    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"].endswith(".")
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        assert len(result["locations"]) == 1


def test_a_sarif_result_leads_to_the_number_and_to_the_source() -> None:
    result = sarif(checked())["results"][1]
    where = result["locations"][0]["physicalLocation"]
    related = result["relatedLocations"][0]

    assert where["artifactLocation"]["uri"] == "drafts/a%20b.txt"
    assert where["region"] == {
        "startLine": 2,
        "startColumn": 15,
        "endLine": 2,
        "endColumn": 26,
        "charOffset": 37,
        "charLength": 11,
    }
    assert DRAFT[37 : 37 + 11] == "$14 billion"
    assert result["message"]["text"].endswith("\nyard.txt, s2: The yard cost $14 million.")
    assert related["message"]["text"] == "s2: The yard cost $14 million."
    assert related["physicalLocation"]["region"]["startLine"] == 3


def test_a_source_that_is_no_file_of_text_is_quoted_but_not_pointed_at() -> None:
    run = checked(source_is_file=False)
    result = sarif(run)["results"][1]

    assert result["message"]["text"].endswith("The yard cost $14 million.")
    assert result["relatedLocations"] == []


def test_an_absent_number_comes_with_the_nearest_sentence() -> None:
    run = checked("The yard that cost them dear pays 9 percent more.\n")

    assert sarif(run)["results"][0]["message"]["text"].endswith(
        "\nnearest in yard.txt, s2: The yard cost $14 million."
    )


def test_words_of_an_article_do_not_become_a_link() -> None:
    run = checked(unread="odd [5](http://x.test)")

    notes = sarif(run)["invocations"][0]["toolExecutionNotifications"]
    assert notes[0]["message"]["text"] == "not checked: odd [5] (http://x.test)"


def test_levels_follow_the_outcome() -> None:
    levels = {each["ruleId"]: each["level"] for each in sarif(checked())["results"]}

    assert levels["scale"] == "error"
    assert levels["bound_dropped"] == "note"


def test_a_fingerprint_stays_when_lines_move_and_tells_repeats_apart() -> None:
    def fingerprints(draft: str) -> list[str]:
        found = sarif(checked(draft))["results"]
        return [each["partialFingerprints"]["statementAndNumber/v1"] for each in found]

    assert fingerprints("Above.\n" + DRAFT) == fingerprints(DRAFT)
    assert len(set(fingerprints(DRAFT + DRAFT))) == 2 * len(fingerprints(DRAFT))


def test_what_was_not_checked_makes_the_run_unsuccessful() -> None:
    invocation = sarif(checked(unread="not JSON"))["invocations"][0]

    assert not invocation["executionSuccessful"]
    assert [each["message"]["text"] for each in invocation["toolExecutionNotifications"]] == [
        "not checked: not JSON"
    ]
    assert sarif(checked())["invocations"][0]["executionSuccessful"]


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("a b/50%.md", "a%20b/50%25.md"),
        ("/tmp/é.md", "file:///tmp/%C3%A9.md"),  # noqa: S108  # nothing is written there
        ("https://x.test/a?b=c", "https://x.test/a?b=c"),
        ("../a:b.md", "../a%3Ab.md"),
        ("stdin", "stdin"),
    ],
)
def test_a_name_becomes_a_uri(name: str, uri: str) -> None:
    assert file_uri(name) == uri


def test_a_code_without_an_entry_is_a_rule_all_the_same() -> None:
    run = checked()
    first = run.statements[1].findings[0].model_copy(update={"code": "brand_new"})
    second = run.statements[1].model_copy(update={"findings": (first,)})
    run = run.model_copy(update={"statements": (second,)})

    assert sarif(run)["tool"]["driver"]["rules"][-1]["id"] == "brand_new"
    assert code_of(first).title == "Supported"


def test_a_formula_is_shown_once() -> None:
    finding = checked().statements[1].findings[0]
    told = finding.model_copy(update={"reason": "since 11 / 18 = 61.1 %", "formula": "11 / 18"})
    untold = finding.model_copy(update={"reason": "by arithmetic", "formula": "11 / 18"})

    assert reason_of(told) == "changed (scale), since 11 / 18 = 61.1 %"
    assert reason_of(untold) == "changed (scale), by arithmetic (11 / 18)"


def test_junit_is_a_case_a_statement_and_a_failure_a_flag() -> None:
    suite = ET.fromstring(junit_xml(results_of_check(checked(unread="not JSON"))))[0]  # noqa: S314  # we wrote it

    assert suite.attrib == {
        "name": "factdesk check",
        "tests": "5",
        "failures": "2",
        "errors": "1",
        "skipped": "0",
    }
    assert [[child.tag for child in case] for case in suite] == [
        ["failure"],
        ["failure"],
        [],
        ["system-out"],
        ["error"],
    ]
    assert suite[1].attrib["name"] == "2: The yard cost $14 billion, and no $16 billion."
    assert suite[1][0].attrib["type"].split()[0] == "scale"
    assert "yard.txt, s2: The yard cost $14 million." in (suite[1][0].text or "")
    assert "review, support .30" in (suite[3][0].text or "")


def test_junit_holds_no_character_that_xml_cannot() -> None:
    xml = junit_xml(
        results_of_check(checked('The "yard" & <co> cost $14 billion\x0b\x00\ud800\ufffe.'))
    )

    suite = ET.fromstring(xml)[0]  # noqa: S314  # we wrote it
    hidden = "⟦U+000B⟧⟦U+0000⟧⟦U+D800⟧⟦U+FFFE⟧"
    assert suite[0].attrib["name"].endswith(f'"yard" & <co> cost $14 billion{hidden}.')


def test_the_same_check_gives_the_same_bytes() -> None:
    for render in (github_commands, sarif_log, junit_xml):
        assert render(results_of_check(checked())) == render(results_of_check(checked()))
