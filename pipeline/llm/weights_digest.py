"""Which weights a model file holds: its digest, which is part of the key of every answer."""

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from pipeline.errors import SettingsError

_MEMO = "weights.json"


def weights_digest(weights: Path, memo_folder: Path | None) -> str:
    """Return the SHA-256 of a model file: what an answer depends on, whatever the file is called.

    Reading gigabytes takes seconds, so the digest is remembered by name, size and time of change.
    Raises SettingsError where the file cannot be read.
    """
    try:
        return _digest(weights, memo_folder / _MEMO if memo_folder else None)
    except OSError as error:
        raise SettingsError(f"cannot read model file {str(weights)!r}: {error.strerror}") from error


def _digest(weights: Path, memo: Path | None) -> str:
    known = weights.stat()
    name = f"{weights.resolve()}:{known.st_size}:{known.st_mtime_ns}"
    digests = _remembered(memo)
    if name not in digests:
        with weights.open("rb") as file:
            digests[name] = hashlib.file_digest(file, "sha256").hexdigest()
        _remember(memo, digests)
    return digests[name]


def _remembered(memo: Path | None) -> dict[str, str]:
    with suppress(OSError, ValueError, AttributeError):  # nothing there, no JSON, or no object
        if memo:
            found = json.loads(memo.read_text(encoding="utf-8"))
            return {str(name): str(digest) for name, digest in found.items()}
    return {}


def _remember(memo: Path | None, digests: dict[str, str]) -> None:
    if memo is None:
        return
    with suppress(OSError):  # it only saves time
        memo.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        memo.write_text(json.dumps(digests, indent=1), encoding="utf-8")
