"""Reconciling: every number of the brief and the claims against the article; and what follows.

A point with a number that the article does not bear out is withheld from the brief, never dropped.
"""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

from pipeline.reconcile import Source, check_text, verbatim
from schemas import Brief, Claim, Finding, Origin, Outcome, Point, Sensitivity, Withheld

_LEAST_POINTS = 3
"""Of a brief; where fewer are left, the article's own sentences stand in."""


def reconcile(
    source: Source, said: Iterable[Point | Claim], sensitivity: Sensitivity
) -> tuple[Finding, ...]:
    """Return a finding for each number of what is said, against the sentences that each cites.

    A headline that cites none is held to the whole article.
    """
    return tuple(finding for each in said for finding in _findings(source, each, sensitivity))


def _findings(source: Source, said: Point | Claim, sensitivity: Sensitivity) -> tuple[Finding, ...]:
    if isinstance(said, Claim):
        subject, cited = said.claim_id, frozenset({said.sentence_id})
    else:
        subject, cited = said.point_id, frozenset(said.sentence_ids)
    if said.origin is not Origin.MODEL:
        places = source.within(cited)
        if isinstance(said, Claim):
            places = tuple(each for each in places if said.span.holds(each.span))
        taken = verbatim(said.text, places, source, subject=subject)
        if taken is not None:
            return taken
    return check_text(
        said.text, source, subject=subject, cited=cited or None, sensitivity=sensitivity
    )


def withhold(brief: Brief, findings: tuple[Finding, ...], *, own: Callable[[], Brief]) -> Brief:
    """Return the brief without what holds an unsupported number.

    The article's own headline stands in for a withheld one, and its own sentences for points,
    where fewer than three are left: an editor gets a brief whatever the model wrote. `own` makes
    that brief, and is called only then.
    """
    reasons = _reasons(findings)
    drafted = (brief.headline, *brief.points)
    withheld = [
        Withheld(point=point, reason="; ".join(reasons[point.point_id]))
        for point in drafted
        if point.point_id in reasons
    ]
    kept = tuple(point for point in brief.points if point.point_id not in reasons)
    lost_headline = brief.headline.point_id in reasons
    if not lost_headline and len(kept) >= _LEAST_POINTS:
        return Brief(headline=brief.headline, points=kept, withheld=tuple(withheld))
    spare = own()
    headline = spare.headline if lost_headline else brief.headline
    return Brief(
        headline=headline, points=_filled(kept, spare, reasons.keys()), withheld=tuple(withheld)
    )


def stand_ins(shown: Brief, drafted: Brief) -> tuple[Point, ...]:
    """Return what a brief shows that was not drafted: the article's own words."""
    known = {drafted.headline.point_id, *(point.point_id for point in drafted.points)}
    return tuple(p for p in (shown.headline, *shown.points) if p.point_id not in known)


def _filled(kept: tuple[Point, ...], own: Brief, withheld: AbstractSet[str]) -> tuple[Point, ...]:
    """Return at least three points, in the order of the article, where the article has as many."""
    cited = {sentence_id for point in kept for sentence_id in point.sentence_ids}
    fresh = [
        point
        for point in own.points
        if point.point_id not in withheld and not cited & set(point.sentence_ids)
    ]
    missing = max(0, _LEAST_POINTS - len(kept))
    return tuple(
        sorted((*kept, *fresh[:missing]), key=lambda p: p.spans[0].start if p.spans else 0)
    )


def _reasons(findings: tuple[Finding, ...]) -> dict[str, list[str]]:
    """Return what speaks against each subject that has an unsupported number."""
    reasons: dict[str, list[str]] = {}
    for finding in findings:
        if finding.outcome is Outcome.UNSUPPORTED:
            line = f"{finding.quantity.text}: {finding.reason} ({finding.status})"
            reasons.setdefault(finding.subject, []).append(line)
    return reasons
