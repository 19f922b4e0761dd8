"""Where results go: files, each written whole or not at all, and a standard output that may fail."""

import codecs
import contextlib
import io
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console

from pipeline.errors import OutputError, SettingsError

PIPE_CLOSED = 141  # 128 + SIGPIPE, as shells count it

_LONGEST_SLUG = 60


def slugs(sources: Iterable[str]) -> list[str]:
    """Return a folder name for each source, all different: the file's name, the end of the URL."""
    names: list[str] = []
    for source in sources:
        base = name = _slug(source)
        count = 2
        while name in names:
            name, count = f"{base}-{count}", count + 1
        names.append(name)
    return names


def _slug(source: str) -> str:
    try:
        address = urlsplit(source)
    except ValueError:
        return "article"
    last = Path(address.path if address.scheme in {"http", "https"} else source).stem
    plain = unicodedata.normalize("NFKD", last or address.netloc).encode("ascii", "ignore").decode()
    return (
        re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_LONGEST_SLUG].strip("-") or "article"
    )


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files into the folder, made where missing.

    Raises SettingsError, naming the file, where it cannot be written.
    """
    for name, content in files.items():
        write_file(folder / name, content)


def write_file(path: Path, content: str) -> None:
    """Write a file and the folders above it, whole or not at all.

    It goes to a temporary name first, so that a crash or a full disk leaves no half file; but a
    device or a pipe is written to and not replaced. Raises SettingsError, naming the file.
    """
    raw = content.encode("utf-8", "surrogatepass")
    temporary = path.parent / f".{path.name}.part"
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(raw)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(raw)
        temporary.replace(path)
    except (OSError, ValueError) as error:
        with contextlib.suppress(OSError, ValueError):
            temporary.unlink()
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(f"cannot write {str(path)!r}: {reason}") from error


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
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="factdesk-plain")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unknown = error.object[error.start : error.end].translate(_PLAIN)
    return "".join(each if each.isascii() else "?" for each in unknown), error.end


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
        if error.filename is not None:
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
