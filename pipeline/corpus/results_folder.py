"""Where results go: a folder of this machine, or one at any storage that fsspec writes to."""

import hashlib
import io
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, cast

from pipeline.addresses import is_web
from pipeline.corpus.corpus_storage import OF_BUCKETS, file_system
from pipeline.errors import FactdeskError, SettingsError
from pipeline.files import holding, make_folder, replacing
from pipeline.own_files import RECORD, OwnFiles, digest_of_file, previous_of, set_aside

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_FIRST = "results"
"""The file that is named where nothing can be written at all."""
_AS_TEXT: dict[str, Any] = {"encoding": "utf-8", "newline": "", "errors": "surrogatepass"}


@dataclass(frozen=True)
class Folder:
    """A folder by its path or its address, such as s3://bucket/results."""

    address: str
    private: bool = False
    """Whether an address may lead into one's own network."""

    @property
    def is_here(self) -> bool:
        return "://" not in self.address

    def name_of(self, file: str) -> str:
        """Return how a file in the folder is called on the screen."""
        return f"{self.address.rstrip('/')}/{file}"

    @cached_property
    def own_files(self) -> OwnFiles:
        """What is known of the files that factdesk wrote there; read once it is held."""
        return OwnFiles(Path(self.address)) if self.is_here else _StoredFiles(*self._storage)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep others from writing results there in the block, if it is a folder of this machine.

        It is made where missing, but for a bucket, which must be there: its name may be a slip.
        Raises FactdeskError where it cannot be, leads into a private network, or another run holds
        it.
        """
        if not self.is_here:
            self._require_storage()
            yield
            return
        with self._naming(_FIRST):
            make_folder(Path(self.address))
        with holding(Path(self.address), wait=False) as ours:
            if not ours:
                raise SettingsError(
                    f"another run is writing to {self.address!r}: let it end, or give another --out"
                )
            yield

    @contextmanager
    def writing(self, name: str) -> Iterator[TextIO]:
        """Return a file to write text to, which takes its name at the end of the block.

        Raises SettingsError, naming the file, where it cannot be written.
        """
        with self._naming(name), self._recorded(name, _AS_TEXT) as stream:
            yield stream

    @contextmanager
    def writing_bytes(self, name: str) -> Iterator[BinaryIO]:
        with self._naming(name), self._recorded(name, {}) as stream:
            yield stream

    def keep_changed(self, name: str) -> str | None:
        """Return as what a file is kept that is not as it was written last; None where it is.

        Raises SettingsError where it cannot be kept.
        """
        with self._naming(name):
            if not self.own_files.is_changed(name):
                return None
            if self.is_here:
                return str(set_aside(Path(self.address) / name))
            system, path = self._storage
            count, file = 1, PurePosixPath(path) / name
            while system.exists(str(kept := previous_of(file, count))):
                count += 1
            system.mv(str(file), str(kept))
            return self.name_of(kept.name)

    def refuse_to_write_over(self, names: Collection[str], corpus: str) -> None:
        """Raise SettingsError where a file of a storage that is to be written is the corpus."""
        if "://" in corpus and not is_web(corpus):
            read = file_system(corpus, private=self.private)
            system, path = self._storage
            if read in [(system, f"{path}/{name}") for name in names]:
                raise SettingsError(
                    f"{corpus!r} would be written over, and it is read: give another --out"
                )

    @contextmanager
    def _recorded(self, name: str, form: dict[str, Any]) -> Iterator[Any]:
        """Return a file to write to, of which is recorded how it was written."""
        if not self.is_here:
            with self._stored(name) as file, _as_text(file, form) if form else file as stream:
                yield stream
            # What it was stays known as well: to forget it would be a further request.
            self.own_files.expect({name: file.digest.hexdigest()})
        else:
            with replacing(
                Path(self.address) / name,
                "w" if form else "wb",
                before=lambda part: self.own_files.expect({name: digest_of_file(part)}),
                **form,
            ) as part:
                yield part
            self.own_files.settle([name])

    @contextmanager
    def _stored(self, name: str) -> Iterator["_Digested"]:
        """Return a file of a storage to write to, put there at the end of the block.

        Storages of objects show a file when it is closed, so it is whole or not there. What has
        folders is asked to make them; what has buckets would make one of any name.
        """
        system, path = self._storage
        if not self._is_of_buckets:
            system.makedirs(path, exist_ok=True)
        with system.open(f"{path}/{name}", "wb") as file:
            yield _Digested(file)

    @contextmanager
    def _naming(self, name: str) -> Iterator[None]:
        try:
            yield
        except (FactdeskError, sqlite3.Error):
            raise
        except Exception as error:
            if self.is_here and not isinstance(error, OSError | ValueError):
                raise
            # Each storage has errors of its own.
            reason = getattr(error, "strerror", None) or " ".join(str(error).split())
            raise SettingsError(f"cannot write {self.name_of(name)!r}: {reason}") from error

    @cached_property
    def _storage(self) -> tuple["AbstractFileSystem", str]:
        """The file system of an address, judged as that of a corpus is, and the path in it."""
        system, path = file_system(self.address, private=self.private)
        return system, path.rstrip("/")

    def _require_storage(self) -> None:
        """Raise FactdeskError where nothing can be written, or there is no bucket of this name."""
        if is_web(self.address):
            raise SettingsError(
                f"cannot write to {self.address!r}: it is a web address; give a folder, or a "
                "storage such as s3://bucket/results"
            )
        with self._naming(_FIRST):
            system, path = self._storage
            bucket = path.strip("/").partition("/")[0]
            if self._is_of_buckets and not system.exists(bucket):
                raise SettingsError(
                    f"cannot write to {self.address!r}: there is no bucket {bucket!r}, or it may "
                    "not be looked at: check its name and your credentials"
                )

    @property
    def _is_of_buckets(self) -> bool:
        return self.address.partition("://")[0].lower() in OF_BUCKETS


class _StoredFiles(OwnFiles):
    """What we know of the files of a folder at a storage; the record lies there as well."""

    def __init__(self, system: "AbstractFileSystem", path: str) -> None:
        self._system, self._path = system, path
        super().__init__(Path(path))

    def _digest(self, name: str) -> str | None:
        path = f"{self._path}/{name}"
        if not self._system.isfile(path):
            return None
        with self._system.open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _record(self) -> str:
        return cast("bytes", self._system.cat_file(f"{self._path}/{RECORD}")).decode()

    def _put_record(self, text: str) -> None:
        self._system.pipe_file(f"{self._path}/{RECORD}", text.encode())


class _Digested(io.RawIOBase):
    """A file to write to, and the digest of what was written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def write(self, content: Any) -> int:  # noqa: ANN401  # any buffer of bytes
        self.digest.update(content)
        return self._file.write(content)


def _as_text(file: _Digested, form: dict[str, Any]) -> TextIO:
    return io.TextIOWrapper(cast("BinaryIO", file), **form)
