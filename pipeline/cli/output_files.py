"""Files that results go to: written whole or not at all, and set aside before that."""

import os
import re
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline.errors import SettingsError
from pipeline.files import STDIN, holding, make_folder, replacing

_ADDRESS = re.compile(r"[a-z][a-z0-9+.\-]+:/", re.IGNORECASE)
"""As a path has it: "s3:/bucket"; a drive has one letter."""
_SLUG_CHARACTERS = 60


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
    return plain_name(last or address.netloc) or "article"


def plain_name(text: str) -> str:
    """Return the letters and digits of a text as any file system takes them; may be ""."""
    return _plain(text)[:_SLUG_CHARACTERS].strip("-")


def name_of_title(title: str) -> str:
    """Return as many words of a title as make a name for a folder, none cut; may be ""."""
    name = _plain(title)
    whole = (
        name if len(name) <= _SLUG_CHARACTERS else name[: _SLUG_CHARACTERS + 1].rpartition("-")[0]
    )
    return whole or plain_name(title)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Read and write a folder's files in the block; another command that would has to wait.

    The folder is made where missing; raises SettingsError where it cannot be.
    """
    try:
        make_folder(folder)
    except OSError as error:
        raise SettingsError(f"cannot write to {str(folder)!r}: {error.strerror}") from error
    with holding(folder, wait=True):
        yield


def require_path(path: Path | None) -> None:
    """Raise SettingsError for an address where a command writes to this machine alone."""
    if path and _ADDRESS.match(str(path)):
        raise SettingsError(
            f"--out is {str(path)!r}: give a path; `run` alone writes to an address"
        )


def refuse_to_write_over(outputs: Iterable[Path], inputs: Collection[str]) -> None:
    """Raise SettingsError where a file that is to be written is one that is read, by any name."""
    read = [path.stat() for name in inputs if name != STDIN for path in _files_named(name)]
    if STDIN in inputs and sys.stdin is not None:
        read.append(os.fstat(0))
    for path in outputs:
        for status in read:
            if path.exists() and os.path.samestat(path.stat(), status):
                raise SettingsError(
                    f"{str(path)!r} would be written over, and it is read: give another --out"
                )


def _files_named(name: str) -> list[Path]:
    """Return the files of this machine that a path, a pattern or a file: address names."""
    local = unquote(urlsplit(name).path) if name.lower().startswith("file:") else name
    named = [local, *glob(local, recursive=True)]  # noqa: PTH207  # a pattern has its folder
    return [path for path in map(Path, named) if path.is_file()]


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write the files into the folder, made where missing.

    Raises SettingsError, naming the file, where it cannot be written.
    """
    for name, content in files.items():
        write_file(folder / name, content)


def bytes_of(content: str | bytes) -> bytes:
    """Return content as it stands in a file."""
    return content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file and the folders above it, whole or not at all.

    It goes to a temporary name first, so that a crash or a full disk leaves no half file; but a
    device or a pipe is written to and not replaced. Raises SettingsError, naming the file.
    """
    raw = bytes_of(content)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(raw)
            return
        with replacing(path) as stream:
            stream.write(raw)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(f"cannot write {str(path)!r}: {reason}") from error
