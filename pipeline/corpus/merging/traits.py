"""Traits: what of a row tells whether another article's row is the same figure."""

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from pipeline.corpus.merging.attribution import without_speaker
from pipeline.corpus.merging.conflicts import thing_of
from pipeline.corpus.merging.course import course_of
from pipeline.corpus.merging.meanings import LIGHT
from pipeline.corpus.merging.names import NamesIn
from pipeline.corpus.merging.times import times_in, without_times
from pipeline.numbers.grammar import lexicon
from pipeline.numbers.reconcile.dimensions import dimension, factor
from pipeline.text.words import content_stems
from schemas import Modifier, Quantity, Report, Row, TextSpan, Traits, digest

_ABOVE = {Modifier.MORE_THAN, Modifier.AT_LEAST, Modifier.JUST_OVER}
_BELOW = {Modifier.LESS_THAN, Modifier.AT_MOST, Modifier.JUST_UNDER}
_HARD_BORDER = re.compile(r"[;:“”\"()—–]|,\s(?:while|but|and|with|whereas)\s|\d|#")
_NEAR = 12
"""Words to either side that are near a figure; in its clause, not beyond another figure."""
_FOR = re.compile(r"\bfor$")
"""Behind it stands how long what is told before it went on."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NOT = re.compile(r"\b(?:no|not|never|nor|denied|denies)\b|n[’']t\b", re.IGNORECASE)
_OF_NUMBERS = LIGHT | frozenset(
    content_stems(
        " ".join(("percent per cent percentage dollars euros", *lexicon.ONES, *lexicon.TENS))
        + " hundred thousand million billion trillion"
    )
)
"""Stems that say nothing of what a figure is of, or are a number themselves."""
_OWN, _OTHER = "##", "#"
"""Marks in a sentence for its figures."""
_LEAD = 3
"""Sentences of the article that say what it is about, its headline among them."""


class TraitsOf:
    """Finds the traits of a report's rows; what all of them share is found once."""

    def __init__(self, report: Report) -> None:
        """Take the report that the rows are of."""
        self._article = article = report.article
        self._names = NamesIn(article)
        years = set(_YEAR.findall(article.reading_text))
        self._known = " ".join(sorted(self._names.everywhere | years))
        lead = " ; ".join(article.plain(each.span) for each in article.prose[:_LEAD])
        lead = f"{article.title or ''} ; {lead}"
        found = self._names.within(lead)
        self._lead = " ".join(sorted(found.sure | found.opening))
        self._context = " ".join(_stems(lead, found.sure))
        happened = " ; ".join(without_speaker(each) for each in lead.split(" ; "))
        self._days = _only_days(times_in(happened, article.published))
        self._beside: dict[str, list[Quantity]] = defaultdict(list)
        for row in report.worklist.rows:
            for place in row.places:
                self._beside[place.sentence_id].append(row.quantity)

    def __call__(self, row: Row) -> Traits:
        """Return the traits of one row."""
        quantity, published = row.quantity, self._article.published
        before, after = self._sides(row)
        claim = (
            "" if row.text == row.quote else without_speaker(row.text.replace(quantity.text, " "))
        )
        names = self._names.within(f"{before} ; {after} ; {claim}")
        speaker = frozenset(f"{row.attribution.name} {row.attribution.role}".lower().split())
        aside = names.sure | speaker
        left = " ".join(_HARD_BORDER.split(before)[-1].split()[-_NEAR:])
        right = " ".join(_HARD_BORDER.split(after, maxsplit=1)[0].split()[:_NEAR])
        on_left, on_right = _stems(left, aside), _stems(right, aside)
        beside = self._beside_of(row)
        period = f"{row.measure.period or ''} {quantity.period or ''} {quantity.date or ''}"
        traits = Traits(
            value=value_of(quantity),
            stems=_stems(f"{before} {after} {claim}", aside),
            near=tuple(sorted({*on_left, *on_right})),
            closest=_closest(left, right, speaker),
            things=tuple(sorted(content_stems(quantity.noun or ""))),
            names=tuple(sorted(names.sure - speaker)),
            opening=tuple(sorted(names.opening - speaker)),
            numbers=tuple(sorted({_plain(each.low) for each in beside if each is not quantity})),
            times=times_in(period, published),
            around=times_in(f"{before} ; {after}", published),
            course=course_of(row, left, right),
            bound=(quantity.modifier in _ABOVE) - (quantity.modifier in _BELOW),
            negated=bool(_NOT.search(f"{left} ; {right}")),
            place=sum(each.span.start < quantity.span.start for each in beside),
            sentence=digest(row.quote),
            days=self._days,
            lead=self._lead,
            context=self._context,
            known=self._known,
            thing="",
        )
        return traits.model_copy(update={"thing": thing_of(traits)})

    def _sides(self, row: Row) -> tuple[str, str]:
        """Return the sentence before and behind the figure, without who says so."""
        own, article = row.quantity.span, self._article
        at, pieces = min(row.span.start, own.start), []
        for other in sorted((q.span for q in self._beside_of(row)), key=lambda span: span.start):
            if at <= other.start < row.span.end or other == own:
                pieces += [article.plain(TextSpan(start=at, end=other.start))]
                pieces += [_OWN if other == own else _OTHER]
                at = other.end
        pieces += [article.plain(TextSpan(start=at, end=max(at, row.span.end)))]
        left, _, right = without_speaker(" ".join(pieces), keep=_OWN).partition(_OWN)
        return left, right

    def _beside_of(self, row: Row) -> list[Quantity]:
        """Return the figures of the sentence that a row quotes, its own among them."""
        main = next(place for place in row.places if place.span == row.quantity.span)
        return self._beside[main.sentence_id]


def _closest(left: str, right: str, aside: frozenset[str]) -> tuple[str, ...]:
    """Return the stems next to a figure, names among them; behind "for" it is the one before."""
    on_right = () if _FOR.search(left) else _stems(right, aside)[:2]
    return tuple(sorted({*_stems(left, aside)[-1:], *on_right}))


def value_of(quantity: Quantity) -> str:
    """Return what is equal in two rows of one figure however it is written: 1.5 km is 1,500 m."""
    unit = factor(quantity)
    numbers = (_base(each, unit) for each in (quantity.low, quantity.high, quantity.whole))
    return " ".join((quantity.kind, dimension(quantity), quantity.per or "-", *numbers))


def _base(value: Decimal | None, unit: Decimal) -> str:
    return "-" if value is None else _plain(value * unit)


def _plain(value: Decimal | None) -> str:
    return "-" if value is None else format(value.normalize(), "f")


def _stems(text: str, aside: frozenset[str]) -> tuple[str, ...]:
    """Return the stems that tell what a text is of, each once, in order: no numbers, times or names."""
    found = dict.fromkeys(content_stems(without_times(text)))
    dropped = aside | _OF_NUMBERS
    return tuple(stem for stem in found if stem not in dropped and not stem[0].isdecimal())


def _only_days(times: Iterable[str]) -> tuple[str, ...]:
    return tuple(each.removeprefix("d:") for each in times if each.startswith("d:"))
