"""When arithmetic is trusted: not where other values would follow as easily."""

from decimal import Decimal

import pytest

from pipeline.numbers.reconcile.derivation import shown
from pipeline.numbers.reconcile.derive import derive
from schemas import Status
from tests.unit.reconcile import found, quantity, source_of

YEARLY = "The harbour lists " + " and ".join(f"{n} boats" for n in (3, 8, 14, 21, 33, 47, 60, 88))


def test_a_value_among_many_that_would_follow_is_a_coincidence() -> None:
    finding = found(f"{YEARLY} by year.", "There were 13 more boats.")

    assert (finding.status, finding.code) == (Status.UNCLEAR, "coincidence")
    assert finding.formula is not None
    assert finding.formula in finding.reason


@pytest.mark.parametrize(
    ("counts", "status"),
    [
        ((47, 60), Status.DERIVED),
        ((33, 47, 60), Status.DERIVED),  # three of forty other values would follow as well
        ((8, 33, 47, 60), Status.UNCLEAR),  # four would
    ],
)
def test_three_other_values_that_would_follow_are_let_be(
    counts: tuple[int, ...], status: Status
) -> None:
    source = f"The harbour lists {' and '.join(f'{n} boats' for n in counts)} by year."

    assert found(source, "There were 13 more boats.").status is status


def test_a_simple_derivation_is_weighed_against_others_as_simple() -> None:
    source = f"{YEARLY} by year. Of the boats 11 of 18 leak."

    assert found(source, "Of the boats 61% leak.").status is Status.DERIVED
    assert found(source, "Of the boats 39% do not leak.").formula == "1 − 11 / 18 = 38.9 %"


def test_one_number_is_preferred_to_two_and_one_sentence_to_several() -> None:
    source = "Boats: 9 of 12 leak.\n\nThe yard mends 40 boats a day. It sold 30 boats."

    assert found(source, "75% of the boats leak.").formula == "9 / 12 = 75.0 %"


@pytest.mark.parametrize(
    ("stated", "agrees"),
    [
        ("13 boats", True),
        ("12 boats", False),
        ("14 boats", False),
        ("more than 12 boats", True),
        ("more than 13 boats", False),
        ("at least 13 boats", True),
        ("fewer than 13 boats", False),
        ("at most 13 boats", True),
        ("more than 11 boats", False),
        ("more than 14 boats", False),
        ("fewer than 14 boats", True),
        ("fewer than 12 boats", False),
        ("fewer than 16 boats", False),
        ("about 13 boats", True),
        ("about 15 boats", False),
    ],
)
def test_a_hedge_or_a_bound_lets_a_derived_value_lie_beside_it(stated: str, agrees: object) -> None:
    source = source_of("The harbour lists 47 boats and 60 boats by year.")

    derived = derive(quantity(stated), f"There were {stated} more.", source)

    assert (derived is not None) is agrees


def test_two_numbers_of_one_sentence_are_preferred_to_two_that_stand_apart() -> None:
    source = "He sold 60 boats.\n\nShe sold 47 boats. They sold 30 boats and 17 boats."

    assert found(source, "There were 13 more boats.").formula == "30 − 17 = 13"


@pytest.mark.parametrize(("leaking", "agrees"), [(6, False), (7, True), (8, True), (9, False)])
def test_a_bound_in_words_lets_a_share_lie_within_three_tenths_of_it(
    leaking: int, agrees: object
) -> None:
    source = source_of(f"Boats: {leaking} of 20 leak.")

    derived = derive(quantity("More than a third"), "More than a third of the boats leak.", source)

    assert (derived is not None) is agrees


@pytest.mark.parametrize(
    ("stated", "agrees"),
    [
        ("$420 million", True),
        ("$417 million", False),
        ("$410 million", False),
        ("$430 million", False),
        ("$400 million", False),
        ("about $410 million", False),
        ("about $425 million", True),
    ],
)
def test_a_derived_amount_agrees_to_the_digits_stated_and_two_in_a_hundred(
    stated: str, agrees: object
) -> None:
    source = source_of("The quay cost $960 million and the pier $540 million.")

    derived = derive(quantity(stated), f"The quay cost {stated} more.", source)

    assert (derived is not None) is agrees


@pytest.mark.parametrize(
    ("first", "second", "stated", "status"),
    [
        ("96", "57", "153", Status.DERIVED),
        ("96", "57", "150", Status.ABSENT),
        ("7,431", "4,612", "12,000", Status.DERIVED),
        ("7,431", "4,912", "12,000", Status.ABSENT),
    ],
)
def test_only_a_count_of_thousands_is_derived_rounded(
    first: str, second: str, stated: str, status: Status
) -> None:
    source = f"Norvik sold {first} boats. Ostland sold {second} boats."

    assert found(source, f"Together they sold {stated} boats.").status is status


@pytest.mark.parametrize(
    "stated",
    ["between 12 and 14 boats", "13 of 20 boats", "on 13 March 2025", "dozens of boats"],
)
def test_only_one_plain_value_is_derived(stated: str) -> None:
    source = source_of("The harbour lists 47 boats and 60 boats by year.")

    assert derive(quantity(stated), f"It is {stated} more.", source) is None


@pytest.mark.parametrize(
    ("source", "statement", "status"),
    [
        # The same digits at another scale are not to be explained away.
        (
            "The quay cost $3.2 billion, the pier $1.6 million and the mole $1.6 million.",
            "Together they cost $3.2 million.",
            Status.CHANGED,
        ),
        # A number of something else may follow all the same.
        (
            "Norvik sold 96 boats and Ostland 57 boats in 39 weeks.",
            "Norvik sold 39 more boats.",
            Status.DERIVED,
        ),
    ],
)
def test_a_conflict_in_scale_is_not_explained_away(
    source: str, statement: str, status: Status
) -> None:
    assert found(source, statement).status is status


@pytest.mark.parametrize("statement", ["In all 28 boats were lost.", "They lost 28 boats more."])
def test_the_ends_of_a_range_are_not_taken_from_one_another(statement: str) -> None:
    assert found("Between 12 and 40 boats were lost.", statement).status is Status.ABSENT


@pytest.mark.parametrize("share", ["62%", "38%"])
def test_the_sides_of_a_vote_give_a_share_to_half_a_point(share: str) -> None:
    source = "The council voted 62 to 38 for the tram."

    assert found(source, f"Of the council {share} were of this mind.").status is Status.DERIVED


def test_the_times_of_two_races_differ_by_a_length_of_time() -> None:
    source = "Maro won in 2:19:52, and Petrov came in at 2:21:22."

    assert found(source, "Petrov was 90 seconds slower.").status is Status.DERIVED
    assert found(source, "Petrov was 80 seconds slower.").status is Status.ABSENT


@pytest.mark.parametrize(
    ("leaking", "agrees"), [(58, False), (59, True), (60, True), (61, True), (62, False)]
)
def test_a_share_in_words_is_derived_to_a_point_on_either_side(
    leaking: int, agrees: object
) -> None:
    source = source_of(f"The navy has 100 boats. Of them {leaking} boats leak.")

    derived = derive(quantity("Six in ten"), "Six in ten boats leak.", source)

    assert (derived is not None) is agrees


@pytest.mark.parametrize(
    ("seconds", "time"), [(7_200, "2:00:00"), (7_199, "1:59:59"), (36_061, "10:01:01")]
)
def test_the_time_of_a_race_is_shown_in_hours_minutes_and_seconds(seconds: int, time: str) -> None:
    assert shown(Decimal(seconds), quantity("2:19:52")) == time
