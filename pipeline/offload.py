"""Work that takes the processor, offloaded to a thread beside the event loop."""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")
_in_place = contextvars.ContextVar("in_place", default=False)


async def offload(
    work: Callable[Given, Result], *args: Given.args, **named: Given.kwargs
) -> Result:
    """Return what the work returns, done in the one thread that there is for it, in order.

    One and no more: Python runs one thread at a time, and each further one that computes is a turn
    that the loop has to wait for (5 ms each) before it reads a reply.
    """
    if _in_place.get():
        return work(*args, **named)
    call = contextvars.copy_context().run
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_thread(), lambda: call(work, *args, **named))


async def in_place(waited_for: Awaitable[Result]) -> Result:
    """Return what is waited for, its work done on the loop: for one that serves nothing else.

    To hand work to the thread and back takes a tenth of a millisecond.
    """
    token = _in_place.set(True)
    try:
        return await waited_for
    finally:
        _in_place.reset(token)


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="offload")
