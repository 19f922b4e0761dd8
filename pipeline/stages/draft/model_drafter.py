"""The drafters that ask a language model, or replay what one has answered.

All requests run at once, and a draft is made of what came back.
"""

import asyncio
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Self, TypeVar

from pydantic import BaseModel

from pipeline.errors import ModelOutputInvalid, ModelRefused
from pipeline.llm import (
    Answer,
    LanguageModel,
    Question,
    Receipt,
    open_model,
    recorded_model,
    was_asked,
)
from pipeline.offload import offload
from pipeline.settings import Settings
from pipeline.stages.draft import Drafted
from pipeline.stages.draft.extractive import own_brief
from pipeline.stages.draft.questions import (
    BRIEF,
    CLAIMS,
    PHRASES,
    SOURCES,
    Asking,
    asked_of,
    asking_of,
    asks_phrases,
    phrases_of,
    prompts_in_use,
    suggested_sources,
)
from pipeline.stages.draft.tidy import tidy
from pipeline.version import VERSION
from prompts import read_prompt
from schemas import (
    Article,
    ClaimKind,
    Draft,
    DraftedClaim,
    DraftedPoint,
    PromptUsage,
    Provenance,
    Sensitivity,
    Sentence,
    Usage,
)
from schemas.drafts import BriefForm

Form = TypeVar("Form", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one request gave: the best answer, or why there is none."""

    form: Any
    usage: PromptUsage
    ids: str
    """The sentences that were shown: "s6 to s10"."""
    failure: str | None = None
    receipts: tuple[Receipt, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelDrafter:
    """Drafts with a model; `window` is how many sentences one request for claims shows.

    A number that is unsupported at this sensitivity is asked for again. `suggest_sources` asks
    what would settle each figure, too, and `search_phrases` by which words it would be found.
    """

    model: LanguageModel
    name: str
    window: int
    sensitivity: Sensitivity = Sensitivity.NORMAL
    suggest_sources: bool = False
    search_phrases: bool = False

    @classmethod
    def of(cls, model: LanguageModel, settings: Settings, sensitivity: Sensitivity) -> Self:
        """Return the drafter of a run."""
        return cls(model, settings.model, *asking_of(settings, sensitivity))

    async def draft(self, article: Article) -> Drafted:
        """Return what the model wrote, tidied. Raises ModelError when the model cannot be reached.

        A request that the model cannot answer in form costs only its own part: the numbers of
        that window are left to the sweep, a missing brief is taken from the article itself, and
        the provenance says so.
        """
        # Aside: reading an article's numbers takes a tenth of a second, a long one's more.
        asking = Asking(self.window, self.sensitivity, self.suggest_sources, self.search_phrases)
        asked = await offload(asked_of, article, asking)
        parts = await _together(self._part(*each) for each in asked)
        left_out = _left_out(len(asked[0].shown), len(article.prose))
        return await offload(self._drafted, article, parts, left_out)

    async def _part(self, question: Question[Form], shown: tuple[Sentence, ...]) -> _Part:
        ids = f"{shown[0].sentence_id} to {shown[-1].sentence_id}"
        try:
            answer = await self.model.ask(question)
        except (ModelOutputInvalid, ModelRefused) as error:
            nothing = PromptUsage(
                prompt=question.prompt, answers=0, reasks=0, input_tokens=0, output_tokens=0
            )
            return _Part(None, nothing, ids, failure=str(error))
        return _Part(_best(answer), answer.usage, ids, receipts=answer.receipts)

    def _drafted(self, article: Article, parts: list[_Part], left_out: tuple[str, ...]) -> Drafted:
        brief, windows, sources, phrases = (
            [part for part in parts if part.usage.prompt == prompt]
            for prompt in (BRIEF, CLAIMS, SOURCES, PHRASES)
        )
        written = tuple(
            DraftedClaim(
                text=claim.text,
                sentence_id=claim.id,
                speaker=claim.speaker or None,
                kind=ClaimKind(claim.kind),
            )
            for window in windows
            if window.form
            for claim in window.form.claims
        )
        claims, tally = tidy(written, frozenset(s.sentence_id for s in article.prose))
        headline, headline_ids, points = _brief_of(article, brief[0].form)
        draft = Draft(
            headline=headline,
            headline_ids=headline_ids,
            points=points,
            claims=claims,
            sources=tuple(
                source
                for part in sources
                if part.form
                for source in suggested_sources(article, part.form)
            ),
            phrases=tuple(each for part in phrases if part.form for each in phrases_of(part.form)),
            tally=tally,
        )
        failures = [(part.ids, part.failure) for part in (*brief, *windows)]
        provenance = Provenance(
            factdesk=VERSION,
            drafter="model",
            model=self.name,
            window=self.window,
            prompts=prompts_in_use(
                suggest_sources=self.suggest_sources, search_phrases=self.search_phrases
            ),
            notes=(
                *left_out,
                *_failed(failures),
                *_unsuggested(sources, draft),
                *(f"No search phrases were written: {e.failure}" for e in phrases if e.failure),
            ),
        )
        return Drafted(draft, _usage(parts), provenance, _receipts(parts))


def _best(answer: Answer[Form]) -> Form:
    """Return the attempt with the fewest problems; the latest among equals."""
    order = range(len(answer.attempts))
    return answer.attempts[min(order, key=lambda at: (len(answer.problems[at]), -at))]


def _brief_of(
    article: Article, form: BriefForm | None
) -> tuple[str, tuple[str, ...], tuple[DraftedPoint, ...]]:
    """Return headline, its ids and points: the model's, or the article's own without them."""
    if form is None:
        headline, points = own_brief(article)
        return headline.text, headline.sentence_ids, points
    written = tuple(
        DraftedPoint(
            text=" ".join(point.text.split()), sentence_ids=tuple(dict.fromkeys(point.sentence_ids))
        )
        for point in form.points
    )
    return " ".join(form.headline.split()), (), written


def _usage(parts: Iterable[_Part]) -> Usage:
    """Return the tokens by prompt, the windows of the claims added up."""
    by_prompt = groupby((part.usage for part in parts), key=lambda usage: usage.prompt)
    return Usage(prompts=tuple(_added(prompt, list(some)) for prompt, some in by_prompt))


def _added(prompt: str, some: Sequence[PromptUsage]) -> PromptUsage:
    return PromptUsage(
        prompt=prompt,
        answers=sum(usage.answers for usage in some),
        reasks=sum(usage.reasks for usage in some),
        input_tokens=sum(usage.input_tokens for usage in some),
        output_tokens=sum(usage.output_tokens for usage in some),
    )


def _receipts(parts: Sequence[_Part]) -> tuple[Receipt, ...]:
    """Return the receipts of all parts; none where one has none, as when a request has failed."""
    if not all(part.receipts for part in parts):
        return ()
    return tuple(receipt for part in parts for receipt in part.receipts)


def _failed(parts: list[tuple[str, str | None]]) -> Iterator[str]:
    """Yield a note for each way in which requests failed, with the sentences that it left out."""
    by_failure: dict[str, list[str]] = {}
    for ids, failure in parts:
        if failure is not None:
            by_failure.setdefault(failure, []).append(ids)
    for failure, ids_of_it in by_failure.items():
        yield f"Nothing was drafted from {', '.join(ids_of_it)}: {failure}"


def _unsuggested(parts: Iterable[_Part], draft: Draft) -> Iterator[str]:
    """Yield notes on the sources that a model was asked for and that are not there."""
    for part in parts:
        if part.form is None:
            yield f"No sources were suggested: {part.failure}"
        elif left := len(part.form.sources) - len(draft.sources):
            yield (
                f"Of {len(part.form.sources)} sources that the model suggested {left} were left "
                "out: they hold a number or the prompt's example, or stand for many sentences."
            )


def _left_out(shown: int, all_of_them: int) -> tuple[str, ...]:
    """Return the note on what the brief does not rest on; the claims always cover everything."""
    if shown == all_of_them:
        return ()
    return (f"The brief rests on the first {shown} of {all_of_them} sentences.",)


async def _together(asking: Iterable[Coroutine[Any, Any, _Part]]) -> list[_Part]:
    """Run all requests at once; the first that fails ends the others and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(part) for part in asking]
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from failures.exceptions[0].__cause__
    return [task.result() for task in tasks]


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
            drafter = ModelDrafter.of(model, settings, self.sensitivity)
            return await drafter.draft(article)


def replaying(cassette: Path) -> Settings:
    """Return the settings of a replay; raises CassetteError for no cassette of one model."""
    return Settings.from_environment(
        {},
        model=recorded_model(cassette),
        suggest_sources=was_asked(cassette, read_prompt(SOURCES)),
        search_phrases=asks_phrases(cassette),
        cassette=cassette,
        record="none",
    )
