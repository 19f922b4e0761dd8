"""Where a number of a library stands, and in a sentence how it stands to a figure."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline import article_from_text
from pipeline.evidence.library.passages import items_of
from pipeline.evidence.library.searching import Library
from pipeline.evidence.library.storing import Storing
from pipeline.evidence.parts import Column, Part, Table, TableRow
from pipeline.evidence.readers.cells import cell_values
from pipeline.evidence.verdict.asked import Asked
from pipeline.evidence.verdict.places import column_letters, full_place, place_of, sum_words
from pipeline.evidence.verdict.pool import Candidate, Pool, gather
from pipeline.evidence.verdict.reasons import formula_words, reason_words
from pipeline.evidence.verdict.verdicts import Looked, Scored
from pipeline.evidence.verdict.weighing import Matched
from pipeline.reconcile import source_of
from schemas import EvidenceOutcome
from tests.evidence_tables import kept, parts_of
from tests.unit.evidence.shelf import prose, source

VISITS = "Library visits, 2026\nMonth,Branch,Visits\n" + "\n".join(
    f"{month},{branch},{number}"
    for month, branch, number in (
        ("January", "Cray", 310),
        ("January", "Sallow", 120),
        ("February", "Cray", 290),
        ("February", "Sallow", 140),
        ("March", "Cray", 333),
        ("March", "Sallow", 151),
    )
)
BARE = Table(
    "Visits",
    "",
    "table 1 on page 2",
    (Column("", "{}", is_label=False), Column("Visits", "{}", is_label=False)),
    [TableRow(number, (str(number), str(100 + number * number))) for number in range(2, 6)],
)
"""A table without labels and without the names of cells."""
Gather = Callable[[str], Pool]


@pytest.fixture
def shelves(tmp_path: Path) -> Iterator[Library]:
    parts: Mapping[str, list[Part]] = {
        "reports/visits.csv": parts_of(VISITS),
        "reports/page.pdf": kept([BARE]),
        "reports/fees.txt": [
            prose(
                "The fee is about £480.",
                "The fee was £512 in 2019.",
                "More than 700 fees were paid.",
                "In the survey 22 of 32 paid the fee.",
            )
        ],
    }
    path = tmp_path / "library.sqlite"
    with Storing.open(path) as storing:
        for name, each in parts.items():
            storing.put(source(name), items_of(each, cell_values))
    with Library.open(path) as library:
        yield library


@pytest.fixture
def gathered(shelves: Library) -> Gather:
    def gather_for(text: str) -> Pool:
        article = source_of(article_from_text(f"Of fees and visits\n\n{text}"))
        (figure,) = (each for each in article.quantities if each.quantity.low is not None and not each.quantity.date)  # fmt: skip
        return gather(Asked(figure, article), shelves)

    return gather_for


def only(pool: Pool, value: str, *, summed: int = 0) -> Candidate:
    """Return the number of a pool that is written so, or the sum of so many rows."""
    return next(
        each
        for each in pool.candidates
        if each.figure.quantity.text == value and len(each.summed) == summed
    )


def looked(pool: Pool, *some: Candidate, **figures: float) -> Looked:
    told = {f"prose.{name}": value for name, value in figures.items()}
    scored = [Scored(Matched(each, told, 0.0), {}, 0.0) for each in some]
    return Looked(pool, [], scored, scored, [])


class SumCase(NamedTuple):
    """A sum of so many rows, with how it is shown."""

    value: str
    rows: int
    where: str
    formula: str
    text: str


@pytest.mark.parametrize(
    "case",
    [
        SumCase("1,344", 6, "cells C3:C8", "sum of C3:C8 = 1,344", "Sum of 6 rows, Visits: 1,344."),
        SumCase(
            "933",
            3,
            "cells C3, C5, C7",
            "sum of C3, C5, C7 = 933",
            "Sum of 3 rows, Cray, Visits: 933.",
        ),
    ],
    ids=lambda case: case.value,
)
def test_a_sum_names_its_cells(gathered: Gather, shelves: Library, case: SumCase) -> None:
    value, summed, where, formula, text = case
    pool = gathered(f"The library at Cray had {value} visits.")
    candidate = only(pool, value, summed=summed)

    place = place_of(candidate, shelves)

    assert (place.where, place.text) == (where, text)
    assert place.number
    assert place.text[place.number.start : place.number.end] == value
    assert sum_words(candidate) == formula
    assert formula_words(looked(pool, candidate), [candidate], None) == formula
    assert place.table
    assert place.table.rows[place.table.row][0].startswith(f"Sum of {summed} rows")
    assert place.table.rows[place.table.row][2] == value


def test_a_sum_in_a_table_without_names_of_cells_names_its_rows(
    gathered: Gather, shelves: Library
) -> None:
    candidate = only(gathered("There were 454 visits."), "454", summed=4)

    assert sum_words(candidate) == "sum of rows 2 to 5 of Visits = 454"
    assert place_of(candidate, shelves).where == "table 1 on page 2, rows 2 to 5"
    assert full_place([candidate]) == "page.pdf, table 1 on page 2, rows 2 to 5"


def test_cells_and_sentences_are_named_by_document(gathered: Gather) -> None:
    pool = gathered("The library had 310 visits.")
    one, other = only(pool, "310"), only(pool, "120")

    assert full_place([one]) == "visits.csv, cell C3"
    assert full_place([one, other, one]) == "visits.csv, cells C3 and C4"


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_the_letters_of_a_spreadsheet(column: int, letters: str) -> None:
    assert column_letters(column) == letters


BORNE, AGAINST, OTHER = (
    EvidenceOutcome.BORNE_OUT,
    EvidenceOutcome.CONTRADICTED,
    EvidenceOutcome.OTHER,
)


@pytest.mark.parametrize(
    ("text", "value", "outcome", "reason"),
    [
        (
            "The fee is £480.",
            "about £480",
            BORNE,
            (
                "line 1, says about £480, the same number as £480, but only one of the two is "
                "approximate."
            ),
        ),
        ("The fee was £512.", "£512", BORNE, "line 2, says £512."),
        (
            "The fee was £0.512 thousand.",
            "£512",
            BORNE,
            "line 2, says £512, which is the same as £0.512 thousand.",
        ),
        (
            "The fee was about £500.",
            "£512",
            BORNE,
            "line 2, says £512, which is about £500 in round figures.",
        ),
        (
            "More than 700 fees were paid.",
            "More than 700",
            BORNE,
            "line 3, says More than 700.",
        ),
        (
            "There were 700 fees.",
            "More than 700",
            BORNE,
            "line 3, says More than 700, and the bound is left out in 700.",
        ),
        (
            "The fee was more than £512.",
            "£512",
            BORNE,
            "line 2, says £512, without the bound of more than £512.",
        ),
        (
            "Almost 22 people paid.",
            "22 of 32",
            BORNE,
            "line 4, says 22 of 32, which may be read as Almost 22.",
        ),
        (
            "The fee was £520.",
            "£512",
            AGAINST,
            "line 2, says £512 where the text says £520; it seems to be the same thing and time.",
        ),
        (
            "The fee was £512 in 2021.",
            "£512",
            OTHER,
            "line 2, says £512, but of 2019, not of 2021.",
        ),
    ],
)
def test_a_reason_says_how_a_number_stands_to_the_figure(
    gathered: Gather, text: str, value: str, outcome: EvidenceOutcome, reason: str
) -> None:
    pool = gathered(text)
    best = only(pool, value)

    found = reason_words(looked(pool, best), outcome, [best], None)

    assert found == f"fees.txt, {reason}"


@pytest.mark.parametrize(
    ("figures", "difference"),
    [
        ({"year": -1.0}, "of another time"),
        ({"part": -1.0}, "of another time"),
        ({}, "it may be of another thing, place or whole: the words beside it fit too little"),
    ],
)
def test_what_differs_is_said_where_it_is_known(
    gathered: Gather, figures: dict[str, float], difference: str
) -> None:
    pool = gathered("The fee was £512.")
    best = only(pool, "£512")

    found = reason_words(looked(pool, best, **figures), OTHER, [best], None)

    assert found == f"fees.txt, line 2, says £512, but {difference}."


def test_where_nothing_is_found_no_more_is_claimed(gathered: Gather) -> None:
    pool = gathered("The library lent 9,000 books.")

    assert reason_words(looked(pool), EvidenceOutcome.NOTHING, [], None) == (
        "No number in the library seems to be about the same thing as 9,000 books."
    )
    assert formula_words(looked(pool), [], None) is None
