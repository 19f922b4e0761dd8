"""`factdesk diff`: what changed between two versions, told in the order in which to look at it."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline.stages.read_report import read_report
from schemas.export import schema_text
from tests.articles import STORM
from tests.command import Command

NEW = (
    STORM.replace("At least 700", "At least 900")
    .replace("Thousands of trees fell.", "Divers found 14 *boats*.")
    .replace("from June 9, 2025", "soon")
)


@pytest.fixture(autouse=True)
def _two_versions(factdesk: Command) -> None:
    Path("new.txt").write_text(NEW, encoding="utf-8")
    for name in ("storm.txt", "new.txt"):
        factdesk("brief", name, "--out", "out")
    rows = json.loads(Path("out/storm/result.json").read_text(encoding="utf-8"))["worklist"]["rows"]
    ids = [row["row_id"] for row in rows]
    table = "".join(f"{row_id},verified,AK,seen\n" for row_id in ids)
    Path("work.csv").write_text("row_id,status,checker,note\n" + table, encoding="utf-8")
    factdesk("worklist", "import", "out/storm", "work.csv")


def test_what_changed_is_shown_with_both_sentences_and_the_work_that_no_longer_stands(
    factdesk: Command,
) -> None:
    done = factdesk("diff", "out/storm", "out/new/result.json")

    assert done.code == 0
    assert done.out.startswith("storm.txt → new.txt\n")
    assert " ~ At least 700 people → At least 900 people\n" in done.out
    assert "    was: At least [-700-] people spent" in done.out
    assert "    now: At least {+900+} people spent" in done.out
    assert "    look again; it was verified by AK: seen\n" in done.out


def test_words_that_changed_are_marked_and_what_is_the_same_is_shortened(
    factdesk: Command,
) -> None:
    old = f"At least 700 people {'and then some ' * 12}came at 9 and left."
    Path("a.txt").write_text(old, encoding="utf-8")
    Path("b.txt").write_text(
        old.replace("came at 9", "ran off").replace("700", "*900*"), encoding="utf-8"
    )

    shown = " ".join(factdesk("diff", "a.txt", "b.txt").out.split())
    markdown = factdesk("diff", "a.txt", "b.txt", "--format", "markdown").out

    middle = f"people {'and then some ' * 3}and then … {'and then some ' * 4}".strip()
    assert f"was: At least [-700-] {middle}" in shown
    assert f"{middle} [-came at 9-] and left." in shown
    assert f"now: At least {{+*900*+}} {middle} {{+ran off+}} and left." in shown
    assert "  - was: At least ~~700~~ people" in markdown
    assert r"  - now: At least **\*900\*** people" in markdown
    assert "~~came at 9~~ and left." in markdown


def test_work_on_a_sentence_without_a_figure_stands_while_its_words_do(factdesk: Command) -> None:
    words = "The mayor voted against the law that raised taxes on companies."
    Path("storm.txt").write_text(f"{STORM}\n\n{words}\n", encoding="utf-8")
    factdesk("brief", "storm.txt", "--out", "out")
    report = read_report("out/storm")
    (sentence,) = report.unlisted
    Path("said.csv").write_text(
        f"row_id,status,note\n{sentence.row_id},wrong,he abstained\n", encoding="utf-8"
    )
    factdesk("worklist", "import", "out/storm", "said.csv")

    same = factdesk("diff", "out/storm", "out/storm").out
    Path("storm.txt").write_text(f"Later:\n\n{STORM}\n\n{words}\n", encoding="utf-8")
    factdesk("brief", "storm.txt", "--out", "out")
    (kept,) = read_report("out/storm").unlisted
    gone = factdesk("diff", "out/storm", "out/new").out
    Path("storm.txt").write_text(STORM, encoding="utf-8")
    lapsed = factdesk("brief", "storm.txt", "--out", "out").err

    assert f" ✓ {words}\n    wrong: he abstained" in same
    assert (kept.work.status, kept.work.note) == ("wrong", "he abstained")
    assert f" - {words}\n    wrong: he abstained" in gone
    assert f"{words} (wrong: he abstained): not in this version" in lapsed


def test_sections_come_in_the_order_in_which_to_look_at_them(factdesk: Command) -> None:
    shown = factdesk("diff", "out/storm", "out/new").out
    titles = ["Changed", "New", "Removed", "Still stands", "The brief", "The ledger"]

    places = [shown.index(f"\n{title}\n") for title in titles]

    assert places == sorted(places)
    assert " + 14 boats" in shown or " + 14" in shown
    assert " - Thousands" in shown
    assert " ✓ nearly 480 homes (×2)" in shown


def test_no_line_ends_in_white_space(factdesk: Command) -> None:
    shown = factdesk("diff", "out/storm", "out/new").out

    assert [line for line in shown.splitlines() if line != line.rstrip()] == []


def test_markdown_shows_the_articles_words_as_they_are(factdesk: Command) -> None:
    shown = factdesk("diff", "out/storm", "out/new", "--format", "markdown").out

    assert shown.startswith("# storm.txt → new.txt\n\n")
    assert "\n## Still stands\n\n- ✓ nearly 480 homes" in shown
    assert r"14 \*boats\*" in shown


def test_json_fits_its_schema(factdesk: Command) -> None:
    changes = json.loads(factdesk("diff", "out/storm", "out/new", "--format", "json").out)

    Draft202012Validator(json.loads(schema_text("changes"))).validate(changes)
    assert {pair["work"] for pair in changes["pairs"]} == {"stands", "look_again"}


@pytest.mark.parametrize(("new", "code"), [("out/new", 1), ("out/storm", 0)])
def test_a_change_ends_with_code_1_where_that_is_asked_for(
    factdesk: Command, new: str, code: int
) -> None:
    assert factdesk("diff", "out/storm", new, "--fail-on", "changed").code == code


def test_articles_are_compared_without_being_briefed_first(factdesk: Command) -> None:
    done = factdesk("diff", "storm.txt", "new.txt")

    assert "At least 700 people → At least 900 people" in done.out
    assert "Checks done by hand" not in done.out


def test_what_is_no_result_is_named(factdesk: Command) -> None:
    Path("other.json").write_text("{}", encoding="utf-8")

    done = factdesk("diff", "other.json", "out/new")

    assert done.code == 2
    assert "other.json is no result.json of this version of factdesk (article:" in done.err


def test_hostile_words_of_an_article_do_not_reach_the_terminal(factdesk: Command) -> None:
    Path("new.txt").write_text(NEW.replace("Divers", "\u202eDivers \x1b[31m"), encoding="utf-8")

    shown = factdesk("diff", "storm.txt", "new.txt").out

    assert "14" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
