"""What is put into a library is there whole or not at all, and what is taken out is gone."""

import math
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.evidence.library import library_file
from pipeline.evidence.library import storing as storing_module
from pipeline.evidence.library.passages import items_of
from pipeline.evidence.library.searching import Library
from pipeline.evidence.library.storing import Storing
from pipeline.evidence.parts import Part
from tests.unit.evidence.shelf import fill, plain_values, prose, source, table
from tests.unit.evidence.wholeness import damage

PATH = "evidence.sqlite"
OLD, NEW = prose("Old: 41 buses ran."), prose("New: 42 buses ran.", "And 7 trams.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / PATH


def texts(path: Path) -> list[str]:
    with Library.open(path) as library:
        found = library.read(range(1, 100))
        return [stored.sentence.text for stored in found if stored.sentence]


def test_a_document_takes_the_place_of_the_one_of_its_name(path: Path) -> None:
    fill(path, bus=[OLD, table(("Roads", "2.9", "3.2"))])
    fill(path, bus=[NEW])

    with Library.open(path) as library:
        assert [entry.sentences for entry in library.sources()] == [2]
        assert library.by_number("count", 41, 41, 5) == []
        assert len(library.by_number("count", 42, 42, 5)) == 1
        assert library.by_number("GBP", 0, 1e9, 5) == []
        assert (library.by_words(["old"], 5), library.by_words(["roads"], 5)) == ([], [])
        assert len(library.by_words(["buses"], 5)) == 1
    assert texts(path) == ["New: 42 buses ran.", "And 7 trams."]
    assert damage(path) == []


def test_what_is_removed_is_found_no_more(path: Path) -> None:
    fill(path, bus=[OLD], tram=[NEW])

    with Storing.open(path) as storing:
        storing.remove("bus.txt")
        storing.remove("nothing.txt")

    assert texts(path) == ["New: 42 buses ran.", "And 7 trams."]
    assert damage(path) == []


@pytest.mark.parametrize("share", [10, 0])
def test_figures_of_what_is_gone_are_found_no_more_before_and_after_they_are_swept(
    path: Path, monkeypatch: pytest.MonkeyPatch, share: int
) -> None:
    monkeypatch.setattr(storing_module, "_SWEPT_SHARE", share)
    fill(path, bus=[OLD], tram=[NEW])
    with Storing.open(path) as storing:
        storing.remove("tram.txt")
    fill(path, walk=[prose("They walked 9 metres.")])

    with Library.open(path) as library:
        assert library.by_number("count", 42, 42, 5) == []
        assert library.by_number("count", 7, 7, 5) == []
        assert len(library.by_number("length", 9, 9, 5)) == 1
        assert library.by_number("count", 41, 41, 5)[0].passage == 1


def test_what_a_killed_run_left_to_sweep_is_swept_by_the_next_which_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(Storing, "settle", lambda _: None)
        fill(path, bus=[OLD], tram=[NEW])
        with Storing.open(path) as storing:
            storing.remove("tram.txt")

    with Storing.open(path):
        pass

    connection = sqlite3.connect(path)
    left = "SELECT count(*) FROM figures WHERE passage NOT IN (SELECT id FROM passages)"
    assert connection.execute(left).fetchone() == (0,)
    assert connection.execute("SELECT held FROM frequent WHERE stem = ''").fetchone() == (1,)
    connection.close()


def failing(error: BaseException) -> Iterator[Part]:
    yield prose(*(f"Sentence {n} of many." for n in range(1200)))
    raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError(), SettingsError("no")])
def test_a_document_that_breaks_off_leaves_what_was_there(path: Path, error: BaseException) -> None:
    fill(path, bus=[OLD])

    with Storing.open(path) as storing:
        with pytest.raises(type(error)):
            storing.put(source("bus.txt"), items_of(failing(error), plain_values))
        storing.put(source("tram.txt"), items_of([NEW], plain_values))

    assert texts(path) == ["Old: 41 buses ran.", "New: 42 buses ran.", "And 7 trams."]
    assert damage(path) == []


def test_digests_and_names_are_those_of_what_is_there(path: Path) -> None:
    fill(path, tram=[NEW], bus=[OLD])

    with Storing.open(path) as storing:
        assert storing.names() == ["bus.txt", "tram.txt"]
        assert storing.digest("bus.txt") == "digest of bus.txt"
        assert storing.digest("car.txt") is None


def test_two_commands_do_not_add_at_once(path: Path) -> None:
    with (
        Storing.open(path),
        pytest.raises(SettingsError, match="is being added to by another command"),
        Storing.open(path),
    ):
        pass

    fill(path, bus=[OLD])
    assert texts(path) == ["Old: 41 buses ran."]


def test_a_link_to_a_library_is_followed(path: Path) -> None:
    real = path.parent / "real.sqlite"
    fill(real, bus=[OLD])
    path.symlink_to(real)
    fill(path, tram=[NEW])

    assert path.is_symlink()
    assert len(texts(real)) == 3


def test_an_empty_file_becomes_a_library(path: Path) -> None:
    path.touch()
    fill(path, bus=[OLD])

    assert texts(path) == ["Old: 41 buses ran."]


def test_no_file_is_left_beside_it(path: Path) -> None:
    fill(path, bus=[OLD])

    assert [each.name for each in path.parent.iterdir()] == [PATH]


def test_while_someone_reads_it_the_one_file_holds_all(path: Path) -> None:
    fill(path, bus=[OLD])
    copy = path.parent / "copy.sqlite"

    with Library.open(path) as library:
        library.by_words(["buses"], 5)
        fill(path, tram=[NEW])
        copy.write_bytes(path.read_bytes())
        assert len(library.sources()) == 2

    assert len(texts(copy)) == 3


def test_a_library_that_was_left_open_is_read_where_nothing_can_be_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path, bus=[OLD])
    opened = library_file._open_to_read

    def refused(file: Path, how: str) -> sqlite3.Connection:
        if how == "mode=ro":
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise error
        return opened(file, how)

    monkeypatch.setattr(library_file, "_open_to_read", refused)

    assert texts(path) == ["Old: 41 buses ran."]
    path.with_name(f"{PATH}-wal").write_bytes(b"more")
    with pytest.raises(SettingsError, match="check that it may be read and written"):
        texts(path)


def other_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()


def later_version(path: Path) -> None:
    fill(path, bus=[OLD])
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (other_program, "is no library of evidence"),
        (later_version, "was made by another version of factdesk"),
        (lambda path: path.write_text("my notes"), "is no library of evidence"),
        (Path.mkdir, "cannot"),
    ],
)
def test_what_is_no_library_is_left_alone(
    path: Path, make: Callable[[Path], object], said: str
) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else None

    with pytest.raises(SettingsError, match=said), Storing.open(path):
        pass

    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_damaged_library_is_told_in_a_line(path: Path) -> None:
    fill(path, bus=[OLD] * 50)
    raw = path.read_bytes()
    path.write_bytes(raw[:4096] + b"x" * (len(raw) - 4096))

    with pytest.raises(SettingsError, match="is damaged"), Library.open(path) as library:
        library.by_number("count", 41, 41, 5)
    with pytest.raises(SettingsError, match="is damaged"):
        fill(path, tram=[NEW])


def test_a_folder_that_takes_no_files_is_told(path: Path) -> None:
    (path.parent / "file").write_text("")

    with (
        pytest.raises(SettingsError, match="cannot write"),
        Storing.open(path.parent / "file" / "evidence.sqlite"),
    ):
        pass


def test_many_passages_and_figures_are_entered_in_steps(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing_module, "_FIGURES_AT_ONCE", 50)
    fill(path, bus=[prose(*(f"There were {n} of them." for n in range(1100)))])

    with Library.open(path) as library:
        assert library.sources()[0].sentences == 1100
        assert [hit.passage for hit in library.by_number("count", 1099, 1099, 5)] == [1100]
        assert library.by_words(["were"], 1) == [1]


def test_stems_that_many_passages_hold_are_counted_when_their_number_changes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing_module, "_FREQUENT_PASSAGES", 3)
    monkeypatch.setattr(storing_module, "_ALWAYS_COUNTED", 3)
    held: list[list[tuple[str, int]]] = []
    for number in (1, 40, 41, 80):
        fill(path, **{f"bus{number}": [prose(*(["The tram ran."] * (number // 2 + 1)))]})
        with sqlite3.connect(path) as connection:
            held.append(connection.execute("SELECT * FROM frequent ORDER BY 2, 1").fetchall())
        connection.close()

    assert [dict(each).get("", 0) for each in held] == [1, 22, 43, 84]
    assert [dict(each).get("tram", 0) for each in held] == [0, 22, 43, 84]
    fill(path, last=[prose("Once more.")])
    with Library.open(path) as library:
        assert library.rarity(["tram"])["tram"] == pytest.approx(math.log(86 / 85))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT held FROM frequent WHERE stem = ''").fetchall() == [(84,)]
    connection.close()
