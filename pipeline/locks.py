"""Files and folders that one process holds at a time: the system lets go of them with the process, however it ends."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

AVAILABLE = sys.platform != "win32"
"""Whether this system has such locks; Windows also lets nobody rename a file that is open."""
if sys.platform != "win32":
    import fcntl


def take(file: int, *, wait: bool = False) -> bool:
    """Return whether an open file is ours from now until it is closed; False where another has it.

    `file` is its descriptor. With `wait` it is waited for. Raises OSError where the file system knows no locks.
    """
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def is_at(file: int, path: Path) -> bool:
    """Return whether an open file still lies at the path: it may have been removed since it was opened."""
    try:
        return os.path.samestat(os.fstat(file), path.lstat())
    except FileNotFoundError:
        return False


@contextmanager
def holding(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Hold a folder for the time of the block, with nothing written there; yield whether it is ours.

    It is not where another process holds it, unless we `wait` for it. Where the folder may not be read, is not
    there or knows no locks, nobody is kept out.
    """
    with _opened(folder) as file:
        ours = True
        if file is not None:
            with suppress(OSError):
                ours = take(file, wait=wait)
        yield ours


@contextmanager
def _opened(folder: Path) -> Iterator[int | None]:
    """Yield the folder opened, or None where folders cannot be opened or it may not be read."""
    try:
        file = os.open(folder, os.O_RDONLY)
    except OSError:
        yield None
        return
    try:
        yield file
    finally:
        os.close(file)
