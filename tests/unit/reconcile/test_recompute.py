"""What somebody names in a source is recomputed: it bears a stated number out, or is refused."""

import re

import pytest

from pipeline.reconcile.explain import Explanation
from pipeline.reconcile.operations import Op
from pipeline.reconcile.recompute import OPERATIONS, Operation, Refused, compared, derived
from pipeline.reconcile.source import Source, SourceQuantity
from pipeline.reconcile.weigh import Weighed
from prompts import read_prompt
from schemas import Refusal, Status
from tests.unit.reconcile import weigh

FERRY = (
    "The ferry carried 400 cars in May and 500 cars in June. It has 12 crews of 9 people. "
    "A ticket rose from $40 to $50. It earned $3.2 million in 2024, of which 25 percent went to "
    "the port. It was built in 1998. The pier opened in the year 2010. Some 60 percent of the seats and 45 "
    "percent of the beds were taken. The crews stand at 30 sailors, 20 cooks, 7 pilots and 3 nurses."
)


def named(source: Source, *texts: str) -> list[SourceQuantity]:
    """Return the quantities of a source that are written so."""
    by_text = {each.quantity.text: each for each in source.quantities}
    return [by_text[text] for text in texts]


def stated(statement: str) -> tuple[Weighed, Source]:
    weighed = weigh(FERRY, statement)
    return weighed, weighed.stated.source


def formula(found: Explanation | Refused) -> str:
    assert isinstance(found, Explanation), found
    return str(found.formula)


DERIVED = {
    "difference": ("The ferry carried 100 more cars in June.", ["400", "500"], "500 − 400 = 100"),
    "sum": ("The ferry carried 900 cars.", ["400", "500"], "400 + 500 = 900"),
    "mean": (
        "The ferry carried 450 cars a month.",
        ["500", "400"],
        "the mean of 400 and 500 = 450",
    ),
    "change": (
        "The ferry carried 25 percent more cars.",
        ["400", "500"],
        "the change 400 → 500 = 25 %",
    ),
    "product": ("The ferry has 108 people in its crews.", ["12", "9"], "12 × 9 = 108"),
    "part_of": (
        "The ferry paid $0.8 million to the port.",
        ["$3.2 million", "25 percent"],
        "25 percent × $3.2 million = 800,000",
    ),
    "share": ("A ticket was 80 percent of that.", ["$40", "$50"], "$40 / $50 = 80 %"),
    "complement": (
        "Some 55 percent of the beds were free.",
        ["45 percent"],
        "100 − 45 percent = 55 %",
    ),
    "span": (
        "The ferry was there 12 years before the pier.",
        ["1998", "2010"],
        "from 1998 to 2010 = 12",
    ),
}


@pytest.mark.parametrize("operation", DERIVED)
def test_an_operation_that_comes_out_is_shown_as_a_formula(operation: str) -> None:
    statement, texts, shown = DERIVED[operation]
    weighed, source = stated(statement)

    found = derived(weighed.stated, Operation(operation), named(source, *texts))

    assert formula(found) == shown
    assert isinstance(found, Explanation)
    assert found.status is Status.DERIVED
    assert len(found.places) == len(texts)


def test_numbers_that_stand_far_apart_may_be_added_up() -> None:
    far = "The mill has 30 saws. " + "It rains. " * 9 + "It has 20 looms. " + "It rains. " * 9
    weighed = weigh(far + "It has 7 kilns.", "The mill has 57 saws, looms and kilns.")

    found = derived(weighed.stated, Operation.SUM, named(weighed.stated.source, "30", "20", "7"))

    assert formula(found) == "30 + 20 + 7 = 57"


REFUSED = {
    "it gives another value": (
        "The ferry carried 120 more cars in June.", "difference", ["400", "500"],
        Refusal.VALUE, "it comes out at another value: 500 − 400 = 100",
    ),
    "it is beyond the rounding that is stated": (
        "The ferry carried 24 percent more cars.", "change", ["400", "500"],
        Refusal.VALUE, "400 → 500 = 25 %",
    ),
    "the operation is another one": (
        "The ferry carried 900 cars.", "mean", ["400", "500"],
        Refusal.VALUE, "the mean of 400 and 500 = 450",
    ),
    "it cannot be carried out": (
        "The ferry carried 900 cars.", "part_of", ["400", "500"],
        Refusal.OPERATION, "part_of of “400 cars” and “500 cars” gives no such number",
    ),
    "it gives another measure": (
        "The ferry carried 100 more cars.", "difference", ["$40", "$50"],
        Refusal.OPERATION, "gives no such number",
    ),
    "it leaves out one that is named": (
        "The ferry carried 900 cars.", "sum", ["400", "500", "$50"],
        Refusal.OPERATION, "gives no such number",
    ),
    "nothing is named": (
        "The ferry carried 900 cars.", "sum", [], Refusal.OPERATION, "takes 1 to 8 numbers",
    ),
    "one is named twice": (
        "The ferry carried 800 cars.", "sum", ["400", "400"], Refusal.OPERATION, "no such number",
    ),
    "it comes out the other way round": (
        "A ticket fell by $10.", "difference", ["$40", "$50"],
        Refusal.CONTRADICTION, "only the other way round",
    ),
    "points are told as percent": (
        "The gap is 15 percent between seats and beds.", "difference", ["Some 60 percent", "45 percent"],
        Refusal.CONTRADICTION, "or in points",
    ),
    "no word of the statement stands near": (
        "Zebras ate 900 kiwis.", "sum", ["400", "500"], Refusal.UNRELATED, "no word",
    ),
    "another year comes out": (
        "The ferry was built in 2001.", "year", ["1998", "12"], Refusal.OPERATION, "no such number",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_come_out_is_refused_with_the_reason(case: str) -> None:
    statement, operation, texts, refusal, reason = REFUSED[case]
    weighed, source = stated(statement)

    found = derived(weighed.stated, Operation(operation), named(source, *texts))

    assert isinstance(found, Refused), found
    assert found.refusal is refusal
    assert reason in found.reason


def test_a_date_that_does_not_come_out_is_refused_without_a_formula() -> None:
    source = "The mill opened in 1998. It closed 12 years later."
    weighed = weigh(source, "The mill closed in 2014.")

    found = derived(
        weighed.stated, Operation.YEAR, named(weighed.stated.source, "1998", "12 years")
    )

    assert found == Refused(Refusal.VALUE, "another date comes out")


def test_an_operation_that_changes_nothing_is_refused() -> None:
    weighed = weigh("The mill has 500 saws and 0 looms.", "The mill has 500 tools.")

    found = derived(weighed.stated, Operation.SUM, named(weighed.stated.source, "500", "0"))

    assert isinstance(found, Refused)
    assert found.reason.endswith("changes nothing")


SAME = {
    "equal": ("The ferry has a dozen crews.", "12", "the source writes “12 crews”"),
    "rounded": ("The ferry earned about $3 million.", "$3.2 million", "from “$3.2 million”"),
    "within a bound": ("The ferry carried over 490 cars.", "500", "follows from “500 cars”"),
}


@pytest.mark.parametrize("case", SAME)
def test_a_number_that_is_the_same_bears_it_out(case: str) -> None:
    statement, text, reason = SAME[case]
    weighed, source = stated(statement)

    found = compared(weighed.stated, *named(source, text))

    assert isinstance(found, Explanation), found
    assert found.reason == reason


CONTRADICTED = {
    "another value": ("The ferry carried 410 cars.", "500", Refusal.VALUE, "“500 cars”"),
    "another scale": (
        "The ferry earned $3.2 billion.",
        "$3.2 million",
        Refusal.CONTRADICTION,
        "(scale)",
    ),
    "another unit": (
        "The ferry earned €3.2 million.",
        "$3.2 million",
        Refusal.CONTRADICTION,
        "(unit)",
    ),
    "another measure": ("The ferry carried 410 cars.", "$50", Refusal.MEASURE, "something else"),
}


@pytest.mark.parametrize("case", CONTRADICTED)
def test_a_number_that_is_not_the_same_is_refused(case: str) -> None:
    statement, text, refusal, reason = CONTRADICTED[case]
    weighed, source = stated(statement)

    found = compared(weighed.stated, *named(source, text))

    assert isinstance(found, Refused), found
    assert found.refusal is refusal
    assert reason in found.reason


def test_every_operation_of_our_arithmetic_has_a_name_that_the_prompt_explains() -> None:
    explained = re.findall(r"^- ([a-z_, ]+):", read_prompt("second_look.v1"), re.MULTILINE)
    words = {word for line in explained for word in line.split(", ")}

    assert set(Operation) <= words
    assert {op for ops in OPERATIONS.values() for op in ops} == set(Op) - {Op.LISTED}
