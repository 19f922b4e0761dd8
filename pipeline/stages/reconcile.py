"""Reconciling: every number of the brief and the claims against the article; and what follows.

A point whose numbers the article does not bear out is withheld from the brief, never dropped.
"""

from pipeline.numbers import Source, check_text
from schemas import Brief, Claim, Finding, Point, Withheld


def reconcile(source: Source, brief: Brief, claims: tuple[Claim, ...]) -> tuple[Finding, ...]:
    """Return a finding for each number of headline, points and claims, in that order."""
    headline = check_text(brief.headline.text, source, subject=brief.headline.point_id)
    points = [
        finding
        for point in brief.points
        for finding in check_text(
            point.text, source, subject=point.point_id, cited=frozenset(point.sentence_ids)
        )
    ]
    return (*headline, *points, *reconcile_claims(source, claims))


def reconcile_claims(source: Source, claims: tuple[Claim, ...]) -> tuple[Finding, ...]:
    """Return a finding for each number of the claims, against the sentence that each one cites."""
    return tuple(
        finding
        for claim in claims
        for finding in check_text(
            claim.text, source, subject=claim.claim_id, cited=frozenset({claim.sentence_id})
        )
    )


def withhold(brief: Brief, findings: tuple[Finding, ...], *, headline: str) -> Brief:
    """Return the brief without what is not supported; `headline` stands in for a withheld one."""
    reasons = _reasons(findings)
    withheld = [
        Withheld(point=point, reason=_reason(point, reasons))
        for point in (brief.headline, *brief.points)
        if _reason(point, reasons)
    ]
    shown = brief.headline
    if _reason(shown, reasons):
        shown = Point(point_id=shown.point_id, text=headline, sentence_ids=(), spans=())
    points = tuple(point for point in brief.points if not _reason(point, reasons))
    return Brief(headline=shown, points=points, withheld=tuple(withheld))


def _reasons(findings: tuple[Finding, ...]) -> dict[str, list[str]]:
    """Return what speaks against each subject that has an unsupported number."""
    reasons: dict[str, list[str]] = {}
    for finding in findings:
        if not finding.status.supported:
            line = f"{finding.quantity.text}: {finding.reason} ({finding.status})"
            reasons.setdefault(finding.subject, []).append(line)
    return reasons


def _reason(point: Point, reasons: dict[str, list[str]]) -> str:
    """Return why a point is withheld; empty when it is not."""
    return "; ".join(reasons.get(point.point_id, ()))
