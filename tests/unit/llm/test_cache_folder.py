"""A folder of kept answers that nobody trusts, and how a person looks after it."""

import asyncio
import json
import pickle
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import diskcache
import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from pipeline.errors import CacheError
from pipeline.llm.cache import FolderCache, entry_of, read_entry
from pipeline.llm.cache_folder import bytes_kept, count_answers, is_damaged, open_folder
from pipeline.llm.request import Origin
from tests.scripted_server import completion, scripted_server
from tests.unit.llm.asking import (
    GOOD,
    ask,
    entry_files,
    question,
    settings,
)

FINE = completion(GOOD)
DIGEST = "0" * 64
ELSEWHERE = "make room there, or set FACTDESK_CACHE_DIR to another folder"
LONG_REPLY = "reply " * 2000
RAN = "ran"
"""The file that the bomb makes where it goes off."""


class _Bomb:
    def __reduce__(self) -> Any:
        return Path.touch, (Path(RAN),)


BOMB = pickle.dumps(_Bomb())


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


def fill(folder: Path, documents: int = 1) -> None:
    with scripted_server([FINE]) as server:
        told = settings(server.base_url, cache_dir=folder)
        for number in range(documents):
            ask(told, question(document=f"[s1] The bridge cost {number} million."))


def test_the_folder_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "answers"
    keep(folder, DIGEST, "reply")

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_no_answer_is_ever_thrown_away_for_room(tmp_path: Path) -> None:
    with open_folder(tmp_path) as store:
        assert store.eviction_policy == "none"


def test_the_rights_of_a_folder_that_is_there_are_told_and_not_changed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    told: list[str] = []

    FolderCache(tmp_path, told.append).close()

    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    [line] = told
    assert f"others may read the answers in {tmp_path}" in line


def test_the_entry_shows_the_request_beside_the_reply(tmp_path: Path) -> None:
    keep(tmp_path, DIGEST, "reply")

    with diskcache.Cache(tmp_path) as plain:
        assert plain[DIGEST].startswith('{"request": {"model": "m"}, "reply": "reply", "sha256": "')


@pytest.mark.parametrize("reply", ["short", "long " * 20_000, 'odd \x85\u2028"\\'])
def test_a_reply_comes_back_as_it_was(tmp_path: Path, reply: str) -> None:
    keep(tmp_path, DIGEST, reply)

    assert look_up(tmp_path, DIGEST) == (reply, [])


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


def test_a_value_is_not_read_from_a_file(tmp_path: Path) -> None:
    with open_folder(tmp_path) as store, pytest.raises(TypeError, match="a value is text"):
        store.set("key", "text", read=True)


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
from pipeline.llm.cache_folder import open_folder

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


def test_an_entry_of_an_older_version_is_read_without_its_origin(tmp_path: Path) -> None:
    keep(tmp_path, DIGEST, "reply")
    forge(tmp_path, value=entry_of(DIGEST, {"model": "m"}, "reply"))

    assert look_up(tmp_path, DIGEST) == ("reply", [])


def test_a_changed_endpoint_or_salt_breaks_the_seal() -> None:
    entry = json.loads(entry_of(DIGEST, {"model": "m"}, "reply", Origin("openai", "")))

    assert read_entry(json.dumps(entry), DIGEST).reply == "reply"
    for name in Origin._fields:
        with pytest.raises(ValueError, match="not as it was written"):
            read_entry(json.dumps(entry | {name: "other"}), DIGEST)


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


ROTTEN = [("bridge", "bribge"), ('"model": "m"', '"model": "n"'), ('"sha256": "', '"sha256": "0')]


@pytest.mark.parametrize(("written", "rotten"), ROTTEN)
def test_an_entry_with_rotten_bits_is_a_miss_although_it_can_be_read(
    tmp_path: Path, written: str, rotten: str
) -> None:
    keep(tmp_path, DIGEST, "The bridge cost 40 million.")
    entry = entry_of(DIGEST, {"model": "m"}, "The bridge cost 40 million.")

    forge(tmp_path, value=entry.replace(written, rotten))

    assert written in entry
    assert look_up(tmp_path, DIGEST) == (None, [])


@pytest.mark.parametrize(
    "columns",
    [
        *({"value": entry} for entry in ("no json", "[]", '{"reply": 7}', '{"reply": "r"}', "{}")),
        {"value": 7},
        {"value": b"text"},
        {"mode": 4, "value": BOMB},
        {"mode": 3, "value": None, "filename": "../secret.txt"},
        {"filename": "cache.db"},
    ],
)
def test_a_forged_row_is_a_miss_that_runs_nothing_and_reads_nothing_outside(
    tmp_path: Path, columns: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "answers"
    keep(folder, DIGEST, "reply")
    (tmp_path / "secret.txt").write_text(entry_of(DIGEST, {}, "secret"))
    monkeypatch.chdir(tmp_path)
    forge(folder, **columns)

    assert look_up(folder, DIGEST) == (None, [])
    assert not (tmp_path / RAN).exists()


def test_the_bomb_of_the_test_above_goes_off_in_an_ordinary_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, DIGEST, "reply")
    monkeypatch.chdir(tmp_path)
    forge(tmp_path, mode=4, value=BOMB)

    with diskcache.Cache(tmp_path) as plain:
        plain.get(DIGEST)

    assert (tmp_path / RAN).exists()


def test_a_pickled_key_is_refused_and_runs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, DIGEST, "reply")
    monkeypatch.chdir(tmp_path)
    forge(tmp_path, key=BOMB, raw=0)

    with open_folder(tmp_path) as store, pytest.raises(ValueError, match="no text"):
        list(store)

    assert not (tmp_path / RAN).exists()


def test_answers_are_counted_and_all_that_is_kept_is_measured(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    whole = sum(file.stat().st_size for file in entry_files(tmp_path))
    (tmp_path / "reports").mkdir()
    for name in ("cache-unreadable-1.db", "reports/cache.db", "ours.txt"):
        (tmp_path / name).write_bytes(bytes(300))

    assert bytes_kept(tmp_path) == whole + 2 * 300
    assert count_answers(tmp_path) == 3


def test_where_nothing_is_kept_nothing_is_counted_and_nothing_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "none"

    assert (count_answers(folder), bytes_kept(folder)) == (0, 0)
    assert not folder.exists()


def test_a_database_that_was_killed_as_it_was_made_is_empty(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "cache.db").execute("CREATE TABLE Settings (key)").connection.close()

    assert count_answers(tmp_path) == 0


def test_a_schema_with_bytes_that_are_no_text_is_said_to_be_unreadable(tmp_path: Path) -> None:
    fill(tmp_path)
    database = (tmp_path / "cache.db").read_bytes()
    # sqlite names the table in its message, and the sqlite3 module fails to decode the message.
    (tmp_path / "cache.db").write_bytes(database.replace(b"CREATE TABLE", b"CREATE\x80TABLE"))

    with pytest.raises(CacheError, match="cannot be read"):
        count_answers(tmp_path)
