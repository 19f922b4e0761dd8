"""Whatever is added to a library of evidence, and whatever happens meanwhile, is told in a line."""

import functools
import gzip
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from pipeline.addresses import without_credentials
from pipeline.cli import evidence
from pipeline.errors import SettingsError
from pipeline.evidence.library.passages import items_of
from pipeline.evidence.library.reader_processes import ReaderProcesses
from pipeline.evidence.library.searching import Library
from pipeline.evidence.library.storing import Storing
from tests.command import Command
from tests.unit.evidence.shelf import plain_values, prose, source
from tests.unit.evidence.wholeness import damage

READERS = "tests.unit.evidence.plain_readers"
REPORT = "Budget\nSpending rose to £3.2 million.\n"


@pytest.fixture(autouse=True)
def _plain_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    readers = functools.partial(ReaderProcesses, reading=READERS, cells=READERS)
    monkeypatch.setattr(evidence, "ReaderProcesses", readers)
    monkeypatch.delenv("FACTDESK_EVIDENCE", raising=False)


class _Site(http.server.BaseHTTPRequestHandler):
    answers: ClassVar[dict[str, tuple[str, bytes]]] = {
        "/report": ("text/plain", REPORT.encode()),
        "/bomb": ("text/plain", gzip.compress(bytes(200_000_000))),
    }

    def do_GET(self) -> None:
        media, body = self.answers[self.path.partition("?")[0]]
        self.send_response(200)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        if body.startswith(b"\x1f\x8b"):
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


def listed() -> list[str]:
    with Library.open(Path("evidence.sqlite")) as library:
        return [entry.name for entry in library.sources()]


def is_one_line(err: str) -> bool:
    return err.startswith("factdesk: ") and err.count("\n") == 1


def test_what_is_secret_in_an_address_is_neither_kept_nor_printed(
    factdesk: Command, site: str
) -> None:
    address = f"http://desk:hunter22@{site}/report?api_key=topsecret"

    done = [factdesk("evidence", "add", address, "--private-network") for _ in range(2)]
    shown = factdesk("evidence", "list", "--format", "json")

    assert [each.out for each in done] == [
        "added 1 document: 1 sentence, 0 cells, 1 figure\n",
        "added 0 documents; 1 unchanged\n",
    ]
    said = "".join(each.out + each.err for each in (*done, shown)).encode()
    for secret in (b"hunter22", b"topsecret"):
        assert secret not in said + Path("evidence.sqlite").read_bytes()
    assert listed() == [without_credentials(address)]


def test_a_page_that_unpacks_without_end_is_cut_off(factdesk: Command, site: str) -> None:
    done = factdesk("evidence", "add", f"http://{site}/bomb", "--private-network")

    assert done.code == 2
    assert is_one_line(done.err)
    assert "over the limit of 100,000,000 bytes" in done.err


@pytest.mark.parametrize("kind", ["device", "pipe"])
def test_what_is_no_file_is_not_waited_for(factdesk: Command, kind: str) -> None:
    os.mkfifo("pipe")
    name = {"device": "/dev/zero", "pipe": "pipe"}[kind]

    done = factdesk("evidence", "add", name, "--private-network")

    assert (done.code, done.err) == (
        2,
        f"factdesk: {name} is no file: name a file, a folder, or an address\n",
    )


def test_links_are_followed_to_files_and_to_no_folders(factdesk: Command) -> None:
    Path("reports").mkdir()
    Path("real.txt").write_text(REPORT)
    Path("reports/link.txt").symlink_to("../real.txt")
    Path("reports/round").symlink_to("../reports")
    Path("reports/lost.txt").symlink_to("nowhere.txt")

    done = factdesk("evidence", "add", "reports")

    assert done.code == 0
    assert listed() == ["reports/link.txt"]
    assert "a link to a folder" in done.err
    assert "a link that leads nowhere" in done.err


def test_a_full_disk_is_told_and_with_more_room_the_command_goes_on(tmp_path: Path) -> None:
    path, entered = tmp_path / "evidence.sqlite", 0
    with (  # noqa: PT012  # what is tested is the block
        pytest.raises(SettingsError, match=r"evidence\.sqlite' cannot be written .*make room"),
        Storing.open(path) as storing,
    ):
        storing._connection.execute("PRAGMA max_page_count = 60")
        for number in range(200):
            part = prose(*(f"Sentence {n} of {number} tells of 5 people." for n in range(20)))
            storing.put(source(f"{number}.txt"), items_of([part], plain_values))
            entered = number + 1

    assert 0 < entered < 200
    assert damage(path) == []
    with Storing.open(path) as storing:
        assert len(storing.names()) == entered
        storing.put(source("more.txt"), items_of([prose("One more.")], plain_values))
    assert damage(path) == []


def test_text_that_is_one_word_without_end_is_kept(tmp_path: Path) -> None:
    path, texts = tmp_path / "evidence.sqlite", ["x" * 3_000_000, "\0 \x1f '\"; --"]
    with Storing.open(path) as storing:
        storing.put(source("a.txt"), items_of([prose(*texts)], plain_values))

    assert damage(path) == []
    with Library.open(path) as library:
        assert [each.sentence.text for each in library.read([1, 2]) if each.sentence] == texts
