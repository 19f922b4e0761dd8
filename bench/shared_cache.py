"""What several processes pay that share their answers: `python -m bench.shared_cache [COUNT]`.

Four processes ask for the same answers (500 unless told), each in an order of its own, of a
scripted server that takes 50 ms; once through an S3 on loopback, served by moto, and once through a
folder. Every request that the server got is counted, and every object that is left is read back.
"""

import logging
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from bench.table import percent, table
from pipeline.llm.cache import read_entry
from pipeline.llm.request import canonical_json
from tests import s3, sharing
from tests.scripted_server import scripted_server

PROCESSES = 4
HEAD = (
    "answers shared in", "asked for", "distinct", "requests", "made once %",
    "corrupt", "leases left", "seconds", "ms a hit", "ms at hand",
)  # fmt: skip


def measure(name: str, storage: str, count: int, environ: Mapping[str, str]) -> list[str]:
    """Return a line of the table for so many answers in that storage."""
    with tempfile.TemporaryDirectory() as own, scripted_server(sharing.answer) as server:
        workers = [
            sharing.Worker(server.base_url, storage, Path(own) / str(order), order, count)
            for order in range(PROCESSES)
        ]
        said = sharing.work(workers, environ)
        asked = Counter(canonical_json(body) for body in server.requests)
        alone = sharing.Worker(server.base_url, storage, Path(own) / "new", 0, count, at_once=1)
        [shared], [at_hand] = (sharing.work([alone], environ) for _ in range(2))
    assert not any(each.wrong or each.notes for each in (*said, shared, at_hand))  # noqa: S101
    assert shared.paid == at_hand.paid == 0  # noqa: S101
    objects = _objects(storage)
    figures = [
        str(PROCESSES * count),
        str(len(asked)),
        str(asked.total()),
        percent(sum(times == 1 for times in asked.values()) / len(asked)),
        str(
            sum(not is_whole(name, content) for name, content in objects if name.suffix == ".json")
        ),
        str(sum(name.suffix != ".json" for name, _ in objects)),
        f"{max(each.seconds for each in said):.1f}",
        f"{1000 * shared.seconds / count:.1f}",
        f"{1000 * at_hand.seconds / count:.1f}",
    ]
    return [name, *figures]


def report(count: int = 500) -> str:
    """Return the table."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # moto's server tells of every request
    with tempfile.TemporaryDirectory() as folder, s3.moto_server() as endpoint:
        os.environ.update(environ := s3.environment(endpoint))
        s3.emptied(endpoint)
        lines = [
            measure("S3 (moto, loopback)", f"s3://{s3.BUCKET}/answers", count, environ),
            measure("a folder", folder, count, environ),
        ]
    title = f"{PROCESSES} processes ask for the same {count} answers through what they share"
    return table(title, HEAD, lines)


def _objects(storage: str) -> list[tuple[Path, bytes]]:
    from fsspec.core import url_to_fs  # noqa: PLC0415  # not before the variables are set

    files, root = url_to_fs(storage)
    return [(Path(name), files.cat_file(name)) for name in files.find(root)]


def is_whole(name: Path, content: bytes) -> bool:
    """Return whether an object is an answer as it was written under that name."""
    try:
        return bool(read_entry(content.decode(), name.stem).reply)
    except (ValueError, TypeError, LookupError):
        return False


def main(count: str = "500") -> None:
    """Measure, and print the table."""
    begun = time.monotonic()
    sys.stdout.write(report(int(count)))
    sys.stdout.write(f"Took {time.monotonic() - begun:.0f} s.\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
