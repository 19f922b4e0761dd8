"""What must hold for any statement and any source: no error, true places, the same answer again."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.numbers.read import find_quantities
from pipeline.reconcile import Source, check_statement, check_text, group_repeats
from pipeline.reconcile.operands import Operand
from pipeline.reconcile.operations import Op, Result, from_one, from_two
from pipeline.reconcile.values import (
    BORNE_OUT,
    DAYS_A_YEAR,
    Relation,
    Value,
    agrees,
    relation,
    value_of,
)
from pipeline.text.article import article_from_text
from schemas import Finding, Modifier, Outcome
from tests.unit.reconcile import frames

NAMES = st.sampled_from("Norvik Ostland Halden Okafor Lindqvist".split())
NOUNS = st.sampled_from("boats cranes trees pumps sheep clocks parcels windows".split())
COUNTS = st.integers(min_value=2, max_value=99_999).map(lambda count: f"{count:,}")
PARTS = st.integers(min_value=2, max_value=60)
WHOLES = st.integers(min_value=62, max_value=120)
UNITS = st.sampled_from("kilometres tons hours dollars euros percent".split())
BOUNDS = st.sampled_from(["", "about ", "nearly ", "more than ", "at least ", "up to ", "some "])
WAYS = st.sampled_from(["rose by", "fell by", "rose to", "fell to", "climbed", "dropped"])
TIMES = st.sampled_from(["day", "week", "month", "year"])
DAYS, YEARS = st.integers(1, 28), st.integers(1950, 2030)
SENTENCES = st.one_of(
    st.builds("{} counted {}{} {}.".format, NAMES, BOUNDS, COUNTS, NOUNS),
    st.builds("{} {} {} {} last year.".format, NAMES, WAYS, PARTS, UNITS),
    st.builds("{} plans to sell {} {}.".format, NAMES, COUNTS, NOUNS),
    st.builds("{} needs {} to {} {}.".format, NAMES, PARTS, WHOLES, NOUNS),
    st.builds("Of the {}, {} of {} were lost.".format, NOUNS, PARTS, WHOLES),
    st.builds("{} pays {} euros a {}.".format, NAMES, COUNTS, TIMES),
    st.builds("{} opened on {} March {}.".format, NAMES, DAYS, YEARS),
    st.builds("{} has {} {} and {} {}.".format, NAMES, COUNTS, NOUNS, COUNTS, NOUNS),
)
ARTICLES = st.lists(SENTENCES, min_size=1, max_size=6, unique=True)
SCRAPS = st.lists(
    st.sampled_from(
        "one two third half dozen hundred million 12 5.5 3-4 22 32 of by to from up down rose fell "
        "percent points % $ £ 18 cents a year per week 2:19:52 17:30 9-4 in 2025 4 March mid-2026 "
        "last next Q3 aged 45 and over nearly about than more , . ; : ( ) \n\n twice threefold 31C "
        "degrees pounds kg 0 00 0.0 0% 0-0 1/0 ∞ ½ 10⁹ Norvik boats plans total including [3] "
        "](http://x.y) [source] “ ” - • 31-Feb 9999 1e9 -5 99999999999999999999".split(" ")
    ),
    max_size=24,
).map(" ".join)
TEXTS = st.one_of(SCRAPS, st.text(max_size=80), SENTENCES)


def read(text: str) -> Source:
    return Source(article_from_text(text))


# --- any texts ---


@given(TEXTS, TEXTS)
@settings(max_examples=300)
def test_a_finding_on_any_texts_is_whole(statement: str, source: str) -> None:
    article = read(source)

    for finding in check_text(statement, article, subject="s"):
        span = finding.quantity.span
        assert statement[span.start : span.end] == finding.quantity.text
        assert finding.reason
        assert 0 <= finding.support <= 1
        assert finding.formula is None or finding.formula in finding.reason
        for place in finding.source:
            assert any(
                each.span.start <= place.start < place.end <= each.span.end
                for each in article.article.sentences
            )


@given(TEXTS, ARTICLES)
@settings(max_examples=200)
def test_the_places_of_a_finding_are_numbers_of_the_source(
    statement: str, article: list[str]
) -> None:
    source = read(" ".join(article))
    spans = {each.span for each in source.by_frame.values()}

    for finding in check_text(statement, source, subject="s"):
        assert set(finding.source) <= spans


@given(TEXTS, TEXTS)
@settings(max_examples=100)
def test_the_same_texts_give_the_same_findings(statement: str, source: str) -> None:
    first = check_text(statement, read(source), subject="s")

    assert check_text(statement, read(source), subject="s") == first


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=200)
def test_hostile_text_raises_nothing(statement: str, source: str) -> None:
    check_statement(statement, source)


@given(SENTENCES, ARTICLES)
@settings(max_examples=300)
def test_what_is_supported_has_a_place_in_the_source(statement: str, article: list[str]) -> None:
    for finding in check_statement(statement, " ".join(article)).findings:
        assert finding.source or finding.outcome is not Outcome.SUPPORTED


# --- statements of the source ---


def has_equal_numbers(text: str) -> bool:
    values = [each.low for each in find_quantities(text)]
    return len(set(values)) < len(values)


@given(ARTICLES, st.data())
@settings(max_examples=200)
def test_a_sentence_of_the_source_is_not_flagged(article: list[str], data: st.DataObject) -> None:
    statement = data.draw(st.sampled_from(article))
    assume(not has_equal_numbers(" ".join(article)))

    assert not check_statement(statement, " ".join(article)).flagged


@given(ARTICLES, st.data())
@settings(max_examples=100)
def test_a_sentence_that_is_cited_bears_itself_out(article: list[str], data: st.DataObject) -> None:
    statement = data.draw(st.sampled_from(article))
    assume(not has_equal_numbers(statement))
    source = read(" ".join(article))
    text = source.article.text
    cited = frozenset(
        each.sentence_id
        for each in source.article.sentences
        if text[each.span.start : each.span.end] == statement
    )

    findings = check_text(statement, source, subject="s", cited=cited)

    assert cited
    assert all(each.outcome is Outcome.SUPPORTED for each in findings)


@given(NAMES, NOUNS, st.integers(13, 10**9), st.integers(2, 10**6))
def test_a_count_several_times_as_large_is_flagged(
    name: str, noun: str, count: int, times: int
) -> None:
    source = f"{name} counted {count:,} {noun}."

    check = check_statement(f"{name} counted {count * times:,} {noun}.", source)

    assert check.flagged


@given(st.integers(1_000, 9_999_999), st.integers(1, 2))
def test_a_number_rounded_to_two_digits_or_more_is_borne_out(count: int, zeros: int) -> None:
    source = f"Norvik counted {count:,} boats."

    (finding,) = check_statement(f"Norvik counted {round(count, -zeros):,} boats.", source).findings

    assert finding.outcome is Outcome.SUPPORTED


@given(st.integers(20, 10**6), st.integers(20, 10**6), BOUNDS)
def test_no_number_bears_out_both_more_and_less_than_another(
    count: int, other: int, bound: str
) -> None:
    source = f"Norvik counted {bound}{count:,} boats."

    def finding(statement: str) -> Finding:
        return check_statement(statement, source).findings[0]

    more = finding(f"Norvik counted more than {other:,} boats.")
    less = finding(f"Norvik counted less than {other:,} boats.")

    assume(count != other)
    assert {more.outcome, less.outcome} != {Outcome.SUPPORTED}


@given(ARTICLES)
@settings(max_examples=100)
def test_repeats_divide_the_numbers_of_a_source(article: list[str]) -> None:
    source = read(" ".join(article + article))

    groups = group_repeats(source, source.quantities)

    spans = [each.span for group in groups for each in group]
    assert sorted(spans, key=lambda span: span.start) == [q.span for q in source.quantities]
    assert [group[0].span.start for group in groups] == sorted(
        group[0].span.start for group in groups
    )


# --- values ---

NUMBERS = st.floats(min_value=0.5, max_value=1e9)
STEPS = st.sampled_from([0.1, 1.0, 10.0, 1000.0])
MODIFIERS = st.sampled_from(Modifier)


def value(number: float, modifier: Modifier = Modifier.NONE, step: float = 1.0) -> Value:
    return Value("count", number, number, step, modifier)


@given(TEXTS)
@settings(max_examples=200)
def test_a_number_is_equal_to_itself(text: str) -> None:
    for each in find_quantities(text):
        own = value_of(each)
        assert own is None or relation(own, own) is Relation.EQUAL


@given(NUMBERS, MODIFIERS, STEPS)
def test_a_value_whatever_its_modifier_agrees_with_itself(
    number: float, modifier: Modifier, step: float
) -> None:
    assert agrees(value(number, modifier, step), number) == 0


@given(NUMBERS, NUMBERS, MODIFIERS, STEPS)
def test_agreement_is_from_0_to_1_or_none(
    number: float, other: float, modifier: Modifier, step: float
) -> None:
    found = agrees(value(number, modifier, step), other)

    assert found is None or 0 <= found <= 1 + 1e-9


@given(NUMBERS, NUMBERS)
def test_no_value_agrees_with_both_more_and_less(number: float, other: float) -> None:
    assume(abs(number - other) > 1e-6 * number)
    more, less = (
        agrees(value(number, each), other) for each in (Modifier.MORE_THAN, Modifier.LESS_THAN)
    )

    assert more is None or less is None


@given(NUMBERS, st.floats(min_value=0.5, max_value=1.5), MODIFIERS, MODIFIERS, STEPS)
def test_what_is_within_the_words_of_another_is_within_its_reach(
    number: float, times: float, mine: Modifier, theirs: Modifier, step: float
) -> None:
    stated, source = value(number, mine, step), value(number * times, theirs, step)
    low, high = stated.reaches()

    if relation(stated, source) is Relation.WITHIN:
        assert low <= source.low <= high


@given(st.integers(1_000, 10**6), st.sampled_from([10, 100]))
def test_a_value_rounds_to_fewer_digits_and_never_to_more(number: int, step: int) -> None:
    rounded = round(number / step) * step
    assume(rounded != number)
    fine, rough = value(number, step=1.0), value(rounded, step=float(step))

    assert relation(rough, fine) is Relation.ROUNDED
    assert relation(fine, rough) not in BORNE_OUT


# --- operations ---

ONE, OTHER = frames("Elm has 5 boats. Oak has 7 boats.")
DIMENSIONS = ["count", "percent", "points", "times", "time", "USD", "year", "date", "clock", "ordinal"]  # fmt: skip
OPERANDS = st.tuples(
    st.floats(min_value=0.01, max_value=1e6), st.sampled_from(DIMENSIONS), st.sampled_from([None, "day", "year"])
)  # fmt: skip


def allowed(a: float, b: float) -> dict[Op, list[float]]:
    """Return what each operation may make of two numbers, however they are turned."""
    high, low = max(a, b), min(a, b)
    share = a / 100
    rest = 1 - share or 1e-300
    year, minutes = DAYS_A_YEAR, 1440.0
    return {
        Op.DIFFERENCE: [high - low],
        Op.SUM: [a + b],
        Op.MEAN: [(a + b) / 2],
        Op.TIMES: [high / low, low / high],
        Op.QUOTIENT: [high / low],
        Op.SHARE: [low / high * 100],
        Op.SHARE_OF_SUM: [low / (a + b) * 100, high / (a + b) * 100],
        Op.CHANGE: [(high - low) / low * 100, (high - low) / high * 100],
        Op.PRODUCT: [a * b],
        Op.PART_OF: [b * share],
        Op.REST_OF: [b * rest],
        Op.WHOLE_FROM: [b / share],
        Op.AFTER_CHANGE: [b * (1 + share), b + a, b - a],
        Op.BEFORE_CHANGE: [b / (1 + share), b / rest],
        Op.CHANGE_AMOUNT: [b * share / (1 + share), b * share / rest],
        Op.MULTIPLE: [b * a, b / a],
        Op.PER_HEAD: [b / a],
        Op.SPAN: [high - low, (high - low) * year],
        Op.CLOCK: [
            (high - low) / minutes,
            1 - (high - low) / minutes,
            (a + b * minutes) % minutes,
            (a - b * minutes) % minutes,
        ],
        Op.YEAR: [a + way * round(b / unit) for way in (1, -1) for unit in (year, 1)],
        Op.HOW_LONG: [x / y * z for x, y in ((a, b), (b, a)) for z in (1.0, year)],
        Op.RATE_TIME: [
            *(b * a / z for z in (1.0, year)),
            *(b * z / a for z in (1 / 1440, 1 / 24, 1.0, 7.0, 14.0, year / 12, year / 4, year)),
        ],
    }


@given(OPERANDS, OPERANDS)
@settings(max_examples=400)
def test_every_result_of_two_numbers_is_the_arithmetic_of_its_operation(
    mine: tuple[float, str, str | None], theirs: tuple[float, str, str | None]
) -> None:
    one = Operand(mine[0], mine[1], ONE, per=mine[2])
    other = Operand(theirs[0], theirs[1], OTHER, per=theirs[2])

    for _, result in from_two(one, other):
        first, second = (each.value for each in result.operands)
        fine = allowed(first, second)[result.op]
        assert any(result.value == pytest.approx(each, abs=1e-9) for each in fine)
        assert {each.frame for each in result.operands} == {ONE, OTHER}


@given(OPERANDS, OPERANDS)
@settings(max_examples=200)
def test_which_of_two_numbers_is_told_first_changes_no_result(
    mine: tuple[float, str, str | None], theirs: tuple[float, str, str | None]
) -> None:
    one = Operand(mine[0], mine[1], ONE, per=mine[2])
    other = Operand(theirs[0], theirs[1], OTHER, per=theirs[2])

    def made(first: Operand, second: Operand) -> list[tuple[str, Op, float]]:
        results = from_two(first, second)
        return sorted((dimension, each.op, each.value) for dimension, each in results)

    assert made(one, other) == made(other, one)


@given(st.floats(min_value=0.01, max_value=99.9))
def test_a_share_and_what_it_leaves_are_a_whole(share: float) -> None:
    (rest,) = [r for _, r in from_one(Operand(share, "percent", ONE)) if r.op is Op.COMPLEMENT]

    assert isinstance(rest, Result)
    assert rest.value + share == pytest.approx(100)
