"""Evidence: what would settle a figure, where such things are found, and words to search for."""

import re

from pipeline.checks import check_of
from pipeline.stages.prioritise.figure import Figure
from pipeline.stages.prioritise.subjects import document_held, subject_of
from pipeline.text.words import is_function_word
from schemas import ClaimKind, Evidence, Measure, QuantityKind, SourceKind, Voice

_WANT_MORE = {"C04", "C05"}
"""Cues that want other evidence than the figure itself: a series, a second source."""
_NAME = re.compile(
    r"(?<=[a-z,] )(?!(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|"
    r"Fri|Satur|Sun)\w*)"
    r"[A-Z][\w-]{1,30}(?: [A-Z][\w-]{1,30}){0,2}"
)
_REACH = 120  # characters
_WORD = re.compile(r"[$€£]?\d[\d,.]*\d%?|\d%?|[^\W_][\w.-]*[^\W_]")


def evidence_of(figure: Figure, measure: Measure, voice: Voice) -> Evidence:
    """Return what must be shown for a figure, what kind of source shows it, and a search query."""
    telling = dict.fromkeys(f.check for f in figure.flags if f.alert or f.check in _WANT_MORE)
    more = [check_of(check_id).settles.rstrip(".") for check_id in telling]
    return Evidence(
        needed=". ".join([_needed(figure, measure, voice), *more]) + ".",
        source=_source(figure, measure),
        query=_query(figure, measure),
    )


def _needed(figure: Figure, measure: Measure, voice: Voice) -> str:
    """Return what must be shown, without a full stop."""
    what = _figure_with_its_measure(figure, measure)
    if figure.kind is ClaimKind.FORECAST:
        needed = f"who plans, expects or asks for {what}, in which document, on what assumptions"
    elif figure.quantity.kind is QuantityKind.RATIO:
        needed = f"the list or table behind {what}, and who counts as one"
    else:
        against = f", and for {measure.baseline}" if measure.change and measure.baseline else ""
        needed = f"the published figure for {what}{against}, and how it is defined"
    if voice is Voice.QUOTED and figure.speaker:
        needed = f"that {_name(figure)} said so (recording or transcript), and {needed}"
    return needed[:1].upper() + needed[1:]


def _figure_with_its_measure(figure: Figure, measure: Measure) -> str:
    """Return the figure as an object of a sentence: "“4.1 percent” (unemployment rate, in May)"."""
    label = figure.quantity.label()
    told = [words for words in (measure.measure, measure.period) if words and words not in label]
    return f"“{label}” ({', '.join(told)})" if told else f"“{label}”"


def _source(figure: Figure, measure: Measure) -> str:
    """Return the kind of source; where no subject is known, whom to ask."""
    own = " ".join((measure.measure or "", measure.population or "", figure.quantity.label()))
    subject = subject_of(own, figure.text)
    if subject is None:
        return _whom_to_ask(figure)
    speaking = (figure.speaker,) if figure.speaker and figure.source_kind is SourceKind.BODY else ()
    held = document_held(subject, (*speaking, *figure.bodies))
    cited = figure.source_kind is SourceKind.DOCUMENT
    return f"{figure.speaker} itself; beside it, {held}" if cited else held


def _whom_to_ask(figure: Figure) -> str:
    if figure.source_kind is SourceKind.DOCUMENT:
        return f"{figure.speaker}: the original, with its tables"
    if figure.source_kind is SourceKind.OUTLET:
        return f"{figure.speaker}: the report, and the source that it names"
    if figure.speaker is None:
        named = next((body for body in figure.bodies if body in figure.reading), None)
        beside = f", then {_lower(named)}" if named else ""
        return f"the author for the source of the figure{beside}"
    if figure.source_kind is SourceKind.ANONYMOUS:
        return f"the author for who “{figure.speaker}” are, and what they rest on"
    return f"ask {_name(figure)} for the figure’s source"


def _name(figure: Figure) -> str:
    return figure.person.name if figure.person else figure.speaker or "somebody"


def _lower(body: str) -> str:
    return body[:1].lower() + body[1:] if body.startswith("The ") else body


def _query(figure: Figure, measure: Measure) -> str:
    """Return what is measured, of whom or where, by whom and when, each word once."""
    what = measure.measure or figure.quantity.label()
    who = "" if measure.population else _actor(figure) or next(iter(figure.bodies), "")
    if figure.source_kind is SourceKind.BODY and figure.speaker:
        who = f"{who} {figure.speaker}"
    words = _WORD.findall(
        " ".join(
            (what, measure.population or "", who, (measure.period or "").removesuffix(" alone"))
        )
    )
    kept: dict[str, str] = {}
    for word in words:
        if not is_function_word(small := word.lower()):
            kept.setdefault(small, word)
    return " ".join(kept.values())


def _actor(figure: Figure) -> str | None:
    """Return the last name before the figure that is not the speaker's."""
    said_by = f"{figure.speaker} {figure.person.name if figure.person else ''}"
    names = _NAME.findall(figure.reading[max(0, figure.at.start - _REACH) : figure.at.start])
    return next((name for name in reversed(names) if name not in said_by), None)
