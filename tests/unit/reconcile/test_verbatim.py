"""Words taken over from the source: exact by construction, or else not taken for it."""

from pipeline import article_from_text
from pipeline.numbers import Source, verbatim
from schemas import Finding

TEXT = "Elm counts\n\nThe storm cut power to 480 homes, and 480 barns burned in 3 hours.\n"
SOURCE = Source(article_from_text(TEXT))
PLACES = [each for each in SOURCE.quantities if each.quantity.checkable]


def taken(text: str) -> tuple[Finding, ...] | None:
    return verbatim(text, PLACES, SOURCE, subject="c1")


def places(findings: tuple[Finding, ...] | None) -> list[str]:
    assert findings is not None
    return [TEXT[span.start : span.end] for each in findings for span in each.source]


def test_each_number_of_words_taken_over_is_exact_where_it_stands() -> None:
    findings = taken("The storm cut power to 480 homes, and 480 barns burned in 3 hours.")

    assert findings is not None
    assert {each.status for each in findings} == {"exact"}
    assert [each.source[0].start for each in findings] == [each.span.start for each in PLACES]


def test_a_part_of_the_words_has_a_part_of_the_numbers() -> None:
    assert places(taken("480 barns burned in 3 hours.")) == ["480", "3 hours"]
    assert places(taken("The storm came.")) == []


def test_a_number_that_does_not_stand_there_in_that_order_is_not_taken_for_its_own() -> None:
    assert taken("The storm cut power to 481 homes.") is None
    assert taken("It took 3 hours for 480 barns to burn.") is None
    assert taken("Some 480 homes lost power.") is None
