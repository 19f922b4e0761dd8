"""A figure: one number with all its mentions, and all that is known of it when its row is made."""

import re
from bisect import bisect_left
from typing import NamedTuple

from pipeline.reconcile import Source, SourceQuantity, group_repeats
from pipeline.stages.prioritise.computed import what_follows
from pipeline.text.attribution import Attributions, attributions
from pipeline.text.bodies import bodies_in
from pipeline.text.clauses import figure_kind
from pipeline.text.people import People, Person, people, source_kind
from pipeline.text.quotations import is_quoted
from schemas import (
    Attribution,
    Brief,
    Claim,
    ClaimKind,
    Finding,
    Flag,
    Origin,
    Outcome,
    Part,
    Quantity,
    Role,
    SourceKind,
    Status,
    TextSpan,
    Tier,
    Voice,
)

LONGEST_EXCERPT = 1_200
"""Characters; the longest sentence of 25,000 in news articles has half of that."""
_EXCERPT_REACH = 400
_BREAK = re.compile(r"\s")


def excerpt_of(text: str, sentence: TextSpan, figure: TextSpan) -> TextSpan:
    """Return the sentence; of a very long one the words around the figure, cut between words."""
    if sentence.end - sentence.start <= LONGEST_EXCERPT:
        return sentence
    start = max(sentence.start, figure.start - _EXCERPT_REACH)
    end = min(
        sentence.end, max(figure.end, figure.start + LONGEST_EXCERPT // 2) + _EXCERPT_REACH // 2
    )
    if start > sentence.start:
        gap = _BREAK.search(text, start, figure.start)
        start = gap.end() if gap else figure.start
    if end < sentence.end:
        spaces = [gap.start() for gap in _BREAK.finditer(text, figure.end, end)]
        end = spaces[-1] if spaces else max(figure.end, min(end, figure.end + _EXCERPT_REACH))
    return TextSpan(start=start, end=end)


def cut(text: str, *, keep_end: bool = False) -> str:
    """Return text that is no longer than an excerpt; what is left out shows as an ellipsis."""
    if len(text) <= LONGEST_EXCERPT:
        return text
    return f"… {text[-LONGEST_EXCERPT:]}" if keep_end else f"{text[:LONGEST_EXCERPT]} …"


_MOST_BESIDE = 12  # to either side
_ROLES = (Role.LEDE, Role.BODY, Role.HEADLINE, Role.CAPTION)


class Figure(NamedTuple):
    """All that is known of one figure; `main` is the mention that its row quotes."""

    mentions: tuple[SourceQuantity, ...]
    main: SourceQuantity
    span: TextSpan
    """What its row quotes: the sentence of `main`, or an excerpt of a very long one."""
    sentence: str
    """The words of `span`, as they stand."""
    reading: str
    """The same at the same length, with markup blanked out."""
    at: TextSpan
    """Where the quantity stands in `sentence` and in `reading`."""
    text: str
    claims: tuple[Claim, ...]
    flags: tuple[Flag, ...]
    point_ids: tuple[str, ...]
    speaker: str | None
    person: Person | None
    """Who the speaker is, where that is a person."""
    source_kind: SourceKind
    kind: ClaimKind
    bodies: tuple[str, ...]
    """The bodies that the article names, those of the sentence first."""
    beside: tuple[SourceQuantity, ...]
    """The quantities of `span`, in order."""
    computed: tuple[str, ...]
    """What follows from it or agrees with it by arithmetic, as formulas."""
    depth: float
    """The share of the article that stands before it, from 0 to 1."""
    inexact: bool
    """Whether a model's claim gives the figure otherwise than the article: rounded, derived."""

    @property
    def quantity(self) -> Quantity:
        """The quantity as the main mention gives it."""
        return self.main.quantity


def figures_of(
    source: Source,
    brief: Brief,
    covered: dict[TextSpan, tuple[Claim, ...]],
    findings: tuple[Finding, ...],
    flags: tuple[Flag, ...],
) -> tuple[Figure, ...]:
    """Return the figures to verify in text order; repeats of one share it."""
    items = tuple(quantity for quantity in source.quantities if covered.get(quantity.span))
    prose = " ".join(source.article.plain(s.span) for s in source.article.prose)
    desk = _Desk(
        source=source,
        covered=covered,
        flags=_by_place(flags),
        points=_points_by_place(brief, findings),
        inexact=_inexact(findings),
        said=attributions(source.article),
        people=people(source.article),
        bodies=bodies_in(prose),
        computed=what_follows(source),
    )
    return tuple(_figure(desk, group) for group in group_repeats(source, items))


class _Desk(NamedTuple):
    """What figures are made from, looked up by place or sentence."""

    source: Source
    covered: dict[TextSpan, tuple[Claim, ...]]
    flags: dict[TextSpan, tuple[Flag, ...]]
    points: dict[TextSpan, tuple[str, ...]]
    inexact: frozenset[tuple[str, TextSpan]]
    said: Attributions
    people: People
    bodies: tuple[str, ...]
    computed: dict[TextSpan, tuple[str, ...]]


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
        if finding.subject in shown and finding.outcome is not Outcome.UNSUPPORTED:
            for place in finding.source:
                stating[place] = (*stating.get(place, ()), finding.subject)
    return stating


def _inexact(findings: tuple[Finding, ...]) -> frozenset[tuple[str, TextSpan]]:
    """Return each subject with the places of numbers that it gives in another way."""
    alike = {Status.EXACT, Status.REFORMATTED}
    return frozenset(
        (f.subject, place) for f in findings if f.status not in alike for place in f.source
    )


def _figure(desk: _Desk, mentions: tuple[SourceQuantity, ...]) -> Figure:
    main = min(
        mentions, key=lambda mention: (_ROLES.index(mention.sentence.role), mention.span.start)
    )
    article = desk.source.article
    span = excerpt_of(article.text, main.sentence.span, main.span)
    words = article.reading_text[span.start : span.end]
    best = desk.covered[main.span][0]
    claims = [claim for mention in (main, *mentions) for claim in desk.covered[mention.span]]
    flags = [flag for mention in mentions for flag in desk.flags.get(mention.span, ())]
    points = [point for mention in mentions for point in desk.points.get(mention.span, ())]
    told = best.speaker if best.origin is Origin.MODEL else None
    who = told or desk.said.at(main.span.start)
    person = desk.people.who(who) if who else None
    return Figure(
        mentions=mentions,
        main=main,
        span=span,
        sentence=article.quote(span),
        reading=words,
        at=TextSpan(start=main.span.start - span.start, end=main.span.end - span.start),
        text=best.text if len(best.text) <= LONGEST_EXCERPT else f"… {article.plain(span)} …",
        claims=tuple(dict.fromkeys(claims)),
        flags=_told_once(flags),
        point_ids=tuple(dict.fromkeys(points)),
        speaker=who,
        person=person,
        source_kind=source_kind(who, person, words),
        kind=_kind(words, span, main),
        bodies=tuple(dict.fromkeys((*bodies_in(words), *desk.bodies))),
        beside=_beside(desk.source, main, span),
        computed=desk.computed.get(main.span, ()),
        depth=main.span.start / len(article.text),
        inexact=any(
            claim.origin is Origin.MODEL and (claim.claim_id, main.span) in desk.inexact
            for claim in claims
        ),
    )


def _told_once(flags: list[Flag]) -> tuple[Flag, ...]:
    """Return the flags; a cue that says the same of several mentions once, alerts each."""
    found: dict[tuple[object, ...], Flag] = {}
    for flag in flags:
        place = flag.places if flag.alert else ()
        found.setdefault((flag.check, flag.message, place), flag)
    return tuple(found.values())


def _beside(source: Source, main: SourceQuantity, span: TextSpan) -> tuple[SourceQuantity, ...]:
    """Return the figures that are quoted with this one, the nearest where there are very many."""
    every = source.quantities
    at = bisect_left(every, main.span.start, key=_start)
    first = bisect_left(every, span.start, max(0, at - _MOST_BESIDE), at, key=_start)
    most = min(len(every), at + _MOST_BESIDE + 1)
    near = every[first : bisect_left(every, span.end, at, most, key=_start)]
    return tuple(quantity for quantity in near if span.holds(quantity.span))


def _start(quantity: SourceQuantity) -> int:
    return quantity.quantity.span.start


def _kind(words: str, span: TextSpan, main: SourceQuantity) -> ClaimKind:
    """Return the list of a figure; what a planned change starts from is a fact of today."""
    kind = figure_kind(words, main.span.start - span.start)
    starts = kind is ClaimKind.FORECAST and main.quantity.part is Part.ORIGIN
    return ClaimKind.FACT if starts else kind


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
