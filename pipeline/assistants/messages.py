"""Messages of a client as they come, mended where a text was cut within a character.

What cuts a text after so many UTF-16 units, as JavaScript does, may leave half a pair of surrogates
at its end. The SDK drops such a message without a word, and its client would wait for ever.
"""

import json
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from anyio import create_memory_object_stream, create_task_group
from anyio.abc import ObjectReceiveStream, ObjectSendStream
from mcp.shared.message import SessionMessage
from mcp_types import jsonrpc_message_adapter
from pydantic import ValidationError

Message = SessionMessage | Exception
"""An exception stands for a line that is no message."""


@asynccontextmanager
async def mended(
    messages: AbstractAsyncContextManager[AsyncIterable[Message]],
) -> AsyncIterator[ObjectReceiveStream[Message]]:
    """Yield the messages of a stream, in order, which is closed at the end."""
    sender, receiver = create_memory_object_stream[Message]()
    async with create_task_group() as tasks, receiver:
        tasks.start_soon(_pass_on, messages, sender)
        yield receiver


async def _pass_on(
    messages: AbstractAsyncContextManager[AsyncIterable[Message]],
    sender: ObjectSendStream[Message],
) -> None:
    async with messages as each_message, sender:
        async for message in each_message:
            await sender.send(_mended(message))


def _mended(message: Message) -> Message:
    """Return the message of a line with "?" for each half character; any other as it came."""
    if not isinstance(message, ValidationError):
        return message
    line = message.errors(include_url=False)[0]["input"]
    try:
        whole = json.dumps(json.loads(line), ensure_ascii=False).encode("utf-8", "replace")
        return SessionMessage(jsonrpc_message_adapter.validate_json(whole, by_name=False))
    except (TypeError, ValueError, RecursionError):
        return message
