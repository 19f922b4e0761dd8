"""Verbs of change that lead to another number of the sentence."""

from tests.unit.reconcile import doubts

STORM = "It made landfall with winds of 130 mph, then weakened to 75 mph."
SALES = "Sales reached 40 tons, profit rose to 30 tons."


def test_a_verb_that_leads_to_another_number_is_flagged() -> None:
    assert doubts(STORM, "The storm weakened to 130 mph.") == [("130 mph", "verb")]


def test_a_verb_that_leads_to_the_number_is_not() -> None:
    assert doubts(STORM, "The storm weakened to 75 mph.") == []
    assert doubts(STORM, "It came with winds of 130 mph.") == []


def test_another_word_for_reaching_a_level_is_not() -> None:
    assert doubts(SALES, "Sales rose to 40 tons.") == []
