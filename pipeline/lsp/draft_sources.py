"""What a draft in an editor is held against, as its settings say, and those files as they are now.

Settings come from the editor, {"factdesk": {"sources": {"drafts/*.md": ["story.html"]}}}, or from a
factdesk.toml.
"""

import json
import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from glob import glob
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.corpus.limits import Limits
from pipeline.corpus.pairs.checking import read_sources
from pipeline.errors import ArticleError, SettingsError
from pipeline.project import FILE, read_project
from pipeline.stages.check_statements import NamedSource
from schemas import Sensitivity

SECTION = "factdesk"
"""Under which an editor keeps our settings among those of others."""
_MOST_KEPT = 16
"""Sources that are kept; a desk works on few stories at once, and each may take megabytes."""
_WILD = re.compile(r"(\*\*/|\*\*|\*|\?)")
_MATCHES = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


class EditorSettings(BaseModel):
    """What an editor is set to; what else it keeps in our section is none of our business."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    sources: dict[str, tuple[str, ...]] = {}
    """Names of sources by patterns of the drafts, both from the workspace folder on."""
    sensitivity: Sensitivity = Sensitivity.NORMAL


def settings_of(value: object) -> EditorSettings:
    """Return the settings that an editor sends, bare or in our section; the defaults for none.

    Raises SettingsError, which names what is wrong.
    """
    section = value.get(SECTION, value) if isinstance(value, dict) else value
    try:
        return EditorSettings.model_validate_json(json.dumps(section or {}))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in (SECTION, *first["loc"]))
        said = f"{first['msg'][:1].lower()}{first['msg'][1:]}"
        raise SettingsError(f"settings, {where}: {said}") from error


class DraftSources(NamedTuple):
    """What a draft is held against, and how strictly."""

    folder: Path
    """Where names count from."""
    names: tuple[str, ...]
    """As somebody wrote them; empty where nobody names any."""
    sensitivity: Sensitivity
    reasons: Mapping[str, str] = {}
    """Codes whose findings may stand, each with the reason."""

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
    held = project.held(draft) if project else None
    if project is None or held is None:
        return None
    names = tuple(source.relative_to(project.folder).as_posix() for source in held.sources)
    return DraftSources(project.folder, names, held.sensitivity, project.project.suppress)


def _is_matched(draft: Path, folder: Path, pattern: str) -> bool:
    path = draft if Path(pattern).is_absolute() else _within(draft, folder)
    if path is None:
        return False
    parts = _WILD.split(pattern.removeprefix("./"))
    expression = "".join(_MATCHES.get(part, re.escape(part)) for part in parts)
    return re.fullmatch(expression, path.as_posix()) is not None


def _within(draft: Path, folder: Path) -> Path | None:
    return draft.relative_to(folder) if draft.is_relative_to(folder) else None


_State = tuple[int, int, int] | None


class SourceFiles:
    """Sources read from files: once, and again when they have changed on disk."""

    def __init__(self, *, limits: Limits, language_check: bool) -> None:
        """`limits` hold for reading each of them; what is not in English is refused."""
        self._limits, self._language_check = limits, language_check
        self._kept: OrderedDict[tuple[str, Path], tuple[_State, NamedSource | ArticleError]]
        self._kept = OrderedDict()

    def of(self, name: str, path: Path) -> NamedSource:
        """Return a source under the name that its user gave it.

        Raises ArticleError where it cannot be read.
        """
        key, state = (name, path), _state(path)
        kept = self._kept.pop(key, None)
        if kept is None or kept[0] != state or state is None:
            kept = (state, self._read(name, path))
        self._kept[key] = kept
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        if isinstance(kept[1], ArticleError):
            raise kept[1]
        return kept[1]

    def _read(self, name: str, path: Path) -> NamedSource | ArticleError:
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
