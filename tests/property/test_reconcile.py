"""What must hold for any statement and any source: no error, true places, the same answer again."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline import check_statement, find_quantities
from pipeline.numbers import Source, check_text, group_repeats
from pipeline.numbers.reconcile.compare import compare
from pipeline.text.article import article_from_text
from schemas import Finding, Outcome, Status

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
        "degrees pounds kg 0 00 0.0 0% 0-0 1/0 ∞ ½ 10⁹ Norvik boats plans total including".split(
            " "
        )
    ),
    max_size=24,
).map(" ".join)
TEXTS = st.one_of(SCRAPS, st.text(max_size=80), SENTENCES)


def read(text: str) -> Source:
    return Source(article_from_text(text))


@given(ARTICLES, st.data())
@settings(max_examples=200)
def test_a_sentence_of_the_source_is_not_flagged(article: list[str], data: st.DataObject) -> None:
    statement = data.draw(st.sampled_from(article))
    values = [each.low for each in find_quantities(statement)]
    assume(len(set(values)) == len(values))  # "3 boats and 3 cranes" fit each other's place

    check = check_statement(statement, " ".join(article))

    assert [
        (f.quantity.text, f.code) for f in check.findings if f.outcome is Outcome.UNSUPPORTED
    ] == []


@given(TEXTS, TEXTS)
@settings(max_examples=300)
def test_a_finding_on_any_texts_is_whole(statement: str, source: str) -> None:
    findings = check_text(statement, read(source), subject="s")

    for finding in findings:
        span = finding.quantity.span
        assert statement[span.start : span.end] == finding.quantity.text
        assert finding.reason
        assert (finding.formula is None) or finding.formula in finding.reason


@given(TEXTS, ARTICLES)
@settings(max_examples=300)
def test_the_places_of_a_finding_are_numbers_of_the_source(
    statement: str, article: list[str]
) -> None:
    source = read(" ".join(article))

    findings = check_text(statement, source, subject="s")

    for finding in findings:
        text = source.article.text
        assert all(
            source.at(span) is not None or text[span.start : span.end] == "last year"
            for span in finding.source
        )
        assert finding.source or finding.outcome is not Outcome.SUPPORTED


@given(TEXTS, TEXTS)
@settings(max_examples=100)
def test_the_same_texts_give_the_same_findings(statement: str, source: str) -> None:
    first = check_text(statement, read(source), subject="s")

    assert check_text(statement, read(source), subject="s") == first


@given(NAMES, NOUNS, st.integers(13, 10**9), st.integers(2, 10**6))
def test_a_count_several_times_as_large_is_flagged(
    name: str, noun: str, count: int, times: int
) -> None:
    source = f"{name} counted {count:,} {noun}."

    check = check_statement(f"{name} counted {count * times:,} {noun}.", source)

    assert check.flagged


@given(st.integers(1_000, 9_999_999), st.integers(1, 2))
def test_a_number_rounded_to_two_digits_or_more_is_borne_out(count: int, zeros: int) -> None:
    rounded = round(count, -zeros)
    source = f"Norvik counted {count:,} boats."

    (finding,) = check_statement(f"Norvik counted {rounded:,} boats.", source).findings

    assert finding.outcome is Outcome.SUPPORTED


@given(TEXTS)
@settings(max_examples=300)
def test_a_number_bears_out_itself(text: str) -> None:
    for each in find_quantities(text):
        found = compare(each, each)

        assert found is None or found.status is Status.EXACT


@given(st.integers(20, 10**6), st.integers(20, 10**6), BOUNDS)
def test_no_number_bears_out_both_more_and_less_than_another(
    count: int, other: int, bound: str
) -> None:
    source = f"Norvik counted {bound}{count:,} boats."

    def finding(statement: str) -> Finding:
        return check_statement(statement, source).findings[0]

    more = finding(f"Norvik counted more than {other:,} boats.")
    less = finding(f"Norvik counted less than {other:,} boats.")

    assert {more.outcome, less.outcome} != {Outcome.SUPPORTED}


@given(ARTICLES, st.data())
@settings(max_examples=100)
def test_a_last_paragraph_without_a_number_changes_no_verdict(
    article: list[str], data: st.DataObject
) -> None:
    statement = data.draw(st.sampled_from(article))
    source = " ".join(article) + "\n\nIt rained."
    longer = source + "\n\nNobody saw anything of it there."

    before = [each.status for each in check_statement(statement, source).findings]

    assert [each.status for each in check_statement(statement, longer).findings] == before


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


@given(ARTICLES, st.data())
@settings(max_examples=100)
def test_a_sentence_that_is_cited_bears_itself_out(article: list[str], data: st.DataObject) -> None:
    statement = data.draw(st.sampled_from(article))
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
