"""The folder that results go to, on this machine or on any storage of fsspec; files whole or not at all."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from pipeline.errors import FactdeskError, SettingsError
from pipeline.files import replacing
from pipeline.locks import holding

_OF_BUCKETS = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az"})
_FIRST = "results"
"""What is named where nothing can be written at all."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder by its path or its address, such as s3://bucket/results."""

    address: str

    @property
    def is_here(self) -> bool:
        """Whether it is a folder of this machine's own file system."""
        return "://" not in self.address

    def name_of(self, file: str) -> str:
        """Return how a file in the folder is called on the screen."""
        return f"{self.address.rstrip('/')}/{file}"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep others from writing results there in the block, as far as it is a folder of this machine.

        It is made where missing, but for a bucket, which must be there: its name may be a slip.
        Raises SettingsError where it cannot be, or another run holds it.
        """
        if not self.is_here:
            self._require_bucket()
            yield
            return
        with self._naming(_FIRST):
            Path(self.address).mkdir(parents=True, exist_ok=True)
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
        with self._naming(name), self._opened(name, text=True) as stream:
            yield stream

    @contextmanager
    def writing_bytes(self, name: str) -> Iterator[BinaryIO]:
        """Return a file to write bytes to, as `writing`."""
        with self._naming(name), self._opened(name, text=False) as stream:
            yield stream

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

    def _require_bucket(self) -> None:
        """Raise SettingsError where the storage is one of buckets and has none of this name."""
        from fsspec.core import url_to_fs  # noqa: PLC0415  # as below

        with self._naming(_FIRST):
            system, path = url_to_fs(self.address)
            bucket = path.strip("/").partition("/")[0]
            if self._is_of_buckets and not system.exists(bucket):
                raise SettingsError(
                    f"cannot write to {self.address!r}: there is no bucket {bucket!r}, or it may not "
                    "be looked at: check its name and your credentials"
                )

    @property
    def _is_of_buckets(self) -> bool:
        return self.address.partition("://")[0].lower() in _OF_BUCKETS

    def _opened(self, name: str, *, text: bool) -> Any:  # noqa: ANN401  # one stream or the other
        plain: dict[str, Any] = {"encoding": "utf-8", "newline": "", "errors": "surrogatepass"}
        form = plain if text else {}
        mode = "w" if text else "wb"
        if self.is_here:
            return replacing(Path(self.address) / name, mode, **form)
        import fsspec  # noqa: PLC0415  # it costs a tenth of a second that local runs need not pay

        # Storages of objects show a file when it is closed, so it is whole or not there. What has
        # folders is asked to make them; what has buckets would make one of any name.
        return fsspec.open(self.name_of(name), mode, auto_mkdir=not self._is_of_buckets, **form)
