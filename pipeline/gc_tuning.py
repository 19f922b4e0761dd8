"""Python's search for garbage in cycles: less often than by default, and not in vendors' code."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from types import ModuleType

_OBJECTS, _TIMES = 10_000, 1
"""Objects more than there were before the youngest are searched, and how often that is done before
older ones are, where Python's own figures are 700 and 10.

With 700 a report was searched again and again while it grew, a tenth of the work on it. With 10
what survived one search by chance, such as a whole article read for checks, lay for thousands of
articles: memory grew with the corpus (`python -m bench.growth`).
"""
_loading = Lock()


def collect_seldom() -> None:
    """Let this process make many objects before it looks for garbage among them."""
    gc.set_threshold(_OBJECTS, _TIMES, _TIMES)


@contextmanager
def collect_later() -> Iterator[None]:
    """Look for no garbage in a block that makes many objects which stay until it ends.

    The first thread of several that are in such blocks lets the collector go on.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def import_for_good(name: str) -> ModuleType:
    """Return the module of that name, its objects kept out of every later search.

    A vendor's client is a hundred thousand objects that stay. Were they left to the collector, each
    full search would look them all through: 60 to 130 ms were measured, in which no thread runs and
    no reply is read. Two threads that load modules of one client at once may find it half loaded,
    so one waits for the other.
    """
    with _loading:
        collects = gc.isenabled()
        gc.disable()
        try:
            return import_module(name)
        finally:
            gc.freeze()
            if collects:
                gc.enable()
