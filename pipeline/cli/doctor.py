"""`factdesk doctor`: its arguments; the work is in `diagnosing`, imported when the command runs."""

from typing import Annotated

import typer


def doctor(
    *,
    model: Annotated[
        str | None, typer.Option(help="Look at this model instead of the configured one.")
    ] = None,
    network: Annotated[
        bool, typer.Option("--network/--no-network", help="Ask the model's server for its models.")
    ] = True,
) -> None:
    """Say what is configured, reachable, cached and missing, and how to mend it.

    Nothing is paid for and no key is printed. Ends with code 2 when what is configured cannot work.

    Examples:
      factdesk doctor
      factdesk doctor --model gguf:models/qwen2.5-1.5b.gguf
    """
    from pipeline.cli.diagnosing import diagnose

    diagnose(model, network=network)
