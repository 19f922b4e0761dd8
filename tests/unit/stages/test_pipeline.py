"""Ground, reconcile, sweep, check, prioritise: what an article's report promises."""

import pytest

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from schemas import Disposition, LedgerEntry, Origin, Report, Row
from tests.articles import STORM, storm

REPORT = fact_check(storm, drafter=ExtractiveDrafter())


def report_on(text: str) -> Report:
    return fact_check(article_from_text(text), drafter=ExtractiveDrafter())


def entry(text: str) -> LedgerEntry:
    return next(each for each in REPORT.ledger.entries if each.text == text)


def row(figure: str, report: Report = REPORT) -> Row:
    return next(each for each in report.worklist.rows if each.quantity.text == figure)


def checks(sentence: str) -> set[str]:
    rows = report_on(f"{sentence}\n").worklist.rows
    return {flag.check for each in rows for flag in each.flags}


def test_every_quantity_of_the_article_ends_in_one_place() -> None:
    ledger = REPORT.ledger

    assert (
        ledger.quantities == ledger.covered + ledger.swept + ledger.set_aside == len(ledger.entries)
    )
    assert {each.went for each in ledger.entries} >= {Disposition.COVERED, Disposition.SET_ASIDE}


def test_what_is_covered_or_swept_has_a_row_and_what_is_set_aside_a_reason() -> None:
    for each in REPORT.ledger.entries:
        aside = each.went is Disposition.SET_ASIDE
        assert each.why
        assert (each.row_id is None) == aside
        assert bool(each.claim_ids) != aside


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Kestrel K-208", "a name, it counts nothing"),
        ("June 9, 2025", "a date"),
        ("1998", "a year"),
        ("10", "outside the article: boilerplate"),
    ],
)
def test_names_dates_and_boilerplate_are_set_aside_and_say_so(text: str, why: str) -> None:
    assert (entry(text).went, entry(text).why) == (Disposition.SET_ASIDE, why)


def test_a_number_that_no_claim_states_is_swept_onto_the_list() -> None:
    report = report_on(
        "Storm cuts power\n\nWhere are the 480 homes without power?\n\nThe storm came on Monday night.\n"
    )

    swept = [claim for claim in report.claims if claim.origin is Origin.SWEEP]
    assert [claim.quote for claim in swept] == ["Where are the 480 homes without power?"]
    assert report.ledger.swept == 1


def test_one_figure_said_twice_is_one_row_with_both_places() -> None:
    places = row("nearly 480").places

    assert [STORM[place.span.start : place.span.end] for place in places] == [
        "nearly 480",
        "Nearly 480",
    ]


def test_the_same_number_of_two_things_is_two_rows() -> None:
    report = report_on(
        "The mayor hired 40 teachers for schools.\n\nThe harbour lost 40 boats to rust.\n"
    )

    assert len(report.worklist.rows) == 2


def test_facts_come_before_forecasts_and_higher_scores_first() -> None:
    kinds = [each.kind for each in REPORT.worklist.rows]
    facts = [each.score for each in REPORT.worklist.rows if each.kind == "fact"]

    assert kinds == sorted(kinds, key=["fact", "forecast", "opinion"].index)
    assert facts == sorted(facts, reverse=True)
    assert [each.rank for each in REPORT.worklist.rows] == list(range(1, len(kinds) + 1))


def test_a_score_is_the_sum_of_components_that_give_their_reason() -> None:
    for each in REPORT.worklist.rows:
        assert each.score == sum(component.points for component in each.components)
        assert all(component.reason for component in each.components)
        assert each.reason.endswith(".")


def test_a_row_knows_its_speaker_its_context_and_the_points_that_rest_on_it() -> None:
    ratio = row("22 of the 32")

    assert ratio.speaker == "Maria Rossi"
    assert ratio.before.startswith("The storm cut power")
    assert row("nearly 480").point_ids


def test_a_row_in_headline_or_lede_outranks_the_same_row_in_the_body() -> None:
    names = {c.name: c.points for c in row("nearly 480").components}
    body = {c.name: c.points for c in row("Thousands").components}

    assert names["prominence"] > body["prominence"]


def test_the_list_says_how_many_sentences_it_does_not_speak_of() -> None:
    with_figures = {place.sentence_id for each in REPORT.worklist.rows for place in each.places}

    assert REPORT.worklist.sentences_without_numbers == len(storm.prose) - len(with_figures)


def test_ids_follow_from_the_content() -> None:
    again = fact_check(article_from_text(STORM, source="other.txt"), drafter=ExtractiveDrafter())

    assert [each.row_id for each in again.worklist.rows] == [
        each.row_id for each in REPORT.worklist.rows
    ]
    assert [each.claim_id for each in again.claims] == [each.claim_id for each in REPORT.claims]


@pytest.mark.parametrize(
    ("check", "fires", "silent"),
    [
        ("A05", "22 of the 32 pumps, or 62%, failed.", "22 of the 32 pumps, or 69%, failed."),
        (
            "A05",
            "Nine of the 10 boats (70%) sank.",
            "Nine of the 10 boats sank in 70% of the harbour.",
        ),
        ("A05", "One in five voters, or 25%, stayed.", "One in five voters, or about 21%, stayed."),
        (
            "A14",
            "They spend 3.5% on arms and 1.5% on roads, a total of 6%.",
            "They spend 3.5% on arms and 1.5% on roads, a total of 5%.",
        ),
        (
            "A14",
            "They lost 12 boats and 7 cars, 21 in all.",
            "They lost 12 boats and 7 cars, 19 in all.",
        ),
        (
            "A14",
            "They bought 4 tugs and 3 cranes, a total of 9 machines.",
            "They lost 12 boats, 7 cars and 3 of 21 pumps.",
        ),
        ("B05", "Crime rose by 12%.", "Crime rose by 12% from a year earlier."),
        ("B05", "The town saw a 40% increase in thefts.", "The share rose to 40%."),
        ("B05", "Thefts doubled.", "The company's shares fell 12%."),
        ("C01", "Thousands of trees fell.", "Two thousand trees fell."),
        ("C01", "Dozens of boats sank.", "12 boats sank."),
        ("C01", "Tens of thousands of homes lost power.", "The music scores were lost."),
        ("C02", "Up to 500 jobs were lost.", "500 jobs were lost."),
        ("C02", "Nearly 480 homes lost power.", "Exactly 480 homes lost power."),
        ("C02", "At least 700 people slept there.", "Only 700 people slept there."),
        ("C03", "The port will employ 500 people by 2030.", "The port employed 500 people."),
        (
            "C03",
            "The port is expected to employ 500 people.",
            "The port was to blame for 500 lost jobs.",
        ),
        (
            "C03",
            "The port must raise its budget by 40%.",
            "The port raised its budget by 40% last year.",
        ),
        (
            "C04",
            "It was the largest fleet, with 500 boats.",
            "It was a large fleet, with 500 boats.",
        ),
        ("C04", "A record 500 boats came.", "At most 500 boats came."),
        ("C04", "For the first time, 500 boats came.", "First, 500 boats came."),
        (
            "C05",
            "It makes in three months as much as they make in five years.",
            "It made 500 boats in three months.",
        ),
        (
            "C05",
            "The 40 boats cost twice as much as the 30 cars.",
            "As many as 40 boats hit 30 cars.",
        ),
        ("C05", "Its 40 boats are equal to 300 lorries.", "Its 40 boats carry 300 lorries."),
    ],
)
def test_a_check_fires_on_its_pitfall_and_not_beside_it(
    check: str, fires: str, silent: str
) -> None:
    assert check in checks(fires)
    assert check not in checks(silent)


def test_a_check_that_computes_shows_what_it_computed() -> None:
    rows = report_on("22 of the 32 pumps, or 62%, failed.\n").worklist.rows
    flag = next(flag for each in rows for flag in each.flags if flag.check == "A05")

    assert flag.computed == "22 / 32 = 68.8 %"
    assert "69 %" in flag.message


def test_digits_grouped_by_no_break_spaces_stay_one_number_in_the_brief() -> None:
    report = report_on(
        "Some 1\u00a0200 homes in Elm lost power on Monday, the grid operator said.\n\nIt cost €2\u00a0500\u00a0000 in all.\n"
    )

    assert report.brief.withheld == ()
    assert [entry.text for entry in report.ledger.entries] == [
        "Some 1\u00a0200",
        "€2\u00a0500\u00a0000",
    ]
    assert {finding.status for finding in report.findings} == {"exact"}
