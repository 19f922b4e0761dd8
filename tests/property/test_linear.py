"""Work grows with the length of a text and no faster: counted in lines run, not timed."""

from collections.abc import Callable

import pytest

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.reconcile import Source, check_statement
from pipeline.reconcile.weigh import read_sentences
from pipeline.stages.check import check_article
from pipeline.stages.check_statements import NamedSource
from pipeline.text.people import people
from pipeline.text.remembered import forget
from schemas import DeskSettings
from tests.work import lines_run

Work = Callable[[], object]
MOST = 1.5
"""By how much a part of a text may cost more in a text of four times the length."""
STORM = Source(article_from_text("The storm cut power to 480 homes. It cost $5 million."))


def name(number: int) -> str:
    """Return a surname of its own for each number."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).capitalize() + "son"


def text_of(piece: Callable[[int], str], count: int) -> str:
    return "".join(piece(number) for number in range(count))


# --- the work on all of a text, by how often a piece stands in it ---


def sentences_of_numbers(count: int) -> Work:
    return lambda: list(read_sentences("5. " * count, STORM))


def definite_figures(count: int) -> Work:
    text = text_of(lambda number: f"It cost ${number + 100} million. ", count)
    return lambda: check_article(Source(article_from_text(text)), DeskSettings())


def a_sentence_that_begins_with_a_number(count: int) -> Work:
    return lambda: fact_check(article_from_text("million " * count), drafter=ExtractiveDrafter())


def notes_on_authors(count: int) -> Work:
    text = text_of(
        lambda number: f"Ann {name(number)} is a reporter at the Elm Courier.\n\n", count
    )
    return lambda: article_from_text(text)


@pytest.mark.parametrize(
    ("work", "pieces"),
    [
        (sentences_of_numbers, 200),
        (definite_figures, 120),
        (notes_on_authors, 240),
        (a_sentence_that_begins_with_a_number, 128),
    ],
)
def test_a_text_of_four_times_the_length_costs_four_times_as_much(
    work: Callable[[int], Work], pieces: int
) -> None:
    some, more = (lines_run(work(count)) for count in (pieces, 4 * pieces))

    assert more <= MOST * 4 * some


# --- the work on one thing, by how much there is of what it is looked up in ---


def a_number_that_stands_nowhere(count: int) -> Work:
    source = Source(article_from_text(text_of(lambda n: f"It lost {n + 10} F-{n} boats. ", count)))
    check_statement("It won 987,654,321 prizes in Elm.", source)  # makes ready what is looked in
    return lambda: check_statement("It won 123,456,789 prizes in Elm.", source)


def an_interval(count: int) -> Work:
    dates = text_of(lambda n: f"It ran on {n % 28 + 1} May {1500 + n % 400}. ", count)
    source = Source(article_from_text(dates))
    check_statement("It ran from 3 March 1999 to 6 May 1999.", source)
    return lambda: check_statement("It ran from 3 March 1999 to 5 May 1999.", source)


def an_office(count: int) -> Work:
    held = text_of(lambda n: f"{name(n)} {name(n + 1)}, the mayor of Elm, spoke. ", count)
    known = people(article_from_text(held))
    known.who("the mayor")
    return lambda: known.who("the mayor")


def a_surname(count: int) -> Work:
    bearers = text_of(lambda n: f"{name(n)} Rossi, the mayor of Elm, spoke. ", count)
    known = people(article_from_text(bearers))

    def asked() -> object:
        return known.who("Maria Rossi"), known.named_in("It was Rossi.")

    asked()
    return asked


def the_nearest_sentence(count: int) -> Work:
    text = text_of(lambda n: f"It lost {n + 10} boats. ", count)
    source = NamedSource("log.txt", article_from_text(text), is_file_text=True)
    source.nearest(frozenset({"lost", "boat"}))
    return lambda: source.nearest(frozenset({"lost", "boat"}))


@pytest.mark.parametrize(
    "work",
    [a_number_that_stands_nowhere, an_interval, an_office, a_surname, the_nearest_sentence],
)
def test_a_look_up_costs_the_same_in_a_text_of_four_times_the_length(
    work: Callable[[int], Work],
) -> None:
    forget()

    assert lines_run(work(1640)) <= MOST * lines_run(work(410))
