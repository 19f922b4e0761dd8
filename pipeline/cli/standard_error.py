"""Lines for the user on standard error, where they do not mix with what programs read."""

from rich.console import Console
from rich.text import Text

from pipeline.stages.render import printable


def note(line: str) -> None:
    """Print a line that is worth knowing."""
    _print(line, "dim")


def complain(line: str) -> None:
    """Print a line that says what went wrong."""
    _print(line, "red")


def _print(line: str, style: str) -> None:
    Console(stderr=True).print(Text(printable(line), style=style), soft_wrap=True)
