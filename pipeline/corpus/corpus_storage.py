"""Where a corpus lies and where results go: this machine, any storage of fsspec, or the web."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, cast
from urllib.parse import urlsplit

from pipeline.addresses import PrivateAddress, Unresolved, public_address
from pipeline.corpus.unpacking import compression_of, unpacked
from pipeline.errors import CorpusError, FactdeskError, SettingsError
from pipeline.files import holding, make_folder, replacing
from pipeline.own_files import OwnFiles, digest_of_file

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_BLOCK_BYTES = 4 * 1024 * 1024
"""Asked of a remote storage at a time; s3fs asks for 50 MB, for every file."""
_BUFFER_BYTES = 32 * 1024
"""Unpacked at a time: so much is lost, at most, where a packed file breaks off."""
_MOST_FETCHED_BYTES = 100_000_000
"""Of a corpus on the web: it is held in memory, for such a server may know no ranges."""
_OF_BUCKETS = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az"})
_HOSTLESS = _OF_BUCKETS | {"file", "local", "memory", "adl", "oss", "oci", "github", "gist", "hf"}
"""Protocols whose addresses name no machine: it is this one, or that of a service."""
_LOOKED_AT = frozenset({"ftp", "sftp", "ssh"})
"""Protocols that stay with the one address that is connected to. All others go, or may be sent on,
to machines of the server's choosing: webhdfs and hdfs to data nodes, smb and webdav by referral.
"""
_FIRST = "results"
"""The file that is named where nothing can be written at all."""
_EXTRAS = {"s3": "s3", "s3a": "s3"}
_PACKAGES = {"gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "abfss": "adlfs", "az": "adlfs"}


def is_web(address: str) -> bool:
    """Return whether an address is of the web."""
    return address.lower().startswith(("http://", "https://"))


def file_system(address: str, *, private: bool) -> tuple["AbstractFileSystem", str]:
    """Return fsspec's file system for an address, and the path in it.

    Unless `private`, it leads to the public internet, this machine or a service's buckets only.
    Raises SettingsError when a package for it is not installed, and CorpusError when it is of no
    kind that is known, or may lead into a private network.
    """
    # Imported here: it takes a tenth of a second, which --help need not pay.
    from fsspec import filesystem, get_filesystem_class  # noqa: PLC0415

    # fsspec itself takes "data:" and "::" for more than the name of a file.
    protocol = address.partition("://")[0] if "://" in address else "file"
    if "::" in protocol:
        raise CorpusError(f"{address} is a chain of addresses: name one place")
    try:
        kind = get_filesystem_class(protocol)
        host = {} if private else _host_to_ask(address, protocol)
        # An address may name a host, a user or a branch too: sftp://desk@host/stories.
        named = kind._get_kwargs_from_urls(address) | host  # noqa: SLF001  # as url_to_fs does
        path = kind._strip_protocol(address)  # noqa: SLF001
        system = filesystem(protocol, use_listings_cache=False, **named)
    except FactdeskError:
        raise
    except ImportError as error:
        raise SettingsError(_missing(protocol, error)) from error
    except ValueError as error:
        raise CorpusError(
            f"{address} is at no storage that is known ({error}): give a path, or an address such "
            "as s3://bucket/stories"
        ) from error
    except Exception as error:  # each storage has errors of its own
        reason = " ".join(str(error).split()) or type(error).__name__
        raise CorpusError(f"{address} cannot be reached: {reason}") from error
    return system, path


def _host_to_ask(address: str, protocol: str) -> dict[str, str]:
    """Return the host to connect to, by its number, where the protocol names one.

    Raises CorpusError unless it is on the public internet.
    """
    if protocol.lower() in _HOSTLESS:
        return {}
    if protocol.lower() not in _LOOKED_AT:
        raise CorpusError(
            f"{address} may lead into a private network, as {protocol}:// goes to machines that "
            "its server names: --private-network allows it"
        )
    try:
        parts = urlsplit(address)
        return {"host": public_address(parts.hostname or "", parts.port)}
    except PrivateAddress as error:
        raise CorpusError(
            f"{address} leads into a private network ({error}): --private-network allows it"
        ) from error
    except (Unresolved, ValueError) as error:
        raise CorpusError(f"{address} names no host that is known: check the address") from error


def _missing(protocol: str, error: ImportError) -> str:
    extra = _EXTRAS.get(protocol)
    package = f"'factdesk[{extra}]'" if extra else _PACKAGES.get(protocol)
    wanted = f"pip install {package}" if package else " ".join(str(error).split())
    return f"{protocol}:// addresses need a package that is not installed: {wanted}"


def local_size(address: str) -> int | None:
    """Return the bytes of a file of this machine, as packed; None for what lies elsewhere."""
    return None if "://" in address else Path(address).stat().st_size


@contextmanager
def opened(address: str, *, private: bool) -> Iterator[BinaryIO]:
    """Open what lies at an address for reading, unpacked.

    Raises what the storage raises, SettingsError when a package is not installed, and as it is read
    CorpusError for what unpacks to far more than a corpus.
    """
    fetch = _fetched if is_web(address) else _open
    raw = fetch(address, private=private)
    with raw, unpacked(raw, compression_of(address)) as file:
        # Files of fsspec cannot read a line up to a limit; a buffer of Python's own can.
        yield cast("BinaryIO", io.BufferedReader(file, _BUFFER_BYTES))


def _open(address: str, *, private: bool) -> BinaryIO:
    if "://" not in address:
        return Path(address).open("rb")
    system, path = file_system(address, private=private)
    return cast("BinaryIO", system.open(path, "rb", block_size=_BLOCK_BYTES))


def _fetched(url: str, *, private: bool) -> BinaryIO:
    from pipeline.fetch import fetch  # noqa: PLC0415 - as above

    return io.BytesIO(fetch(url, _MOST_FETCHED_BYTES, "check the address", private=private).body)


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
        """Keep others from writing results there in the block, if it is a folder of this machine.

        It is made where missing, but for a bucket, which must be there: its name may be a slip.
        Raises SettingsError where it cannot be, or another run holds it.
        """
        if not self.is_here:
            self._require_bucket()
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
        form = {"encoding": "utf-8", "newline": "", "errors": "surrogatepass"}
        with self._naming(name), self._opened(name, "w", form) as stream:
            yield stream

    @contextmanager
    def writing_bytes(self, name: str) -> Iterator[BinaryIO]:
        """Return a file to write bytes to, as `writing`."""
        with self._naming(name), self._opened(name, "wb", {}) as stream:
            yield stream

    @contextmanager
    def _recorded(self, name: str, mode: str, form: dict[str, Any]) -> Iterator[Any]:
        """Return a file of this machine to write to, of which is recorded how it was written."""
        path = Path(self.address) / name
        with replacing(
            path, mode, before=lambda part: self.expect(name, digest_of_file(part)), **form
        ) as stream:
            yield stream
        self.own_files().settle([name])

    def own_files(self) -> OwnFiles:
        """Return what is known of the files of a folder of this machine."""
        return OwnFiles(Path(self.address))

    def expect(self, name: str, digest: str) -> None:
        """Record what is about to be written, if it is a folder of this machine."""
        if self.is_here:
            self.own_files().expect({name: digest})

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
                    f"cannot write to {self.address!r}: there is no bucket {bucket!r}, or it may "
                    "not be looked at: check its name and your credentials"
                )

    @property
    def _is_of_buckets(self) -> bool:
        return self.address.partition("://")[0].lower() in _OF_BUCKETS

    def _opened(self, name: str, mode: str, form: dict[str, Any]) -> Any:  # noqa: ANN401  # one stream or the other
        if self.is_here:
            return self._recorded(name, mode, form)
        import fsspec  # noqa: PLC0415  # it costs a tenth of a second that local runs need not pay

        # Storages of objects show a file when it is closed, so it is whole or not there. What has
        # folders is asked to make them; what has buckets would make one of any name.
        return fsspec.open(self.name_of(name), mode, auto_mkdir=not self._is_of_buckets, **form)
