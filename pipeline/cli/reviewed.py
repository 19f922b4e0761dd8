"""`factdesk check draft.docx --out reviewed.docx`: the draft itself, with comments, for --out."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from pipeline.corpus.limits import Limits
from pipeline.errors import SettingsError
from pipeline.stages.read_statements import StatementFile
from schemas import CheckRun

_ENDING = ".docx"


def is_reviewed(out: Path | None) -> bool:
    """Return whether what is written is to be the draft with comments."""
    return out is not None and out.suffix.lower() == _ENDING


def require_one_draft(names: Sequence[str], *, in_a_format: bool) -> None:
    """Raise SettingsError where comments have no single draft to go to."""
    if len(names) != 1:
        raise SettingsError(f"--out {_ENDING} gives one draft back with comments: check one alone")
    if in_a_format:
        raise SettingsError(f"--out {_ENDING} gives the draft back: leave out --format")


def reviewed_of(run: CheckRun, files: Sequence[StatementFile], limits: Limits) -> bytes:
    """Return the draft with comments; raises FactdeskError where it is no Word document."""
    from pipeline.stages.render.reviewed_docx import reviewed_docx

    (file,) = files
    if not file.word:
        raise SettingsError(
            f"{file.name} is no Word document to write comments into: give --out another ending"
        )
    return limits.keep(partial(reviewed_docx, run, file.word, file.name), file.name)
