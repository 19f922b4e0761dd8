"""A library of evidence: what was put in is found again by value and by words, in its place."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.evidence.library.passages import PartKind, items_of
from pipeline.evidence.library.searching import Hit, Library, Stored
from pipeline.evidence.library.storing import Storing
from pipeline.evidence.parts import Prose, TableRow
from tests.unit.evidence.shelf import COLUMNS, fill, plain_values, prose, shelved, source, table

REPORT = (
    prose(
        "Spending on roads rose to £3.2 million in 2024.",
        "The council employs between 410 and 450 people.",
        "No figure stands here.",
    ),
    table(("Roads", "2.9", "3.2"), ("Parks", "1.1", ""), ("Libraries", "0.8", "0.7")),
    prose("A third of residents were asked.", context="Budget report · Survey"),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with shelved(tmp_path / "evidence.sqlite", report=REPORT) as opened:
        yield opened


def told(stored: Stored) -> str:
    if stored.sentence:
        return stored.sentence.text
    assert stored.row
    return " | ".join(stored.row.cells)


def found_by_words(library: Library, *words: str, most: int = 10) -> list[str]:
    return [told(stored) for stored in library.read(library.by_words(words, most))]


@pytest.mark.parametrize(
    ("dimension", "low", "high", "hits"),
    [
        ("GBP", 3.2e6, 3.2e6, [Hit(1, None), Hit(4, 2)]),
        ("GBP", 3.1e6, 3.3e6, [Hit(1, None), Hit(4, 2)]),
        ("GBP", 2.9e6, 2.9e6, [Hit(4, 1)]),
        ("count", 410, 410, [Hit(2, None)]),
        ("count", 450, 450, [Hit(2, None)]),
        ("percent", 33.3, 33.4, [Hit(7, None)]),
        ("percent", 3.2e6, 3.2e6, []),
        ("metre", 0, 1e9, []),
    ],
)
def test_a_value_is_found_by_its_dimension(
    library: Library, dimension: str, low: float, high: float, hits: list[Hit]
) -> None:
    assert library.by_number(dimension, low, high, 10) == hits


def test_the_nearest_values_come_first_and_no_more_than_were_asked_for(library: Library) -> None:
    assert library.by_number("GBP", 0.6e6, 1.2e6, 2) == [Hit(6, 1), Hit(5, 1)]


@pytest.mark.parametrize(
    ("low", "high", "hits"),
    [
        (1e6, math.inf, [Hit(5, 1), Hit(4, 1)]),
        (-math.inf, 1e6, [Hit(6, 1), Hit(6, 2)]),
        (-math.inf, math.inf, [Hit(6, 2), Hit(6, 1)]),
    ],
)
def test_without_an_end_the_nearest_to_the_other_come_first(
    library: Library, low: float, high: float, hits: list[Hit]
) -> None:
    assert library.by_number("GBP", low, high, 2) == hits


def test_of_many_equal_values_those_come_first_that_were_added_first(tmp_path: Path) -> None:
    part = prose(*(f"There were {4 + n % 3} of them." for n in range(90)))

    with shelved(tmp_path / "evidence.sqlite", report=[part]) as library:
        hits = library.by_number("count", 3, 7, 40)
        below = library.by_number("count", 4, 4.9, 3)

    assert [hit.passage for hit in hits] == [*range(2, 90, 3), 1, 3, 4, 6, 7, 9, 10, 12, 13, 15]
    assert [hit.passage for hit in below] == [1, 4, 7]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["roads"], "Spending on roads rose to £3.2 million in 2024."),
        (["employed"], "The council employs between 410 and 450 people."),
        (["survey"], "A third of residents were asked."),
        (["library"], "Libraries | 0.8 | 0.7"),
        (["unheard-of", "parks"], "Parks | 1.1 | "),
    ],
)
def test_words_find_what_holds_them_or_stands_around(
    library: Library, words: list[str], first: str
) -> None:
    assert found_by_words(library, *words)[0] == first


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["", " ", "—"],
        ['"', '"" OR roads', "NEAR(", "text:", "*", "^", "-"],
        ["\0", "\ud800"],
        ["zzz"],
    ],
)
def test_signs_of_the_index_are_no_queries(library: Library, words: list[str]) -> None:
    assert set(found_by_words(library, *words)) <= {
        "Spending on roads rose to £3.2 million in 2024.",
        "Roads | 2.9 | 3.2",
    }


def test_rarity_grows_as_fewer_passages_hold_a_word(library: Library) -> None:
    rarity = library.rarity(["budget", "roads", "zoo"])

    assert rarity["budget"] == 0
    assert rarity["roads"] == pytest.approx(math.log(8 / 3))
    assert rarity["zoo"] == pytest.approx(math.log(8))


def test_a_sentence_and_a_row_are_read_with_their_places(library: Library) -> None:
    row, sentence, *others = library.read([4, 2, 99])

    assert others == []
    assert (row.part.kind, row.part.caption) == (PartKind.TABLE, "Net spending, £ million")
    assert (row.part.name, row.part.columns, row.part.in_cells) == ("sheet Budget", COLUMNS, True)
    assert row.row == TableRow(2, ("Roads", "2.9", "3.2"))
    assert row.sentence is None
    assert sentence.sentence
    assert sentence.sentence.place == "line 2"
    assert sentence.part.context == "Budget report"
    assert (sentence.source.name, sentence.source.kind) == ("report.txt", "txt")


@pytest.mark.parametrize(
    ("passage", "most", "numbers"),
    [
        (4, 10, [4, 5, 6]),
        (5, 1, [5]),
        (6, 2, [5, 6]),
        (1, 2, [1, 2]),
        (7, 5, [7]),
        (99, 5, []),
    ],
)
def test_what_stands_beside_a_passage_is_of_the_same_part(
    library: Library, passage: int, most: int, numbers: list[int]
) -> None:
    assert [stored.passage for stored in library.beside(passage, most)] == numbers


def test_what_a_row_says_of_itself_is_kept(tmp_path: Path) -> None:
    row = TableRow(7, ("Roads\x1f", "1", "2"), "North region", "£{}")
    part = table()._replace(rows=[row])

    with shelved(tmp_path / "evidence.sqlite", report=[part]) as library:
        assert library.read([1])[0].row == TableRow(7, ("Roads ", "1", "2"), "North region", "£{}")
        assert library.by_words(["north"], 5) == [1]


def test_the_list_counts_what_each_document_holds(library: Library) -> None:
    (entry,) = library.sources()

    assert (entry.sentences, entry.table_rows, entry.cells, entry.figures) == (4, 3, 8, 9)


def test_half_a_character_is_kept_as_a_question_mark(tmp_path: Path) -> None:
    with shelved(
        tmp_path / "evidence.sqlite", report=[prose("Half \ud800 of 5 people")]
    ) as library:
        assert told(library.read([1])[0]) == "Half ? of 5 people"


def test_the_same_documents_in_the_same_order_make_the_same_library(tmp_path: Path) -> None:
    for name in ("one", "other"):
        fill(tmp_path / name, report=REPORT, other=[prose("The rate was 5 percent.")])

    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_words_that_stand_everywhere_are_sought_two_by_two(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("pipeline.evidence.library.vocabulary.MOST_RANKED", 3)
    common = [f"The council met in week {n}." for n in range(9)]
    others = [f"The mayor spoke in week {n}." for n in range(9)]
    part = prose(*common, *others, "The council and the mayor agreed.", context="")

    with shelved(tmp_path / "evidence.sqlite", report=[part]) as library:
        assert found_by_words(library, "council", "mayor") == ["The council and the mayor agreed."]
        assert found_by_words(library, "the", "week") == []
        assert found_by_words(library, "agreed", "council") == ["The council and the mayor agreed."]
        assert library.by_words(["the"], 5) == []


def test_a_library_is_read_while_it_is_added_to(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    fill(path, report=REPORT)

    with Library.open(path) as library, Storing.open(path) as storing:
        before = library.by_number("length", 77, 77, 5)
        storing.put(source("late.txt"), items_of([prose("It was 77 metres.")], plain_values))
        after = library.by_number("length", 77, 77, 5)

    assert (before, after) == ([], [Hit(8, None)])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no library of evidence"),
        (b"", "is no library of evidence"),
        (b"Once upon a time", "is no library of evidence"),
        (b"SQLite format 3\0" + bytes(4096), "is no library of evidence"),
    ],
)
def test_what_is_no_library_is_told_in_a_line(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "evidence.sqlite"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(SettingsError, match=said) as raised:
        Library.open(path)

    assert "\n" not in str(raised.value)


def test_a_prose_part_without_sentences_is_not_kept(tmp_path: Path) -> None:
    with shelved(tmp_path / "evidence.sqlite", report=[Prose("Empty", []), *REPORT]) as library:
        assert library.read([1])[0].part.context == "Budget report"
