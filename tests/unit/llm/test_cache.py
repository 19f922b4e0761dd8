import asyncio
import gc
import json
import pickle
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import diskcache
import pytest
from diskcache.core import MODE_PICKLE, MODE_RAW
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from pipeline.llm import open_model
from pipeline.llm.cache import FolderCache
from pipeline.llm.entry import entry_of
from pipeline.llm.safe_disk import is_damaged, open_folder
from tests.scripted_server import ScriptedServer, completion, failing, scripted_server
from tests.unit.llm.asking import BROKEN, GOOD, LONG, ask, question, settings, short_headline, until

FINE = completion(GOOD)
DIGEST = "0" * 64
ELSEWHERE = "make room there, or set FACTDESK_CACHE_DIR to another folder"
LONG_REPLY = "reply " * 2000


@pytest.fixture(scope="module")
def a_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a database that holds one answer."""
    folder = tmp_path_factory.mktemp("answers")
    keep(folder, DIGEST, LONG_REPLY)
    return (folder / "cache.db").read_bytes()


def keep(folder: Path, key: str, reply: str) -> None:
    cache = FolderCache(folder, pytest.fail)
    asyncio.run(cache.put(key, {"model": "m"}, reply))
    cache.close()


def look_up(folder: Path, key: str) -> tuple[str | None, list[str]]:
    notes: list[str] = []
    cache = FolderCache(folder, notes.append)
    found = cache.get(key)
    cache.close()
    return found, notes


def forge(folder: Path, **columns: Any) -> None:
    """Change the only row, as somebody could who may write to the folder."""
    with sqlite3.connect(folder / "cache.db") as database:
        for name, value in columns.items():
            database.execute(f"UPDATE Cache SET {name} = ?", (value,))  # noqa: S608
    database.close()


def test_a_second_run_asks_nothing_and_reports_the_same_usage(tmp_path: Path) -> None:
    with scripted_server([completion(LONG), FINE]) as server:
        told = settings(server.base_url, cache_dir=tmp_path)
        first, paid = ask(told, question(check=short_headline))
        second, free = ask(told, question(check=short_headline))

    assert second == first
    assert len(server.requests) == paid.paid_answers == 2
    assert (free.http_attempts, free.cache_hits, free.input_tokens) == (0, 2, 0)


def test_what_was_sent_is_kept_beside_what_came(tmp_path: Path) -> None:
    with scripted_server([FINE]) as server:
        ask(settings(server.base_url, cache_dir=tmp_path))

    with open_folder(tmp_path) as store:
        [entry] = [json.loads(store[key]) for key in store]
    assert entry["request"] == server.requests[0]
    assert json.loads(entry["reply"]) == json.loads(FINE.body)


def test_sixteen_questions_alike_at_once_are_one_request() -> None:
    joined = threading.Event()

    async def run(base_url: str) -> list[Any]:
        async with open_model(settings(base_url)) as model:
            asking = [asyncio.create_task(model.ask(question())) for _ in range(16)]
            await until(lambda: model.traffic.joined == 15)
            joined.set()
            return await asyncio.gather(*asking)

    with scripted_server([completion(GOOD, until=joined)]) as server:
        answers = asyncio.run(run(server.base_url))

    assert len(server.requests) == 1
    assert all(answer == answers[0] for answer in answers)


def test_a_failure_is_shared_by_those_who_wait_and_not_kept(tmp_path: Path) -> None:
    async def run(base_url: str) -> list[Any]:
        async with open_model(settings(base_url, cache_dir=tmp_path)) as model:
            failed = await asyncio.gather(
                *(model.ask(question()) for _ in range(3)), return_exceptions=True
            )
            return [*failed, await model.ask(question())]

    with scripted_server([failing(400, "no"), FINE]) as server:
        *failed, answer = asyncio.run(run(server.base_url))

    assert len(server.requests) == 2
    assert all(isinstance(each, Exception) for each in failed)
    assert answer.fits


def test_those_who_joined_get_the_answer_when_the_first_is_cancelled() -> None:
    async def run(base_url: str) -> tuple[bool, int]:
        async with open_model(settings(base_url)) as model:
            leader = asyncio.create_task(model.ask(question()))
            follower = asyncio.create_task(model.ask(question()))
            await until(lambda: model.traffic.joined)
            leader.cancel()
            return (await follower).fits, model.traffic.joined

    with scripted_server([FINE]) as server:
        assert asyncio.run(run(server.base_url)) == (True, 1)

    assert len(server.requests) == 1


def test_leaving_while_a_request_is_under_way_ends_it_quietly() -> None:
    async def run(server: ScriptedServer) -> None:
        async with open_model(settings(server.base_url)) as model:
            asking = asyncio.create_task(model.ask(question()))
            await until(lambda: server.exchanges)
            asking.cancel()

    with scripted_server([FINE]) as server, server.holding(0):
        asyncio.run(run(server))


def test_a_failure_that_nobody_waits_for_any_more_is_not_complained_about(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def run(server: ScriptedServer) -> None:
        async with open_model(settings(server.base_url)) as model:
            with server.holding(0):
                asking = asyncio.create_task(model.ask(question()))
                await until(lambda: server.exchanges)
                asking.cancel()
            await until(lambda: not model.completions._flights)

    with scripted_server([failing(400)]) as server:
        asyncio.run(run(server))
    gc.collect()

    assert "never retrieved" not in caplog.text


def test_another_salt_asks_afresh(tmp_path: Path) -> None:
    with scripted_server([FINE]) as server:
        for salt in ("", "again", "again"):
            ask(settings(server.base_url, cache_dir=tmp_path, salt=salt))

    assert len(server.requests) == 2


@pytest.mark.parametrize("unfinished", ["length", "content_filter", "None"])
def test_an_answer_that_did_not_end_by_itself_is_not_kept(tmp_path: Path, unfinished: str) -> None:
    with scripted_server([completion("{}", finish=unfinished)]) as server:
        told = settings(server.base_url, cache_dir=tmp_path)
        for _ in range(2):
            with pytest.raises(Exception, match=r"brief\.v1"):
                ask(told)

    assert len(server.requests) in {2, 6}


def test_a_refusal_is_not_kept(tmp_path: Path) -> None:
    with scripted_server([completion("no", refusal="no"), FINE]) as server:
        told = settings(server.base_url, cache_dir=tmp_path)
        with pytest.raises(Exception, match="declines"):
            ask(told)

        [answer], _ = ask(told)

    assert answer.fits


def test_an_answer_that_fits_no_form_is_kept_so_that_a_rerun_ends_alike(tmp_path: Path) -> None:
    with scripted_server([completion(BROKEN), FINE]) as server:
        told = settings(server.base_url, cache_dir=tmp_path)
        first, _ = ask(told)
        second, _ = ask(told)

    assert second == first
    assert len(server.requests) == 2


def test_the_folder_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "answers"
    keep(folder, DIGEST, "reply")

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_no_answer_is_ever_thrown_away_for_room(tmp_path: Path) -> None:
    with open_folder(tmp_path) as store:
        assert store.eviction_policy == "none"


def test_a_folder_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    keep(tmp_path, DIGEST, "reply")

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_the_entry_shows_the_request_beside_the_reply(tmp_path: Path) -> None:
    keep(tmp_path, DIGEST, "reply")

    with diskcache.Cache(tmp_path) as plain:
        assert plain[DIGEST].startswith('{"request": {"model": "m"}, "reply": "reply", "sha256": "')


@pytest.mark.parametrize("reply", ["short", "long " * 20_000, 'odd \x85\u2028"\\'])
def test_a_reply_comes_back_as_it_was(tmp_path: Path, reply: str) -> None:
    keep(tmp_path, DIGEST, reply)

    assert look_up(tmp_path, DIGEST) == (reply, [])


def test_a_pickled_row_is_a_miss_and_runs_nothing(tmp_path: Path) -> None:
    keep(tmp_path, DIGEST, "reply")
    ran = tmp_path / "ran"
    forge(tmp_path, mode=4, value=pickle.dumps(Bomb(ran)))

    assert look_up(tmp_path, DIGEST) == (None, [])
    assert not ran.exists()


def test_the_bomb_of_the_test_above_goes_off_in_an_ordinary_cache(tmp_path: Path) -> None:
    keep(tmp_path, DIGEST, "reply")
    ran = tmp_path / "ran"
    forge(tmp_path, mode=4, value=pickle.dumps(Bomb(ran)))

    with diskcache.Cache(tmp_path) as plain:
        plain.get(DIGEST)

    assert ran.exists()


@pytest.mark.parametrize("outside", ["../secret.txt", "ABSOLUTE"])
def test_a_forged_file_name_reads_nothing_outside(tmp_path: Path, outside: str) -> None:
    secret, folder = tmp_path / "secret.txt", tmp_path / "answers"
    secret.write_text(entry_of(DIGEST, {}, "secret"))
    keep(folder, DIGEST, "reply")
    forge(folder, mode=3, filename=outside.replace("ABSOLUTE", str(secret)), value=None)

    assert look_up(folder, DIGEST) == (None, [])


@pytest.mark.parametrize("named", ["../secret.txt", "cache.db"])
def test_a_forged_file_name_deletes_nothing(tmp_path: Path, named: str) -> None:
    secret, folder = tmp_path / "secret.txt", tmp_path / "answers"
    secret.touch()
    keep(folder, DIGEST, "reply")
    forge(folder, mode=3, filename=named, value=None)

    with open_folder(folder) as store:
        store.delete(DIGEST)

    assert secret.exists()
    assert (folder / "cache.db").exists()


@pytest.mark.parametrize("entry", ["no json", "[]", '{"reply": 7}', '{"reply": "r"}', "{}", 7])
def test_an_unreadable_entry_is_a_miss(tmp_path: Path, entry: Any) -> None:
    keep(tmp_path, DIGEST, "reply")
    forge(tmp_path, value=entry)

    assert look_up(tmp_path, DIGEST) == (None, [])


def test_an_entry_whose_reply_is_no_completion_is_asked_for_again(tmp_path: Path) -> None:
    with scripted_server([FINE]) as server:
        told = settings(server.base_url, cache_dir=tmp_path)
        ask(told)
        with open_folder(tmp_path) as store:
            [key] = store
        forge(tmp_path, value=entry_of(key, {}, "<html>"))
        [answer], _ = ask(told)

    assert answer.fits
    assert len(server.requests) == 2


@pytest.mark.parametrize("content", [b"not a database at all " * 200, b"SQLite format 3\0" * 99])
def test_a_corrupt_database_is_set_aside_and_begun_anew(tmp_path: Path, content: bytes) -> None:
    database = tmp_path / "cache.db"
    database.write_bytes(content)

    found, notes = look_up(tmp_path, DIGEST)
    keep(tmp_path, DIGEST, "reply")

    assert found is None
    assert "set aside as cache-unreadable-1.db" in notes[0]
    assert (tmp_path / "cache-unreadable-1.db").read_bytes() == content
    assert look_up(tmp_path, DIGEST) == ("reply", [])


def test_a_corrupt_database_that_cannot_be_set_aside_costs_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    (tmp_path / "cache.db").write_bytes(b"garbage " * 999)
    monkeypatch.setattr(Path, "rename", read_only)

    found, notes = look_up(tmp_path, DIGEST)

    assert found is None
    assert [f"not being cached in {tmp_path}" in note for note in notes] == [True]


def test_what_is_left_of_a_corrupt_database_does_not_enter_the_new_one(tmp_path: Path) -> None:
    for name in ("cache.db", "cache.db-wal", "cache.db-shm"):
        (tmp_path / name).write_bytes(b"garbage " * 999)

    look_up(tmp_path, DIGEST)
    keep(tmp_path, DIGEST, "reply")

    assert look_up(tmp_path, DIGEST) == ("reply", [])


def test_a_second_corrupt_database_does_not_overwrite_the_first(tmp_path: Path) -> None:
    for _ in range(2):
        (tmp_path / "cache.db").write_bytes(b"garbage " * 999)
        look_up(tmp_path, DIGEST)

    assert {file.name for file in tmp_path.glob("cache-unreadable-*")} == {
        "cache-unreadable-1.db",
        "cache-unreadable-2.db",
    }


def test_a_database_that_is_only_busy_is_not_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, DIGEST, "reply")

    def busy(*_: object, **__: object) -> None:
        raise diskcache.Timeout("locked by another run")

    with monkeypatch.context() as patched:
        patched.setattr(diskcache, "Cache", busy)
        assert look_up(tmp_path, DIGEST) == (
            None,
            [f"answers are not being cached in {tmp_path}: locked by another run; {ELSEWHERE}"],
        )

    assert look_up(tmp_path, DIGEST) == ("reply", [])


def test_a_database_cut_short_is_set_aside(tmp_path: Path) -> None:
    keep(tmp_path, DIGEST, "reply")
    database = tmp_path / "cache.db"
    database.write_bytes(database.read_bytes()[:5000])

    found, notes = look_up(tmp_path, DIGEST)

    assert found is None
    assert "set aside" in notes[0]


def test_another_kind_of_key_or_value_is_refused(tmp_path: Path) -> None:
    with open_folder(tmp_path) as store:
        for key, value in ((b"key", "value"), ("key", b"value"), ("key", ["value"])):
            with pytest.raises(TypeError, match="is text"):
                store.set(key, value)
        store.set("key", "value")
        assert list(store) == ["key"]


def coded(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("what happened")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "damaged"),
    [
        (coded(sqlite3.SQLITE_CORRUPT), True),
        (coded(sqlite3.SQLITE_NOTADB), True),
        (sqlite3.OperationalError("no such column"), True),
        (UnicodeDecodeError("utf-8", b"", 0, 1, "odd"), True),
        (coded(sqlite3.SQLITE_FULL), False),
        (coded(sqlite3.SQLITE_IOERR_READ), False),
        (coded(sqlite3.SQLITE_BUSY_SNAPSHOT), False),
        (PermissionError(13, "Permission denied"), False),
        (diskcache.Timeout("locked"), False),
    ],
)
def test_damage_is_told_from_faults_of_the_moment(error: Exception, damaged: bool) -> None:  # noqa: FBT001
    assert is_damaged(error) is damaged


@pytest.mark.parametrize(("key", "raw"), [("text", False), (b"bytes", True)])
def test_a_key_is_text_that_was_stored_as_text(tmp_path: Path, key: object, raw: object) -> None:
    with open_folder(tmp_path) as store, pytest.raises(ValueError, match="no text"):
        store.disk.get(key, raw)


@pytest.mark.parametrize(
    "row",
    [(MODE_RAW, None, 7, False), (MODE_RAW, "file", "text", False), (MODE_RAW, None, "text", True),
     (MODE_PICKLE, None, "text", False)],
)  # fmt: skip
def test_a_value_is_text_in_the_row_itself(tmp_path: Path, row: tuple[Any, ...]) -> None:
    with open_folder(tmp_path) as store, pytest.raises(ValueError, match="no text"):
        store.disk.fetch(*row)


def test_a_value_is_not_read_from_a_file(tmp_path: Path) -> None:
    with open_folder(tmp_path) as store, pytest.raises(TypeError, match="a value is text"):
        store.set("key", "text", read=True)


def test_a_pickled_key_is_refused_and_runs_nothing(tmp_path: Path) -> None:
    keep(tmp_path, DIGEST, "reply")
    ran = tmp_path / "ran"
    forge(tmp_path, key=pickle.dumps(Bomb(ran)), raw=0)

    with open_folder(tmp_path) as store, pytest.raises(ValueError, match="no text"):
        list(store)

    assert not ran.exists()


def test_a_long_answer_leaves_no_file_beside_the_database(tmp_path: Path) -> None:
    keep(tmp_path, DIGEST, "long " * 20_000)

    assert {file.name for file in tmp_path.rglob("*")} <= {
        "cache.db",
        "cache.db-wal",
        "cache.db-shm",
    }


def test_an_answer_is_on_the_disk_before_it_is_used(tmp_path: Path) -> None:
    with open_folder(tmp_path) as store:
        [[synchronous]] = store._sql("PRAGMA synchronous").fetchall()

    assert synchronous == 2


CUT_WHILE_OPEN = """
import os, sqlite3, sys
from pathlib import Path
from pipeline.llm.safe_disk import open_folder

folder = Path(sys.argv[1])
store = open_folder(folder)
for number in range(20):
    store.set(f"key {number}", "x" * 20_000)
store._sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
os.truncate(folder / "cache.db", 50_000)
try:
    store.get("key 19")
except Exception as error:
    print(isinstance(error, sqlite3.Error))
"""


def test_a_database_cut_short_while_it_is_open_ends_no_process(tmp_path: Path) -> None:
    run = [sys.executable, "-c", CUT_WHILE_OPEN, str(tmp_path)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)  # noqa: S603  # ours

    assert (done.returncode, done.stdout) == (0, "True\n")


@pytest.mark.parametrize(
    ("written", "rotten"),
    [
        ("40 million", "49 million"),
        ('"model": "m"', '"model": "n"'),
        ('"sha256": "', '"sha256": "0'),
    ],
)
def test_an_entry_with_rotten_bits_is_a_miss_although_it_can_be_read(
    tmp_path: Path, written: str, rotten: str
) -> None:
    keep(tmp_path, DIGEST, "The bridge cost 40 million.")
    with open_folder(tmp_path) as store:
        entry = store[DIGEST]

    forge(tmp_path, value=entry.replace(written, rotten))

    assert written in entry
    assert look_up(tmp_path, DIGEST) == (None, [])


def test_an_entry_under_another_key_is_a_miss(tmp_path: Path) -> None:
    keep(tmp_path, DIGEST, "reply")
    forge(tmp_path, key="1" * 64)

    assert look_up(tmp_path, "1" * 64) == (None, [])


@given(places=st.lists(st.integers(min_value=0), min_size=1, max_size=20), bit=st.integers(0, 7))
@settings_of_hypothesis(max_examples=20)
def test_whatever_bits_of_a_database_flip_no_other_answer_is_replayed(
    a_database: bytes, places: list[int], bit: int
) -> None:
    content = bytearray(a_database)
    for place in places:
        content[place % len(content)] ^= 1 << bit

    with TemporaryDirectory() as folder:
        (Path(folder) / "cache.db").write_bytes(content)
        found, _ = look_up(Path(folder), DIGEST)

    assert found in {None, LONG_REPLY}


def test_a_folder_that_cannot_be_made_costs_a_note_and_no_answer(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with scripted_server([FINE]) as server:
        [answer], traffic = ask(settings(server.base_url, cache_dir=tmp_path / "file" / "answers"))

    assert answer.fits
    assert "answers are not being cached" in traffic.notes[0]


def test_a_full_disk_costs_one_note_and_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(diskcache.Cache, "set", full)
    with scripted_server([FINE]) as server:
        answers, traffic = ask(
            settings(server.base_url, cache_dir=tmp_path),
            *(question(document=f"[s1] {number}") for number in range(3)),
        )

    assert all(answer.fits for answer in answers)
    assert traffic.notes == [
        f"answers are not being cached in {tmp_path}: database or disk is full; {ELSEWHERE}"
    ]


class Bomb:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return Path.touch, (self.path,)
