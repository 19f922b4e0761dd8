"""What is made of answers and kept beside them: any oddity is a miss, and nothing is raised or run."""

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from pipeline.llm import Receipt, derived
from pipeline.llm.derived import Derived, discard, is_sound, size_of

KEY, OTHER = "1" * 64, "2" * 64
RECEIPTS = (Receipt("a", "digest of a"), Receipt("b", "digest of b"))
TEXT = "a report, “made” once \ud800"


def stands(_: Receipt) -> bool:
    return True


def filled(answers: Path, *keys: str) -> Derived:
    texts = Derived(answers)
    for key in keys or (KEY,):
        texts.put(key, TEXT, RECEIPTS)
    return texts


def database(answers: Path) -> Path:
    return answers / "reports" / "cache.db"


def forge(answers: Path, **columns: object) -> None:
    with sqlite3.connect(database(answers)) as opened:
        for name, value in columns.items():
            opened.execute(f"UPDATE Cache SET {name} = ?", (value,))  # noqa: S608
    opened.close()


def test_a_text_comes_back_as_it_was_also_in_another_process(tmp_path: Path) -> None:
    texts = filled(tmp_path)

    assert texts.get(KEY, stands) == TEXT
    assert Derived(tmp_path).get(KEY, stands) == TEXT
    assert texts.get(OTHER, stands) is None


@pytest.mark.parametrize("gone", RECEIPTS)
def test_a_text_counts_only_while_every_answer_stands(tmp_path: Path, gone: Receipt) -> None:
    asked: list[Receipt] = []

    def all_but_one(receipt: Receipt) -> bool:
        asked.append(receipt)
        return receipt != gone

    assert filled(tmp_path).get(KEY, all_but_one) is None
    assert gone in asked


@settings_of_hypothesis(max_examples=30)
@given(at=st.integers(0, 200), bits=st.integers(1, 255))
def test_a_rotten_bit_is_a_miss(
    tmp_path_factory: pytest.TempPathFactory, at: int, bits: int
) -> None:
    answers = tmp_path_factory.mktemp("answers")
    texts = filled(answers)
    with sqlite3.connect(database(answers)) as opened:
        [(entry,)] = opened.execute("SELECT value FROM Cache")
        at %= len(entry)
        rotten = f"{entry[:at]}{chr(ord(entry[at]) ^ bits)}{entry[at + 1 :]}"
        opened.execute("UPDATE Cache SET value = ?", (rotten,))
    opened.close()

    assert texts.get(KEY, stands) is None
    assert not is_sound(answers)


def test_an_entry_that_stands_under_another_key_is_a_miss(tmp_path: Path) -> None:
    texts = filled(tmp_path)

    forge(tmp_path, key=OTHER)

    assert texts.get(OTHER, stands) is None


@pytest.mark.parametrize(
    "columns", [{"mode": 4}, {"filename": "../cache.db"}, {"value": 7}, {"value": b"\x80"}]
)
def test_a_forged_row_is_a_miss(tmp_path: Path, columns: dict[str, object]) -> None:
    texts = filled(tmp_path)

    forge(tmp_path, **columns)

    assert texts.get(KEY, stands) is None


def test_a_damaged_database_is_thrown_away_and_begun_anew(tmp_path: Path) -> None:
    database(tmp_path).parent.mkdir()
    database(tmp_path).write_bytes(b"no database" * 900)
    assert not is_sound(tmp_path)

    assert filled(tmp_path).get(KEY, stands) == TEXT
    assert is_sound(tmp_path)


def test_where_nothing_can_be_kept_nothing_is_raised(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file where the folder would be", encoding="utf-8")

    assert filled(tmp_path).get(KEY, stands) is None
    assert size_of(tmp_path) == (0, 0)


def test_the_oldest_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derived, "MOST_BYTES", 300_000)
    texts = Derived(tmp_path)

    for number in range(60):
        texts.put(f"{number:064}", "x" * 20_000, RECEIPTS)

    assert texts.get(f"{0:064}", stands) is None
    assert texts.get(f"{59:064}", stands) == "x" * 20_000
    assert size_of(tmp_path).texts < 40


def test_discarding_leaves_nothing_behind(tmp_path: Path) -> None:
    filled(tmp_path, KEY, OTHER)
    assert size_of(tmp_path).texts == 2

    discard(tmp_path)

    assert size_of(tmp_path) == (0, 0)
    assert Derived(tmp_path).get(KEY, stands) is None


def test_what_is_kept_is_text_for_its_owner_alone(tmp_path: Path) -> None:
    filled(tmp_path)

    with sqlite3.connect(database(tmp_path)) as opened:
        [(entry, mode)] = opened.execute("SELECT value, mode FROM Cache")
    opened.close()
    assert json.loads(entry)[1:] == [TEXT, [list(each) for each in RECEIPTS]]
    assert mode == 1
    assert (tmp_path / "reports").stat().st_mode & 0o077 == 0
