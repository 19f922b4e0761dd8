"""Attribution: who says so, what kind of source that is, and in whose words."""

import re

from pipeline.stages.prioritise.figure import Figure
from pipeline.text.voice import is_quoted
from schemas import Attribution, SourceKind, Voice

_NAMELESS = re.compile(
    r"\b(?:officials?|sources?|experts?|critics|some|people familiar|analysts|observers)\b",
    re.IGNORECASE,
)


def attribution_of(figure: Figure) -> Attribution:
    """Return who gives a figure."""
    return Attribution(
        name=figure.speaker, role=None, kind=_kind(figure.speaker), voice=_voice(figure)
    )


def _kind(speaker: str | None) -> SourceKind:
    if speaker is None:
        return SourceKind.NONE
    return SourceKind.ANONYMOUS if _NAMELESS.search(speaker) else SourceKind.NAMED


def _voice(figure: Figure) -> Voice:
    if is_quoted(figure.sentence, figure.at.start, figure.at.end):
        return Voice.QUOTED
    return Voice.REPORTED if figure.speaker else Voice.ARTICLE
