"""What holds for every article: spans are exact, the ledger adds up, a rerun gives the same bytes."""

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import ExtractiveDrafter, article_from_text, fact_check, find_quantities
from pipeline.stages.render.files import render_files
from pipeline.stages.render.json_output import result_json
from schemas import Report, TextSpan

WORDS = st.sampled_from(
    "The storm cut power to nearly 480 homes on Monday, and 22 of the 32 pumps failed. She said it "
    "cost "
    "$3.2 billion, up 5% from £40m; “thousands” saw F-35 jets by June 9, 2025! 😀 "
    "e\u0301t\u0301e\u0301 "
    "1\u00a0500 people 3–5% half a million # **bold** Subscribe | <b> ½ 1.5m one in five a year".split(" ")
)  # fmt: skip
GAPS = st.sampled_from(
    [" ", " ", " ", "\n", "\r\n", "\n\n", "\r\n\r\n", "\u00a0", "\t", "", "\u200b", "\u2028"]
)
NEWS = st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=60).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
ANY = st.text(max_size=300)


def spans_of(report: Report) -> Iterator[tuple[TextSpan, str]]:
    """Yield every span of a report with the words that it claims to hold."""
    for claim in report.claims:
        yield claim.span, claim.quote
    for row in report.worklist.rows:
        yield row.span, row.quote
        yield row.quantity.span, row.quantity.text
        yield from ((place.span, place.quote) for place in row.places)
    for entry in report.ledger.entries:
        yield entry.span, entry.text


def places_of(report: Report) -> Iterator[TextSpan]:
    """Yield the spans that a report gives without their words."""
    for finding in report.findings:
        yield from finding.source
    for point in (report.brief.headline, *report.brief.points):
        yield from point.spans
    for row in report.worklist.rows:
        for flag in row.flags:
            yield from flag.places


@given(st.one_of(NEWS, ANY), st.sampled_from(["text", "markdown"]))
@settings(max_examples=150)
def test_every_span_of_every_output_holds_the_words_it_claims(text: str, kind: str) -> None:
    article = article_from_text(text, kind="markdown" if kind == "markdown" else "text")
    report = fact_check(article, drafter=ExtractiveDrafter())

    assert all(text[span.start : span.end] == quote for span, quote in spans_of(report))
    assert all(0 <= span.start < span.end <= len(text) for span in places_of(report))


@given(NEWS)
@settings(max_examples=100)
def test_every_quantity_of_the_article_is_in_the_ledger_once(text: str) -> None:
    report = fact_check(article_from_text(text), drafter=ExtractiveDrafter())

    spans = [(entry.start, entry.end) for entry in report.ledger.entries]
    rows = [place.span.start for row in report.worklist.rows for place in row.places]
    assert len(set(spans)) == len(spans) == report.ledger.quantities
    assert len(set(rows)) == len(rows) == report.ledger.covered + report.ledger.swept


@given(NEWS)
@settings(max_examples=50)
def test_a_report_survives_its_own_json_and_a_rerun_gives_the_same_bytes(text: str) -> None:
    article = article_from_text(text)
    report = fact_check(article, drafter=ExtractiveDrafter())
    again = fact_check(article, drafter=ExtractiveDrafter())

    assert render_files(report) == render_files(again)
    assert Report.model_validate_json(result_json(report)) == report


@given(st.one_of(NEWS, ANY))
@settings(max_examples=300)
def test_quantities_stand_in_order_and_hold_their_own_words(text: str) -> None:
    found = find_quantities(text)

    assert all(text[q.span.start : q.span.end] == q.text for q in found)
    assert all(q.span.holds(q.number) for q in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_printed_with_commas_reads_back_to_itself(number: int) -> None:
    found = find_quantities(f"They counted {number:,} boats.")

    assert [quantity.value for quantity in found] == [number]


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_a_price_reads_back_to_itself(price: object) -> None:
    found = find_quantities(f"It cost ${price}.")

    assert [quantity.value for quantity in found] == [price]


@given(NEWS)
@settings(max_examples=300)
def test_every_digit_belongs_to_a_quantity(text: str) -> None:
    held = {
        at
        for quantity in find_quantities(text)
        for at in range(quantity.span.start, quantity.span.end)
    }

    assert [at for at, sign in enumerate(text) if sign in "0123456789" and at not in held] == []


SCRAPS = st.sampled_from(
    "0 1 9 10000000000000000000000 99,999 trillion % per cent half third quarter of the and one in "
    "to between - – / $ € Rs "
    "bn k : . ( minus + ½ twice times fold years old June 2025 Q3 F-35 S&P Road dozen up fell “ "
    "\u00a0 km/h °C 9/11 1e9 NaN "
    "Infinity ٣ ３ ² ⁄ 0/5 1e90 ft foot h m s 10m 54.2s 5\" 6'2 cents bln cr 12-of-18 -for- a.m. "
    "p.m. o'clock past 2330 GMT 3Q24 "
    "FY2022-23 grand hundredths -year-olds p<0.05 c. plus not out".split(" ")
)  # fmt: skip


@given(st.lists(SCRAPS, max_size=14), st.sampled_from(["", " "]))
@settings(max_examples=300)
def test_scraps_of_numbers_are_read_without_an_error(scraps: list[str], gap: str) -> None:
    text = gap.join(scraps)

    assert all(text[q.span.start : q.span.end] == q.text for q in find_quantities(text))
