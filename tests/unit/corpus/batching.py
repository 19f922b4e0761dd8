"""What the tests of batches share: a newsroom with articles, a server and a folder, and ways to run."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline import article_from_text
from pipeline.corpus.batch.request_files import BatchLimits
from pipeline.corpus.batch.waves import BatchOutcome, answer_by_batch
from pipeline.corpus.outcome import State
from pipeline.corpus.plan import Plan, Watcher
from pipeline.corpus.work import Recipe
from pipeline.llm import open_model
from pipeline.settings import Settings
from pipeline.stages.draft import Drafted
from pipeline.stages.draft.model_drafter import ModelDrafter
from schemas import Article, DeskSettings
from tests.batch_server import BatchScript
from tests.pay_once import corpus
from tests.pay_once.corpus import MODEL, write_articles
from tests.scripted_server import Reply, completion
from tests.unit.llm.asking import KEY, Pauses

LIMITS = BatchLimits()


def answer(body: dict[str, Any]) -> Reply:
    """Answer, but for the claims of the first article, which come broken at first."""
    claims = body["response_format"]["json_schema"]["name"] == "Claims"
    first = "Brokvik counts" in body["messages"][1]["content"] and len(body["messages"]) == 2
    return completion("{}") if claims and first else corpus.answer(body)


class Watched(Watcher):
    """A watcher that remembers."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[str] = []

    def note(self, line: str) -> None:
        self.notes.append(line)


@dataclass(frozen=True)
class Listed(Plan):
    """A run over articles that are at hand."""

    listed: Sequence[Article] = ()

    def articles(self) -> Iterator[tuple[int, Callable[[], Article]]]:
        for number, article in enumerate(self.listed):
            yield number, lambda article=article: article  # type: ignore[misc]  # a default binds it


@dataclass
class Newsroom:
    """Articles and where their answers go."""

    folder: Path
    script: BatchScript
    articles: list[Article]
    watched: Watched = field(default_factory=Watched)
    pauses: Pauses = field(default_factory=Pauses)

    def settings(self, **changed: Any) -> Settings:
        named: dict[str, Any] = {
            "model": MODEL,
            "api_key": KEY,
            "base_url": self.script.base_url,
            "cache_dir": self.folder / "cache",
        }
        return Settings(**named | changed)

    def run(
        self,
        *,
        wait: bool = True,
        retry_failed: bool = False,
        limits: BatchLimits = LIMITS,
        sleep: Any = None,
        **changed: Any,
    ) -> BatchOutcome:
        """Answer the articles by batches."""
        recipe = Recipe(self.settings(**changed), DeskSettings())
        again = frozenset({State.FAILED} if retry_failed else ())
        plan = Listed("", self.folder / "out", recipe, 1, again=again, listed=self.articles)
        return asyncio.run(
            answer_by_batch(
                plan, self.watched, wait=wait, limits=limits, sleep=sleep or self.pauses
            )
        )

    def run_live(self) -> list[Drafted]:
        """Draft the articles as an ordinary run does."""

        async def run() -> list[Drafted]:
            settings = self.settings()
            async with open_model(settings, sleep=Pauses()) as model:
                drafter = ModelDrafter(model, MODEL, settings.window)
                return [await drafter.draft(article) for article in self.articles]

        return asyncio.run(run())


def newsroom(folder: Path, script: BatchScript, articles: int = 2) -> Newsroom:
    """Return a newsroom with so many articles."""
    names = write_articles(folder, articles)
    texts = [(folder / name).read_text(encoding="utf-8") for name in names]
    read = [article_from_text(text, source=name) for name, text in zip(names, texts, strict=True)]
    return Newsroom(folder, script, read)
