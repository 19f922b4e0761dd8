"""The drafter that replays: a model's answers from a cassette, with no key and no network."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.llm import open_model, recorded_model
from pipeline.settings import RecordMode, Settings
from pipeline.stages.draft import Drafted
from pipeline.stages.draft.model import ModelDrafter
from schemas import Article, Sensitivity


@dataclass(frozen=True, slots=True)
class RecordedDrafter:
    """Drafts with the answers that a cassette holds, one article for each cassette.

    By default it only replays, with the model that was recorded. To record, give `settings` with
    the cassette, the record mode, and the model and server to ask.
    """

    cassette: Path
    settings: Settings | None = None
    sensitivity: Sensitivity = Sensitivity.NORMAL

    async def draft(self, article: Article) -> Drafted:
        """Return what the recorded model wrote.

        Raises CassetteError where the cassette is missing or unreadable, lacks a question that is
        asked (and says what differs from the nearest) or holds an answer that nobody asked for.
        """
        settings = self.settings or replaying(self.cassette)
        async with open_model(settings) as model:
            drafter = ModelDrafter(model, settings.model, settings.window, self.sensitivity)
            return await drafter.draft(article)


def replaying(cassette: Path, record: RecordMode = "none") -> Settings:
    """Return the settings of a replay; raises CassetteError for what is no cassette of one model."""
    model = recorded_model(cassette)
    return Settings.from_environment({}, model=model, cassette=cassette, record=record)
