"""The best that a source has to say of a number, among all that it says."""

import pytest

from pipeline import article_from_text
from pipeline.numbers import Source, check_text
from schemas import Finding, Status
from tests.unit.reconcile import codes, doubts, found

CRANES = (
    "The port may use no more than 40 cranes at night. It rained on Monday.\n\n"
    "The union has 40 members in the town of Halden. Its chairman is 61 years old."
)


def cited(source: str, statement: str, *sentences: int) -> Finding:
    article = article_from_text(source)
    ids = frozenset(article.sentences[each].sentence_id for each in sentences)
    (finding,) = check_text(statement, Source(article), subject="c1", cited=ids)
    return finding


def test_a_number_elsewhere_does_not_hide_a_conflict_that_fits_much_better() -> None:
    assert codes(CRANES, "The port may use at least 40 cranes at night.") == ["bound"]
    assert doubts(CRANES, "The union has 40 members.") == []


def test_another_scale_is_a_conflict_before_all_others() -> None:
    source = "Rents in Halden rose by $3.2 billion."

    assert codes(source, "Rents in Halden fell by $3.2 million.") == ["scale"]
    assert codes(source, "Rents in Halden fell by $3.2 billion.") == ["direction"]


def test_a_bound_that_was_left_out_hides_no_other_conflict() -> None:
    source = "Rents rose by at least 7 percent."

    assert codes(source, "Rents fell by 7 percent.") == ["direction"]
    assert codes(source, "Rents rose by 7 percent.") == ["bound_dropped"]


def test_one_of_two_places_that_bears_a_number_out_is_enough() -> None:
    source = "Rents rose by 7 percent in May. Rents fell by 7 percent in June."

    assert doubts(source, "Rents rose by 7 percent.") == []
    assert doubts(source, "Rents fell by 7 percent.") == []


def test_among_places_that_say_the_same_the_best_fitting_is_shown() -> None:
    source = "Norvik owns 41 boats. Ostland owns 41 sheds."

    finding = found(source, "The sheds of Ostland are 41.")

    assert [span.start for span in finding.source] == [source.rindex("41")]


def test_a_number_is_looked_for_in_the_sentences_cited_first() -> None:
    source = "The mill sold 41 tons. The inn has 95 beds. The mill has 41 sheds."

    assert cited(source, "The mill sold 41 tons.", 0).status is Status.EXACT
    assert cited(source, "The mill sold 41 tons.", 1).code == "citation"
    assert cited(source, "The mill sold 77 tons.", 1).status is Status.ABSENT


def test_a_number_not_cited_names_the_sentence_that_it_stands_in() -> None:
    source = "The mill sold 41 tons. The inn has 95 beds."
    home = article_from_text(source).sentences[0].sentence_id

    assert home in cited(source, "The mill sold 41 tons.", 1).reason


@pytest.mark.parametrize("words", "Combined|In total|Altogether|In all|Together".split("|"))
def test_a_total_that_follows_is_not_taken_for_another_number(words: str) -> None:
    source = "Norvik sold 96 boats and Ostland 57 boats. The town has 153 inns."

    assert doubts(source, f"{words} they sold 153 boats.") == []
    assert doubts(source, "Norvik sold 153 boats.") != []


CLUB = (
    "Norvik is quiet.\n\nAt the inn {elsewhere} of the beds are let.\n\nIt rained.\n\n"
    "The rowing club asked its members: 18 of 40 row on Sundays, and 60% of the members swim."
)


@pytest.mark.parametrize(
    "statement",
    [
        "In the rowing club 45% of the members row on Sundays.",
        "On Sundays 45% of the members of the rowing club row.",
    ],
)
def test_a_share_that_follows_from_one_number_is_not_taken_from_elsewhere(statement: str) -> None:
    other = statement.replace("45%", "38%")

    assert doubts(CLUB.format(elsewhere="45%"), statement) == []
    assert codes(CLUB.format(elsewhere="38%"), other) == ["binding"]


@pytest.mark.parametrize(
    "source",
    [
        "Okafor sold at least 41 boats. Lindqvist sold 41 boats.",
        "Lindqvist sold 41 sheds. Okafor sold at least 41 boats.",
        "Okafor sold more than 41 boats. Last year Okafor grew by 41 boats to 95.",
    ],
)
def test_a_number_without_its_bound_is_better_than_the_same_one_of_something_else(
    source: str,
) -> None:
    assert codes(source, "Okafor sold 41 boats.") == ["bound_dropped"]


def test_the_part_of_a_whole_is_looked_for_in_the_sentences_cited_as_well() -> None:
    source = "The port lost 12 cranes. The port had 85 cranes."

    assert cited(source, "The port lost 12 of 85 cranes.", 0, 1).status.supported
    assert cited(source, "The port lost 12 of 85 cranes.", 1).code == "citation"
    assert cited(source, "The port lost 12 of 85 cranes.", 0).code == "citation"


def test_findings_on_two_statements_are_told_apart() -> None:
    one, again, other = (
        found("The mill sold 41 tons.", statement).subject
        for statement in ("It sold 41 tons.", "It sold 41 tons.", "It ground 41 tons.")
    )

    assert one == again
    assert one != other


def test_a_majority_that_follows_is_not_taken_for_another_number() -> None:
    source = (
        "Parliament passed the bill by 301 votes to 248. Fifty-three members spoke. In May it had "
        "got 289 votes."
    )

    assert found(source, "The bill had a majority of 53 votes.").status.supported
