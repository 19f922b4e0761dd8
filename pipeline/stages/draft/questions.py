"""What a model is asked about an article: a brief of the whole, and claims by windows of sentences.

It sees numbered sentences and cites their ids. Each question says what is wrong with an answer: a
number that the cited sentences do not bear out, or a text that runs on.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from pipeline.llm import Question
from pipeline.reconcile import Source, check_text, source_of
from pipeline.settings import WIDE_WINDOW
from prompts import prompt_digest, read_prompt
from schemas import Article, Finding, Outcome, PromptDigest, Sensitivity, Sentence
from schemas.drafts import BriefForm, ClaimsForm, brief_form, claims_form

BRIEF, CLAIMS = "brief.v1", "claims.v2"
# About 12,000 tokens of news: what a model with a context of 16,384 takes beside its instructions.
# A small model, which is shown few sentences at a time for claims, loses the thread long before.
_BRIEF_SENTENCES, _SMALL_BRIEF_SENTENCES, _SMALL_WINDOW = 400, 80, 10
_ONE_REQUEST_WORDS = 1500
"""A model with a wide window gets an article of fewer words in one request (decision 14)."""
# Half as much again as the prompt asks for, before a text counts as running on.
_HEADLINE_WORDS, _POINT_WORDS = 18, 45

Form = TypeVar("Form", bound=BaseModel)


@cache
def prompts_in_use() -> tuple[PromptDigest, ...]:
    """Return the prompts that a model is given, in the versions that results follow from."""
    return tuple(PromptDigest(name=p, sha256=prompt_digest(p)) for p in (BRIEF, CLAIMS))


class Asked(NamedTuple):
    """The questions on an article, each with the sentences that it shows."""

    brief: tuple[Question[BriefForm], tuple[Sentence, ...]]
    claims: list[tuple[Question[ClaimsForm], tuple[Sentence, ...]]]


def asked_of(article: Article, window: int, sensitivity: Sensitivity = Sensitivity.NORMAL) -> Asked:
    """Return the questions on an article; `window` is how many sentences one for claims shows.

    `sensitivity` decides which numbers of an answer are asked for again.
    """
    read, prose = _Read(source_of(article), sensitivity), article.prose
    shown = prose[: _SMALL_BRIEF_SENTENCES if window <= _SMALL_WINDOW else _BRIEF_SENTENCES]
    return Asked(
        (_brief_question(read, shown), shown),
        [(_claims_question(read, sentences), sentences) for sentences in _windows(article, window)],
    )


def _windows(article: Article, window: int) -> list[tuple[Sentence, ...]]:
    """Return the sentences in parts of `window`; all at once where a wide window fits them."""
    prose = article.prose
    words = sum(len(article.plain(sentence.span).split()) for sentence in prose)
    if window >= WIDE_WINDOW and words < _ONE_REQUEST_WORDS:
        return [prose]
    return [prose[at : at + window] for at in range(0, len(prose), window)]


def questions_on(
    article: Article, window: int, sensitivity: Sensitivity = Sensitivity.NORMAL
) -> tuple[Question[Any], ...]:
    """Return what a model would be asked about an article, before any answer asks it again."""
    asked = asked_of(article, window, sensitivity)
    return asked.brief[0], *(question for question, _ in asked.claims)


def numbered(article: Article, sentences: tuple[Sentence, ...]) -> str:
    """Return the sentences as the model sees them: one a line, its id in front."""
    return "\n".join(f"[{s.sentence_id}] {article.plain(s.span)}" for s in sentences)


class _Read(NamedTuple):
    """An article to hold answers against."""

    source: Source
    sensitivity: Sensitivity

    def problems(self, where: str, text: str, ids: list[str] | None) -> list[str]:
        """Return what is wrong with the numbers of one text, in words a model can act on."""
        cited = frozenset(ids) if ids is not None else None
        findings = check_text(
            text, self.source, subject=where, cited=cited, sensitivity=self.sensitivity
        )
        return [
            f"{where}: the number {finding.quantity.text} is not supported: {_advice(finding, ids)}"
            for finding in findings
            if finding.outcome is Outcome.UNSUPPORTED
        ]

    def text_problems(self, where: str, text: str, ids: list[str] | None, most: int) -> list[str]:
        """Return that a text is too long, as a copied paragraph is; else what its numbers lack."""
        words = len(text.split())
        if words > most:
            return [f"{where} has {words} words: rewrite it as one short sentence about one fact."]
        return self.problems(where, text, ids)


def _brief_question(read: _Read, shown: tuple[Sentence, ...]) -> Question[BriefForm]:
    def problems(form: BriefForm) -> list[str]:
        found = read.text_problems("headline", form.headline, None, _HEADLINE_WORDS)
        for place, point in enumerate(form.points, start=1):
            where = f"point {place}"
            found += read.text_problems(where, point.text, point.sentence_ids, _POINT_WORDS)
        return found

    return _question(BRIEF, read, shown, brief_form, problems)


def _claims_question(read: _Read, shown: tuple[Sentence, ...]) -> Question[ClaimsForm]:
    def problems(form: ClaimsForm) -> list[str]:
        return [
            problem
            for place, claim in enumerate(form.claims, start=1)
            for problem in read.problems(f"claim {place}", claim.text, [claim.id])
        ]

    return _question(CLAIMS, read, shown, claims_form, problems)


def _question(
    prompt: str,
    read: _Read,
    shown: tuple[Sentence, ...],
    form: Callable[[tuple[str, ...]], type[Form]],
    problems: Callable[[Form], list[str]],
) -> Question[Form]:
    return Question(
        prompt=prompt,
        instructions=read_prompt(prompt),
        document=numbered(read.source.article, shown),
        form=form(tuple(s.sentence_id for s in shown)),
        check=problems,
    )


def _advice(finding: Finding, ids: list[str] | None) -> str:
    if finding.code == "citation":
        return f"it {finding.reason}. Cite that sentence as well, or leave the number out."
    cited = "the article" if ids is None else ", ".join(ids)
    return f"{finding.reason}. Write the number as {cited} gives it, or leave it out."
