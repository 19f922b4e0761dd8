"""The verdict on a statement: the same whatever stands around it, with offsets into it as given."""

import os
import subprocess
import sys

import pytest

from pipeline.reconcile import check_statement, check_text
from pipeline.text.article import article_from_text
from schemas import Finding, Outcome, Sensitivity, Status
from tests.unit.reconcile import findings, found, source_of

STORM = (
    "The storm cut power to 480 homes in Elm. Oak had 29 boats and Elm had 52 boats. "
    "The hall opened on 9 June 2025. The rent is 40 euros a month. "
    "Sales rose from 400 carts in 2019 to 500 carts in 2023."
)
RIGHT = [
    "The storm cut power to 480 homes in Elm.",
    "Elm had 23 more boats than Oak.",
    "Sales rose by 25 percent.",
    "The hall opened on 9 June 2025.",
    "The rent is 40 euros a month.",
]
WRONG = ["The storm cut power to 961 homes in Elm.", "The rent is 40 euros a week."]


def verdicts(statement: str) -> list[tuple[Outcome, str, str | None]]:
    some = findings(STORM, statement)
    assert all(
        statement[each.quantity.span.start : each.quantity.span.end] == each.quantity.text
        for each in some
    )
    return [(each.outcome, each.code, each.formula) for each in some]


# --- far from doubtful ---


@pytest.mark.parametrize("statement", RIGHT)
def test_what_the_source_says_is_supported(statement: str) -> None:
    assert {outcome for outcome, *_ in verdicts(statement)} == {Outcome.SUPPORTED}
    assert not check_statement(statement, STORM).flagged


@pytest.mark.parametrize("statement", WRONG)
def test_what_the_source_says_otherwise_is_unsupported(statement: str) -> None:
    assert {outcome for outcome, *_ in verdicts(statement)} == {Outcome.UNSUPPORTED}
    assert check_statement(statement, STORM).flagged


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("It took six months.", "It took six months.", "It took six weeks."),
        ("It cost $5 billion.", "It cost $5 billion.", "It cost $5 million."),
        ("The tax is 5 percent.", "The tax is 5 percent.", "The tax is 5 percentage points."),
        ("Fewer than 500 came.", "Fewer than 500 came.", "More than 500 came."),
        ("The walk takes 5 to 7 days.", "The walk takes 5 to 7 days.", "The walk takes 5 days."),
        ("It rose from 29 percent in 2019 to 52 percent in 2023.", "It rose by 23 points.", "It rose by 23 percent."),
        ("It had 400 boats in 2019. It had 500 boats in 2023.", "It rose by 100 boats.", "It fell by 100 boats."),
    ],
)  # fmt: skip
def test_what_was_changed_has_less_support_than_what_was_not(
    source: str, right: str, wrong: str
) -> None:
    assert found(source, right).support > found(source, wrong).support
    assert found(source, wrong).status is Status.CHANGED


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Sales of boats rose by 20 percent.", "Sales of boats fell by 20 percent."),
        ("Sales of boats rose by 20 percent.", "Sales of boats rose to 20 percent."),
        pytest.param(
            "The city will build 300 homes.",
            "The city has built 300 homes.",
            marks=pytest.mark.xfail(strict=True, reason="a plan that is told as done is supported"),
        ),
    ],
)
def test_another_way_or_part_or_a_plan_told_as_fact_is_not_supported(
    source: str, statement: str
) -> None:
    assert found(source, statement).outcome is not Outcome.SUPPORTED


def test_an_amount_that_a_source_knows_nothing_of_is_unsupported() -> None:
    count, amount = findings(STORM, "The mayor bought 9,000 parrots for $7 million.")

    assert amount.outcome is Outcome.UNSUPPORTED
    assert count.outcome is not Outcome.SUPPORTED


def test_a_count_that_a_source_knows_nothing_of_is_unsupported() -> None:
    assert found(STORM, "The mayor bought 9,000 parrots.").outcome is Outcome.UNSUPPORTED


# --- what stands around a statement ---

AROUND = [
    "{} [source](http://x.y)",
    "{} (http://x.y)",
    "{} [source]",
    "- {}",
    "* {}",
    "• {}",
    "> {}",
    "“{}”",
    '"{}"',
    "  {}  ",
    "{} It rained all day.",
    "It rained all day. {}",
    "{} The mayor spoke at length.",
    "Nobody knows why. {} It rained.",
]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("statement", RIGHT + WRONG)
def test_what_stands_around_a_statement_changes_no_verdict(statement: str, around: str) -> None:
    assert verdicts(around.format(statement)) == verdicts(statement)


@pytest.mark.parametrize("around", AROUND)
def test_what_stands_around_a_statement_changes_no_support(around: str) -> None:
    statement = RIGHT[0]

    assert found(STORM, around.format(statement)).support == found(STORM, statement).support


@pytest.mark.parametrize(
    "around", ["{}[3]", "{} [3]", "{} [source](http://x.y/2024/12)", "{} (https://x.y/2024/06/12)"]
)
@pytest.mark.parametrize("statement", RIGHT + WRONG)
def test_a_note_or_an_address_changes_no_verdict(statement: str, around: str) -> None:
    assert verdicts(around.format(statement)) == verdicts(statement)


def test_two_statements_on_a_line_have_the_verdicts_of_each() -> None:
    both = verdicts(f"{RIGHT[0]} {WRONG[0]}")

    assert both == verdicts(RIGHT[0]) + verdicts(WRONG[0])


def test_offsets_count_in_the_statement_as_it_is_given() -> None:
    statement = f"  - It rained.\n\n  “{RIGHT[0]}”\n"

    one = found(STORM, statement)

    assert one.quantity.span.start == statement.index("480")


# --- what gets no finding ---


@pytest.mark.parametrize(
    "statement",
    [
        "Boeing 747 landed in Elm.",
        "The storm hit Elm.",
        "In the first place, it rained.",
        "",
        " ",
        "…",
    ],
)
def test_names_ranks_and_idioms_have_no_finding(statement: str) -> None:
    check = check_statement(statement, STORM)

    assert check.findings == ()
    assert not check.flagged
    assert check.support == 1


# --- sources ---


def test_a_source_may_be_a_text_an_article_or_a_source() -> None:
    checks = [
        check_statement(RIGHT[0], each)
        for each in (STORM, article_from_text(STORM), source_of(STORM))
    ]

    assert checks[0] == checks[1] == checks[2]


@pytest.mark.parametrize("source", ["", " ", "It rained.", "…"])
def test_a_source_without_numbers_supports_none(source: str) -> None:
    assert found(source, "It sold 41 boats.").outcome is not Outcome.SUPPORTED


def test_a_statement_is_known_by_its_words() -> None:
    one, other = (check_statement(each, STORM).findings[0].subject for each in RIGHT[:2])

    assert one != other
    assert one == check_statement(RIGHT[0], "It rained.").findings[0].subject


@pytest.mark.parametrize("statement", RIGHT + WRONG)
def test_the_stricter_the_check_the_worse_the_outcome(statement: str) -> None:
    order = list(Outcome)
    relaxed, normal, strict = (
        order.index(check_statement(statement, STORM, sensitivity=each).outcome)
        for each in (Sensitivity.RELAXED, Sensitivity.NORMAL, Sensitivity.STRICT)
    )

    assert relaxed <= normal <= strict


# --- citations ---


def cited(statement: str, *positions: int) -> Finding:
    source = source_of(STORM)
    ids = frozenset(source.article.sentences[each].sentence_id for each in positions)
    (one,) = check_text(statement, source, subject="c1", cited=ids)
    return one


def test_a_number_of_a_cited_sentence_is_supported() -> None:
    assert cited(RIGHT[0], 0).outcome is Outcome.SUPPORTED
    assert cited(RIGHT[0], 0, 3).outcome is Outcome.SUPPORTED


def test_a_number_that_stands_only_elsewhere_is_unsupported_as_a_citation() -> None:
    one = cited("Power was cut to 480 homes in Elm.", 3)

    assert (one.outcome, one.status, one.code) == (
        Outcome.UNSUPPORTED,
        Status.ELSEWHERE,
        "citation",
    )
    assert [STORM[each.start : each.end] for each in one.source] == ["480"]


# --- many numbers ---


@pytest.mark.parametrize(
    "source", [" ".join(["Elm has 12 boats."] * 5_000), "\n\n".join(["12"] * 5_000)]
)
def test_five_thousand_equal_numbers_end(source: str) -> None:
    assert len(findings(source, "Elm has 12 boats and 961 carts.")) == 2


def test_a_sentence_of_many_numbers_ends() -> None:
    source = f"Elm has {', '.join(['12'] * 300)} boats."

    assert found(source, "Elm has 12 boats.").outcome is Outcome.SUPPORTED


def test_a_statement_of_many_numbers_has_a_finding_for_each() -> None:
    assert len(findings(STORM, f"Elm has {', '.join(['480'] * 100)} homes.")) == 100


# --- the same input, the same bytes ---

ELECTIONS = (
    "Electors in Elm cast 4,120 votes. Electricity failed for 36 minutes. "
    "The electorate of Oak is 9,300, the electronic register says. The elector of 1714 had 12 aides."
)
JUDGED = (
    "from pipeline.reconcile import check_statement, Source;"
    "from pipeline.text.article import article_from_text;"
    f"source = Source(article_from_text({ELECTIONS!r}));"
    "check = check_statement('The election in Elm drew 4,120 votes, 36 of them late.', source);"
    "print(check.model_dump_json(), source.known('election'), list(source.rarity))"
)
SEEDS = ("1", "2", "3", "4")


def test_a_finding_does_not_hang_on_the_order_of_a_set() -> None:
    outputs = {
        subprocess.run(  # noqa: S603  # our own code
            [sys.executable, "-c", JUDGED],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        for seed in SEEDS
    }

    assert len(outputs) == 1
