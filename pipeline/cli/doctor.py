"""`factdesk doctor`: its arguments; the work is in `diagnosing`, imported when the command runs."""

from typing import Annotated

import typer

from pipeline.cli.run_options import SharedCache


def doctor(
    *,
    model: Annotated[
        str | None, typer.Option(help="Look at this model instead of the configured one.")
    ] = None,
    shared_cache: SharedCache = None,
    network: Annotated[
        bool,
        typer.Option(
            "--network/--no-network",
            help="Ask the model's server for its models, and the shared cache for a small object.",
        ),
    ] = True,
) -> None:
    """Say what is configured, reachable, cached and missing, and how to mend it.

    Nothing is paid for and no key is printed. In the shared cache a small object is put and removed. Ends with code 2 when what is configured cannot work.

    Examples:
      factdesk doctor
      factdesk doctor --model gguf:models/qwen2.5-1.5b.gguf
      factdesk doctor --cache s3://desk/answers
    """
    from pipeline.cli.diagnosing import diagnose

    diagnose(model, shared_cache, network=network)
