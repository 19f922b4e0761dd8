import asyncio
import json
import os
import threading
from collections import Counter
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fsspec.core import url_to_fs
from hypothesis import given
from hypothesis import strategies as st

from pipeline.llm import open_model
from pipeline.llm.cache import FolderCache, RunCache, entry_of, read_entry
from pipeline.llm.cache_folder import open_folder
from pipeline.llm.completions import NotKept
from pipeline.llm.model import open_kept
from pipeline.llm.shared import (
    RENEWALS,
    Leases,
    SharedCache,
    StorageCalls,
    Watch,
)
from pipeline.llm.shared.storage import FolderStorage, Storage, open_storage
from tests import s3 as s3_server
from tests import sharing
from tests.command import PATIENCE
from tests.scripted_server import Reply, completion, failing, scripted_server
from tests.unit.llm.asking import GOOD, LONG, ask, question, settings, until

FINE = completion(GOOD)
KEY = "ab" + "0" * 62
ANSWER, LEASE = f"ab/{KEY}.json", f"ab/{KEY}.lease"
REQUEST = {"model": "m"}
SHORT = 0.3
"""Seconds after which a lease of these tests has run out."""


@pytest.fixture(params=["folder", "memory", "s3"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "s3":
        return f"{request.getfixturevalue('s3')}/{tmp_path.name}"
    return f"{tmp_path}/shared" if request.param == "folder" else f"memory://{tmp_path.name}"


def sharing_cache(
    storage: Storage, *, seconds: float = SHORT, patience: float = 60.0
) -> SharedCache:
    """Return the cache of a process that has nothing at hand."""
    calls = StorageCalls(storage, pytest.fail)
    return SharedCache(RunCache(), calls, Leases(calls, seconds), patience=patience)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Return an event that comes when somebody has seen the lease of another, and waits."""
    event, allows = asyncio.Event(), Watch.allows

    async def watched(watch: Watch) -> bool:
        is_allowed = await allows(watch)
        if not is_allowed:
            event.set()
        return is_allowed

    monkeypatch.setattr(Watch, "allows", watched)
    return event


async def claimed(cache: SharedCache) -> str | None:
    try:
        return await cache.claim(KEY)
    finally:
        cache.close()


def test_what_one_machine_paid_another_finds_and_keeps_at_hand(
    address: str, tmp_path: Path
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    with scripted_server([FINE]) as server:
        paid, _ = ask(settings(server.base_url, cache_dir=one, shared_cache=address))
        found, free = ask(settings(server.base_url, cache_dir=other, shared_cache=address))
        alone, _ = ask(settings(server.base_url, cache_dir=other))

    assert len(server.requests) == 1
    assert paid == found == alone
    assert (free.all_paid.answers, free.all_kept.answers, free.notes) == (0, 1, [])


def test_a_model_that_never_asks_leaves_the_storage_alone(tmp_path: Path) -> None:
    told = settings(None, cache_dir=tmp_path / "own", shared_cache=str(tmp_path / "shared"))

    with pytest.raises(NotKept):
        asyncio.run(open_kept(told).ask(question()))

    assert not (tmp_path / "shared").exists()


def test_an_object_holds_the_text_that_the_folder_holds_and_no_lease_is_left(
    tmp_path: Path,
) -> None:
    shared = tmp_path / "shared"
    with scripted_server([FINE]) as server:
        ask(settings(server.base_url, cache_dir=tmp_path / "own", shared_cache=str(shared)))

    with open_folder(tmp_path / "own") as own:
        [key] = own
        kept = own[key]
    [file] = [each for each in shared.rglob("*") if each.is_file()]
    assert file == shared / key[:2] / f"{key}.json"
    assert file.read_text(encoding="utf-8") == kept


def test_answers_are_shared_where_none_are_kept_at_hand(tmp_path: Path) -> None:
    with scripted_server([FINE]) as server:
        for _ in range(2):
            ask(settings(server.base_url, shared_cache=str(tmp_path)))

    assert len(server.requests) == 1


def test_an_answer_that_is_asked_for_afresh_takes_the_place_of_the_shared_one(
    tmp_path: Path,
) -> None:
    with scripted_server([FINE, completion(LONG)]) as server:
        ask(settings(server.base_url, shared_cache=str(tmp_path)))
        ask(settings(server.base_url, shared_cache=str(tmp_path), refresh=True))
        [last], _ = ask(settings(server.base_url, shared_cache=str(tmp_path)))

    assert len(server.requests) == 2
    assert last.attempts[-1].headline == LONG["headline"]


def test_a_recording_leaves_the_storage_alone(tmp_path: Path) -> None:
    recording = {"cassette": tmp_path / "made.yaml", "record": "once"}
    with scripted_server([FINE]) as server:
        for _ in range(2):
            ask(settings(server.base_url, shared_cache=str(tmp_path / "shared"), **recording))

    assert len(server.requests) == 1
    assert not (tmp_path / "shared").exists()


@given(st.binary())
def test_any_bytes_in_the_place_of_an_answer_are_a_miss(content: bytes) -> None:
    storage = open_storage("memory://any-bytes")
    storage.write(ANSWER, content)
    storage.remove(LEASE)

    assert asyncio.run(claimed(sharing_cache(storage))) is None


@given(at=st.integers(min_value=0), flipped=st.integers(1, 255))
def test_an_answer_of_which_any_byte_has_changed_is_a_miss(at: int, flipped: int) -> None:
    storage = open_storage("memory://rotten")
    content = bytearray(entry_of(KEY, REQUEST, "reply").encode())
    content[at % len(content)] ^= flipped
    storage.write(ANSWER, bytes(content))
    storage.remove(LEASE)

    assert asyncio.run(claimed(sharing_cache(storage))) in {None, "reply"}


def test_an_answer_to_another_request_is_a_miss(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    storage.write(ANSWER, entry_of("ab" + "1" * 62, REQUEST, "reply").encode())

    assert asyncio.run(claimed(sharing_cache(storage))) is None


def test_a_shared_reply_that_is_no_completion_is_asked_for_and_replaced(tmp_path: Path) -> None:
    shared = FolderStorage(tmp_path)
    with scripted_server([FINE]) as server:
        told = settings(server.base_url, shared_cache=str(tmp_path))
        ask(told)
        [file] = tmp_path.rglob("*.json")
        name = str(file.relative_to(tmp_path))
        shared.write(name, entry_of(file.stem, REQUEST, "<html>").encode())
        answers, _ = ask(told)

    assert answers[0].fits
    assert len(server.requests) == 2
    assert json.loads(read_entry(file.read_text(encoding="utf-8"), file.stem).reply)["choices"]


def test_who_comes_second_waits_for_the_answer_of_the_first(
    address: str, waits: asyncio.Event
) -> None:
    async def meet() -> list[str | None]:
        first, second = (sharing_cache(open_storage(address), seconds=60.0) for _ in range(2))
        ours = await first.claim(KEY)
        waiting = asyncio.create_task(second.claim(KEY))
        await waits.wait()
        await first.put(KEY, REQUEST, "reply")
        await first.release(KEY)
        found = await waiting
        for cache in (first, second):
            cache.close()
        return [ours, found, second.get(KEY)]

    assert asyncio.run(meet()) == [None, "reply", "reply"]


class Renewed(FolderStorage):
    """A folder that counts how often a lease was renewed."""

    renewals = 0

    def write(self, name: str, content: bytes) -> None:
        super().write(name, content)
        self.renewals += 1


def test_a_lease_is_renewed_for_as_long_as_its_owner_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage, seconds = Renewed(tmp_path), 0.03

    def third_of_a_lease_a_renewal() -> float:
        return storage.renewals * seconds / RENEWALS

    clock = SimpleNamespace(monotonic=third_of_a_lease_a_renewal)
    monkeypatch.setattr("pipeline.llm.shared.time", clock)

    async def meet() -> bool:
        first, second = (sharing_cache(storage, seconds=seconds) for _ in range(2))
        await first.claim(KEY)
        waiting = asyncio.create_task(second.claim(KEY))
        await until(lambda: storage.renewals >= 5 * RENEWALS or waiting.done())
        still_waits = not waiting.done()
        await first.release(KEY)
        await waiting
        await second.release(KEY)
        for cache in (first, second):
            cache.close()
        return still_waits

    assert asyncio.run(meet())


def test_a_renewal_under_way_does_not_bring_back_a_lease_that_was_given_up(tmp_path: Path) -> None:
    renewing, removed, renewed = threading.Event(), threading.Event(), threading.Event()

    class Slow(FolderStorage):
        def write(self, name: str, content: bytes) -> None:
            renewing.set()
            removed.wait(0.3)  # only where nobody waits for us does it come while we write
            super().write(name, content)
            renewed.set()

        def remove(self, name: str) -> None:
            super().remove(name)
            removed.set()

    async def run() -> None:
        cache = sharing_cache(Slow(tmp_path))
        await cache.claim(KEY)
        await asyncio.to_thread(renewing.wait, PATIENCE)
        await cache.release(KEY)
        await asyncio.to_thread(renewed.wait, PATIENCE)
        cache.close()

    asyncio.run(run())

    assert FolderStorage(tmp_path).read(LEASE) is None


def test_when_the_first_fails_the_second_has_its_turn(address: str, waits: asyncio.Event) -> None:
    async def meet() -> str | None:
        first, second = (sharing_cache(open_storage(address), seconds=60.0) for _ in range(2))
        await first.claim(KEY)
        waiting = asyncio.create_task(second.claim(KEY))
        await waits.wait()
        await first.release(KEY)
        turn = await waiting
        await second.release(KEY)
        for cache in (first, second):
            cache.close()
        return turn

    assert asyncio.run(meet()) is None
    assert open_storage(address).read(LEASE) is None


def test_a_lease_that_nobody_renews_runs_out(address: str) -> None:
    storage = open_storage(address)
    storage.create(LEASE, b"of one who died")

    assert asyncio.run(claimed(sharing_cache(storage))) is None
    assert storage.read(LEASE) != b"of one who died"


def ask_forever(folder: Path, asking: Event) -> None:
    async def run() -> None:
        await sharing_cache(FolderStorage(folder)).claim(KEY)
        asking.set()
        await asyncio.sleep(600)

    asyncio.run(run())


def test_a_process_that_is_killed_while_it_asks_costs_the_others_the_length_of_a_lease(
    tmp_path: Path,
) -> None:
    forking = sharing.forking()
    asking = forking.Event()
    owner = forking.Process(target=ask_forever, args=(tmp_path, asking))
    owner.start()
    assert asking.wait(60)
    owner.kill()
    owner.join()
    storage = FolderStorage(tmp_path)
    assert storage.read(LEASE) is not None

    assert asyncio.run(claimed(sharing_cache(storage))) is None


def test_nobody_waits_longer_than_an_answer_may_take(tmp_path: Path) -> None:
    async def meet() -> str | None:
        first = sharing_cache(FolderStorage(tmp_path), seconds=PATIENCE)
        second = sharing_cache(FolderStorage(tmp_path), seconds=PATIENCE, patience=0.2)
        await first.claim(KEY)
        turn = await second.claim(KEY)
        await second.release(KEY)  # it held none, so the first one's stays
        kept = FolderStorage(tmp_path).read(LEASE)
        for cache in (first, second):
            await cache.release(KEY)
            cache.close()
        return turn if kept else "the lease of another was removed"

    assert asyncio.run(meet()) is None


class Meddled(FolderStorage):
    """A storage in which something happens just before a lease is taken."""

    def __init__(self, root: Path, before: Callable[[], None]) -> None:
        super().__init__(root)
        self._before = before

    def create(self, name: str, content: bytes) -> bool:
        self._before()
        return super().create(name, content)


def test_an_answer_that_is_kept_between_looking_and_taking_the_lease_is_found(
    tmp_path: Path,
) -> None:
    plain = FolderStorage(tmp_path)
    entry = entry_of(KEY, REQUEST, "reply").encode()

    storage = Meddled(tmp_path, lambda: plain.write(ANSWER, entry))

    assert asyncio.run(claimed(sharing_cache(storage))) == "reply"


def test_a_run_that_is_left_amid_a_request_gives_its_lease_up(tmp_path: Path) -> None:
    async def run(base_url: str) -> None:
        async with open_model(settings(base_url, shared_cache=str(tmp_path))) as model:
            asking = asyncio.create_task(model.ask(question()))
            await asyncio.to_thread(asked.wait, PATIENCE)
            asking.cancel()

    asked, left = threading.Event(), threading.Event()

    def reply(_: dict[str, Any]) -> Reply:
        assert len(list(tmp_path.rglob("*.lease"))) == 1
        asked.set()
        return completion(GOOD, until=left)

    with scripted_server(reply) as server:
        asyncio.run(run(server.base_url))
        left.set()

    assert list(tmp_path.rglob("*.lease")) == []


def test_a_request_that_fails_gives_its_lease_up(tmp_path: Path) -> None:
    with scripted_server([failing(400, "no"), FINE]) as server:
        told = settings(server.base_url, shared_cache=str(tmp_path))
        with pytest.raises(Exception, match="brief"):
            ask(told)
        answers, _ = ask(told)

    assert answers[0].fits
    assert list(tmp_path.rglob("*.lease")) == []


class Counting(FolderStorage):
    """A storage that counts what an object store asks money for."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.calls: Counter[str] = Counter()

    def read(self, name: str) -> bytes | None:
        self.calls["read"] += 1
        return super().read(name)

    def write(self, name: str, content: bytes) -> None:
        self.calls["put"] += 1
        super().write(name, content)

    def create(self, name: str, content: bytes) -> bool:
        self.calls["put"] += 1
        return super().create(name, content)

    def remove(self, name: str) -> None:
        self.calls["delete"] += 1
        super().remove(name)


def test_an_answer_costs_the_calls_that_the_documentation_names(tmp_path: Path) -> None:
    async def pay_and_find() -> tuple[Counter[str], Counter[str]]:
        paying, finding = Counting(tmp_path), Counting(tmp_path)
        payer, finder = sharing_cache(paying, seconds=60.0), sharing_cache(finding, seconds=60.0)
        await payer.claim(KEY)
        await payer.put(KEY, REQUEST, "reply")
        await payer.release(KEY)
        await finder.claim(KEY)
        await finder.release(KEY)
        for cache in (payer, finder):
            cache.close()
        return paying.calls, finding.calls

    paid, found = asyncio.run(pay_and_find())

    assert paid == {"read": 2, "put": 2, "delete": 1}
    assert found == {"read": 1}


def test_the_loop_goes_on_while_the_storage_is_slow(tmp_path: Path) -> None:
    looked, may_go_on = threading.Event(), threading.Event()

    class Slow(FolderStorage):
        def read(self, name: str) -> bytes | None:
            looked.set()
            assert may_go_on.wait(PATIENCE), "the loop stood still while the storage was asked"
            return super().read(name)

    async def run() -> str | None:
        asking = asyncio.create_task(claimed(sharing_cache(Slow(tmp_path))))
        await asyncio.to_thread(looked.wait, PATIENCE)
        may_go_on.set()
        return await asking

    assert asyncio.run(run()) is None


def test_four_processes_pay_once_for_each_of_a_hundred_answers(s3: str, tmp_path: Path) -> None:
    storage = f"{s3}/four"
    with scripted_server(sharing.answer) as server:
        workers = [
            sharing.Worker(server.base_url, storage, tmp_path / f"own-{order}", order, 100)
            for order in range(4)
        ]
        said = sharing.work(workers, s3_server.environment(os.environ["AWS_ENDPOINT_URL"]))
    asked = Counter(json.dumps(body, sort_keys=True) for body in server.requests)

    assert [(each.wrong, each.notes) for each in said] == [((), ())] * 4
    assert sum(each.paid for each in said) == len(server.requests)
    assert len(asked) == 100
    assert sum(times == 1 for times in asked.values()) >= 99
    files, root = url_to_fs(storage)
    objects = {Path(name).stem: files.cat_file(name).decode() for name in files.find(root)}
    assert len(objects) == 100
    assert all(read_entry(text, key).reply for key, text in objects.items())


def test_what_is_found_is_kept_in_the_folder_with_its_request(tmp_path: Path) -> None:
    shared, own = FolderStorage(tmp_path / "shared"), tmp_path / "own"
    shared.write(ANSWER, entry_of(KEY, REQUEST, "reply").encode())

    async def run() -> str | None:
        calls = StorageCalls(shared, pytest.fail)
        return await claimed(SharedCache(FolderCache(own, pytest.fail), calls, Leases(calls)))

    assert asyncio.run(run()) == "reply"
    with open_folder(own) as kept:
        assert read_entry(kept[KEY], KEY).request == REQUEST
