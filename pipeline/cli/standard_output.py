"""What is printed: standard output, which may be unable to show or take it, and lines for the user.

Lines for the user go to standard error, where they do not mix with what programs read.
"""

import codecs
import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from pipeline.errors import OutputError

PIPE_CLOSED = 141  # 128 + SIGPIPE, as shells count it
_DEVICE_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def print_text(text: str) -> None:
    """Print text for a person; `let_any_text_be_printed` says what an old terminal shows."""
    sys.stdout.write(text)


def print_data(text: str) -> None:
    """Print what programs read: UTF-8, whatever standard output is set to."""
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None or codecs.lookup(sys.stdout.encoding).name == "utf-8":
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    binary.write(text.encode("utf-8", "replace"))


_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "•": "*",
     "·": "-", "│": "|", "×": "x", "✓": "+", "✗": "!", "∶": ":", "\u00a0": " ", "\u202f": " "}
)  # fmt: skip


def let_any_text_be_printed() -> None:
    """Replace what the terminal's encoding cannot show, instead of ending with an error."""
    codecs.register_error("factdesk-plain", _plainly)
    if sys.stdout is None:  # closed by whoever started us: ">&-"
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="factdesk-plain")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unknown = error.object[error.start : error.end].translate(_PLAIN)
    return "".join(sign if sign.isascii() else "?" for sign in unknown), error.end


@contextlib.contextmanager
def output_that_may_fail() -> Iterator[None]:
    """Run a block; a reader that left ends the command quietly, a full disk with one line.

    Raises SystemExit for the one and OutputError for the other.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
        raise SystemExit(PIPE_CLOSED) from None
    except OSError as error:
        if error.errno not in _DEVICE_ERRORS or error.filename is not None:
            raise
        _discard_output()
        raise OutputError(f"cannot write to standard output: {error.strerror}") from error


def _discard_output() -> None:
    """Let what is still buffered go nowhere, or Python complains about it as it ends."""
    with contextlib.suppress(OSError, io.UnsupportedOperation):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


class Screen(Console):
    """A console on standard output that leaves a closed pipe to `output_that_may_fail`."""

    def on_broken_pipe(self) -> None:
        """Say so; rich would end with code 1, which is to say that something was found."""
        raise BrokenPipeError


def note(line: str) -> None:
    """Print a line that is worth knowing, on standard error."""
    _print_line(line, "dim")


def complain(line: str) -> None:
    """Print a line that says what went wrong, on standard error."""
    _print_line(line, "red")


def _print_line(line: str, style: str) -> None:
    from pipeline.stages.render import printable

    Console(stderr=True).print(Text(printable(line), style=style), soft_wrap=True)
