"""A figure: one number with all its mentions, and all that is known of it when its row is made."""

from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from pipeline.reconcile import Source, SourceQuantity, group_repeats
from pipeline.reconcile.repeats import has_rare_value
from pipeline.stages.prioritise.computed import what_follows
from pipeline.stages.prioritise.sourcing import Sourcing
from pipeline.text.clauses import figure_kind, is_quoted
from pipeline.text.people import People, people
from pipeline.text.sentences import LONGEST_SENTENCE
from pipeline.text.source_kinds import source_kind
from pipeline.text.words import content_stems
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
    QuantityKind,
    Role,
    TextSpan,
    Tier,
    Voice,
)

SHARES = frozenset((QuantityKind.PERCENT, QuantityKind.FRACTION, QuantityKind.RATIO))
_ROLES = (Role.LEDE, Role.BODY, Role.HEADLINE, Role.CAPTION)


class Figure(NamedTuple):
    """All that is known of one figure; `main` is the mention that its row quotes."""

    mentions: tuple[SourceQuantity, ...]
    main: SourceQuantity
    span: TextSpan
    """The sentence of `main`, which its row quotes."""
    text: str
    claims: tuple[Claim, ...]
    flags: tuple[Flag, ...]
    point_ids: tuple[str, ...]
    attribution: Attribution
    source_is_certain: bool
    """Whether it is certain who gives it, or that the sentences around it name no source."""
    kind: ClaimKind
    computed: tuple[str, ...]
    """What follows from it or agrees with it by arithmetic, as formulas."""
    sentences_before: int
    """Sentences of lede and body before its first mention; what only a caption has comes last."""
    sentences: int
    """How many sentences of lede and body the article has, at least one."""
    paragraph: int
    """Of its first mention in lede or body, counted from 1 among these."""
    paragraphs: int
    """How many the article has."""
    offset: float
    """From 0 to 1 how far down the text its first mention in lede or body stands."""
    has_headline: bool
    """Whether the article has a line that is surely its headline."""

    @property
    def quantity(self) -> Quantity:
        """The quantity as the main mention gives it."""
        return self.main.quantity

    @property
    def times_said(self) -> int:
        """How often it is surely said: by its noun, or by a value of three digits."""
        if has_rare_value(self.quantity):
            return len(self.mentions)
        nouns = Counter(
            stem for m in self.mentions for stem in set(content_stems(m.quantity.noun or ""))
        )
        return max(nouns.values(), default=1)

    @property
    def quoted(self) -> str:
        """The figure with what it counts, as it stands in the article: "some 500 drones"."""
        label, sentence = self.quantity.label(), self.main.frame.sentence.text
        return (
            label if label in " ".join(sentence.split()) else " ".join(self.quantity.text.split())
        )

    @property
    def is_change(self) -> bool:
        """Whether it says by how much something changed or differs; "lost 40 boats" counts them."""
        quantity = self.quantity
        percentage = quantity.kind in {QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT}
        moved = percentage and quantity.part is Part.CHANGE
        return moved or quantity.kind is QuantityKind.MULTIPLIER

    @property
    def is_share(self) -> bool:
        """Whether it is a part of a whole; 3-to-1 is none."""
        quantity = self.quantity
        if quantity.kind is QuantityKind.RATIO and quantity.low and quantity.whole:
            return quantity.low <= quantity.whole
        return quantity.kind in {QuantityKind.RATIO, QuantityKind.FRACTION}


def figures_of(
    source: Source,
    brief: Brief,
    covered: dict[TextSpan, tuple[Claim, ...]],
    findings: tuple[Finding, ...],
    flags: tuple[Flag, ...],
) -> tuple[Figure, ...]:
    """Return the figures to verify in text order; repeats of one share it."""
    items = tuple(quantity for quantity in source.quantities if covered.get(quantity.span))
    prose = tuple(s for s in source.article.sentences if s.role in {Role.LEDE, Role.BODY})
    numbers = {p: n for n, p in enumerate(dict.fromkeys(s.paragraph for s in prose), start=1)}
    desk = _Desk(
        source=source,
        covered=covered,
        flags=_by_place(flags),
        points=_points_by_place(brief, findings),
        sourcing=Sourcing(source.article),
        people=people(source.article),
        computed=what_follows(source),
        starts=tuple(sentence.span.start for sentence in prose),
        paragraphs=tuple(numbers[sentence.paragraph] for sentence in prose),
        has_headline=any(s.role is Role.HEADLINE for s in source.article.sentences),
    )
    return tuple(_figure(desk, group) for group in group_repeats(source, items))


class _Desk(NamedTuple):
    """What figures are made from, looked up by place or sentence."""

    source: Source
    covered: dict[TextSpan, tuple[Claim, ...]]
    flags: dict[TextSpan, list[Flag]]
    points: dict[TextSpan, list[str]]
    sourcing: Sourcing
    people: People
    computed: dict[TextSpan, tuple[str, ...]]
    starts: tuple[int, ...]
    """Offsets of the sentences of lede and body."""
    paragraphs: tuple[int, ...]
    """The paragraph of each, counted from 1."""
    has_headline: bool


def _by_place(flags: tuple[Flag, ...]) -> dict[TextSpan, list[Flag]]:
    """Return the flags on the article's own figures, by the place of each figure."""
    found: dict[TextSpan, list[Flag]] = {}
    for flag in flags:
        for place in flag.places if flag.tier is not Tier.S else ():
            found.setdefault(place, []).append(flag)
    return found


def _points_by_place(brief: Brief, findings: tuple[Finding, ...]) -> dict[TextSpan, list[str]]:
    """Return the points of the brief that rest on each quantity of the article."""
    shown = {brief.headline.point_id, *(point.point_id for point in brief.points)}
    stating: dict[TextSpan, list[str]] = {}
    for finding in findings:
        if finding.subject in shown and finding.outcome is not Outcome.UNSUPPORTED:
            for place in finding.source:
                stating.setdefault(place, []).append(finding.subject)
    return stating


def _figure(desk: _Desk, mentions: tuple[SourceQuantity, ...]) -> Figure:
    main = min(
        mentions, key=lambda mention: (_ROLES.index(mention.sentence.role), mention.span.start)
    )
    article = desk.source.article
    span = main.sentence.span
    words = article.reading_text[span.start : span.end]
    best = desk.covered[main.span][0]
    claims = [claim for mention in (main, *mentions) for claim in desk.covered[mention.span]]
    flags = [flag for mention in mentions for flag in desk.flags.get(mention.span, ())]
    points = [point for mention in mentions for point in desk.points.get(mention.span, ())]
    given = best.speaker if best.origin is Origin.MODEL else None
    who = given or desk.sourcing.said.at(main.span.start)
    told = [m.span.start for m in mentions if m.sentence.role is not Role.CAPTION]
    begin = min(told, default=desk.starts[-1] if desk.starts else 0)
    first = bisect_right(desk.starts, begin)
    return Figure(
        mentions=mentions,
        main=main,
        span=span,
        text=best.text if len(best.text) <= LONGEST_SENTENCE else article.plain(span),
        claims=tuple(dict.fromkeys(claims)),
        flags=_told_once(flags),
        point_ids=tuple(dict.fromkeys(points)),
        attribution=_attribution(desk, who, words, main, span),
        source_is_certain=bool(given) or desk.sourcing.is_certain(main.span, main.sentence, who),
        kind=_kind(words, span, main),
        computed=desk.computed.get(main.span, ()),
        sentences_before=max(0, first - 1),
        sentences=max(1, len(desk.starts)),
        paragraph=desk.paragraphs[max(0, first - 1)] if desk.paragraphs else 1,
        paragraphs=desk.paragraphs[-1] if desk.paragraphs else 1,
        offset=begin / len(article.text),
        has_headline=desk.has_headline,
    )


def _attribution(
    desk: _Desk, who: str | None, words: str, main: SourceQuantity, span: TextSpan
) -> Attribution:
    """Return who gives a figure: a person by the fullest name and the role that the article has.

    Where somebody may be speaking in its sentence it is not clear that the article itself gives it.
    """
    person = desk.people.who(who) if who else None
    start, end = main.span.start - span.start, main.span.end - span.start
    quoted = is_quoted(desk.source.article.quote(span), start, end)
    told = who is not None or desk.sourcing.said.in_doubt(main.span.start)
    voice = Voice.QUOTED if quoted else Voice.REPORTED if told else Voice.ARTICLE
    return Attribution(
        name=person.name if person else who,
        role=person.role if person else None,
        kind=source_kind(who, person, words),
        voice=voice,
    )


def _told_once(flags: list[Flag]) -> tuple[Flag, ...]:
    """Return the flags; a cue that says the same of several mentions once, alerts each."""
    found: dict[tuple[object, ...], Flag] = {}
    for flag in flags:
        place = flag.places if flag.alert else ()
        found.setdefault((flag.check, flag.message, place), flag)
    return tuple(found.values())


def _kind(words: str, span: TextSpan, main: SourceQuantity) -> ClaimKind:
    """Return the list of a figure; what a planned change starts from is a fact of today."""
    is_share = main.quantity.kind in SHARES
    kind = figure_kind(words, main.span.start - span.start, is_share=is_share)
    starts = kind is ClaimKind.FORECAST and main.quantity.part is Part.ORIGIN
    return ClaimKind.FACT if starts else kind


def in_sentence(who: str) -> str:
    """Return a speaker as written inside a sentence: "the navy" for "The navy"."""
    return who[:1].lower() + who[1:] if who.startswith(("The ", "A ", "An ")) else who
