"""The collector is put off for a block, and goes on after it, whatever ends the block."""

import gc
from collections.abc import Iterator

import pytest

from pipeline.gc_tuning import collect_later


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    collects = gc.isenabled()
    gc.enable()
    yield
    if not collects:
        gc.disable()


def test_it_is_put_off_and_goes_on_when_the_outer_block_ends() -> None:
    with collect_later():
        with collect_later():
            assert not gc.isenabled()
        assert not gc.isenabled()

    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), collect_later():
        raise ZeroDivisionError

    assert gc.isenabled()


def test_one_that_was_off_stays_off() -> None:
    gc.disable()

    with collect_later():
        pass

    assert not gc.isenabled()
