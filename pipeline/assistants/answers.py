"""The work of each tool: what it is given becomes a typed answer. No protocol, no model.

These are functions for a worker process. What goes wrong comes back as a value.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import ParamSpec, TypeVar

from pipeline.assistants.inputs import (
    ArticleInput,
    CheckInput,
    QuantitiesInput,
    StatementInput,
    TextInput,
)
from pipeline.assistants.open_folders import OpenFolders
from pipeline.checks import CHECKS, RETIRED, check_of
from pipeline.errors import ArticleError, FactdeskError, unforeseen
from pipeline.files import is_text_of_file
from pipeline.language import other_language
from pipeline.limits import DEFAULT, Limits
from pipeline.numbers import find_quantities
from pipeline.run import assemble
from pipeline.stages.check_statements import NamedSource, check_placed
from pipeline.stages.draft import Drafted
from pipeline.stages.draft.extractive import drafted_by_rule
from pipeline.stages.read_article import article_from_content, read_article
from pipeline.stages.read_statements import (
    Form,
    StatementFile,
    read_statements,
    statements_of_text,
)
from pipeline.stages.render.brief_text import figure_of, ledger_sentence
from pipeline.stages.render.checked_text import notes_of, summary_of
from pipeline.stages.render.checks_list import follows_from, measured, state_of
from pipeline.stages.render.codes import known_codes, reviews_of
from pipeline.stages.suppress import with_suppressions
from pipeline.text.placed import PlacedText, Places
from pipeline.text.remembered import forget
from pipeline.text.sentences import trimmed
from schemas import (
    Article,
    CheckRun,
    DeskSettings,
    Flag,
    FrozenModel,
    Outcome,
    Row,
)
from schemas.assistant import (
    CheckedText,
    ExplainedKind,
    Explanation,
    FoundQuantities,
    NotedStatement,
    ShortPoint,
    ShortReport,
    ShortRow,
)

Given = ParamSpec("Given")
Result = TypeVar("Result")
_LONGEST_ANSWER = 1_000_000
"""Characters of JSON, many times what an assistant can read."""
_MOST_SHOWN = 50
"""Statements in doubt that are told in full: each takes one to three thousand characters."""
_NO_NUMBER = (
    "The {what} holds no number that can be checked, so nothing was checked: do not say that the "
    "source supports it."
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a call may read and take."""

    folders: OpenFolders = field(default_factory=OpenFolders)
    limits: Limits = DEFAULT
    checks_language: bool = True
    """Whether what is not in English is refused."""


def within(
    limits: Limits,
    tool: str,
    work: Callable[Given, Result],
    *given: Given.args,
    **more: Given.kwargs,
) -> Result | FactdeskError:
    """Return what the work of a tool gives within the limits, or what went wrong."""
    try:
        return limits.keep(partial(work, *given, **more))
    except FactdeskError as error:
        return error
    except Exception as error:  # noqa: BLE001  # a fault of ours costs this call and no other
        return unforeseen(tool, error)
    finally:
        forget()


def as_json(work: Callable[Given, FrozenModel], *given: Given.args, **more: Given.kwargs) -> str:
    """Return what the work gives as JSON; raises ArticleError where it is too long to be read."""
    answer = work(*given, **more).model_dump_json()
    if len(answer) > _LONGEST_ANSWER:
        told = f"the answer has {len(answer):,} characters, over the limit of {_LONGEST_ANSWER:,}"
        raise ArticleError(f"{told}: give the text in parts")
    return answer


def checked_statement(given: StatementInput, bounds: Bounds) -> NotedStatement:
    """Return the verdicts on the numbers of one statement."""
    words, text = trimmed(given.statement, 0, len(given.statement)), given.statement
    if not text.strip():
        raise ArticleError("statement is empty: give a sentence")
    source = _source_of_text(given.source, "source", bounds)
    placed = PlacedText.slice_of(text, words.start, words.end)
    checked = check_placed(placed, Places("statement", text), [source], given.sensitivity)
    notes = () if checked.findings else (_NO_NUMBER.format(what="statement"),)
    return NotedStatement(**dict(checked), notes=notes)


def checked_text(given: TextInput, bounds: Bounds) -> CheckedText:
    """Return what came of a draft: counts, and the statements that a person should look at."""
    draft, sources = _draft(given, bounds), _sources(given, bounds)
    places = Places(draft.name, draft.text)
    run = CheckRun(
        sources=tuple(source.name for source in sources),
        statements=tuple(
            check_placed(statement.words, places, sources, given.sensitivity)
            for statement in draft.statements
        ),
        unread=(),
    )
    return _counted(with_suppressions(run, draft.suppressions))


def _counted(run: CheckRun) -> CheckedText:
    findings = [finding for statement in run.statements for finding in statement.findings]
    outcomes = Counter(finding.outcome for finding in findings if finding.suppressed is None)
    doubtful = [
        statement
        for statement in run.statements
        if any(finding.is_doubtful for finding in statement.findings)
    ]
    return CheckedText(
        summary="; ".join(summary_of(run)),
        sources=run.sources,
        statements=len(run.statements),
        numbers=len(findings),
        supported=outcomes[Outcome.SUPPORTED],
        review=outcomes[Outcome.REVIEW],
        unsupported=outcomes[Outcome.UNSUPPORTED],
        suppressed=sum(finding.suppressed is not None for finding in findings),
        doubtful=tuple(doubtful[:_MOST_SHOWN]),
        not_shown=max(0, len(doubtful) - _MOST_SHOWN),
        notes=(*notes_of(run), *([] if findings else [_NO_NUMBER.format(what="draft")])),
    )


def _draft(given: TextInput, bounds: Bounds) -> StatementFile:
    """Return the statements of the draft. Raises ArticleError."""
    form = Form(given.form) if given.form else None
    if given.draft_file is not None:
        if given.draft is not None:
            raise ArticleError("give draft or draft_file, not both")
        draft = read_statements(bounds.folders.file(given.draft_file), form)
        # Statements in JSON bring sources of their own, and may name any file for one.
        if draft.article or any(each.source or each.source_path for each in draft.statements):
            raise ArticleError(f"{given.draft_file!r} is JSON: give Markdown or plain text")
        return draft
    if given.draft is None:
        raise ArticleError("there is no draft: give draft, its text, or draft_file")
    read = statements_of_text("draft", given.draft, form or Form.MARKDOWN)
    if not read.in_order:
        raise ArticleError("draft holds no statement: give a text with sentences in it")
    return read


def _sources(given: TextInput, bounds: Bounds) -> list[NamedSource]:
    """Return the sources, texts before files. Raises ArticleError."""
    several = len(given.sources) > 1
    sources = [
        _source_of_text(text, f"source {number}" if several else "source", bounds)
        for number, text in enumerate(given.sources, 1)
    ]
    sources += [_source_of_file(name, bounds) for name in dict.fromkeys(given.source_files)]
    if not sources:
        raise ArticleError("there is no source: give sources, texts, or source_files")
    return sources


def _source_of_text(text: str, name: str, bounds: Bounds) -> NamedSource:
    article = article_from_content(text, name, language_check=False)
    return NamedSource(name, _in_english(article, name, bounds), is_file_text=False)


def _source_of_file(name: str, bounds: Bounds) -> NamedSource:
    path = bounds.folders.file(name)
    article = _in_english(read_article(path, language_check=False), name, bounds)
    return NamedSource(path, article, is_file_text=is_text_of_file(path, article.text))


def _in_english(article: Article, name: str, bounds: Bounds) -> Article:
    """Return the article; raises ArticleError for another language, unless all are read."""
    words = "\n".join(article.plain(sentence.span) for sentence in article.prose)
    _require_english(words, name, bounds)
    return article


def _require_english(words: str, name: str, bounds: Bounds) -> None:
    language = other_language(words) if bounds.checks_language else None
    if language:
        raise ArticleError(
            f"{name} is in {language}, and only English is read: give it in English, or tell the "
            "person whom you work for that factdesk mcp --language-check off reads it all the same"
        )


def found_quantities(given: QuantitiesInput, bounds: Bounds) -> FoundQuantities:
    """Return every quantity of a text."""
    _require_english(given.text, "text", bounds)
    if not given.text.strip():
        raise ArticleError("text is empty: give a text with numbers in it")
    return FoundQuantities(quantities=find_quantities(given.text))


def article_of(given: ArticleInput, bounds: Bounds) -> Article:
    """Return the article that is to be briefed. Raises ArticleError."""
    if given.article_file is None:
        if given.article is None:
            raise ArticleError("there is no article: give article, its text, or article_file")
        article = article_from_content(given.article, "article", language_check=False)
        return _in_english(article, "article", bounds)
    if given.article is not None:
        raise ArticleError("give article or article_file, not both")
    path = bounds.folders.file(given.article_file)
    return _in_english(read_article(path, language_check=False), given.article_file, bounds)


def briefed_by_rule(given: ArticleInput, bounds: Bounds) -> ShortReport:
    """Return the brief in the article's own words, and the figures to verify first."""
    article = article_of(given, bounds)
    return short_report(given, article, drafted_by_rule(article))


def short_report(given: ArticleInput, article: Article, drafted: Drafted) -> ShortReport:
    """Return the brief that a draft gives, and the figures to verify first."""
    report = assemble(article, drafted)
    brief, worklist, provenance = report.brief, report.worklist, report.provenance
    return ShortReport(
        headline=brief.headline.text,
        points=tuple(
            ShortPoint(text=point.text, rests_on=tuple(map(article.plain, point.spans)))
            for point in brief.points
        ),
        figures=tuple(map(_short_row, worklist.rows[: given.figures])),
        figures_in_all=len(worklist.rows),
        review=tuple(f"{point.text} ({said})" for point, said in reviews_of(report)),
        withheld=tuple(f"{each.point.text} ({each.reason})" for each in brief.withheld),
        alerts=tuple(map(_alert, worklist.alerts)),
        ledger=ledger_sentence(report),
        drafter=provenance.model or provenance.drafter,
        notes=provenance.notes,
    )


def _short_row(row: Row) -> ShortRow:
    return ShortRow(
        rank=row.rank,
        score=row.score,
        figure=figure_of(row),
        kind=row.kind,
        claim=row.text,
        quote=row.quote,
        said_by=row.attribution.name,
        why=row.reason,
        needed=row.evidence.needed,
        ask=row.evidence.source,
        alerts=tuple(_alert(flag) for flag in row.flags if flag.alert),
    )


def _alert(flag: Flag) -> str:
    return f"{flag.check} {flag.message}"


_FOLLOWS = {
    "alerts": "It is shown to a person as an alert: look at the figure before it is used.",
    "feeds the score": "It is not shown by itself; the figure is ranked higher for checking.",
    "unsupported": "Where the source hardly bears the number out (its support is near 0) the "
    "number is unsupported: correct it or leave it out. With more support it is for review.",
    "for review": "The number is for review, even where the source hardly bears it out (its "
    "support is near 0): ask a person to compare the sentences. Only sensitivity strict makes it "
    "unsupported.",
}
"""What follows from a check, by what a desk makes of it, and from a code, by its outcome."""


def explained(given: CheckInput, _: Bounds) -> Explanation:
    """Return what a check or a code means. Raises ArticleError, which lists all there are."""
    wanted = given.check.strip()
    check_id, code = wanted.upper(), wanted.lower()
    if check_id in RETIRED:
        kind, meaning = ExplainedKind.RETIRED, RETIRED[check_id]
        return Explanation(
            id=check_id, kind=kind, title="no check any more", meaning=meaning, follows="Nothing."
        )
    if code in known_codes():
        title, help_ = known_codes()[code]
        return Explanation(
            id=code,
            kind=ExplainedKind.CODE,
            title=title,
            meaning=help_,
            follows=_FOLLOWS[follows_from(code)],
            measured=measured(code),
        )
    try:
        check = check_of(check_id)
    except KeyError:
        known = ", ".join([*(check.check_id for check in CHECKS), *known_codes()])
        raise ArticleError(f"there is no check or code {wanted!r}; there are {known}") from None
    return Explanation(
        id=check.check_id,
        kind=ExplainedKind.CHECK,
        title=check.name,
        meaning=check.definition,
        follows=_FOLLOWS[state_of(check, DeskSettings())],
        fires=check.fires,
        silent=check.silent,
        settles=check.settles,
    )
