"""What is printed: standard output, which may be unable to show or take it, and lines for the user.

Lines for the user go to standard error, where they do not mix with what programs read.
"""

import codecs
import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from pipeline.addresses import without_credentials
from pipeline.errors import OutputError, SettingsError
from pipeline.text.escaping import json_escaped, printable

if TYPE_CHECKING:
    from pipeline.stages.render.ci_results import Results  # not for `--help`

PIPE_CLOSED = 141  # 128 + SIGPIPE, as shells count it
_DEVICE_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def print_text(text: str, *, err: bool = False) -> None:
    """Print text for a person, or on standard error: nothing in it steers the terminal.

    `let_any_text_be_printed` says what an old terminal shows.
    """
    (sys.stderr if err else sys.stdout).write(printable(without_credentials(text)))


def print_data(text: str) -> None:
    """Print what programs read: UTF-8, whatever standard output is set to.

    Hidden characters stand in JSON alone, and are escaped there.
    """
    text = json_escaped(text)
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
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us: ">&-"
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # to the end
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
    shown = printable(without_credentials(line))
    Console(stderr=True).print(Text(shown, style=style), soft_wrap=True)


def ci_text(results: "Results", output: str) -> str:
    """Return the results as "github", "sarif" or "junit"."""
    from pipeline.stages.render import ci_formats

    forms = {"github": "github_commands", "sarif": "sarif_log", "junit": "junit_xml"}
    text: str = getattr(ci_formats, forms[output])(results)
    return text


def print_ci(results: "Results", output: str, environment: Mapping[str, str]) -> None:
    """Print the results in one of the three forms.

    GitHub shows few annotations: where GITHUB_STEP_SUMMARY names a file, only the most serious are
    printed, and the rest is added to it. Raises SettingsError where it cannot be written.
    """
    summary = environment.get("GITHUB_STEP_SUMMARY")
    if output != "github" or not summary:
        print_data(ci_text(results, output))
        return
    from pipeline.stages.render.ci_formats import most_serious

    print_data(most_serious(results))
    _append(Path(summary), results)


def _append(path: Path, results: "Results") -> None:
    """Add to what earlier commands of the step have left there."""
    from pipeline.stages.render.ci_formats import SUMMARY_BYTES, step_summary

    try:
        held = path.stat().st_size if path.exists() else 0
        with path.open("a", encoding="utf-8", errors="replace") as file:
            file.write(step_summary(results, SUMMARY_BYTES - held))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(f"cannot write {str(path)!r}, the step's summary: {reason}") from error
