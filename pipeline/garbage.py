"""Python's search for garbage in cycles, made less often than by default."""

import gc

_OBJECTS = 50_000
"""More than the work on an article of 400 words makes; by default it is 700.

A report was looked through again and again while it grew, which took a tenth of the work on it, for some
400 objects that are garbage: what is in no cycle goes when nobody holds it. It costs a process 10 MB.
"""


def collect_seldom() -> None:
    """Let this process make many objects before it looks for garbage among them."""
    gc.set_threshold(_OBJECTS)
