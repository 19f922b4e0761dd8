"""Who says what: sources and cues in the shapes of news, over sentences, and what is nobody."""

from itertools import pairwise

import pytest

from pipeline import article_from_text
from pipeline.text.attribution import attributions


def who_says(text: str, words: str = "closed") -> str | None:
    """Return who says these words of a text."""
    return attributions(article_from_text(text + "\n")).at(text.index(words))


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Lima said the port was closed.", "Lima"),
        ("“The port is closed,” Rossi said at the harbour.", "Rossi"),
        ("The port was closed, said Ilya Maresh, the mayor.", "Ilya Maresh"),
        ("The port was closed, said the mayor, Ilya Maresh.", "Ilya Maresh"),
        ("Ilya Maresh, the mayor, said the port was closed.", "Ilya Maresh"),
        ("The port was closed, according to the city’s grid operator.", "the city’s grid operator"),
        ("According to a survey by the union, most ports are closed.", "a survey by the union"),
        ("Standing in the rain, Mayor Maria Rossi said the port was closed.", "Mayor Maria Rossi"),
        ("The head of the power union said Monday that 40 ports were closed.", "The head of the power union"),
        ("Police told reporters that the port was closed.", "Police"),
        ("A poll released Friday showed that most ports are closed.", "A poll"),
        ("Officials who asked not to be named said the port was closed.", "Officials"),
        ("Maria Rossi left the hall, saying that the port was closed.", "Maria Rossi"),
        ("The Herald reported, citing the harbour police, that the port was closed.", "the harbour police"),
        ("On Monday Maria Rossi said the port was closed.", "Maria Rossi"),
        ("In a statement the mayor said the port was closed.", "the mayor"),
        ("The mayor, Maria Rossi, said the port was closed.", "Maria Rossi"),
        ("Maria Rossi, 52, who is the mayor, said the port was closed.", "Maria Rossi"),
        ("Rep. Maria Rossi (D-Md.) said the port was closed.", "Rep. Maria Rossi"),
        ("The U.S. said the port was closed.", "The U.S."),
        ("The port is closed, per the Herald.", "the Herald"),
        ("Rossi and Lima said the port was closed.", "Rossi and Lima"),
        ("It rained, and the mayor said the port was closed.", "the mayor"),
        ("The mayor spoke and Maria Rossi said the port was closed.", "Maria Rossi"),
        ("There they said the port was closed, the mayor said.", "the mayor"),
        ("A study showing losses found the port was closed.", "A study"),
        ("The mayor and Maria Rossi said the port was closed.", "The mayor and Maria Rossi"),
        ("Rossi said it rained and added that the port was closed.", "Rossi"),
        ("It rained on Maria Rossi, who said the port was closed.", "Maria Rossi"),
        ("It rained on the mayor who said the port was closed.", "the mayor"),
        ("(May 5, 2011 2:08 PM CDT) Police say the port was closed.", "Police"),
        ("The port was closed, according to state-owned agency Selmpress.", "state-owned agency Selmpress"),
        ("In a Herald poll released Monday, the port was closed.", "a Herald poll"),
        ("In a boat of May 5, the port was closed.", None),
        ("Maria Rossi assures wary sailors that the port was closed.", "Maria Rossi"),
        ("A just-freed sailor says the port was closed.", "A just-freed sailor"),
        ("The port was closed, her family says.", "her family"),
        ("The port, which lay idle, a third of it dry, was closed, reports USA Today.", "USA Today"),
        ("Twenty-four percent said the port was closed.", None),
        ("Now the owner, Lima, is there, the port was closed, notes the Herald.", "the Herald"),
        ("The port was closed, Lima told reporters.", "Lima"),
        ("A press release says the port was closed.", "A press release"),
        ("The port was closed, according to a court filing released by Lima.", "a court filing released by Lima"),
        ("Police in Selm, Conn., said the port was closed.", "Police"),
        ("A report by the Centre for Sea and Port Policy found the port was closed.", "A report by the Centre for Sea and Port Policy"),
        ("Now the mayor said the port was closed.", "the mayor"),
        ("The port was closed, reads a statement released Tuesday.", "a statement"),
        ("Selm Radio rounds up talk that the port was closed.", None),
        ("The port was closed, Lima explains in a report.", "Lima"),
        ("In May, Republican front-runner Maria Rossi called the port “closed”.", "Republican front-runner Maria Rossi"),
        ("Noting Rossi showed no remorse, the port was closed.", None),
        ("The port was closed, the yield on a 10-year Treasury showed.", None),
        ("The port was closed, which many feared, said its master, Per Lima.", "Per Lima"),
        ("Per the Herald, Lima was there and the port was closed.", "the Herald"),
        ("Selmavia says the port was closed.", "Selmavia"),
        ("Selm.com reports the port was closed.", "Selm.com"),
        ("Initial reports said the port was closed.", None),
        ("It rained, said a spokesman for the harbour. He said the port was closed.",
         "a spokesman for the harbour"),
        ("Maria Rossi was told the port was closed.", None),
        ("The port was closed, according to today’s jobs report.", "today’s jobs report"),
        ("Maria Rossi, at a meeting in Selm, said the port was closed.", "Maria Rossi"),
        ("The October report exceeded what was closed.", None),
        ("Imagine your boss said the port was closed.", None),
        ("Data from the navy show the port was closed.", "Data from the navy"),
        ("Storms have been blamed for the port that was closed.", None),
        ("It rained in Selm - the mayor said the port was closed.", "the mayor"),
        ("SELM -- Police say the port was closed.", "Police"),
        ("Sailors voiced fears that the port was closed.", "Sailors"),
        ("The judge ordered that the port be closed.", "The judge"),
        ("Sailors consider the port as good as closed.", "Sailors"),
        ("“Well,” I said, “the port is closed.”", "the author"),
        ("Maria Rossi gushed about a port “closed for good and all”.", "Maria Rossi"),
        ("Maria Rossi pledged a “closed and safe” port.", "Maria Rossi"),
        ("The port drew crowds to a hall “closed for good”.", None),
        ("Six of them drew a “closed” sign.", None),
        ("The port was closed.", None),
        # Whom an outlet passes on comes before it.
        ("Maria Rossi says that at noon on Monday the port was closed, the Selm News reports.", "Maria Rossi"),
        ("Maria Rossi told sailors the port was closed, per the Selm News.", "Maria Rossi"),
        ("Maria Rossi says it rained, but the Selm News reports the port was closed.", "the Selm News"),
        ("A port lawyer working near the quay says the port was closed.", "A port lawyer"),
        ("The port was closed, according to an analysis of figures dating to 1913.", "an analysis of figures"),
        ("The most recent polling in Selm shows the port as good as closed.", "The most recent polling"),
        ("Maria Rossi Monday night said the port was closed.", "Maria Rossi"),
        ("Maria Rossi continued to sail, which the port that was closed allowed.", None),
        ("In another Selm blast, the port was closed.", None),
        ("Some 300 ports, which are now closed, lost power, the mayor said.", "the mayor"),
    ],
)  # fmt: skip
def test_the_source_is_whom_the_sentence_names(sentence: str, who: str | None) -> None:
    assert who_says(sentence) == who


@pytest.mark.parametrize(
    "sentence",
    [
        "Of these, 47 percent said the port was closed.",
        "The port lost 12,000 jobs, found 40 more and was closed.",
        "What he said was closed.",
        "One in eight said the port was closed.",
        "An increase of 0.6 percentage points shows the port was closed.",
        "A $500,000 fine said the port was closed.",
        "Cruises I’ll report say the port was closed.",
    ],
)
def test_a_numeral_or_a_clause_is_nobody(sentence: str) -> None:
    assert who_says(sentence) is None


def test_a_part_of_the_people_asked_is_named_by_who_they_are() -> None:
    assert who_says("Some 47% of the sailors said that the port was closed.") == "the sailors"


def test_a_thing_that_costs_or_comes_says_nothing() -> None:
    assert who_says("The deal announced today comes two weeks late.", "weeks") is None
    assert (
        who_says("The Selm range is the deadliest, regularly claiming the lives of 40 men.", "40")
        is None
    )
    assert who_says("Autumn insects claimed 40 boats.", "40") is None
    assert who_says("The Selm firm added around 40 boats.", "40") is None
    assert who_says("For one, fees for all firms add up to $40 a year.", "40") is None


def test_a_pronoun_is_the_last_person_that_fits_and_never_a_body() -> None:
    text = (
        "The storm came on Monday, Mayor Maria Rossi said.\n\n"
        "Losses were small, according to the harbour police.\n\n"
        "Mr. Tom Ried said little. She said the port was closed.\n"
    )

    assert who_says(text + "Ms. Rossi left.") == "Mayor Maria Rossi"


def test_a_pronoun_is_nobody_whom_the_text_calls_by_the_other() -> None:
    text = (
        "Tom Ried, the treasurer, sold his hat.\n\nMaria Rossi, the mayor, sold her boat.\n\n"
        "Rossi said little. He said the port was closed.\n"
    )

    assert who_says(text) == "Tom Ried"
    assert who_says(text.replace("Maria Rossi", "Tom Rossi").replace("her", "his")) == "Rossi"


def test_a_person_is_known_by_the_surname_before_junior() -> None:
    text = (
        "Mayor Maria Rossi spoke.\n\nAnsel Quist Jr., the judge, left.\n\n"
        "He said the port was closed.\n"
    )

    assert who_says(text + "Mrs. Rossi left.") == "Ansel Quist Jr"


def test_a_quotation_goes_on_over_sentences_and_paragraphs() -> None:
    text = (
        "“It was bad,” Maria Rossi said. “We lost 40 boats. We need more.\n\n"
        "“The quay is closed.”\n\nThe storm has passed."
    )

    assert [who_says(text, words) for words in ("We need", "The quay", "passed")] == [
        "Maria Rossi",
        "Maria Rossi",
        None,
    ]


def test_a_sentence_has_the_source_of_most_of_it() -> None:
    article = article_from_text("The port is closed, Rossi said. It rained.\n")
    said = attributions(article)

    assert [said.of(sentence.span) for sentence in article.prose] == ["Rossi", None]


def test_what_is_said_stands_in_the_article_and_is_said_once() -> None:
    text = "Rossi said the port, which Lima called closed, would open, and Ried agreed it would.\n"
    contents = sorted(
        (span.start, span.end)
        for item in attributions(article_from_text(text)).items
        for span in item.content
    )

    assert all(end <= start for (_, end), (start, _) in pairwise(contents))


@pytest.mark.parametrize(
    "text",
    ["7" * 300_000, "word " * 60_000, "“" * 100_000, "said, " * 10_000, "(Rossi) said " * 5_000],
)
def test_a_line_of_any_length_is_read_at_once(text: str) -> None:
    assert {item.who for item in attributions(article_from_text(text)).items} <= {"Rossi"}
