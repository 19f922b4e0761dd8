"""Where a corpus lies: on this machine, at any storage of fsspec, or on the web."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import urlsplit

from pipeline.addresses import PrivateAddress, Unresolved, is_web, public_address
from pipeline.corpus.unpacking import compression_of, unpacked
from pipeline.errors import CorpusError, FactdeskError, SettingsError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_BLOCK_BYTES = 4 * 1024 * 1024
"""Asked of a remote storage at a time; s3fs asks for 50 MB, for every file."""
_BUFFER_BYTES = 32 * 1024
"""Unpacked at a time: so much is lost, at most, where a packed file breaks off."""
_MOST_FETCHED_BYTES = 100_000_000
"""Of a corpus on the web: it is held in memory, for such a server may know no ranges."""
OF_BUCKETS = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az"})
"""Protocols of storages whose first folder is a bucket."""
_HOSTLESS = OF_BUCKETS | {"file", "local", "memory", "adl", "oss", "oci", "github", "gist", "hf"}
"""Protocols whose addresses name no machine: it is this one, or that of a service."""
_LOOKED_AT = frozenset({"ftp", "sftp", "ssh"})
"""Protocols that stay with the one address that is connected to. All others go, or may be sent on,
to machines of the server's choosing: webhdfs and hdfs to data nodes, smb and webdav by referral.
"""
_EXTRAS = {"s3": "s3", "s3a": "s3"}
_PACKAGES = {"gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "abfss": "adlfs", "az": "adlfs"}


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
