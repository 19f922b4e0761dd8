"""A slow model on loopback, in a process of its own: `python -m bench.slow_model SECONDS`.

It prints its address, answers every request after so many seconds, however many there are at once,
and ends with its standard input. A GET tells how many requests there were since the last.
"""

import asyncio
import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from bench.short_articles import answer

_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n"


class SlowModel:
    """Answers requests and counts them."""

    def __init__(self, latency: float) -> None:
        self._latency = latency
        self._requests = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection, one after another."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                sent = await reader.readexactly(_length(head))
                body = await self._reply(sent) if head.startswith(b"POST") else self._count()
                writer.write(_HEAD.format(len(body)).encode() + body)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()  # the client has left

    async def _reply(self, sent: bytes) -> bytes:
        self._requests += 1
        due = asyncio.get_running_loop().time() + self._latency
        text = answer(json.loads(sent))
        choice = {"index": 0, "message": {"role": "assistant", "content": text}}
        usage = {"prompt_tokens": len(sent) // 4, "completion_tokens": len(text) // 4}
        reply = {
            "id": "c",
            "object": "chat.completion",
            "created": 0,
            "model": "slow",
            "choices": [choice | {"finish_reason": "stop"}],
            "usage": usage | {"total_tokens": sum(usage.values())},
        }
        await asyncio.sleep(due - asyncio.get_running_loop().time())
        return json.dumps(reply).encode()

    def _count(self) -> bytes:
        count, self._requests = self._requests, 0
        return json.dumps(count).encode()


def _length(head: bytes) -> int:
    lines = (line.partition(b":") for line in head.split(b"\r\n"))
    return next((int(value) for name, _, value in lines if name.lower() == b"content-length"), 0)


async def _run(latency: float) -> None:
    server = await asyncio.start_server(SlowModel(latency).serve, "127.0.0.1", 0, limit=2**24)
    port = server.sockets[0].getsockname()[1]
    sys.stdout.write(f"http://127.0.0.1:{port}/v1\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


@contextmanager
def slow_model(latency: float) -> Iterator[str]:
    """Run it for the time of the block; gives its address."""
    command = [sys.executable, "-m", "bench.slow_model", str(latency)]
    with subprocess.Popen(  # noqa: S603  # our own
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101  # it was asked for
        yield process.stdout.readline().strip()
        process.communicate("")


def requests_since(address: str) -> int:
    """Return how many requests the model had since this was last asked."""
    with urllib.request.urlopen(f"{address}/count") as told:  # noqa: S310  # loopback
        return int(told.read())


if __name__ == "__main__":
    asyncio.run(_run(float(sys.argv[1])))
