"""Settings in a TOML file: bounded, held against a model, and each fault said in one line."""

import json
import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.errors import SettingsError

Kept = TypeVar("Kept", bound=BaseModel)
_LARGEST_BYTES = 30_000
"""A desk's line on each check has a tenth of that; the time to read keys grows with their square.
"""


def read_settings(file: Path, model: type[Kept], *, kind: str, shown_in: str) -> Kept:
    """Return what a file holds.

    Raises SettingsError where it cannot be read, is no `kind` of file, or has a setting that the
    model does not know; `shown_in` names the page that shows such a file.
    """
    try:
        values = tomllib.loads(_text(file))
        return model.model_validate_json(json.dumps(values))
    except OSError as error:
        raise SettingsError(f"cannot read {str(file)!r}: {error.strerror}") from error
    except ValidationError as error:
        raise SettingsError(f"{str(file)!r}: {_first_of(error, model, shown_in)}") from error
    except RecursionError as error:
        raise SettingsError(f"{str(file)!r} is no {kind}: it nests too deep") from error
    except (ValueError, TypeError) as error:  # no TOML, no UTF-8, or a date where a number belongs
        raise SettingsError(f"{str(file)!r} is no {kind}: {error}") from error


def _text(file: Path) -> str:
    with file.open("rb") as opened:
        raw = opened.read(_LARGEST_BYTES + 1)
    if len(raw) > _LARGEST_BYTES:
        raise ValueError(f"it is over the limit of {_LARGEST_BYTES:,} bytes")
    return raw.decode("utf-8-sig")


def _first_of(error: ValidationError, model: type[BaseModel], shown_in: str) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    known = ", ".join(model.model_fields)
    if first["type"] == "extra_forbidden":
        return f"there is no setting {where!r}; there are {known} ({shown_in} shows a file)"
    return f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}"
