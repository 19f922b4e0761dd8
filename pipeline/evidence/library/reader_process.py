"""A process that reads documents for a library: a request a line in, answers a line each out.

What ends it, as a parser that fails in C or a lack of memory, costs the document that it reads.
`reader_processes` begins it.
"""

import gc
import hashlib
import json
import os
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any, NamedTuple, TypeAlias

from pipeline.addresses import is_web, without_credentials
from pipeline.errors import ArticleError, FactdeskError, unforeseen
from pipeline.evidence.library.passages import (
    CellValues,
    Passage,
    StoredPart,
    items_of,
    written_part,
)
from pipeline.evidence.parts import Part, ReadDocument
from pipeline.gc_tuning import collect_seldom
from pipeline.limits import Limits

ENDED, FAULT, PART, PASSAGES, SOURCE, UNCHANGED = (
    "ended fault part passages source unchanged".split()
)
"""How an answer begins. `SOURCE` comes before the parts, and a document ends with any of the others
but `PART` and `PASSAGES`; with `FAULT` and whether the process ends with it, too."""
Answer: TypeAlias = list[Any]
_PASSAGES_AT_ONCE = 200
_CHARACTERS_AT_ONCE = 50_000
_MOST_FETCHED_BYTES = 100_000_000
_NICENESS = 5
"""Steps of priority that it gives way by, so that what it has read is entered as it comes."""


class Request(NamedTuple):
    """A document that is to be read."""

    name: str
    """Under which the library lists it."""
    where: str
    """A path or an address, as a person wrote it."""
    known: str | None
    """The digest of what the library has under that name."""
    private: bool
    """Whether an address inside one's own network may be read."""


class Readers(NamedTuple):
    """What reads a document."""

    read_parts: Callable[[bytes | Path, str], ReadDocument]
    cell_values: CellValues


def serve(
    requests: Iterable[bytes], answers: IO[bytes], readers: Callable[[], Readers], limits: Limits
) -> None:
    """Answer each request until there are no more, or the process has to end.

    `readers` are asked for where something is to be read. The limit of time counts from one answer
    to the next.
    """
    for line in requests:
        request = Request(*json.loads(line))
        _give_time(limits.seconds)
        ends = False
        for answer in _answered(request, readers, limits):
            answers.write(json.dumps(answer).encode() + b"\n")
            answers.flush()
            _give_time(limits.seconds)
            ends = answer[0] == FAULT and answer[2]
        _give_time(0)
        if ends:
            return


def _give_time(seconds: int) -> None:
    """Let the system end this process after so much work; 0 is no limit."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _answered(request: Request, readers: Callable[[], Readers], limits: Limits) -> Iterator[Answer]:
    """Yield what is found in a document, and last how that ended."""
    shown = without_credentials(request.where)
    try:
        yield from _read(request, shown, readers)
    except FactdeskError as error:
        yield [FAULT, str(error), False]
    except (MemoryError, SystemError):  # what C code of Python says that found no memory
        told = f"{shown} needs more memory than {limits.megabytes:,} MB to be read"
        yield [FAULT, f"{told}: give it in parts, or more --max-memory", True]
    except OSError as error:
        yield [FAULT, f"{shown} cannot be read: {error.strerror or error}", False]
    except Exception as error:  # noqa: BLE001  # whatever it is, the other documents go on
        yield [FAULT, str(unforeseen(shown, error)), False]


def _read(request: Request, shown: str, loaded: Callable[[], Readers]) -> Iterator[Answer]:
    before = _stamp(request.where)
    raw, digest, kind = _fetched(request) if is_web(request.where) else _found(request.where)
    if digest == request.known:
        yield [UNCHANGED]
        return
    readers = loaded()
    document = readers.read_parts(raw, shown)
    yield [SOURCE, request.name, document.title, kind, digest]
    is_empty = True
    for answer in _in_batches(document.parts, readers):
        is_empty = is_empty and answer[0] != PASSAGES
        yield answer
    if is_empty:
        raise ArticleError(f"{shown} holds no sentence and no table that can be read")
    if _stamp(request.where) != before:
        raise ArticleError(f"{shown} has changed while it was read: add it again")
    yield [ENDED]


def _stamp(where: str) -> tuple[int, int] | None:
    """Return what tells a file from the same file once it was written to; None of an address."""
    if is_web(where):
        return None
    status = Path(where).stat()
    if not stat.S_ISREG(status.st_mode):  # a pipe or a device may never end
        raise ArticleError(f"{where} is no file: name a file, a folder, or an address")
    return status.st_size, status.st_mtime_ns


def _found(where: str) -> tuple[Path, str, str]:
    """Return a file, the digest of its bytes, and its kind."""
    path = Path(where)
    with path.open("rb") as file:
        return path, hashlib.file_digest(file, "sha256").hexdigest(), path.suffix[1:].lower()


def _fetched(request: Request) -> tuple[bytes, str, str]:
    """Return what stands at an address, its digest, and its kind."""
    from pipeline.fetch import fetch  # noqa: PLC0415  # a tenth of a second that files need not pay

    advice = "open it, save it, and add the file"
    page = fetch(request.where, _MOST_FETCHED_BYTES, advice, private=request.private)
    kind = page.media.rpartition("/")[2]
    return page.body, hashlib.sha256(page.body).hexdigest(), kind


def _in_batches(parts: Iterable[Part], readers: Readers) -> Iterator[Answer]:
    batch: list[Passage] = []
    size = 0
    for item in items_of(parts, readers.cell_values):
        is_part = isinstance(item, StoredPart)
        if batch and (is_part or len(batch) >= _PASSAGES_AT_ONCE or size >= _CHARACTERS_AT_ONCE):
            yield [PASSAGES, batch]
            batch, size = [], 0
        if isinstance(item, StoredPart):
            yield [PART, *written_part(item)]
        else:
            batch.append(item)
            size += len(item.text)
    if batch:
        yield [PASSAGES, batch]


def main(seconds: str, megabytes: str, reading: str, cells: str) -> None:
    """Serve on standard input and output; the last two name the modules that read."""
    limits = Limits(int(seconds), int(megabytes))
    limits.bound_memory()
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    requests = SimpleQueue[bytes]()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what a parser prints is no answer
        collect_seldom()
        serve(iter(requests.get, b""), answers, cache(lambda: _loaded(reading, cells)), limits)
    os._exit(0)  # the thread may still listen


def _listen(requests: Iterable[bytes], heard: SimpleQueue[bytes]) -> None:
    """Hand requests on; when whoever asks has ended, end too, whatever is under way."""
    for line in requests:
        heard.put(line)
    os._exit(0)


def _loaded(reading: str, cells: str) -> Readers:
    readers = Readers(import_module(reading).read_parts, import_module(cells).cell_values)
    gc.freeze()
    return readers
