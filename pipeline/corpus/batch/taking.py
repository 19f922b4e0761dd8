"""What came of a batch that ended: complete answers are kept, all else is entered with its cause."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pipeline.corpus.batch.request_files import RequestReader
from pipeline.corpus.batch.rows import FileRow, FileState
from pipeline.corpus.batch.session import Session
from pipeline.errors import CacheError
from pipeline.llm.batch_api import BatchState
from pipeline.llm.batch_api.batch_lines import BatchAnswer, read_answer


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
        session.watcher.note(session.settings.without_secrets(f"a line was passed over: {error}"))
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
            "FACTDESK_CACHE_DIR to another; they stay at the server, and the same command takes them"
        )
    session.journal.answer_request(answer.key)
    return True


def _enter_rest(session: Session, row: FileRow, state: BatchState) -> None:
    """Enter why requests without a line have none; only what nobody stopped is submitted again."""
    said = f": {session.settings.without_secrets(state.failure)}" if state.failure else ""
    again = state.status in {"completed", "expired"}
    cause = f"its batch {state.batch_id} ended as {state.status}{said}"
    if session.journal.fail_rest(row.number, cause, again=again) and not again:
        session.watcher.note(cause.replace("its batch", "batch", 1))
