"""The version that outputs name as their maker, and what exactly is installed."""

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

try:
    VERSION = version("factdesk")
except PackageNotFoundError:  # run from the tree without an installation
    VERSION = "0+tree"

_OURS = ("pipeline", "prompts", "schemas")


@cache
def build() -> str:
    """Return the SHA-256, in hex, of all code that results follow from, as it is installed here.

    It changes with each byte of ours, with Python, and with the version of any package beside us. A
    process that runs on while files change keeps the digest of those it began with.
    """
    digest = hashlib.sha256(f"{VERSION} {sys.version}".encode())
    for file in sorted(file for name in _OURS for file in _files(name)):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    for name in sorted(_installed()):
        digest.update(name.encode() + b"\0")
    return digest.hexdigest()


def _files(package: str) -> list[Path]:
    spec = find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    return [
        file
        for folder in folders or ()
        for file in Path(folder).rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    ]


def _installed() -> set[str]:
    """Return the names of the packages' records, such as `pydantic-2.12.0.dist-info`."""
    folders = [Path(entry) for entry in sys.path if Path(entry).is_dir()]
    return {record.name for folder in folders for record in folder.glob("*.dist-info")}
