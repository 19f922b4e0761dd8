"""What a model is asked about an article: a brief of the whole, claims by windows of sentences.

Where it is to suggest sources, or words to search a library of evidence for, it is asked once more,
about the sentences with figures.

It sees numbered sentences and cites their ids. Each question says what is wrong with an answer: a
number that the cited sentences do not bear out, or a text that runs on.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from pipeline.llm import Question, was_asked
from pipeline.reconcile import Source, check_text, source_of
from pipeline.settings import WIDE_WINDOW, Settings
from prompts import prompt_digest, read_prompt
from schemas import (
    Article,
    Finding,
    Outcome,
    PromptDigest,
    SearchPhrases,
    Sensitivity,
    Sentence,
    SuggestedSource,
)
from schemas.drafts import (
    BriefForm,
    ClaimsForm,
    SearchPhrasesForm,
    SourceForm,
    SourcesForm,
    brief_form,
    claims_form,
    search_phrases_form,
    sources_form,
)

BRIEF, CLAIMS, SOURCES, PHRASES = "brief.v1", "claims.v2", "sources.v1", "search_phrases.v1"
# About 12,000 tokens of news: what a model with a context of 16,384 takes beside its instructions.
# A small model, which is shown few sentences at a time for claims, loses the thread long before.
_BRIEF_SENTENCES, _SMALL_BRIEF_SENTENCES, _SMALL_WINDOW = 400, 80, 10
_ONE_REQUEST_WORDS = 1500
"""A model with a wide window gets an article of fewer words in one request (decision 14)."""
# Half as much again as the prompt asks for, before a text counts as running on.
_HEADLINE_WORDS, _POINT_WORDS, _SOURCE_WORDS, _PHRASE_WORDS = 18, 45, 20, 9
_SHARED_SENTENCES = 3
"""Which may rest on one document, and up to a third of an article's may."""

Form = TypeVar("Form", bound=BaseModel)


@cache
def prompts_in_use(
    *, suggest_sources: bool = False, search_phrases: bool = False
) -> tuple[PromptDigest, ...]:
    """Return the prompts that a model is given, in the versions that results follow from."""
    more = ((SOURCES, suggest_sources), (PHRASES, search_phrases))
    prompts = (BRIEF, CLAIMS, *(prompt for prompt, is_asked in more if is_asked))
    return tuple(PromptDigest(name=p, sha256=prompt_digest(p)) for p in prompts)


class Asking(NamedTuple):
    """How a model is asked about an article."""

    window: int
    """Sentences that one request for claims shows."""
    sensitivity: Sensitivity = Sensitivity.NORMAL
    """Decides which numbers of an answer are asked for again."""
    suggest_sources: bool = False
    """Whether it is asked what would settle each figure."""
    search_phrases: bool = False
    """Whether it is asked by which words each figure would be found."""


def asking_of(settings: Settings, sensitivity: Sensitivity = Sensitivity.NORMAL) -> Asking:
    """Return how the model of a run is asked."""
    return Asking(settings.window, sensitivity, settings.suggest_sources, settings.search_phrases)


class Asked(NamedTuple):
    """A question on an article, and the sentences that it shows."""

    question: Question[Any]
    shown: tuple[Sentence, ...]


def asked_of(article: Article, asking: Asking) -> list[Asked]:
    """Return the questions on an article, by prompt: the brief, claims, sources, search phrases."""
    read, window = _Read(source_of(article), asking.sensitivity), asking.window
    most = _SMALL_BRIEF_SENTENCES if window <= _SMALL_WINDOW else _BRIEF_SENTENCES
    shown = article.prose[:most]
    asked = [Asked(_brief_question(read, shown), shown)]
    asked += [Asked(_claims_question(read, some), some) for some in _windows(article, window)]
    more = asking.suggest_sources or asking.search_phrases
    figured = _with_figures(read.source)[:most] if more else ()
    if figured and asking.suggest_sources:
        asked.append(Asked(_sources_question(read, figured), figured))
    if figured and asking.search_phrases:
        asked.append(Asked(_phrases_question(read, figured), figured))
    return asked


def _with_figures(source: Source) -> tuple[Sentence, ...]:
    """Return the sentences of the prose that hold a figure to verify."""
    figured = {q.sentence.sentence_id for q in source.quantities if q.quantity.checkable}
    return tuple(s for s in source.article.prose if s.sentence_id in figured)


def _windows(article: Article, window: int) -> list[tuple[Sentence, ...]]:
    """Return the sentences in parts of `window`; all at once where a wide window fits them."""
    prose = article.prose
    words = sum(len(article.plain(sentence.span).split()) for sentence in prose)
    if window >= WIDE_WINDOW and words < _ONE_REQUEST_WORDS:
        return [prose]
    return [prose[at : at + window] for at in range(0, len(prose), window)]


def questions_on(article: Article, asking: Asking) -> tuple[Question[Any], ...]:
    """Return what a model would be asked about an article, before any answer asks it again."""
    return tuple(question for question, _ in asked_of(article, asking))


def phrases_question(article: Article, settings: Settings) -> Question[SearchPhrasesForm] | None:
    """Return what a model is asked of a library's search for an article; None without figures.

    It is the very question of a draft, so that what was answered then is kept.
    """
    asked = questions_on(article, asking_of(settings)._replace(search_phrases=True))
    return next((question for question in asked if question.prompt == PHRASES), None)


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


def _sources_question(read: _Read, shown: tuple[Sentence, ...]) -> Question[SourcesForm]:
    def problems(form: SourcesForm) -> list[str]:
        found = (
            (place, _problem_of(_suggestion(source), read, form))
            for place, source in enumerate(form.sources, start=1)
        )
        return [f"source {place}: {problem}" for place, problem in found if problem]

    return _question(SOURCES, read, shown, sources_form, problems)


def _problem_of(suggestion: str, read: _Read, form: SourcesForm) -> str | None:
    """Return what is wrong with a suggestion, in words a model can act on; None if it is sound.

    A small model names what the example of the prompt names, or one document for everything, or
    copies the sentence.
    """
    findings = check_text(suggestion, read.source, subject="source", sensitivity=read.sensitivity)
    if len(suggestion.split()) > _SOURCE_WORDS:
        return f"write at most {_SOURCE_WORDS} words."
    if any(f.quantity.checkable or f.outcome is not Outcome.SUPPORTED for f in findings):
        return "name a document, and write no number."
    document = suggestion.partition(" (")[0]
    if document and f'"{document}"' in read_prompt(SOURCES):
        return "this is the example: name what settles this sentence."
    same = sum(_suggestion(source) == suggestion for source in form.sources)
    if same > max(_SHARED_SENTENCES, len(form.sources) // 3):
        return f"{same} sentences have this one: name what settles the figures of each."
    return None


def suggested_sources(article: Article, form: SourcesForm) -> tuple[SuggestedSource, ...]:
    """Return what a model suggests for each sentence: the first suggestion that is sound."""
    read = _Read(source_of(article), Sensitivity.NORMAL)
    suggested: dict[str, SuggestedSource] = {}
    for source in form.sources:
        text = _suggestion(source)
        if text and _problem_of(text, read, form) is None:
            suggested.setdefault(source.id, SuggestedSource(sentence_id=source.id, text=text))
    return tuple(suggested.values())


def _suggestion(source: SourceForm) -> str:
    """Return document and publisher in one line: "the final account (the mayor's office)"."""
    document, publisher = (" ".join(t.split()) for t in (source.document, source.publisher))
    named = publisher and publisher.lower() not in document.lower()
    return f"{document} ({publisher})" if document and named else document


def _phrases_question(read: _Read, shown: tuple[Sentence, ...]) -> Question[SearchPhrasesForm]:
    # Words to search for say nothing that could be wrong: what does not fit is left out unasked.
    return _question(PHRASES, read, shown, search_phrases_form, lambda _: [])


def asks_phrases(cassette: Path) -> bool:
    """Return whether a recording holds search phrases; raises CassetteError."""
    return was_asked(cassette, read_prompt(PHRASES).rstrip())


def phrases_of(form: SearchPhrasesForm) -> tuple[SearchPhrases, ...]:
    """Return the phrases for each sentence that are sound.

    One that runs on, holds a number or stands in the prompt is left out.
    """
    found: dict[str, SearchPhrases] = {}
    for each in form.sentences:
        phrases = (" ".join(phrase.split()) for phrase in each.phrases)
        sound = tuple(dict.fromkeys(phrase for phrase in phrases if _is_phrase(phrase)))
        found.setdefault(each.id, SearchPhrases(sentence_id=each.id, phrases=sound))
    return tuple(found.values())


def _is_phrase(phrase: str) -> bool:
    is_example = f'"{phrase}"' in read_prompt(PHRASES)
    has_number = any(map(str.isdigit, phrase))
    return 0 < len(phrase.split()) <= _PHRASE_WORDS and not (is_example or has_number)


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
