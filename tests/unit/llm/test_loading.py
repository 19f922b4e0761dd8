import asyncio
import gc
from collections.abc import Iterator

import pytest

from pipeline.llm.loading import loaded


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """Leave the collector as it was found."""
    yield
    gc.enable()
    gc.unfreeze()


@pytest.mark.parametrize("collects", [True, False])
def test_a_client_is_kept_out_of_the_collectors_way_which_goes_on_as_before(
    *, collects: bool
) -> None:
    (gc.enable if collects else gc.disable)()
    gc.unfreeze()

    module = asyncio.run(loaded("pipeline.llm.server"))

    assert module.Server.__module__ == "pipeline.llm.server"
    assert gc.get_freeze_count() > 0
    assert gc.isenabled() is collects


def test_what_is_missing_is_told_and_the_collector_goes_on() -> None:
    with pytest.raises(ModuleNotFoundError):
        asyncio.run(loaded("pipeline.llm.nothing"))

    assert gc.isenabled()
