"""Files that somebody named: their bytes, or one line that says why not; and putting new ones there."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from pipeline.errors import ArticleError

_MARK = len(b"\xef\xbb\xbf")


def read_bytes(name: str, limit: int, advice: str) -> bytes:
    """Return the bytes of a file or named pipe, at most `limit`; `advice` says what to give instead.

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
    require_size(len(raw), name, limit, advice)
    return raw


def require_size(size: int, name: str, limit: int, advice: str) -> None:
    """Raise ArticleError when more than `limit` bytes were read."""
    if size > limit:
        raise ArticleError(
            f"{name} is larger than the limit of {limit:,} bytes ({size:,} read): {advice}"
        )


@contextmanager
def replacing(path: Path, mode: str = "wb", **form: str) -> Iterator[IO[Any]]:
    """Yield a file to write, which takes the path's name at the end of the block, whole or not at all.

    Until then it has a name of its own beside it: of two that write one file the later one stays.
    Folders above it are made. Raises what opening and writing raise, and then nothing is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        with beside.open(mode, **form) as stream:  # type: ignore[call-overload]  # mode and form come together
            yield stream
        beside.replace(path)
    except BaseException:
        with suppress(OSError, ValueError):
            beside.unlink()
        raise


def is_text_of_file(name: str, text: str) -> bool:
    """Return whether a text is that of the file, so that offsets lead to places in it.

    Of a page it is what a browser shows. Lengths tell; only UTF-8, with or without a mark, can be
    opened at a place by those who read our output.
    """
    try:
        size = Path(name).stat().st_size
    except (OSError, ValueError):
        return False
    return size - len(text.encode("utf-8", "surrogatepass")) in {0, _MARK}
