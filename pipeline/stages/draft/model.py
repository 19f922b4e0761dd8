"""The drafter that asks a language model: two prompts, all requests at once.

The model sees numbered sentences and cites their ids. What it writes is checked as it comes in: a
number that the cited sentences do not bear out is named, and the model is asked again.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel

from pipeline.aside import aside
from pipeline.errors import ModelOutputInvalid, ModelRefused
from pipeline.llm import Answer, LanguageModel, Question, Receipt
from pipeline.numbers import Source, check_text, source_of
from pipeline.settings import WIDE_WINDOW
from pipeline.stages.draft import Drafted
from pipeline.stages.draft.extractive import choose_headline, choose_points
from pipeline.stages.draft.tidy import tidy
from pipeline.version import VERSION
from prompts import prompt_digest, read_prompt
from schemas import (
    Article,
    ClaimKind,
    Draft,
    DraftedClaim,
    DraftedPoint,
    Finding,
    PromptDigest,
    PromptUsage,
    Provenance,
    Sentence,
    Usage,
)
from schemas.drafts import BriefForm, ClaimsForm, brief_form, claims_form

BRIEF, CLAIMS = "brief.v1", "claims.v2"
# About 12,000 tokens of news: what a model with a context of 16,384 takes beside its instructions.
# A small model, which is shown few sentences at a time for claims, loses the thread long before.
_BRIEF_SENTENCES, _SMALL_BRIEF_SENTENCES, _SMALL_WINDOW = 400, 80, 10
_ONE_REQUEST_WORDS = 1500
"""An article of fewer is taken apart in one request by a model whose window is wide (decision 14)."""
# Half as much again as the prompt asks for, before a text counts as running on.
_HEADLINE_WORDS, _POINT_WORDS = 18, 45

Form = TypeVar("Form", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class _Part(Generic[Form]):
    """What one request gave: the best answer, or why there is none."""

    form: Form | None
    usage: PromptUsage
    ids: str
    """The sentences that were shown: "s6 to s10"."""
    failure: str | None = None
    receipts: tuple[Receipt, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelDrafter:
    """Drafts with a model; `window` is how many sentences one request for claims shows."""

    model: LanguageModel
    name: str
    window: int

    async def draft(self, article: Article) -> Drafted:
        """Return what the model wrote, tidied. Raises ModelError when the model cannot be reached.

        A request that the model cannot answer in form costs only its own part: the numbers of
        that window are left to the sweep, a missing brief is taken from the article itself, and
        the provenance says so.
        """
        # Aside: reading an article's numbers takes a tenth of a second, a long one's more.
        asked = await aside(_asked, article, self.window)
        briefs, claims = await _together(
            [self._part(question, shown) for question, shown in asked.brief],
            [self._part(question, shown) for question, shown in asked.claims],
        )
        left_out = _left_out(len(asked.brief[0][1]), len(article.prose))
        return await aside(self._drafted, article, briefs[0], claims, left_out)

    async def _part(self, question: Question[Form], shown: tuple[Sentence, ...]) -> _Part[Form]:
        ids = f"{shown[0].sentence_id} to {shown[-1].sentence_id}"
        try:
            answer = await self.model.ask(question)
        except (ModelOutputInvalid, ModelRefused) as error:
            nothing = PromptUsage(
                prompt=question.prompt, answers=0, reasks=0, input_tokens=0, output_tokens=0
            )
            return _Part(None, nothing, ids, failure=str(error))
        return _Part(_best(answer), answer.usage, ids, receipts=answer.receipts)

    def _drafted(
        self,
        article: Article,
        brief: _Part[BriefForm],
        windows: list[_Part[ClaimsForm]],
        left_out: tuple[str, ...],
    ) -> Drafted:
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
        headline, headline_ids, points = _brief_of(article, brief.form)
        draft = Draft(
            headline=headline, headline_ids=headline_ids, points=points, claims=claims, tally=tally
        )
        failures = [(brief.ids, brief.failure), *((each.ids, each.failure) for each in windows)]
        provenance = self._provenance((*left_out, *_failed(failures)))
        return Drafted(draft, _usage(brief, windows), provenance, _receipts(brief, *windows))

    def _provenance(self, notes: tuple[str, ...]) -> Provenance:
        return Provenance(
            factdesk=VERSION,
            drafter="model",
            model=self.name,
            window=self.window,
            prompts=prompts_in_use(),
            notes=notes,
        )


@cache
def prompts_in_use() -> tuple[PromptDigest, ...]:
    """Return the prompts that a model is given, in the versions that results follow from."""
    return tuple(PromptDigest(name=p, sha256=prompt_digest(p)) for p in (BRIEF, CLAIMS))


class _Asked(NamedTuple):
    """The questions on an article, each with the sentences that it shows."""

    brief: list[tuple[Question[BriefForm], tuple[Sentence, ...]]]
    claims: list[tuple[Question[ClaimsForm], tuple[Sentence, ...]]]


def _asked(article: Article, window: int) -> _Asked:
    source, prose = source_of(article), article.prose
    shown = prose[: _SMALL_BRIEF_SENTENCES if window <= _SMALL_WINDOW else _BRIEF_SENTENCES]
    return _Asked(
        [(_brief_question(source, shown), shown)],
        [(_claims_question(source, each), each) for each in _windows(article, window)],
    )


def _windows(article: Article, window: int) -> list[tuple[Sentence, ...]]:
    """Return the sentences in parts of `window`; all at once where a wide window fits so many words."""
    prose = article.prose
    words = sum(len(article.plain(sentence.span).split()) for sentence in prose)
    if window >= WIDE_WINDOW and words < _ONE_REQUEST_WORDS:
        return [prose]
    return [prose[at : at + window] for at in range(0, len(prose), window)]


def questions_on(article: Article, window: int) -> tuple[Question[Any], ...]:
    """Return what a model would be asked about an article, before any answer asks it again."""
    asked = _asked(article, window)
    return (*(question for question, _ in asked.brief), *(question for question, _ in asked.claims))


def numbered(article: Article, sentences: tuple[Sentence, ...]) -> str:
    """Return the sentences as the model sees them: one a line, its id in front."""
    return "\n".join(f"[{s.sentence_id}] {article.plain(s.span)}" for s in sentences)


def _brief_question(source: Source, shown: tuple[Sentence, ...]) -> Question[BriefForm]:
    def problems(form: BriefForm) -> list[str]:
        found = _text_problems("headline", form.headline, source, None, _HEADLINE_WORDS)
        for place, point in enumerate(form.points, start=1):
            where = f"point {place}"
            found += _text_problems(where, point.text, source, point.sentence_ids, _POINT_WORDS)
        return found

    return _question(BRIEF, source, shown, brief_form, problems)


def _claims_question(source: Source, shown: tuple[Sentence, ...]) -> Question[ClaimsForm]:
    def problems(form: ClaimsForm) -> list[str]:
        return [
            problem
            for place, claim in enumerate(form.claims, start=1)
            for problem in _problems(f"claim {place}", claim.text, source, [claim.id])
        ]

    return _question(CLAIMS, source, shown, claims_form, problems)


def _question(
    prompt: str,
    source: Source,
    shown: tuple[Sentence, ...],
    form: Callable[[tuple[str, ...]], type[Form]],
    problems: Callable[[Form], list[str]],
) -> Question[Form]:
    return Question(
        prompt=prompt,
        instructions=read_prompt(prompt),
        document=numbered(source.article, shown),
        form=form(tuple(s.sentence_id for s in shown)),
        check=problems,
    )


def _problems(where: str, text: str, source: Source, ids: list[str] | None) -> list[str]:
    """Return what is wrong with the numbers of one text, in words a model can act on."""
    cited = frozenset(ids) if ids is not None else None
    findings = check_text(text, source, subject=where, cited=cited)
    return [
        f"{where}: the number {finding.quantity.text} is not supported: {_advice(finding, ids)}"
        for finding in findings
        if finding.status.flagged
    ]


def _text_problems(
    where: str, text: str, source: Source, ids: list[str] | None, most: int
) -> list[str]:
    """Return that a text runs on, as models copy paragraphs; else what is wrong with its numbers."""
    words = len(text.split())
    if words > most:
        return [f"{where} has {words} words: rewrite it as one short sentence about one fact."]
    return _problems(where, text, source, ids)


def _advice(finding: Finding, ids: list[str] | None) -> str:
    if finding.code == "citation":
        return f"it {finding.reason}. Cite that sentence as well, or leave the number out."
    cited = "the article" if ids is None else ", ".join(ids)
    return f"{finding.reason}. Write the number as {cited} gives it, or leave it out."


def _best(answer: Answer[Form]) -> Form:
    """Return the attempt with the fewest problems; the latest among equals."""
    order = range(len(answer.attempts))
    return answer.attempts[min(order, key=lambda at: (len(answer.problems[at]), -at))]


def _brief_of(
    article: Article, form: BriefForm | None
) -> tuple[str, tuple[str, ...], tuple[DraftedPoint, ...]]:
    """Return headline, its ids and points: the model's, or the article's own where there are none."""
    if form is None:
        return *choose_headline(article), choose_points(article)
    written = tuple(
        DraftedPoint(
            text=" ".join(point.text.split()), sentence_ids=tuple(dict.fromkeys(point.sentence_ids))
        )
        for point in form.points
    )
    return " ".join(form.headline.split()), (), written


def _usage(brief: _Part[BriefForm], windows: list[_Part[ClaimsForm]]) -> Usage:
    """Return the tokens by prompt, the windows of the claims added up."""
    together = PromptUsage(
        prompt=CLAIMS,
        answers=sum(part.usage.answers for part in windows),
        reasks=sum(part.usage.reasks for part in windows),
        input_tokens=sum(part.usage.input_tokens for part in windows),
        output_tokens=sum(part.usage.output_tokens for part in windows),
    )
    return Usage(prompts=(brief.usage, together))


def _receipts(*parts: _Part[Any]) -> tuple[Receipt, ...]:
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


def _left_out(shown: int, all_of_them: int) -> tuple[str, ...]:
    """Return the note on what the brief does not rest on; the claims always cover everything."""
    if shown == all_of_them:
        return ()
    return (f"The brief rests on the first {shown} of {all_of_them} sentences.",)


async def _together(
    first: list[Coroutine[Any, Any, _Part[BriefForm]]],
    second: list[Coroutine[Any, Any, _Part[ClaimsForm]]],
) -> tuple[list[_Part[BriefForm]], list[_Part[ClaimsForm]]]:
    """Run all requests at once; the first that fails ends the others and is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            briefs = [group.create_task(each) for each in first]
            claims = [group.create_task(each) for each in second]
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from failures.exceptions[0].__cause__
    return [task.result() for task in briefs], [task.result() for task in claims]
