"""What a checker says of a statement's numbers, status by status. The source is ours."""

import pytest

from pipeline import article_from_text, check_statement
from pipeline.reconcile import Source, check_text
from schemas import Finding, Outcome, Status

SOURCE = """Storm leaves port without power

The storm cut power to nearly 480 homes on Monday, the grid operator said. At least 700 people spent the night in shelters.

Repairs will cost $3.2 billion over five years. Crews drove 40 kilometres to reach the Kestrel 208 pylon. 22 of the 32 pumps failed on 4 March 2025.

The council pays 600 dollars a month. Exactly 1,234 trees fell, and 15 percent of the roofs were lost. Between 8 and 10 boats sank.
"""


def finding(statement: str) -> Finding:
    findings = check_statement(statement, SOURCE).findings
    assert len(findings) == 1, [(each.quantity.text, each.status) for each in findings]
    return findings[0]


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        ("Power was cut to nearly 480 homes.", Status.EXACT),
        ("Repairs will cost $3,200 million.", Status.REFORMATTED),
        ("Repairs will cost 3.2 billion dollars.", Status.REFORMATTED),
        ("Fifteen percent of the roofs were lost.", Status.REFORMATTED),
        ("About 1,200 trees fell.", Status.ROUNDED),
        ("About 480 homes lost power.", Status.ROUNDED),
        ("Fewer than 480 homes lost power.", Status.WITHIN_BOUND),
        ("More than 1,200 trees fell.", Status.WITHIN_BOUND),
        ("69% of the pumps failed.", Status.DERIVED),
        ("The pumps failed on 4 March.", Status.REFORMATTED),
        ("The pumps failed in March 2025.", Status.REFORMATTED),
    ],
)
def test_a_number_that_the_source_bears_out_says_how(statement: str, status: Status) -> None:
    found = check_statement(statement, SOURCE).findings

    assert status in {each.status for each in found}


@pytest.mark.parametrize(
    ("statement", "status", "code"),
    [
        ("More than 480 homes lost power.", Status.CHANGED, "bound"),
        ("Repairs will cost $3.2 million.", Status.CHANGED, "scale"),
        ("The council pays $600 a year.", Status.CHANGED, "period"),
        ("Crews drove 40 miles.", Status.CHANGED, "unit"),
        ("Power was cut to 612 homes.", Status.CHANGED, "value"),
        ("The pumps failed on 5 March.", Status.CHANGED, "value"),
    ],
)
def test_a_number_that_the_source_does_not_bear_out_is_flagged_with_a_code(
    statement: str, status: Status, code: str
) -> None:
    found = finding(statement)

    assert (found.status, found.code) == (status, code)
    assert check_statement(statement, SOURCE).flagged


def test_a_bound_left_out_is_told_and_flags_nothing() -> None:
    found = finding("In all 700 people slept in shelters.")

    assert found.code == "bound_dropped"
    assert "“At least 700 people”" in found.reason
    assert found.outcome is not Outcome.UNSUPPORTED


def test_a_number_that_nothing_bears_out_is_not_supported() -> None:
    found = check_statement("Ten boats sank after 4 hours.", SOURCE).findings

    assert Outcome.SUPPORTED not in {each.outcome for each in found}
    assert all(each.status in {Status.CHANGED, Status.ABSENT} for each in found)


@pytest.mark.parametrize(
    ("statement", "formula"),
    [
        ("Ten of the pumps still worked.", "32 − 22 = 10"),
        ("The pumps failed 9 years after the flood of 2016.", "from 2016 to 4 March 2025 = 9"),
        ("The council pays $7,200 a year.", None),
    ],
)
def test_what_follows_by_arithmetic_is_derived(statement: str, formula: str | None) -> None:
    source = SOURCE + "\nThe flood of 2016 was worse.\n"
    found = check_statement(statement, source).findings

    assert Status.DERIVED in {each.status for each in found}
    assert formula is None or formula in {each.formula for each in found}


def test_a_derived_share_shows_its_formula_and_its_place() -> None:
    found = finding("69% of the pumps failed.")

    assert found.formula == "22 / 32 = 68.8 %"
    assert [SOURCE[span.start : span.end] for span in found.source] == ["22 of the 32"]


def test_digits_that_stand_only_in_a_name_bear_nothing_out() -> None:
    assert finding("Crews repaired 208 masts.").outcome is not Outcome.SUPPORTED


def test_a_conversion_of_units_is_supported() -> None:
    assert finding("Crews drove 40,000 metres.").status is Status.REFORMATTED


def test_a_statement_without_a_number_is_never_flagged() -> None:
    check = check_statement("The storm hit the port, and the Kestrel 208 fell.", SOURCE)

    assert (check.findings, check.flagged) == ((), False)


def test_every_place_is_the_exact_text_of_the_source() -> None:
    found = finding("Repairs will cost $3.2 million.")

    assert [SOURCE[span.start : span.end] for span in found.source] == ["$3.2 billion"]
    assert "$3.2 billion" in found.reason


def test_a_number_from_a_sentence_that_is_not_cited_stands_elsewhere() -> None:
    source = Source(article_from_text(SOURCE))
    cited = frozenset({source.article.sentences[1].sentence_id})

    found = check_text("Exactly 1,234 trees fell.", source, subject="c1", cited=cited)

    assert [(each.status, each.code) for each in found] == [(Status.ELSEWHERE, "citation")]


def test_a_source_is_read_as_text_article_or_source_alike() -> None:
    article = article_from_text(SOURCE)
    statement = "Power was cut to nearly 480 homes."

    checks = [check_statement(statement, each) for each in (SOURCE, article, Source(article))]

    assert checks[0] == checks[1] == checks[2]


CHANGES = """Harbour traffic falls

Cargo fell by 12 percent to 340 tonnes from 386 tonnes, the port authority said on Monday. The port plans to hire between 100 and 120 pilots next year.

The council cancelled 27 ferries and diverted 40 lorries. The union, which asked for a rise of 9 percent, got 4 percent. The old pier is 60 metres long, and the new quay is 85 metres long.
"""


@pytest.mark.parametrize(
    ("statement", "status", "code"),
    [
        ("Cargo fell by 340 tonnes.", Status.CHANGED, "by_to"),
        ("Cargo fell to 12 percent.", Status.CHANGED, "by_to"),
        ("The port has hired between 100 and 120 pilots.", Status.CHANGED, "projection"),
        ("The council cancelled 40 ferries and diverted 27 lorries.", Status.ELSEWHERE, "swapped"),
        ("The old pier is 85 metres long.", Status.ELSEWHERE, "binding"),
    ],
)
def test_a_true_number_said_of_something_else_is_not_supported(
    statement: str, status: Status, code: str
) -> None:
    check = check_statement(statement, CHANGES)

    assert (status, code) in {(each.status, each.code) for each in check.findings}
    assert check.outcome is not Outcome.SUPPORTED


def test_a_rise_told_as_a_fall_is_not_supported() -> None:
    assert check_statement("Cargo rose by 12 percent.", CHANGES).outcome is not Outcome.SUPPORTED


@pytest.mark.parametrize(
    "statement",
    [
        "Cargo fell 12 percent, to 340 tonnes.",
        "Cargo was 12 percent lower.",
        "The port plans to hire between 100 and 120 pilots.",
        "The council diverted 40 lorries and cancelled 27 ferries.",
        "The new quay is 85 metres long and the old pier 60 metres.",
        "Cargo fell to 340 tonnes from 386 tonnes.",
    ],
)
def test_a_number_said_of_the_same_thing_in_other_words_is_not(statement: str) -> None:
    check = check_statement(statement, CHANGES)

    assert not check.flagged, [(each.quantity.text, each.code) for each in check.findings]
