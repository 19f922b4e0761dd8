"""Which figure of the new version is which of the old, and which checks outlive the update."""

from collections.abc import Sequence

import pytest

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.stages.compare_reports import compare_reports
from schemas import (
    Changes,
    Difference,
    Report,
    Role,
    Row,
    RowPair,
    Standing,
    Work,
    WorkStatus,
)

HEADLINE = "Council votes on the harbour"
VOTE = "The council met for hours, and 22 of 32 members backed the harbour plan."
COST = "The works will cost 1.5 million euros, said mayor Anna Rossi."
POWER = "Last year 400 homes in the old quarter lost power."
LINE = "A new line will reach 400 homes near the river."


def report_on(*paragraphs: str) -> Report:
    text = "\n\n".join(paragraphs) + "\n"
    return fact_check(article_from_text(text), drafter=ExtractiveDrafter())


def checked(report: Report) -> Report:
    """Return the report with every row verified."""
    rows = tuple(
        row.model_copy(update={"work": Work(status=WorkStatus.VERIFIED)})
        for row in report.worklist.rows
    )
    return report.model_copy(update={"worklist": report.worklist.model_copy(update={"rows": rows})})


def between(old: Sequence[str], new: Sequence[str]) -> Changes:
    return compare_reports(checked(report_on(HEADLINE, *old)), report_on(HEADLINE, *new))


def figures(rows: Sequence[Row]) -> list[str]:
    return [row.quantity.text for row in rows]


def pair_of(changes: Changes, old: str) -> RowPair:
    return next(pair for pair in changes.pairs if pair.old.quantity.text == old)


def differences_of(old: str, new: str) -> tuple[Difference, ...]:
    """Return what differs of the only figure of a sentence."""
    changes = between([old], [new])
    assert (changes.added, changes.removed) == ((), ())
    return changes.pairs[0].differences


def test_every_check_stands_when_a_paragraph_is_put_on_top() -> None:
    old = [VOTE, COST, POWER]

    changes = between(old, ["Fishermen protested with 60 boats at dawn.", *old])

    assert {pair.work for pair in changes.pairs} == {Standing.STANDS}
    assert len(changes.pairs) == 3
    assert figures(changes.added) == ["60"]
    assert changes.removed == ()


def test_the_same_text_has_no_differences_whoever_drafted_it() -> None:
    changes = between([VOTE, COST, POWER], [VOTE, COST, POWER])

    assert [pair.differences for pair in changes.pairs] == [()] * 3
    assert changes.points == ()


def test_a_corrected_value_is_shown_beside_the_old_one_and_must_be_looked_at_again() -> None:
    changes = between([VOTE, POWER], [VOTE.replace("22", "24"), POWER])
    pair = pair_of(changes, "22 of 32")

    assert pair.new.quantity.text == "24 of 32"
    assert (pair.differences, pair.work) == ((Difference.FIGURE,), Standing.LOOK_AGAIN)
    assert pair_of(changes, "400").work is Standing.STANDS
    assert (changes.added, changes.removed) == ((), ())


def test_two_rows_with_one_value_and_noun_are_told_apart_by_their_sentences() -> None:
    changes = between([POWER, COST, LINE], [LINE, VOTE, POWER])

    found = {pair.old.quote: pair.new.quote for pair in changes.pairs}

    assert found == {POWER: POWER, LINE: LINE}
    assert {pair.work for pair in changes.pairs} == {Standing.STANDS}
    assert figures(changes.removed) == ["1.5 million euros"]


def test_values_that_change_places_are_two_corrections() -> None:
    old = "Of the members, 22 voted for the plan and 8 voted against it."

    changes = between([old], [old.replace("22", "#").replace("8", "22").replace("#", "8")])

    assert {(p.old.quantity.text, p.new.quantity.text) for p in changes.pairs} == {
        ("22", "8"), ("8", "22"),
    }  # fmt: skip
    assert {pair.work for pair in changes.pairs} == {Standing.LOOK_AGAIN}


def test_values_that_change_places_in_another_order_of_words_must_be_looked_at_again() -> None:
    changes = between(
        ["The board saw 22 vote for the plan and 8 vote against it in the hall."],
        ["In the hall the board saw 8 vote for the plan and 22 vote against it."],
    )

    assert {pair.work for pair in changes.pairs} == {Standing.LOOK_AGAIN}


def test_sentences_that_differ_in_their_number_alone_keep_it_when_they_change_places() -> None:
    changes = between(
        ["It has 40 beds.", "It has 52 beds."], ["It has 52 beds.", "It has 40 beds."]
    )

    assert [(pair.differences, pair.work) for pair in changes.pairs] == [((), Standing.STANDS)] * 2


def test_a_value_that_is_corrected_in_a_sentence_that_is_touched_up_is_still_a_correction() -> None:
    new = "The council met for many hours, and 24 of 32 members backed a plan for the harbour."

    changes = between([VOTE], [new])

    assert set(pair_of(changes, "22 of 32").differences) == {
        Difference.FIGURE, Difference.WORDING,
    }  # fmt: skip


def test_a_figure_with_its_noun_is_known_in_a_sentence_that_is_wholly_reworded() -> None:
    changes = between(
        ["The storm flooded 57 cellars near the fish market."],
        ["Firefighters emptied 57 cellars."],
    )

    assert pair_of(changes, "57").differences == (Difference.WORDING,)


def test_of_two_figures_in_a_sentence_only_the_corrected_one_must_be_looked_at_again() -> None:
    old = "The fire killed 12 cows and destroyed 3 barns."

    changes = between([old], [old.replace("12", "15")])

    assert pair_of(changes, "12").new.quantity.text == "15"
    assert pair_of(changes, "12").work is Standing.LOOK_AGAIN
    assert pair_of(changes, "3").work is Standing.STANDS


def test_a_figure_that_comes_up_into_the_headline_is_followed_there() -> None:
    old = report_on(HEADLINE, VOTE, POWER)
    new = report_on("Power cut hit 400 homes in the old quarter", VOTE, POWER)

    changes = compare_reports(checked(old), new)
    pair = pair_of(changes, "400")

    assert pair.moved == (Role.HEADLINE,)
    assert pair.work is Standing.STANDS
    assert next((point.old, point.new) for point in changes.points) == (
        HEADLINE, "Power cut hit 400 homes in the old quarter",
    )  # fmt: skip


def test_a_figure_that_is_in_the_headline_only_is_paired_and_must_be_looked_at_again() -> None:
    old = report_on(HEADLINE, VOTE, "The storm flooded 57 cellars near the fish market.")
    new = report_on("Storm floods 57 cellars", VOTE)

    pair = pair_of(compare_reports(checked(old), new), "57")

    assert (pair.differences, pair.moved) == ((Difference.WORDING,), (Role.HEADLINE,))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (COST, COST.replace("1.5 million", "1,500,000")),
        (POWER, "In the old quarter 400 homes lost power last year."),
        (POWER, "The last year, 400 homes in an old quarter had lost power."),
        ("About 400 homes lost power.", "Some 400 homes lost power."),
        ("Seven ferries were stuck in the ice.", "7 ferries were stuck in the ice."),
    ],
    ids=["number spelled otherwise", "order", "small words", "another hedge", "digits"],
)
def test_a_check_stands_when_nothing_that_was_checked_has_changed(old: str, new: str) -> None:
    assert differences_of(old, new) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (POWER, POWER.replace("lost", "gained"), Difference.WORDING),
        (POWER, POWER.replace("lost", "have not lost"), Difference.WORDING),
        (POWER, POWER.replace("old", "new"), Difference.WORDING),
        ("France sold Spain 40 tanks.", "Spain sold France 40 tanks.", Difference.WORDING),
        ("Exports have grown since 2016 by 40 tonnes.", "Exports have grown since 2018 by 40 tonnes.", Difference.WORDING),
        ("On Monday 40 boats sank.", "On Friday 40 boats sank.", Difference.WORDING),
        ("Monday saw 40 boats sink.", "Friday saw 40 boats sink.", Difference.WORDING),
        ("Some 400 homes lost power.", "More than 400 homes lost power.", Difference.FIGURE),
        ("Profits rose 12% in spring.", "Profits fell 12% in spring.", Difference.FIGURE),
        ("Repairs cost $40 million.", "Repairs cost €40 million.", Difference.FIGURE),
        (COST, COST.replace("mayor Anna Rossi", "councillor Paul Berg"), Difference.ATTRIBUTION),
        (COST, COST.replace(", said mayor Anna Rossi", ""), Difference.ATTRIBUTION),
        ("Officials said 40 boats sank.", "Harbour officials said 40 boats sank.", Difference.ATTRIBUTION),
    ],
)  # fmt: skip
def test_a_check_must_be_repeated_when_what_was_checked_has_changed(
    old: str, new: str, expected: Difference
) -> None:
    assert expected in differences_of(old, new)


def test_a_speaker_named_in_full_is_the_same_speaker() -> None:
    assert differences_of(COST, COST.replace("mayor Anna Rossi", "Rossi")) == ()


def test_a_figure_without_a_like_in_the_other_version_is_new_or_removed() -> None:
    changes = between([POWER], ["Fishermen caught 400 seals in the bay."])

    assert figures(changes.removed) == ["400"]
    assert figures(changes.added) == ["400"]


def test_alerts_that_come_and_go_are_named() -> None:
    old = "Of the members, 22 of 32 (69 percent) backed the plan."

    changes = between([old], [old.replace("69", "62")])

    assert {alert for pair in changes.pairs for alert in pair.alerts_raised} == {"A05"}


def test_points_of_the_brief_are_changed_gone_or_new() -> None:
    changes = between([VOTE, POWER], [VOTE.replace("22", "24"), COST])

    told = {(point.old, point.new) for point in changes.points}

    assert (VOTE, VOTE.replace("22", "24")) in told
    assert (POWER, None) in told
    assert (None, COST) in told


def test_the_ledgers_of_both_versions_are_counted() -> None:
    changes = between([VOTE], [VOTE, POWER])

    assert (changes.old.ledger.quantities, changes.new.ledger.quantities) == (1, 2)


def test_rows_nobody_has_worked_on_have_no_standing() -> None:
    report = report_on(HEADLINE, VOTE)

    assert compare_reports(report, report).pairs[0].work is None
