"""Loading a vendor's client while the event loop goes on: a second and more, and a hundred thousand objects."""

import asyncio
import gc
from importlib import import_module
from types import ModuleType


async def loaded(name: str) -> ModuleType:
    """Return a module of ours that needs a vendor's client, loaded in a thread."""
    return await asyncio.to_thread(_loaded, name)


def _loaded(name: str) -> ModuleType:
    # What a client loads stays for good. Were it left to the collector, each full round would look it
    # all through: 60 to 130 ms were measured, in which no thread runs and no reply is read.
    collects = gc.isenabled()
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.freeze()
        if collects:
            gc.enable()
