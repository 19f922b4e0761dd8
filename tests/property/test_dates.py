"""Whatever the day of publication, what is told from it is a day of the calendar or is not read."""

from datetime import MAXYEAR, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import ExtractiveDrafter, article_from_text, fact_check, find_quantities

TOLD = [
    *"today tonight yesterday tomorrow Monday Sunday".split(),
    *(f"{turn} {unit}" for turn in ("last", "this", "next") for unit in
      "Monday Friday week month quarter year March December".split()),
    *(f"{count} {unit} ago" for count in ("two", "45", "500", "a")
      for unit in "days weeks months quarters years day week month year".split()),
    *("by March", "until November", "in the first quarter", "in the second half of the year"),
]  # fmt: skip
EDGES = st.integers(0, 800).map(lambda days: timedelta(days=days))
DAYS = st.one_of(
    st.dates(), EDGES.map(lambda gap: date.min + gap), EDGES.map(lambda gap: date.max - gap)
)


@given(DAYS, st.sampled_from(TOLD), st.sampled_from(["It rose 5%", "It will rise 5%"]))
def test_what_is_told_from_any_day_has_a_year_of_four_digits(
    day: date, told: str, said: str
) -> None:
    for quantity in find_quantities(f"{said} {told}, they said.", day):
        if quantity.date and quantity.date[0].isdecimal():
            year = quantity.date[:4]
            assert year.isdecimal()
            assert 1 <= int(year) <= MAXYEAR


@pytest.mark.parametrize("written", ["0001-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31"])
def test_an_article_of_the_first_or_last_day_gets_its_report(written: str) -> None:
    told = " ".join(f"The price rose 5 percent {each}." for each in TOLD)
    page = (
        f'<html><head><meta property="article:published_time" content="{written}"></head><body>'
        f"<p>{told} It met on Monday, May 5, and on Friday, 31 December.</p></body></html>"
    )

    report = fact_check(article_from_text(page, kind="html"), drafter=ExtractiveDrafter())

    assert report.article.published == date.fromisoformat(written[:10])
    assert report.worklist.rows
