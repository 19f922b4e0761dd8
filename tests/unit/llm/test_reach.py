"""What is found out about a storage of shared answers, and that nothing of it stays there."""

import threading
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from pipeline.llm import reach
from pipeline.llm.reach import Reached, probe
from tests.command import PATIENCE


class Holding:
    """A storage in memory, of which one method fails or lies."""

    def __init__(self, **replaced: object) -> None:
        self.kept: dict[str, bytes] = {}
        for name, method in replaced.items():
            setattr(self, name, method)

    def read(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def create(self, name: str, content: bytes) -> bool:
        if name in self.kept:
            return False
        self.kept[name] = content
        return True

    def remove(self, name: str) -> None:
        self.kept.pop(name, None)


def looked_at(
    monkeypatch: pytest.MonkeyPatch, storage: Holding, seconds: float = PATIENCE
) -> Reached:
    monkeypatch.setattr(reach, "open_storage", lambda _url: storage)
    return probe("s3://desk/answers", seconds)


def test_a_folder_is_written_and_left_as_it_was(tmp_path: Path) -> None:
    found = probe(str(tmp_path))

    assert found == Reached(works=True, line=f"{tmp_path} can be read and written")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_missing_is_not_made(tmp_path: Path) -> None:
    found = probe(f"file://{tmp_path}/team/answers")

    assert found.works
    assert "is made at the first answer" in found.line
    assert not (tmp_path / "team").exists()


def test_a_file_is_no_place_for_answers(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    for place in ("file", "file/answers"):
        assert not probe(str(tmp_path / place)).works


def test_a_bucket_is_written_and_left_as_it_was(s3: str) -> None:
    found = probe(f"{s3}/answers")

    assert found == Reached(works=True, line="s3://desk/answers can be read and written")
    assert fsspec.filesystem("s3").find(s3) == []


def test_a_bucket_that_is_missing_is_named_with_what_to_do(s3: str) -> None:
    del s3
    found = probe("s3://of-nobody/answers")

    assert not found.works
    assert found.line == "s3://of-nobody/answers cannot be written: no such bucket or folder"
    assert "make the bucket" in (found.mend or "")


def test_a_store_that_is_not_there_is_named_with_what_to_check(
    s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    found = probe(f"{s3}/answers", seconds=60)

    assert not found.works
    assert found.line == "s3://desk/answers cannot be read: EndpointConnectionError"
    assert "check the address" in (found.mend or "")


@pytest.fixture
def released() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_a_storage_that_hangs_is_given_up_after_the_time(
    monkeypatch: pytest.MonkeyPatch, released: threading.Event
) -> None:
    found = looked_at(monkeypatch, Holding(read=lambda _: released.wait()), seconds=0.1)

    assert not found.works
    assert "no reply within 0.1 seconds" in found.line


def refused(*_: object) -> None:
    raise PermissionError("AccessDenied for key AKIA…")


@pytest.mark.parametrize(
    ("method", "line"),
    [
        ("read", "s3://desk/answers cannot be read: access is denied"),
        ("create", "s3://desk/answers cannot be written: access is denied"),
        ("remove", "s3://desk/answers cannot be deleted from: access is denied"),
    ],
)
def test_what_is_denied_is_named_with_the_rights_that_are_needed(
    monkeypatch: pytest.MonkeyPatch, method: str, line: str
) -> None:
    found = looked_at(monkeypatch, Holding(**{method: refused}))

    assert (found.works, found.line) == (False, line)
    assert "DeleteObject" in (found.mend or "")


def test_a_storage_that_loses_what_it_takes_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    found = looked_at(monkeypatch, Holding(create=lambda *_: True))

    assert (found.works, found.line) == (
        False, "s3://desk/answers does not give back what was put there"
    )  # fmt: skip


def test_a_storage_that_puts_over_what_is_there_is_used_and_said_to_cost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    storage = Holding()

    def put(name: str, content: bytes) -> bool:
        storage.kept[name] = content
        return True

    storage.create = put  # type: ignore[method-assign]  # one that cannot create
    found = looked_at(monkeypatch, storage)

    assert found.works
    assert "paid for twice" in (found.mend or "")
    assert not storage.kept


def test_a_password_in_the_address_is_not_told() -> None:
    found = probe("nothing-known://desk:hunter2-hunter2@host/answers?key=hunter2-hunter2")

    assert not found.works
    assert "nothing-known://host/answers cannot be opened" in found.line
    assert "hunter2" not in found.line + (found.mend or "")
