"""Cutting a text flat, whatever places overlap or cross in it."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.render.html.page_text import segments
from schemas import TextSpan

SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(
    lambda ends: TextSpan(start=min(ends), end=max(ends))
)


@given(st.text(max_size=50), st.lists(SPANS))
def test_joined_segments_give_back_the_text(text: str, spans: list[TextSpan]) -> None:
    cut = segments(text, numbered(spans))

    assert "".join(segment.text for segment in cut) == text
    assert all(text[each.span.start : each.span.end] == each.text for each in cut)


@given(st.text(max_size=50), st.lists(SPANS))
def test_a_segment_carries_exactly_the_labels_of_each_of_its_characters(
    text: str, spans: list[TextSpan]
) -> None:
    cut = segments(text, numbered(spans))

    for segment in cut:
        for at in range(segment.span.start, segment.span.end):
            holding = {number for number, span in enumerate(spans) if span.start <= at < span.end}
            assert set(segment.labels) == holding


def numbered(spans: list[TextSpan]) -> list[tuple[TextSpan, int]]:
    return [(span, number) for number, span in enumerate(spans)]


def test_spans_that_cross_share_the_piece_where_they_meet() -> None:
    crossing = [(TextSpan(start=0, end=4), "one"), (TextSpan(start=2, end=6), "other")]

    cut = segments("abcdef", crossing)

    assert [(each.text, each.labels) for each in cut] == [
        ("ab", ("one",)),
        ("cd", ("one", "other")),
        ("ef", ("other",)),
    ]
