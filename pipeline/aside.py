"""Work that takes the processor, done beside the event loop, which then goes on with its requests."""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


async def aside(work: Callable[Given, Result], *args: Given.args, **named: Given.kwargs) -> Result:
    """Return what the work returns, done in the one thread that there is for it, in order.

    One and no more: Python runs one thread at a time, and each further one that computes is a turn
    that the loop has to wait for (5 ms each) before it reads a reply.
    """
    call = contextvars.copy_context().run
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_thread(), lambda: call(work, *args, **named))


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="aside")
