"""A folder of kept answers looked into: whatever is in it, it is named and nothing is raised or run."""

import asyncio
import dataclasses
import json
import pickle
import sqlite3
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from pipeline.errors import CacheError
from pipeline.llm import cache_folder, open_model
from pipeline.llm.cache_folder import Slot, clear, faults, rebuild, remove, set_aside, slots
from pipeline.llm.entry import entry_of
from pipeline.llm.key import Origin
from tests.scripted_server import Reply, completion, scripted_server
from tests.unit.llm.asking import DOCUMENT, GOOD, ask, question, settings

FINE = completion(GOOD)
KEY = "0" * 64
DOCUMENTS = [f"[s1] The bridge cost {n} million." for n in (10, 20, 30)]


class Bomb:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


def keep(folder: Path, *documents: str) -> str:
    """Fill the folder from a server; return the server's address."""
    with scripted_server([FINE]) as server:
        for document in documents or (DOCUMENT,):
            ask(settings(server.base_url, cache_dir=folder), question(document=document))
        return server.base_url


def forge(folder: Path, where: str = "1", **columns: Any) -> None:
    """Change rows, as somebody could who may write to the folder."""
    with sqlite3.connect(folder / "cache.db") as database:
        for name, value in columns.items():
            database.execute(f"UPDATE Cache SET {name} = ? WHERE {where}", (value,))  # noqa: S608
    database.close()


def only(folder: Path) -> Slot:
    [slot] = slots(folder)
    return slot


def test_an_answer_is_read_with_its_request_its_reply_and_where_it_came_from(
    tmp_path: Path,
) -> None:
    url = keep(tmp_path)

    slot = only(tmp_path)

    assert slot.kept
    assert (slot.kept.asked.model, slot.kept.asked.form) == ("tiny-1b", "BriefForm")
    assert slot.kept.asked.beginning == DOCUMENT.split("\n")[0]
    assert slot.kept.completion.input_tokens > 0
    assert slot.kept.entry.origin == Origin(url.removeprefix("http://"), "")
    assert slot.size == len(slot.kept.text.encode())
    assert faults(tmp_path) == []


def test_the_newest_comes_first(tmp_path: Path) -> None:
    keep(tmp_path, *DOCUMENTS)
    forge(tmp_path, "rowid = 1", store_time=3e9)

    assert [slot.row for slot in slots(tmp_path)] == [1, 3, 2]


def test_where_nothing_is_kept_nothing_is_found_and_nothing_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "none"

    assert (list(slots(folder)), faults(folder), set_aside(folder)) == ([], [], [])
    assert not folder.exists()


def test_a_database_that_was_killed_as_it_was_made_is_empty(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "cache.db").execute("CREATE TABLE Settings (key)").connection.close()

    assert list(slots(tmp_path)) == []


def test_an_entry_of_an_older_version_is_read_without_its_origin(tmp_path: Path) -> None:
    keep(tmp_path)
    slot = only(tmp_path)
    assert slot.kept
    older = entry_of(slot.key, slot.kept.entry.request, slot.kept.entry.reply)
    forge(tmp_path, value=older)

    kept = only(tmp_path).kept

    assert kept
    assert kept.entry.origin is None
    with scripted_server([FINE]) as server:
        ask(settings(server.base_url, cache_dir=tmp_path))
        assert len(server.requests) == 1  # the port is another one, and so is the key


def test_a_changed_endpoint_or_salt_breaks_the_seal(tmp_path: Path) -> None:
    keep(tmp_path)
    [entry] = [slot.kept.text for slot in slots(tmp_path) if slot.kept]
    forge(tmp_path, value=json.dumps(json.loads(entry) | {"salt": "other"}))

    assert only(tmp_path).problem == "an entry that is not as it was written"


def sealed(request: Any, reply: str = FINE.content.decode()) -> str:
    return entry_of(KEY, request, reply)


def reply_with(usage: object) -> str:
    return json.dumps(json.loads(FINE.body) | {"usage": {"prompt_tokens": usage}})


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"mode": 4, "value": pickle.dumps(7)}, "a value that is no text"),
        ({"mode": 3, "value": None, "filename": "../secret.txt"}, "a value that is no text"),
        ({"filename": "cache.db"}, "a value that is no text"),
        ({"value": 7}, "a value that is no text"),
        ({"value": b"text"}, "a value that is no text"),
        ({"raw": 0}, "a key that is no text"),
        ({"key": 7}, "a key that is no text"),
        ({"key": "1" * 64}, "an entry that is not as it was written"),
        ({"value": "no json"}, "no JSON of an entry"),
        ({"value": "[]"}, "no JSON of an entry"),
        ({"value": "{}"}, "no JSON of an entry"),
        ({"value": "[" * 100_000}, "no JSON of an entry"),
        ({"value": sealed({})[:-20]}, "no JSON of an entry"),
        ({"value": sealed({}).replace("sha256", "sha")}, "no JSON of an entry"),
        ({"value": sealed({}).replace("A bridge opens", "A")}, "an entry that is not as it was written"),
        ({"value": sealed({}, "<html>")}, "its reply is no completion: '<html>'"),
    ],
)  # fmt: skip
def test_what_is_odd_in_a_row_is_named_and_nothing_is_raised(
    tmp_path: Path, columns: dict[str, Any], problem: str
) -> None:
    keep(tmp_path)
    forge(tmp_path, key=KEY, value=sealed({}))
    assert only(tmp_path).kept
    forge(tmp_path, **columns)

    slot = only(tmp_path)

    assert slot.kept is None
    assert slot.problem.startswith(problem)


def test_a_pickled_row_runs_nothing(tmp_path: Path) -> None:
    keep(tmp_path)
    ran = tmp_path / "ran"
    forge(tmp_path, mode=4, value=pickle.dumps(Bomb(ran)), raw=0, key=pickle.dumps(Bomb(ran)))

    slot = only(tmp_path)
    remove(tmp_path, [slot.row])

    assert slot.key == "row 1"
    assert not ran.exists()


def test_bytes_that_are_no_utf8_cost_their_own_entry_alone(tmp_path: Path) -> None:
    keep(tmp_path, *DOCUMENTS)
    with sqlite3.connect(tmp_path / "cache.db") as database:
        database.execute("UPDATE Cache SET value = CAST(x'22ff22' AS TEXT) WHERE rowid = 2")
    database.close()

    _, broken, _ = found = list(slots(tmp_path))
    assert [bool(slot.kept) for slot in found] == [True, False, True]
    assert len(broken.key) == 64  # the entry is named, and its article is not spilt into the reason
    assert broken.problem == "no JSON of an entry"


@pytest.mark.parametrize("time", [None, "yesterday", b"0"])
def test_a_row_without_a_time_is_there_all_the_same(tmp_path: Path, time: object) -> None:
    keep(tmp_path)
    forge(tmp_path, store_time=time)

    assert (only(tmp_path).stored, bool(only(tmp_path).kept)) == (None, True)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(), each, max_size=3),
    max_leaves=8,
)
_ODD_REQUESTS = _JSON | st.fixed_dictionaries(
    {"model": _JSON, "messages": _JSON | st.lists(_JSON), "response_format": _JSON}
)


@pytest.fixture(scope="module")
def a_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a database with three answers."""
    folder = tmp_path_factory.mktemp("answers")
    keep(folder, *DOCUMENTS)
    return (folder / "cache.db").read_bytes()


@given(request=_ODD_REQUESTS, reply=st.text() | st.builds(reply_with, _JSON))
@settings_of_hypothesis(max_examples=100)
def test_no_entry_that_a_forger_seals_raises(a_database: bytes, request: Any, reply: str) -> None:
    try:
        entry = entry_of(KEY, request, reply)
    except ValueError:  # half a surrogate pair or an endless number, which no run can keep
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cache.db").write_bytes(a_database)
        forge(folder, "rowid = 2", key=KEY, value=entry)

        found = [slot for slot in slots(folder) if slot.key == KEY]

    assert [bool(slot.kept) is not bool(slot.problem) for slot in found] == [True]


_ANYWHERE = st.integers(0, 2**16)


@given(
    changes=st.lists(st.tuples(_ANYWHERE, st.integers(0, 255)), min_size=1, max_size=30),
    cut=st.none() | _ANYWHERE,
)
@settings_of_hypothesis(max_examples=150)
def test_a_database_with_rotten_bytes_raises_nothing_but_a_cache_error(
    a_database: bytes, changes: list[tuple[int, int]], cut: int | None
) -> None:
    rotten = bytearray(a_database)
    for at, byte in changes:
        rotten[at % len(rotten)] = byte
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cache.db").write_bytes(rotten[:cut])
        faults(folder)
        try:
            found = list(slots(folder))
        except CacheError:
            return

    assert all(slot.kept or slot.problem for slot in found)


def test_what_is_no_database_is_a_fault_and_reading_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_bytes(b"not a database at all " * 200)

    assert [("not a database" in line) for line in faults(tmp_path)] == [True]
    with pytest.raises(CacheError, match="cannot be read"):
        list(slots(tmp_path))


def test_a_schema_with_bytes_that_are_no_text_is_a_fault(tmp_path: Path) -> None:
    keep(tmp_path)
    database = (tmp_path / "cache.db").read_bytes()
    # sqlite names the table in its message, and the sqlite3 module fails to decode the message.
    (tmp_path / "cache.db").write_bytes(database.replace(b"CREATE TABLE", b"CREATE\x80TABLE"))

    assert faults(tmp_path)
    with pytest.raises(CacheError, match="cannot be read"):
        list(slots(tmp_path))


def test_a_damaged_page_costs_the_entries_on_it_alone(tmp_path: Path) -> None:
    documents = [f"[s1] {'The bridge cost 40 million. ' * 400} Number {n}." for n in range(4)]
    keep(tmp_path, *documents)
    database = bytearray((tmp_path / "cache.db").read_bytes())
    at = database.index(b"Number 2.")
    database[at : at + 9] = b"Number 9."
    (tmp_path / "cache.db").write_bytes(database)

    assert [bool(slot.kept) for slot in slots(tmp_path)] == [True, False, True, True]


def test_a_removed_entry_is_asked_for_again_and_the_others_are_not(tmp_path: Path) -> None:
    with scripted_server([FINE]) as server:
        told = settings(server.base_url, cache_dir=tmp_path)
        for document in DOCUMENTS:
            ask(told, question(document=document))
        remove(tmp_path, [2])
        for document in DOCUMENTS:
            ask(told, question(document=document))

        assert len(server.requests) == 4


def test_a_forged_file_name_is_removed_without_the_file(tmp_path: Path) -> None:
    secret, folder = tmp_path / "secret.txt", tmp_path / "answers"
    secret.touch()
    keep(folder)
    forge(folder, mode=3, filename="../secret.txt", value=None)

    remove(folder, [only(folder).row])

    assert list(slots(folder)) == []
    assert secret.exists()


def test_clearing_leaves_nothing_but_what_is_no_answer(tmp_path: Path) -> None:
    keep(tmp_path)
    (tmp_path / "cache-unreadable-1.db").touch()
    (tmp_path / "weights.json").touch()

    clear(tmp_path)

    assert (list(slots(tmp_path)), set_aside(tmp_path)) == ([], [])
    assert (tmp_path / "weights.json").exists()


def test_clearing_takes_what_is_no_database_away(tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_bytes(b"garbage " * 999)

    clear(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_clearing_where_only_a_set_aside_database_is_left_takes_that(tmp_path: Path) -> None:
    (tmp_path / "cache-unreadable-1.db").touch()

    clear(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_what_is_readable_of_a_damaged_database_is_kept_with_its_time(tmp_path: Path) -> None:
    keep(tmp_path, *DOCUMENTS)
    forge(tmp_path, "rowid = 1", store_time=1e9)
    forge(tmp_path, "rowid = 2", value="broken")
    before = [slot for slot in slots(tmp_path) if slot.kept]

    aside = rebuild(tmp_path)

    after = list(slots(tmp_path))
    assert aside == tmp_path / "cache-unreadable-1.db"
    assert [(slot.key, slot.stored, slot.kept) for slot in after] == [
        (slot.key, slot.stored, slot.kept) for slot in before
    ]


def test_a_database_that_another_run_is_writing_to_is_left_alone_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path)
    monkeypatch.setattr(cache_folder, "LOCK_SECONDS", 0.01)
    with sqlite3.connect(tmp_path / "cache.db") as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CacheError, match="locked"):
            clear(tmp_path)
    other.close()

    assert only(tmp_path).kept


def told(url: str, folder: Path, *documents: str, **changed: Any) -> list[str]:
    """Return what is said of the requests of one run."""
    lines: list[str] = []

    async def run() -> None:
        asked = settings(url, cache_dir=folder, **changed)
        async with open_model(asked, explain=lines.append) as model:
            for document in documents or (DOCUMENT,):
                await model.ask(question(document=document))

    asyncio.run(run())
    return lines


def test_a_hit_is_one_line_and_a_miss_says_what_differs(tmp_path: Path) -> None:
    with scripted_server([FINE]) as server:
        first = told(server.base_url, tmp_path, DOCUMENTS[0])
        again = told(server.base_url, tmp_path, DOCUMENTS[0])
        other = told(server.base_url, tmp_path, DOCUMENTS[1])

    key = only_key(first)
    begins = f"BriefForm asked of model 'tiny-1b', document begins {DOCUMENTS[0]!r}"
    assert first == [f"cache miss {key}: {begins}", "  nothing is kept yet"]
    assert again == [f"cache hit {key}: {begins}"]
    assert other[1:] == [
        f"  compared with {key}, the nearest that is kept:",
        "  document differs:",
        f"    -{DOCUMENTS[0]}",
        f"    +{DOCUMENTS[1]}",
    ]


def only_key(lines: list[str]) -> str:
    return lines[0].split()[2].rstrip(":")


@pytest.mark.parametrize(
    ("changed", "lines"),
    [
        ({"model": "tiny-2b"}, ["  model differs:", "    -tiny-1b", "    +tiny-2b"]),
        ({"salt": "again"}, ["  salt differs:", "    -", "    +again"]),
        ({"answer_tokens": 9}, ["  settings differs:", '    - "max_tokens": 16384,', '    + "max_tokens": 9,']),
    ],
)  # fmt: skip
def test_each_setting_that_differs_is_told(
    tmp_path: Path, changed: dict[str, Any], lines: list[str]
) -> None:
    with scripted_server([FINE]) as server:
        told(server.base_url, tmp_path)

        assert told(server.base_url, tmp_path, **changed)[2:] == lines


def test_another_server_is_told(tmp_path: Path) -> None:
    one = keep(tmp_path).removeprefix("http://")
    with scripted_server([FINE]) as server:
        lines = told(server.base_url, tmp_path)

        other = server.base_url.removeprefix("http://")
    assert lines[2:] == ["  endpoint differs:", f"    -{one}", f"    +{other}"]


def test_an_entry_of_an_older_version_cannot_tell_its_server_and_says_so(tmp_path: Path) -> None:
    keep(tmp_path)
    kept = only(tmp_path).kept
    assert kept
    forge(tmp_path, key=KEY, value=sealed(kept.entry.request))
    with scripted_server([FINE]) as server:
        lines = told(server.base_url, tmp_path)
        other = told(server.base_url, tmp_path, "[s1] Rain.", model="m")

    assert lines[2:] == ["  another endpoint or salt: an older version did not keep which"]
    assert other[2] == "  model differs:"


def test_what_the_run_itself_keeps_is_not_compared_with(tmp_path: Path) -> None:
    with scripted_server([FINE]) as server:
        lines = told(server.base_url, tmp_path, DOCUMENTS[0], DOCUMENTS[1], DOCUMENTS[0])

    assert [line for line in lines if line.startswith("  ")] == ["  nothing is kept yet"] * 2
    assert lines[-1].startswith("cache hit")


def test_refreshing_asks_once_more_and_replaces_what_is_kept(tmp_path: Path) -> None:
    other = completion({**GOOD, "headline": "Another"})
    with scripted_server([FINE, other]) as server:
        plain = settings(server.base_url, cache_dir=tmp_path)
        ask(plain)
        lines = told(server.base_url, tmp_path, DOCUMENT, DOCUMENT, refresh=True)
        [answer], _ = ask(plain)

        assert len(server.requests) == 2
    assert answer.last.headline == "Another"
    assert lines[1] == "  it is kept, and asked for afresh"
    assert lines[2].startswith("cache hit")
    assert len(list(slots(tmp_path))) == 1


def test_a_request_under_way_is_not_explained_twice(tmp_path: Path) -> None:
    lines: list[str] = []
    both = threading.Event()

    def explain(line: str) -> None:
        lines.append(line)
        if len(lines) == 3:
            both.set()

    async def run(url: str) -> None:
        asked = settings(url, cache_dir=tmp_path)
        async with open_model(asked, explain=explain) as model:
            await asyncio.gather(model.ask(question()), model.ask(question()))

    with scripted_server([dataclasses.replace(FINE, until=both)]) as server:
        asyncio.run(run(server.base_url))

    assert [line.endswith("it is being asked for already") for line in lines] == [
        False,
        False,
        True,
    ]


def test_an_explained_run_of_a_damaged_folder_goes_on(tmp_path: Path) -> None:
    (tmp_path / "cache.db").mkdir()
    with scripted_server([FINE]) as server:
        assert told(server.base_url, tmp_path)[1:] == ["  nothing is kept yet"]


def test_a_reply_with_endless_tokens_is_not_paid_for_again() -> None:
    reply = Reply(reply_with(float("inf")))

    with scripted_server([reply, FINE]) as server:
        [answer], traffic = ask(settings(server.base_url))

    assert answer.fits
    assert (traffic.http_attempts, traffic.output_tokens) == (1, 0)
