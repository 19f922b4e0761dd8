"""What a number was before the change that the source tells of."""

import pytest

from schemas import Status
from tests.unit.reconcile import found


@pytest.mark.parametrize(
    ("source", "statement", "formula"),
    [
        # By so much.
        (
            "The dyke rose by 3 metres to 11 metres.",
            "The dyke was 8 metres high before.",
            "11 metres − 3 metres = 8",
        ),
        (
            "The catch fell by 40 tons to 130 tons.",
            "The catch was 170 tons before.",
            "130 tons + 40 tons = 170",
        ),
        # By so many per cent.
        (
            "Sales rose 25% to 150 boats.",
            "Sales were 120 boats before.",
            "150 / (1 + 25%) = 120",
        ),
        (
            "Sales fell 20% to 120 boats.",
            "Sales were 150 boats before.",
            "120 / (1 − 20%) = 150",
        ),
        # The noun is left out.
        (
            "The work took 19 months, five longer than planned.",
            "The work was planned to take 14 months.",
            "19 months − five = 14",
        ),
        (
            "The work took 19 months, five shorter than planned.",
            "The work was planned to take 24 months.",
            "19 months + five = 24",
        ),
        (
            "In Halden it was 31C, four degrees warmer than normal.",
            "In Halden 27C are normal.",
            "31C − four degrees = 27",
        ),
        # So many times as much.
        (
            "The mill grinds 75 tons, three times its original load.",
            "The original load of the mill was 25 tons.",
            "75 tons / 3 = 25",
        ),
        # Either way, where the words do not say which.
        (
            "The winner had 120 points, with 14 points between them at the end, 14 apart.",
            "The other had 106 points.",
            "120 − 14 = 106",
        ),
    ],
)
def test_what_it_was_before_follows(source: str, statement: str, formula: str) -> None:
    finding = found(source, statement)

    assert (finding.status, finding.formula) == (Status.DERIVED, formula)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        # Nothing speaks of a former state.
        ("Sales rose 25% to 150 boats.", "Norvik sold 120 boats."),
        # The wrong way round.
        (
            "The work took 19 months, five longer than planned.",
            "The work was planned to take 24 months.",
        ),
        ("Sales rose 25% to 150 boats.", "Sales were 200 boats before."),
        # A level is no change.
        ("The dyke is 11 metres high and 3 metres wide.", "The dyke had 33 metres before."),
        # So many times as much must be said of the same thing, in the same sentence.
        (
            "The mill grinds 75 tons. Its noise is three times its original one.",
            "The original load of the mill was 25 tons.",
        ),
        (
            "The mill has 75 sheds, three times its original number.",
            "The original load of the mill was 25 tons.",
        ),
        # Per cent are not taken from per cent: they may be points, or a share of the share.
        ("Unemployment rose by 5% to 20%.", "Unemployment was 15% before."),
        # A length of time is no number of boats.
        ("Sales rose 25% in 150 days.", "Sales were 120 boats before."),
        # The change stands too far off.
        (
            "The work took 19 months. It rained. Nobody came. The break was five longer than planned.",
            "The work was planned to take 14 months.",
        ),
    ],
)
def test_what_it_was_does_not_follow_without_a_change(source: str, statement: str) -> None:
    assert found(source, statement).status is not Status.DERIVED


@pytest.mark.parametrize(
    ("source", "statement", "formula"),
    [
        (
            "The mill ground 640 tons, 70 tons more than a year ago.",
            "The mill ground 12% more.",
            "70 tons / (640 tons − 70 tons) = 12.3 %",
        ),
        (
            "They expect 21.5 million tonnes, 4 million less than last year.",
            "They expect about 16% less.",
            "4 million / (21.5 million tonnes + 4 million) = 15.7 %",
        ),
    ],
)
def test_a_change_in_per_cent_follows_from_the_level_and_the_difference(
    source: str, statement: str, formula: str
) -> None:
    finding = found(source, statement)

    assert (finding.status, finding.formula) == (Status.DERIVED, formula)


@pytest.mark.parametrize("statement", ["The mill ground 12% less.", "12% of the mill is old."])
def test_a_change_in_per_cent_does_not_follow_the_other_way_or_where_nothing_changed(
    statement: str,
) -> None:
    source = "The mill ground 640 tons, 70 tons more than a year ago."

    assert found(source, statement).status.flagged
