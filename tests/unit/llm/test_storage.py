import asyncio
import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SettingsError
from pipeline.llm.cache import RunCache
from pipeline.llm.shared import Leases, SharedCache, StorageCalls, StorageFails
from pipeline.llm.shared.storage import FolderStorage, ObjectStorage, Storage, open_storage
from tests.scripted_server import completion, scripted_server
from tests.unit.llm.asking import GOOD, ask, question, settings

KEY = "ab" + "0" * 62
ANSWER = f"ab/{KEY}.json"
REQUEST = {"model": "m"}


@pytest.fixture(params=["folder", "memory", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "s3":
        return open_storage(f"{request.getfixturevalue('s3')}/{tmp_path.name}")
    return open_storage(str(tmp_path) if request.param == "folder" else f"memory://{tmp_path.name}")


def test_what_was_written_is_read_until_it_is_removed(storage: Storage) -> None:
    assert storage.read("ab/x") is None

    storage.write("ab/x", b"one")
    storage.write("ab/x", b"two")

    assert storage.read("ab/x") == b"two"
    storage.remove("ab/x")
    storage.remove("ab/x")
    assert storage.read("ab/x") is None


def test_what_is_there_is_not_created_again(storage: Storage) -> None:
    assert storage.create("ab/x", b"first")
    assert not storage.create("ab/x", b"second")

    assert storage.read("ab/x") == b"first"


def test_a_folder_in_the_place_of_an_answer_is_none(tmp_path: Path) -> None:
    (tmp_path / "ab" / "x").mkdir(parents=True)

    storage = open_storage(f"file://{tmp_path}")
    assert storage.read("ab/x") is None


def test_a_folder_that_is_made_is_for_its_owner_alone_and_one_that_is_there_stays(
    tmp_path: Path,
) -> None:
    made, there = tmp_path / "made" / "answers", tmp_path / "there"
    there.mkdir()
    there.chmod(0o770)

    for folder in (made, there):
        open_storage(str(folder)).write("ab/x", b"one")

    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert stat.S_IMODE(there.stat().st_mode) == 0o770


def test_a_write_that_fails_leaves_what_was_there_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = open_storage(str(tmp_path))
    storage.write("ab/x", b"one")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        storage.write("ab/x", b"two")

    assert [file.name for file in (tmp_path / "ab").iterdir()] == ["x"]
    assert storage.read("ab/x") == b"one"


@pytest.mark.usefixtures("s3")
def test_a_bucket_that_is_missing_is_not_made() -> None:
    storage = open_storage("s3://of-nobody/answers")

    assert storage.read("ab/x") is None
    for put in (storage.write, storage.create):
        with pytest.raises(FileNotFoundError):
            put("ab/x", b"one")


class Refusing:
    """A file system whose puts for one only end with an error."""

    async_impl = True

    def __init__(self, error: Exception) -> None:
        self._error = error
        self.kept: dict[str, bytes] = {}

    def pipe_file(self, path: str, content: bytes, **mode: object) -> None:
        if mode.get("mode") == "create":
            raise self._error
        self.kept[path] = content

    def cat_file(self, path: str, **_: object) -> bytes:
        if path not in self.kept:
            raise FileNotFoundError
        return self.kept[path]


class ClientError(Exception):
    """As botocore's: the reply in parts."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.response = {"Error": {}, "ResponseMetadata": {"HTTPStatusCode": status}}


def s3_reply(status: int) -> OSError:
    """Return what s3fs raises for a reply whose code it does not know."""
    error = OSError(errno.EIO, "?")
    error.__cause__ = ClientError(status)
    return error


@pytest.mark.parametrize("status", [409, 412])
def test_a_put_that_came_second_is_told_by_its_status(status: int) -> None:
    assert not ObjectStorage(Refusing(s3_reply(status)), "b").create("ab/x", b"one")


@pytest.mark.parametrize("error", [OSError(errno.ENOSYS, "?"), NotImplementedError(), TypeError()])
def test_where_nothing_can_be_created_for_one_only_we_look_first(error: Exception) -> None:
    storage = ObjectStorage(Refusing(error), "b")

    assert storage.create("ab/x", b"one")
    assert not storage.create("ab/x", b"two")
    assert storage.read("ab/x") == b"one"


def test_any_other_failure_to_create_is_raised() -> None:
    with pytest.raises(PermissionError):
        ObjectStorage(Refusing(PermissionError()), "b").create("ab/x", b"one")


@pytest.mark.parametrize(("url", "extra"), [("s3://b/a", r"factdesk\[s3\]"), ("gs://b/a", "gcsfs")])
def test_a_package_that_is_missing_is_named(
    url: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: Any, **__: Any) -> None:
        raise ImportError

    monkeypatch.setattr("fsspec.core.url_to_fs", missing)

    with pytest.raises(SettingsError, match=extra):
        open_storage(url)


def test_an_address_that_fsspec_cannot_open_is_refused_without_repeating_it() -> None:
    with pytest.raises(SettingsError, match="FACTDESK_CACHE_URL") as refused:
        open_storage("nosuch://me:hunter2@h/answers")

    assert "hunter2" not in str(refused.value)
    assert refused.value.__cause__ is None


class Failing:
    """A storage that is away, which counts who tries."""

    def __init__(self, error: Exception) -> None:
        self._error, self.tries = error, 0

    def _fail(self, *_: object) -> Any:
        self.tries += 1
        raise self._error

    read = write = create = remove = _fail


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (PermissionError("s3://key:hunter2@b"), "access is denied"),
        (FileNotFoundError("hunter2"), "no such bucket or folder"),
        (TimeoutError("hunter2"), "no reply within 20 seconds"),
        (OSError(28, "hunter2"), "No space left on device"),
        (OSError("hunter2"), "OSError"),
        (RuntimeError("hunter2"), "RuntimeError"),
    ],
)
def test_a_storage_that_fails_is_told_of_once_in_our_words_and_left_alone(
    error: Exception, cause: str
) -> None:
    notes: list[str] = []
    storage = Failing(error)

    async def run() -> str | None:
        calls = StorageCalls(storage, notes.append)
        cache = SharedCache(RunCache(), calls, Leases(calls))
        await cache.claim(KEY)
        await cache.put(KEY, REQUEST, "reply")
        await cache.release(KEY)
        cache.close()
        return cache.get(KEY)

    assert asyncio.run(run()) == "reply"
    assert storage.tries == 1
    [note] = notes
    assert f"cannot be used: {cause};" in note
    assert "hunter2" not in note


def test_a_storage_that_failed_is_tried_again_after_a_rest(tmp_path: Path) -> None:
    notes: list[str] = []

    async def run() -> bytes | None:
        (tmp_path / "ab").write_text("in the way")
        calls = StorageCalls(FolderStorage(tmp_path), notes.append, rest=0.0)
        with pytest.raises(StorageFails):
            await calls(calls.storage.write, ANSWER, b"one")
        (tmp_path / "ab").unlink()
        await calls(calls.storage.write, ANSWER, b"two")
        calls.close()
        return FolderStorage(tmp_path).read(ANSWER)

    assert asyncio.run(run()) == b"two"
    assert len(notes) == 1


def test_a_run_whose_storage_is_away_is_answered_and_says_so_once(tmp_path: Path) -> None:
    (tmp_path / "shared").write_text("no folder")
    told = {"cache_dir": tmp_path / "own", "shared_cache": str(tmp_path / "shared")}
    with scripted_server([completion(GOOD)]) as server:
        questions = [question(document=f"[s1] It costs {number}.") for number in range(5)]
        answers, traffic = ask(settings(server.base_url, **told), *questions)

    assert len(answers) == traffic.all_paid.answers == 5
    [note] = traffic.notes
    assert "FACTDESK_CACHE_URL" in note
    assert str(tmp_path) not in note
