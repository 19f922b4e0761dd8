"""The folders whose files an assistant may have read: every other path is refused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipeline.errors import ArticleError, SettingsError


@dataclass(frozen=True, slots=True)
class OpenFolders:
    """Folders as they are on the disk, without symbolic links; none lets no file be read."""

    folders: tuple[Path, ...] = ()

    @classmethod
    def of(cls, names: Iterable[Path]) -> Self:
        """Return these folders, open. Raises SettingsError for what is no folder."""
        return cls(tuple(dict.fromkeys(map(_folder, names))))

    def file(self, name: str) -> str:
        """Return the whole path of a file in one of the folders, links followed.

        A name that is no whole path counts from each of the folders in turn. Raises ArticleError,
        which says nothing of what is outside: not even whether it is there.
        """
        if not self.folders:
            raise ArticleError(
                f"{name!r} cannot be read, for no folder is open: give the text itself, or name "
                "folders when the server is started, as in factdesk mcp FOLDER"
            )
        try:
            inside = [path for path in self._meant(name) if self._hold(path)]
            found = [path for path in inside if path.is_file()]
        except (OSError, ValueError, RuntimeError):  # a name that is too long; links in a circle
            raise ArticleError(f"{name!r} cannot be a file: check the name") from None
        if not inside:
            raise ArticleError(f"{name!r} is outside of the folders that are open: {self}")
        if not found:
            raise ArticleError(f"{name!r} is no file in the folders that are open: {self}")
        return str(found[0])

    def __str__(self) -> str:
        """Return the folders for a line of text."""
        return ", ".join(map(str, self.folders))

    def _meant(self, name: str) -> Iterator[Path]:
        return ((folder / name).resolve() for folder in self.folders)

    def _hold(self, path: Path) -> bool:
        return any(path.is_relative_to(folder) for folder in self.folders)


def _folder(name: Path) -> Path:
    try:
        if name.is_dir():
            return name.resolve()
    except (OSError, ValueError) as error:
        raise SettingsError(f"{str(name)!r} cannot be opened: check the name") from error
    raise SettingsError(f"{str(name)!r} is no folder: name folders whose files may be read")
