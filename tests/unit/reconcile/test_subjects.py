"""Whose number it is, where both sentences name somebody."""

import pytest

from tests.unit.reconcile import codes, doubts


@pytest.mark.parametrize(
    ("source", "caught", "left"),
    [
        (
            "Okafor scored 23 points, and Lindqvist had 11 rebounds.",
            "Brandt scored 23 points.",
            "Okafor scored 23 points.",
        ),
        (
            "Norvik Shipping sold 14 tankers in March.",
            "Ostland Lines sold 14 tankers in March.",
            "In March, Norvik sold 14 tankers.",
        ),
        (
            "Halden has 830 hotel beds.",
            "Tromso has 830 hotel beds.",
            "Halden's hotels have 830 beds.",
        ),
        (
            "Maria de Souza won 41 races.",
            "Ines van Laak won 41 races.",
            "Souza won 41 races.",
        ),
        (
            "It rained; Petrov quickly sold 300 shares.",
            "Ahlgren sold 300 shares.",
            "Mr Petrov sold 300 shares.",
        ),
    ],
)
def test_a_number_of_one_is_not_of_another(source: str, caught: str, left: str) -> None:
    assert codes(source, caught) == ["subject"]
    assert doubts(source, left) == []


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        # A speaker is not whose number it is.
        ("Okafor said the port lost 52 cranes.", "The port lost 52 cranes."),
        ("Okafor said 52 cranes were lost.", "Norvik lost 52 cranes."),
        ("Norvik lost 52 cranes.", "Okafor reported 52 lost cranes."),
        # A plural that opens a sentence is no name.
        ("Builders completed 90 flats.", "Norvik completed 90 flats."),
        # Nor is a pronoun or an article.
        ("They completed 90 flats.", "Norvik completed 90 flats."),
        ("The company completed 90 flats.", "Norvik completed 90 flats."),
        # The other sentence knows both names.
        ("Norvik, which Ostland owns, completed 90 flats.", "Ostland completed 90 flats."),
        ("Norvik completed 90 flats.", "Ostland completed 90 flats for Norvik."),
        # In the genitive too, with either apostrophe.
        ("Okafor's Mill sold 41 boats.", "Brandt sold 41 boats to Okafor."),
        ("Okafor’s Mill sold 41 boats.", "Brandt sold 41 boats to Okafor."),
        ("Brandt sold 41 boats.", "Okafor sold 41 of Brandt’s boats."),
    ],
)
def test_who_speaks_and_who_is_no_name_are_no_other_subject(source: str, statement: str) -> None:
    assert "subject" not in codes(source, statement)


def test_a_headline_is_not_asked_for_its_subject() -> None:
    source = "Norvik completed 90 flats in Halden."

    assert codes(source, "Ostland completed 90 flats in Halden.") == ["subject"]
    assert codes(source, "Ostland completed 90 flats in Halden") != ["subject"]
