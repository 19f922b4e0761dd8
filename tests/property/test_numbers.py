"""A number reads back to itself in whatever form it is printed."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import find_quantities
from schemas import QuantityKind

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES: dict[str, int] = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
SUFFIXES: dict[str, int] = {"k": 10**3, "m": 10**6, "bn": 10**9}
COUNTS = st.integers(min_value=2, max_value=10**12)


def in_words(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        tens = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{ONES[number // 100]} hundred{tens}"
    scale = [word for word, size in SCALES.items() if size <= number][-1]
    size = SCALES[scale]
    rest = number % size
    link = " and " if 0 < rest < 100 else " "
    return f"{in_words(number // size)} {scale}" + (f"{link}{in_words(rest)}" if rest else "")


def read_back(printed: str) -> list[Decimal | None]:
    return [quantity.value for quantity in find_quantities(f"They counted {printed} boats.")]


@given(COUNTS, st.sampled_from([",", "\u00a0", "\u202f", "\u2009", " "]))
def test_a_grouped_number_reads_back_to_itself(number: int, space: str) -> None:
    assert read_back(f"{number:,}".replace(",", space)) == [number]


@given(st.integers(min_value=2, max_value=10**12 - 1))
def test_a_number_in_words_reads_back_to_itself(number: int) -> None:
    assert read_back(in_words(number)) == [number]


@given(st.integers(min_value=2, max_value=10**12 - 1))
def test_no_break_hyphens_change_no_number(number: int) -> None:
    assert read_back(in_words(number).replace("-", "\u2011")) == [number]


@given(
    st.decimals(min_value=Decimal("0.1"), max_value=999, places=1), st.sampled_from(list(SCALES))
)
def test_a_decimal_with_a_scale_word_reads_back_to_itself(number: Decimal, scale: str) -> None:
    assert read_back(f"{number} {scale}") == [number * SCALES[scale]]


@given(
    st.decimals(min_value=Decimal("0.1"), max_value=999, places=1), st.sampled_from(list(SUFFIXES))
)
def test_an_amount_with_a_suffix_reads_back_to_itself(number: Decimal, suffix: str) -> None:
    (quantity,) = find_quantities(f"It cost ${number}{suffix}.")

    assert (quantity.value, quantity.unit) == (number * SUFFIXES[suffix], "USD")


@given(st.integers(min_value=1, max_value=999))
def test_a_rank_in_words_and_in_digits_is_the_same(number: int) -> None:
    ending = (
        "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    (quantity,) = find_quantities(f"It was the {number}{ending} of them.")

    assert (quantity.kind, quantity.value) == (QuantityKind.ORDINAL, Decimal(number))


@given(st.integers(min_value=1, max_value=500), st.integers(min_value=1, max_value=500))
def test_a_range_reads_back_to_its_ends(low: int, width: int) -> None:
    (quantity,) = find_quantities(f"It takes {low} to {low + width} hours.")

    assert (quantity.low, quantity.high) == (Decimal(low), Decimal(low + width))


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%b %d, %Y"]),
)
@settings(max_examples=200)
def test_a_date_reads_back_to_itself_as_far_as_it_is_certain(day: date, form: str) -> None:
    (quantity,) = find_quantities(f"It began on {day.strftime(form)} there.")

    assert quantity.kind is QuantityKind.DATE
    assert str(day).startswith(quantity.date or "?")


@given(
    st.lists(
        st.sampled_from(
            "one two twenty hundred thousand million dozen half quarter third second first a the "
            "of and "
            "point in every for to twice several few couple '90s 4x400m 2:05:31 12 500 10⁶ × ^ ¹ / "
            "₂ | "
            "Q3 1st quarter AD BC Chelsea ( ) -251 0800 555-0142 24/7 6.5.2024 12st MUSD".split()
        ),
        max_size=16,
    ),
    st.sampled_from(["", " ", "-"]),
)
@settings(max_examples=300)
def test_scraps_of_words_and_dates_are_read_without_an_error(scraps: list[str], gap: str) -> None:
    text = gap.join(scraps)

    assert all(text[q.span.start : q.span.end] == q.text for q in find_quantities(text))


def test_a_text_of_scale_words_alone_is_read() -> None:
    assert find_quantities("one " + "trillion " * 20_000)
