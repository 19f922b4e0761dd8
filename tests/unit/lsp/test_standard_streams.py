"""Standard input and output as pygls uses them, over pipes."""

import asyncio
import io
import os

import pytest

from pipeline.lsp.standard_streams import StreamReader, StreamWriter


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
    sent: bytes, read: tuple[bytes, bytes]
) -> None:
    from_here, to_there = os.pipe()

    async def session() -> tuple[bytes, bytes]:
        reader = StreamReader(from_here)
        os.write(to_there, sent)
        os.close(to_there)
        return await reader.readline(), await reader.readexactly(3)

    assert asyncio.run(session()) == read
    os.close(from_here)


def test_a_server_ends_while_its_input_is_open() -> None:
    from_here, to_there = os.pipe()

    async def session() -> None:
        StreamReader(from_here)

    asyncio.run(session())
    os.write(to_there, b"too late\n")  # the thread that waits for it ends, and nothing else
    os.close(to_there)


def test_what_is_written_is_sent_at_once_and_the_stream_stays_open() -> None:
    raw = io.BytesIO()
    stream = io.BufferedWriter(raw)
    writer = StreamWriter(stream)

    writer.write(b"a message")
    writer.close()

    assert raw.getvalue() == b"a message"
    assert not stream.closed
