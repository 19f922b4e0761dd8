import csv
import io
import json

from jsonschema import Draft202012Validator

from pipeline.corpus.merging.row_store import RowStore, listed_rows
from schemas import MergedRow
from schemas.export import schema_text
from tests.unit.corpus.merging.telling import ledger, merged, stored, told, written

STORM = (
    "A storm cut power to nearly 480 homes in Harwick on Monday, the grid operator Nordlink said."
)
PUMPS = "Some 27 of the 32 pumps in Harwick failed during the storm, Mayor Anna Rossi said."


def test_a_sentence_that_two_articles_share_is_one_entry_with_both_places() -> None:
    found = merged(STORM, f"{PUMPS}\n\n{STORM}")

    storm = next(each for each in found.entries if each["figure"]["value"] == "480")
    assert [place["source"] for place in storm["places"]] == ["0.txt", "1.txt"]
    assert [place["quote"] for place in storm["places"]] == [STORM, STORM]
    assert storm["articles"] == 2


def test_counts_say_how_many_rows_became_how_many_entries() -> None:
    found = merged(STORM, f"{PUMPS}\n\n{STORM}")

    assert found.counts.model_dump() == {
        "articles": 2, "rows": 3, "entries": 2, "shared": 1, "conflicting": 0,
    }  # fmt: skip


def test_entries_are_ranked_facts_first_and_by_their_highest_score() -> None:
    forecast = "The council of Harwick plans to hire 300 teachers for $61 million by 2035."

    found = merged(forecast, STORM, PUMPS)

    assert [each["rank"] for each in found.entries] == list(range(1, len(found.entries) + 1))
    kinds = [each["kind"] for each in found.entries]
    assert kinds == sorted(kinds, key=["fact", "forecast"].index)
    facts = [each["score"] for each in found.entries if each["kind"] == "fact"]
    assert facts == sorted(facts, reverse=True)


def test_an_entry_speaks_with_the_words_of_its_highest_row() -> None:
    found = merged(STORM, STORM + "\n\n" + PUMPS).entries

    for entry in found:
        best = max(entry["places"], key=lambda place: place["score"])
        assert (entry["text"], entry["score"]) == (best["text"], best["score"])


def test_every_line_fits_the_exported_schema_and_reads_back() -> None:
    schema = Draft202012Validator(json.loads(schema_text("merged_row")))

    lines = merged(STORM, PUMPS).jsonl.splitlines()

    assert lines
    for line in lines:
        schema.validate(json.loads(line))
        assert MergedRow.model_validate_json(line).model_dump_json() == line


def test_the_table_has_a_line_an_entry_in_the_same_order() -> None:
    found = merged(STORM, PUMPS, STORM)

    lines = list(csv.DictReader(io.StringIO(found.table, newline="")))

    assert [line["merged_id"] for line in lines] == [each["merged_id"] for each in found.entries]
    storm = next(line for line in lines if line["value"] == "480")
    assert storm["places"] == "0.txt:1; 2.txt:1"


def test_an_entry_says_what_its_articles_are_called_and_where_they_were_published() -> None:
    connection = ledger()
    first, other = told("A night without light\n\n" + STORM, "c.jsonl:1"), told(STORM, "c.jsonl:2")
    url = "https://harwick.example/storm"
    RowStore(connection).put(0, "storm-1", listed_rows(first), url)
    RowStore(connection).put(1, "storm-2", listed_rows(other))

    found = written(connection)

    entry = next(each for each in found.entries if each["figure"]["value"] == "480")
    named = [(place["id"], place["url"]) for place in entry["places"]]
    assert named == [("storm-1", url), ("storm-2", None)]
    lines = csv.DictReader(io.StringIO(found.table, newline=""))
    line = next(line for line in lines if line["value"] == "480")
    assert (line["ids"], line["urls"]) == ("storm-1; storm-2", url)
    assert line["titles"] == "A night without light"


def test_no_cell_of_the_table_starts_a_formula() -> None:
    text = '=HYPERLINK("http://x.example") cut power to 480 homes in Harwick.'

    found = written(stored([told(text, "=cmd.txt")]))

    cells = [cell for line in csv.reader(io.StringIO(found.table, newline="")) for cell in line]
    assert any(cell.startswith("'=") for cell in cells)
    assert not any(cell.startswith("=") for cell in cells)


def test_a_value_below_zero_stays_a_number_in_the_table() -> None:
    found = merged("Growth was -5.5 percent in 2025, and the index fell by -3 to -2 points.")

    lines = list(csv.DictReader(io.StringIO(found.table, newline="")))

    assert "-5.5" in [line["value"] for line in lines]
    assert all(line["figure"][:1] != "-" for line in lines)


def test_an_article_done_again_replaces_its_rows() -> None:
    connection = stored([told(STORM, "0.txt"), told(PUMPS, "1.txt")])

    RowStore(connection).put(0, "again", listed_rows(told(PUMPS, "0.txt")))

    assert {each["figure"]["value"] for each in written(connection).entries} == {"27 of 32"}


def test_a_dropped_article_is_on_the_list_no_more() -> None:
    connection = stored([told(STORM, "0.txt"), told(PUMPS, "1.txt")])

    RowStore(connection).drop(1)

    assert written(connection).counts.articles == 1


def test_an_empty_ledger_gives_an_empty_list_and_a_table_with_a_header() -> None:
    found = written(ledger())

    assert (found.jsonl, found.counts.entries) == ("", 0)
    assert found.table.startswith('"rank","score","figure",')


def test_a_list_can_be_written_amid_a_transaction_of_the_run_and_twice() -> None:
    connection = stored([told(STORM, "0.txt")])
    connection.execute("BEGIN IMMEDIATE")

    once, again = written(connection), written(connection)
    connection.execute("COMMIT")

    assert once == again


def test_another_value_for_the_same_thing_is_shown_with_both() -> None:
    later = STORM.replace("480", "510")

    entries = merged(STORM, later, STORM.replace("Harwick", "Dorn")).entries

    shown = {
        each["figure"]["value"]: [other["figure"]["value"] for other in each["conflicts"]]
        for each in entries
        if "Harwick" in each["quote"]
    }
    assert shown == {"480": ["510"], "510": ["480"]}
    assert [each["conflicts"] for each in entries if "Dorn" in each["quote"]] == [[]]


def test_half_a_character_in_an_article_does_not_stop_the_list() -> None:
    found = merged("The storm \ud800 cut power to 480 homes in Harwick on Monday.")

    assert found.counts.entries == 1
    found.jsonl.encode("utf-8")
