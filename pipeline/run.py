"""START HERE: one article through all stages, a line each."""

import asyncio

from pipeline.evidence.library.searching import Library
from pipeline.reconcile import source_of
from pipeline.stages.check import check_article, check_brief
from pipeline.stages.draft import Drafted, Drafter
from pipeline.stages.draft.extractive import ExtractiveDrafter, own_words
from pipeline.stages.ground import ground
from pipeline.stages.prioritise import prioritise, with_suggestions
from pipeline.stages.reconcile import (
    reconcile,
    stand_ins,
    withhold,
)
from pipeline.stages.sweep import coverage, keep_ledger, sweep, to_verify
from schemas import Article, Brief, DeskSettings, Origin, Report, SearchPhrases

_DESK = DeskSettings()
_BY_RULE = ExtractiveDrafter()
_WANTED = "fact_check takes an Article, not {}: call article_from_text(text) or read_article(path)"


def fact_check(
    article: Article,
    *,
    drafter: Drafter = _BY_RULE,
    desk: DeskSettings = _DESK,
    library: Library | None = None,
) -> Report:
    """Return the report on an article: brief, claims, findings, worklist and ledger.

    It is drafted by rule where no drafter is given, and each figure is sought in the library of
    evidence where one is.
    Raises ModelError when the drafter needs a model and gets nothing from it, and TypeError for a
    text or a path in place of an article.
    """
    _require_article(article)
    # Only the drafting: asyncio.run prints what it returns, and a whole report takes a second.
    return assemble(article, asyncio.run(drafter.draft(article)), desk, library)


async def fact_check_async(
    article: Article,
    *,
    drafter: Drafter = _BY_RULE,
    desk: DeskSettings = _DESK,
    library: Library | None = None,
) -> Report:
    """Return the report on an article; as `fact_check`, for many articles in one event loop."""
    _require_article(article)
    drafted = await drafter.draft(article)
    # In a thread: it takes a tenth of a second, in which the answers to other articles come in.
    return await asyncio.to_thread(assemble, article, drafted, desk, library)


def _require_article(given: object) -> None:
    if not isinstance(given, Article):
        raise TypeError(_WANTED.format(type(given).__name__))


def _own_brief(article: Article) -> Brief:
    """Return the brief in the article's own words, which stands in for what is withheld."""
    brief, _ = ground(article, own_words(article), origin=Origin.EXTRACTIVE)
    return brief


def _notes(article: Article) -> tuple[str, ...]:
    return tuple(f"{note[:1].upper()}{note[1:]}." for note in article.notes)


def assemble(
    article: Article,
    drafted: Drafted,
    desk: DeskSettings = _DESK,
    library: Library | None = None,
) -> Report:
    """Return the report that follows from a draft: no model, no clock, the same every time."""
    source = source_of(article)
    brief, claims = ground(article, drafted.draft, origin=Origin(drafted.provenance.drafter))
    findings = reconcile(source, (brief.headline, *brief.points, *claims), desk.sensitivity)
    swept = sweep(source, claims, findings)
    claims = (*claims, *swept)
    findings = (*findings, *reconcile(source, swept, desk.sensitivity))
    shown = withhold(brief, findings, own=lambda: _own_brief(article))
    spare = stand_ins(shown, brief)
    findings = (*findings, *reconcile(source, spare, desk.sensitivity))
    flags = (*check_brief(shown, findings, desk), *check_article(source, desk))
    covered = coverage(source, claims, findings)
    worklist = prioritise(source, shown, to_verify(source, covered), findings, flags, desk.weights)
    worklist = with_suggestions(worklist, drafted.draft.sources)
    report = Report(
        article=article,
        brief=shown,
        claims=claims,
        findings=findings,
        worklist=worklist,
        ledger=keep_ledger(source, covered, worklist, drafted.draft.tally),
        usage=drafted.usage,
        provenance=drafted.provenance.model_copy(
            update={"desk": desk, "notes": (*_notes(article), *drafted.provenance.notes)}
        ),
    )
    return _verified(report, library, drafted.draft.phrases) if library else report


def _verified(report: Report, library: Library, phrases: tuple[SearchPhrases, ...]) -> Report:
    # Imported here: a tenth of a second, which only those pay who ask a library.
    from pipeline.stages.verify import verify  # noqa: PLC0415

    return verify(report, library, phrases)
