import functools

import pytest

from tests.faults.faults import FAULTS, Fault
from tests.faults.page import PAGE, page
from tests.faults.playing import played
from tests.faults.stacked import stacked_requests
from tests.unit.llm.asking import KEY

ALL = [fault for faults in FAULTS.values() for fault in faults]
FAILING = [fault for fault in ALL if fault.error]
each_of = functools.partial(pytest.mark.parametrize, "fault", ids=lambda fault: fault.name)


@each_of(ALL)
def test_a_fault_costs_the_requests_the_reasks_and_the_waits_that_are_promised(
    fault: Fault,
) -> None:
    seen = played(fault)

    for outcome in (seen.lucky, seen.unlucky):
        assert type(outcome.error) is (fault.error or type(None))
        assert (outcome.requests, outcome.reasks) == (fault.requests, fault.reasks)
    assert seen.waits == fault.waits


@each_of(FAILING)
def test_a_fault_that_comes_once_is_passed_over_or_told_at_once(fault: Fault) -> None:
    assert played(fault).passes is fault.passes


@each_of(FAILING)
def test_what_the_user_reads_is_one_plain_line_that_says_what_to_do(fault: Fault) -> None:
    line = played(fault).lucky.line

    assert line.startswith("brief.v1: ")
    assert line.isprintable()
    assert len(line) < 250
    assert KEY not in line
    assert any(advice in line for advice in ("try again", "use ", "check ", "set ", "running?",
                                             "top it up", "ask for less"))  # fmt: skip


def test_no_two_faults_have_one_name() -> None:
    names = {fault.name for fault in ALL}

    assert len(names) == len(ALL)


def test_layers_that_each_retry_multiply_and_ours_do_not() -> None:
    [ours] = (fault for fault in ALL if fault.name == "500")

    assert stacked_requests() == 36
    assert played(ours).lucky.requests <= 5


def test_the_page_tells_what_happened() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "make docs writes it anew"
