"""How the batches stand: those that ended are taken, those that the queue had no room for wait."""

from pipeline.corpus.batch.outcome import Progress
from pipeline.corpus.batch.request_files import split
from pipeline.corpus.batch.rows import FileRow, FileState
from pipeline.corpus.batch.session import Session
from pipeline.corpus.batch.taking import take

_TRIES_ALONE = 2
"""How often a batch may find the queue full with no other of ours in it, before it is cut in two.

The limit of the queue is the account's and nowhere to be asked for; that of a new account is less
than one full request file.
"""


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
    session.watcher.progress(Progress(len(files), done, sum(row.requests for row in files)))
    return ended > 0


def _wait_for_room(session: Session, row: FileRow) -> None:
    session.watcher.note(
        f"the batch queue of the account is full: {row.requests:,} requests wait for room"
    )
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
