"""Weighing: all that a source has to say of each number of a statement."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.numbers.read import find_quantities
from pipeline.reconcile.align import Stated, fit
from pipeline.reconcile.derive import Derivations, derive
from pipeline.reconcile.direct import (
    FORM_PART,
    MOST_ALIKE,
    Direct,
    chances,
    compare_all,
    described,
    is_candidate,
)
from pipeline.reconcile.frames import Frame, Setting, is_judged, read_frames
from pipeline.reconcile.judge_model import MODEL, Model
from pipeline.reconcile.moments import ends_of
from pipeline.reconcile.readings import SentenceReading
from pipeline.reconcile.source import Source
from pipeline.reconcile.values import BORNE_OUT, Relation, Value
from pipeline.text.sentences import split_sentences
from schemas import Modifier, QuantityKind, TextSpan

MOST_BESIDE = 10
"""Numbers to either side of one in its statement that are looked at: a longer statement is a table.
"""


@dataclass(frozen=True, eq=False)
class Weighed:
    """A stated number with all that may explain it, best first."""

    stated: Stated
    direct: tuple[Direct, ...]
    """Numbers of the source that may bear it out."""
    rivals: tuple[Direct, ...]
    """Other numbers of its measure, which the statement does not state too."""
    taken: tuple[Direct, ...]
    """Other numbers of its measure that the statement states as well."""
    binding: dict[int, tuple[float, float]]
    """By the identity of a frame of the source: its log score, and the chance that it is meant."""
    derivations: Derivations
    counts: tuple["Weighed", ...] = ()
    """Of an "X of Y" that stands nowhere, its two counts, where both stand somewhere."""


# What says where a statement is from, and nothing of its numbers: links, notes, addresses.
_ASIDE = re.compile(
    r"\]\([^)\s]*\)|\[\d{1,3}\]|\(?https?://[^\s)]+\)?|\[(?:source|link|via)\b[^\]]*\]?",
    re.IGNORECASE,
)


def read_sentences(text: str, source: Source) -> Iterator[tuple[str, list[Frame]]]:
    """Yield each sentence of a text that has numbers to judge, with their frames, in order.

    Each is read by itself: what stands beside it on the line, a link or a note tell nothing of it.
    """
    quantities = find_quantities(text, source.published)
    starts = [each.span.start for each in quantities]
    for span in split_sentences(text) or (TextSpan(start=0, end=len(text)),):
        words = _ASIDE.sub(lambda found: " " * len(found[0]), text[span.start : span.end])
        inside = [
            each
            for each in quantities[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            if words[each.span.start - span.start].strip()
        ]
        if not any(map(is_judged, inside)):
            continue
        reading = SentenceReading(words, source.names)
        setting = Setting(0, source.cents_of, source.year)
        frames = read_frames(reading, inside, span.start, setting)
        yield words, [each for each in frames if is_judged(each.quantity)]


def counts_of(frame: Frame) -> tuple[Frame, ...]:
    """Return the two counts of an "X of Y", or the two sides of a score, as frames of their own."""
    quantity = frame.quantity
    if quantity.kind is QuantityKind.SCORE:
        return tuple(_count(frame, side, bare=False) for side in (quantity.low, quantity.high))
    if quantity.kind is not QuantityKind.RATIO or quantity.whole is None:
        return ()
    return tuple(
        _count(frame, value, bare=bare)
        for value, bare in ((quantity.low, False), (quantity.whole, True))
    )


def _count(frame: Frame, value: Decimal | None, *, bare: bool) -> Frame:
    update: dict[str, object] = {
        "kind": QuantityKind.COUNT,
        "low": value,
        "high": value,
        "whole": None,
    }
    if bare:
        update |= {"modifier": Modifier.NONE, "part": None, "direction": None}
    quantity = frame.quantity.model_copy(update=update)
    number = float(value or 0)
    return replace(
        frame,
        quantity=quantity,
        value=Value("count", number, number, 1.0, quantity.modifier),
    )


def weigh_all(
    frames: Sequence[Frame], text: str, source: Source, model: Model = MODEL
) -> list[Weighed]:
    """Return what a source has to say of each number of a sentence."""
    weighed = _weigh(frames, text, source, model)
    return [_with_counts(weighed, at, text, source, model) for at in range(len(weighed))]


def _with_counts(
    weighed: Sequence[Weighed], at: int, text: str, source: Source, model: Model
) -> Weighed:
    """Return an "X of Y" that stands nowhere with its two counts, if both stand somewhere."""
    one = weighed[at]
    frame = one.stated.frame
    counts = () if one.direct else counts_of(frame)
    told_apart = " of " in frame.quantity.text or frame.quantity.kind is QuantityKind.SCORE
    if not (counts and told_apart):
        return one
    beside = (*weighed[max(0, at - MOST_BESIDE) : at], *weighed[at + 1 : at + 1 + MOST_BESIDE])
    some = [*counts, *(other.stated.frame for other in beside)]
    parts = _weigh(some, text, source, model, first=len(counts))
    return replace(one, counts=tuple(parts)) if all(part.direct for part in parts) else one


def _weigh(
    frames: Sequence[Frame], text: str, source: Source, model: Model, first: int | None = None
) -> list[Weighed]:
    """Return the numbers weighed, or the first few of them, beside all."""
    stated = [Stated.of(frame, text, source) for frame in frames]
    compared = [compare_all(each) for each in stated]
    _join_ranges(stated, compared)
    for each, found in zip(stated, compared, strict=True):
        found.extend(_apart_in_source(each, source))
    places = [
        sorted({each.frame.position for each in some if each.relation in BORNE_OUT})
        for some in compared
    ]
    told = Counter(id(each.frame) for some in compared for each in some if _is_told(each))
    return [
        _weighed(each, some, _beside(places, at), told, model)
        for at, (each, some) in enumerate(zip(stated[:first], compared[:first], strict=True))
    ]


def _beside(places: Sequence[Sequence[int]], at: int) -> list[Sequence[int]]:
    """Return where the numbers beside one of a statement were found; in a table, the nearest.

    The places of each are in order.
    """
    first = max(0, at - MOST_BESIDE)
    return [
        each
        for place, each in enumerate(places[first : at + MOST_BESIDE + 1], start=first)
        if place != at and each
    ]


def _is_told(each: Direct) -> bool:
    """Return whether a number of the source is the very one that a statement gives."""
    return each.relation in {Relation.EQUAL, Relation.HEDGED} and each.form == 0


def _apart_in_source(stated: Stated, source: Source) -> list[Direct]:
    """Return where the source has the first end of a stated interval, if it has the other too."""
    ends = ends_of(stated.frame.quantity)
    places = [source.calendar.saying(end, MOST_ALIKE) for end in ends]
    if not places or not all(places):
        return []
    frames = (source.frames[place] for place in places[0])
    return [Direct(f, Relation.EQUAL, FORM_PART, fit(stated, f)) for f in frames]


def _join_ranges(stated: Sequence[Stated], compared: Sequence[list[Direct]]) -> None:
    """Take both ends of a source range that a statement splits: "from $5.1 to $5.2 billion"."""
    ends: dict[int, list[tuple[int, int]]] = {}
    for at, some in enumerate(compared):
        for place, each in enumerate(some):
            if each.relation is Relation.RANGE and each.frame.value is not None:
                ends.setdefault(id(each.frame), []).append((at, place))
    for places in ends.values():
        lows = {stated[at].frame.quantity.low for at, _ in places}
        if len(lows) > 1:
            for at, place in places:
                compared[at][place] = compared[at][place]._replace(
                    relation=Relation.EQUAL, form=FORM_PART
                )


def _weighed(
    stated: Stated,
    compared: Sequence[Direct],
    places: Sequence[Sequence[int]],
    told: Mapping[int, int],
    model: Model,
) -> Weighed:
    """Return one number weighed; `told` has how many numbers state each one of the source."""
    own = {id(each.frame) for each in compared if _is_told(each)}
    elsewhere = frozenset(frame for frame, count in told.items() if count > (frame in own))
    candidates = [each for each in compared if is_candidate(each)]
    trust = 1.0 if is_sentence(stated.text) else _IN_A_HEADLINE
    scores = [
        trust * model.binding.score(described(stated.frame, each, places)) for each in candidates
    ]
    binding = {
        id(each.frame): (score, chance)
        for each, score, chance in zip(candidates, scores, chances(scores), strict=True)
    }

    def goodness(each: Direct) -> float:
        score = binding.get(id(each.frame), (-9.0, 0.0))[0]
        return score - _TIER.get(each.relation, 0.0) - (each.form > 0)

    best_first = sorted(compared, key=goodness, reverse=True)
    unlike = [each for each in best_first if each.relation not in BORNE_OUT]
    return Weighed(
        stated,
        direct=tuple(each for each in best_first if each.relation in BORNE_OUT),
        rivals=tuple(each for each in unlike if id(each.frame) not in elsewhere),
        taken=tuple(each for each in unlike if id(each.frame) in elsewhere),
        binding=binding,
        derivations=derive(stated, elsewhere, model.derivation),
    )


_IN_A_HEADLINE = 0.75
"""How much the words around a number tell in a headline, which leaves most of them out."""


def is_sentence(text: str) -> bool:
    """Return whether a text is a whole sentence and no headline: it ends with a full stop."""
    return text.rstrip("\"'”’» )").endswith((".", "!", "?"))


_TIER = {
    Relation.HEDGED: 0.3,
    Relation.WITHIN: 0.6,
    Relation.ROUNDED: 0.6,
    Relation.BOUND_DROPPED: 0.8,
    Relation.BOUND_ADDED: 1.2,
}
"""What a looser relation must make up for by its words, on the scale of `Model.binding`."""
