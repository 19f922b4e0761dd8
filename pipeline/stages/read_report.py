"""Reading back: a `result.json`, or the folder that holds it, becomes the report that it was."""

from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import ArticleError, WorkError
from pipeline.files import read_bytes
from schemas import Report

RESULT = "result.json"
_LIMIT = 500_000_000
"""Bytes of a result."""


def result_path(name: str) -> Path:
    """Return the path of the result that a file or folder stands for."""
    path = Path(name)
    return path / RESULT if path.is_dir() else path


def read_report(name: str) -> Report:
    """Return the report in a file or folder.

    Raises WorkError, one line that says what to do, for what is no result of this version.
    """
    path = result_path(name)
    try:
        raw = read_bytes(str(path), _LIMIT, "give one article's result")
    except ArticleError as error:
        raise WorkError(f"{error}; `factdesk brief ARTICLE --out OUT` writes one") from error
    try:
        return Report.model_validate_json(raw)
    except ValidationError as error:
        raise WorkError(
            f"{path} is no result.json of this version of factdesk ({_first(error)}): "
            "brief the article again"
        ) from error


def _first(error: ValidationError) -> str:
    problem = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part) for part in problem["loc"])
    return f"{where}: {problem['msg']}" if where else problem["msg"]
