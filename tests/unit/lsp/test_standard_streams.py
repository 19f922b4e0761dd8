"""Standard input and output as pygls uses them, over pipes."""

import asyncio
import errno
import io
import os
import threading
from collections.abc import Iterator

import pytest

from pipeline.errors import SettingsError
from pipeline.lsp.standard_streams import StreamReader, StreamWriter
from tests.editor import Ends, read_by_threads


@pytest.fixture
def pipe() -> Iterator[Ends]:
    """A pipe; a test closes the end that is written to."""
    with read_by_threads() as ends:
        yield ends


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (b"one\ntwo", (b"one\n", b"two")),
        (b"one\ntwo and more", (b"one\n", b"two")),
        (b"one\ntw", (b"one\n", b"")),  # the stream ends too early
        (b"one", (b"one", b"")),
        (b"", (b"", b"")),
    ],
)
def test_lines_and_bytes_are_read_until_the_stream_ends(
    sent: bytes, read: tuple[bytes, bytes], pipe: Ends
) -> None:
    from_here, to_there = pipe

    async def session() -> tuple[bytes, bytes]:
        reader = StreamReader(from_here, lambda: None)
        os.write(to_there, sent)
        os.close(to_there)
        return await reader.readline(), await reader.readexactly(3)

    assert asyncio.run(session()) == read


def test_a_server_ends_while_its_input_is_open(pipe: Ends) -> None:
    from_here, to_there = pipe

    async def session() -> None:
        StreamReader(from_here, lambda: None)

    asyncio.run(session())
    os.write(to_there, b"too late\n")  # the thread that waits for it ends, and nothing else
    os.close(to_there)


@pytest.mark.parametrize(
    ("chunks", "times"),
    [
        ([b'{"jsonrpc":"2.0","method":"exit"}'], 1),
        ([b'{"id": 1, "method": "shutdown"}'], 1),
        ([b'{"id":1,"meth', b'od":"shut', b'down"}'], 1),
        ([b'{"method":"shutdown"}', b'{"method":"exit"}'], 2),
        ([b'{"text":"{\\"method\\":\\"exit\\"}"}'], 0),
        ([b'{"method":"textDocument/hover"}'], 0),
    ],
)
def test_who_leaves_is_told_at_once_and_so_is_the_end(
    chunks: list[bytes], times: int, pipe: Ends
) -> None:
    from_here, to_there = pipe
    told: list[bytes] = []

    async def session() -> None:
        reader = StreamReader(from_here, lambda: told.append(b"leaving"))
        for chunk in chunks:
            os.write(to_there, chunk)
            assert await reader.readexactly(len(chunk)) == chunk
        assert len(told) == times
        os.close(to_there)
        assert await reader.readline() == b""

    asyncio.run(session())

    assert len(told) == times + 1


def test_a_line_without_an_end_is_refused(pipe: Ends) -> None:
    from_here, to_there = pipe

    async def session() -> None:
        reader = StreamReader(from_here, lambda: None)
        sending = threading.Thread(target=os.write, args=(to_there, b"x" * 300_000))
        sending.start()
        with pytest.raises(SettingsError, match="a line of more than 65,536 bytes"):
            await reader.readline()
        await asyncio.to_thread(sending.join)

    asyncio.run(session())
    os.close(to_there)


class Full(io.BytesIO):
    """A stream on a disk that is full."""

    def write(self, _data: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_stream_that_takes_no_more_is_told_of_once() -> None:
    told: list[str] = []
    writer = StreamWriter(Full(), lambda: told.append("failed"))

    writer.write(b"a message")
    writer.write(b"another")

    assert told == ["failed"]
    assert writer.error
    assert writer.error.errno == errno.ENOSPC


def test_what_is_written_is_sent_at_once_and_the_stream_stays_open() -> None:
    raw = io.BytesIO()
    stream = io.BufferedWriter(raw)
    writer = StreamWriter(stream, lambda: None)

    writer.write(b"a message")
    writer.close()

    assert raw.getvalue() == b"a message"
    assert not stream.closed
