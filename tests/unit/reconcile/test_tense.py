"""What is planned, expected, proposed or modelled is not done."""

import pytest

from tests.unit.reconcile import codes, doubts


@pytest.mark.parametrize(
    ("source", "caught", "left"),
    [
        (
            "The city plans to plant 5,200 trees next autumn.",
            "The city has planted 5,200 trees.",
            "The city plans to plant 5,200 trees.",
        ),
        (
            "Analysts expect the port to lose 310 jobs.",
            "The port has lost 310 jobs.",
            "The port may lose 310 jobs.",
        ),
        (
            "The mayor proposed a fee of 45 euros for each van.",
            "The city has raised a fee of 45 euros for each van.",
            "The mayor wants a fee of 45 euros for each van.",
        ),
        (
            "A projection by Norvik shows 2,300 homes under water.",
            "In the flood 2,300 homes were under water and had been lost.",
            "By its forecast 2,300 homes are under water.",
        ),
        (
            "The firm is likely to close 17 of its shops.",
            "The firm closed 17 of its shops.",
            "The firm is expected to close 17 of its shops.",
        ),
        (
            "The miners demanded a rise of 9 percent.",
            "The miners got a rise of 9 percent.",
            "The miners called for a rise of 9 percent.",
        ),
        (
            "About 60 pilots will be hired in spring.",
            "The airline hired about 60 pilots.",
            "The airline will hire about 60 pilots.",
        ),
        (
            "The plant will employ 830 people.",
            "The plant employs 830 people.",
            "The plant is expected to employ 830 people.",
        ),
    ],
)
def test_what_is_ahead_is_not_done(source: str, caught: str, left: str) -> None:
    assert "projection" in codes(source, caught)
    assert doubts(source, left) == []


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The firm will pay a fine of 70,000 euros.", "The firm has to pay 70,000 euros."),
        ("Donors will give 25 million euros.", "Donors have pledged 25 million euros."),
        ("The clinic vaccinated 910 children within two weeks.", "The clinic vaccinated 910."),
        ("The port sold 12 cranes, but it could not sell the quay.", "The port sold 12 cranes."),
        ("The port sold 12 cranes; it plans to sell the quay.", "The port sold 12 cranes."),
        ("It should not have come to this: the port sold 12 cranes.", "The port sold 12 cranes."),
        # A short word in -ed is no past.
        ("The farms may feed 96 pigs.", "Most farms feed 96 pigs."),
        ("The mill could need 96 sacks.", "The mills need 96 sacks."),
        # A point in time and an age are as they are, whatever is planned then.
        ("The mill will open on 4 May 2026.", "The mill was opened on 4 May 2026."),
        ("The mill will open in 2026.", "The mill opened in 2026."),
        ("Children aged 12 will get a card.", "The town gave a card to children aged 12."),
    ],
)
def test_what_is_done_in_the_source_or_not_said_to_be_done_is_let_be(
    source: str, statement: str
) -> None:
    assert doubts(source, statement) == []


@pytest.mark.parametrize("done", ["painted", "quickly mended", "scrapped"])
def test_any_verb_in_ed_says_that_a_figure_is_done(done: str) -> None:
    source = "Norvik plans to take on 96 boats."

    assert codes(source, f"The yard {done} 96 boats.") == ["projection"]


def test_a_headline_writes_the_present_for_what_is_to_come() -> None:
    source = "The new plant will employ 830 people from spring."

    assert "projection" in codes(source, "The new plant employs 830 people.")
    assert doubts(source, "New plant employs 830 people") == []
