"""Packed files, unpacked as they are read: bounded by what they hold, not by what they claim."""

import io
import lzma
import os
from typing import BinaryIO, cast

from pipeline.errors import CorpusError, SettingsError

_MOST_TIMES = 200
"""That what is read may be as long as what it was packed into; rows of text shrink to a tenth."""
_SMALL_BYTES = 100_000_000
"""Read before that is looked at: so much is a matter of seconds, whatever it is."""
_MOST_MEMORY_BYTES = 300_000_000
"""That an .xz file may ask for. `xz -9` asks for 65 MB, and the format allows for 4 GB."""
_PIECE_BYTES = 64 * 1024


def compression_of(address: str) -> str | None:
    """Return what a name's ending says it is packed with, as fsspec calls it."""
    endings = {"gz": "gzip", "bz2": "bz2", "xz": "xz", "zst": "zstd"}
    return endings.get(address.rpartition(".")[2].lower())


def unpacked(raw: BinaryIO, packing: str | None) -> io.RawIOBase:
    """Return what a file holds, unpacked where `packing` says how.

    Raises SettingsError when a package is not installed. Reading raises CorpusError where the file
    unpacks to far more than any corpus does, or needs too much memory.
    """
    from fsspec.compression import compr  # noqa: PLC0415  # a tenth of a second

    if packing is None:
        return cast("io.RawIOBase", raw)
    if packing not in compr:
        raise SettingsError(
            f"{packing} is not installed: pip install zstandard, or unpack it first"
        )
    file = _Xz(raw) if packing == "xz" else compr[packing](raw, mode="rb")
    return _Bounded(file, raw)


class _Bounded(io.RawIOBase):
    """A file that is unpacked from another, up to so many times the length of that."""

    def __init__(self, file: io.RawIOBase, packed: BinaryIO) -> None:
        self._file, self._packed = file, packed

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if whence == os.SEEK_END:  # only reading tells where that is, and it may be far
            while self.read(_PIECE_BYTES):
                pass
        return self._file.seek(offset if whence == os.SEEK_SET else self.tell() + offset)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what CPython gives
        size = self._file.readinto(buffer) or 0
        read, packed = self._file.tell(), self._packed.tell()
        if read > _SMALL_BYTES and read > _MOST_TIMES * packed:
            raise CorpusError(
                f"unpacks to more than {_MOST_TIMES} times its size, as no corpus does; what "
                "follows is not read"
            )
        return size

    def close(self) -> None:
        self._file.close()
        super().close()


class _Xz(io.RawIOBase):
    """Streams of .xz, one after the other: Python's own reader sets no limit of memory."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed, self._stream, self._read = packed, _new_stream(), 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._packed.seekable()

    def seek(self, offset: int, _: int = os.SEEK_SET) -> int:
        """Go to a place from the start, by reading up to it."""
        if offset < self._read:
            self._packed.seek(0)
            self._stream, self._read = _new_stream(), 0
        while self._read < offset and self.read(min(_PIECE_BYTES, offset - self._read)):
            pass
        return self._read

    def tell(self) -> int:
        return self._read

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._next(len(buffer))
        except lzma.LZMAError as error:
            if "memory" not in str(error).lower():
                raise
            most = _MOST_MEMORY_BYTES // 1_000_000
            raise CorpusError(f"needs more than {most} MB to unpack: unpack it first") from error
        buffer[: len(piece)] = piece
        self._read += len(piece)
        return len(piece)

    def _next(self, most: int) -> bytes:
        """Return up to so many bytes, b"" at the end. Raises EOFError where it breaks off."""
        given = b""
        while True:
            if self._stream.eof:
                given = self._stream.unused_data.lstrip(b"\0") or self._after_padding()
                if not given:
                    return b""
                self._stream = _new_stream()
            elif self._stream.needs_input and not given:
                given = self._packed.read(_PIECE_BYTES)
                if not given:
                    raise EOFError("the file breaks off")
            if piece := self._stream.decompress(given, most):
                return piece
            given = b""

    def _after_padding(self) -> bytes:
        """Return what comes next of the packed file but for the zeros between streams."""
        while piece := self._packed.read(_PIECE_BYTES):
            if begun := piece.lstrip(b"\0"):
                return begun
        return b""


def _new_stream() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(memlimit=_MOST_MEMORY_BYTES)
