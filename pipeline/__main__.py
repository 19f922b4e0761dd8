"""`python -m pipeline` is `factdesk`. Ctrl-C while it is being loaded ends it without a word."""

import signal


def main() -> None:
    """Load the command line and run it; exits with the codes that `factdesk --help` lists."""
    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heeded:  # by the system: Python would print where in which import it was
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from pipeline.cli import main as command_line  # noqa: PLC0415  # see above

    if heeded:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        command_line()
    finally:
        if heeded:  # as Python ends, it would print where it was, too
            signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    main()
