"""The library of evidence of a run: opened once a process, and known by what it holds."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from pipeline.evidence.library.searching import Library


@lru_cache(maxsize=1)
def library_at(path: Path) -> Library:
    """Return the library in a file, which stays open until the process ends."""
    return Library.open(path)


def digest_of(path: Path) -> str:
    """Return a digest of the documents of a library; the same documents give the same."""
    with Library.open(path) as library:
        documents = [(each.name, each.digest) for each in library.sources()]
    return hashlib.sha256(json.dumps(sorted(documents)).encode()).hexdigest()
