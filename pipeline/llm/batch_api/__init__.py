"""Batches: many requests in a file, answered within a day for half the price.

Below is what a server of batches does. `openai_batches` is the one of OpenAI's Batch API;
`batch_lines` writes and reads the lines of its files.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
"""States that a batch does not leave."""
QUEUE_FULL = "token_limit_exceeded"
"""Why a batch fails when the account's queue may hold no more tokens; nothing is billed."""


@dataclass(frozen=True, slots=True)
class BatchState:
    """What the server says of a batch."""

    batch_id: str
    status: str
    done: int
    """Requests that are over, whatever became of them."""
    output_file: str | None
    error_file: str | None
    code: str = ""
    """Of the first error of a batch that failed, such as `token_limit_exceeded`."""
    failure: str = ""
    """What the server says of why it failed, on one line."""

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status in ENDED

    @property
    def queue_full(self) -> bool:
        """Whether it failed because the account's queue has no room now."""
        return self.status == "failed" and self.code == QUEUE_FULL


class BatchServer(Protocol):
    """The remote steps of a batch. Each raises ModelError when the server cannot be used."""

    async def upload(self, path: Path) -> str:
        """Return the id of the uploaded file. Raises SettingsError where there are no batches."""
        ...

    async def create(self, file_id: str, mark: str, *, maybe_there: bool) -> BatchState:
        """Return the batch of an uploaded file, one for each mark however often this is called.

        `maybe_there` says that an earlier call may have gone through.
        """
        ...

    async def look(self, batch_id: str) -> BatchState:
        """Return how a batch stands. Raises ModelDenied for one that the server does not know."""
        ...

    async def download(self, file_id: str, path: Path) -> None:
        """Write the file of that id to the path. Raises ModelDenied when it is there no more."""
        ...
