"""Attribution: who says so, what kind of source that is, and in whose words."""

from pipeline.stages.prioritise.figure import Figure
from pipeline.text.voice import is_quoted
from schemas import Attribution, Voice


def attribution_of(figure: Figure) -> Attribution:
    """Return who gives a figure: a person by the fullest name and the role that the article has."""
    person = figure.person
    return Attribution(
        name=person.name if person else figure.speaker,
        role=person.role if person else None,
        kind=figure.source_kind,
        voice=_voice(figure),
    )


def _voice(figure: Figure) -> Voice:
    if is_quoted(figure.sentence, figure.at.start, figure.at.end):
        return Voice.QUOTED
    return Voice.REPORTED if figure.speaker else Voice.ARTICLE
