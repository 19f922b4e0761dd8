"""The commands, each loaded when it is named; errors end as one line and an exit code."""

from contextlib import suppress
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from pipeline.cli.exits import (
    FAULT,
    STOPPED,
    UNUSABLE,
    ended_by_ctrl_c,
    fault_file,
    sigterm_as_ctrl_c,
)
from pipeline.cli.standard_output import complain, let_any_text_be_printed, output_that_may_fail
from pipeline.errors import FactdeskError
from pipeline.gc_tuning import collect_seldom
from pipeline.text.escaping import printable
from pipeline.version import VERSION

COMMANDS = {
    "brief": "Write the brief and the worklist of one or several articles.",
    "run": "Brief a whole corpus: every article's result, and one worklist over all of them.",
    "check": "Check every number of a draft, headline or summary against its article, by code.",
    "checks": "List every check for numeric pitfalls and every code of a number, or explain one.",
    "lsp": "Show in an editor what check finds, while a draft is written. No model.",
    "diff": "Show what changed between two versions of an article, and which checks still stand.",
    "doctor": "Say what is configured, reachable, cached and missing, and how to mend it.",
    "verify": "Seek each figure of a worklist in a library of evidence, and write its files anew.",
    "worklist": "Bring back what people filled in: [bold]factdesk worklist import[/bold].",
    "evidence": "Keep documents and tables to verify figures: [bold]factdesk evidence add[/bold].",
    "mcp": "Serve the checks to an AI assistant as tools (Model Context Protocol).",
    "cassette": "Look after recorded answers: [bold]factdesk cassette check[/bold].",
    "cache": "Look after the answers that were paid for: [bold]factdesk cache stats[/bold].",
    "schema": "Print the JSON Schema of an output; `report` is that of result.json.",
}
"""The modules of this folder that hold a command of their name, and how its own help begins."""
_EXIT_CODES = (
    "Exit codes: 0 fine · 1 findings at or above --fail-on · 2 usage or settings · "
    "3 some articles or statements failed · 4 budget spent · "
    "70 a fault of factdesk itself · 130 stopped (Ctrl-C, SIGTERM)."
)
_WITH_EXIT_CODES = ("brief", "run", "check", "verify")


class Commands(TyperGroup):
    """Loads the command that is named, and runs it where exit codes are ours to choose."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  # typer has changed whose types these are
        """Return the name, the command loaded, and its arguments."""
        name, placeholder, rest = super().resolve_command(ctx, args)
        return name, None if placeholder is None else loaded(str(name)), rest

    def invoke(self, ctx: Any) -> object:  # noqa: ANN401
        """Run the command that was named; code 1, which click would choose, means findings."""
        try:
            with output_that_may_fail():
                return super().invoke(ctx)
        except EOFError as error:  # click takes it for the end of what a person types: code 1
            raise RuntimeError("a stream ended early") from error
        except Exception as error:
            # A usage error shows words of the command line, such as the name of a file.
            if "message" in (told := vars(error)):
                told["message"] = printable(str(told["message"]))
            raise


def loaded(name: str) -> Any:  # noqa: ANN401
    """Return the command from its module, for typer to run."""
    with ended_by_ctrl_c():
        command = getattr(import_module(f"pipeline.cli.{name}"), name)
    if isinstance(command, typer.Typer):
        command.info.name, command.info.help = name, COMMANDS[name]
        return get_group(command)
    alone = typer.Typer(add_completion=False, rich_markup_mode="rich")
    epilog = _EXIT_CODES if name in _WITH_EXIT_CODES else None
    alone.command(name, epilog=epilog)(command)
    return get_command(alone)


app = typer.Typer(
    name="factdesk",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
for _name, _line in COMMANDS.items():
    app.command(_name, help=_line)(lambda: None)  # in its place until it is named


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
    try:
        collect_seldom()
        let_any_text_be_printed()
        # Output is watched once more: --help is printed before any command runs.
        with sigterm_as_ctrl_c(), output_that_may_fail():
            app()
    except KeyboardInterrupt:
        raise SystemExit(STOPPED) from None
    except FactdeskError as error:
        _end(UNUSABLE, str(error))
    except Exception as error:  # noqa: BLE001  # whatever it is, it was not foreseen
        told = f"{type(error).__name__}; details are in {fault_file(error)}"
        _end(FAULT, f"a fault of factdesk itself, please report it: {told}")


def _end(code: int, message: str) -> NoReturn:
    with suppress(OSError, ValueError):  # standard error may be closed or full
        complain(f"factdesk: {message}")
    raise SystemExit(code) from None
