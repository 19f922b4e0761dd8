"""Request files become batches, each of them once, whenever the process may be killed."""

from decimal import Decimal

from pipeline.corpus.batch.journal import Journal
from pipeline.corpus.batch.outcome import Wave
from pipeline.corpus.batch.rows import FileRow, FileState
from pipeline.corpus.batch.session import Session
from pipeline.errors import BudgetSpent, SettingsError
from pipeline.llm.batch_api import BatchServer
from pipeline.llm.prices import batch_price, dollars
from pipeline.settings import Settings

_TO_SUBMIT = (FileState.WRITTEN, FileState.UPLOADED, FileState.CREATING)


async def submit(session: Session) -> None:
    """Upload what is written and create its batches.

    Raises BudgetSpent, before anything is sent, when the budget does not reach for all of it.
    """
    files = session.journal.files(*_TO_SUBMIT)
    if not files:
        return
    _require_budget(session.journal, session.settings)
    session.watcher.wave(_wave(files, session.settings))
    for row in files:
        await _submit_one(row, session.journal, session.server)


async def _submit_one(row: FileRow, journal: Journal, server: BatchServer) -> None:
    remote = row.remote_file
    if remote is None:
        remote = await server.upload(journal.path_of(row.number))
        journal.set_file(row.number, FileState.UPLOADED, remote_file=remote)
    journal.set_file(row.number, FileState.CREATING)
    maybe_there = row.state is FileState.CREATING
    batch = await server.create(remote, row.mark, maybe_there=maybe_there)
    journal.set_file(row.number, FileState.RUNNING, batch=batch.batch_id)


def _wave(files: list[FileRow], settings: Settings) -> Wave:
    tokens = sum(row.input_tokens for row in files), sum(row.output_tokens for row in files)
    return Wave(sum(row.requests for row in files), len(files), batch_price(settings, *tokens))


def _require_budget(journal: Journal, settings: Settings) -> None:
    """Raise BudgetSpent unless what was billed and what is expected is within the budget."""
    if settings.budget is None:
        return
    billed, expected = (_price(journal, settings, taken=taken) for taken in (True, False))
    if billed + expected > settings.budget:
        raise BudgetSpent(
            f"the batches are expected to cost {dollars(expected)}, {dollars(billed)} was spent before, "
            f"and the budget is {dollars(settings.budget)}: nothing more was submitted; the same command "
            "with a larger --budget goes on"
        )


def _price(journal: Journal, settings: Settings, *, taken: bool) -> Decimal:
    totals = journal.totals(taken=taken)
    price = batch_price(settings, totals.input_tokens, totals.output_tokens)
    if price is None:
        raise SettingsError(
            f"the price of model {settings.model!r} is not known here, so --budget cannot be kept"
        )
    return price
