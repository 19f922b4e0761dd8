"""`factdesk.toml`: the drafts of a folder and the sources that each is held against.

All that it names lies below its own folder: it may come with a pull request, and what it names is
shown. Addresses are no files.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from glob import escape
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from pipeline.errors import SettingsError
from pipeline.settings_file import read_settings
from schemas import DraftsAndSources, Project, Sensitivity

FILE = "factdesk.toml"
_NAME = "{name}"
_PIECE = re.compile(r"\*\*/|\*\*|\*|\?|\{name\}|[^*?{]+|.", re.DOTALL)
_STARS = re.compile(r"\*{2,}")
_SIGNS = {"**/": r"(?s:.*/)?", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}


@dataclass(frozen=True, slots=True)
class Held:
    """What a draft is held against."""

    draft: Path
    sources: tuple[Path, ...]
    """Empty where the patterns name no file that is there."""
    patterns: tuple[str, ...]
    """Of the sources, with the draft's own name in them."""
    written: tuple[str, ...]
    """The same, as they stand in the file."""
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
        """The file of findings that may stand, if one is named.

        Raises SettingsError for one that does not lie below the folder.
        """
        return self._below("baseline", self.project.baseline)

    @property
    def cassette(self) -> Path | None:
        """The recording of a second look, if one is named; raises SettingsError as `baseline`."""
        return self._below("cassette", self.project.cassette)

    @property
    def evidence(self) -> Path | None:
        """The library of evidence, if one is named; raises SettingsError as `baseline`."""
        return self._below("library of evidence", self.project.evidence)

    def _below(self, what: str, name: str | None) -> Path | None:
        if not name:
            return None
        parts, path = PurePosixPath(name), self.folder / name
        inside = not (parts.is_absolute() or ".." in parts.parts or "\0" in name)
        if not (inside and path.resolve().is_relative_to(self.folder.resolve())):
            raise SettingsError(f"{self.path}: the {what} {name!r} leads out of its folder")
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
        """Return what a draft is held against; None where no pattern names it.

        Raises SettingsError for a pattern of its sources that leads out of the folder.
        """
        folder, path = self.folder.resolve(), draft.resolve()
        if not path.is_relative_to(folder):
            return None
        below = path.relative_to(folder).as_posix()
        for pair in self.project.check:
            for pattern in pair.drafts:
                self._require_pattern(pattern)
                if named := read_pattern(pattern).expression.fullmatch(below):
                    return self._held(self.folder / below, _named(named), pair)
        return None

    def _held(self, draft: Path, name: str, pair: DraftsAndSources) -> Held:
        files = [file for pattern in pair.sources for file, _ in self._files(pattern, name)]
        sources = tuple(file for file in dict.fromkeys(files) if file != draft)
        patterns = tuple(pattern.replace(_NAME, name) for pattern in pair.sources)
        sensitivity = pair.sensitivity or self.project.sensitivity
        return Held(draft, sources, patterns, pair.sources, sensitivity)

    def _files(self, pattern: str, name: str | None = None) -> Iterator[tuple[Path, str]]:
        """Yield the files of a pattern in order, with what `{name}` stands for in each."""
        self._require_pattern(pattern)
        wanted, within = read_pattern(pattern, name), self.folder.resolve()
        for file in sorted(self.folder.glob(wanted.glob)):
            named = wanted.expression.fullmatch(file.relative_to(self.folder).as_posix())
            if named is None or not file.is_file():
                continue
            if not file.resolve().is_relative_to(within):
                raise SettingsError(f"{self.path}: {str(file)!r} leads out of its folder")
            yield file, _named(named)

    def _require_pattern(self, pattern: str) -> None:
        parts = PurePosixPath(pattern)
        outside = parts.is_absolute() or ".." in parts.parts or "://" in pattern or "\0" in pattern
        if not parts.parts or outside:
            raise SettingsError(f"{self.path}: {pattern!r} names no files below its folder")
        if any("**" in part and part != "**" for part in parts.parts) or parts.name == "**":
            raise SettingsError(
                f"{self.path}: {pattern!r}: give ** as a folder, as in drafts/**/*.md"
            )


def read_project(path: Path) -> ProjectFile:
    """Return a `factdesk.toml`; raises SettingsError, one line, where it is none."""
    read = read_settings(path, Project, kind=FILE, shown_in="docs/check.md")
    return ProjectFile(path, read)


class Pattern(NamedTuple):
    """A pattern of files: to look for them, and to tell whether a path is one of them."""

    glob: str
    expression: re.Pattern[str]


def read_pattern(pattern: str, name: str | None = None) -> Pattern:
    """Return a pattern with a name in place of `{name}`, or with a group for it."""
    wild, expression, group = "", "", "(?P<name>[^/]+)"
    # "./a//b" is "a/b"; any folders in any folders are any folders, and take no longer.
    pattern = re.sub(r"(?:\*\*/)+", "**/", PurePosixPath(pattern).as_posix())
    for piece in _PIECE.findall(pattern):
        if piece == _NAME:
            wild += "*" if name is None else escape(name)
            expression += group if name is None else re.escape(name)
            group = "(?P=name)"
        else:
            wild += piece if piece in _SIGNS else escape(piece)
            expression += _SIGNS.get(piece) or re.escape(piece)
    whole = "/".join(part if part == "**" else _STARS.sub("*", part) for part in wild.split("/"))
    return Pattern(whole, re.compile(expression))


def _named(found: re.Match[str]) -> str:
    return str(found.groupdict().get("name", ""))
