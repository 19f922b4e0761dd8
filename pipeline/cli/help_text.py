"""How `--help` shows what a docstring says: each paragraph filled to the width of the terminal."""

from itertools import groupby
from typing import Any

from typer.core import TyperGroup


class Documented(TyperGroup):
    """Commands whose help runs on where their docstring breaks a line for the source's sake."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401  # typer has changed whose types these are
        """Return the command with its help filled; None where there is none of the name."""
        command = super().get_command(ctx, cmd_name)
        if command is not None and command.help:
            command.help = filled(command.help)
        return command


def filled(text: str) -> str:
    """Return a text with each paragraph on one line; indented lines, as of examples, stay."""
    lines = []
    for stays, run in groupby(text.splitlines(), key=lambda line: not line or line[0].isspace()):
        paragraph = list(run)
        lines += paragraph if stays else [" ".join(paragraph)]
    return "\n".join(lines)
