"""`factdesk checks`: lists the checks, or explains one."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.choices import ChecksFormat
from pipeline.errors import SettingsError


def checks(
    check_id: Annotated[
        str | None, typer.Argument(help="A check to explain, such as A04.", metavar="[ID]")
    ] = None,
    *,
    output: Annotated[
        ChecksFormat,
        typer.Option("--format", help="text to read, markdown as in docs/checks.md."),
    ] = ChecksFormat.TEXT,
    desk: Annotated[
        Path | None, typer.Option(help="A desk's settings (TOML): shows what is on under them.")
    ] = None,
) -> None:
    """List every check for numeric pitfalls, or explain one with examples.

    Tier A are errors, B warnings, C cues; S is about the brief itself. What alerts is shown to a person,
    the rest only feeds the score.

    Examples:
      factdesk checks
      factdesk checks A04
      factdesk checks --desk desk.toml
    """
    from pipeline.checks import CHECKS, RETIRED, check_of
    from pipeline.cli.desk import desk_settings
    from pipeline.cli.standard_output import Screen, print_data
    from pipeline.stages.render.checks_list import checks_markdown, explain_check, list_checks

    settings = desk_settings(desk)
    if check_id and check_id.upper() in RETIRED:
        print_data(f"{check_id.upper()} is no check any more: {RETIRED[check_id.upper()]}.\n")
        return
    try:
        chosen = [check_of(check_id)] if check_id else list(CHECKS)
    except KeyError:
        raise SettingsError(
            f"there is no check {check_id!r}; `factdesk checks` lists them"
        ) from None
    if output is ChecksFormat.MARKDOWN:
        print_data(checks_markdown(chosen))
    elif check_id:
        explain_check(chosen[0], settings, Screen())
    else:
        list_checks(chosen, settings, Screen())
