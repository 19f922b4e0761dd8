"""Standard input and output as pygls reads and writes them.

pygls reads in a thread that nothing but more input ends, so that a signal would not end the server.
"""

import asyncio
import os
import re
import threading
from collections.abc import Callable
from typing import BinaryIO

from pipeline.errors import SettingsError

_CHUNK_BYTES = 65_536
_LONGEST_LINE_BYTES = 65_536
"""Of a header, which takes a hundred at most."""
_LEAVING = re.compile(rb'(?<!\\)"method"\s*:\s*"(?:shutdown|exit)"')
"""What an editor sends before it leaves; in a string of a message the quotes are escaped."""
_LONGEST_LEAVING_BYTES = 64
"""Enough for a match that is cut by the end of a chunk."""


class StreamReader:
    """Reads from a file descriptor in a thread that does not keep the process alive."""

    def __init__(self, descriptor: int, leaving: Callable[[], None]) -> None:
        """Begin to read; a loop must be running.

        The thread calls `leaving` when the other side says that it is leaving, or has left: the
        loop may be at work, and would learn of it only afterwards.
        """
        self._stream = asyncio.StreamReader(limit=_LONGEST_LINE_BYTES)
        loop = asyncio.get_running_loop()
        reading = (descriptor, loop, self._stream, leaving)
        threading.Thread(target=_feed, args=reading, daemon=True).start()

    async def readline(self) -> bytes:
        """Return a line with its end; nothing at the end of the stream.

        Raises SettingsError for a line that is too long: whoever sends it is no editor.
        """
        try:
            return await self._stream.readline()
        except ValueError:
            raise SettingsError(
                f"standard input has a line of more than {_LONGEST_LINE_BYTES:,} bytes before any "
                "message: an editor should start this command and speak to it"
            ) from None

    async def readexactly(self, n: int) -> bytes:
        """Return so many bytes; nothing where the stream ends before."""
        try:
            return await self._stream.readexactly(n)
        except asyncio.IncompleteReadError:
            return b""


def _feed(
    descriptor: int,
    loop: asyncio.AbstractEventLoop,
    stream: asyncio.StreamReader,
    leaving: Callable[[], None],
) -> None:
    # Not sys.stdin: who waits in it holds a lock that Python asks for when it ends.
    before = b""
    try:
        while chunk := _chunk(descriptor):
            seen = before + chunk
            if _LEAVING.search(seen):
                leaving()
                seen = b""
            before = seen[-_LONGEST_LEAVING_BYTES:]
            loop.call_soon_threadsafe(stream.feed_data, chunk)
        leaving()
        loop.call_soon_threadsafe(stream.feed_eof)
    except RuntimeError:  # the loop has ended
        return


def _chunk(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _CHUNK_BYTES)
    except OSError:  # as of a terminal that is gone
        return b""


class StreamWriter:
    """Writes to a stream, which stays open for whoever opened it."""

    def __init__(self, stream: BinaryIO, failed: Callable[[], object]) -> None:
        """`stream` is standard output, in bytes; `failed` is called when it takes no more.

        pygls would tell an error to the editor, which means to write again.
        """
        self._stream, self._failed = stream, failed
        self.error: OSError | None = None
        """Why nothing is written any more."""

    def write(self, data: bytes) -> None:
        """Write it at once; nothing where writing has failed before."""
        if self.error:
            return
        try:
            self._stream.write(data)
            self._stream.flush()
        except OSError as error:
            self.error = error
            self._failed()

    def close(self) -> None:
        """Leave the stream open."""
