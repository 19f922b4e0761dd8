"""What the journal knows of a request file and of a request."""

from enum import StrEnum
from typing import NamedTuple


class FileState(StrEnum):
    """Where a request file stands."""

    WRITTEN = "written"
    UPLOADED = "uploaded"
    CREATING = "creating"
    """Its batch is being created, or was when the process died."""
    RUNNING = "running"
    WAITING = "waiting"
    """The account's queue had no room for it: it is created again when there is."""
    TAKEN = "taken"
    """Its batch has ended and all that came of it is kept."""


class FileRow(NamedTuple):
    """A request file as the journal has it."""

    number: int
    state: FileState
    digest: str
    requests: int
    input_tokens: int
    output_tokens: int
    """Expected; once it is taken, what was billed."""
    remote_file: str | None
    attempt: int
    """How many batches of it were refused because the queue was full."""
    batch: str | None
    answered: int

    @property
    def mark(self) -> str:
        """The name under which its batch is found again."""
        return f"{self.digest[:40]}-{self.number}-{self.attempt}"


class Standing(NamedTuple):
    """An open or failed request."""

    open: bool
    """Whether it is in a file that has not been taken."""
    submissions: int
    cause: str | None
    """Why it was given up; None of one that was not."""

    @property
    def may_be_submitted(self) -> bool:
        """Whether it came to nothing before and is to be submitted once more."""
        return not self.open and self.cause is None


class Totals(NamedTuple):
    """Sums over request files."""

    files: int
    requests: int
    answered: int
    input_tokens: int
    output_tokens: int
