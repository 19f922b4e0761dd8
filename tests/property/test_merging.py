"""However articles are finished, the merged list is the same and holds every row once."""

import json
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.corpus.merging.row_store import ListedRow, RowStore, listed_rows
from tests.unit.corpus.merging.telling import Written, ledger, stored, told, written

_TEXTS = (
    "A storm cut power to nearly 480 homes in Harwick on Monday, the grid operator Nordlink said.",
    "Some 480 homes in Harwick lost power on Monday after a storm. Three schools stayed shut.",
    "A storm cut power to nearly 480 homes in Dorn on Monday, the grid operator Nordlink said.",
    "Lowick will close three schools and three libraries next year, the council said.",
    "Of the 32 pumps in Harwick, 27 failed. Repairs will cost $6.1 million, up 12% from a year ago.",
    "Repairs of the pumps in Harwick will cost $6.1 million, the council said.",
    "Nothing happened in Harwick.",
)


@cache
def rows(at: int) -> tuple[ListedRow, ...]:
    return listed_rows(told(_TEXTS[at], f"{at}.txt"))


def renamed(row: ListedRow, source: str) -> ListedRow:
    told = json.loads(row.told)
    told["place"]["source"] = source
    return row._replace(told=json.dumps(told))


@cache
def in_order() -> Written:
    return written(stored(told(text, f"{at}.txt") for at, text in enumerate(_TEXTS)))


@given(st.permutations(range(len(_TEXTS))), st.lists(st.integers(0, len(_TEXTS) - 1)))
@settings(max_examples=30)
def test_any_order_of_finishing_gives_the_same_bytes(order: list[int], redone: list[int]) -> None:
    connection = ledger()

    for at in (*order, *redone):
        RowStore(connection).put(at, f"a{at}", rows(at))

    assert written(connection) == in_order()


@given(st.lists(st.integers(0, len(_TEXTS) - 1), max_size=8))
@settings(max_examples=50)
def test_every_row_stands_in_exactly_one_entry(corpus: list[int]) -> None:
    connection = ledger()
    for number, at in enumerate(corpus):
        RowStore(connection).put(number, f"a{at}", rows(at))

    found = written(connection)

    put = sorted(json.loads(row.told)["place"]["row_id"] for at in corpus for row in rows(at))
    assert sorted(place["row_id"] for entry in found.entries for place in entry["places"]) == put
    assert found.counts.rows == len(put)


@given(st.lists(st.integers(0, len(_TEXTS) - 1), max_size=8))
@settings(max_examples=50)
def test_no_entry_has_two_rows_of_one_article_or_of_two_values(corpus: list[int]) -> None:
    connection = ledger()
    for number, at in enumerate(corpus):
        placed = [renamed(row, str(number)) for row in rows(at)]
        RowStore(connection).put(number, f"a{at}", placed)

    for entry in written(connection).entries:
        sources = [place["source"] for place in entry["places"]]
        assert len(set(sources)) == len(sources)
        assert len({place["figure"]["value"] for place in entry["places"]}) == 1
