"""Clauses and quotations of a sentence, and what is foretold, judged or a fact."""

import re

import pytest

from pipeline.text.clauses import claim_kind, figure_kind, is_quoted, own_words, split_clauses
from schemas import ClaimKind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The port will open in May.", ClaimKind.FORECAST),
        ("It must raise its spending by 400%.", ClaimKind.FORECAST),
        ("The plan is a disgrace.", ClaimKind.OPINION),
        ("It is the worst storm in 30 years.", ClaimKind.FACT),
        ("The port opened in May.", ClaimKind.FACT),
    ],
)
def test_a_claim_is_fact_forecast_or_opinion(sentence: str, kind: ClaimKind) -> None:
    assert claim_kind(sentence) is kind


@pytest.mark.parametrize(
    ("sentence", "figure", "kind"),
    [
        ("It would cost $84, Rossi told the meeting, which drew 400 people.", "400", ClaimKind.FACT),
        ("It would cost $84, Rossi told the meeting, which drew 400 people.", "$84", ClaimKind.FORECAST),
        ("The market holds 30 firms, which must move.", "30", ClaimKind.FACT),
        ("It would buy ships, ordering 700 jets.", "700", ClaimKind.FORECAST),
        ("It made 40 tanks in May, and it is expected to make 50 more by June.", "40", ClaimKind.FACT),
        ("It made 40 tanks in May, and it is expected to make 50 more by June.", "50", ClaimKind.FORECAST),
        ("It will close after it lost 40 jobs.", "40", ClaimKind.FACT),
        ("It lost 40 jobs and will cut 50 more.", "50", ClaimKind.FORECAST),
        ("Some 40 jobs were lost and 50 more could go.", "40", ClaimKind.FACT),
        ("Its guns targeted 40 villages.", "40", ClaimKind.FACT),
        ("It was expected to lose 40 jobs.", "40", ClaimKind.FORECAST),
        ("The tank must have held 40 fish.", "40", ClaimKind.FACT),
        ("They should have bought 40 boats.", "40", ClaimKind.FACT),
        ("The port will help the 40 crews.", "40", ClaimKind.FACT),
        ("The board plans to tell its 40 crews.", "40", ClaimKind.FACT),
        ("The poll found 40 firms want to leave.", "40", ClaimKind.FACT),
        ("The port found 40 crews in June.", "40", ClaimKind.FACT),
        ("Rossi estimates 40 jobs could go.", "40", ClaimKind.FORECAST),
        ("The port said 40 crews will leave.", "40", ClaimKind.FORECAST),
        ("More than 40 crews are expected to leave.", "More than 40", ClaimKind.FORECAST),
        ("Oil fell 40 points, as traders think demand will fall.", "40", ClaimKind.FACT),
        ("They would sell a firm that controls 40 ports.", "40", ClaimKind.FACT),
        ("It will be used to mend 40 boats.", "40", ClaimKind.FORECAST),
    ],
)  # fmt: skip
def test_a_figure_in_a_relative_clause_has_the_tense_of_that_clause(
    sentence: str, figure: str, kind: ClaimKind
) -> None:
    assert figure_kind(sentence, sentence.index(figure)) is kind


def test_a_share_of_those_who_would_do_something_is_what_a_poll_found() -> None:
    sentence = "For Rossi, 38% of voters would be glad."

    assert figure_kind(sentence, sentence.index("38"), is_share=True) is ClaimKind.FACT
    assert figure_kind(sentence, sentence.index("38")) is ClaimKind.FORECAST


@pytest.mark.parametrize(
    ("sentence", "figure", "words"),
    [
        ("Rossi said that 40 boats sank in May, and left.", "40", " 40 boats sank in May"),
        ("The port found 40 boats.", "40", "The port found 40 boats."),
        ("The index lost 40 points, or 0.2 percent, in May.", "0.2 percent",
         "The index lost 40 points, or 0.2 percent"),
        ("It killed 12 and 40 after the fire.", "40", "It killed 12 and 40 "),
        ("It sold 40 boats and wrote to the port.", "40", "It sold 40 boats "),
        ("It lost 40 boats to save the port.", "40", "It lost 40 boats "),
        ("It grew 4% since May.", "4%", "It grew 4% since May."),
        ("It grew 4% since they left.", "4%", "It grew 4% "),
        ("It has 40 boats in the United States.", "40", "It has 40 boats in the United States."),
    ],
)  # fmt: skip
def test_the_words_around_a_figure_are_of_its_own_clause(
    sentence: str, figure: str, words: str
) -> None:
    start = sentence.index(figure)
    own = own_words(sentence, start, start + len(figure))

    assert sentence[own.start : own.end] == words


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        (
            "The storm cut power to 480 homes, and 22 of the 32 pumps failed that night.",
            ["The storm cut power to 480 homes", "22 of the 32 pumps failed that night."],
        ),
        ("The storm hit pumps, roofs, and boats.", ["The storm hit pumps, roofs, and boats."]),
        (
            "“It was late, and the crews were tired by then,” she said.",
            ["“It was late, and the crews were tired by then,” she said."],
        ),
        *(
            (
                f"{mark}It was late, and the crews were tired by then,{mark} she said.",
                [f"{mark}It was late, and the crews were tired by then,{mark} she said."],
            )
            for mark in ('"', "''")
        ),
        (
            "The port of Selm was closed for a week, and officials said 40 boats sank.",
            ["The port of Selm was closed for a week", "officials said 40 boats sank."],
        ),
        (
            "They found 25-year-old Ana Lima, 5-year-old Tom Ried, and 4-year-old Ilya Rossi there.",
            [
                "They found 25-year-old Ana Lima, 5-year-old Tom Ried, and 4-year-old Ilya Rossi there."
            ],
        ),
        (
            "The Army, Navy, Air Force, and Marines will send 40 boats.",
            ["The Army, Navy, Air Force, and Marines will send 40 boats."],
        ),
        (
            "She paid no fine — not even a small one — against all that she had promised.",
            ["She paid no fine — not even a small one — against all that she had promised."],
        ),
    ],
)
def test_a_sentence_is_cut_only_between_clauses(sentence: str, clauses: list[str]) -> None:
    assert [sentence[c.start : c.end] for c in split_clauses(sentence)] == clauses


@pytest.mark.parametrize("sentence", ["7" * 300_000, "word " * 60_000, "“" * 100_000])
def test_a_line_of_any_length_has_a_kind(sentence: str) -> None:
    assert figure_kind(sentence, 10) is ClaimKind.FACT


def test_only_words_inside_the_marks_are_quoted() -> None:
    sentence = "Rossi said “it cost 40 million” in 2024."

    assert is_quoted(sentence, sentence.index("40"), sentence.index("40") + 2)
    assert not is_quoted(sentence, sentence.index("2024"), len(sentence) - 1)


@pytest.mark.parametrize(
    ("sentence", "inside"),
    [
        ("It is about 30 million people.”", ["30 million"]),
        ("It took 5 years,” she said, and cost 9.", ["5 years"]),
        ("He said that 40 of the “300” came.", ["300"]),
        ("They lost 12, he said, “and 4 more.”", ["4"]),
    ],
)
def test_a_quotation_that_began_before_the_sentence_goes_on_to_its_end(
    sentence: str, inside: list[str]
) -> None:
    figures = re.finditer(r"\d+(?: million| years)?", sentence)

    assert [f.group() for f in figures if is_quoted(sentence, f.start(), f.end())] == inside
