"""Files: their bytes, or one line that says why not; put in their place whole; held by one process.

A lock goes with its process, however it ends: what a kill leaves can be told from what another
writes.
"""

import errno
import os
import re
import secrets
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from pipeline.errors import ArticleError

if sys.platform != "win32":
    import fcntl

STDIN = "-"
"""The name that stands for standard input."""
LOCKS_AVAILABLE = sys.platform != "win32"
"""Whether this system has such locks; Windows also lets nobody rename a file that is open."""
_OWNER_ONLY = 0o700
_BOM_BYTES = len(b"\xef\xbb\xbf")
_PART = re.compile(r"\..+\.[0-9a-f]{16}\.part")
"""The name of a file that is being written, in which nobody else names theirs."""


def read_bytes(name: str, limit: int, advice: str) -> bytes:
    """Return the bytes of a file or pipe, at most `limit`; `advice` says what to give instead.

    Raises ArticleError, naming the file, for what is missing, too large or no file.
    """
    path = Path(name)
    try:
        if path.is_dir():
            raise ArticleError(f"{name} is a folder: name the files in it")
        size = path.stat().st_size
        if size > limit:
            raise ArticleError(f"{name} has {size:,} bytes, over the limit of {limit:,}: {advice}")
        with path.open("rb") as file:
            raw = file.read(limit + 1)  # a pipe has no size to ask for
    except FileNotFoundError:
        raise ArticleError(f"{name} does not exist: check the name") from None
    except PermissionError:
        raise ArticleError(f"{name} may not be read: check its permissions") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ArticleError(f"{name!r} cannot be opened ({reason}): check the name") from error
    _require_size(len(raw), name, limit, advice)
    return raw


def read_input(name: str, limit: int, advice: str, stdin: Callable[[], bytes] | None) -> bytes:
    """Return the bytes of a file, or for "-" those of standard input, or what `stdin` gives.

    As `read_bytes`, which it is for a file.
    """
    if name != STDIN:
        return read_bytes(name, limit, advice)
    if stdin is None and sys.stdin is None:  # closed by whoever started us: "<&-"
        raise ArticleError(f"standard input is closed: {advice}")
    raw = stdin() if stdin else sys.stdin.buffer.read(limit + 1)
    _require_size(len(raw), "stdin", limit, advice)
    return raw


def _require_size(size: int, name: str, limit: int, advice: str) -> None:
    """Raise ArticleError when more than `limit` bytes were read."""
    if size > limit:
        raise ArticleError(
            f"{name} is larger than the limit of {limit:,} bytes ({size:,} read): {advice}"
        )


@contextmanager
def replacing(
    path: Path,
    mode: str = "wb",
    *,
    beside: Path | None = None,
    before: Callable[[Path], None] | None = None,
    **form: str,
) -> Iterator[IO[Any]]:
    """Yield a file to write, which takes the path's name at the end, whole or not at all.

    Until then it has a name of its own beside it, or in a folder `beside` on the same disk: of two
    that write one file the later one stays. It is as private as the file that was there, or as its
    folder; folders above it are made. `before` is called with the whole file before it takes the
    name. Raises what opening and writing raise, and then nothing is left; what a process left that
    was killed here is cleared away.
    """
    make_folder(path.parent)
    if beside is None:
        clear_leftovers(path.parent)
    with _part(beside or path.parent, path.name) as part:
        with part.open(mode, **form) as stream:  # type: ignore[call-overload]  # mode and form come together
            yield stream
        make_private(part, like=path)
        if before is not None:
            before(part)
        part.replace(path)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, for their owner alone; raises OSError."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        new.mkdir(mode=_OWNER_ONLY, exist_ok=True)


def make_private(file: Path, *, like: Path | None = None) -> None:
    """Let nobody read a new file who may not read the file that it replaces, or else its folder."""
    with suppress(OSError):
        if like is not None and like.is_file():
            file.chmod(stat.S_IMODE(like.stat().st_mode))
        else:
            shared = file.stat().st_mode & (like or file).parent.stat().st_mode
            file.chmod(stat.S_IMODE(shared))


def clear_leftovers(folder: Path) -> None:
    """Remove what `replacing` began in the folder and no process goes on with."""
    if not LOCKS_AVAILABLE:
        return
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _PART.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    _clear(Path(entry.path))


def _clear(part: Path) -> None:
    with _opened(part, os.O_RDWR | os.O_NOFOLLOW) as file:
        if take(file) and is_at(file, part):
            part.unlink()


@contextmanager
def _part(folder: Path, name: str) -> Iterator[Path]:
    """Yield the path of a file to begin, held so that nobody takes it for a leftover."""
    with ExitStack() as holds:
        part = _fresh(folder, name)
        while LOCKS_AVAILABLE and not _is_held(part, holds):
            part = _fresh(folder, name)
        try:
            yield part
        except BaseException:
            with suppress(OSError, ValueError):
                part.unlink()
            raise


def _fresh(folder: Path, name: str) -> Path:
    return folder / f".{name}.{secrets.token_hex(8)}.part"


def _is_held(part: Path, holds: ExitStack) -> bool:
    """Make the file and hold it; False where it was cleared away before we did."""
    file = holds.enter_context(_opened(part, os.O_RDWR | os.O_CREAT | os.O_EXCL))
    with suppress(OSError):  # a disk without locks: there nothing is cleared away
        take(file, wait=True)
    return is_at(file, part)


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    file = os.open(path, flags, 0o666)
    try:
        yield file
    finally:
        os.close(file)


def is_text_of_file(name: str, text: str) -> bool:
    """Return whether a text is that of the file, so that offsets lead to places in it.

    Of a page it is what a browser shows. Lengths tell; only UTF-8, with or without a mark, can be
    opened at a place by those who read our output.
    """
    try:
        size = Path(name).stat().st_size
    except (OSError, ValueError):
        return False
    return size - len(text.encode("utf-8", "surrogatepass")) in {0, _BOM_BYTES}


def take(file: int, *, wait: bool = False) -> bool:
    """Return whether an open file is ours from now until it is closed; False where another has it.

    `file` is its descriptor. With `wait` it is waited for. Raises OSError where the file system
    knows no locks.
    """
    if sys.platform == "win32":
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def is_at(file: int, path: Path) -> bool:
    """Return whether an open file still lies at the path: it may have been removed since."""
    try:
        return os.path.samestat(os.fstat(file), path.lstat())
    except FileNotFoundError:
        return False


@contextmanager
def holding(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Hold a folder for the block, with nothing written there; yield whether it is ours.

    It is not where another process holds it, unless we `wait` for it. Where the folder may not be
    read, is not there or knows no locks, nobody is kept out.
    """
    ours = True
    with ExitStack() as holds:
        with suppress(OSError):
            ours = take(holds.enter_context(_opened(folder, os.O_RDONLY)), wait=wait)
        yield ours
