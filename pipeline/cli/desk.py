"""What a desk has set: a TOML file, and options that win over it."""

import json
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from pipeline.checks import CHECKS, RETIRED
from pipeline.cli.choices import SensitivityName
from pipeline.cli.standard_error import note
from pipeline.errors import SettingsError
from schemas import DeskSettings, Sensitivity


def desk_settings(
    file: Path | None = None,
    *,
    sensitivity: SensitivityName | None = None,
    off: Sequence[str] | None = None,
    alert: Sequence[str] | None = None,
    no_alert: Sequence[str] | None = None,
) -> DeskSettings:
    """Return the settings of the file, with the sensitivity and the checks that options name.

    Ids may be separated by commas. What is made to alert by an option is on, whatever the file says.
    Of a check that is gone a line is printed, and no more. Raises SettingsError, naming the file or
    the check.
    """
    desk = _read(file) if file else DeskSettings()
    wanted, unwanted, silent = _ids(alert), _ids(no_alert), _ids(off)
    settings = desk.model_copy(
        update={
            "sensitivity": Sensitivity(sensitivity or desk.sensitivity),
            "off": _joined((*desk.off, *silent), without=set(wanted) - set(silent)),
            "alert": _joined((*desk.alert, *wanted), without=set(unwanted)),
            "no_alert": _joined((*desk.no_alert, *unwanted), without=set(wanted) - set(unwanted)),
        }
    )
    _refuse_unknown(settings)
    return _without_retired(settings)


def _ids(options: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(
        each.strip().upper() for line in options or () for each in line.split(",") if each.strip()
    )


def _joined(ids: Iterable[str], *, without: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.upper() for each in ids if each.upper() not in without))


def _read(file: Path) -> DeskSettings:
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        return DeskSettings.model_validate_json(json.dumps(found))
    except OSError as error:
        raise SettingsError(f"cannot read {str(file)!r}: {error.strerror}") from error
    except ValidationError as error:
        raise SettingsError(f"{str(file)!r}: {_first_of(error)}") from error
    except (ValueError, TypeError) as error:  # no TOML, no UTF-8, or a date where a number belongs
        raise SettingsError(f"{str(file)!r} is no desk file: {error}") from error


def _first_of(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    known = ", ".join(DeskSettings.model_fields)
    if first["type"] == "extra_forbidden":
        return f"there is no setting {where!r}; there are {known} (docs/checks.md shows a file)"
    return f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}"


def _refuse_unknown(settings: DeskSettings) -> None:
    known = {check.check_id for check in CHECKS} | set(RETIRED)
    for each in (*settings.off, *settings.alert, *settings.no_alert):
        if each not in known:
            raise SettingsError(f"there is no check {each!r}; `factdesk checks` lists them")


def _without_retired(settings: DeskSettings) -> DeskSettings:
    """Return the settings without the checks that are gone, each of which is told in a line."""
    listed = {name: getattr(settings, name) for name in ("off", "alert", "no_alert")}
    for each in dict.fromkeys(check_id for ids in listed.values() for check_id in ids):
        if each in RETIRED:
            note(f"{each} is no check any more and is passed over: {RETIRED[each]}")
    kept = {
        name: tuple(each for each in ids if each not in RETIRED) for name, ids in listed.items()
    }
    return settings.model_copy(update=kept)
