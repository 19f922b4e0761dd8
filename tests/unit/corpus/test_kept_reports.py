"""Reports kept beside their answers: taken again while nothing has changed, and made anew else.

Any oddity of the folder is a miss, and nothing is raised or run.
"""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from pipeline.corpus import kept_reports, work
from pipeline.corpus.kept_reports import KeptReports, discard
from pipeline.corpus.outcome import Finished, Job, result_of
from pipeline.corpus.reading.record import Record
from pipeline.corpus.work import Recipe, begin, finish, job_of, read
from pipeline.llm import Receipt, open_model
from pipeline.llm.cache import entry_of, read_entry
from pipeline.llm.model import open_kept
from pipeline.llm.request import origin_of
from pipeline.run import assemble
from pipeline.settings import Settings
from pipeline.stages.draft.model_drafter import ModelDrafter
from schemas import Article, DeskSettings, Weights
from tests.articles import STORM
from tests.scripted_server import Reply, completion, scripted_server

RECORD = Record(0, "storm", "storm.txt", STORM)
REPORTS = "reports/cache.db"
CLAIM = {"id": "s2", "speaker": "", "kind": "fact"}


def answer(body: dict[str, Any]) -> Reply:
    """Say the same of every article: one sound claim, and one that is asked about again."""
    if body["response_format"]["json_schema"]["name"] == "Brief":
        points = [{"sentence_ids": ["s2"], "text": "The storm cut power to many homes."}] * 3
        return completion({"headline": "Storm cuts power", "points": points})
    texts = ["The storm cut power to 9,999 homes.", "The storm cut power to nearly 480 homes."]
    asked_again = len(body["messages"]) > 2
    return completion({"claims": [{**CLAIM, "text": texts[asked_again]}]})


@dataclass
class Desk:
    """A run's way with one article, and how often a report was assembled."""

    recipe: Recipe
    answers: Path
    made: int = 0

    def __call__(self, recipe: Recipe | None = None, record: Record = RECORD) -> Finished:
        """Return what a run with these settings keeps of the article."""
        recipe = recipe or self.recipe
        job = job_of(record, recipe.fingerprint())
        begun = begin(recipe, record, job)
        if isinstance(begun, Article):
            begun = finish(recipe, job, begun, asyncio.run(self._drafted(recipe, begun)))
        assert isinstance(begun, Finished)
        return begun

    async def _drafted(self, recipe: Recipe, article: Article) -> Any:
        async with open_model(recipe.settings) as model:
            drafter = ModelDrafter(model, recipe.settings.model, recipe.settings.window)
            return await drafter.draft(article)

    def with_settings(self, **changed: Any) -> Recipe:
        return replace(self.recipe, settings=replace(self.recipe.settings, **changed))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with scripted_server(answer) as server:
        settings = Settings("scripted", base_url=server.base_url, cache_dir=tmp_path / "answers")
        desk = Desk(Recipe(settings, DeskSettings()), tmp_path / "answers")

        def counted(*given: Any) -> Any:
            desk.made += 1
            return assemble(*given)

        monkeypatch.setattr(work, "assemble", counted)
        yield desk


def test_a_report_is_made_once_and_taken_again_as_it_was(desk: Desk) -> None:
    first = desk()

    again = desk()

    assert desk.made == 1
    assert again == first
    assert '"480"' in result_of(again.result)
    assert again.rows
    assert again.usage.prompts[1].reasks == 1


def test_a_report_that_was_made_of_kept_answers_is_kept_too(desk: Desk) -> None:
    first = desk()
    kept_in(desk.answers, REPORTS, "DELETE FROM Cache")

    assert desk() == desk() == first
    assert desk.made == 2


def kept_in(answers: Path, file: str, statement: str, *values: object) -> list[Any]:
    with sqlite3.connect(answers / file) as opened:
        found = opened.execute(statement, values).fetchall()
    opened.close()
    return found


@pytest.mark.parametrize("at", range(3))
def test_it_is_made_anew_when_one_of_its_answers_is_gone(desk: Desk, at: int) -> None:
    desk()
    rows = kept_in(desk.answers, "cache.db", "SELECT rowid FROM Cache ORDER BY rowid")
    assert len(rows) == 3  # a brief, the claims, and these once more

    kept_in(desk.answers, "cache.db", "DELETE FROM Cache WHERE rowid = ?", *rows[at])
    desk()

    assert desk.made == 2


def test_it_is_made_anew_when_an_answer_has_become_another(desk: Desk) -> None:
    first = desk()
    [(key, text)] = kept_in(
        desk.answers,
        "cache.db",
        "SELECT key, value FROM Cache WHERE value LIKE '%Storm cuts power%'",
    )
    entry = read_entry(text, key)
    reply = entry.reply.replace("Storm cuts power", "Homes in the dark")
    sealed = entry_of(key, entry.request, reply, origin_of(desk.recipe.settings))
    kept_in(desk.answers, "cache.db", "UPDATE Cache SET value = ? WHERE key = ?", sealed, key)

    again = desk()

    assert desk.made == 2
    assert "Homes in the dark" in result_of(again.result)
    assert "Homes in the dark" not in result_of(first.result)


@pytest.mark.parametrize(
    "changed", [{"window": 59}, {"answer_tokens": 9_000}, {"salt": "another"}, {"model": "other"}]
)
def test_it_is_made_anew_under_other_settings(desk: Desk, changed: dict[str, Any]) -> None:
    desk()

    desk(desk.with_settings(**changed))

    assert desk.made == 2


def test_it_is_made_anew_for_another_desk(desk: Desk) -> None:
    first = desk()

    other = desk(replace(desk.recipe, desk=DeskSettings(weights=Weights(prominence=90))))

    assert desk.made == 2
    assert other.result != first.result


@pytest.mark.parametrize("changed", [{"content": STORM + " It rained."}, {"source": "b.txt"}])
def test_it_is_made_anew_for_another_article(desk: Desk, changed: dict[str, Any]) -> None:
    desk()

    desk(record=replace(RECORD, **changed))

    assert desk.made == 2


def test_it_is_made_anew_by_other_code(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk()

    monkeypatch.setattr(kept_reports, "build", lambda: "of tomorrow")
    desk()

    assert desk.made == 2


def test_fresh_answers_are_asked_for_whatever_is_kept(desk: Desk) -> None:
    desk()

    desk(desk.with_settings(refresh=True))

    assert desk.made == 2


def test_without_a_folder_of_answers_nothing_is_kept(desk: Desk, tmp_path: Path) -> None:
    without = desk.with_settings(cache_dir=None)

    desk(without)
    desk(without)

    assert desk.made == 2
    assert not (tmp_path / "answers").exists()


def test_a_report_that_is_to_be_written_to_files_is_made(desk: Desk) -> None:
    desk()
    delivered: list[int] = []

    def deliver(job: Job, report: Any) -> Any:
        delivered.append(job.number)
        return report

    desk(replace(desk.recipe, deliver=deliver))
    desk(replace(desk.recipe, deliver=deliver))

    assert (desk.made, delivered) == (3, [0, 0])


def test_a_report_with_a_part_that_failed_is_made_anew(tmp_path: Path) -> None:
    def failing(body: dict[str, Any]) -> Reply:
        is_brief = body["response_format"]["json_schema"]["name"] == "Brief"
        return answer(body) if is_brief else completion({"nothing": "of the kind"})

    with scripted_server(failing) as server:
        settings = Settings("scripted", base_url=server.base_url, cache_dir=tmp_path)
        desk = Desk(Recipe(settings, DeskSettings()), tmp_path)
        assert "Nothing was drafted" in result_of(desk().result)

    assert kept_in(tmp_path, "cache.db", "SELECT count(*) FROM Cache") > [(1,)]
    assert not (tmp_path / "reports" / "cache.db").exists() or kept_in(
        tmp_path, REPORTS, "SELECT count(*) FROM Cache"
    ) == [(0,)]


def test_workers_that_look_up_no_answers_take_kept_reports_too(desk: Desk) -> None:
    first = desk()

    taken = read(desk.recipe, RECORD, job_of(RECORD, desk.recipe.fingerprint()))

    assert taken == first
    assert desk.made == 1


def test_an_entry_that_stands_under_another_key_is_a_miss(desk: Desk) -> None:
    desk()
    other = replace(RECORD, content=STORM + " It rained.")
    desk(record=other)
    [(first,), (second,)] = kept_in(desk.answers, REPORTS, "SELECT key FROM Cache ORDER BY rowid")

    kept_in(desk.answers, REPORTS, "DELETE FROM Cache WHERE key = ?", second)
    kept_in(desk.answers, REPORTS, "UPDATE Cache SET key = ? WHERE key = ?", second, first)
    desk(record=other)

    assert desk.made == 3


@settings_of_hypothesis(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, 2**16), bits=st.integers(1, 127))
def test_a_rotten_bit_is_a_miss(desk: Desk, at: int, bits: int) -> None:
    desk()
    made = desk.made
    [(entry,)] = kept_in(desk.answers, REPORTS, "SELECT value FROM Cache")
    at %= len(entry)
    rotten = f"{entry[:at]}{chr(ord(entry[at]) ^ bits)}{entry[at + 1 :]}"
    kept_in(desk.answers, REPORTS, "UPDATE Cache SET value = ?", rotten)

    desk()

    assert desk.made == made + 1


@pytest.mark.parametrize(
    "column", ["mode = 4", "filename = '../cache.db'", "value = 7", "value = X'80'"]
)
def test_a_forged_row_is_a_miss(desk: Desk, column: str) -> None:
    first = desk()

    kept_in(desk.answers, REPORTS, f"UPDATE Cache SET {column}")  # noqa: S608
    again = desk()

    assert (desk.made, again) == (2, first)


def test_a_damaged_database_is_thrown_away_and_begun_anew(desk: Desk) -> None:
    (desk.answers / REPORTS).parent.mkdir(parents=True)
    (desk.answers / REPORTS).write_bytes(b"no database" * 900)

    desk()
    desk()

    assert desk.made == 1


def test_where_nothing_can_be_kept_the_report_is_made_each_time(desk: Desk) -> None:
    desk.answers.mkdir()
    (desk.answers / "reports").write_text("a file where the folder would be", encoding="utf-8")

    desk()
    desk()

    assert desk.made == 2


def test_the_oldest_makes_room(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_reports, "MOST_BYTES", 100_000)
    kept = KeptReports(desk.answers, open_kept(desk.recipe.settings))
    finished = replace(desk(), result=b"x" * 20_000)
    receipts = [Receipt("of no answer", "digest")]

    for number in range(60):
        kept.put(str(number), finished, receipts)

    [(count,)] = kept_in(desk.answers, REPORTS, "SELECT count(*) FROM Cache")
    assert count < 40


def test_discarding_leaves_nothing_behind(desk: Desk) -> None:
    desk()

    discard(desk.answers)

    assert list((desk.answers / "reports").iterdir()) == []


def test_what_is_kept_is_text_for_its_owner_alone(desk: Desk) -> None:
    desk()

    [(entry, mode)] = kept_in(desk.answers, REPORTS, "SELECT value, mode FROM Cache")

    assert isinstance(json.loads(entry), list)
    assert mode == 1
    assert (desk.answers / "reports").stat().st_mode & 0o077 == 0
