"""The alerts of a brief as a CI takes them: SARIF, JUnit and annotations."""

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.checks import CHECKS
from pipeline.stages.render.ci_formats import github_commands, junit_xml, sarif_log
from pipeline.stages.render.ci_results import Briefed, Results, not_checked, results_of_briefs
from schemas import DeskSettings
from tests.articles import storm
from tests.unit.stages.test_render import withheld_report

PUMPS = (
    "Pumps fail in port\n\nThe storm came on Monday.\n\n"
    "22 of the 32 pumps, or 62%, failed in the storm. Thousands of trees fell.\n"
)
LOUD = DeskSettings(alert=("C01", "B05"))


def briefed(text: str = PUMPS, *, is_file: bool = True, desk: DeskSettings = LOUD) -> Briefed:
    article = article_from_text(text, source="drafts/pumps.txt")
    return Briefed(fact_check(article, drafter=ExtractiveDrafter(), desk=desk), is_file)


def withheld() -> Briefed:
    return Briefed(withheld_report(), is_file_text=True)


def sarif(results: Results) -> Any:
    return json.loads(sarif_log(results))["runs"][0]


def junit(results: Results) -> ET.Element:
    return ET.fromstring(junit_xml(results))[0]  # noqa: S314  # we wrote it


def test_an_alert_is_a_result_at_its_first_figure_and_the_others_are_related() -> None:
    first, _ = sarif(results_of_briefs([briefed()]))["results"]
    region = first["locations"][0]["physicalLocation"]["region"]
    (other,) = first["relatedLocations"]

    assert first["ruleId"] == "A05"
    assert first["message"]["text"].splitlines() == [
        "22 of the 32 is 69 %, not 62%",
        "22 / 32 = 68.8 %",
        "To settle it: The two counts in the source; the percentage follows from them.",
    ]
    assert (region["startLine"], region["startColumn"]) == (5, 1)
    assert PUMPS[region["charOffset"] :].startswith("22 of the 32")
    assert other["message"]["text"] == "62%"
    assert other["physicalLocation"]["region"]["startLine"] == 5


def test_levels_follow_the_tier() -> None:
    text = PUMPS + "\nCrime rose by 12%.\n"
    levels = {
        each["ruleId"]: each["level"]
        for each in sarif(results_of_briefs([briefed(text)]))["results"]
    }

    assert levels == {"A05": "error", "B05": "warning", "C01": "note"}


def test_what_only_feeds_the_score_is_no_result() -> None:
    results = sarif(results_of_briefs([briefed(desk=DeskSettings())]))["results"]

    assert [each["ruleId"] for each in results] == ["A05"]


def test_every_check_is_a_rule_with_its_definition_and_what_settles_it() -> None:
    rules = sarif(results_of_briefs([]))["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == [check.check_id for check in CHECKS]
    part = next(rule for rule in rules if rule["id"] == "A05")
    assert part["name"] == "PartPercent"
    assert part["shortDescription"]["text"] == "A05 part percent"
    assert part["help"]["text"].startswith("The two counts in the source")


def test_of_a_page_the_sentence_is_named_in_place_of_a_line() -> None:
    first, _ = sarif(results_of_briefs([briefed(is_file=False)]))["results"]
    (location,) = first["locations"]

    assert location["physicalLocation"]["region"] == {"startLine": 1}
    assert location["logicalLocations"] == [{"name": "s3"}]
    assert first["relatedLocations"] == []


def test_a_fingerprint_stays_when_lines_move_and_tells_repeats_apart() -> None:
    def fingerprints(text: str) -> list[str]:
        found = sarif(results_of_briefs([briefed(text)]))["results"]
        return [each["partialFingerprints"]["checkAndSentence/v1"] for each in found]

    moved = PUMPS.replace("The storm came", "A calm day. Then the storm came")
    twice = PUMPS + "\n" + PUMPS.partition("Monday.\n\n")[2]

    assert fingerprints(moved) == fingerprints(PUMPS)
    assert len(set(fingerprints(twice))) == len(fingerprints(twice)) == 4


def test_a_sentence_that_the_brief_withholds_is_an_error_where_it_cites() -> None:
    results = [
        each
        for each in sarif(results_of_briefs([withheld()]))["results"]
        if each["ruleId"] == "S01"
    ]

    assert results
    assert {each["level"] for each in results} == {"error"}
    assert "“The storm cut power to 610 homes.”" in results[0]["message"]["text"]
    region = results[0]["locations"][0]["physicalLocation"]["region"]
    assert storm.text[region["charOffset"] :].startswith("The storm cut power")


def test_a_flag_on_what_is_no_row_is_a_result_too() -> None:
    report = briefed().report
    flags = report.worklist.rows[0].flags
    worklist = report.worklist.model_copy(update={"rows": (), "loose_flags": flags})
    loose = Briefed(report.model_copy(update={"worklist": worklist}), is_file_text=True)

    assert [each["ruleId"] for each in sarif(results_of_briefs([loose]))["results"]] == ["A05"]


def test_junit_has_a_case_for_each_sentence_with_a_figure_and_each_point() -> None:
    suite = junit(results_of_briefs([briefed()]))
    names = [case.attrib["name"] for case in suite]

    assert suite.attrib["name"] == "factdesk brief"
    assert suite.attrib["tests"] == str(len(suite))
    assert suite.attrib["failures"] == str(len(suite.findall("testcase/failure"))) == "2"
    assert names[0] == "brief: Pumps fail in port"
    assert names[-2:] == [
        "5: 22 of the 32 pumps, or 62%, failed in the storm.",
        "5: Thousands of trees fell.",
    ]
    failure = suite[-2][0]
    assert failure.attrib == {"type": "A05", "message": "22 of the 32 is 69 %, not 62%"}
    assert (failure.text or "").startswith("drafts/pumps.txt:5:1: error: 22 of the 32 is 69 %")


def test_an_article_that_gave_no_report_is_an_error_in_every_form() -> None:
    results = results_of_briefs([briefed()], [not_checked("gone.txt", None, "does not exist")])
    invocation = sarif(results)["invocations"][0]
    error = junit(results)[-1]

    assert not invocation["executionSuccessful"]
    assert error.attrib == {"classname": "gone.txt", "name": "not checked", "file": "gone.txt"}
    assert error[0].attrib["message"] == "does not exist"
    assert github_commands(results).splitlines()[-1] == (
        "::error file=gone.txt,title=Not checked::does not exist"
    )


def test_several_articles_make_one_log() -> None:
    both = results_of_briefs([briefed(), withheld()])

    uris = {
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in sarif(both)["results"]
    }
    assert uris == {"drafts/pumps.txt", "storm.txt"}


@pytest.mark.parametrize("source", ["stdin", "https://x.test/pumps"])
def test_what_is_no_file_is_annotated_without_one(source: str) -> None:
    report = briefed().report
    article = report.article.model_copy(update={"source": source})
    page = Briefed(report.model_copy(update={"article": article}), is_file_text=False)

    command = github_commands(results_of_briefs([page])).splitlines()[0]

    assert command.startswith("::error title=A05 part percent::")
    assert command.endswith("%0AIn s3")
