"""`factdesk.toml`: the drafts of a folder and the sources that each is held against.

All that it names lies below its own folder: it may come with a pull request, and what it names is
shown. Addresses are no files.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from glob import escape
from pathlib import Path, PurePosixPath

from pipeline.errors import SettingsError
from pipeline.settings_file import read_settings
from schemas import DraftsAndSources, Project, Sensitivity

FILE = "factdesk.toml"
_NAME = "{name}"
_PIECE = re.compile(r"\*\*/|\*|\?|\{name\}|[^*?{]+|.", re.DOTALL)
_AS_REGEX = {"**/": r"(?:[^/]+/)*", "*": r"[^/]*", "?": r"[^/]"}


@dataclass(frozen=True, slots=True)
class Held:
    """What a draft is held against."""

    draft: Path
    sources: tuple[Path, ...]
    """Empty where the patterns name no file that is there."""
    sensitivity: Sensitivity


@dataclass(frozen=True)
class ProjectFile:
    """A `factdesk.toml` and the folder that its patterns count from."""

    path: Path
    project: Project

    @property
    def folder(self) -> Path:
        """The folder of the file."""
        return self.path.parent

    @property
    def baseline(self) -> Path | None:
        """The file of findings that may stand, if one is named."""
        return self.folder / self.project.baseline if self.project.baseline else None

    @property
    def cassette(self) -> Path | None:
        """The recording of a second look, if one is named.

        Raises SettingsError for one that does not lie below the folder.
        """
        name = self.project.cassette
        if not name:
            return None
        path = self.folder / name
        parts = PurePosixPath(name)
        inside = not (parts.is_absolute() or ".." in parts.parts)
        if not (inside and path.resolve().is_relative_to(self.folder.resolve())):
            raise SettingsError(f"{self.path}: the cassette {name!r} leads out of its folder")
        return path

    def drafts(self) -> list[Held]:
        """Return the drafts that are there, in order of their paths.

        Raises SettingsError for a pattern that leads out of the folder.
        """
        found: dict[Path, Held] = {}
        for pair in self.project.check:
            for pattern in pair.drafts:
                for draft, name in self._files(pattern):
                    found.setdefault(draft, self._held(draft, name, pair))
        return [found[draft] for draft in sorted(found)]

    def held(self, draft: Path) -> Held | None:
        """Return what a draft is held against; None where no pattern names it."""
        same = (each for each in self.drafts() if each.draft.resolve() == draft.resolve())
        return next(same, None)

    def _held(self, draft: Path, name: str, pair: DraftsAndSources) -> Held:
        patterns = [pattern.replace(_NAME, escape(name)) for pattern in pair.sources]
        files = [file for pattern in patterns for file, _ in self._files(pattern)]
        sources = tuple(file for file in dict.fromkeys(files) if file != draft)
        return Held(draft, sources, pair.sensitivity or self.project.sensitivity)

    def _files(self, pattern: str) -> Iterator[tuple[Path, str]]:
        """Yield the files of a pattern in order, with what `{name}` stands for in each."""
        parts = PurePosixPath(pattern)
        if not parts.parts or parts.is_absolute() or ".." in parts.parts or "://" in pattern:
            raise SettingsError(f"{self.path}: {pattern!r} names no files below its folder")
        names = re.compile(_regex(pattern))
        within = self.folder.resolve()
        for file in sorted(self.folder.glob(pattern.replace(_NAME, "*"))):
            named = names.fullmatch(file.relative_to(self.folder).as_posix())
            if not file.is_file():
                continue
            if not file.resolve().is_relative_to(within):
                raise SettingsError(f"{self.path}: {str(file)!r} leads out of its folder")
            if named or _NAME not in pattern:
                yield file, (named["name"] if named and _NAME in pattern else "")


def read_project(path: Path) -> ProjectFile:
    """Return a `factdesk.toml`; raises SettingsError, one line, where it is none."""
    read = read_settings(path, Project, kind=FILE, shown_in="docs/check.md")
    return ProjectFile(path, read)


def _regex(pattern: str) -> str:
    """Return a pattern of files as a regular expression with the group `name`."""
    named = False
    pieces = []
    for piece in _PIECE.findall(pattern):
        if piece == _NAME:
            pieces.append("(?P=name)" if named else "(?P<name>[^/]+)")
            named = True
        else:
            pieces.append(_AS_REGEX.get(piece) or re.escape(piece))
    return "".join(pieces)
