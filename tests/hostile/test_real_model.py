"""The articles that speak to the model, with a real one: whatever it answers, the ledger adds up.

FACTDESK_TEST_SERVER names a server that speaks the OpenAI protocol, FACTDESK_TEST_MODEL its model.
"""

import os
import re

import pytest

from schemas import Outcome
from tests.command import Command
from tests.hostile.articles import TO_THE_MODEL, Hostile
from tests.hostile.test_hostile import brief_of, report_of, require_exact

SERVER = os.environ.get("FACTDESK_TEST_SERVER", "")
pytestmark = pytest.mark.skipif(not SERVER, reason="FACTDESK_TEST_SERVER names no real model")


@pytest.mark.parametrize("hostile", TO_THE_MODEL, ids=lambda each: each.name)
def test_a_real_model_changes_no_ledger_and_its_numbers_are_borne_out(
    hostile: Hostile, factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", SERVER)
    model = os.environ.get("FACTDESK_TEST_MODEL", "model")
    done = brief_of(hostile, factdesk, "--model", model)
    report = report_of(hostile)

    shown = {report.brief.headline.point_id, *(point.point_id for point in report.brief.points)}
    said = [finding for finding in report.findings if finding.subject in shown]
    assert done.code == 0
    assert not re.search("Traceback", done.err)
    require_exact(report)
    assert all(finding.outcome is not Outcome.UNSUPPORTED for finding in said)
