"""Where shared answers lie: a folder that several machines see, or an object store of fsspec."""

import errno
import os
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from pipeline.errors import SettingsError
from pipeline.files import clear_leftovers, replacing

OWNER_ONLY = 0o700
CALL_SECONDS = 20.0
"""After which a call over the network counts as failed; s3fs alone would wait minutes."""
# With more connections for one object, s3fs asks for its size before it reads it.
_OPTIONS: dict[str, dict[str, Any]] = {"s3": {"max_concurrency": 1}, "s3a": {"max_concurrency": 1}}
_BEGUN = ".begun"
"""Holds what is being written: what a kill leaves is found there without a list of all answers."""
_EXTRAS = dict.fromkeys(_OPTIONS, "s3")
_CONFLICT, _PRECONDITION_FAILED = 409, 412


class Storage(Protocol):
    """Named pieces of bytes. Every method blocks, and raises whatever the storage raises."""

    def read(self, name: str) -> bytes | None:
        """Return the content, or None when there is none."""
        ...

    def write(self, name: str, content: bytes) -> None:
        """Put the content in the place of what is there; nobody sees half of it."""
        ...

    def create(self, name: str, content: bytes) -> bool:
        """Put the content where there is none; return False where there is some."""
        ...

    def remove(self, name: str) -> None:
        """Take the content away, if there is any."""
        ...


class FolderStorage:
    """Files of a folder; one that is not there is made for its owner alone."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._begun = root / _BEGUN
        self._cleared = False

    def read(self, name: str) -> bytes | None:
        try:
            return (self.root / name).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return None

    def write(self, name: str, content: bytes) -> None:
        """Write in a folder beside the others, to the disk, and rename."""
        place = self._place(name)
        self._begun.mkdir(exist_ok=True)
        if not self._cleared:  # once: to look at what others have begun takes a call a file
            clear_leftovers(self._begun)
            self._cleared = True
        with replacing(place, beside=self._begun) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def create(self, name: str, content: bytes) -> bool:
        """Open the file as a new one, which the file system lets one process do."""
        place = self._place(name)
        try:
            with place.open("xb") as file:
                file.write(content)
        except FileExistsError:
            return False
        return True

    def remove(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    def _place(self, name: str) -> Path:
        place = self.root / name
        if not self.root.exists():  # one that a team has made keeps the rights it was given
            self.root.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        place.parent.mkdir(exist_ok=True)
        return place


class ObjectStorage:
    """Objects of an fsspec file system; on S3, GCS and Azure a put is whole or not there at all."""

    def __init__(self, files: Any, root: str) -> None:  # noqa: ANN401  # fsspec has no types
        self._files, self._root = files, root
        self._limit = {"timeout": CALL_SECONDS} if files.async_impl else {}

    def read(self, name: str) -> bytes | None:
        try:
            content: bytes = self._files.cat_file(self._path(name), **self._limit)
        except (FileNotFoundError, IsADirectoryError):
            return None
        return content

    def write(self, name: str, content: bytes) -> None:
        self._put(name, content)

    def create(self, name: str, content: bytes) -> bool:
        """Put the object unless there is one; where the storage cannot say, look first."""
        try:
            self._put(name, content, mode="create")
        except FileExistsError:
            return False
        except (OSError, NotImplementedError, TypeError, ValueError) as error:
            if _is_taken(error):
                return False
            if not _cannot_create(error):
                raise
            return self._create_unguarded(name, content)
        return True

    def remove(self, name: str) -> None:
        try:
            self._files.rm_file(self._path(name), **self._limit)
        except FileNotFoundError:
            return

    def _create_unguarded(self, name: str, content: bytes) -> bool:
        if self.read(name) is not None:
            return False
        self._put(name, content)
        return True

    def _put(self, name: str, content: bytes, **mode: str) -> None:
        path = self._path(name)
        if not self._files.async_impl:  # those that speak to object stores have no folders to make
            self._files.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        self._files.pipe_file(path, content, **mode, **self._limit)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"


def open_storage(url: str) -> Storage:
    """Return the storage at an address: a folder's path, or an address of fsspec.

    Raises SettingsError, which names the extra, when the package for it is not installed. Nothing
    is asked of the storage yet.
    """
    from fsspec.core import url_to_fs  # noqa: PLC0415  # only runs that share answers need it
    from fsspec.implementations.local import LocalFileSystem  # noqa: PLC0415

    scheme = urlsplit(url).scheme
    try:
        files, root = url_to_fs(url, **_OPTIONS.get(scheme, {}))
    except ImportError as error:
        raise SettingsError(_missing(scheme)) from error
    # What else is raised depends on the file system; the address in it may hold a password.
    except Exception as error:  # noqa: BLE001
        raise SettingsError(
            f"FACTDESK_CACHE_URL (--cache) is no address that fsspec can open "
            f"({type(error).__name__}); it looks like s3://bucket/answers, or /mnt/team/answers"
        ) from None
    return (
        FolderStorage(Path(root))
        if isinstance(files, LocalFileSystem)
        else ObjectStorage(files, root)
    )


def _missing(scheme: str) -> str:
    if extra := _EXTRAS.get(scheme):
        way_out = f"install the extra, as in pip install 'factdesk[{extra}]'"
    else:
        way_out = "install what fsspec needs for it, such as gcsfs for gs:// or adlfs for az://"
    return f"FACTDESK_CACHE_URL (--cache) begins with {scheme}://, which needs a package: {way_out}"


def _is_taken(error: Exception) -> bool:
    """Return whether S3 turned a put down because another was there, or came at the same time.

    s3fs says FileExistsError only where the reply names the condition; AWS's reply to two puts at
    once (409), and those of other makers, do not.
    """
    reply = getattr(error.__cause__, "response", None) or {}
    status = reply.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return status in {_CONFLICT, _PRECONDITION_FAILED}


def _cannot_create(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno == errno.ENOSYS  # as a store of S3's kind without conditions replies
    return True
