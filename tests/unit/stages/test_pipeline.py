"""Ground, reconcile, sweep, check, prioritise: what an article's report promises."""

import pytest

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from schemas import Disposition, LedgerEntry, Origin, Report, Row
from tests.articles import STORM, storm

NAME = "a name, it counts nothing"
KNOWN = "a number word for what was named before"
WHOLLY = "a word for wholly"
THOUGHTS = "a count of thoughts, which the text goes on to tell"
REPORT = fact_check(storm, drafter=ExtractiveDrafter())


def report_on(text: str) -> Report:
    return fact_check(article_from_text(text), drafter=ExtractiveDrafter())


def entry(text: str) -> LedgerEntry:
    return next(each for each in REPORT.ledger.entries if each.text == text)


def row(figure: str, report: Report = REPORT) -> Row:
    return next(each for each in report.worklist.rows if each.quantity.text == figure)


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
        ("Kestrel K-208", NAME),
        ("June 9, 2025", "a date"),
        ("1998", "a year"),
        ("10", "outside the article: boilerplate"),
    ],
)
def test_names_dates_and_boilerplate_are_set_aside_and_say_so(text: str, why: str) -> None:
    assert (entry(text).went, entry(text).why) == (Disposition.SET_ASIDE, why)


@pytest.mark.parametrize(
    ("text", "listed", "why"),
    [
        ("A decade ago it had 40 boats.", ["40"], "a date"),
        ("Three years later it had 40 boats.", ["40"], "a date"),
        ("It had 40 boats more than two centuries ago.", ["40"], "a date"),
        ("It lost 40 boats in the past week.", ["40"], "a date"),
        ("The rock formed 4.5 billion years ago.", ["4.5 billion years"], ""),
        ("It lost 40 boats in the past two weeks.", ["40", "two weeks"], ""),
        ("It rained for a decade.", ["a decade"], ""),
        ("A week after the storm it had 40 boats.", ["40"], "a date"),
        ("It lost 40 boats just a day before the storm.", ["40"], "a date"),
        ("It kept 40 boats for a year before it closed.", ["40", "a year"], ""),
        ("It may one day have 40 boats.", ["40"], "a date"),
        ("It lost 40 boats in one day.", ["40", "one day"], ""),
        ("It closed 38 years after it opened.", ["38 years"], ""),
        ("The captain and his mate came home. The two have met.", [], KNOWN),
        ("It rained. All eight of them came home.", [], KNOWN),
        ("It rained. He equates the two.", [], KNOWN),
        ("Aside from the six in Selm, it lost nobody.", ["six"], ""),
        ("It won all five of these states.", ["five"], ""),
        ("The two killed were sailors.", ["two"], ""),
        ("It rained. The two captains have met.", [], KNOWN),
        ("It rained. Those two former partners disagree.", [], KNOWN),
        ("It rained. The two captains who fled were found.", [], KNOWN),
        ("It rained. Those four captains disagree.", [], KNOWN),
        ("The two biggest boats sank.", ["two"], ""),
        ("The two other captains fled.", ["two"], ""),
        ("The two sailors killed were young.", ["two"], ""),
        ("The four captains were charged.", ["four"], ""),
        ("It closed the two-lane road.", ["two"], ""),
        ("Her two boats sank.", ["two"], ""),
        ("There are two reasons for it. It had 40 boats.", ["40"], THOUGHTS),
        ("It drew 40 reasons from the crew.", ["40"], ""),
        ("The 15 came home.", ["15"], ""),
        ("It rained, he told Harbour 10. It had 40 boats.", ["40"], NAME),
        ("He acted in the movie “Harbour 3: The Wave” last May.", [], NAME),
        ("It had 40 boats, Harbour 12 reports.", ["40"], NAME),
        ("He told Harbour 12 radio that it had 40 boats.", ["40"], NAME),
        ("In Selm 12 sailors had 40 boats.", ["12", "40"], ""),
        ("A Selm 12-page report is on Selm’s 40-crew fleet.", ["12", "40"], ""),
        ("It brought out kOS 12, with 40 changes.", ["40"], NAME),
        ("He flew a Kestrel 208 home. The 208 has 40 seats.", ["40"], NAME),
        ("He owns the Harbour 6. Both Harbour 6 guests have 40 boats.", ["40"], NAME),
        ("He founded 4Boats. It had 40 boats, he told 4boats.", ["40"], NAME),
        ("It came in the top ten. It had 40 boats.", ["40"], "an ordinal"),
        ("It holds the top ten places.", [], "an ordinal"),
        ("He was “100% sure” of it. It had 40 boats.", ["40"], WHOLLY),
        ("He agrees with me 100 percent. It had 40 boats.", ["40"], WHOLLY),
        ("He backs Maria Rossi 100 percent. It had 40 boats.", ["40"], WHOLLY),
        ("In Selm 100 percent of the boats sank.", ["100 percent"], ""),
        ("Will it sail? One-hundred percent. It had 40 boats.", ["40"], WHOLLY),
        ("It gave him a 100% rating.", ["100%"], ""),
        ("The loss was 100%, he said.", ["100%"], ""),
        ("It was 100% of the boats.", ["100%"], ""),
        ("The yield on the 10-year Treasury fell to 2.1 percent.", ["2.1 percent"], NAME),
        ("It gave a 10-year loan.", ["10-year"], ""),
        ("Storm Sinks Two Boats Off Selm", ["Two"], ""),
        ("She knew the numbers 7, 3 and 4. It had 40 boats.", ["40"], NAME),
        ("He cited Selmites 18:21 (on 40 sailors).", ["40"], NAME),
        ("He won 40 seats in the film of ‘16 and President.", ["40"], NAME),
        ("Boats left: 40.", ["40"], ""),
        ("She won 40 tickets of the latest Mega Millions draw.", ["40"], NAME),
        ("The vote was Rossi 384, Ried 300.", ["300", "384"], ""),
        ("Mayor Maria Rossi ran. The count gave Rossi 384.", ["384"], ""),
        ("She boarded the ship of her aunt, 40 boats behind.", ["40"], ""),
    ],
)
def test_a_date_a_pronoun_and_a_part_of_a_name_are_set_aside(
    text: str, listed: list[str], why: str
) -> None:
    report = fact_check(article_from_text(text + "\n"), drafter=ExtractiveDrafter())

    assert sorted(row.quantity.text for row in report.worklist.rows) == listed
    assert not why or why in {each.why for each in report.ledger.entries}


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("One official said that it rained.", []),
        ("In one speech of May 2019 he said that it rained.", []),
        ("Just one boat is left.", ["one"]),
        ("One sailor was killed.", ["One"]),
        ("One boat sank and 40 were saved.", ["40", "One"]),
        ("It saved 40 boats, including one tug.", ["40", "one"]),
        ("At one point it saved 40 boats.", ["40"]),
        ("We had 40 boats on the quay, said one sailor.", ["40"]),
        ("Nine sailors and one captain said 40 boats sank.", ["40", "Nine", "one"]),
        ("Four sailors and the number one captain left.", ["Four"]),
        ("It cost one dollar.", ["one dollar"]),
    ],
)
def test_a_one_that_counts_nothing_is_set_aside(text: str, listed: list[str]) -> None:
    report = fact_check(article_from_text(text + "\n"), drafter=ExtractiveDrafter())

    assert sorted(row.quantity.text for row in report.worklist.rows) == sorted(listed)
    ones = [e for e in report.ledger.entries if e.text.lower() == "one"]
    assert all((each.row_id is None) == (each.text not in listed) for each in ones)


def test_a_number_that_no_claim_states_is_swept_onto_the_list() -> None:
    report = report_on(
        "Storm cuts power\n\nWhere are the 480 homes without power?\n\nThe storm came on Monday "
        "night.\n"
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


def test_higher_scores_come_first_whatever_the_list() -> None:
    scores = [each.score for each in REPORT.worklist.rows]

    assert scores == sorted(scores, reverse=True)
    assert [each.rank for each in REPORT.worklist.rows] == list(range(1, len(scores) + 1))


def test_a_score_is_the_sum_of_components_that_give_their_reason() -> None:
    for each in REPORT.worklist.rows:
        assert each.score == sum(component.points for component in each.components)
        assert all(component.reason for component in each.components)
        assert each.reason.endswith(".")


def test_a_row_knows_its_speaker_its_context_and_the_points_that_rest_on_it() -> None:
    ratio = row("22 of the 32")

    assert ratio.attribution.name == "Maria Rossi"
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


def test_a_check_that_computes_shows_what_it_computed() -> None:
    rows = report_on("22 of the 32 pumps, or 62%, failed.\n").worklist.rows
    flag = next(flag for each in rows for flag in each.flags if flag.check == "A05")

    assert flag.computed == "22 / 32 = 68.8 %"
    assert "69 %" in flag.message


def test_digits_grouped_by_no_break_spaces_stay_one_number_in_the_brief() -> None:
    report = report_on(
        "Some 1\u00a0200 homes in Elm lost power on Monday, the grid operator said.\n\nIt cost "
        "€2\u00a0500\u00a0000 in all.\n"
    )

    assert report.brief.withheld == ()
    assert [entry.text for entry in report.ledger.entries] == [
        "Some 1\u00a0200",
        "€2\u00a0500\u00a0000",
    ]
    assert {finding.status for finding in report.findings} == {"exact"}
