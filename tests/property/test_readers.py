"""Every reader on any bytes: a value that holds what it promises, or one of our own errors.

The targets are those of `make fuzz`, which looks further with a coverage-guided fuzzer.
"""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import SEEDS, TARGETS

ANY = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.tuples(st.sampled_from(SEEDS), st.integers(0, 80), st.binary(max_size=6)).map(
        lambda cut: cut[0][: cut[1]] + cut[2] + cut[0][cut[1] :]
    ),
)


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
@given(ANY)
@settings(max_examples=60)
def test_any_bytes_give_a_value_that_holds_or_an_error_of_ours(
    target: Callable[[bytes], None], data: bytes
) -> None:
    target(data)


@pytest.mark.parametrize("seed", SEEDS, ids=range(len(SEEDS)))
def test_the_seeds_pass_every_target(seed: bytes) -> None:
    for target in TARGETS.values():
        target(seed)
