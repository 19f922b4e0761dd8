"""Why a number is held to be borne out or not: one plain sentence, with places and formula."""

import pytest

from pipeline.reconcile.explain import Explanation, explain, formula_of
from pipeline.reconcile.judge import rows_of
from schemas import Status
from tests.unit.reconcile import source_of, weigh, weighed

TOWNS = "Oak had 29 boats. Elm had 52 boats."
SALES = "The mill had 400 boats in 2019. It had 500 boats in 2023."


def told(source: str, statement: str, *, doubted: bool, cited: frozenset[str] | None = None) -> Explanation:  # fmt: skip
    """Return why the first number of a statement is borne out, or if it is doubted, why not."""
    read = source_of(source)
    some = weighed(read, statement)
    rows = rows_of(some)[0]
    parts = [row.weighed for row in rows]
    explanation = explain(some[0], parts, rows[0], doubted=doubted, cited=cited)
    inside = [each.span for each in read.article.sentences]
    assert all(
        any(each.start <= place.start and place.end <= each.end for each in inside)
        for place in explanation.places
    )
    return explanation


def words(source: str, explanation: Explanation) -> list[str]:
    return [source[place.start : place.end] for place in explanation.places]


def is_plain(reason: str) -> bool:
    return bool(reason) and "\n" not in reason and ". " not in reason and "_" not in reason


@pytest.mark.parametrize(
    ("code", "status", "source", "statement", "place"),
    [
        ("exact", Status.EXACT, "It sold 41 boats.", "It sold 41 boats.", "41"),
        ("reformatted", Status.REFORMATTED, "It sold 41 boats.", "It sold forty-one boats.", "41"),
        ("reformatted", Status.REFORMATTED, "It is 1.5 km.", "It is 1,500 metres.", "1.5 km"),
        ("rounded", Status.ROUNDED, "It sold 1,480 boats.", "It sold 1,500 boats.", "1,480"),
        ("hedge_dropped", Status.ROUNDED, "It sold nearly 480 boats.", "It sold 480 boats.", "nearly 480"),
        ("bound_dropped", Status.ROUNDED, "It sold more than 480 boats.", "It sold 480 boats.", "more than 480"),
        ("bound_added", Status.UNCLEAR, "It sold 480 boats.", "It sold more than 480 boats.", "480"),
        ("within_bound", Status.WITHIN_BOUND, "It sold 512 boats.", "It sold more than 500 boats.", "512"),
    ],
)  # fmt: skip
def test_what_bears_a_number_out_is_told(
    code: str, status: Status, source: str, statement: str, place: str
) -> None:
    found = told(source, statement, doubted=False)

    assert (found.code, found.status) == (code, status)
    assert words(source, found) == [place]
    assert is_plain(found.reason)
    assert place in found.reason or code == "exact"


@pytest.mark.parametrize(
    ("code", "status", "source", "statement", "places"),
    [
        ("by_to", Status.CHANGED, "It rose by 41 boats.", "It rose to 41 boats.", ["41"]),
        ("direction", Status.CHANGED, "It rose by 41 boats.", "It fell by 41 boats.", ["41"]),
        ("direction", Status.CHANGED, SALES, "It fell by 100 boats.", []),
        ("period", Status.CHANGED, "It costs 41 euros per pupil.", "It costs 41 euros per person.", ["41 euros"]),
        ("projection", Status.CHANGED, "It will sell 41 boats.", "It sold 41 boats.", ["41"]),
        ("bound", Status.CHANGED, "Fewer than 500 came.", "More than 500 came.", ["Fewer than 500"]),
        ("range", Status.CHANGED, "It takes 5 to 7 days.", "It takes 5 days.", ["5 to 7 days"]),
        ("scale", Status.CHANGED, "It cost $5 billion.", "It cost $5 million.", ["$5 billion"]),
        ("unit", Status.CHANGED, "It took six months.", "It took six weeks.", ["six months"]),
        ("points", Status.CHANGED, "It is 5 percent.", "It is 5 percentage points.", ["5 percent"]),
        ("value", Status.CHANGED, "It sold 41 boats.", "It sold 73 boats.", ["41"]),
        ("time", Status.ELSEWHERE, "It sold 41 boats last year.", "It sold 41 boats this year.", ["41"]),
        ("base", Status.ELSEWHERE, "Of it 41 percent of pupils agreed.", "Of it 41 percent of nurses left.", ["41 percent"]),
        ("noun", Status.ELSEWHERE, "It sold 41 boats.", "It sold 41 carts.", ["41"]),
        ("binding", Status.ELSEWHERE, "The mill sold 41 boats. The yard bought 67 carts.", "The yard bought 41.", ["41", "67"]),
        ("swapped", Status.ELSEWHERE, "Elm has 41 boats and Oak has 67 boats.", "Elm has 67 boats and Oak has 41 boats.", ["67"]),
        ("unbound", Status.UNCLEAR, "It sold 41 boats.", "It sold 41 boats.", ["41"]),
        ("absent", Status.ABSENT, "It sold 41 boats.", "It costs $7 million.", []),
    ],
)  # fmt: skip
def test_what_speaks_against_a_number_is_told(
    code: str, status: Status, source: str, statement: str, places: list[str]
) -> None:
    found = told(source, statement, doubted=True)

    assert (found.code, found.status) == (code, status)
    assert words(source, found) == places
    assert is_plain(found.reason)


def test_a_rate_by_another_time_is_told_as_another_period() -> None:
    source = "The rent is 41 euros a month."

    found = told(source, "The rent is 41 euros a week.", doubted=True)

    assert found.code == "period"
    assert "month" in found.reason


def test_both_counts_of_x_of_y_are_told_where_they_stand_apart() -> None:
    source = "Of 32 boats in the port 22 boats sank."

    found = told(source, "In the port 22 of 32 boats sank.", doubted=False)

    assert (found.code, found.status) == ("reformatted", Status.REFORMATTED)
    assert set(words(source, found)) == {"32", "22"}


# --- citations ---

APART = "Elm had 52 boats. It rained. Elm sold boats, 52 boats."


def test_a_place_that_is_cited_is_told_before_a_better_one_that_is_not() -> None:
    sentence = source_of(APART).article.sentences[2]

    found = told(APART, "Elm had 52 boats.", doubted=False, cited=frozenset({sentence.sentence_id}))

    assert found.cited
    assert found.places[0].start >= sentence.span.start


def test_a_number_that_stands_only_where_nothing_is_cited_is_told_so() -> None:
    sentence = source_of(APART).article.sentences[1]

    found = told(APART, "Elm had 52 boats.", doubted=False, cited=frozenset({sentence.sentence_id}))

    assert not found.cited


# --- formulas ---


@pytest.mark.parametrize(
    ("source", "statement", "formula"),
    [
        (TOWNS, "Elm had 23 more boats than Oak.", "52 − 29 = 23"),
        (TOWNS, "The towns had a total of 81 boats.", "29 + 52 = 81"),
        ("Elm had 29 boats. Oak had 58 boats.", "Oak has twice as many boats as Elm.", "58 / 29 = 2"),
        (SALES, "The mill grew by 25 percent.", "the change 400 → 500 = 25 %"),
        ("The mill had 400 boats in 2023. It had 500 boats in 2019.", "The mill shrank by 20 percent.", "the change 500 → 400 = 20 %"),
        ("Elm had 50 boats. It lost 20 boats.", "It lost 40 percent of its boats.", "20 / 50 = 40 %"),
        ("Elm won 9-4.", "Elm won by five goals.", "the difference in 9-4 = 5"),
        ("Of 128 boats Elm has 41 boats and Oak 67 boats.", "Some 20 boats are left.", "128 − 41 − 67 = 20"),
        ("About 38 percent agreed.", "Some 62 percent did not agree.", "100 − About 38 percent = 62 %"),
        ("The fair began at 17:30. It ended at 19:00.", "The fair lasted 90 minutes.", "from 17:30 to 19:00 = 90"),
        ("Elm has 41 boats. Oak has 67 boats. Ash has 20 boats.", "They have 128 boats.", "41 + 67 + 20 = 128"),
        ("It rose from 29 percent in 2019 to 52 percent in 2023.", "It rose by 23 percentage points.", "52 percent − 29 percent = 23 points"),
    ],
)  # fmt: skip
def test_a_formula_shows_the_operands_as_they_are_written(
    source: str, statement: str, formula: str
) -> None:
    found = told(source, statement, doubted=False)

    assert (found.code, found.status) == ("derived", Status.DERIVED)
    assert found.formula == formula
    assert formula in found.reason
    assert all(place in formula for place in words(source, found))
    assert is_plain(found.reason)


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("The fair lasted 3 weeks.", "3"),
        ("The fair lasted 21 days.", "21"),
        ("The fair lasted 504 hours.", "504"),
    ],
)
def test_a_length_of_time_is_shown_in_the_unit_that_is_stated(statement: str, value: str) -> None:
    source = "The fair began on 4 March 2021. It ended on 25 March 2021."
    found = weigh(source, statement)

    formula = formula_of(found.derivations.found[0].result, found.stated.frame.quantity)

    assert formula.endswith(f" = {value}")


@pytest.mark.parametrize(
    ("source", "statement", "value"),
    [
        ("The mill opened in 2019. It closed after 4 years.", "The mill closed in 2023.", "2023"),
        ("The fair began at 17:30. It took two hours.", "The fair ended at 19:30.", "19:30"),
    ],
)
def test_a_point_in_time_is_shown_as_people_write_it(
    source: str, statement: str, value: str
) -> None:
    found = weigh(source, statement)

    formula = formula_of(found.derivations.found[0].result, found.stated.frame.quantity)

    assert formula.endswith(f" = {value}")


@pytest.mark.parametrize(
    ("source", "statement", "quoted"),
    [
        ("It sold 41 big boats.", "It sold 73 boats.", "“41 big boats”"),
        (
            "It spends 2 percent of income.",
            "It spends 5 percent of income.",
            "“2 percent of income”",
        ),
        ("It pays $17 million of the cost.", "It pays $71 million of the cost.", "“$17 million”"),
    ],
)
def test_the_source_is_quoted_as_it_stands(source: str, statement: str, quoted: str) -> None:
    assert quoted in told(source, statement, doubted=True).reason
