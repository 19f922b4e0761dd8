import re

import pytest

from pipeline.text import sentences as module
from pipeline.text.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["The mayor resigned.", "Nobody was told."],
        ["U.S. President Dana Cole spoke.", "She left."],
        ["He was born in the U.S. President Cole was not."],  # doubtful: kept together
        ["The goods were made in the U.S.", "The tariff is 5%."],
        ["Troops left the U.S.", "“We are home,” he said."],
        ["Mr. Lind and Mrs. Roe met Dr. Ahn, Gen. Poe, Sen. Fox and Gov. Lee."],
        ["It cost 3.5 million.", "Nobody paid."],
        ["It ended at 6 p.m.", "Crews had gone by then."],
        ["It ended at 6 p.m. Monday in the harbour."],
        ["It ended at 6 p.m. ET."],
        ["The vote is on Jan. 6 in room No. 12."],
        ["No.", "We will not pay."],
        ["Was it a yes or a no?", "It was a no.", "He left."],
        ["Shares of Ardent Inc. Chief Ann Bo fell."],
        ["She sold Ardent Inc.", "The buyer paid $5."],
        ["J. K. Orton wrote it.", "Samuel L. Marsh read it."],
        ["They chose plan B.", "It failed."],
        ["She lives in St. Petersburg.", "He lives on Main St.", "It is long."],
        ["Some crops, e.g. Maize, failed.", "Others, i.e. Rye, did not."],
        ["“We lost,” he said.", "“Twice.”", "He left."],
        ['"We lost."', "He left."],
        ["(The bank declined to comment.)", "Its shares fell."],
        ["“Why now?” she asked.", "Nobody knew."],
        ["“Why now?” Mayor Ana Ruiz asked."],
        ["Why now?", "Ana Ruiz did not say."],
        ["Stop!", "It is late."],
        ["Well... nobody came."],
        ["He waited…", "Then he left."],
        ["“The […] Minister lied,” he said.", "She denied it."],
        ["It rose 4%.", "14 people lost their jobs."],
        ["It lost money.", "$5 million is gone."],
        ["1. First the law, then the money."],
        ["The share was 5 per cent in 2012.", "It is 7 now."],
        ["It rose.[12]", "Then it fell."],
        ["Apple said so.", "iPhone sales fell."],
        ["The fee is Rs. 500 a head.", "Few pay."],
        ["What?!", "No!"],
        ["She moved to LA.", "Piers stayed."],
        ["He wrote for the FT.", "A paper said so."],
        ["He came from Fresno, Calif.", "Should he return, he will be tried."],
        ["She told E! News."],
        ["“This can't be real!” Mara Cross says."],
        ["She has a Ph.D. in law."],
        ["He was ill.", "Nurses came."],
        ["“Is it over?”", "The room fell silent."],
        ["No stop at the end"],
        ["这是第一句。", "这是第二句。"],
    ],
)
def test_news_prose_is_split_where_its_sentences_end(expected: list[str]) -> None:
    glue = "" if expected[0].endswith("。") else " "

    assert split(glue.join(expected)) == expected


def test_offsets_point_into_the_given_text() -> None:
    text = "  \tIt fell. 👩‍👩‍👧 It rose\u00a0again.\r\nIt e\u0301nded.  "

    assert split(text) == ["It fell.", "👩‍👩‍👧 It rose\u00a0again.", "It e\u0301nded."]


@pytest.mark.parametrize("text", ["", "   ", "...", "!!! ?", "🎉 🎉", "\u200b"])
def test_text_without_letters_or_digits_has_no_sentence(text: str) -> None:
    assert split_sentences(text) == ()


def test_a_newline_inside_a_sentence_does_not_end_it_but_a_blank_line_does() -> None:
    assert split("It fell\nlast week\r\n\r\nNobody knows why") == [
        "It fell\nlast week",
        "Nobody knows why",
    ]


@pytest.mark.parametrize("unit", [".", ".x", '."', "U.S. ", "? ", "\n", " ", "(.", "A. b", "[1]"])
def test_work_grows_no_faster_than_hostile_text(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    original = module._ends_here

    def counting(text: str, start: int, stop: re.Match[str]) -> bool:
        looked_at.append(len(stop[0]))
        return original(text, start, stop)

    monkeypatch.setattr(module, "_ends_here", counting)
    split_sentences(unit * 20_000)

    assert sum(looked_at) <= len(unit) * 20_000


@pytest.mark.parametrize(
    ("text", "longest"),
    [("5 + 5 = 10, " * 8_000, 1_200), ("5a" * 100_000, 1_200), ("Aé " * 3_000, 1_200)],
)
def test_a_sentence_that_is_no_sentence_is_cut_at_a_space_and_nothing_is_lost(
    text: str, longest: int
) -> None:
    sentences = split(text)

    assert max(map(len, sentences)) <= longest
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert " " not in text or {each.split()[-1] for each in sentences} <= set(text.split())
