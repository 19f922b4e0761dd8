"""`--columns`: which column of a table is the text, the title and so on."""

from collections.abc import Sequence

from pipeline.corpus.reading import UNDERSTOOD, Renaming
from pipeline.errors import SettingsError


def renaming_of(given: Sequence[str]) -> Renaming:
    """Return what "text=body,title=headline" says, given once or more often; raises SettingsError."""
    pairs = [each for one in given for each in one.split(",") if each.strip()]
    meant = tuple(_pair(each) for each in pairs)
    for at in (0, 1):
        names = [pair[at] for pair in meant]
        for name in names:
            if names.count(name) > 1:
                raise SettingsError(f"--columns names {name!r} twice: give it once")
    return Renaming(meant)


def _pair(each: str) -> tuple[str, str]:
    name, is_one, column = (part.strip() for part in each.partition("="))
    if not (is_one and column):
        raise SettingsError(f"--columns {each!r} names no column: give it as text=body")
    if name not in UNDERSTOOD:
        known = ", ".join(sorted(UNDERSTOOD))
        raise SettingsError(f"--columns knows no {name!r}: it is one of {known}")
    return name, column
