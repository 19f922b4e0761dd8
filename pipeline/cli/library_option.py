"""Which library of evidence a command works with: an option, the environment, a factdesk.toml."""

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.options import option
from pipeline.errors import SettingsError
from pipeline.evidence.library.library_file import DEFAULT_NAME
from pipeline.project import FILE, read_project

VARIABLE = "FACTDESK_EVIDENCE"
PLACES = f"{VARIABLE}, else `evidence` of the {FILE} here, else {DEFAULT_NAME}"
"""Where a library is sought that no option names."""


@dataclass(frozen=True, kw_only=True)
class LibraryOption:
    """Of each command that looks after a library."""

    library: Path | None = option(f"The library, one file. Default: {PLACES}.", metavar="FILE")

    @property
    def library_path(self) -> Path:
        """The file of the library; raises SettingsError where the settings name none."""
        return library_path(self.library)


def library_path(named: Path | None) -> Path:
    """Return the file of a library: the one that is named, or that settings name.

    Raises SettingsError where the settings cannot be read.
    """
    if named is not None:
        return named
    if variable := library_of_environment():
        return variable
    project = Path(FILE)
    own = read_project(project).evidence if project.is_file() else None
    return own or Path(DEFAULT_NAME)


def library_of_environment() -> Path | None:
    """Return the file of a library that FACTDESK_EVIDENCE names; None where it names none.

    Raises SettingsError where the name cannot be made out.
    """
    variable = os.environ.get(VARIABLE, "").strip()
    try:
        return Path(variable).expanduser() if variable else None
    except RuntimeError as error:
        raise SettingsError(
            f"{VARIABLE} is {variable!r}, and there is no such user: check it"
        ) from error
