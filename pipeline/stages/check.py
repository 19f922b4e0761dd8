"""Checking: the brief against its findings, and the article for numeric pitfalls.

What the checks are stands in `pipeline.checks`; here is what a desk has set made of them.
"""

from collections.abc import Iterator

from pipeline.checks import CHECKS, Check, Pitfall, Reading
from pipeline.reconcile import Source
from schemas import Brief, DeskSettings, Finding, Flag, Outcome, TextSpan, Tier

_MOST_PLACES = 20
"""Quantities that one flag is about."""


def check_brief(
    brief: Brief, findings: tuple[Finding, ...], desk: DeskSettings
) -> tuple[Flag, ...]:
    """Return S01 for each number of the drafted brief that the article does not bear out."""
    if "S01" in desk.off:
        return ()
    ours = {brief.headline.point_id, *(p.point_id for p in brief.points)}
    ours |= {withheld.point.point_id for withheld in brief.withheld}
    return tuple(
        Flag(
            check="S01",
            tier=Tier.S,
            alert="S01" not in desk.no_alert,
            message=f"{finding.quantity.text}: {finding.reason}",
            places=finding.source,
            subject=finding.subject,
        )
        for finding in findings
        if finding.subject in ours and finding.outcome is Outcome.UNSUPPORTED
    )


def check_article(source: Source, desk: DeskSettings) -> tuple[Flag, ...]:
    """Return the flags of all checks that are on, over the prose of the article, in text order."""
    on = [(each, each.find) for each in CHECKS if each.find and each.check_id not in desk.off]
    return tuple(
        _flag(check, pitfall, places, desk)
        for passage in Reading(source).passages
        if passage.all_quantities
        for check, find in on
        for pitfall in find(passage)
        for places in _places(pitfall)
    )


def _places(pitfall: Pitfall) -> Iterator[tuple[TextSpan, ...]]:
    """Yield what each flag of a pitfall is about: all of its quantities, or one each of very many.

    A sentence of a thousand figures would else give a thousand rows with a thousand places each.
    """
    spans = tuple(quantity.span for quantity in pitfall.quantities)
    if len(spans) <= _MOST_PLACES:
        yield spans
    else:
        yield from ((span,) for span in spans)


def _flag(check: Check, pitfall: Pitfall, places: tuple[TextSpan, ...], desk: DeskSettings) -> Flag:
    return Flag(
        check=check.check_id,
        tier=check.tier,
        alert=check.alerts_for(desk),
        message=pitfall.message,
        places=places,
        computed=pitfall.computed,
    )
