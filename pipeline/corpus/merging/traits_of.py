"""Finding the traits of rows: from a report's sentences, names and figures."""

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import chain

from pipeline.corpus.merging.attribution import place_for_dateline, without_speaker
from pipeline.corpus.merging.course import course_of
from pipeline.corpus.merging.cut import Cut, Side, stems_in
from pipeline.corpus.merging.names import Names, NamesIn, capitals
from pipeline.corpus.merging.signals import signals_in
from pipeline.corpus.merging.times import times_in, without_times
from pipeline.corpus.merging.traits import Texts, Traits, thing_of
from pipeline.numbers.dimensions import as_tonnes, dimension, factor
from pipeline.text.words import content_stems
from schemas import Modifier, Place, Quantity, Report, Row, digest

_ABOVE = {Modifier.MORE_THAN, Modifier.AT_LEAST, Modifier.JUST_OVER}
_BELOW = {Modifier.LESS_THAN, Modifier.AT_MOST, Modifier.JUST_UNDER}
_FOR = re.compile(r"\bfor$")
"""Behind it stands how long what is told before it went on."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LEAD = 3
"""Sentences of the article that say what it is about, its headline among them."""


class TraitsOf:
    """Finds the traits of a report's rows; what several of them share is found once."""

    def __init__(self, report: Report) -> None:
        """Take the report that the rows are of."""
        self._article = article = report.article
        self._names = NamesIn(article)
        years = _YEAR.findall(article.reading_text)
        self._known = " ".join(sorted(self._names.everywhere.union(years)))
        lead = " ; ".join(
            place_for_dateline(article.plain(each.span)) for each in article.prose[:_LEAD]
        )
        lead = f"{article.title or ''} ; {lead}"
        found = self._named(lead)
        self._lead = " ".join(sorted(found.sure | found.opening))
        self._maybe = found.maybe
        self._context = " ".join(_without(stems_in(without_times(lead)), found.sure))
        happened = " ; ".join(without_speaker(each) for each in lead.split(" ; "))
        self._days = _only_days(times_in(happened, article.published))
        self._beside: dict[str, list[Quantity]] = defaultdict(list)
        for row in report.worklist.rows:
            for place in row.places:
                self._beside[place.sentence_id].append(row.quantity)
        self._cuts: dict[tuple[str, int, int], Cut] = {}
        self._quotes: dict[str, str] = {}

    def __call__(self, row: Row, main: Place) -> Traits:
        """Return the traits of a row; `main` is the mention that it quotes."""
        quantity, published = row.quantity, self._article.published
        beside = self._beside[main.sentence_id]
        cut = self._cut(row, main)
        at = cut.place_of(quantity)
        left, right = cut.parts[at].before, cut.parts[at + 1].behind
        claim = _claim(row)
        names = self._names_of(cut, at, claim)
        speaker = frozenset(f"{row.attribution.name} {row.attribution.role}".lower().split())
        aside = names.sure | speaker
        told = chain.from_iterable(each.stems for each in cut.parts)
        stems = (*told, *stems_in(without_times(claim))) if claim else told
        bound = (quantity.modifier in _ABOVE) - (quantity.modifier in _BELOW)
        negates = left.negates or right.negates
        if bound and left.negates:  # not by more than 2% is by 2% at most
            bound, negates = -bound, right.negates
        period = f"{row.measure.period or ''} {quantity.period or ''} {quantity.date or ''}"
        traits = Traits(
            value=value_of(quantity),
            digits=_digits(quantity),
            stems=_without(dict.fromkeys(stems), aside),
            near=_without(sorted({*left.stems, *right.stems}), aside),
            closest=_closest(left, right, speaker),
            signals=signals_in(left.text, right.text),
            things=_sorted(content_stems(quantity.noun or "")),
            names=_sorted(names.sure - speaker),
            opening=_sorted(names.opening - speaker),
            maybe=_sorted((names.maybe | self._maybe) - speaker),
            slots=cut.slots(names.sure | names.opening),
            who=_sorted(
                each
                for each in cut.parts[at].last_name
                if each in names.sure or each in names.opening
            ),
            numbers=_sorted(_plain(each.low) for each in beside if each is not quantity),
            times=times_in(period, published),
            around=_sorted(cut.ago.union(*(each.times for each in cut.parts))),
            course=course_of(row, left.text, right.text),
            bound=bound,
            negated=negates,
            place=sum(each.span.start < quantity.span.start for each in beside),
            sentence=self._quoted(row.quote),
            days=self._days,
            lead=self._lead,
            context=self._context,
            known=self._known,
            thing="",
        )
        return traits._replace(thing=thing_of(traits))

    def _quoted(self, quote: str) -> str:
        if quote not in self._quotes:
            self._quotes[quote] = digest(quote)
        return self._quotes[quote]

    def _named(self, text: str) -> Names:
        found = capitals(text)
        return self._names.among(frozenset((*(word for word, _ in found.found), *found.maybe)))

    def _names_of(self, cut: Cut, at: int, claim: str) -> Names:
        """Return the names in a sentence whose figure of that place is told, and in a claim."""
        found = set(cut.parts[at + 1].names_behind)
        found.update(*(each.names for place, each in enumerate(cut.parts) if place != at + 1))
        if claim:
            follows = cut.parts[-1].ends_in_name
            found.update(word for word, _ in capitals(claim, follows=follows).found)
        return self._names.among(frozenset(found))

    def _cut(self, row: Row, main: Place) -> Cut:
        """Return the sentence that a row quotes, in parts; rows of one sentence share it."""
        own = row.quantity.span
        at, end = min(row.span.start, own.start), max(row.span.end, own.end)
        key = main.sentence_id, at, end
        if key not in self._cuts:
            spans = {(each.span.start, each.span.end) for each in self._beside[main.sentence_id]}
            some = sorted(each for each in spans if at <= each[0] < end)
            self._cuts[key] = Cut(self._article, at, end, some)
        return self._cuts[key]


def _claim(row: Row) -> str:
    """Return the claim without its figure; empty where it says what the sentence says."""
    if row.text == row.quote:
        return ""
    return without_speaker(row.text.replace(row.quantity.text, " ")).strip()


def _closest(left: Side, right: Side, aside: frozenset[str]) -> Texts:
    """Return the stems next to a figure, names among them; behind "for" it is the one before."""
    on_right = () if _FOR.search(left.text) else _without(right.stems, aside)[:2]
    return _sorted((*_without(left.stems, aside)[-1:], *on_right))


def value_of(quantity: Quantity) -> str:
    """Return what is equal in two rows of one figure however it is written: 1.5 km is 1,500 m."""
    unit = factor(as_tonnes(quantity))
    low, whole = _base(quantity.low, unit), _base(quantity.whole, unit)
    high = low if quantity.high == quantity.low else _base(quantity.high, unit)
    return " ".join((quantity.kind, dimension(quantity), quantity.per or "-", low, high, whole))


def _digits(quantity: Quantity) -> int:
    found = _plain(quantity.low) + _plain(quantity.whole)
    return max(len(found.replace(".", "").replace("-", "").strip("0")) - 1, 0)


def _base(value: Decimal | None, unit: Decimal) -> str:
    return "-" if value is None else _plain(value * unit)


def _plain(value: Decimal | None) -> str:
    return "-" if value is None else format(value.normalize(), "f")


def _without(stems: Iterable[str], aside: frozenset[str]) -> Texts:
    return tuple(stem for stem in stems if stem not in aside)


def _sorted(texts: Iterable[str]) -> Texts:
    return tuple(sorted(set(texts)))


def _only_days(times: Iterable[str]) -> Texts:
    return tuple(each.removeprefix("d:") for each in times if each.startswith("d:"))
