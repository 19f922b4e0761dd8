"""Setting a file aside before it is written anew, so that nothing a person entered is lost."""

from pathlib import Path

from pipeline.cli.output import write_file
from pipeline.errors import SettingsError


def set_aside(path: Path, content: bytes | None = None) -> Path:
    """Return where the file, or content that stands for it, is kept: beside it, as NAME.previous.

    What is kept already is not kept twice, and nothing that is kept is written over. Raises
    SettingsError, naming the file.
    """
    try:
        content = path.read_bytes() if content is None else content
    except OSError as error:
        raise SettingsError(f"cannot read {str(path)!r}: {error.strerror or error}") from error
    count = 1
    while (kept := _name(path, count)).exists() and not _holds(kept, content):
        count += 1
    if not kept.exists():
        write_file(kept, content)
    return kept


def _name(path: Path, count: int) -> Path:
    number = f"-{count}" if count > 1 else ""
    return path.with_name(f"{path.stem}.previous{number}{path.suffix}")


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
