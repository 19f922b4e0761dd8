"""X of Y: whether the two belong together, or follow from what the source says."""

import pytest

from pipeline.numbers.reconcile.parts import counts_two
from schemas import Status
from tests.unit.reconcile import codes, doubts, found, quantity


@pytest.mark.parametrize(
    ("source", "statement", "code"),
    [
        ("At night 22 pumps failed.", "22 of 54 pumps failed.", "absent"),
        ("22 of the 32 pumps failed. There are 54 valves.", "22 of 54 pumps failed.", "whole"),
        (
            "The port lost 12 cranes.\n\nIt rained.\n\nNobody saw it.\n\nSome 85 cranes stood.",
            "The port lost 12 of 85 cranes.",
            "pair",
        ),
        (
            "It rained.\n\nNobody came.\n\nThe port had 85 cranes. It lost 12 cranes.",
            "The port lost 12 of 85 cranes.",
            "reformatted",
        ),
        ("The port lost 12 of 85 cranes.", "The port lost 12 of 85 cranes.", "exact"),
        # Twice a number is no record of games.
        ("Norvik has 41 boats.", "41 of 82 boats leak.", "absent"),
        ("It lost 118 cranes. It had 850 cranes.", "It lost about 120 of 850 cranes.", "rounded"),
        (
            "The port lost 12 cranes. It had 85 cranes.",
            "The port lost 12 of 85 cranes.",
            "reformatted",
        ),
    ],
)
def test_a_part_and_its_whole_must_belong_together(source: str, statement: str, code: str) -> None:
    assert codes(source, statement) == [code]


@pytest.mark.parametrize(
    ("source", "statement", "formula"),
    [
        ("14 of 17 markets grew.", "Three of 17 markets did not grow.", "17 − 14 = 3"),
        ("The team finished the season 11-4.", "The team won 11 of 15 games.", "11 + 4 = 15"),
        ("The team finished the season 11-4.", "The team lost 4 of 15 games.", "11 + 4 = 15"),
    ],
)
def test_the_rest_of_a_whole_and_a_record_of_games_follow(
    source: str, statement: str, formula: str
) -> None:
    finding = found(source, statement)

    assert (finding.status, finding.formula) == (Status.DERIVED, formula)


def test_a_part_that_does_not_add_up_to_the_whole_does_not_follow() -> None:
    assert doubts("14 of 17 markets grew.", "Four of 17 markets did not grow.") != []
    assert doubts("In Halden 14 markets grew.", "Three of 17 markets did not grow.") != []
    assert doubts("The team finished the season 11-4.", "The team won 11 of 16 games.") != []


@pytest.mark.parametrize(
    ("text", "two"),
    [("22 of 32 pumps", True), ("12 out of 40 pumps", False), ("one in six pumps", False)],
)
def test_only_a_part_of_so_many_things_counts_two(text: str, two: object) -> None:
    assert counts_two(quantity(text)) is two


def test_one_of_several_counts_only_the_several() -> None:
    source = "The three brothers Maro own one mill. One of four mills in Halden is shut."

    assert doubts(source, "One of three brothers sold the mill.") == []
    assert doubts(source, "One of seven brothers sold the mill.") != []


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        ("About 80% voted for the quay.", Status.DERIVED),
        ("One in five voted against the quay.", Status.DERIVED),
        ("About 60% voted for the quay.", Status.ABSENT),
    ],
)
def test_a_vote_gives_the_share_of_each_side(statement: str, status: Status) -> None:
    source = "The quay won by 5,217 votes for it to 1,304."

    assert found(source, statement).status is status


def test_two_counts_that_do_not_face_each_other_are_no_vote() -> None:
    side_by_side = "The quay needed 5,217 stones and 1,304 poles."
    far = "The 5,217 votes were counted at the town hall and sent to 1,304 inns."

    assert found(side_by_side, "About 80% voted for the quay.").status is Status.ABSENT
    assert found(far, "About 80% voted for the quay.").status is Status.ABSENT


VOTE = "The council passed it by nine votes to four."


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        ("A 9-4 vote carried it.", Status.DERIVED),
        ("A 9-3 vote carried it.", Status.ABSENT),
        ("Nine of the 13 councillors were for it.", Status.DERIVED),
        ("Nine of the 14 councillors were for it.", Status.ABSENT),
    ],
)
def test_a_vote_in_words_gives_its_score_and_those_who_voted(
    statement: str, status: Status
) -> None:
    assert found(VOTE, statement).status is status
