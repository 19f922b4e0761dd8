"""Difference: what is not the same in two versions of a figure, so that a check holds no longer."""

from collections.abc import Iterator

from pipeline.stages.compare_reports.statement import Statement, Wording
from pipeline.text.words import content_stems
from schemas import Attribution, Difference, SourceKind


def differences(old: Statement, new: Statement) -> tuple[Difference, ...]:
    """Return what differs; of one text, nothing does."""
    return () if old.row.row_id == new.row.row_id else tuple(_differences(old, new))


def _differences(old: Statement, new: Statement) -> Iterator[Difference]:
    if old.figure != new.figure:
        yield Difference.FIGURE
    one, other = old.row.attribution, new.row.attribution
    same_source = one.voice is other.voice and _is_same_speaker(one, other)
    if not same_source:
        yield Difference.ATTRIBUTION
    # Who speaks was compared: "Rossi" after an inserted paragraph is "mayor Anna Rossi" before.
    aside = _speaker_stems(one) | _speaker_stems(other)
    before = _meaning(old.main, aside)
    again = any(_meaning(mention, aside) == before for mention in new.mentions)
    if not again or old.row.kind is not new.row.kind:
        yield Difference.WORDING


def _is_same_speaker(one: Attribution, other: Attribution) -> bool:
    first, second = (set(content_stems(each.name or "")) for each in (one, other))
    # A surname alone may be taken for a body's name: nobody is introduced by it.
    if SourceKind.NAMED in {one.kind, other.kind}:
        return bool(first & second) and (first <= second or second <= first)
    return first == second


def _speaker_stems(source: Attribution) -> set[str]:
    return set(content_stems(f"{source.name or ''} {source.role or ''}"))


def _meaning(wording: Wording, aside: set[str]) -> tuple[object, ...]:
    """Return what two sentences have in common that say the same of a figure, in any order."""
    stems = sorted(stem for stem in wording.stems if stem not in aside)
    names = [name for name in wording.names if not aside.intersection(content_stems(name))]
    return stems, wording.turning, names, wording.place
