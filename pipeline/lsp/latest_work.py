"""Work on texts that change while it is done: of each, only the work begun last is finished."""

import asyncio
from collections.abc import Callable, Coroutine


class LatestWork:
    """A task for each name; to begin it again cancels what is under way for the same name."""

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        """`failed` is told what a task ends with that nobody foresaw."""
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._failed = failed

    def begin(self, name: str, work: Coroutine[object, None, None]) -> None:
        """Begin work; what was begun before for the name is abandoned at its next `await`."""
        self.end(name)
        task = self._tasks[name] = asyncio.ensure_future(work)
        task.add_done_callback(self._report)

    def end(self, name: str) -> None:
        """Abandon what is under way for the name."""
        if task := self._tasks.pop(name, None):
            task.cancel()

    async def settled(self, name: str) -> None:
        """Wait until nothing is under way for the name, be it begun anew meanwhile."""
        while (task := self._tasks.get(name)) and not task.done():
            await asyncio.wait({task})

    def _report(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            self._failed(error)
