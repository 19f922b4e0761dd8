"""The drafter that needs no model: what it takes, what it leaves, what it never invents."""

import asyncio
import re
from pathlib import Path

import pytest

from pipeline import ExtractiveDrafter, article_from_text, fact_check, read_article
from pipeline.stages.draft import Drafted
from schemas import Article, Status
from tests.articles import storm

EXAMPLES = Path(__file__).parents[3] / "examples"


def draft(article: Article) -> Drafted:
    return asyncio.run(ExtractiveDrafter().draft(article))


def test_the_headline_is_the_articles_own() -> None:
    assert draft(storm).draft.headline == "Storm leaves port without power"


@pytest.mark.parametrize(
    ("lede", "headline"),
    [
        ("The port of Lima will stay closed until the end of the week, the mayor said on Monday.",
         "The port of Lima will stay closed …"),
        ("A man has admitted that he sank 77 boats in the old harbour of Selm on Monday night.",
         "A man has admitted that he sank 77 boats …"),
        ("The storm that came in from the sea sank boats in all of the old harbours of the coast.",
         "The storm that came …"),
        # No figure is cut in two; a quotation and a bracket are closed.
        ("Police on the coast of Selm found some 1,200 to 1,400 pots of paint in the old harbour.",
         "Police on the coast of Selm found …"),
        ("The mayor “will not have the quay of the town sold” to a bank, she told the port council.",
         "The mayor “will not have the quay …”"),
        ("Maria Rossi (mayor of Selm since the flood of 2010) asked the port for a loan on Monday.",
         "Maria Rossi (mayor of Selm since the flood …)"),
        ("“We lost the best boats of the town in one single night,” Maria Rossi said on Monday.",
         "“We lost the best boats of the town …”"),
        # Of a word that carries grammar and no meaning more is to come.
        # All of the news may stand there without its source.
        ("Rents in Selm rose, according to a note of the council on Monday.", "Rents in Selm rose"),
        ("In Selm, the council of the old town found 40 boats.", "In Selm, the council …"),
        ("Boats will have been under the sea for a week, and nobody has seen any of them there.",
         "Boats will have been under the sea …"),
    ],
)  # fmt: skip
def test_without_a_headline_the_lede_begins_one_and_is_the_first_point(
    lede: str, headline: str
) -> None:
    made = draft(article_from_text(f"{lede}\n\nCrews bought 12 new boats in the old town.\n")).draft

    assert made.headline == headline
    assert made.points[0].text == lede
    assert made.headline_ids == made.points[0].sentence_ids


@pytest.mark.parametrize(
    ("lede", "headline", "points"),
    [
        ("Storm sinks 77 boats in Selm.", "Storm sinks 77 boats in Selm", 1),
        ("Old boats sank, he said.", "Old boats sank, he said", 1),
        # The point tells who says so.
        ("Storm sinks 77 boats in Selm, the mayor said.", "Storm sinks 77 boats …", 2),
    ],
)
def test_a_short_lede_is_the_headline_and_no_point_where_all_of_it_is(
    lede: str, headline: str, points: int
) -> None:
    article = article_from_text(f"{lede}\n\nCrews worked in the old town all night.\n")

    made = draft(article).draft

    assert made.headline == headline
    assert [point.text for point in made.points] == [
        lede,
        "Crews worked in the old town all night.",
    ][-points:]


@pytest.mark.parametrize(
    "text",
    ["Storm sinks boats in Selm\n\nThe storm sinks boats in Selm.\n", "Rain fell in Selm.\n"],
)
def test_a_brief_repeats_its_headline_only_where_there_is_nothing_else(text: str) -> None:
    assert len(draft(article_from_text(text)).draft.points) == 1


def test_every_word_of_a_point_stands_in_the_sentence_that_it_cites() -> None:
    for point in draft(storm).draft.points:
        cited = storm.plain(storm.sentence(point.sentence_ids[0]).span)
        words = re.sub(r"\[[^]]*\]", "", point.text).rstrip(".")

        assert all(word in cited for word in words.split())


def test_a_brief_begins_with_the_lede_and_has_45_to_80_words() -> None:
    long = article_from_text(
        "\n\n".join(
            (
                "The harbour of Selm lost 77 boats on Monday when a storm came in from the sea.",
                "Crews worked through the night to bring back power to nearly 480 homes.",
                "Maria Rossi, the mayor, said that schools would stay closed until Friday.",
                "Insurers expect claims of $12 million, more than in any winter since 1990.",
                "A ferry with 40 passengers waited outside until the wind had dropped.",
                "Fishermen asked the ministry for a loan, as they had after the flood.",
            )
            * 2
        )
    )

    points = draft(storm).draft.points
    words = sum(len(point.text.split()) for point in draft(long).draft.points)

    assert points[0].text.startswith("The storm cut power to nearly 480 homes")
    assert 45 <= words <= 80


@pytest.mark.parametrize(
    "dateline",
    [
        "SELM, June 5 (Reuters) - ",
        "Selm (CNN) -- ",
        "(AP) — ",
        "(Apr 13, 2009 5:14 AM CDT) ",
    ],
)
def test_a_brief_has_no_dateline(dateline: str) -> None:
    news = "The storm sank 77 boats in the old harbour of Selm."
    more = "A storm that came in from the sea has sunk 77 boats in the old harbour of Selm."
    short, long = (
        draft(article_from_text(f"{dateline}{lede}\n\nThe mayor will buy 12 new ones.\n")).draft
        for lede in (news, more)
    )

    assert short.headline == news.rstrip(".")
    assert [point.text for point in short.points] == ["The mayor will buy 12 new ones."]
    assert long.headline == "A storm that came in from the sea …"
    assert long.points[0].text == more


def test_lines_without_end_or_speaker_and_the_headline_again_are_no_points() -> None:
    article = article_from_text(
        "Storm sinks boats in Selm\n\nThe storm sinks boats in Selm.\n\nScroll down for video of the "
        "storm that sank\n\n“It was the worst night of all our lives.”\n\nThe storm sank 77 boats in the old harbour on Monday night.\n"
    )

    assert [point.text for point in draft(article).draft.points] == [
        "The storm sank 77 boats in the old harbour on Monday night."
    ]


def test_half_a_quotation_is_no_point() -> None:
    article = article_from_text(
        "The harbours' owner met the mayor's aide on Monday.\n\nTom Ried wrote: 'It was the worst "
        "night. Nobody in the harbour's streets slept.'\n\nThe old crane, called 'the giraffe', had stood there since 1931.\n"
    )

    assert [point.text[:9] for point in draft(article).draft.points] == ["The old c"]


def test_no_point_says_again_what_another_says() -> None:
    texts = [point.text for point in draft(storm).draft.points]

    assert sum("480" in text for text in texts) == 1


def test_boilerplate_is_neither_point_nor_claim() -> None:
    drafted = draft(storm).draft
    written = [p.text for p in drafted.points] + [c.text for c in drafted.claims]

    assert written
    assert not any("newsletter" in text for text in written)


def test_claims_are_clauses_with_the_speaker_that_the_sentence_names() -> None:
    claims = {claim.text: claim.speaker for claim in draft(storm).draft.claims}

    assert (
        claims["22 of the 32 pumps failed, according to Maria Rossi, the mayor."] == "Maria Rossi"
    )
    assert "At least 700 people spent the night in shelters." in claims


def test_a_claim_names_who_is_meant_by_he_or_she() -> None:
    texts = [claim.text for claim in draft(storm).draft.claims]

    assert "[Maria Rossi] said repairs would cost $3.2 billion over five years." in texts


def test_a_sentence_longer_than_a_brief_is_cut_at_a_clause_border() -> None:
    tail = " that still ran at that hour" * 12
    article = article_from_text(
        f"The storm cut power to nearly 480 homes in the old town of Lima, and the mayor sent crews to the pumps{tail}.\n\nIt rained.\n"
    )

    point = draft(article).draft.points[0].text

    assert point.endswith("in the old town of Lima.")


def test_the_output_says_that_no_model_wrote_it() -> None:
    provenance = draft(storm).provenance

    assert (provenance.drafter, provenance.model) == ("extractive", None)
    assert "No model wrote this" in provenance.notes[0]


@pytest.mark.parametrize(
    "text", ["Rain.", "Rain fell. Rain fell. Rain fell.", "Who knows? Who cares?"]
)
def test_a_poor_article_gives_what_there_is(text: str) -> None:
    drafted = draft(article_from_text(text)).draft

    assert drafted.headline


def test_a_text_without_a_sentence_gives_neither_headline_nor_point() -> None:
    made = draft(article_from_text("* * *")).draft

    assert (made.headline, made.points) == ("", ())


@pytest.mark.parametrize("name", ["nato-defence.txt", "harbour-budget.html", "sleep-trial.md"])
def test_the_articles_own_words_are_never_found_unsupported(name: str) -> None:
    report = fact_check(read_article(str(EXAMPLES / name)), drafter=ExtractiveDrafter())

    assert report.findings
    assert {finding.status for finding in report.findings} == {Status.EXACT}
    assert report.brief.withheld == ()
