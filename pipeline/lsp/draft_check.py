"""A draft checked as it stands in an editor, a statement at a time."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePath
from typing import NamedTuple, TypeVar

from pipeline.errors import ArticleError
from pipeline.language import require_english
from pipeline.limits import Clock, Limits
from pipeline.stages.check_statements import NamedSource, check_placed
from pipeline.stages.read_statements import ENDINGS, Form, StatementFile, statements_of_text
from pipeline.stages.suppress import with_codes, with_suppressions
from pipeline.text.placed import Places
from schemas import CheckedNumber, CheckedStatement, CheckRun, Sensitivity

Result = TypeVar("Result")
_MOST_CHARACTERS = 500_000
"""A hundred times an article of news; more is checked by the command, and not while one types."""
_FORMS = {"markdown": Form.MARKDOWN, "plaintext": Form.LINES, "text": Form.LINES}
"""By the names that editors have for languages; VS Code says plaintext, Neovim and Helix text."""


def form_of(language: str | None, name: str) -> Form | None:
    """Return how statements are written in a text; None for what is no draft, such as code."""
    form = _FORMS.get(language or "") or ENDINGS.get(PurePath(name).suffix.lower())
    return form if form in _FORMS.values() else None


class Draft(NamedTuple):
    """A text in an editor."""

    uri: str
    name: str
    """Of its file, without the folder."""
    text: str
    form: Form


@dataclass(frozen=True, slots=True)
class Basis:
    """What a draft is checked with."""

    sources: Mapping[str, NamedSource]
    files: Mapping[str, Path]
    """Where the sources are, by the same names."""
    sensitivity: Sensitivity
    limits: Limits
    """Of them, the time is for the draft as a whole."""
    language_check: bool
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Codes whose findings may stand, each with the reason."""


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft with what was found in it."""

    draft: Draft
    file: StatementFile
    run: CheckRun
    basis: Basis
    clock: Clock = field(default_factory=Clock)
    """What the check has taken of the time for the draft."""

    def keep(self, work: Callable[[], Result], *, clock: Clock | None = None) -> Result:
        """Return what work on the draft gives; raises ArticleError beyond a limit."""
        return self.basis.limits.keep(work, self.draft.name, clock=clock)

    def number_at(self, offset: int) -> CheckedNumber | None:
        """Return the verdict on the number that stands at an offset."""
        for statement in self.run.statements:
            for finding in statement.findings:
                if finding.place.start <= offset < finding.place.end:
                    return finding
        return None

    def doubtful(self, start: int, end: int) -> list[tuple[CheckedStatement, CheckedNumber]]:
        """Return the findings that count of numbers that touch a part of the text, in order."""
        return [
            (statement, finding)
            for statement in self.run.statements
            for finding in statement.findings
            if finding.is_doubtful and finding.place.start <= end and start <= finding.place.end
        ]


def check_draft(draft: Draft, basis: Basis) -> Generator[None, None, CheckedDraft]:
    """Check a draft, which takes as many steps as it has statements; the last gives the result.

    Raises ArticleError for what is too long, not in English or beyond a limit.
    """
    clock = Clock()
    file = basis.limits.keep(partial(_read, draft, basis), draft.name, clock=clock)
    yield
    places, sources = Places(draft.name, draft.text), tuple(basis.sources.values())
    checked: list[CheckedStatement] = []
    for statement in file.statements:
        check = partial(check_placed, statement.words, places, sources, basis.sensitivity)
        checked.append(basis.limits.keep(check, draft.name, clock=clock))
        yield
    run = CheckRun(sources=tuple(basis.sources), statements=tuple(checked), unread=())
    run = with_codes(with_suppressions(run, file.suppressions), basis.reasons)
    return CheckedDraft(draft, file, run, basis, clock)


def _read(draft: Draft, basis: Basis) -> StatementFile:
    name, text = draft.name, draft.text
    if len(text) > _MOST_CHARACTERS:
        size = f"{len(text):,} characters, over the limit of {_MOST_CHARACTERS:,}"
        raise ArticleError(f"{name} has {size}: check it with factdesk check")
    file = statements_of_text(name, text, draft.form)
    if basis.language_check:
        require_english("\n".join(each.words.text for each in file.statements), name)
    return file
