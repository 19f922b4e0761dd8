"""A figure: one number with all its mentions, and all that is known of it when its row is made."""

from typing import NamedTuple

from pipeline.numbers import Source, SourceQuantity, group_repeats
from pipeline.text.clauses import figure_kind
from pipeline.text.voice import speakers
from schemas import Brief, Claim, ClaimKind, Finding, Flag, Quantity, Role, TextSpan, Tier

_ROLES = (Role.LEDE, Role.BODY, Role.HEADLINE, Role.CAPTION)


class Figure(NamedTuple):
    """All that is known of one figure; `main` is the mention that its row quotes."""

    mentions: tuple[SourceQuantity, ...]
    main: SourceQuantity
    sentence: str
    """The sentence of `main`, as it stands."""
    text: str
    claims: tuple[Claim, ...]
    flags: tuple[Flag, ...]
    point_ids: tuple[str, ...]
    speaker: str | None
    kind: ClaimKind

    @property
    def quantity(self) -> Quantity:
        """The quantity as the main mention gives it."""
        return self.main.quantity

    @property
    def at(self) -> TextSpan:
        """Where the quantity stands in `sentence`."""
        start = self.main.sentence.span.start
        span = self.main.span
        return TextSpan(start=span.start - start, end=span.end - start)


def figures_of(
    source: Source,
    brief: Brief,
    covered: dict[TextSpan, tuple[Claim, ...]],
    findings: tuple[Finding, ...],
    flags: tuple[Flag, ...],
) -> tuple[Figure, ...]:
    """Return the figures to verify in text order; repeats of one share it."""
    items = tuple(each for each in source.quantities if covered.get(each.span))
    desk = _Desk(
        source, covered, _by_place(flags), _points_by_place(brief, findings),
        speakers(source.article),
    )  # fmt: skip
    return tuple(_figure(desk, group) for group in group_repeats(source, items))


class _Desk(NamedTuple):
    """What figures are made from, looked up by place or sentence."""

    source: Source
    covered: dict[TextSpan, tuple[Claim, ...]]
    flags: dict[TextSpan, tuple[Flag, ...]]
    points: dict[TextSpan, tuple[str, ...]]
    speakers: dict[str, str | None]


def _by_place(flags: tuple[Flag, ...]) -> dict[TextSpan, tuple[Flag, ...]]:
    """Return the flags on the article's own figures, by the place of each figure."""
    found: dict[TextSpan, tuple[Flag, ...]] = {}
    for flag in flags:
        for place in flag.places if flag.tier is not Tier.S else ():
            found[place] = (*found.get(place, ()), flag)
    return found


def _points_by_place(
    brief: Brief, findings: tuple[Finding, ...]
) -> dict[TextSpan, tuple[str, ...]]:
    """Return the points of the brief that rest on each quantity of the article."""
    shown = {brief.headline.point_id, *(point.point_id for point in brief.points)}
    stating: dict[TextSpan, tuple[str, ...]] = {}
    for finding in findings:
        if finding.subject in shown and finding.status.supported:
            for place in finding.source:
                stating[place] = (*stating.get(place, ()), finding.subject)
    return stating


def _figure(desk: _Desk, mentions: tuple[SourceQuantity, ...]) -> Figure:
    main = min(mentions, key=lambda each: (_ROLES.index(each.sentence.role), each.span.start))
    words = desk.source.article.quote(main.sentence.span)
    best = desk.covered[main.span][0]
    claims = [claim for each in (main, *mentions) for claim in desk.covered[each.span]]
    flags = [flag for each in mentions for flag in desk.flags.get(each.span, ())]
    points = [point for each in mentions for point in desk.points.get(each.span, ())]
    return Figure(
        mentions=mentions,
        main=main,
        sentence=words,
        text=best.text,
        claims=tuple(dict.fromkeys(claims)),
        flags=tuple(dict.fromkeys(flags)),
        point_ids=tuple(dict.fromkeys(points)),
        speaker=best.speaker or desk.speakers[main.sentence.sentence_id],
        kind=figure_kind(words, main.span.start - main.sentence.span.start),
    )
