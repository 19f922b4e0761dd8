"""Planting errors: an edit changes what it says and no more, and what counts as found."""

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import labelled
from bench.mutations import READ, UNREAD, Alarms, alarms, compare, listed, measure, try_one
from bench.planted import KINDS, Edit, Mention, Mutation, mutations, plant
from pipeline import ExtractiveDrafter, article_from_text, fact_check
from schemas import Flag, Report, TextSpan, Tier

FOLDERS = (*READ, *UNREAD)
CLEAN = {(folder, name): text for folder in FOLDERS for name, text in labelled.articles(folder).items()}  # fmt: skip
LABELS = [(folder, each) for folder in FOLDERS for each in mutations(folder)]
WRONG = "Of the cars, 31 of 36 (62%) were new."
MONTHS = (
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
DATED = re.compile(
    rf"({WEEKDAYS}),? (?:(?P<day>\d+) (?P<month>[A-Z][a-z]+) |"
    r"(?P<us_month>[A-Z][a-z]+) (?P<us_day>\d+), )(?P<year>\d{4})"
)


def mention(text: str, words: str) -> Mention:
    return Mention(words, TextSpan(start=text.index(words), end=text.index(words) + len(words)))


def slip(text: str, old: str, new: str, *numbers: str) -> Mutation:
    others = tuple(mention(text, each) for each in numbers)
    return Mutation("x-01", "x", "wrong share", (Edit(mention(text, old), new),), others)


def flagged(report: Report) -> set[Flag]:
    on_rows = {flag for row in report.worklist.rows for flag in row.flags}
    return {flag for flag in on_rows | {*report.worklist.loose_flags} if flag.tier is Tier.A}


def test_every_label_quotes_its_article() -> None:
    planted = [plant(CLEAN[folder, each.article], each) for folder, each in LABELS]

    assert len(planted) >= 250


def test_a_label_that_quotes_other_words_is_refused() -> None:
    error = slip("Of the 20, 5 left.", "5", "6")

    with pytest.raises(ValueError, match="'5' is not at 11"):
        plant("Of those 20, 5 left.", error)


@pytest.mark.parametrize("folder", FOLDERS)
def test_planting_changes_what_the_label_says_and_nothing_else(folder: str) -> None:
    for each in mutations(folder):
        text = CLEAN[folder, each.article]
        changed = plant(text, each).text
        after = 0
        before = 0
        for edit in sorted(each.edits, key=lambda edit: edit.old.span.start):
            kept = edit.old.span.start - before
            assert changed[after : after + kept] == text[before : edit.old.span.start]
            assert changed[after + kept :].startswith(edit.new)
            assert edit.new != edit.old.text
            before, after = edit.old.span.end, after + kept + len(edit.new)
        assert changed[after:] == text[before:]


def test_the_places_of_a_planted_error_are_those_of_its_numbers() -> None:
    text = "Of the 20 ships, 5, or 25%, left. The 20 had 9 guns."

    planted = plant(text, slip(text, "5", "fifteen", "20", "25%"))

    words = [planted.text[span.start : span.end] for span in planted.places]
    assert planted.text == "Of the 20 ships, fifteen, or 25%, left. The 20 had 9 guns."
    assert words == ["20", "fifteen", "25%"]


def test_each_kind_of_error_is_planted_at_least_ten_times() -> None:
    counts = Counter(each.kind for _, each in LABELS)

    assert set(counts) == set(KINDS)
    assert min(counts.values()) >= 10
    assert len({(folder, each.name) for folder, each in LABELS}) == len(LABELS)


def weekday(found: re.Match[str]) -> str:
    month = MONTHS.index(found["month"] or found["us_month"]) + 1
    return f"{date(int(found['year']), month, int(found['day'] or found['us_day'])):%A}"


@pytest.mark.parametrize("folder", ["clean", "clean/unread"])
def test_every_weekday_of_a_clean_article_is_that_of_its_date(folder: str) -> None:
    dated = [found for text in labelled.articles(folder).values() for found in DATED.finditer(text)]

    wrong = [found.group() for found in dated if weekday(found) != found[1]]

    assert len(dated) >= 15
    assert wrong == []


def test_a_flag_that_was_there_before_finds_nothing() -> None:
    text = WRONG
    error = slip(text, "new", "old")
    seen = alarms(text)

    outcome = try_one(error, text, seen)
    unseen = try_one(error, text, Alarms((), seen.sentences))

    assert [flag.check for flag in seen.flags] == ["A05"]
    assert outcome.found == ()
    assert [flag.check for flag in unseen.found] == ["A05"]


def test_a_flag_on_another_sentence_finds_nothing() -> None:
    text = "Of the cars, 31 of 36 (86%) were new.\n\nThe 12 vans were old."
    error = slip(text, "86%", "62%")
    elsewhere = Mutation("x-01", "x", "wrong share", error.edits, (mention(text, "12"),))

    clean = alarms(text)
    near = try_one(error, text, clean)
    far = try_one(slip(text, "12", "13"), WRONG + text[len(WRONG) :], clean)

    assert near.found
    assert try_one(elsewhere, text, clean).found
    assert far.found == ()


def test_a_firing_counts_for_the_sentence_that_it_is_on(monkeypatch: pytest.MonkeyPatch) -> None:
    some = mutations("clean/unread")[::8]  # `make bench` plants them all
    monkeypatch.setattr("bench.mutations.mutations", lambda _: some)

    measured = measure(["clean/unread"])

    assert measured.sentences > 100
    assert measured.fired_on == len({(each.article, each.sentence) for each in measured.firings})
    assert [line.split()[0] for line in compare(measured, measured).splitlines()[-3:-2]] == ["all"]
    assert "Missed:" in listed(measured)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_worklist_shows_all_that_the_checks_raise_and_nothing_else(folder: str) -> None:
    texts = [plant(CLEAN[folder, each.article], each).text for each in mutations(folder)[::40]]

    for text in texts:
        report = fact_check(article_from_text(text), drafter=ExtractiveDrafter())
        assert flagged(report) == {*alarms(text).flags}


SLIPS = st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from("0123456789.,% ")), max_size=5)


@given(st.sampled_from(sorted(CLEAN.values())), SLIPS)
@settings(max_examples=20)
def test_whatever_is_mistyped_the_ledger_adds_up(text: str, slips: list[tuple[int, str]]) -> None:
    digits = [found.start() for found in re.finditer(r"\d", text)]
    for at, typed in slips:
        place = digits[at % len(digits)]
        text = text[:place] + typed + text[place + 1 :]

    ledger = fact_check(article_from_text(text), drafter=ExtractiveDrafter()).ledger

    assert ledger.quantities == ledger.covered + ledger.swept + ledger.set_aside
    assert all(text[each.start : each.end] == each.text for each in ledger.entries)


@given(st.sampled_from(LABELS))
@settings(max_examples=20)
def test_whatever_is_planted_the_ledger_adds_up(label: tuple[str, Mutation]) -> None:
    folder, error = label
    text = plant(CLEAN[folder, error.article], error).text

    ledger = fact_check(article_from_text(text), drafter=ExtractiveDrafter()).ledger

    assert ledger.quantities == ledger.covered + ledger.swept + ledger.set_aside
