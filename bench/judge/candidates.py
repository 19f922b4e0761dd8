"""What the two linear scores choose among: for each labelled number, the source's numbers and sums.

Which hypotheses are at hand must not hang on the model of yesterday, or a fit would never settle:
`START` finds them, a score so plain that it needs no data.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bench.judge.data import Case, place, touches
from bench.judge.spread import source_of, spread
from pipeline.reconcile.derive import Derived
from pipeline.reconcile.derive import described as described_derivation
from pipeline.reconcile.direct import described, is_candidate
from pipeline.reconcile.frames import Frame
from pipeline.reconcile.judge_model import Linear, Model
from pipeline.reconcile.values import BORNE_OUT
from pipeline.reconcile.weigh import Weighed, read_sentences, weigh_all

Figures = Mapping[str, float]
DIRECT = frozenset("equal form round bound".split())
"""What an author says of a number that stands in the article."""


def chooser(binding: Linear, derivation: Linear) -> Model:
    """Return a model that chooses among hypotheses and judges nothing."""
    return Model(binding, derivation, names=(), trees=(), calibration=(1.0, 0.0), thresholds={})


START = chooser(
    Linear({"near": 4.0, "wide": 2.0, "touch": 1.0}),
    Linear({"near": 6.0, "sentence": 2.0, "cue": 0.5, "closeness": -3.0}),
)


class Hypothesis(NamedTuple):
    """Something that may be what was meant, described with the value hidden."""

    meant: bool
    figures: Figures


class Number(NamedTuple):
    """A number of a labelled statement, and what it may rest on."""

    bad: bool | None
    """None where a statement is wrong and nobody has marked the number."""
    op: str | None
    """What the author says that it follows by."""
    direct: tuple[Hypothesis, ...]
    """Numbers of the source; meant are those of its value."""
    derived: tuple[Hypothesis, ...]
    """Results of arithmetic; meant is what rests on the numbers that the author names."""


def is_bad(case: Case, frame: Frame) -> bool | None:
    """Return whether a number is erroneous; None where the statement is and nobody says which."""
    if not case.wrong:
        return False
    spans = case.bad_spans
    return touches(_span(frame), spans) if spans else None


def candidates(cases: Sequence[Case]) -> list[list[Number]]:
    """Return the numbers of each statement."""
    return spread(_numbers, cases)


def _numbers(case: Case) -> list[Number]:
    source = source_of(case.source)
    found: list[Number] = []
    for words, frames in read_sentences(case.text, source):
        found += _of_sentence(case, weigh_all(frames, words, source, START))
    return found


def _of_sentence(case: Case, weighed: Sequence[Weighed]) -> Iterator[Number]:
    for each in weighed:
        frame = each.stated.frame
        told = next((t for t in case.numbers if _is_at(t.text, case.text, frame)), None)
        rests_on = told.rests_on if told and told.op not in DIRECT | {"wrong"} else ()
        places = [
            sorted({d.frame.position for d in other.direct})
            for other in weighed
            if other is not each and other.direct
        ]
        yield Number(
            bad=is_bad(case, frame),
            op=told.op if told else None,
            direct=tuple(
                Hypothesis(d.relation in BORNE_OUT, described(frame, d, places))
                for d in (*each.direct, *each.taken, *each.rivals)
                if is_candidate(d)
            ),
            derived=tuple(
                Hypothesis(rests_as_told(rests_on, _operands(d)), _described(each, d))
                for d in each.derivations.found
            ),
        )


def _described(weighed: Weighed, each: Derived) -> Figures:
    return described_derivation(weighed.stated, each.closeness, each.result, each.fits)


def _operands(each: Derived) -> list[str]:
    return [operand.frame.quantity.text for operand in each.result.operands]


def rests_as_told(told: Sequence[str], operands: Sequence[str]) -> bool:
    """Return whether the operands are the numbers that an author names, wholly or in part."""
    if not told or len(told) != len(operands):
        return False
    return all(any(_overlap(a, b) for a in told) for b in operands) and all(
        any(_overlap(a, b) for b in operands) for a in told
    )


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def _is_at(number: str, text: str, frame: Frame) -> bool:
    span = place(number, text)
    return span is not None and touches(_span(frame), (span,))


def _span(frame: Frame) -> tuple[int, int]:
    return frame.quantity.span.start, frame.quantity.span.end
