import functools
from collections.abc import Callable

import pytest

from tests.faults.faults import FAULTS, Fault
from tests.faults.page import PAGE, page, row_of
from tests.faults.playing import Played, played
from tests.unit.llm.asking import KEY

ALL = [fault for faults in FAULTS.values() for fault in faults]
ADVICE = (
    "try again",
    "use ",
    "check ",
    "set ",
    "is the server running?",
    "top it up",
    "ask for less",
)
Play = Callable[[Fault], Played]
each_of = functools.partial(pytest.mark.parametrize, "fault", ids=lambda fault: fault.name)


@pytest.fixture(scope="module")
def seen() -> Play:
    """Return what became of a fault, played once for all tests of this file."""
    return functools.cache(played)


@each_of(ALL)
def test_a_fault_costs_what_is_promised_and_is_told_as_the_page_says(
    fault: Fault, seen: Play
) -> None:
    became = seen(fault)

    for outcome in (became.lucky, became.unlucky):
        assert type(outcome.error) is (fault.error or type(None))
        assert (outcome.requests, outcome.reasks) == (fault.requests, fault.reasks)
        assert outcome.line == became.lucky.line
    assert became.waits == fault.waits
    assert became.passes is (fault.passes or fault.error is None)
    assert row_of(fault, became) in PAGE.read_text(encoding="utf-8").splitlines(keepends=True)


@each_of([fault for fault in ALL if fault.error])
def test_what_the_user_reads_is_one_plain_line_that_says_what_to_do(
    fault: Fault, seen: Play
) -> None:
    line = seen(fault).lucky.line

    assert line.startswith("brief.v1: ")
    assert line.isprintable()
    assert len(line) < 250
    assert KEY not in line
    assert any(advice in line for advice in ADVICE)


def test_no_two_faults_have_one_name() -> None:
    names = {fault.name for fault in ALL}

    assert len(names) == len(ALL)


def test_the_page_tells_what_happened(seen: Play) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(seen), "make docs writes it anew"
