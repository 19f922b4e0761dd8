"""The time that a row or a feed gives for an article, as the place has it where it was written."""

from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_DAY = len("2026-02-14")


def in_iso(written: str) -> str | None:
    """Return an ISO date or time as it is, one as mails and RSS write it in ISO's form; else None.

    What may be a day or a month, such as 02/03/2026, is not guessed at.
    """
    year_first = written.replace("/", "-")
    for each in (year_first, year_first[:_DAY]):
        with suppress(ValueError):
            datetime.fromisoformat(each)
            return year_first
    with suppress(ValueError):
        return parsedate_to_datetime(written).isoformat()
    return None


def day_of(written: str) -> date | None:
    """Return the day of a time that `in_iso` understands; else None."""
    found = in_iso(written) or ""
    for each in (found, found[:_DAY]):
        with suppress(ValueError):
            return datetime.fromisoformat(each).date()
    return None
