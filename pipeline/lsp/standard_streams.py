"""Standard input and output as pygls reads and writes them.

pygls reads in a thread that nothing but more input ends, so that a signal would not end the server.
"""

import asyncio
import os
import threading
from typing import BinaryIO

_CHUNK_BYTES = 65_536


class StreamReader:
    """Reads from a file descriptor in a thread that does not keep the process alive."""

    def __init__(self, descriptor: int) -> None:
        """Begin to read; a loop must be running."""
        self._stream = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        reading = (descriptor, loop, self._stream)
        threading.Thread(target=_feed, args=reading, daemon=True).start()

    async def readline(self) -> bytes:
        """Return a line with its end; nothing at the end of the stream."""
        return await self._stream.readline()

    async def readexactly(self, n: int) -> bytes:
        """Return so many bytes; nothing where the stream ends before."""
        try:
            return await self._stream.readexactly(n)
        except asyncio.IncompleteReadError:
            return b""


def _feed(descriptor: int, loop: asyncio.AbstractEventLoop, stream: asyncio.StreamReader) -> None:
    # Not sys.stdin: who waits in it holds a lock that Python asks for when it ends.
    try:
        while chunk := os.read(descriptor, _CHUNK_BYTES):
            loop.call_soon_threadsafe(stream.feed_data, chunk)
        loop.call_soon_threadsafe(stream.feed_eof)
    except RuntimeError:  # the loop has ended
        return


class StreamWriter:
    """Writes to a stream, which stays open for whoever opened it."""

    def __init__(self, stream: BinaryIO) -> None:
        """`stream` is standard output, in bytes."""
        self._stream = stream

    def write(self, data: bytes) -> None:
        """Write it at once."""
        self._stream.write(data)
        self._stream.flush()

    def close(self) -> None:
        """Leave the stream open."""
