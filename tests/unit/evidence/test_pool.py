"""The pool: what of a library is held against a figure."""

from pathlib import Path

import pytest

from pipeline.evidence.library.searching import Stored
from pipeline.evidence.parts import Part
from pipeline.evidence.verdict import pool as pool_module
from pipeline.evidence.verdict.pool import Pool, gather, window
from pipeline.reconcile.values import Relation
from tests.unit.evidence.asking import asked_in, library_of, spending
from tests.unit.evidence.shelf import prose

ROADS, PARKS = ("Roads", "2.8", "3.0", "3.2"), ("Parks", "1.0", "1.1", "1.7")
BUSES = ("Buses", "5.0", "5.2", "5.9")


def pool_of(path: Path, text: str, *parts: Part) -> Pool:
    """Return what a library of some parts has for the first figure of a text."""
    with library_of(path, budget=parts) as library:
        return gather(asked_in(text)[0], library)


def values(pool: Pool, *relations: Relation) -> list[str]:
    """Return the numbers that stand so to the stated one, as they are written."""
    return [each.figure.quantity.text for each in pool.candidates if each.relation in relations]


@pytest.mark.parametrize(
    ("text", "sentence", "relation"),
    [
        ("Roads cost £3.2 million.", "It came to £3.2 million.", Relation.EQUAL),
        ("Roads cost £3.2 million.", "Roads: £3.24 million.", Relation.ROUNDED),
        ("Roads cost £3.2 million.", "Roads cost £9.9 million.", Relation.OTHER),
        ("Roads cost £3.2 million.", "Roads have 12 bridges.", None),
    ],
)
def test_numbers_are_found_by_their_value_or_by_the_words_around(
    text: str, sentence: str, relation: Relation | None, tmp_path: Path
) -> None:
    (found,) = pool_of(tmp_path, text, prose(sentence, "Nothing at all.")).candidates

    assert found.relation is relation
    assert found.column is None
    assert found.bears_out is (relation in {Relation.EQUAL, Relation.ROUNDED})


def test_what_shares_neither_a_value_nor_a_word_is_left_out(tmp_path: Path) -> None:
    assert not pool_of(tmp_path, "Roads cost £3.2 million.", prose("The 14 herons fly.")).candidates


def test_all_cells_of_a_row_come_each_with_its_column(tmp_path: Path) -> None:
    pool = pool_of(tmp_path, "Roads cost £3.2 million.", spending(ROADS, PARKS))

    roads = [each for each in pool.candidates if each.stored.row and each.stored.row.number == 2]
    assert [(each.column, each.figure.quantity.text) for each in roads] == [
        (1, "£2.8 million"),
        (2, "£3.0 million"),
        (3, "£3.2 million"),
    ]
    assert values(pool, Relation.EQUAL) == ["£3.2 million"]


def test_a_sum_that_is_not_printed_is_a_candidate_with_its_rows(tmp_path: Path) -> None:
    pool = pool_of(tmp_path, "Spending was £10.8 million.", spending(ROADS, PARKS, BUSES))

    (found,) = [each for each in pool.candidates if each.bears_out]
    assert found.column == 3
    assert [each.row.cells[0] for each in found.summed if each.row] == ["Roads", "Parks", "Buses"]


def test_cells_of_the_same_thing_at_other_times_are_told_apart_by_age(tmp_path: Path) -> None:
    pool = pool_of(tmp_path, "Roads cost £3.2 million.", spending(ROADS, PARKS))

    passage = next(each.stored.passage for each in pool.candidates if each.bears_out)
    assert [pool.siblings[passage, column].newer for column in (1, 2, 3)] == [2, 1, 0]


@pytest.mark.parametrize(
    ("sentence", "newer"),
    [
        ("Roads cost £3.2 million a year (2024: £2.9 million).", {"£3.2": 0, "£2.9": 1}),
        ("Roads cost £2.9 million in 2024 and £3.2 million in 2025.", {"£2.9": 1, "£3.2": 0}),
        ("Roads cost £3.2 million, compared with £2.9 million.", {"£3.2": 0, "£2.9": 1}),
        ("The cost of roads rose from £2.9 million to £3.2 million.", {"£2.9": 1, "£3.2": 0}),
        ("Roads cost £3.2 million, and £2.9 million a year ago.", {"£3.2": 0, "£2.9": 1}),
        ("Roads cost £3.2 million in 2024 and parks £1.1 million.", {"£3.2": 1, "£1.1": 0}),
        ("Roads cost £3.2 million and parks £1.1 million.", {}),
        ("Roads cost £3.2 million in 2025 for 12 bridges.", {}),
        ("Of 32 roads, 22 were closed in 2025.", {}),
    ],
)
def test_numbers_of_a_sentence_are_put_in_the_order_of_their_times(
    sentence: str, newer: dict[str, int], tmp_path: Path
) -> None:
    pool = pool_of(tmp_path, "Roads cost £3.2 million.", prose(sentence))

    found = {
        each.figure.quantity.text.removesuffix(" million"): sibling.newer
        for each in pool.candidates
        if (sibling := pool.siblings.get(each.number)) is not None
    }
    assert found == newer


def test_the_pool_tells_which_words_no_document_has(tmp_path: Path) -> None:
    pool = pool_of(tmp_path, "Roads in Dalmorie cost £3.2 million.", prose("Roads cost a lot."))

    assert [each for each in pool.lacking if each.startswith("dalm")]
    assert not [each for each in pool.lacking if each.startswith("road")]


def long_table(rows: int) -> Part:
    return spending(*((f"Road {at}", f"{at}.1", f"{at}.2", f"{at}.3") for at in range(1, rows + 1)))


@pytest.mark.parametrize(("rows", "summed"), [(8, True), (9, False), (30, False)])
def test_a_table_that_is_too_long_to_be_read_whole_is_not_summed(
    rows: int, *, summed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "_MOST_ROWS", 8)
    monkeypatch.setattr(pool_module, "_ROWS_AROUND", 4)

    pool = pool_of(tmp_path, "Road 7 cost £7.3 million.", long_table(rows))

    assert any(each.summed for each in pool.candidates) is summed
    around = {passage for passage, _ in pool.siblings}
    assert {each.stored.passage for each in pool.candidates if each.bears_out} <= around


def test_each_row_of_a_long_table_is_looked_around_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "_MOST_ROWS", 8)
    monkeypatch.setattr(pool_module, "_ROWS_AROUND", 4)
    asked: list[int] = []
    with library_of(tmp_path, budget=[long_table(30)]) as library:
        beside = library.beside

        def watched(passage: int, most: int) -> list[Stored]:
            asked.append(most)
            return beside(passage, most)

        monkeypatch.setattr(library, "beside", watched)
        gather(asked_in("Road 7 cost £7.3 million.")[0], library)

    assert asked[:2] == [9, 4]
    assert set(asked[2:]) <= {4}
    assert len(asked) < 30


def test_the_words_that_fit_best_are_kept_where_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "_MOST_PASSAGES", 2)
    sentences = ("It was £3.2 million.", "Roads cost £3.2 million.", "The roads cost £4 million.")

    pool = pool_of(tmp_path, "Roads cost £3.2 million.", prose(*sentences))

    assert [each.figure.frame.sentence.text for each in pool.candidates] == [
        sentences[1],
        sentences[2],
    ]


def test_each_candidate_stands_behind_its_context(tmp_path: Path) -> None:
    pool = pool_of(tmp_path, "Roads cost £3.2 million.", spending(ROADS))

    sentences = [each.text for each in pool.source.readings]
    at = next(each.figure.frame.position for each in pool.candidates if each.bears_out)
    assert sentences[at - 2 : at + 1] == [
        ".",
        "Budget report · Net spending",
        "Roads, Spending, 2024: £3.2 million.",
    ]


def test_words_count_as_they_do_in_the_whole_library(tmp_path: Path) -> None:
    pool = pool_of(
        tmp_path,
        "Roads cost £3.2 million.",
        prose("Roads cost £3.2 million.", "Buses cost £5.", "Trams cost £7.", "Herons fly."),
    )

    rarity = pool.source.rarity
    assert rarity["road"] > rarity["cost"] > 0
    assert rarity["tram"] == pool.source.unknown == max(pool.source.rarities.values())


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("It cost £505.", 500, 510),
        ("It cost £500.", 450, 550),
        ("It cost £3.2 million.", 3.15e6, 3.25e6),
        ("It cost more than £500.", 500, 750),
        ("It cost less than £600.", 400, 600),
        ("It cost about £500.", 450, 550),
    ],
)
def test_a_value_is_looked_for_as_far_off_as_it_may_bear_the_figure_out(
    text: str, low: float, high: float
) -> None:
    found = window(asked_in(text)[0].value)

    assert found[0] == pytest.approx(low, rel=0.005)
    assert found[1] == pytest.approx(high, rel=0.005)
