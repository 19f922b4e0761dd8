"""Which drafts `factdesk check` reads, and what each of them is held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipeline.cli.check_options import CheckOptions
from pipeline.cli.library_option import library_of_environment
from pipeline.cli.options import library_file
from pipeline.cli.standard_output import note
from pipeline.corpus.pairs.checking import Sources, read_sources
from pipeline.errors import ArticleError, SettingsError
from pipeline.files import STDIN
from pipeline.project import FILE, Held, ProjectFile, read_project
from pipeline.stages.check_statements import NamedSource
from schemas import Sensitivity


class Draft(NamedTuple):
    """A file of statements that is to be checked."""

    name: str
    sensitivity: Sensitivity
    sources: tuple[str, ...] | None = None
    """Those that factdesk.toml names; None for those of the command line."""
    wanted: str = ""
    """What it names, where none of that is there."""


@dataclass(frozen=True, slots=True)
class CheckPlan:
    """All that a command checks, and what may stand in it."""

    drafts: tuple[Draft, ...]
    baseline: Path | None
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Codes whose findings may stand, each with the reason."""
    model: str | None = None
    cassette: Path | None = None
    """Of a second look, as factdesk.toml names them."""
    library: Path | None = None
    """The library of evidence in which the numbers are sought, if any."""

    @property
    def inputs(self) -> list[str]:
        named = [name for draft in self.drafts for name in (draft.name, *(draft.sources or ()))]
        return [*named, str(self.library)] if self.library else named


def planned(options: CheckOptions) -> CheckPlan:
    """Return what is to be checked: with no --source, what a factdesk.toml says counts.

    Raises SettingsError where there is nothing to check, or a factdesk.toml is wrong.
    """
    names = options.statements or []
    path = options.config or Path(FILE)
    if options.source or (options.config is None and not path.is_file()):
        if not names:
            raise SettingsError(
                f"nothing to check: name a file of statements, --pairs FILE, or write a {FILE}"
            )
        sensitivity = options.sensitivity or Sensitivity.NORMAL
        given = tuple(Draft(name, sensitivity) for name in names)
        return CheckPlan(given, options.baseline, library=options.library())
    project = read_project(path)
    if project.project.suppress:  # the codes take a while to load
        from pipeline.stages.render.codes import require_codes

        require_codes(project.project.suppress, project.path)
    held = {each.draft.resolve(): each for each in project.drafts()}
    drafts = [_draft(str(each.draft), each, options) for each in held.values()]
    if names:
        found = (_of_project(name, held, project, options) for name in names)
        drafts = list(dict.fromkeys(draft for some in found for draft in some))
    elif not drafts:
        raise SettingsError(f"{path} names no draft that is there")
    return CheckPlan(
        tuple(drafts),
        options.baseline or project.baseline,
        project.project.suppress,
        model=project.project.model,
        cassette=project.cassette,
        library=options.library() or _library_of(project),
    )


def _library_of(project: ProjectFile) -> Path | None:
    """Return the library of a factdesk.toml that names one; FACTDESK_EVIDENCE names another.

    Raises SettingsError where there is none at its place.
    """
    named = project.evidence
    return named and library_file(library_of_environment() or named)


def _of_project(
    name: str, held: Mapping[Path, Held], project: ProjectFile, options: CheckOptions
) -> list[Draft]:
    """Return a draft of the command line with the sources that are named for it, if any are.

    A hook gives sources as well: of one that changed, all drafts are checked.
    """
    path = None if name == STDIN else Path(name).resolve()
    if path is not None and path in held:
        return [_draft(name, held[path], options)]
    if not options.skip_unnamed:
        return [Draft(name, options.sensitivity or project.project.sensitivity)]
    drafts = [
        _draft(str(each.draft), each, options)
        for each in held.values()
        if any(source.resolve() == path for source in each.sources)
    ]
    if not drafts:
        note(f"{name}: {project.path} names no sources for it; it is not checked")
    return drafts


def _draft(name: str, held: Held, options: CheckOptions) -> Draft:
    sensitivity = options.sensitivity or held.sensitivity
    wanted = f"{', '.join(held.patterns)}, as {options.config or FILE} names it"
    return Draft(name, sensitivity, tuple(map(str, held.sources)), wanted)


class SourcesOfDrafts:
    """The sources of each draft; one that several are held against is read once."""

    def __init__(self, options: CheckOptions) -> None:
        """Read those of the command line; raises FactdeskError where one cannot be read."""
        self._options = options
        self._given = options.sources()
        self._read: dict[str, NamedSource | ArticleError] = {}

    def of(self, draft: Draft) -> Sources:
        """Return the sources of a draft; raises ArticleError where one cannot be read."""
        if draft.sources is None:
            return self._given
        if not draft.sources:
            raise ArticleError(f"{draft.name}: its source is not there: {draft.wanted}")
        return Sources([self._once(name) for name in draft.sources], limits=self._options.limits)

    def _once(self, name: str) -> NamedSource:
        if name not in self._read:
            try:
                (self._read[name],) = read_sources(
                    [name],
                    language_check=self._options.checks_language,
                    limits=self._options.limits,
                )
            except ArticleError as error:
                self._read[name] = error
        read = self._read[name]
        if isinstance(read, ArticleError):
            raise read
        return read
