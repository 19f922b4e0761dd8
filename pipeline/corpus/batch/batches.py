"""Batches at the server: submitted each exactly once, watched, and taken when they end."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.corpus.batch.journal import FileRow, FileState, Journal
from pipeline.corpus.batch.request_files import RequestReader, split
from pipeline.corpus.plan import Plan, Watcher
from pipeline.corpus.run_summary import counted
from pipeline.errors import BudgetSpent, CacheError, SettingsError
from pipeline.llm.batch_api import BatchAnswer, BatchState, read_answer
from pipeline.llm.cache import AnswerCache
from pipeline.llm.prices import batch_price, dollars
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.llm.batch_api.openai_batches import OpenAIBatches

_TO_SUBMIT = (FileState.WRITTEN, FileState.UPLOADED, FileState.CREATING)


_TRIES_ALONE = 2
"""How often a batch may find the queue full with no other of ours in it, before it is cut in two.

The limit of the queue is the account's and nowhere to be asked for; that of a new account is less
than one full request file.
"""


@dataclass(slots=True)
class Session:
    """A run by batches: what it is to do, who is told how it goes on, and where all stands."""

    plan: Plan
    watcher: Watcher
    quiet: bool
    """Whether nothing is told but what the user must see."""
    journal: Journal
    server: "OpenAIBatches"
    cache: AnswerCache
    settled: set[int] = field(default_factory=set)
    """Articles of which nothing was missing when they were last read; they are not read again."""
    failed: dict[int, str] = field(default_factory=dict)
    """Why articles lack an answer that will not come."""
    _told: str = ""

    @property
    def settings(self) -> Settings:
        return self.plan.recipe.settings

    def note(self, line: str) -> None:
        self.watcher.note(line)

    def tell(self, line: str) -> None:
        """Tell of waves and batches, after each look at them, where something has changed."""
        if line != self._told and not self.quiet:
            self._told = line
            self.watcher.note(line)


async def submit(session: Session) -> None:
    """Upload what is written and create its batches.

    Raises BudgetSpent, before anything is sent, when the budget does not reach for all of it.
    """
    files = session.journal.files(*_TO_SUBMIT)
    if not files:
        return
    _require_budget(session.journal, session.settings)
    session.tell(_wave(files, session.settings))
    for row in files:
        await _submit_one(row, session.journal, session.server)


async def _submit_one(row: FileRow, journal: Journal, server: "OpenAIBatches") -> None:
    remote = row.remote_file
    if remote is None:
        remote = await server.upload(journal.path_of(row.number))
        journal.set_file(row.number, FileState.UPLOADED, remote_file=remote)
    journal.set_file(row.number, FileState.CREATING)
    maybe_there = row.state is FileState.CREATING
    batch = await server.create(remote, row.mark, maybe_there=maybe_there)
    journal.set_file(row.number, FileState.RUNNING, batch=batch.batch_id)


def _wave(files: list[FileRow], settings: Settings) -> str:
    """Return what is about to be submitted, and at which price where that is known."""
    tokens = sum(row.input_tokens for row in files), sum(row.output_tokens for row in files)
    price = batch_price(settings, *tokens)
    costs = "" if price is None else f", about {dollars(price)} at the batch price"
    requests = counted(sum(row.requests for row in files), "request")
    return f"submitting {requests} in {counted(len(files), 'batch', 'batches')}{costs}"


def _require_budget(journal: Journal, settings: Settings) -> None:
    """Raise BudgetSpent unless what was billed and what is expected is within the budget."""
    if settings.budget is None:
        return
    billed, expected = (_price(journal, settings, taken=taken) for taken in (True, False))
    if billed + expected > settings.budget:
        raise BudgetSpent(
            f"the batches are expected to cost {dollars(expected)}, {dollars(billed)} was spent "
            f"before, and the budget is {dollars(settings.budget)}: nothing more was submitted; "
            "the same command with a larger --budget goes on"
        )


def _price(journal: Journal, settings: Settings, *, taken: bool) -> Decimal:
    totals = journal.totals(taken=taken)
    price = batch_price(settings, totals.input_tokens, totals.output_tokens)
    if price is None:
        raise SettingsError(
            f"the price of model {settings.model!r} is not known here, so --budget cannot be kept"
        )
    return price


async def look(session: Session) -> bool:
    """Look at each batch once and take those that ended; return whether any did."""
    ended = done = 0
    for row in session.journal.files(FileState.RUNNING):
        assert row.batch is not None, "a file that runs has a batch"  # noqa: S101
        state = await session.server.look(row.batch)
        if state.queue_full:
            _wait_for_room(session, row)
        elif state.ended:
            await take(session, row, state)
            ended += 1
        else:
            done += state.done
    _use_room(session, ended)
    files = session.journal.open_files()
    requests = counted(sum(row.requests for row in files), "request")
    session.tell(
        f"{counted(len(files), 'batch', 'batches')} under way: {done:,} of {requests} over"
    )
    return ended > 0


def _wait_for_room(session: Session, row: FileRow) -> None:
    session.note(f"the batch queue of the account is full: {row.requests:,} requests wait for room")
    attempt = row.attempt + 1  # a new mark: the batch that was refused is not to be found again
    session.journal.set_file(row.number, FileState.WAITING, batch=None, attempt=attempt)


def _use_room(session: Session, ended: int) -> None:
    """Let as many files as batches ended be submitted again, or one where nothing of ours runs."""
    alone = not session.journal.files(FileState.RUNNING)
    ready = ended or (1 if alone else 0)
    for row in session.journal.files(FileState.WAITING)[:ready]:
        if ended or row.attempt < _TRIES_ALONE:
            session.journal.set_file(row.number, FileState.UPLOADED)
        else:
            _make_smaller(session, row)


def _make_smaller(session: Session, row: FileRow) -> None:
    if row.requests > 1:
        split(session.journal, session.settings, row)
        return
    cause = "the batch queue of the account has no room even for this request alone"
    with session.journal.writing():
        session.journal.fail_rest(row.number, cause, again=False)
        session.journal.set_file(row.number, FileState.TAKEN, input_tokens=0, output_tokens=0)
    session.journal.path_of(row.number).unlink(missing_ok=True)


async def take(session: Session, row: FileRow, state: BatchState) -> None:
    """Keep what came of a batch that ended, partial work included, and enter it as taken.

    It may be called again for the same batch after a crash. Raises CacheError when an answer cannot
    be kept; the batch is then taken by the next call.
    """
    journal, path = session.journal, session.journal.path_of(row.number)
    files = [path.with_suffix(f".{name}") for name in ("output", "errors")]
    for remote, file in zip((state.output_file, state.error_file), files, strict=True):
        file.unlink(missing_ok=True)
        if remote is not None:
            await session.server.download(remote, file)
    with journal.writing(), closing(RequestReader(path)) as requests:
        billed = await _enter_all(session, row, _answers(session, files), requests)
        _enter_rest(session, row, state)
        journal.set_file(row.number, FileState.TAKEN, **billed)
    for file in (path, *files):  # articles may be unpublished, and a million take 16 GB
        file.unlink(missing_ok=True)


async def _enter_all(
    session: Session, row: FileRow, answers: Iterator[BatchAnswer], requests: RequestReader
) -> dict[str, int]:
    """Keep the answers and enter the failures; return what was answered and billed, by column."""
    answered = tokens_in = tokens_out = 0
    for answer in answers:
        if session.journal.is_open_in(answer.key, row.number):  # not a second line of a request
            tokens_in += answer.input_tokens
            tokens_out += answer.output_tokens
            answered += await _enter(session, answer, requests)
    return {"answered": answered, "input_tokens": tokens_in, "output_tokens": tokens_out}


def _answers(session: Session, files: list[Path]) -> Iterator[BatchAnswer]:
    for file in files:
        if not file.exists():
            continue
        with file.open("rb") as lines:
            for line in lines:
                if line.strip() and (answer := _read(session, line)) is not None:
                    yield answer


def _read(session: Session, line: bytes) -> BatchAnswer | None:
    try:
        return read_answer(line, session.settings)
    except ValueError as error:  # its request counts as one without a line
        session.note(session.settings.without_secrets(f"a line was passed over: {error}"))
        return None


async def _enter(session: Session, answer: BatchAnswer, requests: RequestReader) -> bool:
    """Keep an answer, or enter why there is none; return whether one was kept."""
    if answer.reply is None:
        session.journal.fail_request(answer.key, answer.cause, again=answer.again)
        return False
    await session.cache.put(answer.key, requests.body(answer.key), answer.reply)
    if session.cache.get(answer.key) is None:
        raise CacheError(
            "the answers of a batch cannot be kept: make room in the folder of the cache, or set "
            "FACTDESK_CACHE_DIR to another; they stay at the server, and the same command takes "
            "them"
        )
    session.journal.answer_request(answer.key)
    return True


def _enter_rest(session: Session, row: FileRow, state: BatchState) -> None:
    """Enter why requests without a line have none; only what nobody stopped is submitted again."""
    said = f": {session.settings.without_secrets(state.failure)}" if state.failure else ""
    again = state.status in {"completed", "expired"}
    cause = f"its batch {state.batch_id} ended as {state.status}{said}"
    if session.journal.fail_rest(row.number, cause, again=again) and not again:
        session.note(cause.replace("its batch", "batch", 1))
