"""The options by which a desk sets sensitivity, checks and weights, for every command that writes a worklist."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import panels
from pipeline.cli.choices import SensitivityName

Desk = Annotated[
    Path | None,
    typer.Option(
        help="A desk's settings (TOML): sensitivity, weights of the score, checks (docs/checks.md).",
        rich_help_panel=panels.CHECKS,
    ),
]
SENSITIVITY = (
    "How soon a number is unsupported: relaxed flags at most 1 of 100 right statements, normal 3, "
    "strict 15; the more it flags, the fewer wrong ones pass. What only strict flags is shown for review."
)
Sense = Annotated[
    SensitivityName | None,
    typer.Option(
        "--sensitivity",
        help=SENSITIVITY,
        show_default="the desk's, else normal",
        rich_help_panel=panels.CHECKS,
    ),
]
Off = Annotated[
    list[str] | None,
    typer.Option(
        help="Checks that do not fire, such as B05,C07.",
        metavar="IDS",
        rich_help_panel=panels.CHECKS,
    ),
]
Alert = Annotated[
    list[str] | None,
    typer.Option(
        help="Checks that alert instead of feeding the score.",
        metavar="IDS",
        rich_help_panel=panels.CHECKS,
    ),
]
NoAlert = Annotated[
    list[str] | None,
    typer.Option(
        "--no-alert",
        help="Checks that feed the score only.",
        metavar="IDS",
        rich_help_panel=panels.CHECKS,
    ),
]
