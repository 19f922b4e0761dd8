"""What a check needs of a sentence: it never fires where that is not there, so it need not be run."""

from functools import cache
from itertools import islice
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import synthetic
from pipeline import article_from_text
from pipeline.checks import CHECKS, Check, Passage, Reading
from pipeline.checks.check import needs
from pipeline.reconcile import Source
from schemas import QuantityKind

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
NEEDY = [check for check in CHECKS if check.find and check.needs != needs()]
SENTENCES = [text for check in CHECKS for text in (check.fires, check.silent)]


def passages_of(text: str) -> tuple[Passage, ...]:
    return Reading(Source(article_from_text(text))).passages


@cache
def passages() -> tuple[Passage, ...]:
    """Return the sentences of all cases of all checks, and of some articles."""
    listed = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in CASES)
    cases = (case for sides in listed for some in sides.values() for case in some)
    texts = (case if isinstance(case, str) else case["text"] for case in cases)
    every = (*texts, *islice(synthetic.articles(400), 40))
    return tuple(passage for text in every for passage in passages_of(text))


def wrongly_passed_over(check: Check, some: tuple[Passage, ...]) -> list[str]:
    assert check.find
    return [
        passage.text
        for passage in some
        if passage.all_quantities and not check.needs.are_met_by(passage)
        if any(check.find(passage))
    ]


@pytest.mark.parametrize("check", NEEDY, ids=lambda check: check.check_id)
def test_a_check_fires_nowhere_where_what_it_needs_is_missing(check: Check) -> None:
    assert wrongly_passed_over(check, passages()) == []


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3),
    st.sampled_from([str, str.upper, str.lower, str.title]),
    st.sampled_from([" ", "\n\n", "; "]),
)
def test_nor_in_sentences_set_beside_each_other_in_capitals_or_small_letters(
    some: list[str], letters: object, between: str
) -> None:
    assert callable(letters)
    read = passages_of(letters(between.join(some)))

    assert {check.check_id: wrongly_passed_over(check, read) for check in NEEDY} == {
        check.check_id: [] for check in NEEDY
    }


@pytest.mark.parametrize("check", NEEDY, ids=lambda check: check.check_id)
def test_most_sentences_do_not_have_what_a_check_needs(check: Check) -> None:
    met = [each for each in passages() if each.all_quantities and check.needs.are_met_by(each)]
    assert 0 < len(met) < len(passages())


def test_needs_are_a_kind_a_word_and_a_count_of_numbers_together() -> None:
    (passage,) = passages_of("The latest survey counts 40 boats and 20% of the piers.")

    assert needs(QuantityKind.PERCENT, QuantityKind.MONEY).are_met_by(passage)
    assert not needs(QuantityKind.MONEY).are_met_by(passage)
    assert needs(words="newest latest").are_met_by(passage)
    assert not needs(words="newest").are_met_by(passage)
    assert needs(numbers=2).are_met_by(passage)
    assert not needs(QuantityKind.PERCENT, words="latest", numbers=3).are_met_by(passage)
