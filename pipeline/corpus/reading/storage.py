"""Where a corpus lies: a folder of this machine, an address that fsspec knows, or the web."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from pipeline.errors import ArticleError, CorpusError, SettingsError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_BLOCK = 4 * 1024 * 1024
"""Bytes that are asked of a remote storage at a time; s3fs asks for 50 MB, for every file."""
_BUFFER = 32 * 1024
"""Bytes that are unpacked at a time: so much is lost, at most, where a packed file breaks off."""
_MOST_FETCHED = 100_000_000
"""Bytes of a corpus on the web: it is held in memory, for such a server may know no ranges."""
_EXTRAS = {"s3": "s3", "s3a": "s3"}
_PACKAGES = {"gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "abfss": "adlfs", "az": "adlfs"}


def is_web(address: str) -> bool:
    """Return whether an address is of the web."""
    return address.lower().startswith(("http://", "https://"))


def file_system(address: str) -> tuple["AbstractFileSystem", str]:
    """Return fsspec's file system for an address, and the path in it.

    Raises SettingsError when a package for it is not installed, and CorpusError when it is of no
    kind that is known.
    """
    # Imported here: it takes a tenth of a second, which --help need not pay.
    from fsspec.core import url_to_fs  # noqa: PLC0415

    protocol = address.partition("://")[0] if "://" in address else "file"
    if "::" in address and protocol != "file":
        raise CorpusError(f"{address} is a chain of addresses: name one place")
    try:
        # An address may name a host, a user or a branch too: sftp://desk@host/stories.
        system, path = url_to_fs(address, use_listings_cache=False)
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


def _missing(protocol: str, error: ImportError) -> str:
    extra = _EXTRAS.get(protocol)
    package = f"'factdesk[{extra}]'" if extra else _PACKAGES.get(protocol)
    wanted = f"pip install {package}" if package else " ".join(str(error).split())
    return f"{protocol}:// addresses need a package that is not installed: {wanted}"


def compression_of(address: str) -> str | None:
    """Return what a name's ending says it is packed with, as fsspec calls it."""
    endings = {"gz": "gzip", "bz2": "bz2", "xz": "xz", "zst": "zstd"}
    return endings.get(address.rpartition(".")[2].lower())


def local_size(address: str) -> int | None:
    """Return the bytes of a file of this machine, as packed; None for what lies elsewhere."""
    return None if "://" in address else Path(address).stat().st_size


@contextmanager
def opened(address: str, *, private: bool) -> Iterator[BinaryIO]:
    """Open what lies at an address for reading, unpacked.

    Raises what the storage raises, and SettingsError when a package is not installed.
    """
    raw = _fetched(address, private=private) if is_web(address) else _open(address)
    with raw, _unpacked(raw, compression_of(address)) as file:
        # Files of fsspec cannot read a line up to a limit; a buffer of Python's own can.
        yield cast("BinaryIO", io.BufferedReader(file, _BUFFER))


def _open(address: str) -> BinaryIO:
    if "://" not in address:
        return Path(address).open("rb")
    system, path = file_system(address)
    return cast("BinaryIO", system.open(path, "rb", block_size=_BLOCK))


def _fetched(url: str, *, private: bool) -> BinaryIO:
    from pipeline.fetch import fetch  # noqa: PLC0415 - as above

    def look(status: int, _content_type: str | None) -> None:
        if status >= 400:
            raise ArticleError(f"{url} answers with status {status}: check the address")

    return io.BytesIO(
        fetch(url, look=look, accept="*/*", limit=_MOST_FETCHED, private=private).body
    )


def _unpacked(raw: BinaryIO, packing: str | None) -> io.RawIOBase:
    from fsspec.compression import compr  # noqa: PLC0415 - as above

    if packing not in compr:
        raise SettingsError(
            f"{packing} is not installed: pip install zstandard, or unpack it first"
        )
    return cast("io.RawIOBase", compr[packing](raw, mode="rb"))
