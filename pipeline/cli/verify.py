"""`factdesk verify`: seek each figure of finished worklists in a library of evidence."""

import asyncio
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import MISSING, dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import typer

from pipeline.cli.article_folder import write_article_folder, write_report
from pipeline.cli.exits import FOUND, SOME_FAILED
from pipeline.cli.library_option import PLACES, library_path
from pipeline.cli.options import (
    MODEL,
    CassetteOptions,
    argument,
    command,
    library_file,
    option,
)
from pipeline.cli.spending import spending_lines
from pipeline.cli.standard_output import note, print_text
from pipeline.errors import (
    CassetteError,
    ModelOutputInvalid,
    ModelRefused,
    SettingsError,
    WorkError,
)
from pipeline.evidence.library.searching import Library
from pipeline.llm import LanguageModel, open_model
from pipeline.settings import Settings
from pipeline.stages.draft.questions import phrases_of, phrases_question
from pipeline.stages.read_report import RESULT, read_report, result_path
from pipeline.stages.render.evidence_words import (
    counts_line,
    counts_words,
    found_words,
    is_contradicted,
    outcomes_of,
)
from pipeline.stages.verify import verify as with_evidence
from schemas import Article, EvidenceOutcome, Report, SearchPhrases

PhrasesFor = Callable[[Article], tuple[SearchPhrases, ...]]
Verified = Callable[[Report], Report]
"""Returns a report with what the library says of its rows."""
_RESULTS = ("results.jsonl", "results.parquet")
"""What a run wrote that holds the reports on all articles."""
_TABLE = "worklist.csv"
_NO_FIGURE = "Evidence: no figure to verify"


@dataclass(frozen=True, kw_only=True)
class VerifyOptions(CassetteOptions):
    out: Path = argument(
        "What `brief --out` or `run` wrote: the folder of one article or of several, or that of "
        "a run.",
        default=MISSING,
    )
    evidence: Path | None = option(
        f"The library of evidence, which `factdesk evidence add` makes. Default: {PLACES}.",
        metavar="LIBRARY",
    )
    ledger: Path | None = option("Folder of a run's ledger, where it is not OUT.")
    fail_on: Literal["contradicted", "none"] = option(
        "Exit 1 when evidence contradicts a figure, or never.", default="none"
    )
    model: str | None = option(
        "Have this model write three phrases to search the library by for each sentence with "
        "figures, one request an article. They find passages and judge none. Without it the words "
        "of the article serve.",
        panel=MODEL,
    )


def verify_worklists(options: VerifyOptions) -> None:
    """Seek each figure of a worklist in a library of evidence, and write its files anew.

    Each row gets the passage or the table cell that bears it out or contradicts it, where there is
    one. It is a suggestion: what you entered, and each status, stays as it is.

    With --model a model writes phrases to search by; nothing else is asked of it.

    Examples:
      factdesk evidence add reports/ figures.xlsx
      factdesk verify out/story
      factdesk verify out --evidence budget.sqlite --fail-on contradicted
    """
    path = library_file(library_path(options.evidence))
    folders = [*_article_folders(options.out)]
    with Library.open(path) as library, _search_phrases(options) as phrases:

        def verified(report: Report) -> Report:
            return with_evidence(report, library, phrases(report.article))

        if folders:
            outcomes = _verify_articles(folders, verified, path)
        elif any((options.out / name).is_file() for name in _RESULTS):
            outcomes = _verify_run(options, verified, path)
        else:
            raise SettingsError(
                f"{str(options.out)!r} holds no {RESULT} and no {_RESULTS[0]}: give a folder that "
                "`factdesk brief --out` or `factdesk run` wrote"
            )
    if options.fail_on == "contradicted" and outcomes[EvidenceOutcome.CONTRADICTED]:
        raise typer.Exit(FOUND)


verify = command(verify_worklists, VerifyOptions)


@contextmanager
def _search_phrases(options: CassetteOptions) -> Iterator[PhrasesFor]:
    """Yield what gives the search phrases for an article: none where no model is named.

    At the end it says what they took. Raises SettingsError, or CassetteError where a recording
    cannot be read.
    """
    if not (options.model or options.cassette):
        options.require_cassette(None)
        yield lambda _: ()
        return
    settings = options.recorded_settings()
    if not settings.uses_model:
        raise SettingsError("--model names no model that could write phrases: leave it out")
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        # The recording of a brief holds more answers than these.
        model = runner.run(stack.enter_async_context(open_model(settings, strict=False)))
        try:
            yield lambda article: runner.run(_phrases(article, model, settings))
        finally:
            runner.run(stack.aclose())
            for line in (*model.traffic.notes, *spending_lines(model.traffic, settings)):
                note(line)


async def _phrases(
    article: Article, model: LanguageModel, settings: Settings
) -> tuple[SearchPhrases, ...]:
    """Return the phrases for an article; where the model gives none, a line says why."""
    question = phrases_question(article, settings)
    if question is None:
        return ()
    try:
        answer = await model.ask(question)
    except (ModelOutputInvalid, ModelRefused, CassetteError) as error:
        note(f"no search phrases for {article.source}: {error}")
        return ()
    return phrases_of(answer.last)


def _article_folders(out: Path) -> Iterator[Path]:
    """Yield the folder of one article, or those of several in the order of their names."""
    result = result_path(str(out))
    if result.name == RESULT and result.is_file():
        yield result.parent
    elif not any((out / name).is_file() for name in _RESULTS):
        yield from (found.parent for found in sorted(out.glob(f"*/{RESULT}")))


def _verify_articles(
    folders: list[Path], verified: Verified, path: Path
) -> Counter[EvidenceOutcome]:
    """Write the files of each article anew; return of how many figures each outcome was found."""
    total: Counter[EvidenceOutcome] = Counter()
    unread = 0
    for folder in folders:
        try:
            report = read_report(str(folder))
        except WorkError as error:
            if len(folders) == 1:
                raise
            note(f"not verified: {error}")
            unread += 1
        else:
            total.update(_write_article(verified(report), folder, path))
    if len(folders) > 1:
        print_text(f"All together: {counts_words(total) or 'no figure to verify'}\n")
    if unread:
        raise typer.Exit(SOME_FAILED)
    return total


def _write_article(report: Report, folder: Path, path: Path) -> Counter[EvidenceOutcome]:
    written = write_report(report, folder, bom=_has_mark(folder / _TABLE), library=path)
    outcomes = outcomes_of(written.report)
    print_text(f"{counts_line(outcomes) or _NO_FIGURE}\n")
    for line in _contradictions(written.report):
        print_text(f"{line}\n")
    print_text(f"Wrote {', '.join(written.files)} to {folder}\n")
    return outcomes


def _contradictions(report: Report) -> Iterator[str]:
    for row in report.worklist.rows:
        if row.found and is_contradicted(row):
            yield f"row {row.rank}, {row.quantity.label()}: {found_words(row.found)}"


def _has_mark(table: Path) -> bool:
    """Return whether a table begins with a byte order mark, as `--bom` asked for."""
    if not table.is_file():
        return False
    with table.open("rb") as file:
        return file.read(len(BOM_UTF8)) == BOM_UTF8


def _verify_run(options: VerifyOptions, verified: Verified, path: Path) -> Counter[EvidenceOutcome]:
    """Put what the library says into the ledger of a run, and write its files anew from there."""
    from pipeline.cli.run import write_results
    from pipeline.corpus.ledger import FILE, Ledger
    from pipeline.corpus.outputs import RESULTS_FILES, SUMMARY
    from pipeline.corpus.results_folder import Folder
    from pipeline.corpus.run_summary import left_out_in, outcomes_in
    from pipeline.corpus.work import verify_articles

    ledger_folder = options.ledger or options.out
    if not (ledger_folder / FILE).is_file():
        raise SettingsError(
            f"there is no ledger of the run in {str(ledger_folder)!r}: name its folder by --ledger"
        )
    folder = Folder(str(options.out))
    has_folders = (options.out / "articles").is_dir()
    deliver = partial(write_article_folder, options.out, library=path) if has_folders else None
    there = [each for each, name in RESULTS_FILES.items() if (options.out / name).is_file()]
    newest = max(there, key=lambda each: (options.out / RESULTS_FILES[each]).stat().st_mtime_ns)
    with folder.held(), Ledger.open(ledger_folder) as ledger:
        verify_articles(ledger, verified, deliver)
        summary, files = write_results(
            ledger,
            folder,
            newest,
            bom=_has_mark(options.out / _TABLE),
            left_out=left_out_in(options.out / SUMMARY),
        )
    outcomes = outcomes_in(summary.totals)
    print_text(f"{counts_line(outcomes) or _NO_FIGURE}\n")
    print_text(f"Wrote {', '.join(files)} to {options.out}\n")
    return outcomes
