"""The commands put together; errors end as one plain line and an exit code."""

import sys
from typing import Annotated, Any, NoReturn

import typer

from pipeline.cli.brief import brief
from pipeline.cli.cache import cache
from pipeline.cli.cassette import cassette
from pipeline.cli.check import check
from pipeline.cli.checks import checks
from pipeline.cli.diff import diff
from pipeline.cli.doctor import doctor
from pipeline.cli.exits import STOPPED, UNUSABLE
from pipeline.cli.help_text import Documented
from pipeline.cli.run import run
from pipeline.cli.schema import schema
from pipeline.cli.standard_output import let_any_text_be_printed, output_that_may_fail
from pipeline.cli.stopping import sigterm_as_ctrl_c
from pipeline.cli.worklist import worklist
from pipeline.errors import FactdeskError
from pipeline.garbage import collect_seldom
from pipeline.version import VERSION


class Commands(Documented):
    """Runs a command with its output watched, where the exit codes are still ours to choose."""

    def invoke(self, ctx: Any) -> object:  # noqa: ANN401  # typer has changed whose Context it is
        """Run the command that was named; code 1, which click would choose, means findings."""
        try:
            with output_that_may_fail():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            raise SystemExit(STOPPED) from None


app = typer.Typer(
    name="factdesk",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
_EXIT_CODES = (
    "Exit codes: 0 fine · 1 findings at or above --fail-on · 2 usage or settings · "
    "3 some articles or statements failed · 4 budget spent · 130 stopped (Ctrl-C, SIGTERM)."
)
app.command(epilog=_EXIT_CODES)(brief)
app.command(epilog=_EXIT_CODES)(run)
app.command(epilog=_EXIT_CODES)(check)
app.command()(checks)
app.command()(diff)
app.command()(doctor)
app.add_typer(worklist)
app.add_typer(cassette)
app.add_typer(cache)
app.command()(schema)


def _show_version(wanted: bool) -> None:  # noqa: FBT001  # typer calls it with the option's value
    if wanted:
        typer.echo(f"factdesk {VERSION}")
        raise typer.Exit


@app.callback(epilog=_EXIT_CODES)
def factdesk(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Read a news article, write the brief, and list every number a fact-checker must verify.

    Without a key it drafts by rule, from the article's own sentences. With
    OPENAI_API_KEY set, or OPENAI_BASE_URL and --model for a server of your own,
    a model drafts and code checks each of its numbers.

    Try: [bold]factdesk brief article.txt --out out[/bold]
    """


def main() -> None:
    """Run the command line; exits with the codes that `factdesk --help` lists."""
    collect_seldom()
    let_any_text_be_printed()
    try:
        # Output is watched once more: --help is printed before any command runs.
        with sigterm_as_ctrl_c(), output_that_may_fail():
            app()
    except FactdeskError as error:
        _fail(str(error))


def _fail(message: str) -> NoReturn:
    from pipeline.cli.standard_error import complain

    complain(f"factdesk: {message}")
    sys.exit(UNUSABLE)
