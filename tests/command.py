"""The command line run inside the test's own process."""

from collections.abc import Callable
from typing import NamedTuple


class Done(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]
