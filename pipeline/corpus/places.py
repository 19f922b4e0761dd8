"""The folder that results go to, on this machine or on any storage of fsspec; files whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from pipeline.errors import SettingsError
from pipeline.files import replacing
from pipeline.locks import holding


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

        It is made where missing. Raises SettingsError where it cannot be, or another run holds it.
        """
        if not self.is_here:
            yield
            return
        with self._naming("results"):
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
        except (OSError, ValueError, ImportError) as error:
            reason = getattr(error, "strerror", None) or error
            raise SettingsError(f"cannot write {self.name_of(name)!r}: {reason}") from error

    def _opened(self, name: str, *, text: bool) -> Any:  # noqa: ANN401  # one stream or the other
        plain: dict[str, Any] = {"encoding": "utf-8", "newline": "", "errors": "surrogatepass"}
        form = plain if text else {}
        mode = "w" if text else "wb"
        if self.is_here:
            return replacing(Path(self.address) / name, mode, **form)
        import fsspec  # noqa: PLC0415  # it costs a tenth of a second that local runs need not pay

        # Storages of objects show a file when it is closed, so it is whole or not there.
        return fsspec.open(self.name_of(name), mode, **form)
