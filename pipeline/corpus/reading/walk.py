"""The files under a folder whose names match a pattern, in the order of their names."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from pipeline.corpus.reading.left_out import LeftOut, Skipped
from pipeline.corpus.reading.written import written_by_us

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

ANY_DEPTH = "**"
"""The step of a pattern that stands for any number of folders, none too."""


_REFUSED = {"link": "a link to a folder, which may lead back to itself", "other": "no file"}


class _Entry(NamedTuple):
    name: str
    kind: str


@dataclass(frozen=True)
class Walk:
    """Goes through a folder and holds the names of one folder of each depth at a time.

    fsspec's own search holds all that there is under a folder, a kilobyte a file.
    """

    system: "AbstractFileSystem"
    path: str
    """The folder, as the file system calls it."""
    root: str
    """The folder as it was written, which addresses begin with; "" for the working folder."""
    pattern: tuple[str, ...]
    """What each step inside it has to be like: ("**", "*.html")."""
    skipped: Skipped
    """Told what is left out and why."""
    tells_hidden: bool = False
    """Whether it is told of names that begin with a dot, too."""

    def names(self) -> Iterator[str]:
        """Yield what matches, as paths inside the folder."""
        yield from self._under(self.path, "", self._with_depths({0}))

    def address(self, name: str) -> str:
        """Return the address of a path inside the folder."""
        return name if not self.root else f"{self.root.rstrip('/')}/{name}"

    def _under(self, path: str, inside: str, reached: frozenset[int]) -> Iterator[str]:
        """Yield what matches in a folder; `reached` are the steps that its names may take."""
        for name, kind in self._entries(path, inside):
            steps = frozenset(at for at in reached if fnmatchcase(name, self.pattern[at]))
            is_asked = any(self.pattern[at].startswith(".") for at in steps)
            if name.startswith(".") and not is_asked:
                if self.tells_hidden:
                    self.skipped(LeftOut(self.address(inside + name), "hidden"))
            elif kind == "directory":
                onward = {at if self.pattern[at] == ANY_DEPTH else at + 1 for at in steps}
                if after := self._with_depths(onward):
                    yield from self._under(f"{path.rstrip('/')}/{name}", f"{inside}{name}/", after)
            elif len(self.pattern) - 1 in steps:
                yield inside + name

    def _with_depths(self, steps: set[int]) -> frozenset[int]:
        """Return the steps, with those behind each ** that stands for no folder."""
        found = set(steps)
        for at, step in enumerate(self.pattern[:-1]):
            if at in found and step == ANY_DEPTH:
                found.add(at + 1)
        return frozenset(found - {len(self.pattern)})

    def _entries(self, path: str, inside: str) -> list[_Entry]:
        """Return what stands in a folder, by name, but what can be no file of a corpus."""
        try:
            found = sorted(_listed(self.system, path))
        except Exception as error:  # noqa: BLE001 - each storage has errors of its own
            reason = f"cannot be listed ({getattr(error, 'strerror', None) or error})"
            self.skipped(LeftOut(self.address(inside), reason, is_loss=True))
            return []
        ours = written_by_us([each.name for each in found])
        return [each for each in found if not self._is_refused(each, inside, ours)]

    def _is_refused(self, entry: _Entry, inside: str, ours: frozenset[str]) -> bool:
        address = self.address(inside + entry.name)
        reason = _REFUSED.get(entry.kind)
        if entry.name in ours:
            reason = "written by factdesk"
        if not _can_be_written(entry.name):
            reason = "a name that cannot be written"
        if reason:
            shown = address if _can_be_written(address) else ascii(address)
            self.skipped(LeftOut(shown, reason))
        return reason is not None


def _listed(system: "AbstractFileSystem", path: str) -> Iterator[_Entry]:
    """Yield what stands in a folder, in any order; of local files nothing but the kind is asked."""
    if "file" in system.protocol:
        with os.scandir(path) as found:
            yield from (_Entry(each.name, _kind(each)) for each in found)
        return
    for each in system.ls(path, detail=True):
        full = each["name"].rstrip("/")
        if full != path.rstrip("/"):  # an object store lists the mark of the folder itself along
            yield _Entry(full.rpartition("/")[2], each["type"])


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_dir():
        return "link" if entry.is_symlink() else "directory"
    return "file" if entry.is_file() else "other"


def _can_be_written(name: str) -> bool:
    """Return whether a name fits on a line of text; names of files may hold any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return not any(character < " " for character in name)
