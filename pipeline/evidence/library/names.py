"""Names of documents in a library: how they are made, and which of them a person means."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from pipeline.addresses import is_web, without_credentials


def library_folder(library: Path) -> Path:
    """Return the folder that the names of a library's files count from."""
    return library.resolve().parent


def name_of(where: str, folder: Path) -> str:
    """Return the name of a file or an address in a library whose file lies in `folder`.

    A file below that folder goes by its path from there, so that both can be moved together.
    """
    if is_web(where):
        return without_credentials(where)
    path = Path(where)
    # A link to a file is a document of its own.
    whole = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    return (whole.relative_to(folder) if whole.is_relative_to(folder) else whole).as_posix()


def path_of(name: str, folder: Path) -> Path | None:
    """Return where the file of that name lies; None for an address."""
    return None if is_web(name) else folder / name


def meant(wanted: str, names: Sequence[str], folder: Path) -> list[str]:
    """Return which of the names a person means: a name, a path, a folder, or a pattern of names.

    A path counts from the working folder, or from that of the library as names do.
    """
    for name in (wanted, name_of(wanted, folder)):
        if name in names:
            return [name]
    for place in (Path(wanted), folder / wanted):
        if inside := below(place.resolve(), names, folder):
            return inside
    return [each for each in names if fnmatchcase(each, wanted)]


def below(place: Path, names: Iterable[str], folder: Path) -> list[str]:
    """Return the names of files below a place."""
    return [
        name
        for name in names
        if (path := path_of(name, folder)) is not None and path.is_relative_to(place)
    ]
