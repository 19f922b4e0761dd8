"""What a library of evidence says of the drafts of `factdesk check --evidence`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from pipeline.corpus.pairs.checking import Sources
from pipeline.errors import ArticleError
from pipeline.evidence.library.searching import Library
from pipeline.limits import Limits
from pipeline.stages.read_statements import Statement, StatementFile
from pipeline.stages.verify import verify_statements
from schemas import CheckRun, SoughtNumber, Unread

_Numbers = Mapping[int, tuple[SoughtNumber, ...]]
"""The numbers of each statement, by where it begins in its draft."""


def with_evidence(
    run: CheckRun,
    drafts: Sequence[tuple[StatementFile, Sources]],
    library: Path,
    limits: Limits,
) -> CheckRun:
    """Return the run with what a library says of each number of its drafts.

    A draft that takes more than the limits is among what could not be checked. Raises SettingsError
    where the library cannot be read.
    """
    sought: dict[str, _Numbers] = {}
    unread: list[Unread] = []
    with Library.open(library) as opened:
        for file, sources in drafts:
            begun = {each.place.start for each in run.statements if each.place.file == file.name}
            statements = [e for e in file.statements if e.words.whole.start in begun]
            seek = partial(_numbers, file, statements, opened, _published(file, sources))
            try:
                sought[file.name] = limits.keep(seek)
            except ArticleError as error:
                place = file.places.at(statements[0].words.whole)
                unread.append(Unread(place=place, reason=f"its evidence was not sought: {error}"))
    none: _Numbers = {}
    told = (sought.get(each.place.file, none).get(each.place.start, ()) for each in run.statements)
    checked = tuple(
        each.model_copy(update={"evidence": numbers})
        for each, numbers in zip(run.statements, told, strict=True)
    )
    return run.model_copy(update={"statements": checked, "unread": (*run.unread, *unread)})


def _numbers(
    file: StatementFile,
    statements: Sequence[Statement],
    library: Library,
    published: date | None,
) -> _Numbers:
    found: dict[int, tuple[SoughtNumber, ...]] = {}
    places = file.places
    for text in _texts(statements):
        words = [each.words for each in text]
        numbers = verify_statements(words, places, library, published=published)
        found |= zip((each.whole.start for each in words), numbers, strict=True)
    return found


def _texts(statements: Sequence[Statement]) -> Iterator[Sequence[Statement]]:
    """Yield the statements of a draft, which are one text; a pair is one by itself."""
    together = [each for each in statements if not each.brings_source]
    if together:
        yield together
    yield from ([each] for each in statements if each.brings_source)


def _published(file: StatementFile, sources: Sources) -> date | None:
    """Return the day of the one article that a draft is of, from which "last year" counts."""
    if len(sources.given) == 1:
        return sources.given[0].article.published
    return file.article.published if file.article and not sources.given else None
