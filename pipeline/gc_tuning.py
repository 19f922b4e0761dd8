"""Python's search for garbage in cycles: less often than by default, then more thorough."""

import gc

_OBJECTS, _TIMES = 10_000, 1
"""Objects more than there were before the youngest are searched, and how often that is done before
older ones are, where Python's own figures are 700 and 10.

With 700 a report was searched again and again while it grew, a tenth of the work on it. With 10
what survived one search by chance, such as a whole article read for checks, lay for thousands of
articles: memory grew with the corpus (`python -m bench.growth`).
"""


def collect_seldom() -> None:
    """Let this process make many objects before it looks for garbage among them."""
    gc.set_threshold(_OBJECTS, _TIMES, _TIMES)
