"""What the tests of the layer share: a form, a question about a document, and ways to ask it."""

import asyncio
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pydantic import Field

from pipeline.llm import Answer, Question, Traffic, open_model
from pipeline.llm.request import no_problems
from pipeline.settings import Settings
from schemas import FrozenModel

KEY = "sk-secret-0123456789"
DOCUMENT = "[s1] The bridge cost 40 million.\n[s2] It opens on Friday."
GOOD = {"headline": "A bridge opens", "points": [{"text": "It opens.", "sentence_ids": ["s2"]}]}
LONG = {**GOOD, "headline": "A bridge that cost 40 million at last opens on Friday"}
BROKEN = {"headline": "A bridge opens"}


class PointForm(FrozenModel):
    text: str
    sentence_ids: tuple[str, ...]


class BriefForm(FrozenModel):
    headline: str = Field(description="under ten words")
    points: tuple[PointForm, ...]


def question(
    *,
    instructions: str = "Write a brief.",
    document: str = DOCUMENT,
    check: Callable[[BriefForm], Sequence[str]] = no_problems,
) -> Question[BriefForm]:
    return Question("brief.v1", instructions, document, BriefForm, check)


def short_headline(form: BriefForm) -> Sequence[str]:
    return () if len(form.headline) < 30 else ("headline: shorten it to under 30 characters",)


def settings(base_url: str | None, **changed: Any) -> Settings:
    """Return settings without a cache, so that each test asks the server."""
    named: dict[str, Any] = {"model": "tiny-1b", "api_key": KEY, "base_url": base_url} | changed
    return Settings(**named)


class Pauses(list[float]):
    """Takes the place of sleeping and keeps how long it would have been."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


def ask(
    told: Settings, *questions: Question[BriefForm], pauses: Pauses | None = None
) -> tuple[list[Answer[BriefForm]], Traffic]:
    """Return the answers to questions asked at once, and what went over the wire."""

    async def run() -> tuple[list[Answer[BriefForm]], Traffic]:
        async with open_model(told, sleep=Pauses() if pauses is None else pauses) as model:
            asked = questions or (question(),)
            answers = await asyncio.gather(*(model.ask(each) for each in asked))
            return answers, model.traffic

    return asyncio.run(run())


async def until(holds: Callable[[], object]) -> None:
    """Wait until something holds; raises TimeoutError after a minute, for it never will then."""
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110  # in a server's thread, which knows no event of ours
            await asyncio.sleep(0.001)


def entry_files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def as_json(form: BriefForm) -> Any:
    return json.loads(form.model_dump_json())
