"""Bodies that a text names: each once, as written, and none across a full stop."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.bodies import bodies_in

WORDS = st.sampled_from(
    "the The port city council authority Council NATO EU. US NATO. council. of for and Maria UK, WHO: X".split()
)


def test_a_body_is_named_once_and_as_it_is_written() -> None:
    text = "The port authority paid NATO. NATO thanked the city council, and the port authority."

    assert bodies_in(text) == (
        "The port authority",
        "NATO",
        "the city council",
        "the port authority",
    )


def test_no_name_runs_over_a_full_stop() -> None:
    assert (
        bodies_in("It moved to the Port. Authority staff left for the harbour. Council met") == ()
    )


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8))
def test_the_bodies_of_two_sentences_are_those_of_either(one: list[str], other: list[str]) -> None:
    first, second = " ".join(one), " ".join(other)

    both = dict.fromkeys((*bodies_in(f"{first}."), *bodies_in(f"{second}.")))

    assert bodies_in(f"{first}. {second}.") == tuple(both)
