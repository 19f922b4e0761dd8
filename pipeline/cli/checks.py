"""`factdesk checks`: lists the checks for numeric pitfalls and the codes of numbers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.checks import CHECKS, RETIRED, check_of
from pipeline.cli.options import argument, command, desk_settings, option
from pipeline.cli.standard_output import Screen, print_data
from pipeline.errors import SettingsError
from pipeline.stages.render.checks_list import (
    checks_markdown,
    explain_check,
    explain_code,
    list_checks,
    list_codes,
)
from pipeline.stages.render.codes import codes_that_may_stand


@dataclass(frozen=True, kw_only=True)
class ChecksOptions:
    check_id: str | None = argument(
        "A check or code to explain, such as A04 or scale.", metavar="[ID]", default=None
    )
    output: Literal["text", "markdown"] = option(
        "text to read, markdown as in docs/checks.md.", "--format", default="text"
    )
    desk: Path | None = option("A desk's settings (TOML): shows what is on under them.")


def show_checks(options: ChecksOptions) -> None:
    """List every check for numeric pitfalls and every code of a number, or explain one.

    Tier A are errors, B warnings, C cues; S is about the brief itself. What alerts is shown to a
    person, the rest only feeds the score. Codes say why an article does not bear a number of a
    draft out, with how often that was right; gates act on what is unsupported alone.

    Examples:
      factdesk checks
      factdesk checks A04
      factdesk checks scale
      factdesk checks --desk desk.toml
    """
    settings = desk_settings(options.desk)
    check_id = (options.check_id or "").upper()
    if check_id in RETIRED:
        print_data(f"{check_id} is no check any more: {RETIRED[check_id]}.\n")
        return
    if (code := check_id.lower()) in codes_that_may_stand():
        explain_code(code, Screen())
        return
    try:
        chosen = [check_of(options.check_id)] if options.check_id else list(CHECKS)
    except KeyError:
        raise SettingsError(
            f"there is no check or code {options.check_id!r}; `factdesk checks` lists them"
        ) from None
    if options.output == "markdown":
        print_data(checks_markdown(chosen))
    elif options.check_id:
        explain_check(chosen[0], settings, Screen())
    else:
        list_checks(chosen, settings, Screen())
        list_codes(Screen())


checks = command(show_checks, ChecksOptions)
