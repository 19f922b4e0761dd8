"""Evidence: what would settle a figure, whom to ask or where to look, and words to search for.

What would settle it follows from what kind of figure it is, whom to ask from who gives it; where
nobody does, nothing is said.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from pipeline.checks import check_of
from pipeline.numbers.dimensions import dimension
from pipeline.stages.prioritise.figure import Figure, in_sentence
from pipeline.stages.prioritise.sourcing import can_be_found
from pipeline.text.source_kinds import is_body, is_outlet
from pipeline.text.standalone import dateline_of
from pipeline.text.words import is_function_word
from schemas import (
    ClaimKind,
    Evidence,
    Measure,
    QuantityKind,
    Row,
    SourceKind,
    SuggestedSource,
    Voice,
    Worklist,
)

_WANT_MORE = {"C04", "C05"}
"""Cues that want other evidence than the figure itself: a series, a second source."""
_MOST_NAMES = 2
_REACH = 100  # words to either side of a number
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
_OWNER = re.compile(r"['’]s?$")
_MARKS = "\"'.,;:!?()“”‘’—–"


def evidence_of(figure: Figure, measure: Measure) -> Evidence:
    """Return what must be shown for a figure, whom to ask or where to look, and a search query."""
    telling = dict.fromkeys(f.check for f in figure.flags if f.alert or f.check in _WANT_MORE)
    more = [check_of(check_id).settles.rstrip(".") for check_id in telling]
    return Evidence(
        needed=". ".join([_needed(figure, measure), *more]) + ".",
        source=_whom_to_ask(figure),
        query=_query(figure, measure),
    )


def with_suggestions(worklist: Worklist, sources: Iterable[SuggestedSource]) -> Worklist:
    """Return the worklist with what a model suggests would settle the figures of each sentence."""
    suggested = {source.sentence_id: source.text for source in sources}
    if not suggested:
        return worklist

    def row_with(row: Row) -> Row:
        quoted = next(p.sentence_id for p in row.places if row.span.holds(p.span))
        text = suggested.get(quoted, "")
        evidence = row.evidence.model_copy(update={"suggested": text})
        return row.model_copy(update={"evidence": evidence})

    return worklist.model_copy(update={"rows": tuple(map(row_with, worklist.rows))})


def _needed(figure: Figure, measure: Measure) -> str:
    """Return what must be shown, without a full stop."""
    needed = _what_shows(figure, measure)
    if figure.attribution.voice is Voice.QUOTED and figure.attribution.name:
        who = in_sentence(figure.attribution.name)
        needed = f"that {who} said so (recording or transcript), and {needed}"
    return needed[:1].upper() + needed[1:]


def _what_shows(figure: Figure, measure: Measure) -> str:
    """Return what shows that a figure is right, by its kind."""
    quantity = figure.quantity
    what = _figure_with_its_measure(figure, measure)
    if quantity.kind is QuantityKind.AGE:
        return f"the date of birth or the record behind {what}"
    if figure.kind is ClaimKind.FORECAST:
        return f"the document that has {what}, whose plan or forecast it is, and what it assumes"
    if figure.is_change:
        return f"both of the values that {what} compares, each with its date"
    if figure.is_share or quantity.kind is QuantityKind.PERCENT:
        return f"the list or table behind {what}, and what the whole is"
    if quantity.kind is QuantityKind.COUNT and quantity.noun:
        return f"the list or count behind {what}, and its date"
    return f"the document or record that has {what}, and its date"


def _figure_with_its_measure(figure: Figure, measure: Measure) -> str:
    """Return the figure as an object of a sentence: "“4.1 percent” (unemployment rate, in May)"."""
    label = figure.quantity.label()
    told = [words for words in (measure.measure, measure.period) if words and words not in label]
    return f"“{label}” ({', '.join(told)})" if told else f"“{label}”"


def _whom_to_ask(figure: Figure) -> str:
    """Return whom to ask, or the document; empty where that is not certain or nobody can be told.

    An age describes somebody in passing, mostly the speaker; of the length of a road, or of what a
    person calls five hours, nobody has a document.
    """
    who, kind = figure.attribution.name, figure.attribution.kind
    if not (who and figure.source_is_certain) or figure.quantity.kind is QuantityKind.AGE:
        return ""
    if kind is SourceKind.OUTLET:
        return f"{who}: the report, and the source that it names"
    if kind is SourceKind.DOCUMENT:
        return f"{who}: the original" if " " in who else ""  # which are "records"?
    if kind is SourceKind.ANONYMOUS:
        # The outlet that was told, or the body they are of, knows; the author may not.
        known = is_outlet(figure.main.frame.sentence.text) or _ACRONYM.search(who)
        return "" if known else f"ask the author who is meant by “{who}”, and for the document"
    lasts = figure.quantity.kind is QuantityKind.DURATION and not is_body(who)
    if lasts or dimension(figure.quantity) == "length" or not can_be_found(who):
        return ""
    return f"ask {in_sentence(who)} for the document"


def _query(figure: Figure, measure: Measure) -> str:
    """Return the figure, what it measures, the names of its sentence and the time, each once."""
    parts = (
        figure.quantity.label(),
        measure.measure or "",
        figure.attribution.name or "",
        *islice(_names_around(figure), _MOST_NAMES),
        measure.period or "",
    )
    kept: dict[str, str] = {}
    for word in (_OWNER.sub("", word).strip(_MARKS) for word in " ".join(parts).split()):
        if word and not is_function_word(small := word.lower()):
            kept.setdefault(small, word)
    return " ".join(kept.values())


def _names_around(figure: Figure) -> Iterator[str]:
    """Yield the names of a figure's sentence in order, those of several words as one."""
    frame, sentence = figure.main.frame, figure.main.sentence
    text = frame.sentence.text
    begin = len(dateline_of(sentence, text))
    words = frame.sentence.words[max(0, frame.first - _REACH) : frame.last + _REACH]
    for is_name, run in groupby(words, key=lambda word: word.is_name and word.start >= begin):
        if is_name:
            name = tuple(run)
            yield text[name[0].start : name[-1].end]
