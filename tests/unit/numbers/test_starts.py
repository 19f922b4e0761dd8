"""What no quantity begins with, no rule reads: the gate before the rules leaves nothing out."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bench import labelled
from pipeline.numbers import find_quantities
from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.starts import may_begin, may_hold
from pipeline.numbers.grammar.tokens import Tokens
from pipeline.numbers.read import _read

_DAY = date(2024, 5, 8)
_WORDS = (
    *"a A an An the The of in to and or at by from between minus last past this next half S P".split(),
    *"May Sept. Monday Tuesday, Q H AD A.D. BC early Mid Section No. Grade Flight II Boeing".split(),
    *"Ukraine's covid Covid F iPhone Stoxx US AUD HK Rs USD R Y C few couple pair dozen".split(),
    *"hundred Thousand third Fourth second one Two twenty year week point percent tonne today".split(),
    *"3 16 35 208 2011 1,500 2.5 1/2 ½ $ € £ = - – ‑ / ' ’ ( ) . , : ; % + & ° s th m bn x".split(),
    *sorted(lexicon.PREFIXES)[:6],
    *sorted(lexicon.SYMBOLS)[:6],
)  # fmt: skip
_TEXTS = st.lists(
    st.tuples(st.sampled_from(_WORDS), st.sampled_from(("", " ", " "))), min_size=1, max_size=12
).map(lambda parts: "".join(word + space for word, space in parts))


def _reads(tokens: Tokens, at: int, day: date | None) -> bool:
    starts = may_begin(tokens, at, dated=day is not None)
    return starts and _read(tokens, at, day) is not None


def _passed_over(text: str) -> list[str]:
    """Return what rules read at signs, articles and words with a capital that are passed over."""
    tokens = Tokens(text)
    return [
        f"{text!r} at {tokens[at]}"
        for day in (None, _DAY)
        for at in range(tokens.length)
        if tokens[at].kind != "break" and not may_begin(tokens, at, dated=day is not None)
        if tokens[at].kind == "sign"
        or tokens[at].text[0].isupper()
        or tokens[at].lower in {"a", "an"}
        if _read(tokens, at, day) is not None
    ]


@given(_TEXTS)
def test_no_rule_reads_what_is_passed_over(text: str) -> None:
    assert _passed_over(text) == []


def test_no_rule_reads_what_is_passed_over_in_our_articles() -> None:
    assert [found for text in labelled.articles().values() for found in _passed_over(text)] == []


@given(_TEXTS)
def test_a_text_that_can_hold_none_begins_none(text: str) -> None:
    tokens = Tokens(text)

    found = [at for at in range(tokens.length) for day in (None, _DAY) if _reads(tokens, at, day)]

    assert not found or may_hold(text)


def test_a_sentence_of_ordinary_words_can_hold_none() -> None:
    assert not may_hold("The harbour master, a former pilot, said nothing.")


def test_an_ordinary_word_with_a_capital_is_passed_over() -> None:
    tokens = Tokens("Harbour police said nothing (so far).")

    assert [at for at in range(tokens.length) if may_begin(tokens, at, dated=True)] == []


def test_a_word_that_is_passed_over_may_be_part_of_a_quantity() -> None:
    assert [each.text for each in find_quantities("Police in Oslo seized 5 kg.")] == ["5 kg"]
