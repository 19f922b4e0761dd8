import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.corpus.ledger import FILE, MOST_ATTEMPTS, Ledger
from pipeline.corpus.outcome import State
from pipeline.corpus.outputs import write_outputs
from pipeline.corpus.reading.record import Record
from pipeline.corpus.results_folder import Folder
from pipeline.corpus.work import job_of
from pipeline.errors import SettingsError
from tests.unit.corpus.outcomes import done_job, failed_job, job


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(tmp_path)
    yield opened
    opened.close()


def test_what_is_done_is_not_missing_in_the_next_run(ledger: Ledger, tmp_path: Path) -> None:
    ledger.missing([job(0), job(1)])
    ledger.keep(done_job(0))
    ledger.close()

    again = Ledger.open(tmp_path)

    assert again.missing([job(0), job(1), job(2)]) == {1, 2}
    assert again.counts() == {State.PENDING: 2, State.DONE: 1, State.FAILED: 0, State.DEAD: 0}
    again.close()


def test_an_article_that_has_changed_is_done_again_and_its_old_result_is_gone(
    ledger: Ledger,
) -> None:
    ledger.missing([job(0)])
    ledger.keep(done_job(0))

    assert ledger.missing([job(0, digest="changed")]) == {0}

    (kept,) = ledger.kept(results=True)
    assert (kept.state, kept.result, list(ledger.parts())) == (State.PENDING, None, [])
    assert rows_of(ledger) == 0


@pytest.mark.parametrize("state", [State.FAILED, State.DEAD])
def test_what_failed_is_left_alone_until_its_state_is_asked_for(
    ledger: Ledger, state: State
) -> None:
    ledger.missing([job(0)])
    ledger.keep(failed_job(0, state))

    assert ledger.missing([job(0)]) == set()
    assert ledger.missing([job(0)], again={state}) == {0}


def test_an_article_that_fails_in_run_after_run_is_dead(ledger: Ledger) -> None:
    states = []
    for _ in range(MOST_ATTEMPTS):
        ledger.missing([job(0)], again={State.FAILED})
        states.append(ledger.keep(failed_job(0)).state)

    assert states == [State.FAILED] * (MOST_ATTEMPTS - 1) + [State.DEAD]
    (kept,) = ledger.kept(State.DEAD)
    assert (kept.attempts, kept.reason) == (MOST_ATTEMPTS, "no server")


def test_a_result_that_cannot_be_kept_whole_is_not_kept_in_part(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.missing([job(0)])

    def disk_is_full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as full:
        full.setattr(ledger._rows, "put", disk_is_full)
        with pytest.raises(sqlite3.OperationalError):
            ledger.keep(done_job(0))

    (kept,) = ledger.kept()
    assert (kept.state, kept.attempts) == (State.PENDING, 0)
    assert ledger.keep(done_job(0)).state is State.DONE  # there is room again


def test_articles_beyond_the_end_of_the_corpus_are_forgotten_with_their_rows(
    ledger: Ledger,
) -> None:
    ledger.missing([job(0), job(1)])
    ledger.keep(done_job(0))
    ledger.keep(done_job(1))
    rows = rows_of(ledger)

    ledger.end_at(1)

    assert [kept.number for kept in ledger.kept()] == [0]
    assert rows_of(ledger) == rows / 2


def test_results_come_in_the_order_of_the_corpus(ledger: Ledger) -> None:
    ledger.missing([job(number) for number in range(3)])

    for number in (2, 0, 1):
        ledger.keep(done_job(number))

    assert [kept.number for kept in ledger.kept(State.DONE)] == [0, 1, 2]


def test_one_run_at_a_time_has_the_ledger_open(ledger: Ledger, tmp_path: Path) -> None:
    ledger.missing([job(0)])

    with pytest.raises(SettingsError, match="another run is writing to"):
        Ledger.open(tmp_path)


def test_a_ledger_of_another_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    Ledger.open(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        ((ours,),) = database.execute("PRAGMA user_version").fetchall()
        database.execute("PRAGMA user_version = 1")

    with pytest.raises(SettingsError, match="was written by another version"):
        Ledger.open(tmp_path)

    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (1,)
    assert ours > 1


def test_a_file_that_is_no_ledger_is_named_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"notes of mine, no database at all" * 40)

    with pytest.raises(SettingsError, match="is no ledger of a run"):
        Ledger.open(tmp_path)

    assert (tmp_path / FILE).read_bytes().startswith(b"notes of mine")


def test_half_a_surrogate_in_a_name_is_no_fault(ledger: Ledger) -> None:
    odd = Record(0, "id \ud800", "file \udcff.txt", "text", keys=(("desk", "\ud800"),))

    ledger.missing([job_of(odd, "recipe")])

    (kept,) = ledger.kept()
    assert (kept.id, kept.source, kept.extra) == ("id ?", "file ?.txt", '{"desk": "?"}')


def rows_of(ledger: Ledger) -> int:
    (count,) = ledger.connection.execute("SELECT count(*) FROM merging_rows").fetchone()
    return int(count)


def test_a_full_disk_is_told_and_with_more_room_the_run_goes_on(tmp_path: Path) -> None:
    done = 0
    told = r"run\.db' cannot be written .*make room there"
    with pytest.raises(SettingsError, match=told), Ledger.open(tmp_path) as ledger:  # noqa: PT012  # what is tested is the block
        ledger.connection.execute("PRAGMA max_page_count = 60")
        for number in range(200):
            ledger.missing([job(number)])
            ledger.keep(done_job(number))
            done = number + 1
    assert 0 < done < 200

    with Ledger.open(tmp_path) as again:
        assert again.counts()[State.DONE] == done
        assert again.missing([job(number) for number in range(done + 2)]) == {done, done + 1}


def test_a_ledger_that_is_damaged_inside_is_named(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        for number in range(20):
            ledger.missing([job(number)])
            ledger.keep(done_job(number))
    size = (tmp_path / FILE).stat().st_size
    with (tmp_path / FILE).open("r+b") as file:
        file.seek(size // 4)
        file.write(b"\xff" * (size // 2))

    with (
        pytest.raises(SettingsError, match=r"run\.db' is damaged .*move it away"),
        Ledger.open(tmp_path) as ledger,
    ):
        list(ledger.kept(results=True))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE articles SET result = x'78' WHERE number = 0", "incomplete or truncated stream"),
        ("UPDATE articles SET state = 'dune' WHERE number = 0", "'dune' is no state of an article"),
    ],
)
def test_what_is_damaged_in_a_row_is_told_as_damage_of_the_file(
    tmp_path: Path, damage: str, said: str
) -> None:
    with Ledger.open(tmp_path) as ledger:
        ledger.missing([job(0)])
        ledger.keep(done_job(0))
        ledger.connection.execute(damage)

    with (
        pytest.raises(SettingsError, match=rf"run\.db' is damaged \(.*{said}.*\): move it away"),
        Ledger.open(tmp_path) as ledger,
    ):
        write_outputs(ledger, Folder(str(tmp_path)), "jsonl")


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as another:
        another.execute("CREATE TABLE notes (text)")

    with pytest.raises(SettingsError, match="is no ledger of a run: move it away"):
        Ledger.open(tmp_path)

    with closing(sqlite3.connect(tmp_path / FILE)) as another:
        assert another.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]
        assert another.execute("PRAGMA user_version").fetchone() == (0,)
        assert another.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_another_error_in_the_block_is_told_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(KeyError), Ledger.open(tmp_path):
        raise KeyError("ours")
