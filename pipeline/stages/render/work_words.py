"""What a person has entered for a figure, in words: on a terminal, in Markdown, on the page."""

from collections.abc import Iterable

from schemas import CheckerVerdict, Report, Work, WorkStatus

STATUS_WORDS = {
    WorkStatus.OPEN: "open",
    WorkStatus.VERIFIED: "verified",
    WorkStatus.WRONG: "wrong",
    WorkStatus.MISLEADING: "misleading",
    WorkStatus.NEEDS_SOURCE: "needs a source",
    WorkStatus.UNVERIFIABLE: "unverifiable",
    WorkStatus.NOT_A_CLAIM: "not a claim",
}
_TO_DO = frozenset({WorkStatus.OPEN, WorkStatus.NEEDS_SOURCE})


def still_open(works: Iterable[Work]) -> str:
    """Return how many figures there are and, once some are settled, how many are left to check."""
    statuses = [work.status for work in works]
    left = sum(status in _TO_DO for status in statuses)
    total = str(len(statuses))
    return total if left == len(statuses) else f"{left} of {total} still open"


def work_words(found: Work | CheckerVerdict) -> str:
    """Return what was entered in one line: "verified by AK: seen in the minutes · https://…"."""
    more = said_words(found.note, found.evidence if isinstance(found, Work) else ())
    return status_words(found.status, found.checker) + (f": {more}" if more else "")


def said_words(note: str, evidence: Iterable[str]) -> str:
    """Return a note and the lines of evidence in one line, parted by dots."""
    parts = (" ".join(part.split()) for part in (note, *evidence))
    return " · ".join(filter(None, parts))


def status_words(status: WorkStatus, checker: str) -> str:
    """Return a status and who set it: "wrong by AK"."""
    return STATUS_WORDS[status] + (f" by {checker}" if checker else "")


def doubts_of_brief(report: Report) -> tuple[str, ...]:
    """Return a line for each figure that the brief rests on and that a person doubts."""
    points = (report.brief.headline, *report.brief.points)
    verdicts = dict.fromkeys(verdict for point in points for verdict in point.verdicts)
    return tuple(f"{verdict.figure}: {work_words(verdict)}" for verdict in verdicts)
