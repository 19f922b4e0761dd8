"""What a draft in an editor is held against, as its settings say, and those files as they are now.

Settings come from the editor, {"factdesk": {"sources": {"drafts/*.md": ["story.html"]}}}, or from a
factdesk.toml.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from glob import escape, glob
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.corpus.pairs.checking import read_sources
from pipeline.errors import ArticleError
from pipeline.limits import Limits
from pipeline.project import FILE, read_pattern, read_project
from pipeline.stages.check_statements import NamedSource
from pipeline.stages.render.codes import require_codes
from schemas import Sensitivity
from schemas.project import Patterns

SECTION = "factdesk"
"""Under which an editor keeps our settings among those of others."""
_DEEPEST_SETTING = 2
"""Parts of the name of what is read or dropped as a whole, such as the sources of a pattern."""
_SAID = dict.fromkeys(("tuple_type", "too_short"), "give the name of a source, or a list of names")
_ALIKE = 0.75
"""Of two names, from which on one is taken for the other misspelt, as `difflib` measures it."""
_MOST_KEPT = 16
"""Sources that are kept; a desk works on few stories at once, and each may take megabytes."""


class EditorSettings(BaseModel):
    """What an editor is set to; what else it keeps in our section is none of our business."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    sources: dict[str, Patterns] = {}
    """Names of sources by patterns of the drafts, both from the workspace folder on."""
    sensitivity: Sensitivity = Sensitivity.NORMAL


class ReadSettings(NamedTuple):
    """What an editor is set to, as far as it could be read."""

    settings: EditorSettings
    faults: tuple[str, ...]
    """A line for each setting that is wrong, and for what seems to be a misspelt one."""


def settings_of(value: object) -> ReadSettings:
    """Return the settings that an editor sends, bare or in our section; the defaults for none.

    A setting that is wrong, or the sources of one pattern, costs no other.
    """
    section = value.get(SECTION, value) if isinstance(value, dict) else value
    left: object = section or {}
    faults = list(_misspelt(left)) if isinstance(left, dict) else []
    while True:
        try:
            settings = EditorSettings.model_validate_json(json.dumps(left))
        except ValidationError as error:
            for each in error.errors():
                place = each["loc"][:_DEEPEST_SETTING]
                said = _SAID.get(each["type"]) or f"{each['msg'][:1].lower()}{each['msg'][1:]}"
                faults.append(_fault(place, said))
                left = _without(left, place)
        else:
            return ReadSettings(settings, tuple(dict.fromkeys(faults)))


def _misspelt(section: Mapping[str, object]) -> Iterator[str]:
    """Yield a line for each name that is almost that of a setting; any other may be somebody's."""
    known = EditorSettings.model_fields
    for name in section:
        if name not in known and (meant := get_close_matches(name.lower(), known, 1, _ALIKE)):
            yield _fault((name,), f"there is no such setting; is {meant[0]} meant?")


def _fault(place: Iterable[str | int], said: str) -> str:
    return f"settings, {'.'.join(str(part) for part in (SECTION, *place))}: {said}"


def _without(section: object, place: Sequence[str | int]) -> dict[object, object]:
    """Return settings without that of a place; none are left where all of them are wrong."""
    if not (place and isinstance(section, dict)):
        return {}
    first, *rest = place
    inner = section.get(first)
    if rest and isinstance(inner, dict):
        return {**section, first: _without(inner, rest)}
    return {key: kept for key, kept in section.items() if key != first}


class DraftSources(NamedTuple):
    """What a draft is held against, and how strictly."""

    folder: Path
    """Where names count from."""
    names: tuple[str, ...]
    """As somebody wrote them; empty where nobody names any."""
    sensitivity: Sensitivity
    reasons: Mapping[str, str] = {}
    """Codes whose findings may stand, each with the reason."""
    missing: tuple[str, ...] = ()
    """What a factdesk.toml names for it where no such file is there."""

    @property
    def files(self) -> dict[str, Path]:
        """The paths of the sources by their names; a pattern gives each file that it matches."""
        found = (each for name in self.names for each in self._matching(name))
        return {name: self.folder / name for name in found}

    def _matching(self, name: str) -> list[str]:
        if "://" in name:
            # A folder that somebody sent must not make an editor open addresses.
            raise ArticleError(f"{name} is no file: save the page, and name the file")
        # Path.glob takes no absolute pattern.
        return sorted(glob(name, root_dir=self.folder, recursive=True)) or [name]  # noqa: PTH207


def sources_of(draft: Path, folder: Path, settings: EditorSettings) -> DraftSources:
    """Return what a draft is held against: what the editor names, else what a factdesk.toml does.

    Of all patterns of the editor that match it the sources, in order. The nearest factdesk.toml
    counts, from the draft's folder up to the workspace folder; raises SettingsError where it is
    wrong.
    """
    names = [
        name
        for pattern, sources in settings.sources.items()
        if _is_matched(draft, folder, pattern)
        for name in sources
    ]
    told = DraftSources(folder, tuple(dict.fromkeys(names)), settings.sensitivity)
    return told if names else _of_project(draft, folder) or told


def _of_project(draft: Path, folder: Path) -> DraftSources | None:
    above = (each for each in draft.parents if each.is_relative_to(folder))
    path = next((file for each in above if (file := each / FILE).is_file()), None)
    project = read_project(path) if path else None
    if project:
        require_codes(project.project.suppress, project.path)
    held = project.held(draft) if project else None
    if project is None or held is None:
        return None
    found = (source.relative_to(project.folder).as_posix() for source in held.sources)
    names = tuple(map(escape, found))
    missing = () if names else held.written
    reasons = project.project.suppress
    return DraftSources(project.folder, names, held.sensitivity, reasons, missing)


def _is_matched(draft: Path, folder: Path, pattern: str) -> bool:
    if not Path(pattern).is_absolute():
        if not draft.is_relative_to(folder):
            return False
        draft = draft.relative_to(folder)
    # "{name}" stands for itself: only a factdesk.toml has it stand for part of a name.
    return bool(read_pattern(pattern, "{name}").expression.fullmatch(draft.as_posix()))


_State = tuple[int, int, int] | None


class SourceFiles:
    """Sources read from files: once, and again when they have changed on disk."""

    def __init__(self, *, limits: Limits, language_check: bool) -> None:
        """`limits` hold for reading each of them; what is not in English is refused."""
        self._limits, self._language_check = limits, language_check
        self._kept = lru_cache(_MOST_KEPT)(self._read)

    def of(self, name: str, path: Path) -> NamedSource:
        """Return a source under the name that its user gave it.

        Raises ArticleError where it cannot be read.
        """
        state = _state(path)
        source = (self._kept if state else self._read)(name, path, state)
        if isinstance(source, ArticleError):
            raise source
        return source

    def _read(self, name: str, path: Path, _: _State) -> NamedSource | ArticleError:
        limits, language_check = self._limits, self._language_check
        try:
            (read,) = read_sources([str(path)], language_check=language_check, limits=limits)
            source = replace(read, name=name)
            limits.keep(lambda: source.read, name)
        except ArticleError as error:
            return error
        return source


def _state(path: Path) -> _State:
    """Return what changes with a file's content; None where there is no such file."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
