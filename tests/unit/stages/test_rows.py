"""What a row tells a checker: evidence, arithmetic, score, identity, and which list it is on."""

import pytest

from pipeline import ExtractiveDrafter, article_from_text, fact_check
from pipeline.checks import check_of
from schemas import ClaimKind, Component, Report, Row, Worklist

IN_DOUBT = "it is not certain who says it"
NEAR_BY = "a source may be named near by"


def report(text: str) -> Report:
    return fact_check(article_from_text(text), drafter=ExtractiveDrafter())


def worklist(text: str) -> Worklist:
    return report(text).worklist


def row(text: str, figure: str) -> Row:
    return next(each for each in worklist(text).rows if each.quantity.text == figure)


def component(name: str, text: str, figure: str) -> Component:
    return next(each for each in row(text, figure).components if each.name == name)


@pytest.mark.parametrize(
    ("text", "figure", "source"),
    [
        ("Maria Rossi said 40 left.\n", "40", "ask Maria Rossi for the document"),
        ("The navy said 77 boats sank.\n", "77", "ask the navy for the document"),
        ("Data from the harbour show that 77 boats sank.\n", "77", "Data from the harbour: the original"),
        ("Reuters reported that 77 boats sank.\n", "77",
         "Reuters: the report, and the source that it names"),
        ("The navy lost 77 boats, USA Today reports.\n", "77",
         "USA Today: the report, and the source that it names"),
        ("The navy, which the mayor endorsed, lost 77 boats, reports USA Today.\n", "77", ""),
        ("Officials said 77 boats sank.\n", "77",
         "ask the author who is meant by “Officials”, and for the document"),
        ("The boats that were in a poll of 1955 are 77.\n", "77", ""),
        ("Maria Rossi, 61, said that it rained.\n", "61", ""),
        ("Some 40 left.\n", "Some 40", ""),
        ("The mayor of Selm said 77 boats sank.\n", "77", "ask the mayor of Selm for the document"),
        ("Investigators found that 77 boats sank.\n", "77", ""),
        ("The businessman said that 77 boats sank.\n", "77", ""),
        ("A company said that 77 boats sank.\n", "77", ""),
        ("A Selm company said that 77 boats sank.\n", "77", "ask a Selm company for the document"),
        ("Records show that 77 boats sank.\n", "77", ""),
        ("SPA officials said 77 boats sank.\n", "77", ""),
        ("The researchers said 77 boats sank.\n", "77", ""),
        ("Officials told the Selm Courier that 77 boats sank.\n", "77", ""),
        ("Maria Rossi said that the wreck lies 25 miles away.\n", "25 miles", ""),
        ("Maria Rossi said that it took five hours.\n", "five hours", ""),
        ("The navy said that it took five hours.\n", "five hours", "ask the navy for the document"),
        ("Maria Rossi successfully sued it for $40 million.\n", "$40 million", ""),
        ("Selm Motors has now recalled 40 boats over the last two years.\n", "40", ""),
        ("The Selm Courier noted Maria Rossi said 77 boats sank.\n", "77", ""),
        ("They said that 77 boats sank.\n\nRossi and Ried said so.\n", "77", ""),
    ],
)  # fmt: skip
def test_whom_to_ask_follows_from_who_gives_the_figure_or_is_not_said(
    text: str, figure: str, source: str
) -> None:
    assert row(text, figure).evidence.source == source


def test_an_alert_adds_what_would_settle_it() -> None:
    found = row("In all 22 of the 32 pumps, or 62%, failed.\n", "62%")

    assert check_of("A05").settles in found.evidence.needed


@pytest.mark.parametrize(
    ("text", "figure", "needed"),
    [
        ("Maria Rossi, 61, left.\n", "61", "The date of birth or the record behind “61”."),
        ("Rents rose 12 percent.\n", "12 percent",
         "Both of the values that “12 percent” (Rents) compares, each with its date"),
        ("It lost 40 boats.\n", "40", "The list or count behind “40 boats”, and its date."),
        ("It cost $40.\n", "$40", "The document or record that has “$40”, and its date."),
        ("Now 22 of the 32 pumps work.\n", "22 of the 32",
         "The list or table behind “22 of the 32 pumps” (work), and what the whole is."),
    ],
)  # fmt: skip
def test_what_must_be_shown_follows_from_the_kind_of_figure(
    text: str, figure: str, needed: str
) -> None:
    assert row(text, figure).evidence.needed.startswith(needed)


def test_a_quotation_is_to_be_heard_and_a_forecast_to_be_grounded() -> None:
    text = "“We will hire 400 people by May,” Maria Rossi said.\n"

    needed = row(text, "400").evidence.needed

    assert needed.startswith("That Maria Rossi said so (recording or transcript), and the document")
    assert "whose plan or forecast it is" in needed


def test_the_query_has_names_without_dateline_and_possessive() -> None:
    text = "SELM, May 5 (Reuters) - The storm sank 77 boats in Brenmoor's harbour.\n"

    assert row(text, "77").evidence.query == "77 boats Brenmoor"


def test_the_query_has_what_who_and_when_and_no_word_twice() -> None:
    text = "The ministry of health said infections rose by 4,000 in May 2025.\n"

    query = row(text, "4,000").evidence.query.lower().split()

    assert {"infections", "ministry", "health", "may", "2025"} <= set(query)
    assert len(query) == len(set(query))


@pytest.mark.parametrize(
    ("text", "figure", "computed"),
    [
        ("Now 22 of the 32 pumps work.\n", "22 of the 32", ("22 / 32 = 69 %",)),
        ("She is one of four who voted no.\n", "one of four", ()),
        ("The port moved 3,412,000 tonnes, 8 percent less than the 3,710,000 tonnes before.\n",
         "3,710,000 tonnes", ("the change 3,710,000 tonnes → 3,412,000 tonnes = 8.03 %",)),
        ("The port moved 3,412,000 tonnes, 18 percent less than the 3,710,000 tonnes before.\n",
         "3,710,000 tonnes", ()),
        ("The levy rose from 2.5 percent to 3 percent.\n", "3 percent", ("the change 2.5 percent → 3 percent = 20 %",)),
    ],
)  # fmt: skip
def test_only_what_follows_or_agrees_is_computed(
    text: str, figure: str, computed: tuple[str, ...]
) -> None:
    assert row(text, figure).computed == computed


def test_a_sum_that_agrees_raises_nothing() -> None:
    text = "The league asks for 5% of sales.\n\nMembers spend 3.5% on boats and a further 1.5% on quays.\n"

    assert not [flag for each in worklist(text).rows for flag in each.flags if flag.alert]


@pytest.mark.parametrize(
    ("text", "figure", "kind"),
    [
        ("“I waited 300 minutes at the desk,” said Ana Lind.\n", "300 minutes", ClaimKind.PERSONAL),
        ("“My rent went from 800 to 1,200 euros,” she said.\n", "1,200 euros", ClaimKind.PERSONAL),
        ("“I think 40 percent would be fair,” Ana Lind said.\n", "40 percent", ClaimKind.OPINION),
        ("“It is the worst storm in 30 years,” Ana Lind said.\n", "30 years", ClaimKind.FACT),
        ("“I have created 500 jobs,” the mayor said.\n", "500", ClaimKind.FACT),
        ("The tax should rise by 4%, she said.\n", "4%", ClaimKind.FORECAST),
        ("Ana Lind wants 40 more ships.\n", "40", ClaimKind.FORECAST),
        ("The levy will rise from 2.5 percent to 3.1 percent.\n", "2.5 percent", ClaimKind.FACT),
        (
            "The levy will rise from 2.5 percent to 3.1 percent.\n",
            "3.1 percent",
            ClaimKind.FORECAST,
        ),
    ],
)
def test_forecasts_opinions_and_own_lives_have_lists_of_their_own(
    text: str, figure: str, kind: ClaimKind
) -> None:
    assert row(text, figure).kind is kind


def test_a_forecast_of_the_lede_stands_before_a_fact_of_the_last_paragraph() -> None:
    text = "The port will lose 30 boats by May.\n\nIt rained.\n\nIt lost 20 boats in 1990.\n"

    assert [each.quantity.text for each in worklist(text).rows] == ["30", "20"]


def test_the_weaker_the_source_the_more_the_attribution_gives() -> None:
    sentences = [
        "The storm sank 77 boats.",
        "Officials said 77 boats sank.",
        "Reuters reported that 77 boats sank.",
        "The navy said 77 boats sank.",
        "Maria Rossi, the mayor, said 77 boats sank.",
        "Data from the harbour show that 77 boats sank.",
    ]

    points = [component("attribution", f"{each}\n", "77").points for each in sentences]

    assert points == sorted(points, reverse=True)
    assert (points[0], points[-1]) == (5, 1)


def test_an_error_outweighs_a_cue_and_names_its_check() -> None:
    error = component("pitfalls", "In all 22 of the 32 pumps, or 62%, failed.\n", "62%")
    cue = component("pitfalls", "In all 40,000 pumps failed.\n", "40,000")

    assert (error.points, cue.points) == (20, 3)
    assert "error A05 part percent" in error.reason
    assert cue.reason == "cue C07 round number"


@pytest.mark.parametrize("name", ["consequence", "prominence", "pitfalls", "attribution"])
def test_each_component_says_in_words_what_earned_it(name: str) -> None:
    text = "Boats sink\n\nThe storm killed 12 people.\n\nIt sank 40 boats.\n"

    reasons = {component(name, text, figure).reason for figure in ("12", "40")}

    assert all(len(reason.split()) > 2 for reason in reasons)


def test_the_reason_reads_as_one_sentence_of_the_weightiest() -> None:
    text = "Storm kills 12 people in Selm\n\nThe storm killed 12 people in Selm on Monday.\n\nTrees fell.\n"

    assert row(text, "12").reason == (
        "It stands in the headline and lede, is said twice and the brief rests on it; its clause tells of "
        "dead, injured or victims; its sentence names no source."
    )


def test_a_row_is_silent_on_a_source_that_was_not_found() -> None:
    text = "“We lost 77 boats. It was late.” Nobody spoke.\n\nIt snowed.\n"

    assert (
        row(text, "77").reason == "It stands at the top of the text; it is a number (“77 boats”)."
    )


def test_a_row_does_not_say_of_itself_that_the_text_is_one_paragraph() -> None:
    text = (
        "The mayor of Selm opened the new bridge over the river on Monday in heavy rain. "
        "The council of Lima sold the old ferry to a large firm in May after a long talk. "
        "The port of Brenmoor will be closed for repairs until the spring of next year. "
        "The harbour master closed the northern quay for boats in a hurry. "
        "They roasted a 40-pound goat at the fair. It snowed. "
        "He ate the whole 40-pound goat they roasted at the fair.\n"
    )

    assert component("prominence", text, "40-pound").reason == "the text is one paragraph"
    assert "one paragraph" not in row(text, "40-pound").reason


@pytest.mark.parametrize(
    ("name", "text", "figure", "reason"),
    [
        ("prominence", "The storm sank 77 boats.\n", "77", "the brief rests on it"),
        ("attribution", "“We lost 77 boats. It was late.” Nobody spoke.\n", "77", IN_DOUBT),
        ("attribution", "“It was late,” says Maria Rossi, 77, the mayor of Selm.\n", "77", NEAR_BY),
        ("attribution", "“It was late,” said Maria Rossi.\n\nThe two others said nothing.\n", "two", NEAR_BY),
        ("attribution", "The storm sank 77 boats. The mayor said it was late.\n", "77", NEAR_BY),
        ("attribution", "By the port’s count, 77 boats sank.\n", "77", NEAR_BY),
        ("attribution", "The statistic is harsh: 77 boats sank.\n", "77", NEAR_BY),
        ("attribution", "The storm sank 77 boats. The survey was of sailors.\n", "77", NEAR_BY),
        ("attribution", "The port agency raises the toll to 77.\n", "77", NEAR_BY),
        ("attribution", "NBC contrasts that with 77 boats.\n", "77", NEAR_BY),
        ("attribution", "The storm sank 77 boats. It was late.\n", "77", "its sentence names no source"),
        ("attribution", "The researchers said 77 boats sank.\n", "77", IN_DOUBT),
        ("attribution", "Reuters reported that 77 boats sank.\n", "77", "its passage cites Reuters"),
        ("attribution", "Researchers said 77 boats sank.\n", "77", "its passage cites “Researchers”"),
        ("attribution", "Maria Rossi said Ansel Quist, 77, left.\n", "77", IN_DOUBT),
        ("attribution", "Maria Rossi said 77 boats sank.\n", "77", "its passage cites Maria Rossi"),
        ("prominence", "Heavy rain hit the port of Selm on Monday night.\n\nThe storm sank 77 boats.\n\nIt snowed.\n", "77",
         "it stands in the first paragraphs and the brief rests on it"),
        ("prominence", "Heavy rain hit the port of Selm on Monday night.\n\n"
         + "The mayor of Selm slept that night.\n\n" * 7 + "The storm sank 77 boats.\n\nIt snowed.\n", "77",
         "it stands in the second half of the text and the brief rests on it"),
        ("prominence", "Heavy rain hit the port of Selm on Monday night.\n\n" + "It snowed.\n\n" * 4
         + "The storm sank 77 boats.\n\n" + "The mayor of Selm slept that night.\n\n" * 9, "77",
         "it stands in the first half of the text and the brief rests on it"),
        ("prominence", "Heavy rain hit the port of Selm on Monday night.\n\n" + "It snowed.\n\n" * 9
         + "The storm sank 77 boats.\n\n" + "The mayor of Selm slept that night.\n\n" * 5, "77",
         "it stands in the middle of the text and the brief rests on it"),
        ("prominence", "Storm hits the port of Selm\n\nThe storm sank 77 boats.\n\nIt snowed.\n", "77",
         "it stands in the lede and the brief rests on it"),
        ("prominence", "Storm hit Selm port and sank 77 boats.\n\nThe storm sank 77 boats in Selm port.\n", "77",
         "it stands at the top of the text, is said twice and the brief rests on it"),
        ("prominence", "Support for Rossi rose to 48 percent in Selm.\n\nSupport for Lima rose to 48 percent.\n",
         "48 percent", "it stands at the top of the text and the brief rests on it"),
        ("consequence", "The war film took $40 million.\n", "$40 million",
         "it is money (“$40 million”)"),
        ("consequence", "Support fell to 61.3 percent.\n", "61.3 percent",
         "it is a percentage (“61.3 percent”)"),
        ("consequence", "Support fell 61.3 percent.\n", "61.3 percent",
         "it is a change or comparison (“61.3 percent”)"),
        ("consequence", "The mayor was killed by at least 15 stings.\n", "at least 15",
         "it is a number (“at least 15 stings”)"),
        ("consequence", "In all 15 people were killed.\n", "15",
         "its clause tells of dead, injured or victims"),
        ("consequence", "Only 40 of them came.\n", "40", "it is a number (“40”)"),
        ("consequence", "A quarter of the rules committee left.\n", "A quarter",
         "it is a part of a whole (“A quarter”)"),
        ("consequence", "The index gained 6.92 by noon.\n", "6.92", "it is a small number (“6.92”)"),
        ("consequence", "It has at least three boats.\n", "at least three",
         "it is a small number (“at least three boats”)"),
        ("consequence", "The poll has an error of 3 percentage points.\n", "3 percentage points",
         "it is a number of percentage points (“3 percentage points”)"),
        ("consequence", "Some 22 of the 32 pumps failed.\n", "Some 22 of the 32",
         "it is a part of a whole (“Some 22 of the 32 pumps”)"),
        ("consequence", "She won by 3-to-1.\n", "3-to-1", "it is a number (“3-to-1”)"),
        ("consequence", "The fight lasted nine days.\n", "nine days", "it is a length of time"),
        ("consequence", "The 52-year-old’s boat sank.\n", "52-year-old’s", "it is an age"),
        ("consequence", "It has three boats.\n", "three", "fewer than ten are counted"),
    ],
)  # fmt: skip
def test_a_reason_is_true_of_its_row(name: str, text: str, figure: str, reason: str) -> None:
    assert component(name, text, figure).reason == reason


STORY = "Selm loses boats\n\nThe storm sank 412 boats in Selm.\n\nRents there rose 3.5 percent and taxes 3.5 percent.\n"


def test_a_paragraph_put_in_front_changes_row_ids_and_no_group_id() -> None:
    longer = STORY.replace("\n\nThe storm", "\n\nIt was late.\n\nThe storm", 1)

    before, after = (
        {r.row_id: r.group_id for r in worklist(text).rows} for text in (STORY, longer)
    )

    assert not before.keys() & after.keys()
    assert sorted(before.values()) == sorted(after.values())
    assert len(set(before.values())) == len(before)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("It lost nearly 480 boats.\n", "It lost 480 boats.\n", True),
        ("The road is 1.5 km long.\n", "The road is 1,500 metres long.\n", True),
        ("Sales rose 40%.\n", "Sales rose 40 percent.\n", True),
        ("It lost 480 boats.\n", "It lost 480 homes.\n", False),
        ("It lost 480 boats.\n", "It lost 481 boats.\n", False),
    ],
)
def test_a_figure_has_its_group_id_in_any_wording(one: str, other: str, *, same: bool) -> None:
    ids = {worklist(text).rows[0].group_id for text in (one, other)}

    assert (len(ids) == 1) is same


def test_sentences_without_a_figure_that_state_something_are_named_and_others_are_not() -> None:
    text = (
        "Council votes\n\nThe council sold 40 boats. The mayor closed every school in the county "
        "because of the flood. "
        "What does she want? Thank you very much for being here.\n"
    )
    made = report(text)

    unlisted = [
        made.article.quote(made.article.sentence(each).span) for each in made.worklist.unlisted
    ]

    assert unlisted == ["The mayor closed every school in the county because of the flood."]
