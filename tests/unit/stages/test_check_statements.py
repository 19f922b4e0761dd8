"""A statement against several sources, with the places of both."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline import article_from_text
from pipeline.stages.check_statements import NamedSource, check_placed
from pipeline.text.placed import PlacedText, Places
from schemas import CheckedStatement, Outcome, Sensitivity, Status

FIRST = "The yard built 14 ferries in 2024.\n\nIt hired 300 welders and paid them well.\n"
SECOND = "# Ferries\n\nThe *yard* built **16** ferries and sold nine of them.\n"


def sources() -> tuple[NamedSource, ...]:
    return (
        NamedSource("first.txt", article_from_text(FIRST), is_file_text=True),
        NamedSource("second.md", article_from_text(SECOND, kind="markdown"), is_file_text=True),
    )


def checked(statement: str, named: Sequence[NamedSource] = ()) -> CheckedStatement:
    words = PlacedText.slice_of(statement, 0, len(statement))
    places = Places("draft.txt", statement)
    return check_placed(words, places, named or sources(), Sensitivity.NORMAL)


def test_each_number_may_rest_on_another_source() -> None:
    found = checked("The yard built 14 ferries and sold nine of them.").findings

    assert [(each.quantity.text, each.article) for each in found] == [
        ("14", "first.txt"),
        ("nine", "second.md"),
    ]
    assert not any(each.flagged for each in found)


def test_the_first_source_speaks_where_none_bears_a_number_out() -> None:
    named = [replace(sources()[0], name=name) for name in ("first.txt", "again.txt")]

    found = checked("The yard built 77 ferries.", named).findings

    assert [(each.outcome, each.article) for each in found] == [(Outcome.UNSUPPORTED, "first.txt")]


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize(
    ("statement", "one", "other", "outcome"),
    [
        ("It cost $5 million.", "It cost $5 million.", "It cost $6 million.", Outcome.SUPPORTED),
        ("It cost $5 million.", "It cost $5 billion.", "No boat came.", Outcome.UNSUPPORTED),
        ("It hired 700.", "It hired at least 700.", "It hired 700 million.", Outcome.SUPPORTED),
        ("It has 35 jets.", "It flies the F-35.", "It has two jets.", Outcome.REVIEW),
    ],
)
def test_the_source_that_supports_a_number_best_speaks(
    statement: str, one: str, other: str, outcome: Outcome, turn: int
) -> None:
    texts = (one, other)[::turn]
    named = [NamedSource(text, article_from_text(text), is_file_text=True) for text in texts]

    found = checked(statement, named).findings

    assert [(each.outcome, each.article) for each in found] == [(outcome, one)]


def test_the_sentence_is_shown_plain_with_its_number_and_its_place_in_the_file() -> None:
    sentence = checked("The yard built 16 ferries.").findings[0].sentences[0]

    assert sentence.text == "The yard built 16 ferries and sold nine of them."
    assert [sentence.text[span.start : span.end] for span in sentence.numbers] == ["16"]
    assert sentence.place is not None
    assert (sentence.place.file, sentence.place.line) == ("second.md", 3)


def test_an_absent_number_shows_the_sentence_with_most_of_its_words() -> None:
    first = sources()[:1]

    found = checked("It hired welders for 25 percent less.", first).findings[0]

    assert (found.status, found.sentences) == (Status.ABSENT, ())
    assert found.nearest is not None
    assert found.nearest.text == "It hired 300 welders and paid them well."
    assert checked("Prices: 25 percent.", first).findings[0].nearest is None
