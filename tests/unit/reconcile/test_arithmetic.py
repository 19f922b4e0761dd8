"""One table of what follows from the numbers of a source."""

import pytest

from pipeline.reconcile.arithmetic import Arithmetic
from pipeline.reconcile.operations import Op
from tests.unit.reconcile import arithmetic, everything, source_of

DIMENSIONS = "count percent points times time year date clock ordinal USD EUR".split()


def how_many(table: Arithmetic) -> int:
    infinite = float("inf")
    return sum(len(table.between(each, -infinite, infinite)) for each in DIMENSIONS)


def operands(text: str, op: Op, dimension: str = "count") -> list[tuple[float, ...]]:
    return [
        tuple(o.value for o in each.operands)
        for each in everything(text, dimension)
        if each.op is op
    ]


def test_what_lies_between_two_values_comes_in_their_order() -> None:
    some = arithmetic("Elm had 52 boats. Oak had 29 boats.").between("count", 23, 81)

    values = [each.value for each in some]
    assert values == sorted(values)
    assert values[0] == 23
    assert values[-1] == 81


def test_of_another_dimension_nothing_follows() -> None:
    table = arithmetic("Elm had 52 boats. Oak had 29 boats.")

    assert table.between("USD", float("-inf"), float("inf")) == []
    assert arithmetic("It rained.").between("count", float("-inf"), float("inf")) == []


def test_a_sum_of_three_that_stand_in_a_row_is_found() -> None:
    text = "Elm has 41 boats. Oak has 67 boats. Ash has 20 boats."

    assert (41, 67, 20) in operands(text, Op.SUM_MANY)


def test_a_sum_of_eight_that_stand_in_a_row_is_found() -> None:
    text = "It had 11, 12, 14, 18, 26, 42, 74 and 138 boats."

    assert (11, 12, 14, 18, 26, 42, 74, 138) in operands(text, Op.SUM_MANY)


def test_what_many_leave_of_a_whole_is_found() -> None:
    text = "Of the 260 boats, 41 are red, 67 are blue, 20 are green and 30 are white."

    assert (260, 41, 67, 20, 30) in operands(text, Op.REST_MANY)


def test_what_many_shares_leave_of_a_hundred_is_found() -> None:
    text = "It is 41 percent red, 27 percent blue and 20 percent green."

    assert (41, 27, 20) in operands(text, Op.COMPLEMENT, "percent")


def test_years_and_dates_are_not_added() -> None:
    text = "It burned in 1907, in 1911 and in 1950."

    assert {each.op for each in everything(text, "year")} == set()
    assert operands(text, Op.SPAN, "time")


@pytest.mark.parametrize("between", [0, 3, 25])
def test_two_numbers_of_a_short_source_meet_wherever_they_stand(between: int) -> None:
    text = "Elm has 52 boats. " + "It rained. " * between + "Oak has 29 boats."

    assert (52, 29) in operands(text, Op.DIFFERENCE)


def test_two_numbers_of_a_long_source_meet_only_near_each_other() -> None:
    filler = "The yard paid $7. " * 70
    near = f"Elm has 52 boats. Oak has 29 boats. {filler}"
    far = f"Elm has 52 boats. {filler} Oak has 29 boats."

    assert (52, 29) in operands(near, Op.DIFFERENCE)
    assert (52, 29) not in operands(far, Op.DIFFERENCE)


@pytest.mark.parametrize(
    "sentence",
    [
        "The mill of Halden sold 41 boats.",
        "The mill paid $41 to 67 men.",
        "It rose from 41 percent to 67 percent.",
        "It opened in 1907 and has 12 boats.",
    ],
)
def test_the_table_grows_no_faster_than_the_source(sentence: str) -> None:
    short, long = (how_many(arithmetic(" ".join([sentence] * n))) for n in (400, 800))

    assert short > 0
    assert long <= 2.05 * short


def test_the_table_grows_no_faster_than_a_sentence_of_many_numbers() -> None:
    short, long = (how_many(arithmetic(f"It has {'12 boats, ' * n}.")) for n in (150, 300))

    assert short > 0
    assert long <= 2.3 * short  # the first and the last have fewer partners


def test_numbers_far_from_each_other_are_no_row() -> None:
    near, far = (
        f"Elm has 41 boats. Oak has 67 boats. {'It rained. ' * apart}Ash has 20 boats. Fir has 12 boats."
        for apart in (0, 9)
    )

    assert (41, 67, 20, 12) in operands(near, Op.SUM_MANY)
    assert (41, 67, 20, 12) not in operands(far, Op.SUM_MANY)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The fair drew Oslo, Bergen and Molde.", 3),
        ("The fair drew Oslo, Bergen, Molde and Narvik.", 4),
        ("The fair drew clowns, bakers, smiths, weavers and tanners.", 5),
    ],
)
def test_a_list_is_counted(text: str, count: int) -> None:
    (listed,) = [each for each in everything(text, "count") if each.op is Op.LISTED]

    assert listed.value == count


def test_a_comma_before_the_last_item_adds_none() -> None:
    text = "The fair drew Oslo, Bergen, and Molde."

    assert [each.value for each in everything(text, "count") if each.op is Op.LISTED] == [3]


@pytest.mark.parametrize("text", ["The fair drew Oslo and Bergen.", "The fair drew Oslo."])
def test_one_or_two_things_are_no_list(text: str) -> None:
    assert [each for each in everything(text, "count") if each.op is Op.LISTED] == []


def test_a_list_has_its_place_in_the_source() -> None:
    source = source_of("It rained. The fair drew Oslo, Bergen and Molde.")

    ((count, frame),) = source.arithmetic.lists

    span = source.by_frame[id(frame)].span
    assert count == 3
    assert "Oslo, Bergen and" in source.article.text[span.start : span.end]


def test_the_place_of_a_list_holds_its_last_item() -> None:
    source = source_of("The fair drew Oslo, Bergen and Molde.")

    ((_, frame),) = source.arithmetic.lists

    span = source.by_frame[id(frame)].span
    assert source.article.text[span.start : span.end].endswith("Oslo, Bergen and Molde")


def test_clauses_are_no_list_of_things() -> None:
    text = "Elm has 41 boats, Oak has 67 boats and Ash has 20 boats."

    assert [each for each in everything(text, "count") if each.op is Op.LISTED] == []


def test_boilerplate_enters_no_calculation() -> None:
    source = source_of("Elm has 52 boats.\n\nCopyright 2024 Elm News. All rights reserved.\n")

    assert "2024" not in {o.frame.quantity.text for o in source.arithmetic.operands}
    assert "52" in {o.frame.quantity.text for o in source.arithmetic.operands}
