"""Files that we wrote into a folder: whether somebody changed them since, and where that is kept.

The digest of each file is kept beside it, so that what a person changed can be told from what an
earlier version of factdesk, or of an article, had written.
"""

import filecmp
import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePath
from typing import TypeVar

from pipeline.errors import SettingsError
from pipeline.files import replacing

Name = TypeVar("Name", bound=PurePath)
RECORD = ".factdesk-written.json"
"""The file of a folder that holds the digests, by the names of the files."""


class OwnFiles:
    """What we know of the files of a folder, which the caller holds alone.

    What reads a file or writes the record raises SettingsError, naming it, where that fails.
    """

    def __init__(self, folder: Path) -> None:
        """Read the record of the folder; one that is missing or damaged knows nothing."""
        self._folder = folder
        self._known: dict[str, list[str]] = {}
        with suppress(OSError, ValueError, AttributeError, TypeError, RecursionError):
            kept = json.loads(self._record())
            self._known = {str(name): list(map(str, digests)) for name, digests in kept.items()}

    def is_changed(self, name: str) -> bool:
        """Return whether there is a file of the name that is not as we wrote it last."""
        digest = self._digest(name)
        return digest is not None and not self.knows(name, digest)

    def knows(self, name: str, digest: str) -> bool:
        """Return whether that is what was recorded under a name."""
        return digest in self._known.get(name, ())

    def expect(self, digests: Mapping[str, str]) -> None:
        """Record what files are about to become; what they were stays known, for a kill."""
        for name, digest in digests.items():
            self._known[name] = list(dict.fromkeys([*self._known.get(name, ())[-1:], digest]))
        self._write()

    def settle(self, names: Iterable[str]) -> None:
        """Record that files have become what was expected."""
        for name in names:
            self._known[name] = self._known.get(name, [])[-1:]
        self._write()

    def _write(self) -> None:
        self._put_record(json.dumps(self._known, indent=0, sort_keys=True))

    def _digest(self, name: str) -> str | None:
        """Return the digest of a file, None where there is none."""
        path = self._folder / name
        return digest_of_file(path) if path.is_file() else None

    def _record(self) -> str:
        return (self._folder / RECORD).read_text(encoding="utf-8")

    def _put_record(self, text: str) -> None:
        path = self._folder / RECORD
        try:
            with replacing(path, "w", encoding="utf-8") as stream:
                stream.write(text)
        except OSError as error:
            raise SettingsError(f"cannot write {str(path)!r}: {error.strerror or error}") from error


def refuse_odd_entries(paths: Iterable[Path]) -> None:
    """Raise SettingsError where a file to be written is there as what never ends to be read."""
    for path in paths:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise SettingsError(f"{str(path)!r} is a pipe, a socket or a device: remove it")


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of what a file holds, in hexadecimal digits.

    Raises SettingsError, naming the file, where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SettingsError(f"cannot read {str(path)!r}: {error.strerror or error}") from error


def set_aside(path: Path, content: bytes | None = None) -> Path:
    """Return where a file, or content that stands for it, is kept: beside it, as NAME.previous.

    What is kept already is not kept twice, and nothing that is kept is written over. Raises
    SettingsError, naming the file.
    """
    try:
        count = 1
        while (kept := previous_of(path, count)).exists() and not _holds(kept, path, content):
            count += 1
        if not kept.exists():
            _copy(path, kept, content)
    except OSError as error:
        raise SettingsError(f"{str(path)!r} cannot be kept: {error.strerror or error}") from error
    return kept


def _copy(path: Path, kept: Path, content: bytes | None) -> None:
    with replacing(kept) as stream:
        if content is not None:
            stream.write(content)
        else:
            with path.open("rb") as file:
                shutil.copyfileobj(file, stream)


def previous_of(path: Name, count: int) -> Name:
    """Return the name under which a file is kept that was set aside, the first time or later."""
    number = f"-{count}" if count > 1 else ""
    return path.with_name(f"{path.stem}.previous{number}{path.suffix}")


def _holds(kept: Path, path: Path, content: bytes | None) -> bool:
    if content is None:
        return filecmp.cmp(kept, path, shallow=False)
    return kept.is_file() and kept.read_bytes() == content
